//! Form services.

use docent_tests::receiver::{Formspree, Trouble, Web3Forms};
use docent_tests::widget::part;
use docent_tests::{eventually, eventually_is};

use super::{
    has_arrived, heading, is_refused, lines, open_form, send, service_journey, waits, write,
};
use crate::attachments::chosen_file;

const FORMSPREE: &str = r#"adapter = "form"
endpoint = "ORIGIN/f/abcdwxyz"
topics = ["Billing", "Shipping"]
[contact.form]
subject = "Kestrel"
subject_field = "_subject"
honeypot = "_gotcha"
names = { email = "_replyto" }
[[contact.fields]]
id = "order"
label = "Order number"
"#;

const WITH_PHOTOS: &str = r#"adapter = "form"
endpoint = "ORIGIN/f/abcdwxyz"
[contact.form]
names = { email = "_replyto" }
[[contact.fields]]
id = "photo"
label = "Photos"
type = "file"
"#;

const WEB3FORMS: &str = r#"adapter = "form"
endpoint = "ORIGIN/submit"
[contact.form]
extra = { access_key = "5f2a4f3e-6e1f-4a7e-9a55-000000000000" }
"#;

const EMAIL: &str = "mia@example.com";

#[test]
fn a_form_service_gets_flat_names_by_a_script_that_only_a_message_fetches() {
    service_journey(Formspree::default(), FORMSPREE, |visit, _, service| {
        open_form(visit, "plain.html");
        write(visit, EMAIL);
        visit.widget().choose_option("topic", "Ship");
        visit.widget().fill("field-order", "K-17");
        assert_eq!(visit.server.count("_docent/adapter-"), 0);
        send(visit);
        has_arrived(visit);
        assert!(!visit.widget().is_seen(part::REFERENCE), "the service gives none");
        assert_eq!(visit.server.count("_docent/adapter-"), 1);
        let taken = service.taken();
        assert_eq!(taken.len(), 1);
        let page = visit.server.url("plain.html");
        let expected = [
            ("_subject", "Kestrel: Shipping"),
            ("name", "Mia"),
            ("_replyto", EMAIL),
            ("topic", "Shipping"),
            ("order", "K-17"),
            ("message", "My parcel is torn."),
            ("page", &page),
            ("lang", "en"),
            ("_gotcha", ""),
        ];
        assert_eq!(lines(&taken[0]), expected);
    });
}

#[test]
fn files_go_to_a_form_service_in_parts() {
    service_journey(Formspree::default(), WITH_PHOTOS, |visit, _, service| {
        open_form(visit, "plain.html");
        visit.widget().appears(".drop");
        visit.widget().attach("field-photo", &chosen_file("Torn.txt", b"torn here"));
        eventually_is("files chosen", true, || visit.widget().is_seen(".files li"));
        write(visit, EMAIL);
        send(visit);
        has_arrived(visit);
        let taken = service.taken().remove(0);
        let file = taken.iter().find(|part| part.file.is_some()).expect("a file");
        assert_eq!((file.name.as_str(), file.text.as_str()), ("photo", "torn here"));
        assert_eq!(file.file.as_deref(), Some("Torn.txt"));
        assert!(lines(&taken).contains(&("message", "My parcel is torn.")));
    });
}

#[test]
fn a_page_or_the_way_to_one_is_no_success_and_the_message_is_sent_later() {
    service_journey(Formspree::default(), FORMSPREE, |visit, receiver, service| {
        receiver.breaks("/f/", Trouble::Page);
        open_form(visit, "plain.html");
        write(visit, EMAIL);
        send(visit);
        waits(visit);
        receiver.breaks("/f/", Trouble::Redirect);
        let before = receiver.count("POST /f/");
        visit.widget().click(".notice .main");
        eventually("another attempt", || match receiver.count("POST /f/") {
            count if count > before => Ok(()),
            count => Err(count.to_string()),
        });
        waits(visit);
        assert_eq!(service.taken().len(), 0);
        receiver.mended();
        // In another page, which finds the parcel.
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("forms that have arrived", 1, || service.taken().len());
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
    });
}

#[test]
fn what_a_form_service_refuses_comes_back_with_its_reason() {
    service_journey(Formspree::default(), FORMSPREE, |visit, _, service| {
        visit.expect_in_console("422");
        open_form(visit, "plain.html");
        write(visit, "mia@example.invalid");
        send(visit);
        is_refused(visit, "should be an email");
        visit.widget().fill("email", EMAIL);
        send(visit);
        has_arrived(visit);
        assert_eq!(service.taken().len(), 1);
    });
}

#[test]
fn what_is_refused_with_a_status_of_success_is_not_taken_for_sent() {
    service_journey(Web3Forms::default(), WEB3FORMS, |visit, _, service| {
        open_form(visit, "plain.html");
        write(visit, "mia@example.invalid");
        send(visit);
        is_refused(visit, "This address is blocked");
        visit.widget().fill("email", EMAIL);
        send(visit);
        has_arrived(visit);
        let taken = service.taken();
        assert_eq!(taken.len(), 1);
        assert!(lines(&taken[0]).contains(&("email", EMAIL)));
    });
}

#[test]
fn without_webassembly_a_message_to_a_form_service_waits_and_arrives() {
    service_journey(Formspree::default(), FORMSPREE, |visit, receiver, service| {
        visit.expect_in_console("503");
        receiver.breaks("/f/", Trouble::Status(503));
        open_form(visit, "lockdown.html");
        write(visit, EMAIL);
        send(visit);
        waits(visit);
        receiver.mended();
        visit.widget().click(".notice .main");
        has_arrived(visit);
        assert_eq!(service.taken().len(), 1);
    });
}

#[test]
fn a_script_that_cannot_be_fetched_is_fetched_later() {
    service_journey(Formspree::default(), FORMSPREE, |visit, _, service| {
        visit.expect_in_console("404");
        visit.server.breaks("_docent/adapter-", docent_tests::Fault::Status(404));
        open_form(visit, "plain.html");
        write(visit, EMAIL);
        send(visit);
        waits(visit);
        visit.server.mended();
        visit.widget().click(".notice .main");
        heading(visit, "Your message has arrived");
        assert_eq!(service.taken().len(), 1);
    });
}
