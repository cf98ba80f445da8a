//! The contact form: what it asks, what goes along, what helps while it is filled.

use std::sync::Arc;

use docent_protocol::{Agreement, Answers, Consent, Form, MessageContext};

use super::{asked, contact, filled_form, found, open, page, play, typed, write};
use crate::state::{Announcement, Command, Field, FieldFault, Focus, Message, State};

#[test]
fn the_form_takes_search_article_and_page_along_unless_they_are_left_out() {
    let mut state = State::default();
    play(&mut state, [typed("late parcel"), found(&[("parcels", 0)]), Message::ChooseHit(0)]);
    play(&mut state, [page("parcels"), contact()]);
    play(&mut state, [Message::LeaveOut(2)]);
    play(&mut state, [write(Field::Email, "mia@example.com"), write(Field::Message, "Help")]);
    play(&mut state, [write(Field::Own(0), "K-17")]);
    let commands = play(&mut state, [Message::Submit]);
    let Command::SendMessage(message) = &commands[0] else { panic!("{commands:?}") };
    let context = &message.context;
    assert_eq!(context.search.as_deref(), Some("late parcel"));
    assert_eq!(context.article.as_deref(), Some("parcels"));
    assert_eq!(context.page, None);
}

#[test]
fn searches_and_articles_of_the_visit_go_along_the_last_first_or_none_of_them() {
    let mut state = filled_form();
    play(&mut state, [Message::Home, typed("parcel"), found(&[("parcels", 0)])]);
    play(&mut state, [Message::ChooseHit(0), page("parcels"), Message::Back]);
    play(&mut state, [typed("refund"), found(&[("refunds", 0)]), Message::ChooseHit(0)]);
    play(&mut state, [page("refunds"), contact()]);
    let context = state.contact.to_message().context;
    assert_eq!(
        (context.search.as_deref(), &context.searches[..]),
        (Some("refund"), &["parcel".to_owned()][..])
    );
    assert_eq!(
        (context.article.as_deref(), &context.articles[..]),
        (Some("refunds"), &["parcels".to_owned()][..])
    );
    play(&mut state, [Message::Along(false)]);
    assert_eq!(state.contact.to_message().context, MessageContext::default());
    play(&mut state, [Message::Along(true), Message::LeaveOut(0)]);
    assert_eq!(state.contact.to_message().context.search.as_deref(), Some("parcel"));
}

#[test]
fn faults_are_named_at_their_fields_and_go_away_when_mended() {
    let mut state = State::default();
    let commands = play(&mut state, [contact(), write(Field::Email, "mia"), Message::Submit]);
    assert_eq!(commands.last(), Some(&Command::Focus(Focus::Fault)));
    assert_eq!(state.contact.fault(Field::Email), Some(FieldFault::Invalid));
    assert_eq!(state.contact.fault(Field::Message), Some(FieldFault::Missing));
    play(&mut state, [write(Field::Email, "mia@example.com")]);
    assert_eq!(state.contact.fault(Field::Email), None);
}

#[test]
fn the_questions_of_the_site_are_asked_and_sent_with_their_ids() {
    let mut state = filled_form();
    play(&mut state, [write(Field::Own(0), " "), Message::Submit]);
    assert_eq!(state.contact.fault(Field::Own(0)), Some(FieldFault::Missing));
    assert_eq!(state.contact.fault(Field::Own(1)), None);
    play(&mut state, [write(Field::Own(0), " K-18 ")]);
    let commands = play(&mut state, [Message::Submit]);
    let Command::SendMessage(message) = &commands[0] else { panic!("{commands:?}") };
    assert_eq!(message.fields, Answers(vec![("order".into(), "K-18".into())]));
}

#[test]
fn nothing_is_sent_before_the_visitor_agrees_and_then_text_and_time_go_along() {
    let mut state = filled_form();
    let consent = Consent { before: "I agree.".into(), ..Consent::default() };
    let form = Form { consent: Some(consent), ..Form::clone(&asked()) };
    play(&mut state, [Message::FormReady { form: Arc::new(form), draft: None }]);
    let commands = play(&mut state, [write(Field::Complaint, "yes"), Message::Submit]);
    assert_eq!(commands.last(), Some(&Command::Focus(Focus::Fault)));
    assert_eq!(state.contact.fault(Field::Consent), Some(FieldFault::Missing));
    let given = write(Field::Consent, "1760000000000");
    let commands = play(&mut state, [given, Message::Submit]);
    let message = commands.iter().find_map(|command| match command {
        Command::SendMessage(message) => Some(message),
        _ => None,
    });
    let message = message.expect("it is sent now");
    let agreed = Agreement { text: "I agree.".into(), at: 1_760_000_000_000 };
    assert_eq!(message.consent, Some(agreed));
    assert!(message.complaint && !message.copy);
}

#[test]
fn articles_are_looked_for_while_the_message_is_typed_and_announced_once() {
    let mut state = filled_form();
    assert!(
        play(&mut state, [write(Field::Message, "Where is my parcel? ")])
            .contains(&Command::Suggest("Where is my parcel?".into()))
    );
    let other = play(&mut state, [write(Field::Name, "Mia")]);
    assert!(!other.iter().any(|command| matches!(command, Command::Suggest(_))), "{other:?}");
    assert_eq!(play(&mut state, [Message::Suggested(Vec::new())]), []);
    let said = Command::Announce(Announcement::Text("contact.suggest.said"));
    assert_eq!(play(&mut state, [Message::Suggested(vec![3])]), [said]);
    assert_eq!(play(&mut state, [Message::Suggested(vec![0, 3])]), []);
    play(&mut state, [open("refunds"), page("refunds"), Message::Back]);
    assert_eq!(state.contact.message, "Where is my parcel? ");
}

#[test]
fn passing_through_an_empty_field_is_no_fault() {
    let mut state = State::default();
    play(&mut state, [contact(), Message::Left(Field::Email)]);
    assert!(state.contact.faults.is_empty());
    play(&mut state, [write(Field::Email, "mia@"), Message::Left(Field::Email)]);
    assert_eq!(state.contact.fault(Field::Email), Some(FieldFault::Invalid));
}

#[test]
fn what_the_page_knows_fills_empty_fields_only() {
    let mut state = State::default();
    let draft = docent_protocol::Message {
        name: "Mia".into(),
        email: "mia@example.com".into(),
        ..docent_protocol::Message::default()
    };
    play(&mut state, [contact(), write(Field::Email, "other@example.com")]);
    let commands = play(&mut state, [Message::Prefill(Box::new(draft))]);
    assert_eq!(commands, [], "nothing is kept: nobody has typed it");
    let form = &state.contact;
    assert_eq!((form.name.as_str(), form.email.as_str()), ("Mia", "other@example.com"));
}
