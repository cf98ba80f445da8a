//! What has to be done outside the model.

use docent_protocol::{Message, Vote};

use super::Target;

/// One thing for the runtime to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Search for what stands in the field; the answer comes as `Message::Found`.
    Search {
        /// What stands there.
        query: String,
        /// Whether every word is meant as it was typed.
        literal: bool,
    },
    /// Fetch the articles of the first hits, for their snippets and for the next click.
    Prefetch,
    /// Put this into the search field.
    SetField(String),
    /// Fetch an article by slug.
    Read(String),
    /// Scroll to a part of the article.
    ScrollTo(Target),
    /// Scroll where the visitor was before, `depth` screens up.
    ScrollBack(usize),
    /// Leave this screen, `depth` screens up: remember the place on it, begin the next at its top,
    /// and do not say any more what was about to be said of it.
    Leave(usize),
    /// Look up an earlier vote on an article.
    RecallVote(String),
    /// Keep a vote and send it.
    CastVote(Vote),
    /// Look up what the site asks in its form, and what was typed before; the answer comes as `Message::FormReady`.
    PrepareForm,
    /// Look for articles that answer this message, once the visitor pauses; they come as
    /// `Message::Suggested`.
    Suggest(String),
    /// Keep what was typed on this device.
    KeepDraft(Box<Message>),
    /// Remove that again.
    DropDraft,
    /// Keep a message and send it.
    SendMessage(Box<Message>),
    /// Try to send what waits in the outbox.
    Flush,
    /// Take a message out of the outbox.
    Withdraw(String),
    /// Say something to a screen reader.
    Announce(Announcement),
    /// Send this as soon as the second half of the app is here.
    Later(Box<super::Message>),
    /// Move the focus.
    Focus(Focus),
    /// Tell the page.
    Emit(Happening),
}

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// Nothing; what was to be said is out of date.
    Silence,
    /// So many results, for these words if they differ from what was typed.
    Results {
        /// Number of hits.
        count: usize,
        /// Words that were looked for in place of unknown ones.
        corrected: Vec<String>,
    },
    /// A text by its key.
    Text(&'static str),
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// To the search field.
    SearchField,
    /// To the heading of the screen.
    Heading,
    /// To the first field with a fault.
    Fault,
    /// To what took the place of the part that was used.
    Next,
}

/// A step that the page can listen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Something was searched for.
    Search {
        /// What was typed.
        query: String,
        /// Number of hits.
        hits: usize,
    },
    /// A result was chosen.
    Choice {
        /// Slug of the article.
        slug: String,
        /// Its place in the list, from 1.
        rank: usize,
    },
    /// The contact form is on screen.
    Contact,
    /// A message was refused, or could not be sent for now.
    Refusal,
    /// An article is on screen.
    Article {
        /// Its slug.
        slug: String,
        /// Its title.
        title: String,
    },
    /// A vote was cast.
    Vote {
        /// Slug of the article.
        slug: String,
        /// The answer.
        helpful: bool,
        /// After a no, why.
        reason: Option<&'static str>,
    },
    /// A message has arrived.
    Message {
        /// Reference to read out.
        reference: String,
    },
}
