//! A writer's journey: the page follows what is saved.

use docent_tests::widget::part;
use docent_tests::{Visit, Visitor, eventually, eventually_is};
use serde_json::json;

use crate::{journey, journey_of};

const ARTICLE: &str = "en/billing/refunds.md";

/// Waits until the page itself has this text.
#[track_caller]
fn page_says(visit: &Visit, text: &str) {
    eventually(&format!("“{text}” on the page"), || {
        let main = "return document.querySelector('main')?.innerText ?? ''";
        let shown: String = visit.browser.read(main, &[]);
        if shown.contains(text) { Ok(()) } else { Err(shown) }
    });
}

/// What the note over the page says; empty where it is not to be seen.
fn note(visit: &Visit) -> String {
    let script =
        "const note = document.querySelector('docent-live')?.shadowRoot.querySelector('section');
        return note && !note.hidden ? note.innerText : ''";
    visit.browser.read(script, &[])
}

#[track_caller]
fn note_says(visit: &Visit, text: &str) {
    eventually(&format!("“{text}” in the note"), || {
        let shown = note(visit);
        if shown.contains(text) { Ok(()) } else { Err(shown) }
    });
}

fn scrolled(visit: &Visit) -> f64 {
    visit.browser.read("return Math.round(scrollY)", &[])
}

#[test]
fn a_save_is_shown_where_the_writer_was_with_the_search_and_the_article_in_the_panel() {
    journey(|visit| {
        let preview = visit.preview();
        // Long enough to scroll.
        preview.edit(ARTICLE, |text| text.to_owned() + &"\n\nMore to read.".repeat(80));
        visit.browser.visit(&preview.url("billing/refunds/"));
        page_says(visit, "More to read.");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.browser.script::<()>("scrollTo(0, arguments[0])", &[json!(700)]);
        eventually_is("the scroll position", 700.0, || scrolled(visit));
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");

        preview.edit(ARTICLE, |text| text.replace("within 30 days", "within a whole fortnight"));
        page_says(visit, "within a whole fortnight");
        eventually_is("the scroll position", 700.0, || scrolled(visit));
        eventually_is("the question", "refund", || widget.value(part::FIELD));
        widget.finds_first("Get your money back");
        widget.gets_focus(part::FIELD);

        widget.choose(0);
        widget.shows_article("Get your money back");
        preview.edit(ARTICLE, |text| text.replace("a whole fortnight", "ninety-nine days"));
        eventually("the new text in the panel", || {
            let shown = widget.text(part::PROSE);
            if shown.contains("ninety-nine days") { Ok(()) } else { Err(shown) }
        });
        widget.click(part::BACK);
        widget.finds_first("Get your money back");
        assert_eq!(widget.value(part::FIELD), "refund");
        eventually_is("the scroll position", 700.0, || scrolled(visit));
        visit.go("plain.html");
    });
}

fn a_broken_save_is_told(visit: &Visit) {
    let preview = visit.preview();
    visit.browser.visit(&preview.url("billing/refunds/"));
    page_says(visit, "within 30 days");
    assert_eq!(note(visit), "");
    let slug = |number| format!("\nslug: \"<img src=x onerror=alert({number})>\"");
    preview.edit(ARTICLE, |text| text.replace("\norder: 1", &slug(1)));
    note_says(visit, "1 error");
    let place = format!("{ARTICLE}:5:7");
    for part in [&place, "cannot be a slug", "\"<img src=x onerror=alert(1)>\"", "What to do: "] {
        assert!(note(visit).contains(part), "{part}: {}", note(visit));
    }
    assert!(visit.browser.text("main").contains("within 30 days"), "what was shown stays");
    visit.is_accessible("the note about an error");
    let close = "document.querySelector('docent-live').shadowRoot.querySelector('.close').click()";
    visit.browser.script::<()>(close, &[]);
    eventually_is("the note", "", || note(visit));

    // It is said again as soon as it is another one.
    preview.edit(ARTICLE, |text| text.replace(&slug(1), &slug(2)));
    note_says(visit, "alert(2)");
    preview.edit(ARTICLE, |text| text.replace(&slug(2), "") + "\n\n[Away](gone.md)\n");
    page_says(visit, "Away");
    note_says(visit, "1 warning");
    visit.is_accessible("the note about a warning");
    preview.edit(ARTICLE, |text| text.replace("\n\n[Away](gone.md)\n", ""));
    eventually_is("the note", "", || note(visit));
    visit.go("plain.html");
}

#[test]
fn a_broken_save_is_told_over_the_page_until_it_is_mended() {
    journey(a_broken_save_is_told);
}

#[test]
fn a_broken_save_is_told_in_the_dark_too() {
    journey_of(Visitor { dark: true, ..Visitor::default() }, a_broken_save_is_told);
}
