//! `feed.xml`: what is new in a language, newest first, as RSS 2.0.
//!
//! Its form: <https://www.rssboard.org/rss-specification>

use std::collections::BTreeMap;

use jiff::Zoned;
use jiff::fmt::rfc2822;
use rss::extension::Extension;
use rss::{Category, Channel, Guid, Item};

use crate::dates::whole;

/// Name of the file, beside the start page of its language.
pub(crate) const FEED: &str = "feed.xml";

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Feeds are asked for again and again, so they hold what is new and not everything.
const ITEMS_MAX: usize = 50;

/// An article of which a feed tells.
#[derive(Clone, Debug)]
pub(crate) struct News<'a> {
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) category: Option<&'a str>,
    /// Whole address.
    pub(crate) url: String,
    pub(crate) updated: Zoned,
}

/// The help centre of a language that a feed is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub(crate) name: &'a str,
    /// A sentence on it; may be empty.
    pub(crate) description: &'a str,
    pub(crate) lang: &'a str,
    /// Whole address of its start page. The feed lies beside it.
    pub(crate) home: &'a str,
}

/// A feed.
pub(crate) fn feed(about: About<'_>, mut news: Vec<News<'_>>) -> String {
    let About { name, description, lang, home } = about;
    news.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.url.cmp(&b.url)));
    news.truncate(ITEMS_MAX);
    let date = |moment: &Zoned| rfc2822::to_string(moment).ok();
    let items = news.iter().map(|one| Item {
        title: Some(one.title.to_owned()),
        link: Some(one.url.clone()),
        description: Some(one.description.to_owned()).filter(|text| !text.is_empty()),
        categories: one
            .category
            .map(|name| Category { name: name.to_owned(), domain: None })
            .into_iter()
            .collect(),
        // Another change is other news.
        guid: Some(Guid {
            value: format!("{}#{}", one.url, whole(&one.updated)),
            permalink: false,
        }),
        pub_date: date(&one.updated),
        ..Item::default()
    });
    let channel = Channel {
        title: name.to_owned(),
        link: home.to_owned(),
        description: if description.is_empty() { name } else { description }.to_owned(),
        namespaces: BTreeMap::from([("atom".to_owned(), ATOM.to_owned())]),
        extensions: BTreeMap::from([("atom".to_owned(), own_address(home))]),
        language: Some(lang.to_owned()),
        last_build_date: news.first().and_then(|newest| date(&newest.updated)),
        items: items.collect(),
        ..Channel::default()
    };
    channel.to_string() + "\n"
}

/// Where the feed itself is, so that a reader who has only a copy finds it again:
/// <https://www.rssboard.org/rss-profile#namespace-elements-atom-link>
fn own_address(home: &str) -> BTreeMap<String, Vec<Extension>> {
    let attrs = [
        ("href", format!("{home}{FEED}")),
        ("rel", "self".to_owned()),
        ("type", "application/rss+xml".to_owned()),
    ];
    let attrs = attrs.map(|(name, value)| (name.to_owned(), value));
    let link = Extension {
        name: "atom:link".to_owned(),
        attrs: BTreeMap::from(attrs),
        ..Extension::default()
    };
    BTreeMap::from([("link".to_owned(), vec![link])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_and_a_change_is_news_again() {
        let news = |title, updated: &str| News {
            title,
            description: "",
            category: Some("Billing & more"),
            url: format!("https://a.example/{title}/"),
            updated: updated.parse().unwrap_or_default(),
        };
        let all = vec![
            news("a", "2026-01-05T00:00[UTC]"),
            news("b", "2026-03-05T09:00+01:00[Europe/Berlin]"),
            news("c", "2026-01-05T00:00[UTC]"),
        ];
        let about = About {
            name: "A <b>",
            description: "All & more",
            lang: "en",
            home: "https://a.example/",
        };
        let text = feed(about, all.clone());
        let xml =
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let of = |name: &str| {
            let nodes = xml.descendants().filter(|node| node.has_tag_name(name));
            nodes.filter_map(|node| node.text()).collect::<Vec<_>>()
        };
        let atom = xml.descendants().find(|node| node.has_tag_name((ATOM, "link")));
        let own = atom.map(|link| (link.attribute("rel"), link.attribute("href")));
        assert_eq!(own, Some((Some("self"), Some("https://a.example/feed.xml"))), "{text}");
        assert_eq!(of("description"), ["All & more"]);
        assert_eq!(of("title"), ["A <b>", "b", "a", "c"]);
        assert_eq!(of("pubDate")[0], "Thu, 5 Mar 2026 09:00:00 +0100");
        assert_eq!(of("lastBuildDate"), [of("pubDate")[0]]);
        assert_eq!(of("guid")[1], "https://a.example/a/#2026-01-05T00:00:00+00:00");
        assert_eq!(of("category")[0], "Billing & more");
        let many = (0..60).map(|_| all[0].clone()).collect();
        assert_eq!(feed(about, many).matches("<item>").count(), ITEMS_MAX);
    }
}
