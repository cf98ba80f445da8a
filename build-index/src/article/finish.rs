//! Cleaned HTML becomes the article that readers see: links and pictures resolved, headings with
//! ids and without gaps in their levels, tables that scroll, and cut into sections.
//!
//! It knows neither files nor other articles; [`Resolve`] does.

mod elements;

use docent_protocol::PageSection;
use serde::{Deserialize, Serialize};

use super::contents::contents;
use super::html::{Element, Token, push_escaped, text_of, tokens};
use super::slug::{Ids, of_heading};
use super::wiki::{self, Shown, WikiLink};
use crate::strings::Strings;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// To another site or another part of the host; kept as it is.
    Kept { external: bool },
    /// To a file of the site, by its address below the site's root. `article` is the value of
    /// `data-docent-article` where the widget can show the target itself.
    Own { url: String, article: Option<String> },
    /// To nothing. The words stay, the link goes.
    Broken,
}

/// What is known of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// One of the site's own, by its address below the site's root, with its size if known.
    Own {
        url: String,
        size: Option<(usize, usize)>,
    },
    /// On another host, or at a place of this host that the build cannot see.
    Kept,
    Missing,
}

/// Answers what an address in an article means.
pub(crate) trait Resolve {
    fn link(&mut self, href: &str) -> Link;
    fn picture(&mut self, src: &str) -> Picture;

    /// What readers see of a wiki link; of one that stands for what it names if `embedded`.
    fn wiki(&mut self, _link: &WikiLink<'_>, _embedded: bool) -> Shown {
        Shown::AsWritten
    }
}

/// A finished article text.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Finished {
    /// The first is what stands before any heading, even if that is nothing.
    pub(crate) sections: Vec<PageSection>,
    /// The list of its headings, for the widget; empty where they are few.
    pub(crate) contents: String,
    /// Everything that an anchor can name.
    pub(crate) ids: Ids,
    /// Pages of other sites that it links to.
    pub(crate) external: Vec<String>,
}

impl Finished {
    /// How many bytes it takes in memory, but for what is small.
    pub(crate) fn size(&self) -> usize {
        let html = self.sections.iter().map(|section| section.html.len()).sum::<usize>();
        html + self.contents.len()
    }
}

/// Finishes cleaned HTML. A first heading that says the same as `title` is left out.
pub(crate) fn finish(
    html: &str,
    title: &str,
    strings: &Strings,
    resolve: &mut dyn Resolve,
) -> Finished {
    let html = wiki::shown(html, resolve);
    let tokens = tokens(&html);
    let mut pass = Pass {
        strings,
        resolve,
        finished: Finished { sections: vec![PageSection::default()], ..Finished::default() },
        stack: Vec::new(),
        levels: Vec::new(),
        tables: 0,
        reserved: reserved_ids(&tokens),
    };
    let mut at = skip_title(&tokens, title, &mut pass.finished.ids);
    while let Some(token) = tokens.get(at) {
        at = pass.token(token, &tokens, at);
    }
    let mut finished = pass.finished;
    for section in &mut finished.sections {
        section.html.truncate(section.html.trim_end().len());
    }
    finished.contents = contents(&finished.sections, strings);
    finished
}

/// Ids that the writer chose for headings and the like: they go before made ones.
fn reserved_ids(tokens: &[Token<'_>]) -> std::collections::HashSet<String> {
    let id_of = |token: &Token<'_>| match token {
        Token::Open(element) => {
            element.get("id").or_else(|| element.get("name")).map(str::to_owned)
        }
        _ => None,
    };
    tokens.iter().filter_map(id_of).collect()
}

