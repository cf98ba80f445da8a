//! The block at the top of an article: YAML between `---` lines or TOML between `+++` lines.
//!
//! Keys that are not understood belong to other tools and are left alone.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::post::Post;
use super::{foreign_keys, yaml};
use crate::diagnostic::Diagnostic;
use crate::moment::Moment;
use crate::source::SourceFile;
use crate::table::{Entry, Table, parse_toml};

const CODE: &str = "front-matter";

/// What a writer said about an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrontMatter {
    pub(crate) title: Option<String>,
    /// Where the title stands.
    pub(crate) title_span: Option<Range<usize>>,
    pub(crate) description: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) category: Option<String>,
    pub(crate) order: Option<i64>,
    pub(crate) draft: bool,
    /// From when on visitors see it, where that is not at once.
    pub(crate) publish: Option<Moment>,
    /// When its text last changed in a way that readers shall hear of.
    pub(crate) updated: Option<Moment>,
    /// Where the article's text begins.
    pub(crate) body: usize,
    rare: Option<Box<RareKeys>>,
}

/// What few writers say, apart from the rest: most of tens of thousands of articles need no room
/// for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RareKeys {
    pub(crate) lang: Option<(String, Range<usize>)>,
    pub(crate) slug: Option<(String, Range<usize>)>,
    /// Patterns of the pages on which it is suggested.
    pub(crate) pages: Vec<String>,
    /// Slugs of what to read next.
    pub(crate) related: Vec<(String, Range<usize>)>,
    /// Its old addresses.
    pub(crate) redirects: Vec<(String, Range<usize>)>,
    /// Its addresses on the site of another tool, as its keys name them.
    pub(crate) old_paths: Vec<(String, Range<usize>)>,
    /// What it is called as well, by which wiki links may name it.
    pub(crate) other_names: Vec<String>,
    /// Path or slug of the article that it translates, where its own path does not tell.
    pub(crate) translation_of: Option<(String, Range<usize>)>,
    /// The hash of what was translated: see `lint::outdated_translations`.
    pub(crate) source_hash: Option<(String, Range<usize>)>,
    /// The day by which somebody should read it again.
    pub(crate) review: Option<(Date, Range<usize>)>,
    /// Keys that Docent does not know and that are nearly ones that it does.
    pub(crate) misspelt: Vec<MisspeltKey>,
}

static NO_RARE_KEYS: LazyLock<RareKeys> = LazyLock::new(RareKeys::default);

impl FrontMatter {
    /// The keys that few articles have.
    pub(crate) fn rare(&self) -> &RareKeys {
        self.rare.as_deref().unwrap_or_else(|| &NO_RARE_KEYS)
    }

    pub(crate) fn rare_mut(&mut self) -> &mut RareKeys {
        self.rare.get_or_insert_default()
    }

    /// Whether it tells when the article appeared or changed.
    pub(crate) fn has_date(&self) -> bool {
        self.publish.or(self.updated).is_some()
    }
}

/// A key that is nearly another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MisspeltKey {
    pub(crate) key: String,
    pub(crate) meant: &'static str,
    pub(crate) span: Range<usize>,
}

/// Reads the front matter of a file; a file without one is fine. What it does not tell of a post of
/// Jekyll, its path does.
pub(crate) fn parse(file: &SourceFile) -> (FrontMatter, Vec<Diagnostic>) {
    let (mut front, diagnostics) = parse_block(file);
    if let Some(post) = Post::of(&file.path) {
        front.draft |= post.is_draft;
        let day = || Some(Moment::Local(post.day?.into()));
        front.publish = front.publish.or_else(day);
    }
    (front, diagnostics)
}

