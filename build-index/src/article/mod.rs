//! A source file becomes an article: front matter, Markdown, safe HTML, sections.
//!
//! Parsing never fails. It happens in two steps, because what a link means is known only when
//! every article has its slug: [`prepare`] needs the file alone, `finish` needs the others too.

mod clean;
pub(crate) mod contents;
pub(crate) mod copy;
pub(crate) mod embed;
pub(crate) mod finish;
mod foreign_keys;
mod foreign_marks;
pub(crate) mod front_matter;
pub(crate) mod html;
mod literal;
mod markdown;
pub(crate) mod pictures;
pub(crate) mod post;
mod shortcode;
pub(crate) mod slug;
pub(crate) mod wiki;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place};
use crate::source::SourceFile;
use crate::strings::Strings;
use html::{Token, tokens};
use wiki::WikiLink;

pub(crate) use clean::{DROPPED_WITH_CONTENT, SCHEMES};
pub(crate) use html::{push_escaped, rewritten};
pub(crate) use markdown::{Mention, events, first_heading, first_heading_span};

/// An article's HTML, cleaned, with links as they were written.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Prepared {
    pub(crate) html: String,
    /// Where each address stands first, and how often it is used, by its decoded form.
    mentions: BTreeMap<String, (Range<usize>, usize)>,
    /// Whether tags of other tools were left out.
    pub(crate) lacks_tags: bool,
}

impl Prepared {
    /// Addresses that the cleaned HTML still names, decoded: of links and pictures.
    pub(crate) fn urls(&self) -> BTreeSet<String> {
        urls_of(&self.html)
    }

    /// Its wiki links, each once, those to pictures last.
    pub(crate) fn wiki_links(&self) -> Vec<WikiLink<'_>> {
        let with = |start: &'static str| {
            let from = self.mentions.range(start.to_owned()..);
            from.map(|(url, _)| url.as_str()).take_while(move |url| url.starts_with(start))
        };
        let pictures = with("![[").filter_map(|url| url.strip_prefix('!'));
        with("[[").chain(pictures).filter_map(WikiLink::parse).collect()
    }

    /// Where an address stands first, and how many more times it is used.
    pub(crate) fn place(&self, file: &SourceFile, url: &str) -> (Place, usize) {
        match self.mentions.get(&decoded(url)) {
            Some((range, count)) => (file.place(range.clone()), count.saturating_sub(1)),
            None => (Place::file(&file.path), 0),
        }
    }
}

/// Addresses that cleaned HTML names, decoded: of links and pictures.
pub(crate) fn urls_of(html: &str) -> BTreeSet<String> {
    let mut urls = BTreeSet::new();
    for token in tokens(html) {
        if let Token::Open(element) = token {
            urls.extend(
                ["href", "src"].into_iter().filter_map(|name| element.get(name)).map(decoded),
            );
        }
    }
    urls
}

/// A URL without percent-encoding, if that gives text.
pub(crate) fn decoded(url: &str) -> String {
    percent_decode_str(url.trim())
        .decode_utf8()
        .map_or_else(|_| url.to_owned(), |text| text.into_owned())
}

/// Scheme of an absolute URL.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut chars = scheme.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    (starts && chars.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))).then_some(scheme)
}

/// Renders the text of a file from `body` on.
pub(crate) fn prepare(
    file: &SourceFile,
    body: usize,
    strings: &Strings,
) -> (Prepared, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = file.text();
    let stripped = shortcode::strip(&text[body..]);
    if let Some(first) = stripped.removed.first() {
        let count = stripped.removed.len();
        let what = if count == 1 {
            "a shortcode is".to_owned()
        } else {
            format!("{count} shortcodes are")
        };
        let place = file.place(first.start + body..first.end + body);
        diagnostics.push(
            Diagnostic::warning("shortcode", place, format!("{what} left out of this article"))
                .help("shortcodes belong to Hugo, Jekyll or GitBook; write what it shows as Markdown or HTML"),
        );
    }
    let rendered = markdown::render(&stripped.text, strings);
    let original = |range: &Range<usize>| stripped.in_file(range, body);
    for marker in &rendered.stray_markers {
        let place = file.place(original(marker));
        diagnostics.push(
            Diagnostic::warning("callout", place, "this callout marker is shown as text")
                .help("begin the text of the callout on the next line, after `> `"),
        );
    }
    let mut prepared = Prepared {
        html: clean::clean(&embed::link_out(&rendered.html, strings.get("page.watch"))),
        mentions: BTreeMap::new(),
        lacks_tags: !stripped.removed.is_empty(),
    };
    for mention in rendered.mentions {
        let range = original(&mention.range);
        let entry = prepared.mentions.entry(decoded(&mention.url)).or_insert_with(|| (range, 0));
        entry.1 += 1;
    }
    diagnostics.extend(unsafe_links(file, &prepared));
    (prepared, diagnostics)
}

