//! One small reader for each service: its objects become a [`Centre`].
//!
//! The shapes are those that the services document for their APIs. What an object does not say
//! has a default, so that half an export is still imported.

mod freshdesk;
mod helpscout;
mod html;
mod intercom;
mod zendesk;

pub(super) use html::{main_html, read as read_html, without_frame};

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Service;
use super::input::Object;
use super::model::Centre;

/// Reads the objects of a service; `lang` is the language of what does not say its own.
pub(super) fn read(service: Service, objects: &[Object], lang: &str) -> Centre {
    match service {
        Service::Zendesk => zendesk::read(objects, lang),
        Service::Helpscout => helpscout::read(objects, lang),
        Service::Intercom => intercom::read(objects, lang),
        Service::Freshdesk => freshdesk::read(objects, lang),
        // Pages are no objects; see `read_html`.
        Service::Html => Centre::default(),
    }
}

/// A language as services write it, in the usual spelling; one that is none is `lang`.
fn language_or(tag: Option<&str>, lang: &str) -> String {
    tag.and_then(crate::language::canonical).unwrap_or_else(|| lang.to_owned())
}

/// The language that most articles were written in first; `lang` if none was. Of two, the first by
/// name.
fn most_frequent(homes: BTreeMap<String, usize>, lang: &str) -> String {
    let most = homes.into_iter().max_by_key(|(lang, count)| (*count, Reverse(lang.clone())));
    most.map_or_else(|| lang.to_owned(), |(lang, _)| lang)
}

/// An address such as `…/articles/123-Get-a-refund`, and the form without the title, which leads to
/// the same article.
fn long_and_short(url: &str) -> Vec<String> {
    let mut all = vec![url.to_owned()];
    if let Some((before, name)) = url.rsplit_once('/')
        && let Some((id, _)) = name.split_once('-')
        && before.ends_with("/articles")
        && id.chars().all(|c| c.is_ascii_digit())
    {
        all.push(format!("{before}/{id}"));
    }
    all
}