fn parse_block(file: &SourceFile) -> (FrontMatter, Vec<Diagnostic>) {
    let text = file.text();
    let block = match find(&text) {
        Ok(Some(block)) => block,
        Ok(None) => return (FrontMatter::default(), Vec::new()),
        Err(fence) => {
            let body = text.len();
            let place = file.place(0..fence.len());
            let diagnostic =
                Diagnostic::error(CODE, place, "the front matter that begins here never ends")
                    .help(format!("put a line `{fence}` after its last key"));
            return (FrontMatter { body, ..FrontMatter::default() }, vec![diagnostic]);
        }
    };
    let Block { fence, inner, body } = block;
    let text = &text[inner.clone()];
    let parsed =
        if fence == "---" { yaml::parse(text, inner.start) } else { parse_toml(text, inner.start) };
    match parsed {
        Ok(entries) => {
            let (mut front, diagnostics) = read(file, entries);
            front.body = body;
            (front, diagnostics)
        }
        Err((message, span)) => {
            let language = if fence == "---" { "YAML" } else { "TOML" };
            let help = if language == "YAML" {
                "put quotes around a value that contains `: `, `#`, or begins with a special character"
            } else {
                "a line looks like `title = \"…\"`; texts stand in quotes"
            };
            let message = format!("the front matter is not valid {language}: {message}");
            let diagnostic = Diagnostic::error(CODE, file.place(span), message).help(help);
            (FrontMatter { body, ..FrontMatter::default() }, vec![diagnostic])
        }
    }
}

struct Block {
    fence: &'static str,
    inner: Range<usize>,
    body: usize,
}

/// Finds the block. A first line of dashes that no key follows is a rule across the page.
fn find(text: &str) -> Result<Option<Block>, &'static str> {
    let Some(fence) =
        ["---", "+++"].into_iter().find(|fence| first_line(text).trim_end() == *fence)
    else {
        return Ok(None);
    };
    let start = first_line(text).len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Ok(Some(Block { fence, inner: start..at, body: at + line.len() }));
        }
        at += line.len();
    }
    let second = first_line(&text[start..]);
    let is_key = second.contains([':', '=']) && !second.starts_with(char::is_whitespace);
    if is_key { Err(fence) } else { Ok(None) }
}

fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or_default()
}

fn read(file: &SourceFile, entries: Vec<Entry>) -> (FrontMatter, Vec<Diagnostic>) {
    let mut table = Table::new(file, CODE, entries);
    let filled = |text: Option<(String, Range<usize>)>| {
        text.map(|(text, span)| (fold_blanks(&text), span)).filter(|(text, _)| !text.is_empty())
    };
    let title = filled(table.text("title"));
    let mut front = FrontMatter {
        title_span: title.as_ref().map(|(_, span)| span.clone()),
        title: title.map(|(text, _)| text),
        description: filled(table.text("description")).map(|(text, _)| text),
        keywords: ["keywords", "synonyms"]
            .into_iter()
            .flat_map(|key| table.texts(key, true).unwrap_or_default())
            .map(|(word, _)| fold_blanks(&word))
            .filter(|word| !word.is_empty())
            .collect(),
        category: filled(table.text("category")).map(|(text, _)| text),
        order: table.int("order"),
        draft: table.bool("draft").unwrap_or_default(),
        publish: moment(&mut table, "publish"),
        updated: moment(&mut table, "updated"),
        body: 0,
        rare: None,
    };
    let pages = table.texts("pages", true).unwrap_or_default();
    let rare = RareKeys {
        lang: filled(table.text("lang")),
        slug: filled(table.text("slug")),
        pages: table.page_patterns(pages),
        related: table.texts("related", true).unwrap_or_default(),
        redirects: table.texts("redirects", true).unwrap_or_default(),
        translation_of: filled(table.text("translation_of")),
        source_hash: filled(table.text("source_hash")),
        review: review(&mut table),
        ..RareKeys::default()
    };
    front.rare = (rare != RareKeys::default()).then(|| rare.into());
    foreign_keys::complete(&mut front, &table, Post::of(&file.path).is_some());
    let misspelt = table.misspelt_keys();
    if !misspelt.is_empty() {
        let of = |(key, span, meant)| MisspeltKey { key, meant, span };
        front.rare_mut().misspelt = misspelt.into_iter().map(of).collect();
    }
    (front, table.diagnostics)
}

/// A day of the calendar.
fn review(table: &mut Table<'_>) -> Option<(Date, Range<usize>)> {
    let (text, span) = table.text("review")?;
    match text.trim().parse() {
        Ok(date) => Some((date, span)),
        Err(_) => {
            let message = format!("`{text}` is no day of the calendar");
            table.error(span, message, "write it as `2026-03-01`".to_owned());
            None
        }
    }
}

/// A day or a moment.
fn moment(table: &mut Table<'_>, key: &'static str) -> Option<Moment> {
    let (text, span) = table.text(key)?;
    let moment = Moment::parse(&text);
    if moment.is_none() {
        table.error(
            span,
            format!("`{text}` is no day and no moment"),
            "write it as `2026-12-01`, `2026-12-01 09:00`, or with a time zone as \
             `2026-12-01T09:00+01:00`"
                .to_owned(),
        );
    }
    moment
}

