//! Messages to others than Docent's own collector.

mod chatwoot;
mod form;
mod guarded;
mod netlify;
mod zendesk;

use std::path::Path;
use std::sync::Arc;

use docent_tests::receiver::{Part, Receiver, Service};
use docent_tests::widget::part;
use docent_tests::{Visit, contact_journey, eventually_is};

use crate::HOME;

/// A journey on a site whose messages go to this service. `contact` says so, with `ORIGIN` in the
/// place of the service's address.
fn service_journey<S: Service>(service: S, contact: &str, run: impl FnOnce(&Visit, &Receiver, &S)) {
    let service = Arc::new(service);
    let receiver = Receiver::start(service.clone());
    let contact = contact.replace("ORIGIN", receiver.origin());
    contact_journey(Path::new(HOME), &contact, |visit, _| run(visit, &receiver, &service));
}

/// Opens the form on a page, with or without WebAssembly.
fn open_form(visit: &Visit, page: &str) {
    let widget = visit.widget();
    visit.go(page);
    widget.click(part::LAUNCHER);
    widget.click(part::CONTACT);
    widget.appears(part::FORM);
}

fn write(visit: &Visit, email: &str) {
    let widget = visit.widget();
    widget.fill("name", "Mia");
    widget.fill("email", email);
    widget.fill("message", "My parcel is torn.");
}

fn send(visit: &Visit) {
    visit.widget().click(part::SEND);
}

fn heading(visit: &Visit, expected: &str) {
    eventually_is("the heading", expected, || visit.widget().text(".notice h1"));
}

fn has_arrived(visit: &Visit) {
    heading(visit, "Your message has arrived");
    eventually_is("parcels that wait", 0, || visit.widget().waiting());
}

fn waits(visit: &Visit) {
    heading(visit, "Not sent yet");
    assert_eq!(visit.widget().waiting(), 1);
}

/// The message is in the form again, with these words of the service above it.
fn is_refused(visit: &Visit, words: &str) {
    let widget = visit.widget();
    widget.appears("form.contact .refused[role=alert]");
    let said = widget.text("form.contact .refused[role=alert]");
    assert!(said.contains(words), "{said}");
    assert_eq!(widget.value(&part::field("message")), "My parcel is torn.");
    assert_eq!(widget.waiting(), 0);
}

/// Fields of a form as names and texts, without the id, which is another one each time.
fn lines(form: &[Part]) -> Vec<(&str, &str)> {
    let known = form.iter().filter(|part| part.name != "id");
    known.map(|part| (part.name.as_str(), part.text.as_str())).collect()
}
