//! Typing, choosing from the list, searches of this visit.

use super::{contact, found, marked, open, play, typed};
use crate::state::{
    Announcement, Command, Fit, Focus, Found, FoundHit, Message, Move, Screen, State,
};

#[test]
fn typing_searches_and_an_empty_field_is_the_start_again() {
    let mut state = State::default();
    let commands = play(&mut state, [typed("refund")]);
    assert_eq!(commands, [Command::Search { query: "refund".into(), literal: false }]);
    play(&mut state, [found(&[("refunds", 0)]), typed("  ")]);
    assert_eq!(state.found, None);
    assert_eq!(*state.screen(), Screen::Search);
}

#[test]
fn the_arrow_keys_walk_through_the_list_and_over_its_ends() {
    let mut state = State::default();
    play(&mut state, [typed("a"), found(&[("one", 0), ("two", 0)])]);
    let walk = [Move::Down, Move::Down, Move::Down, Move::Up, Move::Up, Move::Up];
    let reached: Vec<_> = walk
        .into_iter()
        .map(|step| {
            play(&mut state, [Message::Move(step)]);
            state.active
        })
        .collect();
    assert_eq!(reached, [Some(0), Some(1), None, Some(1), Some(0), None]);
}

#[test]
fn enter_opens_the_reached_hit_or_else_the_first() {
    for (moves, expected) in [(0, "one"), (2, "two")] {
        let mut state = State::default();
        play(&mut state, [typed("a"), found(&[("one", 0), ("two", 3)])]);
        play(&mut state, vec![Message::Move(Move::Down); moves]);
        let commands = play(&mut state, [Message::ChooseActive]);
        assert!(commands.contains(&Command::Read(expected.into())), "{commands:?}");
    }
}

#[test]
fn enter_without_results_does_nothing() {
    let mut state = State::default();
    assert_eq!(play(&mut state, [typed("x"), Message::ChooseActive]).len(), 1);
}

#[test]
fn no_results_are_announced_and_poor_ones_are_shown_as_such() {
    let mut state = State::default();
    let none = Found { fit: Fit::Good, ..Found::default() };
    let commands = play(&mut state, [typed("qqq"), Message::Found(none)]);
    assert!(commands.contains(&Command::Announce(Announcement::Text("results.none.status"))));
    let poor = Found { hits: vec![FoundHit::default()], fit: Fit::Poor, ..Found::default() };
    play(&mut state, [typed("qqqq"), Message::Found(poor)]);
    assert_eq!(state.found.map(|found| (found.hits.len(), found.fit)), Some((1, Fit::Poor)));
}

#[test]
fn better_results_are_not_announced_over_an_article() {
    let mut state = State::default();
    let is_announced = |commands: &[Command]| {
        commands.iter().any(|command| matches!(command, Command::Announce(_)))
    };
    let first = play(&mut state, [typed("a"), found(&[("one", 0)])]);
    assert!(is_announced(&first), "{first:?}");
    play(&mut state, [Message::ChooseActive]);
    let better = play(&mut state, [found(&[("one", 0), ("two", 0)])]);
    assert!(!is_announced(&better), "{better:?}");
}

#[test]
fn words_can_be_meant_as_they_are_written_until_the_next_ones_are_typed() {
    let mut state = State::default();
    play(&mut state, [typed("biling")]);
    let commands = play(&mut state, [Message::Literally(true)]);
    let search = |query: &str, literal| Command::Search { query: query.into(), literal };
    assert!(commands.contains(&search("biling", true)), "{commands:?}");
    assert!(play(&mut state, [Message::Literally(false)]).contains(&search("biling", false)));
    play(&mut state, [Message::Literally(true)]);
    assert!(play(&mut state, [typed("bilings")]).contains(&search("bilings", false)));
}

#[test]
fn a_snippet_stays_until_the_next_one_has_been_cut() {
    let mut state = State::default();
    play(&mut state, [typed("re"), found(&[("one", 2)])]);
    play(&mut state, [Message::Snippets(vec![(0, marked("Refunds take a week."))])]);
    play(&mut state, [typed("ref"), found(&[("two", 0), ("one", 2), ("one", 1)])]);
    let snippets: Vec<_> =
        state.found.unwrap().hits.into_iter().map(|hit| hit.snippet.is_some()).collect();
    assert_eq!(snippets, [false, true, false]);
}

#[test]
fn searches_that_led_somewhere_are_remembered_once_the_last_first() {
    let mut state = State::default();
    for query in ["refund", "parcel", " refund", "invoice", "card"] {
        play(&mut state, [typed(query), found(&[("a", 0)]), Message::ChooseHit(0), Message::Back]);
    }
    play(&mut state, [typed("never opened"), Message::Home]);
    assert_eq!(state.recent, "card\ninvoice\nrefund");
    play(&mut state, [typed("person"), found(&[]), contact()]);
    assert_eq!(state.recent, "person\ncard\ninvoice");
    // From article to article nothing is searched for.
    play(&mut state, [open("b"), open("c")]);
    assert_eq!(state.recent, "person\ncard\ninvoice");
}

#[test]
fn a_search_is_repeated_as_if_it_were_typed() {
    let mut state = State::default();
    let commands = play(&mut state, [Message::Repeat("refund".into())]);
    assert_eq!(
        commands,
        [
            Command::Search { query: "refund".into(), literal: false },
            Command::SetField("refund".into()),
            Command::Focus(Focus::SearchField),
        ]
    );
    assert_eq!(state.query, "refund");
}
