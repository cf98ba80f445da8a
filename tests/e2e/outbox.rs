//! Votes and messages on their way: while the receiver is down, from two tabs, and from a page that
//! is left.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};

use crate::journey;

fn write(visit: &Visit) {
    let widget = visit.widget();
    widget.open();
    widget.click(part::CONTACT);
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", "Once, please.");
    widget.click(part::SEND);
}

fn is_sent(visit: &Visit, times: usize) {
    eventually_is("attempts", times, || visit.server.count("POST /v1/messages"));
}

/// Opens help in another document of the same site, which stands for another tab: it has a widget
/// of its own, and shares storage and locks.
fn open_elsewhere(visit: &Visit) {
    let frame = "const frame = document.createElement('iframe');
        frame.src = 'plain.html';
        document.body.append(frame);";
    visit.browser.script::<()>(frame, &[]);
    let open = "const inside = document.querySelector('iframe').contentWindow;
        if (inside.docent?.open && !inside.asked) {
          inside.asked = true;
          inside.docent.on('ready', () => (inside.ready = true));
          inside.docent.open();
        }
        return !!inside.ready";
    eventually("help in the other document", || {
        if visit.browser.script::<bool>(open, &[]) { Ok(()) } else { Err(String::new()) }
    });
}

#[test]
fn a_message_on_its_way_is_not_sent_by_another_tab_too() {
    journey(|visit| {
        visit.server.breaks("/v1/messages", Fault::Held);
        visit.go("plain.html");
        write(visit);
        is_sent(visit, 1);
        open_elsewhere(visit);
        // It looks into the outbox once the second half of the app is there.
        eventually("the outbox to be looked into", || {
            let asked = "return document.querySelector('iframe').contentWindow.performance
                .getEntriesByType('resource').filter(({ name }) => name.includes('_docent/more-')).length";
            let asked: usize = visit.browser.script(asked, &[]);
            if asked >= 2 { Ok(()) } else { Err(asked.to_string()) }
        });
        visit.browser.settle();
        visit.browser.settle();
        assert_eq!(visit.server.count("POST /v1/messages"), 1);
        visit.server.mended();
        visit.widget().appears(part::REFERENCE);
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
        assert_eq!(visit.server.count("POST /v1/messages"), 1);
        assert_eq!(visit.server.messages().len(), 1);
    });
}

#[test]
fn what_a_tab_has_left_is_sent_by_the_next() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        visit.go("plain.html");
        write(visit);
        eventually_is("the heading", "Not sent yet", || visit.widget().text(".notice h1"));
        visit.go("asking.html");
        visit.server.mended();
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("stored messages", 1, || visit.server.messages().len());
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
    });
}

#[test]
fn a_vote_waits_for_the_receiver_and_arrives_once() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/events", Fault::Status(503));
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.read("refund", "Get your money back");
        widget.click(part::YES);
        widget.appears(part::THANKS);
        eventually("an attempt", || match visit.server.count("POST /v1/events") {
            0 => Err(String::new()),
            _ => Ok(()),
        });
        assert_eq!(widget.waiting(), 1);
        visit.browser.reload();
        visit.server.mended();
        widget.open();
        eventually_is("votes", 1, || visit.server.events("vote").len());
        eventually_is("parcels that wait", 0, || widget.waiting());
        visit.browser.reload();
        widget.open();
        visit.browser.settle();
        assert_eq!(visit.server.events("vote").len(), 1, "it is not sent again");
    });
}

#[test]
fn leaving_the_page_does_not_cut_a_message_off() {
    journey(|visit| {
        visit.server.breaks("/v1/messages", Fault::Held);
        visit.go("plain.html");
        write(visit);
        is_sent(visit, 1);
        visit.go("bare.html");
        visit.browser.settle();
        visit.server.mended();
        eventually_is("stored messages", 1, || visit.server.messages().len());
        is_sent(visit, 1);
    });
}
