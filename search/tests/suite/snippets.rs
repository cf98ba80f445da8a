//! What stands under a result.

use docent_search::{Document, Index, IndexWriter, Searcher, Section};

fn marked(text: &str, query: &str, max_chars: usize) -> String {
    let mut writer = IndexWriter::new("en");
    let sections = vec![Section::lead(text)];
    writer.add(Document { title: "Title".into(), sections, ..Document::default() });
    let mut searcher = Searcher::new(Index::open(writer.finish().index).expect("just written"));
    let results = searcher.search(query, 1);
    let snippet = searcher.snippet(&results, text, max_chars);
    let mut out = String::new();
    let mut at = 0;
    for range in snippet.highlights {
        out += &snippet.text[at..range.start];
        out += &format!("[{}]", &snippet.text[range.clone()]);
        at = range.end;
    }
    out + &snippet.text[at..]
}

#[test]
fn word_forms_and_corrected_words_are_marked() {
    let text = "Refunds take a week. We refund to your card.";
    assert_eq!(marked(text, "refund", 100), "[Refunds] take a week. We [refund] to your card.");
    assert_eq!(marked(text, "crad ", 100), "Refunds take a week. We refund to your [card].");
}

#[test]
fn a_block_of_code_is_shown_only_for_words_that_stand_nowhere_else() {
    let html = "<pre><code>| Plan | Price |</code></pre><p>A plan has a name.</p>";
    assert_eq!(marked(html, "plan", 100), "A [plan] has a name.");
    assert_eq!(marked(html, "price", 100), "| Plan | [Price] | A plan has a name.");
    assert_eq!(marked(html, "zzzz", 100), "A plan has a name.");
    assert_eq!(marked("<pre><code>E1042</code></pre>", "zzzz", 100), "E1042");
}

#[test]
fn the_window_opens_where_most_words_meet() {
    let filler = "Nothing of interest stands here at all. ".repeat(10);
    let text =
        format!("A card is a card. {filler}The refund goes to the card you paid with. {filler}");
    let snippet = marked(&text, "refund card", 60);
    assert_eq!(snippet, "The [refund] goes to the [card] you paid with. Nothing of…");
}

#[test]
fn without_a_match_the_text_begins_at_its_beginning() {
    assert_eq!(marked("One two three four five six", "zzzz", 12), "One two…");
}

#[test]
fn fillers_are_marked_only_where_nothing_else_is_asked_for() {
    let text = "The refund goes to the card.";
    assert_eq!(marked(text, "the refund ", 100), "The [refund] goes to the card.");
    assert_eq!(marked(text, "the ", 100), "[The] refund goes to [the] card.");
}

#[test]
fn compounds_are_marked_whole() {
    assert_eq!(marked("The wi-fi is off.", "wifi", 100), "The [wi-fi] is off.");
}

#[test]
fn pairs_of_characters_are_marked_as_one() {
    assert_eq!(marked("请在这里申请退款政策。", "退款政策", 100), "请在这里申请[退款政策]。");
}

#[test]
fn a_dot_inside_a_name_ends_no_sentence() {
    let filler = "and then some more of the same ".repeat(6);
    let text =
        format!("{filler}put it in es/billing.md es/refunds.md beside the other one {filler}");
    let snippet = marked(&text, "refunds ", 60);
    assert!(
        snippet.starts_with("…") && snippet.contains("es/billing.md es/[refunds]"),
        "{snippet}"
    );
}

#[test]
fn a_text_without_blanks_is_cut_behind_a_sentence() {
    assert_eq!(marked("请在这里申请。退款政策在下面的页面上。", "上面", 10), "请在这里申请。");
}
