//! Writing to a person.

use std::rc::Rc;
use std::sync::Arc;

use docent_protocol::{Attachment, Form, Message as Letter};

use crate::state::{
    Announcement, Command, ContactForm, ContextItem, ContextPart, Field, Focus, Happening, Screen,
    Stage, State,
};

pub(super) fn opened(state: &mut State) -> Vec<Command> {
    match state.contact.stage {
        // What waits stays as it is, and what has arrived makes room for the next message.
        Stage::Queued { .. } | Stage::Sending { .. } => {}
        Stage::Sent { .. } => start_over(state, state.page.clone()),
        Stage::Writing | Stage::Refused(_) => {
            let context = context(state, state.page.clone());
            state.form_mut().context = context;
        }
    }
    vec![Command::PrepareForm, Command::Focus(Focus::Heading)]
}

pub(super) fn ready(
    state: &mut State,
    form: Arc<Form>,
    draft: Option<Box<Letter>>,
) -> Vec<Command> {
    let contact = state.form_mut();
    contact.form = Some(form);
    if let Some(draft) = draft
        && contact.stage == Stage::Writing
        && contact.is_blank()
    {
        contact.restore(*draft);
        contact.draft = true;
    }
    Vec::new()
}

/// Keeps what stands in the form, or nothing if there is nothing.
fn keep(form: &mut ContactForm) -> Command {
    if form.is_blank() {
        form.draft = false;
        return Command::DropDraft;
    }
    Command::KeepDraft(Box::new(form.draft()))
}

pub(super) fn draft_kept(state: &mut State, kept: bool) -> Vec<Command> {
    state.form_mut().draft = kept;
    Vec::new()
}

pub(super) fn discard(state: &mut State) -> Vec<Command> {
    let ContactForm { form, context, alone, filled, .. } = std::mem::take(state.form_mut());
    let filled = filled + 1;
    state.contact = Rc::new(ContactForm { form, context, alone, filled, ..ContactForm::default() });
    vec![
        Command::DropDraft,
        Command::Announce(Announcement::Text("contact.draft.gone")),
        Command::Focus(Focus::Heading),
    ]
}

/// What the page knows goes into fields that are empty. It is no draft: nothing was typed.
pub(super) fn prefill(state: &mut State, draft: Letter) -> Vec<Command> {
    let form = state.form_mut();
    let Letter { name, email, topic, message, .. } = draft;
    let slots = [
        (&mut form.name, name),
        (&mut form.email, email),
        (&mut form.topic, topic),
        (&mut form.message, message),
    ];
    for (slot, value) in slots {
        if slot.is_empty() {
            *slot = value;
        }
    }
    form.filled += 1;
    Vec::new()
}

/// What goes along unless the visitor takes it out.
fn context(state: &State, page: Option<String>) -> Vec<ContextItem> {
    let query = state.query.trim();
    let searches = [query].into_iter().chain(state.recent.split('\n'));
    let read = state.last_article().into_iter().chain(state.read.iter().map(String::as_str));
    let mut items = Vec::new();
    let mut add = |part, value: &str| {
        let item = ContextItem { part, value: value.to_owned() };
        if !value.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    };
    searches.for_each(|query| add(ContextPart::Search, query));
    read.for_each(|slug| add(ContextPart::Article, slug));
    page.iter().for_each(|page| add(ContextPart::Page, page));
    items
}

/// An empty form that still knows who is writing.
fn start_over(state: &mut State, page: Option<String>) {
    let context = context(state, page);
    let ContactForm { form, name, email, filled, .. } = std::mem::take(state.form_mut());
    state.contact =
        Rc::new(ContactForm { form, name, email, filled, context, ..ContactForm::default() });
}

pub(super) fn field(state: &mut State, field: Field, value: String) -> Vec<Command> {
    state.form_mut().set(field, value);
    let mut commands = vec![keep(state.form_mut())];
    if field == Field::Message {
        commands.push(Command::Suggest(state.contact.message.trim().to_owned()));
    }
    commands
}

pub(super) fn attached(state: &mut State, at: usize, files: Vec<Attachment>) -> Vec<Command> {
    state.form_mut().attach(at, files);
    vec![keep(state.form_mut())]
}

