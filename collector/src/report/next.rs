//! What to do about a row, and the text to copy for it.

use serde::Serialize;

use super::{ArticleRow, Catalogue, Gap, Nearness};

/// What to do about a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What kind of step it is; stable across versions, for programs.
    pub kind: &'static str,
    /// In a sentence.
    pub what: String,
    /// The article to open.
    pub open: Option<Opened>,
    /// Text to copy into a file; may be empty.
    pub copy: String,
}

/// An article to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// Title.
    pub title: String,
    /// Its file below the folder of articles; empty where that is not known.
    pub file: String,
    /// Its address, from the start of the help centre on; empty where that is not known.
    pub url: String,
}

/// What to do about something that customers do not find.
pub(super) fn of_gap(gap: &Gap, all: &Catalogue<'_>) -> Next {
    let mostly_nothing = gap.without_hits * 2 >= gap.searches && gap.searches > 0;
    let near = all.nearest(&gap.lang, &gap.words);
    let open = near.as_ref().and_then(|near| all.opened(&gap.lang, &near.slug));
    let title = open.as_ref().map(|open| open.title.clone()).unwrap_or_default();
    let words = keywords(gap);
    // Some gaps are known from messages alone.
    let unused = if gap.searches > 0 { "nobody opens it" } else { "customers wrote all the same" };
    let next = |kind, what: String, copy| Next { kind, what, open: open.clone(), copy };
    match near.filter(|_| open.is_some()).map(|near| near.how) {
        Some(Nearness::Spelling { meant }) => next(
            "spelling",
            format!("It is “{meant}” in another spelling. Add it to the keywords of “{title}”."),
            words,
        ),
        Some(Nearness::Found) if mostly_nothing => next(
            "found",
            format!(
                "A search finds “{title}” for it by now. If that answers it, keep it so: add the \
                 words to its keywords."
            ),
            words,
        ),
        Some(Nearness::Found) => next(
            "unopened",
            format!(
                "“{title}” comes first, and {unused}. Let its title say what it answers, \
                 or add the words to the keywords of a better one."
            ),
            words,
        ),
        Some(Nearness::Related) if !mostly_nothing => next(
            "unopened",
            format!(
                "“{title}” is near, and {unused}. If it is the answer, let its title say so, or add \
                 the words to its keywords."
            ),
            words,
        ),
        Some(Nearness::Related) => next(
            "related",
            format!(
                "“{title}” is near. If it answers this, add the words to its keywords; if not, \
                 write an article."
            ),
            words,
        ),
        None if gap.searches > 0 && !mostly_nothing => next(
            "unopened",
            "There are results, and none looks like the answer: give the right article the words."
                .into(),
            words,
        ),
        None if all.is_known() => {
            next("missing", "No article is about this. Write one.".into(), draft(gap))
        }
        None => next(
            "unknown",
            "If an article answers this, give it the words; if none does, write it.".into(),
            format!("{words}\n{}", draft(gap)),
        ),
    }
}

/// The line for the front matter of an article that answers it.
fn keywords(gap: &Gap) -> String {
    format!("keywords: [{}]\n", ways(gap).map(quoted).collect::<Vec<_>>().join(", "))
}

/// The beginning of an article that answers it.
fn draft(gap: &Gap) -> String {
    let title = quoted(&gap.words);
    let others: Vec<_> = ways(gap).skip(1).map(quoted).collect();
    let keywords = if others.is_empty() {
        String::new()
    } else {
        format!("keywords: [{}]\n", others.join(", "))
    };
    format!("---\ntitle: {title}\n{keywords}draft: true\n---\n\n## How do I do it?\n")
}

/// The ways in which customers say it, each once, however it is capitalised.
fn ways(gap: &Gap) -> impl Iterator<Item = &str> {
    let all: Vec<&str> =
        std::iter::once(&gap.words).chain(&gap.variants).map(|words| words.trim()).collect();
    let is_new = |at: &usize| {
        let lower = all[*at].to_lowercase();
        !all[..*at].iter().any(|other| other.to_lowercase() == lower)
    };
    (0..all.len()).filter(is_new).map(|at| all[at]).collect::<Vec<_>>().into_iter()
}

/// A text in quotes, as YAML reads it: JSON's way.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// What to do about an article that does not help enough customers.
pub(super) fn of_article(row: &ArticleRow, all: &Catalogue<'_>) -> Next {
    let Some(share) = row.helpful else { return Next::default() };
    if share.high > 0.8 {
        return Next::default();
    }
    let most = row.reasons.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| &**reason);
    let said = row.comments.iter().filter(|one| one.reason.as_deref() == most).count();
    let comments = match said {
        0 => "nobody wrote what, so search for it as a customer would".into(),
        1 => "1 comment says what".into(),
        many => format!("{many} comments say what"),
    };
    let (kind, what) = match most {
        Some("incomplete") => ("incomplete", format!("Customers miss something: {comments}.")),
        Some("wrong") => (
            "wrong",
            "Customers say that it is wrong or out of date. Review it: go through every step with \
             the product in front of you."
                .into(),
        ),
        Some("unclear") => (
            "unclear",
            "Customers do not understand it. Shorten the steps, one to a line, add a picture, and \
             let somebody follow it who does not know it."
                .into(),
        ),
        Some("broken") => (
            "broken",
            "Customers say that a link or picture is broken. Run `docent build`, which names those \
             within the help centre; open the others yourself."
                .into(),
        ),
        _ => (
            "not-helpful",
            "It does not help enough customers. See in its comments, and in the searches above, \
             what they came for."
                .into(),
        ),
    };
    let open = all.opened(&row.name.lang, &row.name.slug);
    Next { kind, what, open, copy: String::new() }
}
