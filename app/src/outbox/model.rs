//! The outbox against a model of all around it: two tabs that crash, a receiver that fails in
//! every way, a clock that jumps, storage that is taken away.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::bounds::{VOTE_AGE_MAX, surplus};
use super::{Kind, Outcome, Parcel, Round, new_id};

const TABS: usize = 2;

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Taken,
    /// It never arrives.
    Gone,
    /// It arrives, and the answer is lost.
    Unheard,
    Refused,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Put {
        tab: usize,
        kind: Kind,
    },
    /// The tab goes on: its request ends so, or it begins to send what waits.
    Go {
        tab: usize,
        fate: Fate,
    },
    /// The tab ends and the page is opened anew; what is on its way may arrive.
    Crash {
        tab: usize,
        arrives: bool,
    },
    /// The clock jumps by so many minutes.
    Jump(i32),
    /// Storage is taken away, or given back.
    Block(bool),
}

#[derive(Default)]
struct Tab {
    memory: BTreeMap<String, Parcel>,
    round: Option<Round>,
    flying: Option<Parcel>,
}

#[derive(Default)]
struct World {
    has_locks: bool,
    blocked: bool,
    clock: u64,
    made: u8,
    tabs: [Tab; TABS],
    storage: BTreeMap<String, Parcel>,
    /// Which tab has which parcel, where the browser has locks.
    locks: BTreeMap<String, usize>,
    /// How often the receiver got each id; it keeps one of each.
    received: BTreeMap<String, u32>,
    put: BTreeSet<String>,
    /// Acknowledged to a tab.
    done: BTreeSet<String>,
    /// Refused, out of bounds, or gone with the memory of a tab that could not keep it.
    given_up: BTreeSet<String>,
}

impl World {
    fn pending(&self, tab: usize) -> Vec<Parcel> {
        let mut all = self.storage.clone();
        all.extend(self.tabs[tab].memory.clone());
        all.into_values().collect()
    }

    fn remove(&mut self, tab: usize, id: &str) {
        self.storage.remove(id);
        self.tabs[tab].memory.remove(id);
        self.locks.remove(id);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Put { tab, kind } => self.put(tab, kind),
            Step::Go { tab, fate } => self.go(tab, fate),
            Step::Crash { tab, arrives } => {
                let Tab { memory, flying, .. } = std::mem::take(&mut self.tabs[tab]);
                if let Some(parcel) = flying.filter(|_| arrives) {
                    *self.received.entry(parcel.id).or_default() += 1;
                }
                self.given_up.extend(memory.into_keys());
                self.locks.retain(|_, owner| *owner != tab);
            }
            Step::Jump(minutes) => {
                self.clock = self.clock.saturating_add_signed(i64::from(minutes) * 60_000);
            }
            Step::Block(blocked) => self.blocked = blocked,
        }
    }

    fn put(&mut self, tab: usize, kind: Kind) {
        self.clock += 1;
        self.made += 1;
        let id = new_id(self.clock, &[self.made; 10]);
        let parcel = Parcel { id: id.clone(), kind, json: "{}".to_owned() };
        let kept = if self.blocked { &mut self.tabs[tab].memory } else { &mut self.storage };
        kept.insert(id.clone(), parcel);
        self.put.insert(id);
        let oldest = new_id(self.clock.saturating_sub(VOTE_AGE_MAX), &[]);
        while let Some(parcel) = surplus(&self.pending(tab), &oldest).cloned() {
            assert_eq!(parcel.kind, Kind::Vote, "so few messages are never dropped");
            self.given_up.insert(parcel.id.clone());
            self.remove(tab, &parcel.id);
        }
        self.flush(tab);
    }

    fn flush(&mut self, tab: usize) {
        if self.tabs[tab].round.is_none() {
            self.send_next(tab, Round::default());
        }
    }

    fn send_next(&mut self, tab: usize, mut round: Round) {
        let address = |_| Some(String::new());
        while let Some((_, parcel)) = round.next(self.pending(tab), address) {
            if self.has_locks {
                if *self.locks.entry(parcel.id.clone()).or_insert(tab) != tab {
                    assert!(!round.hear(&Outcome::Later), "it stays");
                    continue;
                }
                let flies = |tab: &Tab| tab.flying.as_ref().is_some_and(|one| one.id == parcel.id);
                assert!(!self.tabs.iter().any(flies), "{} is sent by two tabs", parcel.id);
                assert!(!self.done.contains(&parcel.id), "{} is sent again", parcel.id);
            }
            self.tabs[tab].flying = Some(parcel);
            self.tabs[tab].round = Some(round);
            return;
        }
        self.tabs[tab].round = None;
    }

    fn go(&mut self, tab: usize, fate: Fate) {
        let Some(Parcel { id, .. }) = self.tabs[tab].flying.take() else { return self.flush(tab) };
        if matches!(fate, Fate::Taken | Fate::Unheard) {
            *self.received.entry(id.clone()).or_default() += 1;
        }
        let outcome = match fate {
            Fate::Taken => Outcome::Acknowledged { reference: String::new() },
            Fate::Gone | Fate::Unheard => Outcome::Later,
            Fate::Refused => Outcome::Refused { why: String::new() },
        };
        let mut round = self.tabs[tab].round.take().unwrap_or_default();
        if round.hear(&outcome) {
            let ended =
                if matches!(fate, Fate::Taken) { &mut self.done } else { &mut self.given_up };
            ended.insert(id.clone());
            self.remove(tab, &id);
        }
        self.send_next(tab, round);
    }

    /// Everything works again, and both tabs go on for long enough.
    fn heal(&mut self) {
        for _ in 0..=self.put.len() * 2 {
            (0..TABS).for_each(|tab| self.go(tab, Fate::Taken));
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kind = prop_oneof![Just(Kind::Vote), Just(Kind::Message)];
    let fate =
        prop_oneof![Just(Fate::Taken), Just(Fate::Gone), Just(Fate::Unheard), Just(Fate::Refused)];
    let step = prop_oneof![
        4 => (0..TABS, kind).prop_map(|(tab, kind)| Step::Put { tab, kind }),
        6 => (0..TABS, fate).prop_map(|(tab, fate)| Step::Go { tab, fate }),
        2 => (0..TABS, any::<bool>()).prop_map(|(tab, arrives)| Step::Crash { tab, arrives }),
        1 => (-300_000..300_000).prop_map(Step::Jump),
        1 => any::<bool>().prop_map(Step::Block),
    ];
    proptest::collection::vec(step, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_is_sent_twice(steps in steps(), has_locks in any::<bool>()) {
        let mut world = World { has_locks, clock: 1_700_000_000_000, ..World::default() };
        for step in steps {
            world.take(step);
        }
        world.heal();
        for tab in 0..TABS {
            prop_assert_eq!(world.pending(tab), []);
        }
        for id in &world.put {
            let ended = world.done.contains(id) || world.given_up.contains(id);
            prop_assert!(ended, "{id} is neither delivered nor given up");
            prop_assert!(!world.done.contains(id) || world.received.contains_key(id), "{id}");
        }
        prop_assert!(world.received.keys().all(|id| world.put.contains(id)));
    }
}
