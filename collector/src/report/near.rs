//! The article that a customer's words are nearest to: whether words are another spelling of what
//! an article says, or nothing that any article is about.

use std::fmt;

use strsim::osa_distance;

use super::{KnownArticle, words};

/// Looks for the article that words are nearest to.
pub trait Finder: fmt::Debug + Send + Sync {
    /// The article of a language that answers the words, or is the nearest to that.
    fn nearest(&self, lang: &str, words: &str) -> Option<Near>;
}

/// An article that words are near to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Slug of the article.
    pub slug: String,
    /// How it is near.
    pub how: Nearness,
}

/// How an article is near to words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// The words are others of the article's, spelt in another way.
    Spelling {
        /// The words as the article has them.
        meant: String,
    },
    /// A search for the words finds it now.
    Found,
    /// It has some of the words.
    Related,
}

/// Finds by titles and slugs alone.
#[derive(Debug)]
pub(super) struct Titles<'a>(pub(super) &'a [KnownArticle]);

impl Titles<'_> {
    pub(super) fn nearest(&self, lang: &str, words: &str) -> Option<Near> {
        let asked = words::bearing(lang, words);
        let (mut best, mut best_score) = (None, 0.0);
        for known in self.0.iter().filter(|known| known.lang == lang) {
            let own = words::bearing(lang, &format!("{} {}", known.title, known.slug));
            let found: Vec<_> = asked.iter().map(|word| closest(word, &own)).collect();
            let count = found.iter().flatten().count();
            // Of equal ones the title with fewer other words.
            let score = count as f64 / asked.len() as f64 - own.len() as f64 / 1e4;
            if count * 2 < asked.len() || count == 0 || score <= best_score {
                continue;
            }
            let meant = found.iter().flatten().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
            let is_spelling = count == asked.len() && found.iter().flatten().any(|(_, at)| *at > 0);
            let how = if is_spelling { Nearness::Spelling { meant } } else { Nearness::Related };
            (best, best_score) = (Some(Near { slug: known.slug.clone(), how }), score);
        }
        best
    }
}

/// The word of an article that a word is, or is a misspelling of, and how far it is from it.
fn closest<'a>(word: &words::Word, own: &'a [words::Word]) -> Option<(&'a str, usize)> {
    let most = match word.typed.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    // A misspelling may also hide another form of the word.
    let distance = |other: &words::Word| {
        osa_distance(&word.typed, &other.typed).min(osa_distance(&word.stem, &other.stem))
    };
    let near = own.iter().map(|other| (&*other.typed, distance(other)));
    near.filter(|(_, far)| *far <= most).min_by_key(|(_, far)| *far)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_told_from_what_no_article_is_about() {
        let article = |slug: &str, title: &str| KnownArticle {
            lang: "en".into(),
            slug: slug.into(),
            title: title.into(),
            ..KnownArticle::default()
        };
        let all = [
            article("billing/refunds", "Get your money back"),
            article("account/password", "Reset your password"),
            article("billing/invoices", "Download an invoice"),
        ];
        let nearest =
            |words: &str| Titles(&all).nearest("en", words).map(|near| (near.slug, near.how));
        let spelling = |slug: &str, meant: &str| {
            Some((slug.to_owned(), Nearness::Spelling { meant: meant.into() }))
        };
        assert_eq!(nearest("pasword"), spelling("account/password", "password"));
        assert_eq!(nearest("invioce"), spelling("billing/invoices", "invoice"));
        assert_eq!(nearest("invoises"), spelling("billing/invoices", "invoice"));
        assert_eq!(nearest("refund"), Some(("billing/refunds".into(), Nearness::Related)));
        assert_eq!(
            nearest("how do I change my password"),
            Some(("account/password".into(), Nearness::Related))
        );
        assert_eq!(nearest("gift cards"), None);
        assert_eq!(nearest("?"), None);
        assert_eq!(Titles(&all).nearest("de", "refund"), None);
    }
}