/// Index of the first token to show.
fn skip_title(tokens: &[Token<'_>], title: &str, ids: &mut Ids) -> usize {
    let start = tokens
        .iter()
        .position(|token| !matches!(token, Token::Text(text) if text.trim().is_empty()));
    let Some((start, Token::Open(element))) = start.map(|at| (at, &tokens[at])) else { return 0 };
    if element.heading_level().is_none() {
        return 0;
    }
    let end = end_of(tokens, start);
    let text = text_of(&tokens[start..end]);
    let text = element.get(wiki::WORDS).map_or(text, str::to_owned);
    if text.to_lowercase() != super::front_matter::fold_blanks(title).to_lowercase() {
        return 0;
    }
    // Links to the title still lead to the article.
    ids.claim(element.get("id").unwrap_or(&of_heading(&text)));
    (end + 1).min(tokens.len())
}

/// Index of the closing tag of the element that opens at `start`.
pub(super) fn end_of(tokens: &[Token<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Open(element) if !element.is_void() => depth += 1,
            Token::Close(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

struct Pass<'a> {
    strings: &'a Strings,
    resolve: &'a mut dyn Resolve,
    finished: Finished,
    /// Open elements: what they may hold, and what to write for their closing tags.
    stack: Vec<(Holds, &'static str)>,
    /// Open headings as (level written, level shown).
    levels: Vec<(u8, u8)>,
    tables: usize,
    reserved: std::collections::HashSet<String>,
}

impl Pass<'_> {
    /// Writes one token and says which comes next.
    fn token(&mut self, token: &Token<'_>, tokens: &[Token<'_>], at: usize) -> usize {
        match token {
            Token::Text(text) => self.out().push_str(text),
            Token::Close(name) => {
                let (_, end) = self.stack.pop().unwrap_or_default();
                if end == PLAIN {
                    let out = self.out();
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                } else {
                    self.out().push_str(end);
                }
            }
            Token::Open(element) if element.heading_level().is_some() => {
                return self.heading(element, tokens, at);
            }
            Token::Open(element) => self.open(element.clone()),
        }
        at + 1
    }

    /// The section that is being written. There is one from the start.
    fn out(&mut self) -> &mut String {
        let last = self.finished.sections.len() - 1;
        &mut self.finished.sections[last].html
    }

    /// Writes an opening tag and remembers what closes it.
    fn write(&mut self, element: &Element<'_>, end: &'static str) {
        element.push_to(self.out());
        if !element.is_void() {
            self.stack.push((Holds::of(element.name), end));
        }
    }

    fn open(&mut self, mut element: Element<'_>) {
        self.claim_id(&mut element);
        match element.name {
            "a" => self.link(element),
            "img" => self.picture(element),
            "table" => self.table(&element),
            "pre" => {
                // What scrolls must be reachable by keyboard.
                element.set("tabindex", "0");
                self.write(&element, PLAIN);
            }
            "span" if element.has_class("task") => {
                let key = if element.has_class("task-done") {
                    "page.task-done"
                } else {
                    "page.task-open"
                };
                let label = self.strings.get(key).to_owned();
                element.set("role", "img");
                element.set("aria-label", label);
                self.write(&element, PLAIN);
            }
            "blockquote" => self.quote(element),
            "li" | "dt" | "dd" => self.item(element),
            _ => self.write(&element, PLAIN),
        }
    }

    /// Keeps an id only where it is the first of its kind.
    fn claim_id(&mut self, element: &mut Element<'_>) {
        let name = element.remove("name");
        let Some(id) = element.remove("id").or(name) else { return };
        if self.finished.ids.claim(&id) {
            element.set("id", id);
        }
    }

    fn heading(&mut self, element: &Element<'_>, tokens: &[Token<'_>], at: usize) -> usize {
        let end = end_of(tokens, at);
        let inner = &tokens[at + 1..end.max(at + 1)];
        let title = text_of(inner);
        let has_picture = inner
            .iter()
            .any(|token| matches!(token, Token::Open(element) if element.name == "img"));
        if title.is_empty() && !has_picture {
            return end + 1;
        }
        let words = element.get(wiki::WORDS).unwrap_or(&title);
        let id = self.heading_id(element.get("id"), words);
        let level = self.level(element.heading_level().unwrap_or(2));
        if self.stack.is_empty() {
            let section = PageSection { id: id.clone(), title, level, html: String::new() };
            self.finished.sections.push(section);
        }
        let out = self.out();
        out.push_str(&format!("<h{level} id=\""));
        push_escaped(&id, out);
        out.push_str("\">");
        self.stack.push((Holds::Text, HEADING_ENDS[usize::from(level.min(6))]));
        at + 1
    }

    fn heading_id(&mut self, chosen: Option<&str>, title: &str) -> String {
        if let Some(id) = chosen
            && self.finished.ids.claim(id)
        {
            return id.to_owned();
        }
        // A made id steps aside for a chosen one that comes later in the text.
        self.finished.ids.claim_like(&of_heading(title), &self.reserved)
    }

    /// The title of the page is level 1, so headings begin at 2 and never skip a level.
    fn level(&mut self, written: u8) -> u8 {
        while self.levels.last().is_some_and(|(open, _)| *open >= written) {
            self.levels.pop();
        }
        let shown = self.levels.last().map_or(2, |(_, shown)| (shown + 1).min(6));
        self.levels.push((written, shown));
        shown
    }
}

/// What an element may hold, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Holds {
    #[default]
    Text,
    Items,
    Definitions,
    Group,
}

impl Holds {
    fn of(name: &str) -> Self {
        match name {
            "ul" | "ol" => Self::Items,
            "dl" => Self::Definitions,
            "div" => Self::Group,
            _ => Self::Text,
        }
    }
}

