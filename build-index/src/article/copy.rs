//! Markdown again, from the HTML that readers see: for programs that read text rather than pages.
//!
//! It begins at the finished article and not at the file, so a copy holds nothing that the page
//! does not: no comments of writers, no links to drafts, no shortcodes.

mod table;
mod tags;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Tag, TagEnd};
use pulldown_cmark_to_cmark::{Options as Style, cmark_with_options};

use super::finish::end_of;
use super::front_matter::fold_blanks;
use super::html::{Element, Token, text_of, tokens, unescape};
use table::table;
use tags::{block_of, end_is_block, heading, inline_of, is_block, tag_is_block};

/// A title, and below it the Markdown of regular HTML.
pub(crate) fn copy(title: &str, html: &str) -> String {
    let mut out = String::new();
    let heading = [
        Event::Start(heading(1)),
        Event::Text(fold_blanks(title).into()),
        Event::End(heading(1).to_end()),
    ];
    push_block(&mut out, &heading);
    for block in blocks(&tokens(html)) {
        push_block(&mut out, &block);
    }
    out.push('\n');
    out
}

/// Writes a block below what is there. What Markdown cannot say, its words say.
fn push_block(out: &mut String, block: &[Event<'_>]) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let style = Style { list_token: '-', code_block_token_count: 3, ..Style::default() };
    let mut text = String::new();
    if cmark_with_options(block.iter(), &mut text, options, style).is_err() {
        let words = block.iter().filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        });
        text = fold_blanks(&words.collect::<String>());
    }
    if matches!(block.first(), Some(Event::Start(Tag::BlockQuote(_)))) {
        // Nobody writes quotations with a blank before them.
        let lines = text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        text = lines.collect::<Vec<_>>().join("\n");
    }
    let text = text.trim_matches('\n');
    if !text.trim().is_empty() {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(text);
    }
}

