//! What a site counts that asks for it: searches, articles that were opened, how visits end.

use docent_tests::widget::part;
use docent_tests::{Visit, eventually, eventually_is};
use serde_json::{Value, json};

use crate::journey;

/// Puts down what the widget tells of searches.
const LISTEN: &str = "window.told = [];
    docent.on('search', ({ hits }) => told.push(hits))";

fn arrive(visit: &Visit, page: &str) {
    visit.go(page);
    visit.widget().appears(part::LAUNCHER);
    visit.browser.script::<()>(LISTEN, &[]);
}

/// Waits until so many searches were told to the page.
fn told(visit: &Visit, number: usize) {
    let told = || visit.browser.script::<usize>("return told.length", &[]);
    eventually("the search to be told", || {
        let now = told();
        if now >= number { Ok(()) } else { Err(now.to_string()) }
    });
}

/// Asks, and waits until the page is told of it.
fn search(visit: &Visit, question: &str) {
    visit.browser.script::<()>("told.length = 0", &[]);
    visit.widget().ask(question);
    told(visit, 1);
}

fn read_refunds(visit: &Visit) {
    let widget = visit.widget();
    widget.finds_first("Get your money back");
    widget.choose(0);
    widget.shows_article("Get your money back");
}

/// These members of the events of a kind, once there are so many.
fn counted(visit: &Visit, kind: &str, number: usize, members: &[&str]) -> Vec<Value> {
    eventually_is(&format!("the number of events {kind}"), number, || {
        visit.server.events(kind).len()
    });
    let of = |event: Value| members.iter().map(|name| event[*name].clone()).collect();
    visit.server.events(kind).into_iter().map(of).collect()
}

fn nothing_is_counted(visit: &Visit) {
    visit.browser.settle();
    for kind in ["search", "view", "visit"] {
        assert_eq!(visit.server.events(kind), [Value::Null; 0], "{kind}");
    }
}

/// What the browser tells a page whose window the visitor has left for another.
fn hide(visit: &Visit, hidden: bool) {
    let script =
        "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))";
    visit.browser.script::<()>(script, &[json!(hidden)]);
}

#[test]
fn searches_articles_and_the_outcome_are_sent_when_the_page_is_left_and_nothing_before() {
    journey(|visit| {
        arrive(visit, "counting.html");
        let widget = visit.widget();
        widget.open();
        search(visit, "xylophone zanzibar");
        search(visit, "refund");
        read_refunds(visit);
        widget.click(part::YES);
        widget.appears(part::THANKS);
        eventually_is("the vote", 1, || visit.server.events("vote").len());
        nothing_is_counted(visit);

        visit.go("bare.html");
        let searches = counted(visit, "search", 2, &["words", "hits", "chosen", "lang"]);
        assert_eq!(searches[0], json!(["xylophone zanzibar", 0, null, "en"]));
        assert_eq!((&searches[1][0], &searches[1][2]), (&json!("refund"), &json!(1)));
        assert!(searches[1][1].as_u64() > Some(0), "{searches:?}");
        let views = counted(visit, "view", 1, &["slug", "lang"]);
        assert_eq!(views, [json!(["billing/refunds", "en"])]);
        assert_eq!(counted(visit, "visit", 1, &["outcome"]), [json!(["solved"])]);
    });
}

#[test]
fn words_that_go_on_are_one_search_and_words_after_a_pause_another() {
    journey(|visit| {
        arrive(visit, "counting.html");
        visit.widget().open();
        for question in ["invoi", "invoices", "invocies"] {
            search(visit, question);
        }
        // The clock of the page goes on by ten seconds.
        let wait = "const then = Date.now() + 10_000; window.Date.now = () => then";
        visit.browser.script::<()>(wait, &[]);
        search(visit, "invocies receipt");
        search(visit, &"money ".repeat(33));
        visit.go("bare.html");
        let searches = counted(visit, "search", 3, &["words"]);
        let long = "money ".repeat(33);
        let words = ["invocies", "invocies receipt", long.trim_end()];
        assert_eq!(searches, words.map(|words| json!([words])));
        assert_eq!(counted(visit, "visit", 1, &["outcome"]), [json!(["unread"])]);
    });
}

