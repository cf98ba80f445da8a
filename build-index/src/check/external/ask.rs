//! One request to another site, and what its answer means.

use std::time::Duration;

use ureq::{Agent, Error};

/// A host that has not answered by then is taken for one that does not.
const TIMEOUT: Duration = Duration::from_secs(15);

const REDIRECTS_MAX: u32 = 8;

/// What is behind a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Well,
    /// The host answers, and has no such page.
    Gone(u16),
    /// The host does not answer programs; a browser may get the page.
    Refused,
    /// The host says that it is out of order.
    OutOfOrder(u16),
    /// There is no host of that name.
    NoHost,
    Silent(String),
}

/// Asks politely.
pub(super) struct Asker(Agent);

impl Asker {
    pub(super) fn new() -> Self {
        let settings = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(REDIRECTS_MAX)
            .user_agent(concat!("Docent/", env!("CARGO_PKG_VERSION"), " (check of links)"));
        Self(settings.build().into())
    }

    /// Asks for the head of a page, and for the page where the head is refused: not every host
    /// knows how to answer that.
    pub(super) fn ask(&self, url: &str) -> Answer {
        let head = answer_of(self.0.head(url).call().map(|answer| answer.status().as_u16()));
        match head {
            Answer::Well | Answer::NoHost | Answer::Silent(_) => head,
            _ => answer_of(self.0.get(url).call().map(|answer| answer.status().as_u16())),
        }
    }
}

fn answer_of(status: Result<u16, Error>) -> Answer {
    match status {
        Ok(200..=399) => Answer::Well,
        Ok(status @ (404 | 410)) => Answer::Gone(status),
        Ok(status @ 500..=599) => Answer::OutOfOrder(status),
        Ok(_) => Answer::Refused,
        Err(Error::HostNotFound) => Answer::NoHost,
        Err(error) => Answer::Silent(error.to_string()),
    }
}

impl Answer {
    /// What is wrong and what to do, where something is.
    pub(super) fn fault(&self) -> Option<(String, &'static str)> {
        let look = "open it in a browser; if it is gone, remove the link or lead it elsewhere";
        match self {
            Self::Well | Self::Refused => None,
            Self::Gone(status) => Some((
                format!("this page is gone: the site answers {status}"),
                "remove the link, or lead it to where the page is now",
            )),
            Self::OutOfOrder(status) => {
                Some((format!("the site is out of order: it answers {status}"), look))
            }
            Self::NoHost => Some((
                "there is no site of this name".to_owned(),
                "correct the address, or remove the link",
            )),
            Self::Silent(why) => Some((format!("the site does not answer: {why}"), look)),
        }
    }

    /// For counting.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Gone(_) => "gone",
            Self::Refused => "not told to programs",
            Self::OutOfOrder(_) => "out of order",
            Self::NoHost => "without a site",
            Self::Silent(_) => "without an answer",
        }
    }
}
