//! One request to another site, and what its answer means.

use std::time::{Duration, Instant};

use ureq::{Agent, Error};

/// A host that has not answered by then is taken for one that does not.
const TIMEOUT: Duration = Duration::from_secs(15);

const REDIRECTS_MAX: u32 = 8;

/// Rules: a page that is not there, and one that is elsewhere.
const GONE: &str = "external-link";
const MOVED: &str = "moved-link";

/// What is behind a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Well,
    /// The page is there, and the host says that its address is another one for good.
    Moved(String),
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
        match self.head(url) {
            head @ (Answer::Well | Answer::Moved(_) | Answer::NoHost | Answer::Silent(_)) => head,
            _ => answer_of(self.0.get(url).call().map(|answer| answer.status().as_u16())),
        }
    }

    /// Goes the way step by step, to see whether it is there for good. An address on it that is not
    /// meant to last, such as that of a form to sign in, makes the first one right.
    fn head(&self, url: &str) -> Answer {
        let mut now = url.to_owned();
        let mut is_for_good = true;
        let end = Instant::now() + TIMEOUT;
        for _ in 0..=REDIRECTS_MAX {
            let left = end.saturating_duration_since(Instant::now());
            let hop = self.0.head(&now).config().max_redirects(0).timeout_global(Some(left));
            let asked = hop.build().call();
            let location = asked.as_ref().ok().and_then(|answer| {
                let location = answer.headers().get("location")?.to_str().ok()?;
                joined(&now, location)
            });
            let status = asked.map(|answer| answer.status().as_u16());
            match (&status, location) {
                (Ok(status @ (301 | 302 | 303 | 307 | 308)), Some(next)) => {
                    is_for_good &= matches!(status, 301 | 308);
                    now = next;
                }
                // Left to the library, which knows more ways to write an address.
                (Ok(300..=399), None) => return Answer::Refused,
                _ => {
                    return match answer_of(status) {
                        Answer::Well if is_for_good && now != url => Answer::Moved(now),
                        other => other,
                    };
                }
            }
        }
        Answer::Refused
    }
}

/// The address that a `location` means: a whole one, or a path of the same host.
fn joined(url: &str, location: &str) -> Option<String> {
    if location.starts_with("https://") || location.starts_with("http://") {
        return Some(location.to_owned());
    }
    let (scheme, rest) = url.split_once("://")?;
    if location.starts_with("//") {
        return Some(format!("{scheme}:{location}"));
    }
    let host = rest.split(['/', '?']).next()?;
    location.starts_with('/').then(|| format!("{scheme}://{host}{location}"))
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
    /// The rule, what is wrong and what to do, where something is.
    pub(super) fn fault(&self) -> Option<(&'static str, String, &'static str)> {
        let look = "open it in a browser; if it is gone, remove the link or lead it elsewhere";
        match self {
            Self::Well | Self::Refused => None,
            Self::Moved(to) => Some((
                MOVED,
                format!("this page has moved for good, to {to}"),
                "write its new address, if it is still what the words say",
            )),
            Self::Gone(status) => Some((
                GONE,
                format!("this page is gone: the site answers {status}"),
                "remove the link, or lead it to where the page is now",
            )),
            Self::OutOfOrder(status) => {
                Some((GONE, format!("the site is out of order: it answers {status}"), look))
            }
            Self::NoHost => Some((
                GONE,
                "there is no site of this name".to_owned(),
                "correct the address, or remove the link",
            )),
            Self::Silent(why) => Some((GONE, format!("the site does not answer: {why}"), look)),
        }
    }

    /// For counting.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Moved(_) => "moved",
            Self::Gone(_) => "gone",
            Self::Refused => "not told to programs",
            Self::OutOfOrder(_) => "out of order",
            Self::NoHost => "without a site",
            Self::Silent(_) => "without an answer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_whole_address_or_a_path_of_the_host() {
        let from = "https://a.example/b?c";
        for (location, expected) in [
            ("http://b.example/", Some("http://b.example/")),
            ("//b.example/x", Some("https://b.example/x")),
            ("/x", Some("https://a.example/x")),
            ("x", None),
        ] {
            assert_eq!(joined(from, location).as_deref(), expected, "{location}");
        }
    }
}