/// What is written as Markdown, one list of events for each block at the top.
fn blocks(tokens: &[Token<'_>]) -> Vec<Vec<Event<'static>>> {
    let mut writer = Writer::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = match token {
            Token::Open(element) => writer.open(element, tokens, at),
            Token::Close(_) => {
                writer.close();
                at + 1
            }
            Token::Text(text) => {
                writer.text(&unescape(text));
                at + 1
            }
        };
    }
    writer.end_paragraph();
    writer.end_block();
    writer.blocks
}

/// What an open element is in Markdown.
enum Open {
    /// Nothing that Markdown has; what is in it is shown.
    Through {
        is_block: bool,
    },
    Block(TagEnd),
    Inline(TagEnd),
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Vec<Event<'static>>>,
    events: Vec<Event<'static>>,
    open: Vec<Open>,
    /// Whether text stands in a paragraph that no element began.
    in_paragraph: bool,
    /// For each open list, whether its items are lines and not paragraphs.
    tight: Vec<bool>,
}

impl Writer {
    /// Takes an opening tag. Returns the index of the token to go on with.
    fn open(&mut self, element: &Element<'_>, tokens: &[Token<'_>], at: usize) -> usize {
        let after = end_of(tokens, at) + 1;
        let inside =
            || &tokens[(at + 1).min(tokens.len())..(after - 1).clamp(at + 1, tokens.len())];
        if element.has_class("callout-title") || element.has_class("footnote-back") {
            return after;
        }
        if element.has_class("task") {
            self.events.push(Event::TaskListMarker(element.has_class("task-done")));
            return after;
        }
        if element.has_class("footnote-ref") {
            self.text(&format!("[{}]", text_of(inside())));
            return after;
        }
        match element.name {
            "br" => self.inline(Event::HardBreak),
            "wbr" | "col" => {}
            "hr" => self.whole_block([Event::Rule]),
            "img" => self.picture(element),
            "code" | "kbd" | "samp" => {
                self.inline(Event::Code(text_of(inside()).into()));
                return after;
            }
            "pre" => {
                self.code(inside());
                return after;
            }
            "table" => {
                self.whole_block(table(inside()));
                return after;
            }
            "ul" | "ol" => {
                self.tight.push(is_tight(inside()));
                self.push(element);
            }
            _ => self.push(element),
        }
        at + 1
    }

    fn push(&mut self, element: &Element<'_>) {
        let in_item = matches!(self.open.last(), Some(Open::Block(TagEnd::Item)));
        if element.name == "p" && in_item && self.tight.last() == Some(&true) {
            self.open.push(Open::Through { is_block: false });
            return;
        }
        if let Some(tag) = block_of(element) {
            self.begin_block(tag);
        } else if let Some(tag) = inline_of(element) {
            let end = tag.to_end();
            // Markdown has no emphasis in an emphasis.
            let is_open =
                self.open.iter().any(|open| matches!(open, Open::Inline(it) if *it == end));
            if is_open {
                self.open.push(Open::Through { is_block: false });
            } else {
                self.inline(Event::Start(tag));
                self.open.push(Open::Inline(end));
            }
        } else {
            let is_block = is_block(element.name);
            if is_block {
                self.end_paragraph();
            }
            self.open.push(Open::Through { is_block });
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Block(end)) => {
                if matches!(end, TagEnd::List(_)) {
                    self.tight.pop();
                }
                self.end_paragraph();
                self.trim_end();
                self.events.push(Event::End(end));
                self.end_block();
            }
            Some(Open::Inline(end)) => self.events.push(Event::End(end)),
            Some(Open::Through { is_block: true }) => {
                self.end_paragraph();
                self.end_block();
            }
            Some(Open::Through { is_block: false }) | None => {}
        }
    }

    fn text(&mut self, text: &str) {
        let ends_with_blank = match self.events.last() {
            Some(Event::Text(before)) => before.ends_with(' '),
            Some(Event::Start(tag)) => tag_is_block(tag),
            Some(Event::HardBreak | Event::TaskListMarker(_)) => true,
            Some(Event::End(end)) => end_is_block(*end),
            Some(_) => false,
            None => true,
        };
        let mut folded = fold_blanks(text);
        if folded.is_empty() {
            if !ends_with_blank && !text.is_empty() && self.is_inline() {
                self.events.push(Event::Text(" ".into()));
            }
            return;
        }
        self.begin_paragraph();
        if text.starts_with(char::is_whitespace) && !ends_with_blank {
            folded.insert(0, ' ');
        }
        if text.ends_with(char::is_whitespace) {
            folded.push(' ');
        }
        self.events.push(Event::Text(folded.into()));
    }

    fn inline(&mut self, event: Event<'static>) {
        self.begin_paragraph();
        self.events.push(event);
    }

    fn picture(&mut self, element: &Element<'_>) {
        let of = |name| element.get(name).unwrap_or_default().to_owned();
        self.inline(Event::Start(Tag::Image {
            link_type: LinkType::Inline,
            dest_url: of("src").into(),
            title: of("title").into(),
            id: "".into(),
        }));
        self.events.push(Event::Text(fold_blanks(&of("alt")).into()));
        self.events.push(Event::End(TagEnd::Image));
    }

    fn code(&mut self, inside: &[Token<'_>]) {
        let class = inside.iter().find_map(|token| match token {
            Token::Open(element) if element.name == "code" => element.get("class"),
            _ => None,
        });
        let language =
            class.unwrap_or_default().split(' ').find_map(|one| one.strip_prefix("language-"));
        let text: String = inside
            .iter()
            .filter_map(|token| match token {
                Token::Text(text) => Some(unescape(text)),
                _ => None,
            })
            .collect();
        let kind = CodeBlockKind::Fenced(language.unwrap_or_default().to_owned().into());
        self.whole_block([
            Event::Start(Tag::CodeBlock(kind)),
            Event::Text(text.into()),
            Event::End(TagEnd::CodeBlock),
        ]);
    }

    fn whole_block(&mut self, events: impl IntoIterator<Item = Event<'static>>) {
        self.end_paragraph();
        self.events.extend(events);
        self.end_block();
    }

    fn begin_block(&mut self, tag: Tag<'static>) {
        self.end_paragraph();
        self.open.push(Open::Block(tag.to_end()));
        self.events.push(Event::Start(tag));
    }

    /// Whether text can stand here.
    fn is_inline(&self) -> bool {
        let holder = self.open.iter().rev().find_map(|open| match open {
            Open::Block(end) => Some(*end),
            _ => None,
        });
        self.in_paragraph
            || matches!(holder, Some(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item))
    }

    fn begin_paragraph(&mut self) {
        if !self.is_inline() {
            self.in_paragraph = true;
            self.events.push(Event::Start(Tag::Paragraph));
        }
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.in_paragraph) {
            self.trim_end();
            self.events.push(Event::End(TagEnd::Paragraph));
            self.end_block();
        }
    }

    /// Takes the blank away that stands at the end of a line.
    fn trim_end(&mut self) {
        if let Some(Event::Text(text)) = self.events.last() {
            let trimmed = text.trim_end().to_owned();
            self.events.pop();
            if !trimmed.is_empty() {
                self.events.push(Event::Text(trimmed.into()));
            }
        }
    }

    /// Puts what is finished away, if nothing is open around it.
    fn end_block(&mut self) {
        let is_top = !self.open.iter().any(|open| !matches!(open, Open::Through { .. }));
        if is_top && !self.in_paragraph && !self.events.is_empty() {
            self.blocks.push(std::mem::take(&mut self.events));
        }
    }
}

