//! Apps made with React and Vue: routes, components that come and go, pages rendered beforehand.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually_is};
use serde_json::Value;

use crate::journey;

/// An app, and what its framework tells in the console about itself.
type App = (&'static str, &'static str);

/// One in each framework, drawn into an element of the page.
const APPS: [App; 2] = [("react", "React DevTools"), ("vue", "development build of Vue")];

/// The one in React again, which draws the whole document: the floating widget is among its own.
const DOCUMENT: App = ("document", "React DevTools");

/// Goes the same way through the apps.
fn each_app(apps: &[App], run: impl Fn(&Visit, &str)) {
    for &(name, greeting) in apps {
        journey(|visit| {
            if visit.has_apps() {
                visit.expect_in_console(greeting);
                run(visit, name);
            } else {
                visit.passes_over("React and Vue are not installed");
            }
        });
    }
}

/// Follows a link of the app, which changes the route and not the page.
fn follow(visit: &Visit, link: &str, heading: &str) {
    visit.browser.click(link);
    shows(visit, heading);
}

fn shows(visit: &Visit, heading: &str) {
    eventually_is("the heading of the route", heading, || {
        visit.browser.script::<String>("return document.querySelector('h1').innerText", &[])
    });
}

fn widgets_inside(visit: &Visit, count: u32) {
    let script = "return document.querySelectorAll('main docent-help').length";
    eventually_is("widgets in the component", count, || visit.browser.script::<u32>(script, &[]));
}

/// Waits until the framework has taken over what was rendered beforehand.
fn is_alive(visit: &Visit) {
    let alive = "return '__vue_app__' in (document.querySelector('#root') ?? {})
          || Object.keys(document.querySelector('nav')).some((key) => key.startsWith('__react'))";
    eventually_is("an app that is alive", true, || visit.browser.script::<bool>(alive, &[]));
}

#[test]
fn an_article_stays_open_while_an_app_changes_its_route() {
    each_app(&APPS, |visit, app| {
        visit.go(&format!("{app}/"));
        is_alive(visit);
        let widget = visit.widget();
        widget.open();
        widget.read("refund", "Get your money back");
        follow(visit, "#to-billing", "Billing");
        widget.shows_article("Get your money back");
        assert!(widget.is_seen(part::PANEL));
        let path: String = visit.browser.script("return location.pathname", &[]);
        assert_eq!(path, format!("/{app}/billing/"));
    });
}

#[test]
fn suggestions_follow_the_route_of_an_app() {
    each_app(&APPS, |visit, app| {
        visit.go(&format!("{app}/"));
        is_alive(visit);
        let widget = visit.widget();
        widget.open();
        let first = |title: &str| {
            eventually_is("the first suggestion", title, || widget.text(part::ENTRY));
        };
        first("Get your money back");
        follow(visit, "#to-billing", "Billing");
        first("Invoices and receipts");
        follow(visit, "#to-start", "Kestrel Optics");
        first("Get your money back");
    });
}

#[test]
fn a_link_that_a_framework_has_drawn_opens_its_article() {
    each_app(&APPS, |visit, app| {
        visit.go(&format!("{app}/"));
        is_alive(visit);
        follow(visit, "#to-billing", "Billing");
        visit.browser.click("#refunds");
        visit.widget().shows_article("Get your money back");
        shows(visit, "Billing");
    });
}

#[test]
fn a_widget_in_a_component_comes_and_goes_with_it_and_leaves_nothing() {
    each_app(&APPS, |visit, app| {
        visit.go(&format!("{app}/"));
        is_alive(visit);
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        let left = || {
            let script = "return [document.querySelectorAll('*').length,
                document.querySelectorAll('docent-help').length,
                document.adoptedStyleSheets.length, counted.listeners.size,
                counted.timers.size].join(' ')";
            browser.script::<String>(script, &[])
        };
        let before = left();

        follow(visit, "#to-support", "Support");
        widget.appears(part::FIELD);
        widget.click(part::FIELD);
        widget.is_ready();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        browser.click("#fold");
        widgets_inside(visit, 0);
        browser.click("#fold");
        widget.appears(part::FIELD);
        assert_eq!(widget.value(part::FIELD), "", "it is a new one");
        follow(visit, "#to-start", "Kestrel Optics");
        let what = "elements, widgets, style sheets, listeners, timers, as before";
        eventually_is(what, before.as_str(), left);

        let rounds = "const done = arguments[0];
            const until = async (holds) => {
              while (!holds()) await new Promise((then) => setTimeout(then, 5));
            };
            const inside = () => document.querySelector('main docent-help')?.docent;
            const all = async () => {
              for (let at = 0; at < 20; at++) {
                document.querySelector('#to-support').click();
                await until(inside);
                // Every other goes while it is still loading, which ends the search.
                const search = inside().search('refund').catch(() => {});
                if (at % 2) await search;
                document.querySelector('#to-start').click();
                await until(() => !document.querySelector('main docent-help'));
              }
            };
            all().then(() => done('done'), (error) => done(String(error)))";
        assert_eq!(browser.script_with_answer::<String>(rounds), "done");
        shows(visit, "Kestrel Optics");
        eventually_is(what, before.as_str(), left);
    });
}

#[test]
fn a_page_rendered_beforehand_is_taken_over_with_the_widget_in_it() {
    each_app(&[APPS[0], APPS[1], DOCUMENT], |visit, app| {
        let script = format!("{app}/app.js");
        visit.expect_in_console(&script);
        visit.server.breaks(&script, Fault::Status(503));
        visit.go(&format!("{app}/support/"));
        let widget = visit.widget();
        widget.appears(part::FIELD);
        widget.click(part::FIELD);
        widget.is_ready();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        visit.server.mended();
        let late = "const tag = document.createElement('script');
            tag.type = 'module';
            tag.src = arguments[0];
            document.head.append(tag)";
        visit.browser.script::<Value>(late, &[visit.server.url(&format!("{script}?late")).into()]);
        is_alive(visit);
        // The framework keeps the element, and the widget what was typed in it.
        assert_eq!(widget.value(part::FIELD), "refund");
        visit.browser.click("#fold");
        widgets_inside(visit, 0);
    });
}
