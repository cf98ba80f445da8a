//! What customers type on their way to an article: title after title, letter by letter and slip by
//! slip, on Docent's own help centre and on those that others wrote.

use std::path::{Path, PathBuf};

use docent_search::{How, Index, Reading, Searcher};

use crate::corpora::corpora;
use crate::run::{Place, docent};

/// A help centre, with every how-manieth of its titles is tried.
struct HelpCentre {
    name: String,
    searcher: Searcher<Vec<u8>>,
    titles: Vec<(u32, String)>,
}

fn help_centre(name: &str, content: &Path, each: usize) -> HelpCentre {
    let place = Place::new(&[]);
    let args = ["build", &*content.to_string_lossy(), "--out", "site", "--no-widget"];
    docent(place.path(), &args).succeeded();
    let site = place.path().join("site");
    let catalog = std::fs::read(site.join("docent.json")).unwrap_or_default();
    let catalog: serde_json::Value = serde_json::from_slice(&catalog).unwrap_or_default();
    let read = |key: &str| {
        let path = catalog["languages"][0][key].as_str().unwrap_or_default();
        std::fs::read(site.join(path)).unwrap_or_else(|error| panic!("{name}: {path}: {error}"))
    };
    let index = Index::open(read("index")).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut searcher = Searcher::new(index);
    searcher.add_supplement(read("supplement")).unwrap_or_else(|error| panic!("{name}: {error}"));
    let titles = (0..searcher.index().num_docs())
        .step_by(each)
        .map(|doc| (doc, searcher.index().title(doc).to_owned()))
        .collect();
    HelpCentre { name: name.to_owned(), searcher, titles }
}

/// Docent's own, and where they are at hand those of others.
fn help_centres() -> Vec<HelpCentre> {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut all = vec![help_centre("content", &own, 1)];
    if let Some(corpora) = corpora() {
        for (set, each) in [
            ("lbry", 1),
            ("cc-faq/en", 2),
            ("login-gov/es", 1),
            ("letsencrypt/de", 1),
            ("arduino", 8),
        ] {
            all.push(help_centre(set, &corpora.join(set).join("docs"), each));
        }
    }
    all
}

impl HelpCentre {
    /// Place of an article among the results, from 0.
    fn rank(&mut self, query: &str, doc: u32) -> Option<usize> {
        self.searcher.search(query, usize::MAX).hits.iter().position(|hit| hit.doc == doc)
    }

    /// Whether the first result has a word of the query as it was typed, or one that is close to
    /// it in meaning.
    fn takes_at_its_word(&mut self, query: &str, word: &str) -> bool {
        let results = self.searcher.search(query, 1);
        let Some(hit) = results.hits.first() else { return false };
        let words = self.searcher.explain(query, Reading::Generous, hit).words;
        let known = |how| matches!(how, How::Word | How::Prefix | How::Related);
        words.iter().any(|found| {
            found.typed == word.to_lowercase() && found.best().is_some_and(|best| known(best.how))
        })
    }
}

/// Where many articles share their first words, one may still make room for others; that must
/// stay rare, and none may vanish.
#[test]
fn one_more_correct_letter_never_loses_the_article() {
    /// Below so many letters, more words begin like the last one than are looked for.
    const LETTERS_MIN: usize = 3;
    for mut centre in help_centres() {
        let (mut steps, mut gone, mut pushed_out) = (0, Vec::new(), Vec::new());
        for (doc, title) in centre.titles.clone() {
            let mut before = None;
            for (at, c) in title.char_indices() {
                let query = &title[..at + c.len_utf8()];
                let rank = centre.rank(query, doc);
                if query.chars().count() > LETTERS_MIN {
                    steps += 1;
                    match (before, rank) {
                        (Some(_), None) => gone.push(query.to_owned()),
                        (Some(0..10), Some(10..)) => pushed_out.push(query.to_owned()),
                        _ => {}
                    }
                }
                before = rank;
            }
        }
        assert!(gone.len() * 2_000 <= steps, "{}: {gone:?} of {steps}", centre.name);
        assert!(pushed_out.len() * 400 <= steps, "{}: {pushed_out:?} of {steps}", centre.name);
    }
}

