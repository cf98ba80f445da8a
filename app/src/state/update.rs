//! The only place where the state changes, in two halves: what search, start and the way between
//! screens need is there from the beginning, the rest comes with the second half of the app.

mod contact;
mod search;
mod trail;
mod vote;

#[cfg(test)]
mod journeys;

use super::{Command, Message, State};

/// Takes a message into the state and says what has to be done outside.
///
/// # Errors
///
/// The message itself, if it belongs to the second half.
pub fn update_now(state: &mut State, message: Message) -> Result<Vec<Command>, Message> {
    Ok(match message {
        Message::Typed(query) => search::typed(state, query),
        Message::Found(found) => search::found(state, found),
        Message::Literally(literal) => search::literally(state, literal),
        Message::Repeat(query) => search::repeat(state, query),
        Message::Suggest(slugs) => search::suggest(state, slugs),
        Message::Snippets(snippets) => search::snippets(state, snippets),
        Message::Move(step) => search::move_active(state, step),
        Message::ChooseHit(at) => search::choose(state, at),
        Message::ChooseActive => search::choose(state, state.active.unwrap_or(0)),

        Message::OpenCategory(at) => trail::open_category(state, at),
        Message::OpenArticle(place) => trail::open_article(state, place),
        Message::OpenContact { page } => trail::open_contact(state, page),
        Message::Arrived(page) => trail::arrived(state, page),
        Message::Lost { slug, fault } => trail::lost(state, &slug, fault),
        Message::More(arrival) => trail::more(state, arrival),
        Message::Retry => trail::retry(state),
        Message::Back => trail::back(state),
        Message::Home => trail::home(state),
        Message::Offline(offline) => trail::offline(state, offline),
        later => return Err(later),
    })
}

/// Takes a message about a vote or the contact form into the state.
pub fn update_later(state: &mut State, message: Message) -> Vec<Command> {
    match message {
        Message::VoteRecalled { slug, id, helpful } => vote::recalled(state, &slug, id, helpful),
        Message::VoteKept { slug, id } => vote::kept(state, &slug, id),
        Message::Vote(helpful) => vote::vote(state, helpful),
        Message::Reason(reason) => vote::reason(state, reason),
        Message::Comment(comment) => vote::comment(state, comment),
        Message::SendReason => vote::send_reason(state),
        Message::ChangeVote => vote::change(state),

        Message::Prefill(draft) => contact::prefill(state, *draft),
        Message::FormOpened => contact::opened(state),
        Message::FormReady { form, draft } => contact::ready(state, form, draft),
        Message::Suggested(articles) => contact::suggested(state, articles),
        Message::DraftKept(kept) => contact::draft_kept(state, kept),
        Message::DiscardDraft => contact::discard(state),
        Message::Field(field, value) => contact::field(state, field, value),
        Message::Attached(at, files) => contact::attached(state, at, files),
        Message::Left(field) => contact::left(state, field),
        Message::LeaveOut(at) => contact::leave_out(state, at),
        Message::Along(along) => contact::along(state, along),
        Message::Submit => contact::submit(state),
        Message::MessageKept(id) => contact::kept(state, id),
        Message::Delayed { id, kept } => contact::delayed(state, id, kept),
        Message::Delivered { id, reference } => contact::delivered(state, &id, reference),
        Message::Refused { id, why, message } => contact::refused(state, &id, why, *message),
        Message::EditQueued => contact::edit_queued(state),
        Message::SendQueued => vec![Command::Flush],
        Message::WriteAnother => contact::write_another(state),
        // `update_now` has taken all others.
        _ => Vec::new(),
    }
}

/// Both halves together, as they are once the second one is there.
#[cfg(test)]
pub(super) fn update(state: &mut State, message: Message) -> Vec<Command> {
    update_now(state, message).unwrap_or_else(|message| update_later(state, message))
}
