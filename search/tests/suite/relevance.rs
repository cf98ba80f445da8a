//! The order that a person expects, with the reason.

use docent_search::{Document, Index, IndexWriter, Searcher};

use crate::help_centre::{ARTICLES, answers, searcher};

#[test]
fn the_article_that_answers_comes_first() {
    let mut searcher = searcher();
    let cases = [
        ("billing address", "billing/address", "both words stand in the title"),
        ("biling adress", "billing/address", "each word is one letter short"),
        ("how do i get my money back?", "billing/refunds", "fillers do not drown 'money'"),
        ("refunded", "billing/refunds", "another form of 'refund' that no article has"),
        ("invoices", "billing/invoice", "the plural; the title weighs more than the text"),
        ("pasword forgoten", "account/password", "two slips in two words"),
        ("passw", "account/password", "the last word is still being typed"),
        ("authentcator", "account/2fa", "a lost letter in a long word"),
        ("2fa", "account/2fa", "digits and letters stay together"),
        ("delte account", "account/delete", "swapped neighbours are one edit"),
        ("wifi", "devices/wifi", "written together"),
        ("wi-fi", "devices/wifi", "written with a hyphen"),
        ("wi fi", "devices/wifi", "written apart"),
        ("E-1042", "devices/wifi", "an error code"),
        ("e1042", "devices/wifi", "the same code without its hyphen"),
        ("e-10", "devices/wifi", "the beginning of a code"),
        ("v2.10", "devices/firmware", "a version"),
        ("c++", "devices/firmware", "a name with signs"),
        ("trakc parcle", "shipping/track", "swaps in both words"),
        ("delivery abroad countries", "shipping/abroad", "one unknown word does no harm"),
        ("REFUND", "billing/refunds", "case does not matter"),
        ("réfund", "billing/refunds", "nor do accents"),
    ];
    for (query, expected, reason) in cases {
        assert_eq!(answers(&mut searcher, query).first(), Some(&expected), "{query}: {reason}");
    }
}

#[test]
fn two_words_written_as_one_are_found_and_the_other_way_round() {
    let mut writer = IndexWriter::new("en");
    for title in ["Log in to the app", "Set up a webhook"] {
        writer.add(Document { title: title.into(), ..Document::default() });
    }
    let mut searcher = Searcher::new(Index::open(writer.finish().index).expect("just written"));
    let mut first = |query: &str| searcher.search(query, 1).hits.first().map(|hit| hit.doc);
    assert_eq!(first("login"), Some(0));
    assert_eq!(first("setup"), Some(1));
    assert_eq!(first("web hook"), Some(1));
}

#[test]
fn the_section_that_answers_is_named() {
    let mut searcher = searcher();
    let hit = searcher.search("write to us, still stuck", 1).hits[0];
    assert_eq!(hit.section, 1);
    let hit = searcher.search("money refund card", 1).hits[0];
    assert_eq!(hit.section, 0);
}

#[test]
fn a_correction_is_told() {
    let mut searcher = searcher();
    let results = searcher.search("biling adress", 5);
    let told: Vec<_> =
        results.corrections.iter().map(|c| (c.typed.as_str(), c.found.as_str())).collect();
    assert_eq!(told, [("biling", "billing"), ("adress", "address")]);
    assert!(searcher.search("billing address", 5).corrections.is_empty());
}

#[test]
fn a_known_word_is_never_corrected() {
    let mut searcher = searcher();
    // What the articles contain is taken at its word, whatever its neighbours are.
    for (_, title, text) in ARTICLES {
        for word in title.split_whitespace().chain(text.split_whitespace()) {
            let results = searcher.search(&format!("{word} "), 10);
            assert!(results.corrections.is_empty(), "{word}: {:?}", results.corrections);
        }
    }
}

