//! Visitors' journeys as lists of messages.

use std::sync::Arc;

use docent_protocol::{
    Agreement, Answers, ArticlePage, Consent, Form, FormField, MessageContext, Reason,
};

use super::update;
use crate::state::{
    Announcement, Arrival, BallotStage, Command, Fault, Field, FieldFault, Fit, Focus, Found,
    FoundHit, Marked, Message, Move, Place, Reading, Screen, Stage, State, Target,
};

/// Plays messages in order; returns the end and all commands on the way.
fn play(state: &mut State, messages: impl IntoIterator<Item = Message>) -> Vec<Command> {
    messages.into_iter().flat_map(|message| tell(state, message)).collect()
}

/// One message, and those that follow it as soon as the second half of the app is here.
fn tell(state: &mut State, message: Message) -> Vec<Command> {
    let commands = update(state, message);
    let follow = |command| match command {
        Command::Later(message) => {
            let mut commands = update(state, *message);
            if commands.contains(&Command::PrepareForm) {
                commands.extend(update(state, Message::FormReady { form: asked(), draft: None }));
            }
            commands
        }
        command => vec![command],
    };
    commands.into_iter().flat_map(follow).collect()
}

fn typed(query: &str) -> Message {
    Message::Typed(query.into())
}

fn found(slugs: &[(&str, u32)]) -> Message {
    let hits = slugs.iter().map(|&(slug, section)| FoundHit {
        slug: slug.into(),
        section,
        ..FoundHit::default()
    });
    Message::Found(Found {
        hits: hits.collect(),
        corrected: Vec::new(),
        fit: Fit::Good,
        is_clear: false,
    })
}

fn open(link: &str) -> Message {
    Message::OpenArticle(Place::parse(link))
}

fn page(slug: &str) -> Message {
    Message::Arrived(Arc::new(ArticlePage { slug: slug.into(), ..ArticlePage::default() }))
}

fn contact() -> Message {
    Message::OpenContact { page: Some("https://shop.example/cart".into()) }
}

/// A form with a required question and another.
fn asked() -> Arc<Form> {
    let field = |id: &str, required| FormField { id: id.into(), required, ..FormField::default() };
    Arc::new(Form { fields: vec![field("order", true), field("gift", false)], ..Form::default() })
}

fn write(field: Field, text: &str) -> Message {
    Message::Field(field, text.into())
}

fn filled_form() -> State {
    let mut state = State::default();
    play(
        &mut state,
        [
            contact(),
            write(Field::Email, "mia@example.com"),
            write(Field::Message, "Where is it?"),
            write(Field::Own(0), "K-17"),
        ],
    );
    state
}

fn marked(text: &str) -> Marked {
    Marked { text: text.into(), marks: Vec::new() }
}

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
fn articles_are_looked_for_while_the_message_is_typed_and_announced_once() {
    let mut state = filled_form();
    assert!(
        play(&mut state, [write(Field::Message, "Where is my parcel? ")])
            .contains(&Command::Suggest("Where is my parcel?".into()))
    );
    let other = play(&mut state, [write(Field::Name, "Mia")]);
    assert!(!other.iter().any(|command| matches!(command, Command::Suggest(_))), "{other:?}");
    let articles = |slug: &str| Message::Suggested(vec![(slug.to_owned(), "Title".to_owned())]);
    assert_eq!(play(&mut state, [Message::Suggested(Vec::new())]), []);
    let said = Command::Announce(Announcement::Text("contact.suggest.said"));
    assert_eq!(play(&mut state, [articles("parcels")]), [said]);
    assert_eq!(play(&mut state, [articles("refunds")]), []);
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
