//! `docent search --explain`: what each word of a query adds to the score of a hit.

use std::fmt::Write as _;

use docent_search::{ExplainedMatch, Explanation};
use serde_json::{Value, json};

/// The most forms of a term that are shown in a line.
const FORMS_MAX: usize = 4;

/// A table with one line for each word.
pub(super) fn table(explanation: &Explanation) -> String {
    let mut text = String::new();
    let words = &explanation.words;
    let _ = writeln!(
        text,
        "    {:<16} {:<10} {:<28} {:>6} {:>6} {:>6} {:>8} {:>6} {:>7}",
        "word", "how", "matched", "weight", "rarity", "title", "headings", "body", "adds"
    );
    for word in words {
        let typed = if word.is_filler { format!("{}*", word.typed) } else { word.typed.clone() };
        let Some(matched) = word.best() else {
            let _ = writeln!(text, "    {typed:<16} {:<10}", "nothing");
            continue;
        };
        let [title, headings, body] = matched.frequencies;
        let mark = if word.elsewhere.is_some() { "+" } else { "" };
        let _ = writeln!(
            text,
            "    {typed:<16} {:<10} {:<28} {:>6.2} {:>6.2} {title:>6.2} {headings:>8.2} {body:>6.2} {:>7.3}",
            format!("{}{mark}", matched.how.name()),
            forms(matched),
            matched.weight,
            matched.idf,
            word.score()
        );
    }
    if explanation.title_factor > 1.0 {
        let factor = format!("× {:.3}", explanation.title_factor);
        let _ = writeln!(text, "    {:<94} {factor:>7}", "the title says what the query says");
    }
    let _ = writeln!(text, "    {:<94} {:>7.3}", "score", explanation.score());
    if words.iter().any(|word| word.is_filler) {
        text.push_str("    * a filler word, which keeps .6 of its score\n");
    }
    if words.iter().any(|word| word.elsewhere.is_some()) {
        text.push_str("    + matches best in another part of the article, which counts in part\n");
    }
    text
}

/// The same as data.
pub(super) fn json(explanation: &Explanation) -> Value {
    let words = explanation.words.iter().map(|word| {
        json!({
            "typed": word.typed,
            "filler": word.is_filler,
            "matched": word.matched.as_ref().map(matched_json),
            "elsewhere": word.elsewhere.as_ref().map(matched_json),
            "score": word.score(),
        })
    });
    json!({ "words": words.collect::<Vec<_>>(), "title_factor": explanation.title_factor })
}

fn matched_json(matched: &ExplainedMatch) -> Value {
    let [title, headings, body] = matched.frequencies;
    json!({
        "forms": matched.forms,
        "how": matched.how.name(),
        "weight": matched.weight,
        "rarity": matched.idf,
        "title": title,
        "headings": headings,
        "body": body,
        "score": matched.score,
    })
}

fn forms(matched: &ExplainedMatch) -> String {
    let shown: Vec<_> = matched.forms.iter().take(FORMS_MAX).map(String::as_str).collect();
    let more = if matched.forms.len() > FORMS_MAX { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
