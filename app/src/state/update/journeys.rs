//! Visitors' journeys as lists of messages, by what they are about; here is what they begin with.

mod reading;
mod searching;
mod sending;
mod voting;
mod writing;

use std::sync::Arc;

use docent_protocol::{ArticlePage, Form, FormField};

use super::update;
use crate::state::{Command, Field, Fit, Found, FoundHit, Marked, Message, Place, State};

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