#[test]
fn exact_matches_stay_above_corrected_ones() {
    // Each word is one edit from the other, and both are known: neither may stand in for the other.
    let mut writer = IndexWriter::new("en");
    for title in ["Track a parsel", "Track a parcel"] {
        writer.add(Document { title: title.into(), ..Document::default() });
    }
    let mut searcher = Searcher::new(Index::open(writer.finish().index).expect("just written"));
    let mut found = |query: &str| {
        let hits = searcher.search(query, 10).hits;
        hits.iter().map(|hit| hit.doc).collect::<Vec<_>>()
    };
    assert_eq!(found("track parsel "), [0, 1]);
    assert_eq!(found("track parcel "), [1, 0]);
    assert_eq!(found("parcel "), [1], "a known word is taken at its word");
    assert_eq!(found("parxel "), [1, 0], "an unknown one may mean either");
}

#[test]
fn one_more_correct_letter_never_loses_the_article() {
    let mut searcher = searcher();
    for (path, title, _) in ARTICLES {
        let mut found = false;
        for (end, _) in title.char_indices().skip(4).chain([(title.len(), ' ')]) {
            let now = answers(&mut searcher, &title[..end]).contains(&path);
            assert!(now || !found, "{:?} lost {path}", &title[..end]);
            found = now;
        }
        assert_eq!(answers(&mut searcher, title).first(), Some(&path), "{title}");
    }
}

#[test]
fn every_single_slip_in_a_title_still_finds_its_article() {
    let mut searcher = searcher();
    let mut tried = 0;
    for (path, title, _) in ARTICLES {
        for word in title.split(' ').filter(|word| word.len() >= 4 && word.is_ascii()) {
            for slip in slips(word) {
                let query = title.replacen(word, &slip, 1);
                let answers = answers(&mut searcher, &query);
                assert!(
                    answers.iter().take(3).any(|answer| *answer == path),
                    "{query}: {answers:?}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn fillers_never_turn_something_into_nothing() {
    let mut searcher = searcher();
    for query in ["refund", "parcel", "firmware", "passwrd"] {
        let filled = format!("please tell me how can i do the {query} thing that is not there");
        let answers_plain = answers(&mut searcher, query);
        let answers_filled = answers(&mut searcher, &filled);
        assert!(answers_filled.contains(&answers_plain[0]), "{filled}");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    let mut searcher = searcher();
    for query in ["", " ", "?!", "…", "zzzzqqqq", "\u{0}", "🙂"] {
        assert!(answers(&mut searcher, query).is_empty(), "{query:?}");
    }
}

#[test]
fn the_same_question_gives_the_same_answer() {
    let (mut one, mut other) = (searcher(), searcher());
    for query in ["account", "the order", "adress", "a"] {
        let first = one.search(query, 10);
        assert_eq!(first, one.search(query, 10), "{query}: asked twice");
        assert_eq!(first, other.search(query, 10), "{query}: asked elsewhere");
    }
}

#[test]
fn coverage_tells_a_good_answer_from_a_poor_one() {
    let mut searcher = searcher();
    assert!(searcher.search("reset password", 5).coverage > 0.9);
    let poor = searcher.search("grammar of ancient lamp poetry", 5);
    assert!(!poor.hits.is_empty() && poor.coverage < 0.5, "{}", poor.coverage);
    assert_eq!(searcher.search("zzzzqqqq", 5).coverage, 0.0);
}

/// Every word that is one slip away: a letter lost, doubled, replaced or swapped with the next.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut out = Vec::new();
    for at in 0..letters.len() {
        let mut lost = letters.clone();
        lost.remove(at);
        let mut doubled = letters.clone();
        doubled.insert(at, letters[at]);
        let mut replaced = letters.clone();
        replaced[at] = 'x';
        out.extend([lost, doubled, replaced]);
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            out.push(swapped);
        }
    }
    out.into_iter().map(|letters| letters.into_iter().collect()).collect()
}

/// `docs/ranking.md` works this example out by hand.
#[test]
fn the_worked_example_of_the_documents_holds() {
    let mut searcher = searcher();
    let billing = searcher.search("billing ", 1).hits[0].score;
    let address = searcher.search("adress ", 1).hits[0].score;
    let both = searcher.search("billing adress ", 1);
    let told = include_str!("../../../docs/ranking.md");
    for score in [billing, address, both.hits[0].score] {
        assert!(told.contains(&format!("{score:.2}")), "docs/ranking.md lacks {score:.2}");
    }
    assert_eq!(both.coverage, 1.0);
}
