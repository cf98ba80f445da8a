//! Where the title of an article stands, and titles that two articles share.

use std::collections::BTreeMap;

use crate::article::first_heading_span;
use crate::diagnostic::{Diagnostic, Place};
use crate::library::{Article, Library};
use crate::source::Source;

/// The place of a title: in the front matter, else the first heading, else the file, whose name
/// makes the title.
pub(crate) fn place_of_title(source: &Source, article: &Article) -> Place {
    let file = &source.articles[article.file];
    if let Some(span) = &article.front.title_span {
        return file.place(span.clone());
    }
    let body = article.front.body;
    match first_heading_span(&file.text()[body..]) {
        Some(span) => file.place(span.start + body..span.end + body),
        None => Place::file(&file.path),
    }
}

/// How many articles a message names.
const NAMED: usize = 3;

/// Titles of a language that readers cannot tell apart: capitals, blanks and signs do not count. Each
/// is told of once.
pub(crate) fn duplicate_titles(library: &Library, source: &Source) -> Vec<Diagnostic> {
    let mut titles: BTreeMap<(&str, String), Vec<&Article>> = BTreeMap::new();
    for article in &library.articles {
        let key = (article.lang.as_str(), letters(&article.title));
        titles.entry(key).or_default().push(article);
    }
    let of_title = |articles: Vec<&Article>| {
        let (first, others) = articles.split_first()?;
        let more = others.len().saturating_sub(NAMED);
        let named = others.iter().take(NAMED);
        let named = named.map(|other| format!("`{}`", source.articles[other.file].path));
        let mut named = named.collect::<Vec<_>>().join(", ");
        if more > 0 {
            named.push_str(&format!(" and {more} more"));
        }
        let (message, help) = match others.len() {
            0 => return None,
            1 => ("another article has the title".to_owned(), "make one article of the two"),
            more => (format!("{more} other articles have the title"), "make one article of them"),
        };
        let message = format!("{message} “{}” as well", first.title);
        let help = format!("say in the titles what differs from {named}, or {help}");
        let place = place_of_title(source, first);
        Some(Diagnostic::warning("duplicate-title", place, message).help(help))
    };
    titles.into_values().filter_map(of_title).collect()
}

/// Signs by which nobody tells titles apart; those of `C++` and `C#` are none of them.
const SIGNS: &str = "-–—'’‘`´\"“”„«».,:;!?¿¡…·()[]";

/// What of a title tells it from others; the title itself where that is nothing at all.
pub(super) fn letters(title: &str) -> String {
    let tells = |c: &char| !c.is_whitespace() && !SIGNS.contains(*c);
    let letters: String = title.chars().filter(tells).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { title.to_owned() } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_differ_by_what_a_reader_tells_apart() {
        for (one, other) in [("How do I pay?", "How do I pay"), ("Child-care", "child care …")] {
            assert_eq!(letters(one), letters(other));
        }
        for (one, other) in [("C", "C++"), ("C#", "C"), ("…", "?"), ("Cost in $", "Cost in €")]
        {
            assert_ne!(letters(one), letters(other));
        }
    }
}
