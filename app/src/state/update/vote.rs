//! Voting, and changing one's mind.

use docent_protocol::{Reason, Vote};

use super::trail::shows;
use crate::state::{Announcement, BallotStage, Command, Focus, Happening, Screen, State};

pub(super) fn recalled(state: &mut State, slug: &str, id: String, helpful: bool) -> Vec<Command> {
    if shows(state, slug) {
        state.ballot.stage = BallotStage::Thanks;
        state.ballot.cast = Some(id);
        state.ballot.helpful = helpful;
    }
    Vec::new()
}

pub(super) fn kept(state: &mut State, slug: &str, id: String) -> Vec<Command> {
    if shows(state, slug) {
        state.ballot.cast = Some(id);
    }
    Vec::new()
}

pub(super) fn vote(state: &mut State, helpful: bool) -> Vec<Command> {
    state.ballot.helpful = helpful;
    state.ballot.reason = None;
    state.ballot.comment.clear();
    // A no counts at once; the reason follows as a vote that takes its place.
    let mut commands = cast(state);
    if helpful {
        state.ballot.stage = BallotStage::Thanks;
        commands.push(Command::Announce(Announcement::Text("vote.thanks.yes")));
    } else {
        state.ballot.stage = BallotStage::Why;
    }
    commands.push(Command::Focus(Focus::Next));
    commands
}

pub(super) fn reason(state: &mut State, reason: Reason) -> Vec<Command> {
    state.ballot.reason = Some(reason);
    Vec::new()
}

pub(super) fn comment(state: &mut State, comment: String) -> Vec<Command> {
    state.ballot.comment = comment;
    Vec::new()
}

pub(super) fn send_reason(state: &mut State) -> Vec<Command> {
    let said = state.ballot.reason.is_some() || !state.ballot.comment.trim().is_empty();
    let mut commands = if said { cast(state) } else { Vec::new() };
    state.ballot.stage = BallotStage::Thanks;
    commands.push(Command::Announce(Announcement::Text("vote.thanks.no")));
    commands.push(Command::Focus(Focus::Next));
    commands
}

pub(super) fn change(state: &mut State) -> Vec<Command> {
    state.ballot.stage = BallotStage::Question;
    vec![Command::Focus(Focus::Next)]
}

fn cast(state: &State) -> Vec<Command> {
    let Screen::Article(place) = state.screen() else { return Vec::new() };
    let ballot = &state.ballot;
    let comment = ballot.comment.trim();
    let vote = Vote {
        slug: place.slug.clone(),
        helpful: ballot.helpful,
        reason: ballot.reason,
        comment: (!comment.is_empty()).then(|| comment.to_owned()),
        replaces: ballot.cast.clone(),
    };
    let happening = Happening::Vote {
        slug: vote.slug.clone(),
        helpful: vote.helpful,
        reason: vote.reason.map(Reason::as_str),
    };
    vec![Command::CastVote(vote), Command::Emit(happening)]
}