/// A text on one line, single blanks between its words.
pub(crate) fn fold_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (FrontMatter, Vec<Diagnostic>, String) {
        let file = SourceFile { path: "a.md".into(), text: text.into() };
        let (front, diagnostics) = parse(&file);
        let body = text[front.body..].to_owned();
        (front, diagnostics, body)
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: One\nkeywords: [a, b]\norder: 2\nother: {x: 1}\n---\nText\n";
        let toml = "+++\ntitle = \"One\"\nkeywords = [\"a\", \"b\"]\norder = 2\n[other]\nx = 1\n+++\nText\n";
        let crlf = yaml.replace('\n', "\r\n");
        for text in [yaml, toml, &crlf] {
            let (front, diagnostics, body) = of(text);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            assert_eq!(front.title.as_deref(), Some("One"));
            assert_eq!(front.keywords, ["a", "b"]);
            assert_eq!(front.order, Some(2));
            assert_eq!(body.trim_end(), "Text");
        }
    }

    #[test]
    fn keywords_may_be_one_text_with_commas() {
        let (front, ..) = of("---\nkeywords: refund, money back,, \n---\n");
        assert_eq!(front.keywords, ["refund", "money back"]);
    }

    #[test]
    fn synonyms_of_one_article_are_keywords() {
        let (front, ..) = of("---\nsynonyms: [cash back]\nkeywords: refund\n---\n");
        assert_eq!(front.keywords, ["refund", "cash back"]);
    }

    #[test]
    fn pages_are_patterns_of_paths() {
        let (front, diagnostics, _) = of("---\npages: [/billing/*, refunds]\n---\n");
        assert_eq!(front.rare().pages, ["/billing/*"]);
        assert_eq!(diagnostics[0].message, "`refunds` is no path of a page");
        assert_eq!((diagnostics[0].place.line, diagnostics[0].place.column), (2, 21));
    }

    #[test]
    fn a_review_is_a_day_of_the_calendar() {
        for text in ["---\nreview: 2026-03-01\n---\n", "+++\nreview = 2026-03-01\n+++\n"] {
            let (front, diagnostics, _) = of(text);
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let day = front.rare().review.as_ref().map(|(date, _)| date.to_string());
            assert_eq!(day.as_deref(), Some("2026-03-01"));
        }
        for written in ["2026-02-30", "soon", "1.3.2026"] {
            let (front, diagnostics, _) = of(&format!("---\nreview: {written}\n---\n"));
            assert_eq!(front.rare().review, None);
            let message = format!("`{written}` is no day of the calendar");
            assert_eq!(diagnostics[0].message, message);
            assert_eq!((diagnostics[0].place.line, diagnostics[0].place.column), (2, 9));
        }
    }

    #[test]
    fn a_number_or_a_date_can_be_a_title() {
        for (written, title) in
            [("404", "404"), ("1.10", "1.10"), ("2024-01-01", "2024-01-01"), ("true", "true")]
        {
            let (front, diagnostics, _) = of(&format!("---\ntitle: {written}\n---\n"));
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            assert_eq!(front.title.as_deref(), Some(title));
        }
    }

    #[test]
    fn a_wrong_type_is_explained_with_line_and_column() {
        let (_, diagnostics, _) = of("---\ntitle: One\norder: soon\ndraft: 3\ntitle2: x\n---\n");
        let all: Vec<_> = diagnostics
            .iter()
            .map(|d| (d.place.line, d.place.column, d.message.as_str()))
            .collect();
        assert_eq!(
            all,
            [
                (3, 8, "`order` must be a whole number, such as 3, but this is a text"),
                (4, 8, "`draft` must be true or false, but this is a number"),
            ]
        );
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in ["---\n\nText\n", "---\n", "Text\n---\n", ""] {
            let (front, diagnostics, _) = of(text);
            assert!(diagnostics.is_empty(), "{text:?}: {diagnostics:?}");
            assert_eq!(front.body, 0);
        }
    }

    #[test]
    fn a_block_that_never_ends_is_an_error() {
        let (_, diagnostics, _) = of("---\ntitle: One\n\nText\n");
        assert_eq!(diagnostics.len(), 1);
        assert!(diagnostics[0].is_error());
    }
}
