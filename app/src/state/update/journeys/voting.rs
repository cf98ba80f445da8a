//! Votes, reasons and a changed mind.

use docent_protocol::Reason;

use super::{open, page, play};
use crate::state::{BallotStage, Command, Message, State};

fn votes(commands: &[Command]) -> Vec<(bool, Option<Reason>, Option<&str>)> {
    let votes = commands.iter().filter_map(|command| match command {
        Command::CastVote(vote) => Some((vote.helpful, vote.reason, vote.replaces.as_deref())),
        _ => None,
    });
    votes.collect()
}

#[test]
fn a_no_counts_at_once_and_its_reason_takes_its_place() {
    let mut state = State::default();
    let kept = Message::VoteKept { slug: "one".into(), id: "v1".into() };
    let commands = play(
        &mut state,
        [
            open("one"),
            page("one"),
            Message::Vote(false),
            kept,
            Message::Reason(Reason::Wrong),
            Message::Comment("  ".into()),
            Message::SendReason,
        ],
    );
    let expected = [(false, None, None), (false, Some(Reason::Wrong), Some("v1"))];
    assert_eq!(votes(&commands), expected);
    assert_eq!(state.ballot.stage, BallotStage::Thanks);
}

#[test]
fn a_changed_mind_replaces_the_remembered_vote() {
    let mut state = State::default();
    let recalled = Message::VoteRecalled { slug: "one".into(), id: "v0".into(), helpful: false };
    play(&mut state, [open("one"), recalled, page("one")]);
    assert_eq!(state.ballot.stage, BallotStage::Thanks);
    let commands = play(&mut state, [Message::ChangeVote, Message::Vote(true)]);
    assert_eq!(votes(&commands), [(true, None, Some("v0"))]);
}

#[test]
fn no_reason_and_no_comment_send_nothing_more() {
    let mut state = State::default();
    let messages = [open("one"), page("one"), Message::Vote(false), Message::SendReason];
    assert_eq!(votes(&play(&mut state, messages)).len(), 1);
}
