//! What can happen.

use std::sync::Arc;

use docent_protocol::{ArticlePage, Attachment, Form, Reason};

use super::{Arrival, Fault, Field, Found, Marked, Place};

/// One thing that happened: the visitor did it, or something awaited has arrived.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The search field holds this now.
    Typed(String),
    /// The answer to what was typed.
    Found(Found),
    /// The visitor means every word as it was typed, or no longer does.
    Literally(bool),
    /// Search again for what was searched for before.
    Repeat(String),
    /// Slugs to suggest on the page around the widget, each on a line.
    Suggest(String),
    /// Snippets for hits, by position in the list.
    Snippets(Vec<(usize, Marked)>),
    /// An arrow key in the search field.
    Move(Move),
    /// The hit at this position was chosen.
    ChooseHit(usize),
    /// Enter in the search field.
    ChooseActive,
    /// A category was chosen, by position.
    OpenCategory(usize),
    /// An article was chosen.
    OpenArticle(Place),
    /// The contact form was chosen; the address of the page goes along.
    OpenContact {
        /// Address of the page without query and fragment.
        page: Option<String>,
    },
    /// The contact form is on screen, and can be made ready.
    FormOpened,
    /// What the form needs to know.
    FormReady {
        /// What the site asks.
        form: Arc<Form>,
        /// What was typed and not sent before.
        draft: Option<Box<docent_protocol::Message>>,
    },
    /// Document numbers of articles that may answer the message.
    Suggested(Vec<u32>),
    /// What was typed is kept on this device, or cannot be.
    DraftKept(bool),
    /// What was typed shall be forgotten.
    DiscardDraft,
    /// One step back.
    Back,
    /// Back to the start, with an empty search field.
    Home,
    /// An article has arrived.
    Arrived(Arc<ArticlePage>),
    /// An article did not arrive.
    Lost {
        /// Slug of the article.
        slug: String,
        /// Why.
        fault: Fault,
    },
    /// The second half of the app has arrived, or has not.
    More(Arrival),
    /// Fetch what is missing on this screen again.
    Retry,
    /// The visitor has voted on the article before.
    VoteRecalled {
        /// Slug of the article.
        slug: String,
        /// Id of that vote.
        id: String,
        /// Its answer.
        helpful: bool,
    },
    /// A vote was kept under this id.
    VoteKept {
        /// Slug of the article.
        slug: String,
        /// Id of the vote.
        id: String,
    },
    /// Yes or no.
    Vote(bool),
    /// A reason was chosen.
    Reason(Reason),
    /// The comment reads so now.
    Comment(String),
    /// Reason and comment are complete.
    SendReason,
    /// The visitor wants to vote again.
    ChangeVote,
    /// The page says what the contact form shall begin with.
    Prefill(Box<docent_protocol::Message>),
    /// A field of the contact form holds this now.
    Field(Field, String),
    /// These files are chosen for the question at this position.
    Attached(usize, Vec<Attachment>),
    /// A field of the contact form was left.
    Left(Field),
    /// The part of the context at this position shall not be sent.
    LeaveOut(usize),
    /// Whether any of the context shall be sent.
    Along(bool),
    /// The contact form was submitted.
    Submit,
    /// The message was put into the outbox, under this id.
    MessageKept(String),
    /// The message could not be sent yet.
    Delayed {
        /// Its id.
        id: String,
        /// Whether it outlives this page.
        kept: bool,
    },
    /// The message has arrived.
    Delivered {
        /// Its id.
        id: String,
        /// Reference to read out.
        reference: String,
    },
    /// The message was refused and is not in the outbox any more.
    Refused {
        /// Its id.
        id: String,
        /// What the endpoint says.
        why: String,
        /// The message itself.
        message: Box<docent_protocol::Message>,
    },
    /// The waiting message shall be changed.
    EditQueued,
    /// The waiting message shall be sent now.
    SendQueued,
    /// Another message shall be written.
    WriteAnother,
    /// The browser has lost or regained its connection.
    Offline(bool),
}

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the next hit.
    Down,
    /// To the hit before.
    Up,
}
