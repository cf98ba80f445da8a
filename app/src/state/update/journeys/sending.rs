//! Drafts, and messages on their way.

use super::{asked, contact, filled_form, play, typed, write};
use crate::state::{Command, Field, Message, Stage, State};

fn kept_drafts(commands: &[Command]) -> Vec<Option<&str>> {
    let kept = commands.iter().filter_map(|command| match command {
        Command::KeepDraft(letter) => Some(Some(letter.message.as_str())),
        Command::DropDraft => Some(None),
        _ => None,
    });
    kept.collect()
}

#[test]
fn a_draft_is_kept_while_something_is_typed_and_goes_when_it_is_sent() {
    let mut state = State::default();
    assert_eq!(kept_drafts(&play(&mut state, [contact(), Message::Left(Field::Message)])), []);
    let commands = play(&mut state, [write(Field::Message, "Help"), write(Field::Message, "")]);
    assert_eq!(kept_drafts(&commands), [Some("Help"), None]);
    let mut state = filled_form();
    play(&mut state, [Message::DraftKept(true)]);
    let commands = play(&mut state, [Message::Submit]);
    assert_eq!(kept_drafts(&commands), [None]);
    assert!(!state.contact.draft);
    let commands =
        play(&mut state, [Message::Delayed { id: String::new(), kept: true }, Message::EditQueued]);
    assert_eq!(kept_drafts(&commands), [Some("Where is it?")]);
}

#[test]
fn a_draft_fills_an_empty_form_and_no_other_and_can_be_discarded() {
    let draft = |text: &str| {
        let letter = docent_protocol::Message { message: text.into(), ..Default::default() };
        Message::FormReady { form: asked(), draft: Some(Box::new(letter)) }
    };
    let mut state = State::default();
    play(&mut state, [contact(), draft("From before")]);
    assert_eq!((state.contact.message.as_str(), state.contact.draft), ("From before", true));
    play(&mut state, [draft("From another page")]);
    assert_eq!(state.contact.message, "From before");
    let commands = play(&mut state, [Message::DiscardDraft]);
    assert_eq!(commands[0], Command::DropDraft);
    assert!(state.contact.is_blank() && !state.contact.draft);
    assert_eq!(state.contact.context[0].value, "https://shop.example/cart");
}

#[test]
fn a_message_that_waits_is_delivered_later_and_says_so() {
    let mut state = filled_form();
    play(&mut state, [Message::Submit, Message::MessageKept("m1".into())]);
    play(&mut state, [Message::Delayed { id: "m1".into(), kept: true }]);
    assert_eq!(state.contact.stage, Stage::Queued { id: "m1".into(), kept: true });
    assert_eq!(state.contact.message, "Where is it?");
    play(&mut state, [Message::Delivered { id: "m1".into(), reference: "K7".into() }]);
    assert_eq!(state.contact.stage, Stage::Sent { reference: "K7".into() });
    play(&mut state, [Message::WriteAnother]);
    assert_eq!(
        (state.contact.email.as_str(), state.contact.message.as_str()),
        ("mia@example.com", "")
    );
}

#[test]
fn news_of_an_earlier_message_leaves_the_present_one_alone() {
    let mut state = filled_form();
    play(&mut state, [Message::Submit, Message::MessageKept("m2".into())]);
    play(&mut state, [Message::Delayed { id: "m1".into(), kept: true }]);
    play(&mut state, [Message::Delivered { id: "m1".into(), reference: "K6".into() }]);
    assert_eq!(state.contact.stage, Stage::Sending { id: "m2".into() });
}

#[test]
fn a_refused_message_comes_back_into_the_form() {
    let mut state = State::default();
    let letter = filled_form().contact.to_message();
    let refused =
        Message::Refused { id: "m1".into(), why: "too long".into(), message: Box::new(letter) };
    play(&mut state, [contact(), refused.clone()]);
    assert_eq!(state.contact.message, "Where is it?");
    assert_eq!(state.contact.stage, Stage::Refused("too long".into()));
    play(&mut state, [write(Field::Message, "Something else"), refused]);
    assert_eq!(state.contact.message, "Something else");
}

#[test]
fn a_waiting_message_can_be_taken_back_and_changed() {
    let mut state = filled_form();
    play(&mut state, [Message::Submit, Message::MessageKept("m1".into())]);
    play(&mut state, [Message::Delayed { id: "m1".into(), kept: false }]);
    let commands = play(&mut state, [Message::EditQueued]);
    assert_eq!(commands[0], Command::Withdraw("m1".into()));
    assert_eq!(state.contact.stage, Stage::Writing);
    assert_eq!(state.contact.message, "Where is it?");
}

#[test]
fn a_draft_survives_a_look_around() {
    let mut state = filled_form();
    play(&mut state, [Message::Back, typed("parcel"), contact()]);
    assert_eq!(state.contact.message, "Where is it?");
    assert_eq!(state.contact.context[0].value, "parcel");
}

#[test]
fn a_second_submit_while_sending_sends_nothing() {
    let mut state = filled_form();
    play(&mut state, [Message::Submit]);
    assert_eq!(play(&mut state, [Message::Submit]), []);
}
