//! What each word of the query adds to the score of each result: for whoever sets the site up, and
//! only where the tag says `data-debug`. In English, with the names of `docent search --explain`.

use docent_search::{ExplainedMatch, ExplainedWord, Explanation};

use super::ui::Ui;
use crate::node::{El, Node, el};
use crate::page::fixed;
use crate::state::Part;

/// Columns of a table.
const COLUMNS: [&str; 9] =
    ["word", "how", "matched", "weight", "rarity", "title", "headings", "body", "adds"];

/// A table for each result.
pub(crate) fn explanations(ui: Ui) -> Node {
    ui.follow(Part::Found, |_| ());
    ui.explanations().into_iter().map(|(title, explanation)| one(&title, &explanation)).collect()
}

fn one(title: &str, explanation: &Explanation) -> El {
    let head = COLUMNS.into_iter().map(|name| el("th").text(name)).collect::<Node>();
    let words = explanation.words.iter().map(line).collect::<Node>();
    let factor = el("tr").child(wide("title factor")).child(number(explanation.title_factor, 3));
    let score = el("tr").child(wide("score")).child(number(explanation.score(), 3));
    let table = el("table").child(el("tr").child(head)).child(words).child(factor).child(score);
    let summary =
        el("summary").text(&[fixed(explanation.score(), 3).as_str(), " ", title].concat());
    el("details.debug").child(summary).child(table)
}

fn line(word: &ExplainedWord) -> El {
    let filler = if word.is_filler { " (filler)" } else { "" };
    let line = el("tr").child(el("td").text(&[&word.typed, filler].concat()));
    let Some(matched) = word.best() else {
        return line.child(el("td").text("nothing"));
    };
    let ExplainedMatch { forms, how, weight, idf, frequencies, .. } = matched;
    let elsewhere = if word.elsewhere.is_some() { ", elsewhere" } else { "" };
    let line = line
        .child(el("td").text(&[how.name(), elsewhere].concat()))
        .child(el("td").text(&forms.join(", ")))
        .child(number(*weight, 2))
        .child(number(*idf, 2));
    let line = frequencies.iter().fold(line, |line, frequency| line.child(number(*frequency, 2)));
    line.child(number(word.score(), 3))
}

fn number(number: f32, digits: u32) -> El {
    el("td").text(&fixed(number, digits))
}

fn wide(text: &str) -> El {
    el("td").attr("colspan", "8").text(text)
}
