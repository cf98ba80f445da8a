//! The allow-list for HTML that comes from elsewhere: what the writer of Markdown understands.
//!
//! It only has to be regular here; what is safe is decided by each build.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::article::DROPPED_WITH_CONTENT;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

/// Regular HTML of a body.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(&tamed(html)).to_string()
}

/// How many elements may be open at once. A parser of browsers takes hours for some documents in
/// which hundreds of thousands are.
const OPEN_MAX: usize = 400;

/// HTML without the tags of what lies deeper than any writer's elements. Elements that end by
/// themselves do not count.
fn tamed(html: &str) -> Cow<'_, str> {
    const UNCOUNTED: [&str; 22] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
    ];
    let mut out = String::new();
    let mut kept_to = 0;
    let mut open = 0_usize;
    // In a drawing or a formula: how many were open before it.
    let mut before: Option<usize> = None;
    let mut tag_end = 0;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        if name.is_empty() || UNCOUNTED.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            continue;
        }
        let is_foreign = ["svg", "math"].iter().any(|known| name.eq_ignore_ascii_case(known));
        match before {
            // Whatever did not end in it ends with it.
            Some(count) if is_foreign && closes => {
                open = count;
                before = None;
                continue;
            }
            Some(_) if HTML.contains(&*name.to_ascii_lowercase()) => before = None,
            // Only there, a tag can end its own element.
            Some(_) => {
                if tag_end <= at {
                    tag_end = html[at..].find('>').map_or(html.len(), |end| at + end);
                }
                if html[..tag_end].ends_with('/') {
                    continue;
                }
            }
            None if is_foreign && !closes => before = Some(open),
            None => {}
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open + usize::from(closes) > OPEN_MAX && at >= kept_to {
            out.push_str(&html[kept_to..at]);
            kept_to = at + 1 + rest.find('>').map_or(rest.len(), |end| end + 1);
        }
    }
    if kept_to == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept_to.min(html.len())..]);
    Cow::Owned(out)
}

/// Elements that mean something in a body. Of others, what is in them takes their place.
const TAGS: &str = "a abbr address article aside b bdi bdo blockquote br caption center cite code \
    col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header \
    hr i img ins kbd li main mark meta nav ol p pre q rp rt ruby s samp section small span strike \
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr";

/// Those that end a drawing in which they stand: its own elements have other names, but for links.
static HTML: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| TAGS.split_whitespace().filter(|tag| *tag != "a").collect());

/// What an export has besides and nobody reads as text either.
const DROPPED_TOO: [&str; 2] = ["form", "canvas"];

fn cleaner() -> Builder<'static> {
    let attributes: [(&str, &[&str]); 15] = [
        ("a", &["href", "name", "title"]),
        ("abbr", &["title"]),
        ("bdo", &["dir"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("div", &["style"]),
        ("img", &["src", "alt", "title", "width", "height"]),
        ("meta", &["name", "content"]),
        ("li", &["value"]),
        ("ol", &["start", "type", "reversed"]),
        ("p", &["data-f-id"]),
        ("pre", &["code-brush"]),
        ("td", &["colspan", "rowspan", "style", "align"]),
        ("th", &["colspan", "rowspan", "scope", "style", "align"]),
    ];
    let attributes: HashMap<_, HashSet<_>> =
        attributes.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect();
    let schemes = ["http", "https", "mailto", "tel", "sms", "data", "file"];
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.split_whitespace().collect())
        .clean_content_tags(DROPPED_WITH_CONTENT.into_iter().chain(DROPPED_TOO).collect())
        .tag_attributes(attributes)
        .generic_attributes(["id", "class", "lang", "dir", "role"].into_iter().collect())
        .url_schemes(schemes.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}

/// What a body has that is neither text nor picture, counted by the name of its element.
pub(in crate::import) fn left_out(html: &str) -> BTreeMap<&'static str, usize> {
    const NOTED: [&str; 8] =
        ["script", "style", "form", "input", "object", "svg", "math", "canvas"];
    let mut counts = BTreeMap::new();
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let found = NOTED.iter().find(|name| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
        });
        if let Some(name) = found {
            *counts.entry(*name).or_default() += 1;
        }
    }
    counts
}