/// All addresses in the text of a file from `body` on, with their places.
pub(crate) fn mentions(file: &SourceFile, body: usize) -> Vec<Mention> {
    let text = file.text();
    let stripped = shortcode::strip(&text[body..]);
    let rendered = markdown::render(&stripped.text, &Strings::of("en"));
    let in_file = |mention: Mention| {
        let range = stripped.in_file(&mention.range, body);
        Mention { range, ..mention }
    };
    rendered.mentions.into_iter().map(in_file).collect()
}

/// Addresses that the sanitiser removed, so that the writer learns of it.
fn unsafe_links(file: &SourceFile, prepared: &Prepared) -> Vec<Diagnostic> {
    let unsafe_scheme = |url: &String| {
        let scheme = scheme(url)?.to_ascii_lowercase();
        (!SCHEMES.contains(&scheme.as_str())).then_some(scheme)
    };
    prepared
        .mentions
        .iter()
        .filter_map(|(url, (range, _))| Some((unsafe_scheme(url)?, range)))
        .map(|(scheme, range)| {
            let message = format!("an address that begins with `{scheme}:` is left out");
            Diagnostic::warning("unsafe-address", file.place(range.clone()), message).help(format!(
                "an article can link to: {}",
                SCHEMES.map(|s| format!("{s}:")).join(", ")
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::finish::{Link, Picture, Resolve, finish};
    use super::*;

    /// Keeps every address, so that whatever the sanitiser let through stays visible.
    struct KeepAll;

    impl Resolve for KeepAll {
        fn link(&mut self, _: &str) -> Link {
            Link::Kept { external: false }
        }

        fn picture(&mut self, _: &str) -> Picture {
            Picture::Kept
        }
    }

    /// Pieces that mean something to the parsers, in any order.
    fn markdown() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "# ",
            "## ",
            "\n",
            "\n\n",
            "> ",
            "> [!NOTE]\n",
            "- ",
            "- [x] ",
            "1. ",
            "```",
            "`",
            "*",
            "_",
            "~~",
            "|",
            "|-|",
            "[",
            "]",
            "(",
            ")",
            "!",
            "[^1]",
            "[^1]: ",
            "<",
            ">",
            "</",
            "/>",
            "=",
            "\"",
            "'",
            "&",
            "&lt;",
            "&#",
            "script",
            "img",
            "a ",
            "iframe",
            "svg",
            "style",
            " onerror",
            " href",
            " src",
            "javascript:",
            "data:",
            "x",
            " ",
            "{#i}",
            "{{<",
            ">}}",
            "<!--",
            "-->",
            "<div>",
            "</div>",
            "<p ",
            "<details>",
            "\t",
            "ä",
            "😀",
            "\0",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_becomes_safe_html_that_is_well_formed(text in markdown()) {
            let file = SourceFile { path: "a.md".into(), text: text.into() };
            let strings = Strings::of("en");
            let (prepared, diagnostics) = prepare(&file, 0, &strings);
            for diagnostic in &diagnostics {
                prop_assert!(diagnostic.place.excerpt.get(diagnostic.place.marked.clone()).is_some());
            }
            let finished = finish(&prepared.html, "x", &strings, &mut KeepAll);
            for section in &finished.sections {
                let mut open = Vec::new();
                for token in tokens(&section.html) {
                    match token {
                        Token::Open(element) => {
                            let is_safe = |(name, value): &(&str, std::borrow::Cow<'_, str>)| {
                                let scheme = scheme(value).map(str::to_ascii_lowercase);
                                let is_url = matches!(*name, "href" | "src");
                                !name.starts_with("on")
                                    && *name != "style"
                                    && (!is_url || scheme.is_none_or(|scheme| SCHEMES.contains(&scheme.as_str())))
                            };
                            prop_assert!(element.attributes.iter().all(is_safe), "{}", section.html);
                            let forbidden = ["script", "style", "iframe", "svg"].contains(&element.name);
                            prop_assert!(!forbidden, "{}", section.html);
                            if !element.is_void() {
                                open.push(element.name);
                            }
                        }
                        Token::Close(name) => prop_assert_eq!(open.pop(), Some(name), "{}", section.html),
                        Token::Text(_) => {}
                    }
                }
                prop_assert!(open.is_empty(), "{}", section.html);
            }
        }
    }
}
