//! From screen to screen and back.

use std::sync::Arc;

use docent_protocol::ArticlePage;

use super::search;
use crate::state::{
    Announcement, Arrival, Ballot, Command, Fault, Focus, Happening, Message, Place, Reading,
    Screen, State, Target,
};

/// How many articles of this visit are remembered, for the contact form.
const READ_MAX: usize = 5;

/// Puts a screen on top of the trail.
pub(super) fn push(state: &mut State, screen: Screen) -> Command {
    if state.found.is_some() && state.trail.is_empty() {
        search::remember(state);
    }
    let depth = state.trail.len();
    state.trail.push(screen);
    Command::Leave(depth)
}

pub(super) fn open_category(state: &mut State, at: usize) -> Vec<Command> {
    vec![push(state, Screen::Category(at)), Command::Focus(Focus::Heading)]
}

pub(super) fn open_article(state: &mut State, place: Place) -> Vec<Command> {
    // A link to another part of the same article goes there without a step in between.
    if let (Screen::Article(open), Reading::Ready(_)) = (state.screen(), &state.reading)
        && open.slug == place.slug
    {
        return vec![Command::ScrollTo(place.target)];
    }
    let leave = push(state, Screen::Article(place));
    let mut commands = vec![leave, Command::Focus(Focus::Heading)];
    commands.extend(fetch(state));
    commands
}

pub(super) fn open_contact(state: &mut State, page: Option<String>) -> Vec<Command> {
    if *state.screen() == Screen::Contact {
        return Vec::new();
    }
    state.page = page;
    vec![
        push(state, Screen::Contact),
        Command::Focus(Focus::Heading),
        Command::Emit(Happening::Contact),
        form_opened(state),
    ]
}

/// Starts to fetch what the visible screen needs.
fn fetch(state: &mut State) -> Vec<Command> {
    match state.screen() {
        Screen::Article(place) => {
            let slug = place.slug.clone();
            state.reading = Reading::Loading;
            state.ballot = Ballot::default();
            vec![Command::RecallVote(slug.clone()), Command::Read(slug)]
        }
        Screen::Contact if state.more != Arrival::Here => vec![form_opened(state)],
        _ => Vec::new(),
    }
}

fn form_opened(state: &mut State) -> Command {
    if state.more == Arrival::Failed {
        state.more = Arrival::Awaited;
    }
    Command::Later(Box::new(Message::FormOpened))
}

/// The second half of the app is here, or is not to be had for now.
pub(super) fn more(state: &mut State, arrival: Arrival) -> Vec<Command> {
    state.more = arrival;
    match (arrival, state.screen().clone()) {
        (Arrival::Failed, Screen::Article(place)) => lost(state, &place.slug, Fault::Broken),
        (Arrival::Failed, Screen::Contact) => vec![Command::Focus(Focus::Heading)],
        _ => Vec::new(),
    }
}

/// Whether this article is on screen.
pub(super) fn shows(state: &State, slug: &str) -> bool {
    matches!(state.screen(), Screen::Article(place) if place.slug == slug)
}

pub(super) fn arrived(state: &mut State, page: Arc<ArticlePage>) -> Vec<Command> {
    let Screen::Article(place) = state.screen() else { return Vec::new() };
    if place.slug != page.slug {
        return Vec::new();
    }
    let mut commands = vec![
        Command::ScrollTo(place.target.clone()),
        Command::Emit(Happening::Article { slug: page.slug.clone(), title: page.title.clone() }),
    ];
    // Any other part takes the focus as it is scrolled to.
    if place.target == Target::Top {
        commands.push(Command::Focus(Focus::Heading));
    }
    state.read.retain(|other| *other != page.slug);
    state.read.insert(0, page.slug.clone());
    state.read.truncate(READ_MAX);
    state.reading = Reading::Ready(page);
    commands
}

pub(super) fn lost(state: &mut State, slug: &str, fault: Fault) -> Vec<Command> {
    if !shows(state, slug) {
        return Vec::new();
    }
    let fault = if state.offline { Fault::Offline } else { fault };
    state.reading = Reading::Failed(fault);
    let text = match fault {
        Fault::Offline => "article.offline.title",
        Fault::Broken => "article.failed.title",
        Fault::Missing => "article.missing.title",
    };
    vec![Command::Announce(Announcement::Text(text))]
}

pub(super) fn retry(state: &mut State) -> Vec<Command> {
    let mut commands = fetch(state);
    commands.push(Command::Focus(Focus::Heading));
    commands
}

pub(super) fn back(state: &mut State) -> Vec<Command> {
    if state.trail.pop().is_none() {
        return Vec::new();
    }
    let focus = match state.screen() {
        Screen::Search => Focus::SearchField,
        _ => Focus::Heading,
    };
    let mut commands = vec![Command::Focus(focus)];
    commands.extend(fetch(state));
    commands.push(Command::ScrollBack(state.trail.len()));
    commands
}

pub(super) fn home(state: &mut State) -> Vec<Command> {
    state.trail.clear();
    state.query.clear();
    state.found = None;
    state.active = None;
    vec![Command::SetField(String::new()), Command::Focus(Focus::SearchField)]
}

pub(super) fn offline(state: &mut State, offline: bool) -> Vec<Command> {
    state.offline = offline;
    if offline {
        return vec![Command::Announce(Announcement::Text("offline.notice"))];
    }
    let mut commands = vec![Command::Flush, Command::Announce(Announcement::Silence)];
    if matches!(state.reading, Reading::Failed(_)) || state.more == Arrival::Failed {
        commands.extend(fetch(state));
    }
    commands
}
