//! The report in a browser: what the people behind the help centre see.

use std::time::{SystemTime, UNIX_EPOCH};

use docent_tests::{Server, Visit, Visitor};
use serde_json::{Value, json};

use crate::journey_of;

/// A week, in milliseconds.
const WEEK: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Events of a few weeks: all that the report has a part for.
fn fill(server: &Server) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    let now = u64::try_from(now.as_millis()).expect("a clock before the year 500,000,000");
    for week in 0..6 {
        let events = week_of_events(week);
        let events = events.into_iter().enumerate().map(|(at, mut event)| {
            event["id"] = json!(format!("018f6a3e-7c1b-7d2e-9f0{week}-{at:012}"));
            event["at"] = json!(now);
            event
        });
        let events = serde_json::from_value(events.collect()).expect("events");
        server.keeps(events, now - week * WEEK);
    }
}

fn week_of_events(week: u64) -> Vec<Value> {
    let search = |words: &str, hits: u32| json!({ "type": "search", "lang": "en", "words": words, "hits": hits });
    let visit = |outcome: &str| json!({ "type": "visit", "lang": "en", "outcome": outcome });
    let view = |slug: &str| json!({ "type": "view", "lang": "en", "slug": slug });
    let vote = |slug: &str, helpful: bool| json!({ "type": "vote", "lang": "en", "slug": slug, "helpful": helpful });
    let no = |reason: &str, comment: &str| {
        let mut vote = vote("billing/refunds", false);
        (vote["reason"], vote["comment"]) = (json!(reason), json!(comment));
        vote
    };
    let mut events = vec![
        search("gift vouchers", 0),
        search("how to redeem a gift voucher", 0),
        search("invoise", 0),
        search("refund", 4),
        search("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", 0),
        visit("contacted"),
        view("billing/invoices"),
        vote("billing/invoices", true),
        no("incomplete", "How long does the bank take?"),
        no("unclear", "Which button is meant by “confirm your choice”?"),
        json!({ "type": "search", "lang": "es", "words": "factura", "hits": 0 }),
    ];
    for _ in 0..(8 - week) {
        events.extend([visit("solved"), visit("read"), visit("unread"), view("billing/refunds")]);
        events.push(search("parcel", 3));
    }
    events
}

/// Opens the report, which has everything in it, and looks at it.
fn look(visit: &Visit, server: &Server, state: &str) {
    visit.browser.visit(&server.url("report"));
    let open = "for (const part of document.querySelectorAll('details')) part.open = true";
    visit.browser.script::<Value>(open, &[]);
    let page = visit.browser.text("main");
    for text in ["gift vouchers", "Another spelling", "How long does the bank take?", "Wilson"] {
        assert!(page.contains(text), "{text} is missing in\n{page}");
    }
    let [inner, scroll]: [u32; 2] = visit.browser.script(
        "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]",
        &[],
    );
    assert_eq!(inner, scroll, "{state}: the page is wider than the window");
    let wide: Vec<String> = visit.browser.script(
        // Heads of columns that only screen readers are told are drawn in a box of one pixel. Parts
        // of charts do not scroll: what these widths say of them is by chance.
        "const isDrawn = (part) => !(part.closest('thead')?.clientWidth <= 1);
         return [...document.querySelectorAll('main *')].filter(isDrawn)
           .filter((part) => !(part instanceof SVGElement))
           .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1
              && getComputedStyle(part).display !== 'inline')
           .map((part) => part.outerHTML.slice(0, 80))",
        &[],
    );
    assert!(wide.is_empty(), "{state}: something sticks out: {wide:#?}");
    let cut: Vec<String> = visit.browser.script(
        "const isCut = (label) => {
           const [inner, outer] = [label, label.ownerSVGElement].map((one) => one.getBoundingClientRect());
           return inner.left < outer.left - 1 || inner.right > outer.right + 1;
         };
         return [...document.querySelectorAll('svg text')].filter(isCut).map((one) => one.outerHTML)",
        &[],
    );
    assert!(cut.is_empty(), "{state}: labels of a chart are cut off: {cut:#?}");
    visit.is_accessible(state);
    // Each chart has its figures as a table in the same part.
    let without: u32 = visit.browser.script(
        "return [...document.querySelectorAll('svg')]
           .filter((chart) => !chart.closest('section').querySelector('table tbody tr')).length",
        &[],
    );
    assert_eq!(without, 0, "{state}: a chart without its table");
    let charts: u32 = visit.browser.script("return document.querySelectorAll('svg').length", &[]);
    assert_eq!(charts, 2, "{state}");
}

fn report_of(width: u32, height: u32, dark: bool) {
    journey_of(Visitor { dark, ..Visitor::with_size(width, height) }, |visit| {
        let server = visit.help_server();
        visit.browser.visit(&server.url("report"));
        visit.is_accessible("the report of nothing");
        fill(&server);
        look(visit, &server, &format!("the report, {width} pixels wide, dark: {dark}"));
    });
}

#[test]
fn the_report_fits_a_telephone_and_is_accessible() {
    report_of(360, 740, false);
}

#[test]
fn the_report_fits_a_telephone_and_is_accessible_in_dark_colours() {
    report_of(360, 740, true);
}

#[test]
fn the_report_fits_a_desktop_and_is_accessible() {
    report_of(1280, 900, false);
}

#[test]
fn the_report_fits_a_desktop_and_is_accessible_in_dark_colours() {
    report_of(1280, 900, true);
}
