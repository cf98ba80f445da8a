//! When something does not arrive.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};

use crate::journey;

/// The view that says so, with the ways that are left.
fn says_that_it_failed(visit: &Visit) {
    let widget = visit.widget();
    widget.appears(part::HOME);
    assert!(widget.text(part::FAULT).starts_with("Search is not available here"));
    let home = widget.attribute(".fault a", "href");
    assert_eq!(home, visit.server.url("help/"), "the static help centre");
    assert_eq!(widget.attribute(".fault a[href^=mailto]", "href"), "mailto:help@kestrel.example");
    eventually("the failure to be said, too", || {
        let said = widget.text(part::LIVE);
        if said.is_empty() { Err(said) } else { Ok(()) }
    });
}

#[test]
fn without_its_module_the_widget_offers_the_static_pages_and_mail_and_another_try() {
    journey(|visit| {
        visit.expect_in_console("404");
        visit.server.breaks(".wasm", Fault::Status(404));
        visit.go("plain.html");
        visit.widget().click(part::LAUNCHER);
        says_that_it_failed(visit);

        visit.server.mended();
        visit.widget().click(part::RETRY);
        visit.widget().is_ready();
        visit.widget().appears(part::ENTRY);
        eventually_is("the height of an entry by its style", "48px", || {
            visit.widget().style(part::ENTRY, "minHeight")
        });
        visit.widget().ask("refund");
        visit.widget().finds_first("Get your money back");
    });
}

#[test]
fn a_damaged_index_is_noticed_and_the_way_to_the_static_pages_is_shown() {
    journey(|visit| {
        visit.server.breaks(".idx", Fault::Damaged);
        visit.go("plain.html");
        visit.browser.script::<()>(
            "window.codes = []; document.addEventListener('docent:error', (event) => codes.push(event.detail.code))",
            &[],
        );
        visit.widget().click(part::LAUNCHER);
        says_that_it_failed(visit);
        let codes = || visit.browser.script::<Vec<String>>("return codes", &[]);
        eventually_is("the number of errors that were told", 1, || codes().len());
        assert!(codes()[0].starts_with("index-"), "{:?}", codes());

        visit.server.mended();
        visit.widget().click(part::RETRY);
        visit.widget().is_ready();
    });
}

#[test]
fn a_widget_that_is_opened_offline_loads_when_the_connection_is_back() {
    journey(|visit| {
        visit.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        visit.go("plain.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.offline(true);
        widget.click(part::LAUNCHER);
        eventually_is("what the button says", "You are offline", || widget.text(part::LAUNCHER));
        visit.offline(false);
        widget.is_ready();
    });
}

#[test]
fn who_reads_none_of_the_articles_languages_hears_of_being_offline_in_the_first() {
    journey(|visit| {
        visit.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        visit.go("hebrew.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        let words = ".launcher span";
        assert_eq!((widget.text(words), widget.attribute(words, "lang")), named("עזרה", "he"));
        visit.offline(true);
        widget.click(part::LAUNCHER);
        eventually_is("what the button says", "You are offline", || widget.text(words));
        assert_eq!(widget.attribute(words, "lang"), "en");
        visit.offline(false);
        widget.is_ready();
        assert_eq!((widget.text(words), widget.attribute(words, "lang")), named("עזרה", "he"));
    });
}

/// What the button says, and in which language.
fn named(text: &str, lang: &str) -> (String, String) {
    (text.to_owned(), lang.to_owned())
}

#[test]
fn an_article_that_does_not_arrive_can_be_tried_again() {
    journey(|visit| {
        visit.expect_in_console("500");
        visit.server.breaks("_docent/articles/", Fault::Status(500));
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        widget.choose(0);
        eventually_is("the heading", "This article could not be loaded", || {
            widget.text(".notice h1")
        });
        visit.server.mended();
        widget.click_text(".notice button", "Try again");
        widget.shows_article("Get your money back");
    });
}

#[test]
fn where_the_second_half_does_not_arrive_article_and_form_can_be_tried_again() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("_docent/more-", Fault::Status(503));
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        widget.choose(0);
        eventually_is("the heading", "This article could not be loaded", || {
            widget.text(".notice h1")
        });
        widget.click(part::CONTACT);
        eventually_is("the heading", "Help could not be loaded", || widget.text(".notice h1"));
        widget.gets_focus(".notice h1");
        assert_eq!(widget.attribute(".notice a", "href"), "mailto:help@kestrel.example");

        visit.server.mended();
        widget.click_text(".notice button", "Try again");
        widget.appears(part::FORM);
        widget.gets_focus("h1");
        widget.click(part::BACK);
        widget.shows_article("Get your money back");
    });
}

#[test]
fn the_page_gets_its_hits_although_the_second_half_does_not_arrive() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("_docent/more-", Fault::Status(503));
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        let titles = "const done = arguments[0];
            docent.search('refund').then(
              (hits) => done(hits.map(({ title }) => title)),
              (error) => done([String(error)]),
            )";
        let found: Vec<String> = visit.browser.script_with_answer(titles);
        assert_eq!(found.first().map(String::as_str), Some("Get your money back"));
    });
}

#[test]
fn an_article_waits_for_the_second_half_and_is_then_shown_where_it_was_asked_for() {
    journey(|visit| {
        visit.server.breaks("_docent/more-", Fault::Held);
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        widget.choose(0);
        widget.appears(".skeleton");
        visit.server.mended();
        widget.shows_article("Get your money back");
        widget.gets_focus("article h1, article h2, article h3");
    });
}

#[test]
fn search_goes_on_without_a_connection() {
    journey(|visit| {
        visit.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        visit.offline(true);
        eventually_is("the notice", "You are offline. Search still works.", || {
            widget.text(".offline")
        });
        widget.ask("password");
        widget.finds_first("Change or reset your password");
        widget.choose(0);
        eventually_is("the heading", "You are offline", || widget.text(".notice h1"));
        visit.offline(false);
        widget.shows_article("Change or reset your password");
        widget.disappears(".offline");
    });
}

#[test]
fn without_storage_a_visitor_can_still_search_vote_and_write() {
    journey(|visit| {
        visit.go("plain.html");
        // What a browser does that forbids storage to a page: the mere look at it throws.
        visit.browser.script::<()>(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
            &[],
        );
        let widget = visit.widget();
        widget.open();
        widget.read("refund", "Get your money back");
        widget.click(part::YES);
        widget.appears(part::THANKS);
        eventually_is("the number of articles with votes", 1, || visit.server.votes().len());
        widget.click(part::CONTACT);
        widget.fill("email", "mia@example.com");
        widget.fill("field-order", "K-17");
        widget.fill("message", "I keep nothing.");
        widget.click(part::SEND);
        widget.appears(part::REFERENCE);
        assert_eq!(visit.server.messages().len(), 1);
    });
}
