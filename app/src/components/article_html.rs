//! The text of an article: prepared HTML, which becomes nodes in `page/prose.js` and nowhere else.

use std::ops::Range;

use docent_protocol::ArticlePage;

use super::ui::Ui;
use crate::node::{El, el};
use crate::page;
use crate::state::{Message, Place, Target};

/// Texts that the script needs, in the order in which it takes them.
const TEXTS: [&str; 7] = [
    "article.new-window",
    "article.copy-code",
    "article.copy-section",
    "article.copied",
    "article.not-copied",
    "article.enlarge",
    "article.close-picture",
];

/// A found word begins with it.
const MARK: &str = "<mark class=\"found\">";

/// The contents and the text of an article, and whether words of the search are marked in it.
pub(super) fn article_html(ui: Ui, page: &ArticlePage, texts: &str, url: &str) -> (El, bool) {
    let mut html = page.contents.clone();
    let searched = ui.peek(|state| state.trail.len() == 1 && state.found.is_some());
    let mut marked = false;
    for section in &page.sections {
        if searched {
            marked |= push_marked(&mut html, &section.html, &|text| ui.highlight(text));
        } else {
            html.push_str(&section.html);
        }
    }
    let prose = el("div.prose");
    (prose.with(|into| page::write_prose(into, &html, &ui.base(), url, texts)), marked)
}

/// The texts, each ended by a line break.
pub(super) fn texts(ui: Ui) -> String {
    let mut texts = String::new();
    for key in TEXTS {
        texts.push_str(&ui.text(key));
        texts.push('\n');
    }
    texts
}

/// Lets links, and what else can be pressed in an article, do what they are for.
pub(super) fn with_clicks(article: El, ui: Ui, slug: String, texts: String) -> El {
    article.on("click", move |event| {
        if let Some(link) = page::follow(event, &texts) {
            ui.send(Message::OpenArticle(place(&slug, &link)));
        }
    })
}

/// Where a link leads that stays inside the widget: to an article, or to a part of this one.
fn place(slug: &str, link: &str) -> Place {
    match link.strip_prefix('#') {
        Some(id) => Place { slug: slug.to_owned(), target: Target::Id(id.to_owned()) },
        None => Place::parse(link),
    }
}

/// Finds words in a text.
type Find<'a> = dyn Fn(&str) -> Vec<Range<usize>> + 'a;

/// Appends prepared HTML with marks around what `find` finds in its text, and says whether that
/// was anything.
///
/// Prepared HTML has `<` and `>` around tags only, so that what stands between a `>` and the next
/// `<` is text. A reference such as `&amp;` is no word.
fn push_marked(out: &mut String, html: &str, find: &Find<'_>) -> bool {
    let before = out.len();
    for piece in html.split_inclusive('>') {
        let tag = piece.find('<').unwrap_or(piece.len());
        let mut done = 0;
        for Range { start, end } in find(&piece[..tag]) {
            if !piece[..start].ends_with('&') {
                out.push_str(&piece[done..start]);
                out.push_str(MARK);
                out.push_str(&piece[start..end]);
                out.push_str("</mark>");
                done = end;
            }
        }
        out.push_str(&piece[done..]);
    }
    out.len() - before > html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(html: &str, word: &str) -> (String, bool) {
        let mut out = String::new();
        let find =
            |text: &str| text.match_indices(word).map(|(at, _)| at..at + word.len()).collect();
        let marked = push_marked(&mut out, html, &find);
        (out, marked)
    }

    #[test]
    fn words_are_marked_in_text_and_nowhere_else() {
        let (html, any) =
            marked("<a href=\"refund\" id=\"refund\">a refund</a> refund &amp; more", "refund");
        let m = "<mark class=\"found\">refund</mark>";
        assert_eq!(html, format!("<a href=\"refund\" id=\"refund\">a {m}</a> {m} &amp; more"));
        assert!(any);
    }

    #[test]
    fn references_stay_whole() {
        assert_eq!(marked("R&amp;D &lt;lt&gt;", "amp"), ("R&amp;D &lt;lt&gt;".to_owned(), false));
        let (html, _) = marked("&lt;lt&gt;", "lt");
        assert_eq!(html, "&lt;<mark class=\"found\">lt</mark>&gt;");
    }
}