/// Closes with the element's own name.
const PLAIN: &str = "=";
const HEADING_ENDS: [&str; 7] = ["", "</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>"];

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Resolve for Fixed {
        fn link(&mut self, href: &str) -> Link {
            match href {
                "b.md" => Link::Own { url: "b/".into(), article: Some("b".into()) },
                "gone.md" => Link::Broken,
                href => Link::Kept { external: href.starts_with("http") },
            }
        }

        fn picture(&mut self, src: &str) -> Picture {
            match src {
                "a.png" => {
                    Picture::Own { url: "_docent/media/a.png".into(), size: Some((200, 100)) }
                }
                src if src.starts_with("http") => Picture::Kept,
                _ => Picture::Missing,
            }
        }
    }

    fn of(html: &str) -> Finished {
        finish(html, "The title", &Strings::of("en"), &mut Fixed)
    }

    fn joined(html: &str) -> String {
        of(html).sections.iter().map(|section| section.html.as_str()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn elements_are_finished() {
        let cases = [
            ("<a href=\"b.md\">b</a>", "<a href=\"b/\" data-docent-article=\"b\">b</a>"),
            ("<a href=\"gone.md\">b</a>", "<a>b</a>"),
            (
                "<a href=\"https://x.example\">x</a>",
                "<a href=\"https://x.example\" rel=\"noopener noreferrer\">x</a>",
            ),
            ("<a name=\"old\"></a><p id=\"old\">x</p>", "<a id=\"old\"></a><p>x</p>"),
            (
                "<img src=\"a.png\" alt=\"A\" width=\"50\">",
                "<img src=\"_docent/media/a.png\" width=\"50\" height=\"25\" alt=\"A\" loading=\"lazy\" decoding=\"async\">",
            ),
            (
                "<img src=\"b.png\" alt=\"a &lt;b\">",
                "<span class=\"missing-picture\">a &lt;b</span>",
            ),
            ("<p><img src=\"b.png\"></p>", "<p></p>"),
            (
                "<table><tbody></tbody></table>",
                "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table 1\"><table><tbody></tbody></table></div>",
            ),
            (
                "<blockquote class=\"callout-tip\"><p>x</p></blockquote>",
                "<div class=\"callout callout-tip\" role=\"note\">\n<p class=\"callout-title\">Tip</p><p>x</p></div>",
            ),
            ("<blockquote><p>x</p></blockquote>", "<blockquote><p>x</p></blockquote>"),
            ("<ul><li>x</li></ul><li value=\"3\">y</li>", "<ul><li>x</li></ul><div>y</div>"),
            (
                "<dl><div><dt>x</dt></div></dl><p><dd>y</dd></p>",
                "<dl><div><dt>x</dt></div></dl><p><div>y</div></p>",
            ),
            ("<pre><code>x</code></pre>", "<pre tabindex=\"0\"><code>x</code></pre>"),
        ];
        for (html, expected) in cases {
            assert_eq!(joined(html), expected);
        }
    }

    #[test]
    fn the_text_is_cut_at_top_level_headings() {
        let finished = of(
            "<p>lead</p>\n<h2>One</h2>\n<p>1</p>\n<blockquote><h3>In</h3></blockquote>\n<h2>One</h2>",
        );
        let all: Vec<_> =
            finished.sections.iter().map(|s| (s.id.as_str(), s.title.as_str(), s.level)).collect();
        assert_eq!(all, [("", "", 0), ("one", "One", 2), ("one-1", "One", 2)]);
        assert!(finished.sections[1].html.starts_with("<h2 id=\"one\">One</h2>"));
        assert!(finished.sections[1].html.contains("<h3 id=\"in\">In</h3>"));
    }

    #[test]
    fn the_lead_section_is_there_even_if_empty() {
        let finished = of("<h2>One</h2><p>1</p>");
        assert_eq!(finished.sections.len(), 2);
        assert_eq!(finished.sections[0], PageSection::default());
        assert_eq!(of("").sections.len(), 1);
    }

    #[test]
    fn a_heading_that_repeats_the_title_is_left_out() {
        assert_eq!(joined("\n<h1>The <em>title</em></h1>\n<p>x</p>").trim(), "<p>x</p>");
        assert!(joined("<p>x</p><h1>The title</h1>").contains("The title"));
    }

    #[test]
    fn headings_begin_at_two_and_skip_no_level() {
        let cases: [(&[u8], &[u8]); 4] = [
            (&[1, 2, 1], &[2, 3, 2]),
            (&[4, 6, 5], &[2, 3, 3]),
            (&[3, 2, 3], &[2, 2, 3]),
            (&[2, 5, 2], &[2, 3, 2]),
        ];
        for (written, shown) in cases {
            let html: String =
                written.iter().map(|level| format!("<h{level}>x</h{level}>")).collect();
            let levels: Vec<_> =
                of(&html).sections.iter().skip(1).map(|section| section.level).collect();
            assert_eq!(levels, shown);
        }
    }

    #[test]
    fn ids_are_unique_and_chosen_ones_win() {
        let finished =
            of("<h2>A</h2><h2 id=\"a\">B</h2><h2>A</h2><p id=\"a\">x</p><h2>!?</h2><h2></h2>");
        let ids: Vec<_> = finished.sections.iter().skip(1).map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["a-1", "a", "a-2", "section"]);
    }
}