#[test]
fn a_page_that_is_hidden_sends_its_searches_and_the_visit_goes_on() {
    journey(|visit| {
        arrive(visit, "counting.html");
        let widget = visit.widget();
        widget.open();
        search(visit, "refund");
        hide(visit, true);
        assert_eq!(counted(visit, "search", 1, &["words"]), [json!(["refund"])]);
        hide(visit, false);
        read_refunds(visit);
        widget.click(part::CONTACT);
        widget.fill("email", "mia@example.com");
        widget.fill("field-order", "K-17");
        widget.fill("message", "Where is it?");
        widget.click(part::SEND);
        widget.appears(part::REFERENCE);
        // What the browser refuses to take along is fetched.
        visit.browser.script::<()>("navigator.sendBeacon = () => false", &[]);
        visit.browser.script::<()>("docent.destroy()", &[]);
        assert_eq!(counted(visit, "visit", 1, &["outcome"]), [json!(["contacted"])]);
        assert_eq!(visit.server.events("search").len(), 1, "the same words are one search");
        visit.go("bare.html");
        visit.browser.settle();
        assert_eq!(visit.server.events("visit").len(), 1, "the visit has ended once");
    });
}

#[test]
fn nothing_is_counted_where_help_is_not_opened_or_before_consent() {
    journey(|visit| {
        arrive(visit, "counting.html");
        visit.go("counting.html");
        visit.widget().appears(part::LAUNCHER);
        nothing_is_counted(visit);

        arrive(visit, "counting.html");
        visit.browser.script::<()>("docent.consent(false)", &[]);
        visit.widget().open();
        search(visit, "refund");
        read_refunds(visit);
        hide(visit, true);
        visit.go("bare.html");
        nothing_is_counted(visit);

        arrive(visit, "counting.html");
        visit.browser.script::<()>("docent.consent(false)", &[]);
        visit.widget().open();
        search(visit, "refund");
        visit.browser.script::<()>("docent.consent()", &[]);
        assert_eq!(visit.browser.stored(), [""; 0], "nothing of it is kept");
        visit.go("bare.html");
        assert_eq!(counted(visit, "search", 1, &["words"]), [json!(["refund"])]);
        counted(visit, "visit", 1, &[]);
    });
}

#[test]
fn an_article_is_counted_in_the_language_that_it_is_written_in() {
    journey(|visit| {
        arrive(visit, "counting-spanish.html");
        let widget = visit.widget();
        widget.open();
        search(visit, "invoices");
        widget.finds_first("Invoices and receipts");
        widget.choose(0);
        widget.shows_article("Invoices and receipts");
        visit.go("bare.html");
        let views = counted(visit, "view", 1, &["slug", "lang"]);
        assert_eq!(views, [json!(["billing/invoices", "en"])]);
        assert_eq!(counted(visit, "visit", 1, &["outcome", "lang"]), [json!(["read", "es"])]);
        assert_eq!(counted(visit, "search", 1, &["lang"]), [json!(["es"])]);
    });
}

#[test]
fn articles_and_visits_are_counted_without_the_app() {
    journey(|visit| {
        visit.go("counting.html");
        visit.widget().appears(part::LAUNCHER);
        visit.browser.script::<()>("delete window.WebAssembly", &[]);
        let widget = visit.widget();
        widget.click(part::LAUNCHER);
        widget.appears(part::HOME);
        widget.click_text(part::ENTRY, "Get your money back");
        widget.shows_article("Get your money back");
        visit.go("bare.html");
        let views = counted(visit, "view", 1, &["slug", "lang"]);
        assert_eq!(views, [json!(["billing/refunds", "en"])]);
        assert_eq!(counted(visit, "visit", 1, &["outcome"]), [json!(["read"])]);
    });
}