/// Whether no item of a list has two paragraphs.
fn is_tight(inside: &[Token<'_>]) -> bool {
    let (mut depth, mut paragraphs) = (0_usize, 0);
    for token in inside {
        match token {
            Token::Open(element) if !element.is_void() => {
                match (depth, element.name) {
                    (0, _) => paragraphs = 0,
                    (1, "p") => paragraphs += 1,
                    _ => {}
                }
                depth += 1;
            }
            Token::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if paragraphs > 1 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_markdown_that_says_the_same() {
        let cases = [
            ("<p>One\ntwo <em>three</em> <code>a`b</code>.</p>", "One two *three* ``a`b``."),
            ("<p>2 * 3 &lt; 7 and [x] and # y</p>", "2 \\* 3 \\< 7 and \\[x\\] and # y"),
            ("<h2 id=\"x\">A &amp; B</h2><p>c</p>", "## A &amp; B\n\nc"),
            ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
            ("<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>", "3. a\n3. b"),
            ("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n  \n  b\n\n- c"),
            ("<ul>\n<li><span class=\"task task-done\">☑</span> paid</li>\n</ul>", "- [x] paid"),
            (
                "<div class=\"callout callout-tip\"><p class=\"callout-title\">Tip</p><p>x</p></div>",
                "> [!TIP]\n> x",
            ),
            ("<pre><code class=\"language-sh\">a &lt; b\n</code></pre>", "```sh\na < b\n```"),
            (
                "<p><a href=\"../b/index.md\">b</a><img src=\"x.png\" alt=\"an X\"></p>",
                "[b](../b/index.md)![an X](x.png)",
            ),
            ("<div>loose <b>text</b></div><section>more</section>", "loose **text**\n\nmore"),
            ("<details><summary>Q</summary><p>A</p></details>", "Q\n\nA"),
            ("<p>a<sup class=\"footnote-ref\"><a href=\"#f\">1</a></sup></p>", "a\\[1\\]"),
            ("<p>a<br>b</p><hr>", "a  \nb\n\n---"),
            (
                "<table><thead><tr><th>A</th><th class=\"align-right\">B</th></tr></thead>\
                 <tbody><tr><td>1 | 2</td><td><code>x</code></td></tr></tbody></table>",
                "|A|B|\n|-|-:|\n|1 \\| 2|`x`|",
            ),
        ];
        for (html, expected) in cases {
            let text = copy("T", html);
            let text = text.strip_prefix("# T\n\n").unwrap_or(&text).trim_end();
            assert_eq!(text, expected, "{html}");
        }
        assert_eq!(copy("A *b*", ""), "# A \\*b\\*\n");
    }

    #[test]
    fn nothing_regular_is_too_odd() {
        for html in [
            "</p></ul>",
            "<p>",
            "<li>x</li>",
            "<td>x</td>",
            "<table></table>",
            "<table><tr></tr><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>",
            "<em><p>x</p></em>",
            "<a href=\"x\"><h2>y</h2></a>",
            "<em>a<em>b</em></em><em> </em>",
            "<pre></pre><code></code><a href=\"\"></a>",
            "<p>\u{200f}שלום <b>x</b>\u{200f}</p>",
        ] {
            let text = copy("", html);
            for word in ["x", "y", "a", "b", "שלום"] {
                let is_text =
                    html.contains(&format!(">{word}")) || html.contains(&format!("f}}{word}"));
                assert!(!is_text || text.contains(word), "{html}: {text}");
            }
        }
    }
}
