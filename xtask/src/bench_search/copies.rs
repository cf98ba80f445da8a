//! A larger help centre from a smaller one: copies of its articles, each in other words.
//!
//! In a copy, every sixth of the longer words is another word of the same articles, the same one
//! throughout the copy, and one in twenty-four gets an ending that makes it new, because larger
//! help centres know more words.

use xxhash_rust::xxh64::xxh64;

use crate::help_site::Article;

/// Words of fewer letters stay: they are what the language is made of.
const LETTERS: usize = 5;

const ENDINGS: [&str; 8] = ["ora", "elle", "ix", "ump", "ando", "eth", "ivo", "ust"];

/// Adds copies until there are `count` articles.
pub(crate) fn grow(articles: &mut Vec<Article>, count: usize) {
    let originals = articles.clone();
    let words = words(&originals);
    for (number, original) in
        (0..count.saturating_sub(originals.len())).zip(originals.iter().cycle())
    {
        let copy = 1 + number / originals.len();
        let mut article = original.clone();
        let seed = xxh64(original.id.as_bytes(), copy as u64);
        article.id = format!("copy-{copy}/{}", original.id);
        article.title = reword(&article.title, &words, seed);
        for section in &mut article.sections {
            section.heading = reword(&section.heading, &words, seed);
            section.text = reword(&section.text, &words, seed);
        }
        articles.push(article);
    }
}

/// All longer words, in a fixed order.
fn words(articles: &[Article]) -> Vec<String> {
    let texts = articles.iter().flat_map(|article| &article.sections).map(|section| &section.text);
    let mut words: Vec<String> = texts
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| is_long(word))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_long(word: &str) -> bool {
    word.chars().count() >= LETTERS && word.chars().all(char::is_alphabetic)
}

fn reword(text: &str, words: &[String], seed: u64) -> String {
    let parts = text.split_inclusive(|c: char| !c.is_alphabetic());
    parts
        .map(|part| {
            let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
            let rest = &part[word.len()..];
            format!("{}{rest}", reword_one(word, words, seed))
        })
        .collect()
}

fn reword_one(word: &str, words: &[String], seed: u64) -> String {
    if !is_long(word) || words.is_empty() {
        return word.to_owned();
    }
    let chance = xxh64(word.to_lowercase().as_bytes(), seed);
    let pick = (chance / 24) as usize;
    match chance % 24 {
        0..4 => words[pick % words.len()].clone(),
        4 => format!("{word}{}", ENDINGS[pick % ENDINGS.len()]),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help_site::Section;

    fn article(id: &str, text: &str) -> Article {
        let section = Section { level: 0, heading: String::new(), text: text.to_owned() };
        Article { id: id.to_owned(), title: "Reset the board".to_owned(), sections: vec![section] }
    }

    #[test]
    fn copies_are_similar_and_no_two_are_the_same() {
        let text = "Connect another cable before updating firmware, because several computers \
                    cannot deliver enough current through their front ports without trouble.";
        let mut articles = vec![article("a", text), article("b", text)];
        grow(&mut articles, 5);
        let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "copy-1/a", "copy-1/b", "copy-2/a"]);
        let texts: Vec<&str> = articles[2..].iter().map(|a| a.sections[0].text.as_str()).collect();
        assert!(texts.iter().all(|copy| *copy != text), "{texts:?}");
        assert!(texts[0] != texts[1] && texts[1] != texts[2] && texts[0] != texts[2]);
        let same = text.split(' ').zip(texts[0].split(' ')).filter(|(a, b)| a == b).count();
        assert!(same > 10, "most words stay: {}", texts[0]);
    }

    #[test]
    fn short_words_and_marks_stay() {
        let words = ["replacement".to_owned()];
        assert_eq!(reword("Is it on? (a-b) 12.5", &words, 7), "Is it on? (a-b) 12.5");
    }
}
