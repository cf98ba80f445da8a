//! Typing, results and the arrow keys.

use super::trail;
use crate::state::{
    Announcement, Command, Fit, Focus, Found, Happening, Marked, Move, Place, Screen, State, Target,
};

pub(super) fn typed(state: &mut State, query: String) -> Vec<Command> {
    // Typing on another screen means searching.
    state.trail.clear();
    state.active = None;
    let blank = query.trim().is_empty();
    state.query = query;
    state.literal = false;
    if blank {
        state.found = None;
        return vec![Command::Announce(Announcement::Silence)];
    }
    vec![search(state)]
}

/// How many searches are offered again.
const RECENT_MAX: usize = 3;

/// Remembers what was searched for, now that it has led somewhere. It never leaves memory.
pub(super) fn remember(state: &mut State) {
    let query = state.query.trim();
    let mut recent = query.to_owned();
    let mut count = 1;
    for other in state.recent.split('\n') {
        if other != query && count < RECENT_MAX {
            recent.push('\n');
            recent.push_str(other);
            count += 1;
        }
    }
    state.recent = recent;
}

pub(super) fn repeat(state: &mut State, query: String) -> Vec<Command> {
    let mut commands = typed(state, query.clone());
    commands.push(Command::SetField(query));
    commands.push(Command::Focus(Focus::SearchField));
    commands
}

pub(super) fn suggest(state: &mut State, slugs: String) -> Vec<Command> {
    state.suggested = slugs;
    Vec::new()
}

/// The way back to the literal words, and back again.
pub(super) fn literally(state: &mut State, literal: bool) -> Vec<Command> {
    state.literal = literal;
    vec![search(state), Command::Focus(Focus::SearchField)]
}

fn search(state: &State) -> Command {
    Command::Search { query: state.query.clone(), literal: state.literal }
}

pub(super) fn found(state: &mut State, mut found: Found) -> Vec<Command> {
    if found.hits.is_empty() {
        found.fit = Fit::Nothing;
    }
    let count = found.hits.len();
    // Snippets that are already there stay until the new ones have been cut, so nothing flickers.
    if let Some(old) = state.found.take() {
        for hit in &mut found.hits {
            let same = |other: &&crate::state::FoundHit| {
                (&other.slug, other.section) == (&hit.slug, hit.section)
            };
            hit.snippet = old.hits.iter().find(same).and_then(|other| other.snippet.clone());
        }
    }
    let announcement = if count == 0 {
        Announcement::Text("results.none.status")
    } else {
        Announcement::Results { count, corrected: found.corrected.clone() }
    };
    state.active = None;
    state.found = Some(found);
    let mut commands = vec![
        Command::Prefetch,
        Command::Emit(Happening::Search { query: state.query.clone(), hits: count }),
    ];
    // The supplement can arrive, and better results with it, when an article is open already.
    if *state.screen() == Screen::Search {
        commands.push(Command::Announce(announcement));
    }
    commands
}

pub(super) fn snippets(state: &mut State, snippets: Vec<(usize, Marked)>) -> Vec<Command> {
    if let Some(found) = &mut state.found {
        for (at, snippet) in snippets {
            if let Some(hit) = found.hits.get_mut(at) {
                hit.snippet = Some(snippet);
            }
        }
    }
    Vec::new()
}

pub(super) fn move_active(state: &mut State, step: Move) -> Vec<Command> {
    let count = state.found.as_ref().map_or(0, |found| found.hits.len());
    if count > 0 {
        // Past either end lies the field itself, as the combobox pattern has it.
        state.active = match (step, state.active) {
            (Move::Down, None) => Some(0),
            (Move::Down, Some(at)) => (at + 1 < count).then_some(at + 1),
            (Move::Up, None) => Some(count - 1),
            (Move::Up, Some(at)) => at.checked_sub(1),
        };
    }
    Vec::new()
}

pub(super) fn choose(state: &mut State, at: usize) -> Vec<Command> {
    let Some(hit) = state.found.as_ref().and_then(|found| found.hits.get(at)) else {
        return Vec::new();
    };
    let target = match hit.section {
        0 => Target::Top,
        section => Target::Section(section),
    };
    let place = Place { slug: hit.slug.clone(), target };
    let choice = Happening::Choice { slug: hit.slug.clone(), rank: at + 1 };
    state.active = Some(at);
    let mut commands = vec![Command::Emit(choice)];
    commands.extend(trail::open_article(state, place));
    commands
}