pub(super) fn suggested(state: &mut State, articles: Vec<u32>) -> Vec<Command> {
    let form = state.form_mut();
    let is_news = !articles.is_empty() && !form.told;
    form.told |= is_news;
    form.suggested = articles;
    // Said once: what changes with every sentence would only interrupt the writing.
    let said = is_news.then_some(Command::Announce(Announcement::Text("contact.suggest.said")));
    said.into_iter().collect()
}

pub(super) fn left(state: &mut State, field: Field) -> Vec<Command> {
    let form = state.form_mut();
    // An empty field is no mistake before the form is sent: the visitor may only pass through.
    if form.value(field).trim().is_empty() {
        return Vec::new();
    }
    let fault = form.check_field(field);
    form.faults.retain(|(at, _)| *at != field);
    form.faults.extend(fault.map(|fault| (field, fault)));
    Vec::new()
}

pub(super) fn leave_out(state: &mut State, at: usize) -> Vec<Command> {
    if at < state.contact.context.len() {
        state.form_mut().context.remove(at);
    }
    vec![Command::Focus(Focus::Next)]
}

pub(super) fn along(state: &mut State, along: bool) -> Vec<Command> {
    state.form_mut().alone = !along;
    Vec::new()
}

pub(super) fn submit(state: &mut State) -> Vec<Command> {
    if matches!(state.contact.stage, Stage::Sending { .. }) {
        return Vec::new();
    }
    if !state.form_mut().check() {
        return vec![Command::Focus(Focus::Fault)];
    }
    state.form_mut().stage = Stage::Sending { id: String::new() };
    state.form_mut().draft = false;
    vec![
        Command::SendMessage(Box::new(state.contact.to_message())),
        // The outbox has it now.
        Command::DropDraft,
        Command::Announce(Announcement::Text("contact.sending")),
    ]
}

pub(super) fn kept(state: &mut State, id: String) -> Vec<Command> {
    state.form_mut().stage = Stage::Sending { id };
    Vec::new()
}

pub(super) fn delayed(state: &mut State, id: String, kept: bool) -> Vec<Command> {
    let stage = &mut state.form_mut().stage;
    // Each failed attempt ends here, also those of earlier messages; only the first is news.
    let news = matches!(stage, Stage::Sending { .. });
    if !stage.is_about(&id) {
        return Vec::new();
    }
    *stage = Stage::Queued { id, kept };
    if !news || *state.screen() != Screen::Contact {
        return Vec::new();
    }
    let text = if kept { "contact.queued.text" } else { "contact.queued.volatile" };
    vec![Command::Announce(Announcement::Text(text)), Command::Focus(Focus::Heading)]
}

pub(super) fn delivered(state: &mut State, id: &str, reference: String) -> Vec<Command> {
    let happening = Command::Emit(Happening::Message { reference: reference.clone() });
    if !state.contact.stage.is_about(id) {
        return vec![happening];
    }
    state.form_mut().stage = Stage::Sent { reference };
    state.form_mut().message.clear();
    if *state.screen() != Screen::Contact {
        return vec![happening];
    }
    vec![
        happening,
        Command::Announce(Announcement::Text("contact.sent.title")),
        Command::Focus(Focus::Heading),
    ]
}

pub(super) fn refused(state: &mut State, id: &str, why: String, letter: Letter) -> Vec<Command> {
    let form = state.form_mut();
    if !form.stage.is_about(id) {
        // A message from an earlier visit: its text comes back, unless another is being written.
        if !form.message.trim().is_empty() {
            return Vec::new();
        }
        form.restore(letter);
    }
    form.stage = Stage::Refused(why);
    vec![keep(form), Command::Emit(Happening::Refusal), Command::Focus(Focus::Fault)]
}

pub(super) fn edit_queued(state: &mut State) -> Vec<Command> {
    let Stage::Queued { id, .. } = std::mem::take(&mut state.form_mut().stage) else {
        return Vec::new();
    };
    vec![Command::Withdraw(id), keep(state.form_mut()), Command::Focus(Focus::Heading)]
}

pub(super) fn write_another(state: &mut State) -> Vec<Command> {
    start_over(state, None);
    vec![Command::Focus(Focus::Heading)]
}
