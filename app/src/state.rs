//! What the widget knows and how it changes: a pure model without browser, clock or network.
//!
//! [`update_now()`] and [`update_later()`] are the only place where a [`State`] changes. Whatever has
//! to happen outside, they return as [`Command`]s.

mod article;
mod command;
mod contact;
mod found;
mod message;
mod more;
mod part;
mod screen;
mod update;
mod vote;

use std::rc::Rc;

pub use article::{Fault, Reading};
pub use command::{Announcement, Command, Focus, Happening};
pub use contact::{ContactForm, ContextItem, ContextPart, Field, FieldFault, Stage};
pub use found::{Fit, Found, FoundHit, Marked};
pub use message::{Message, Move};
pub use more::Arrival;
pub use part::Part;
pub use screen::{Place, Screen, Target};
pub use update::{update_later, update_now};
pub use vote::{Ballot, BallotStage};

/// Everything that the components show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What stands in the search field.
    pub query: String,
    /// The answer to `query`; `None` while there is nothing to search for.
    pub found: Option<Found>,
    /// Whether every word of `query` is meant as it was typed.
    pub literal: bool,
    /// What was searched for on this visit, the last first, each on a line.
    pub recent: String,
    /// Slugs to suggest on the page around the widget, each on a line.
    pub suggested: String,
    /// Slugs of the articles that were read on this visit, the last first.
    pub read: Vec<String>,
    /// Position of the hit that the arrow keys have reached.
    pub active: Option<usize>,
    /// Screens opened on top of the search, the visible one last.
    pub trail: Vec<Screen>,
    /// The article of the visible screen.
    pub reading: Reading,
    /// The vote on that article.
    pub ballot: Ballot,
    /// The contact form, which outlives its screen.
    pub contact: Rc<ContactForm>,
    /// Address of the page from which it was opened, without query and fragment.
    pub page: Option<String>,
    /// Whether the browser believes that it has no connection.
    pub offline: bool,
    /// Whether the second half of the app is here.
    pub more: Arrival,
}

impl State {
    /// The contact form, to be changed. It is shared with the state before until then: to compare
    /// and to copy all of it with each message is what the first half of the app need not know.
    pub(crate) fn form_mut(&mut self) -> &mut ContactForm {
        Rc::make_mut(&mut self.contact)
    }

    /// The visible screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.trail.last().unwrap_or(&Screen::Search)
    }

    /// Slug of the article that was opened last on the way here.
    #[must_use]
    pub fn last_article(&self) -> Option<&str> {
        self.trail.iter().rev().find_map(|screen| match screen {
            Screen::Article(place) => Some(place.slug.as_str()),
            _ => None,
        })
    }
}
