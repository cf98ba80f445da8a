//! The help centre without the widget, and without any script.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use docent_tests::widget::part;
use docent_tests::{Visit, Visitor};

use crate::{journey, journey_of};

#[test]
fn the_static_pages_can_be_read_where_no_script_runs() {
    journey_of(Visitor { javascript: false, ..Visitor::default() }, |visit| {
        visit.go("help/");
        let start = visit.browser.text("body");
        for text in ["Kestrel Help", "Get your money back", "Your account", "Track your parcel"] {
            assert!(start.contains(text), "{text} is missing in\n{start}");
        }
        let place = "return document.querySelector('#docent-search').offsetHeight";
        assert_eq!(visit.browser.script::<u32>(place, &[]), 0, "no room is kept for a search");
        visit.browser.click_link("Billing");
        let category = visit.browser.text("main");
        for text in ["Invoices, refunds, payments.", "Get your money back", "Ways to pay"] {
            assert!(category.contains(text), "{text} is missing in\n{category}");
        }
        visit.browser.click_link("Get your money back");
        let article = visit.browser.text("main");
        for text in ["Get your money back", "Ask for a refund", "Bank transfer", "Note"] {
            assert!(article.contains(text), "{text} is missing in\n{article}");
        }
        visit.browser.click_link("your invoice");
        assert!(visit.browser.text("main").contains("The number begins with the year"));
        assert_eq!(visit.server.count("_docent/widget"), 0);
        assert_eq!(
            visit.server.count(".js"),
            0,
            "scripts are really off: {:?}",
            visit.server.requests()
        );
    });
}

/// Addresses on the site that a page links to or draws from.
fn links(visit: &Visit) -> Vec<String> {
    let script = "const found = [];
        for (const element of document.querySelectorAll('a[href], img[src], link[href], script[src]')) {
          found.push(element.href || element.src);
        }
        return found";
    let all: Vec<String> = visit.browser.script(script, &[]);
    all.into_iter().filter(|url| url.starts_with(visit.server.origin())).collect()
}

#[test]
fn every_link_of_the_static_pages_leads_somewhere() {
    journey(|visit| {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut fragments = Vec::new();
        let mut queue = VecDeque::from([visit.server.url("help/")]);
        let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
        while let Some(url) = queue.pop_front() {
            let answer = ureq::get(&url).call();
            assert!(answer.is_ok(), "{url}: {answer:?}");
            if !url.ends_with('/') {
                continue;
            }
            visit.browser.visit(&url);
            let script =
                "return [...document.querySelectorAll('[id]')].map((element) => element.id)";
            ids.insert(url.clone(), visit.browser.script(script, &[]));
            for link in links(visit) {
                let (page, fragment) = link.split_once('#').unwrap_or((&link, ""));
                fragments.push((url.clone(), page.to_owned(), fragment.to_owned()));
                if seen.insert(page.to_owned()) {
                    queue.push_back(page.to_owned());
                }
            }
        }
        // Three start pages with four categories each, and fifteen articles.
        assert_eq!(ids.len(), 30, "{:?}", ids.keys());
        for (from, page, fragment) in fragments {
            let fragment = fragment.replace("%3A", ":");
            let known =
                fragment.is_empty() || ids.get(&page).is_some_and(|ids| ids.contains(&fragment));
            assert!(known, "{from} links to {page}#{fragment}, and there is no such part");
        }
    });
}

#[test]
fn the_start_page_has_the_search_in_it_and_no_button() {
    for dark in [false, true] {
        journey_of(Visitor { dark, ..Visitor::default() }, |visit| {
            visit.go("help/");
            let (widget, browser) = (visit.widget(), &visit.browser);
            widget.appears(part::FIELD);
            assert!(!widget.is_seen(part::LAUNCHER), "the search is there already");
            browser.settle();
            // Where it cannot be measured, nothing is said against it.
            let moved: f64 = browser.script_with_answer(MOVED);
            assert_eq!(moved, 0.0, "nothing moves when the search arrives");
            visit.is_accessible("the start page with its search");
            widget.ask("refnud");
            widget.finds_first("Get your money back");
            visit.is_accessible("the start page with results");
            widget.choose(0);
            widget.shows_article("Get your money back");
            visit.is_accessible("the start page with an article");
            let script = "const below = document.querySelector('.categories').getBoundingClientRect();
                return below.top >= document.querySelector('docent-help').getBoundingClientRect().bottom";
            assert!(browser.script::<bool>(script, &[]), "topics stand below what is shown");
        });
    }
}

/// How far the page has moved by itself since it began, where the browser can tell.
const MOVED: &str = "const done = arguments[0];
    if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) done(0);
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) sum += value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 300)";

#[test]
fn static_pages_fit_a_small_screen() {
    journey_of(Visitor::with_size(320, 640), |visit| {
        for page in [
            "help/",
            "help/shipping/",
            "help/shipping/customs/",
            "help/account/two-step-sign-in/",
            "help/ar/",
        ] {
            visit.go(page);
            visit.widget().appears(".all");
            let width: u32 =
                visit.browser.script("return document.documentElement.scrollWidth", &[]);
            assert_eq!(width, 320, "{page}");
        }
    });
}