#[test]
fn one_slip_in_a_word_of_a_title_still_finds_it_in_the_first_three() {
    for mut centre in help_centres() {
        let (mut slips, mut missed, mut others) = (0, Vec::new(), Vec::new());
        for (doc, title) in centre.titles.clone() {
            // Two articles of one title stand for each other.
            if centre.rank(&format!("{title} "), doc).is_none_or(|rank| rank >= 3) {
                continue;
            }
            for (query, slipped) in with_one_slip(&title) {
                slips += 1;
                if centre.rank(&query, doc).is_some_and(|rank| rank < 3) {
                    continue;
                }
                // A slip that makes another word ("rest" for "reset"), or the beginning of one, is
                // taken at its word.
                match centre.takes_at_its_word(&query, &slipped) {
                    true => others.push(query),
                    false => missed.push(query),
                }
            }
        }
        assert!(missed.len() * 5_000 <= slips, "{}: {missed:?} of {slips}", centre.name);
        assert!(others.len() * 1_000 <= slips, "{}: {others:?} of {slips}", centre.name);
    }
}

/// A title with each word of four letters or more in turn changed by one edit at each place:
/// a letter lost, added, replaced, swapped with the next. With the changed word.
fn with_one_slip(title: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut queries = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 4 || !letters.iter().all(|c| c.is_alphabetic()) {
            continue;
        }
        let mut changed: Vec<Vec<char>> = Vec::new();
        for place in 0..letters.len() {
            let edit = |change: &dyn Fn(&mut Vec<char>)| {
                let mut letters = letters.clone();
                change(&mut letters);
                letters
            };
            changed.push(edit(&|letters| _ = letters.remove(place)));
            changed.push(edit(&|letters| letters.insert(place, 'x')));
            changed.push(edit(&|letters| {
                letters[place] = if letters[place] == 'q' { 'w' } else { 'q' }
            }));
            if letters.get(place + 1).is_some_and(|next| *next != letters[place]) {
                changed.push(edit(&|letters| letters.swap(place, place + 1)));
            }
        }
        for letters in changed {
            let slipped: String = letters.into_iter().collect();
            let mut words = words.clone();
            words[at] = &slipped;
            queries.push((words.join(" "), slipped.clone()));
        }
    }
    queries
}

#[test]
fn word_order_and_fillers_change_little() {
    for mut centre in help_centres() {
        let (mut all, mut turned, mut drowned) = (0, Vec::new(), Vec::new());
        for (doc, title) in centre.titles.clone() {
            if centre.rank(&format!("{title} "), doc) != Some(0) {
                continue;
            }
            all += 1;
            let words: Vec<&str> = title.split_whitespace().rev().collect();
            let backwards = format!("{} ", words.join(" "));
            if centre.rank(&backwards, doc).is_none_or(|rank| rank >= 3) {
                turned.push(backwards);
            }
            let polite = format!("hello can you please tell me about {title} thank you ");
            if centre.rank(&polite, doc).is_none_or(|rank| rank >= 3) {
                drowned.push(polite);
            }
        }
        assert!(turned.len() * 50 <= all, "{}: {turned:?} of {all}", centre.name);
        assert!(drowned.len() * 50 <= all, "{}: {drowned:?} of {all}", centre.name);
    }
}

#[test]
fn the_same_question_gets_the_same_answer() {
    for mut centre in help_centres() {
        let queries: Vec<_> = centre.titles.iter().map(|(_, title)| title.clone()).collect();
        let first: Vec<_> = queries.iter().map(|query| centre.searcher.search(query, 10)).collect();
        for (query, first) in queries.iter().zip(first).rev() {
            assert_eq!(centre.searcher.search(query, 10), first, "{}: {query}", centre.name);
        }
    }
}
