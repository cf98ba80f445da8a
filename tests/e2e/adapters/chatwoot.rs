//! Chatwoot.

use docent_tests::receiver::{Chatwoot, Trouble};
use docent_tests::widget::part;
use docent_tests::{Visit, eventually_is};
use serde_json::json;

use super::{has_arrived, is_refused, open_form, send, service_journey, waits, write};

fn contact() -> String {
    format!(
        "adapter = \"chatwoot\"\nendpoint = \"ORIGIN\"\n[contact.chatwoot]\ninbox = \"{}\"\n",
        Chatwoot::inbox()
    )
}

/// What the device keeps of conversations on their way.
fn remembered(visit: &Visit) -> usize {
    visit.browser.stored().iter().filter(|line| line.contains(" chatwoot:")).count()
}

#[test]
fn chatwoot_gets_a_contact_a_conversation_and_a_message() {
    service_journey(Chatwoot::default(), &contact(), |visit, receiver, inbox| {
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        send(visit);
        has_arrived(visit);
        assert_eq!(visit.widget().text(part::REFERENCE), "#1");
        assert_eq!(receiver.count(""), 3, "no request is made in vain");
        let contacts = inbox.contacts();
        assert_eq!(contacts.len(), 1);
        assert_eq!(contacts[0].about, json!({ "name": "Mia", "email": "mia@example.com" }));
        let [(_, about, messages)] = &contacts[0].conversations[..] else { panic!("{contacts:?}") };
        assert_eq!(about["subject"], "My parcel is torn.");
        assert_eq!(about["page"], visit.server.url("plain.html"));
        assert_eq!(messages.len(), 1);
        let content = messages[0]["content"].as_str().expect("a text");
        assert!(content.starts_with("My parcel is torn.\n\nname: Mia\n"), "{content}");
        assert_eq!(messages[0]["echo_id"], about["id"]);
        assert_eq!(remembered(visit), 0);
    });
}

#[test]
fn whichever_answer_of_chatwoot_gets_lost_there_is_one_message_in_the_end() {
    for step in ["/conversations", "/messages"] {
        service_journey(Chatwoot::default(), &contact(), |visit, receiver, inbox| {
            visit.expect_in_console("502");
            receiver.breaks(step, Trouble::AnswerLost);
            open_form(visit, "plain.html");
            write(visit, "mia@example.com");
            send(visit);
            waits(visit);
            assert_eq!(remembered(visit), 1);
            receiver.mended();
            // Another page knows how far it has come.
            visit.go("plain.html");
            visit.widget().open();
            eventually_is("parcels that wait", 0, || visit.widget().waiting());
            let contacts = inbox.contacts();
            assert_eq!(contacts.len(), 1, "{step}: {contacts:?}");
            let [(_, _, messages)] = &contacts[0].conversations[..] else { panic!("{contacts:?}") };
            assert_eq!(messages.len(), 1, "{step}: {contacts:?}");
            eventually_is("conversations that are remembered", 0, || remembered(visit));
        });
    }
}

#[test]
fn what_chatwoot_refuses_comes_back_and_goes_to_it_without_webassembly_too() {
    service_journey(Chatwoot::default(), &contact(), |visit, _, inbox| {
        visit.expect_in_console("422");
        open_form(visit, "lockdown.html");
        write(visit, "mia@example.invalid");
        send(visit);
        is_refused(visit, "Email is invalid");
        visit.widget().fill("email", "mia@example.com");
        send(visit);
        has_arrived(visit);
        assert_eq!(visit.widget().text(part::REFERENCE), "#1");
        assert_eq!(inbox.contacts().len(), 1);
    });
}
