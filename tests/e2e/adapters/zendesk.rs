//! Zendesk.

use docent_tests::eventually_is;
use docent_tests::receiver::{Trouble, Zendesk};
use docent_tests::widget::part;
use serde_json::json;

use super::{has_arrived, is_refused, open_form, send, service_journey, waits, write};

const CONTACT: &str = r#"adapter = "zendesk"
endpoint = "ORIGIN"
topics = ["Billing", "Shipping"]
[contact.zendesk]
subject = "Kestrel"
fields = { order = 360001234567, page = 360007654321 }
[[contact.fields]]
id = "order"
label = "Order number"
[[contact.fields]]
id = "gift"
label = "It was a gift"
type = "checkbox"
"#;

#[test]
fn zendesk_gets_a_request_with_its_own_fields_and_gives_the_reference() {
    service_journey(Zendesk::default(), CONTACT, |visit, _, desk| {
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        visit.widget().choose_option("topic", "Ship");
        visit.widget().fill("field-order", "K-17");
        visit.widget().click(&part::field("field-gift"));
        send(visit);
        has_arrived(visit);
        assert_eq!(visit.widget().text(part::REFERENCE), "#35436");
        let mut request = desk.taken().remove(0);
        let body = request["comment"]["body"].take();
        let body = body.as_str().expect("a text");
        let (words, id) = body.rsplit_once("\nid: ").expect("the id of the message");
        assert_eq!(words, "My parcel is torn.\n\ntopic: Shipping\ngift: yes\nlang: en");
        assert_eq!(id.len(), 36);
        let page = visit.server.url("plain.html");
        let expected = json!({
            "requester": { "name": "Mia", "email": "mia@example.com" },
            "subject": "Kestrel: Shipping",
            "comment": { "body": null },
            "custom_fields": [
                { "id": 360_001_234_567_u64, "value": "K-17" },
                { "id": 360_007_654_321_u64, "value": page },
            ],
        });
        assert_eq!(request, expected);
    });
}

#[test]
fn what_zendesk_refuses_comes_back_with_its_reason() {
    service_journey(Zendesk::default(), CONTACT, |visit, _, desk| {
        visit.expect_in_console("422");
        open_form(visit, "plain.html");
        write(visit, "mia@example.invalid");
        send(visit);
        is_refused(visit, "Email: is not properly formatted");
        visit.widget().fill("email", "mia@example.com");
        send(visit);
        has_arrived(visit);
        assert_eq!(desk.taken().len(), 1);
    });
}

#[test]
fn a_busy_help_desk_and_a_page_in_its_place_leave_the_message_waiting() {
    service_journey(Zendesk::default(), CONTACT, |visit, receiver, desk| {
        visit.expect_in_console("429");
        receiver.breaks("/api/", Trouble::Status(429));
        open_form(visit, "lockdown.html");
        write(visit, "mia@example.com");
        send(visit);
        waits(visit);
        receiver.breaks("/api/", Trouble::Page);
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("an attempt from another page", true, || receiver.count("POST /api/") >= 2);
        visit.browser.settle();
        assert_eq!(visit.widget().waiting(), 1);
        receiver.mended();
        visit.go("lockdown.html");
        visit.widget().click(part::LAUNCHER);
        eventually_is("requests", 1, || desk.taken().len());
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
    });
}
