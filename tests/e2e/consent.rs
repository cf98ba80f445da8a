//! Pages that ask before anything is stored on the device.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};

use crate::journey;

fn vote(visit: &Visit) {
    let widget = visit.widget();
    widget.open();
    widget.read("refund", "Get your money back");
    widget.click(part::YES);
    widget.appears(part::THANKS);
    eventually_is("the number of articles with votes", 1, || visit.server.votes().len());
}

fn write(visit: &Visit) {
    let widget = visit.widget();
    widget.click(part::CONTACT);
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", "May I be kept?");
}

fn keys(visit: &Visit) -> String {
    let names = ["draft", "vote:", "outbox:"];
    let stored = visit.browser.stored();
    let found = names
        .into_iter()
        .filter(|name| stored.iter().any(|line| line.contains(&format!(" {name}"))));
    found.collect::<Vec<_>>().join(" ")
}

#[test]
fn before_consent_everything_works_and_nothing_is_stored_and_then_it_is() {
    journey(|visit| {
        visit.go("consent.html");
        vote(visit);
        write(visit);
        let widget = visit.widget();
        visit.browser.settle();
        assert_eq!(visit.browser.stored(), [""; 0]);
        assert!(!widget.is_seen(".draft"), "nothing says that a draft is kept");
        // Memory has it.
        widget.click(part::BACK);
        widget.click(part::CONTACT);
        assert_eq!(widget.value(&part::field("message")), "May I be kept?");

        visit.browser.script::<()>("docent.consent()", &[]);
        eventually_is("what is kept", "draft vote:", || keys(visit));
        visit.browser.script::<()>("docent.consent(false)", &[]);
        let before = visit.browser.stored();
        widget.fill("message", "Not this any more.");
        visit.browser.settle();
        assert_eq!(visit.browser.stored(), before, "nothing more is kept");
    });
}

#[test]
fn what_waits_to_be_sent_is_kept_once_the_attribute_is_gone() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        visit.go("consent.html");
        visit.widget().open();
        write(visit);
        visit.widget().click(part::SEND);
        eventually("the page to be kept open", || {
            let said = visit.widget().text(part::NOTICE);
            if said.contains("Keep this page open") { Ok(()) } else { Err(said) }
        });
        assert_eq!(visit.browser.stored(), [""; 0]);
        let agree = "document.querySelector('[data-consent]').removeAttribute('data-consent')";
        visit.browser.script::<()>(agree, &[]);
        eventually_is("what is kept", "outbox:", || keys(visit));
        visit.server.mended();
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("the number of stored messages", 1, || visit.server.messages().len());
        eventually_is("what is kept", "", || keys(visit));
    });
}

#[test]
fn without_the_app_consent_counts_too() {
    journey(|visit| {
        visit.go("lockdown.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.browser.script::<()>("docent.consent(false); docent.contact()", &[]);
        widget.appears(part::FORM);
        widget.fill("message", "May I be kept?");
        visit.browser.settle();
        assert_eq!(visit.browser.stored(), [""; 0]);
        assert!(!widget.is_seen(".draft"));
        visit.browser.script::<()>("docent.consent()", &[]);
        eventually_is("what is kept", "draft", || keys(visit));
    });
}
