//! From screen to screen and back.

use std::sync::Arc;

use docent_protocol::ArticlePage;

use crate::state::{
    Announcement, Ballot, Command, Fault, Focus, Happening, Place, Reading, Screen, State, Target,
};

/// Puts a screen on top of the trail.
pub(super) fn push(state: &mut State, screen: Screen) -> Command {
    let depth = state.trail.len();
    state.trail.push(screen);
    Command::KeepScroll(depth)
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
    let keep = push(state, Screen::Article(place));
    let mut commands = vec![keep, Command::Focus(Focus::Heading)];
    commands.extend(read(state));
    commands
}

/// Starts to fetch the article of the visible screen.
fn read(state: &mut State) -> Vec<Command> {
    let Screen::Article(place) = state.screen() else { return Vec::new() };
    let slug = place.slug.clone();
    state.reading = Reading::Loading;
    state.ballot = Ballot::default();
    vec![Command::RecallVote(slug.clone()), Command::Read(slug)]
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
    let mut commands = read(state);
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
    commands.extend(read(state));
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
    if matches!(state.reading, Reading::Failed(_)) {
        commands.extend(read(state));
    }
    commands
}
