//! Articles: opened, lost and fetched again, and the way back.

use super::{contact, found, open, page, play, typed};
use crate::state::update::update;
use crate::state::{Arrival, Command, Fault, Focus, Message, Reading, State, Target};

#[test]
fn a_hit_opens_at_its_section_and_back_returns_to_the_same_list() {
    let mut state = State::default();
    play(&mut state, [typed("a"), found(&[("one", 0), ("two", 3)]), Message::ChooseHit(1)]);
    let commands = play(&mut state, [page("two")]);
    assert_eq!(commands[0], Command::ScrollTo(Target::Section(3)));
    let commands = play(&mut state, [Message::Back]);
    assert_eq!(commands, [Command::Focus(Focus::SearchField), Command::ScrollBack(0)]);
    assert_eq!((state.query.as_str(), state.active), ("a", Some(1)));
    assert_eq!(state.found.map(|found| found.hits.len()), Some(2));
}

#[test]
fn an_article_that_arrives_late_does_not_push_away_another() {
    let mut state = State::default();
    play(&mut state, [open("slow"), Message::Back, open("quick"), page("quick"), page("slow")]);
    let Reading::Ready(shown) = &state.reading else { panic!("{:?}", state.reading) };
    assert_eq!(shown.slug, "quick");
}

#[test]
fn a_link_inside_an_article_only_scrolls_and_one_to_another_article_can_be_undone() {
    let mut state = State::default();
    play(&mut state, [open("one"), page("one")]);
    let commands = play(&mut state, [open("one#costs")]);
    assert_eq!(commands, [Command::ScrollTo(Target::Id("costs".into()))]);
    play(&mut state, [open("two"), page("two")]);
    let commands = play(&mut state, [Message::Back]);
    assert!(commands.contains(&Command::Read("one".into())), "{commands:?}");
}

#[test]
fn a_lost_article_can_be_fetched_again_and_comes_by_itself_when_online() {
    let mut state = State::default();
    play(&mut state, [open("one"), Message::Lost { slug: "one".into(), fault: Fault::Broken }]);
    assert_eq!(state.reading, Reading::Failed(Fault::Broken));
    let commands = play(&mut state, [Message::Retry]);
    assert!(commands.contains(&Command::Read("one".into())));
    play(
        &mut state,
        [Message::Offline(true), Message::Lost { slug: "one".into(), fault: Fault::Broken }],
    );
    assert_eq!(state.reading, Reading::Failed(Fault::Offline));
    let commands = play(&mut state, [Message::Offline(false)]);
    assert!(commands.contains(&Command::Read("one".into())), "{commands:?}");
}

#[test]
fn what_shows_an_article_or_the_form_can_be_lost_and_fetched_again() {
    let mut state = State::default();
    play(&mut state, [open("one"), Message::More(Arrival::Failed)]);
    assert_eq!(state.reading, Reading::Failed(Fault::Broken));
    let commands = play(&mut state, [Message::Retry]);
    assert!(commands.contains(&Command::Read("one".into())), "{commands:?}");

    let mut state = State::default();
    update(&mut state, contact());
    update(&mut state, Message::More(Arrival::Failed));
    let later = Command::Later(Box::new(Message::FormOpened));
    for message in [Message::Retry, Message::Offline(false)] {
        state.more = Arrival::Failed;
        assert!(update(&mut state, message).contains(&later));
        assert_eq!(state.more, Arrival::Awaited, "it is on its way again");
    }
    let commands = play(&mut state, [Message::More(Arrival::Here), Message::FormOpened]);
    assert_eq!(commands, [Command::PrepareForm, Command::Focus(Focus::Heading)]);
    assert_eq!(state.contact.context[0].value, "https://shop.example/cart");
}

#[test]
fn a_suggestion_that_changes_does_not_disturb_a_reader() {
    let part = crate::state::Part::Screen;
    for (messages, changes) in [(vec![], true), (vec![open("a"), page("a")], false)] {
        let mut before = State::default();
        play(&mut before, messages);
        let mut after = before.clone();
        play(&mut after, [Message::Suggest("b".into())]);
        assert_eq!(part.differs(&before, &after), changes);
    }
}
