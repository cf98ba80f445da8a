//! Every state of the widget and every kind of page, judged by axe-core.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, Visitor, eventually_is};

use crate::{demo_journey_of, journey, journey_of};

fn every_state_is_accessible(visit: &Visit) {
    visit.go("plain.html");
    finding_is_accessible(visit);
    reading_is_accessible(visit);
    voting_is_accessible(visit);
    writing_is_accessible(visit);
}

fn finding_is_accessible(visit: &Visit) {
    let widget = visit.widget();
    widget.appears(part::LAUNCHER);
    visit.is_accessible("the closed widget");
    widget.open();
    widget.appears(part::HOME);
    visit.is_accessible("the start");
    widget.click_text(part::CATEGORY, "Billing");
    widget.appears(".category");
    visit.is_accessible("a category");
    widget.click(part::BACK);
    widget.ask("refnud");
    widget.finds_first("Get your money back");
    widget.appears("#docent-results-0 mark");
    visit.is_accessible("results of a corrected question");
    visit.browser.press(docent_tests::Key::Down);
    visit.is_accessible("results with an active one");
    widget.ask("xylophone zanzibar");
    widget.appears(part::NOTICE);
    visit.is_accessible("nothing found");
}

fn reading_is_accessible(visit: &Visit) {
    let widget = visit.widget();
    for (question, title) in [
        ("refund", "Get your money back"),
        ("2FA", "Sign in with two steps"),
        ("E-1042", "Invoices and receipts"),
        ("delete account", "Delete your account"),
    ] {
        widget.read(question, title);
        visit.is_accessible(title);
        widget.click(part::BACK);
    }
}

fn voting_is_accessible(visit: &Visit) {
    let widget = visit.widget();
    widget.choose(0);
    widget.click(part::NO);
    widget.appears(part::COMMENT);
    visit.is_accessible("the reasons after a no");
    widget.click(&part::reason("other"));
    widget.click(part::SEND_REASON);
    widget.appears(part::THANKS);
    visit.is_accessible("thanks for a vote");
}

fn writing_is_accessible(visit: &Visit) {
    let widget = visit.widget();
    widget.click(part::CONTACT);
    widget.appears(part::FORM);
    visit.is_accessible("the contact form");
    widget.click(part::SEND);
    widget.appears("#docent-email-fault");
    visit.is_accessible("the contact form with faults");
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", "Hello");
    visit.server.breaks("/v1/messages", Fault::Status(503));
    visit.expect_in_console("503");
    widget.click(part::SEND);
    eventually_is("the heading", "Not sent yet", || widget.text(".notice h1"));
    visit.is_accessible("a message that waits");
    visit.server.mended();
    widget.click_text(".notice button", "Send now");
    widget.appears(part::REFERENCE);
    visit.is_accessible("a message that has arrived");
}

#[test]
fn every_state_of_the_widget_is_accessible_in_light_colours() {
    journey(every_state_is_accessible);
}

#[test]
fn every_state_of_the_widget_is_accessible_in_dark_colours() {
    journey_of(Visitor { dark: true, ..Visitor::default() }, every_state_is_accessible);
}

#[test]
fn failures_and_small_screens_are_accessible() {
    journey_of(Visitor::with_size(360, 700), |visit| {
        visit.expect_in_console("404");
        visit.server.breaks(".wasm", Fault::Status(404));
        visit.go("plain.html");
        let widget = visit.widget();
        widget.click(part::LAUNCHER);
        widget.appears(part::FAULT);
        visit.is_accessible("the failure view");
        visit.server.mended();
        visit.server.breaks(".idx", Fault::Held);
        widget.click(part::RETRY);
        widget.appears(part::WAIT);
        visit.is_accessible("the waiting view");
        visit.server.mended();
        widget.is_ready();
        visit.is_accessible("the start on a telephone");
        widget.read("refund", "Get your money back");
        visit.is_accessible("an article on a telephone");
    });
}

#[test]
fn other_languages_and_the_inline_widget_are_accessible() {
    journey(|visit| {
        for page in ["spanish.html", "arabic.html"] {
            visit.go(page);
            visit.widget().open();
            visit.widget().appears(part::HOME);
            visit.is_accessible(page);
            visit.widget().click(".home .entry");
            visit.widget().appears(part::PROSE);
            visit.is_accessible(page);
        }
        visit.go("inline.html");
        visit.widget().appears(part::FIELD);
        visit.is_accessible("the inline widget before it is used");
        visit.widget().click(part::FIELD);
        visit.widget().is_ready();
        visit.is_accessible("the inline widget");
    });
}

#[test]
fn static_pages_are_accessible() {
    for dark in [false, true] {
        journey_of(Visitor { dark, ..Visitor::default() }, |visit| {
            for page in [
                "help/",
                "help/billing/",
                "help/billing/refunds/",
                "help/account/two-step-sign-in/",
                "help/account/delete-account/",
                "help/shipping/customs/",
                "help/es/billing/refunds/",
                "help/ar/",
            ] {
                visit.go(page);
                visit.widget().appears(".all");
                visit.is_accessible(&format!("{page}, dark: {dark}"));
            }
        });
    }
}

#[test]
fn the_demo_is_accessible() {
    for dark in [false, true] {
        demo_journey_of(Visitor { dark, ..Visitor::default() }, |visit| {
            for page in [
                "index.html",
                "strict.html",
                "inline.html",
                "links.html",
                "element.html",
                "help/",
                "help/es/",
            ] {
                visit.go(page);
                visit.widget().appears(".all");
                visit.is_accessible(&format!("{page}, dark: {dark}"));
            }
        });
    }
}

#[test]
fn the_help_of_the_demo_works_and_is_accessible() {
    demo_journey_of(Visitor::default(), |visit| {
        visit.go("strict.html");
        let widget = visit.widget();
        widget.open();
        visit.is_accessible("the open widget on the strict page of the demo");
        widget.ask("how do I chagne the colour");
        widget.appears("#docent-results-0");
        widget.choose(0);
        widget.appears(part::PROSE);
        visit.is_accessible("an article of Docent's own help centre");
    });
}
