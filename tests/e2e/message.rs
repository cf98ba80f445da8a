//! Writing to the people behind the site.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};

use crate::journey;

fn open_form(visit: &Visit) {
    let widget = visit.widget();
    widget.open();
    widget.click(part::CONTACT);
    widget.appears(part::FORM);
}

fn write(visit: &Visit, text: &str) {
    let widget = visit.widget();
    widget.fill("name", "Mia");
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", text);
    widget.click(part::SEND);
}

fn heading(visit: &Visit, expected: &str) {
    eventually_is("the heading", expected, || visit.widget().text(".notice h1"));
}

fn one_message_arrives(visit: &Visit, text: &str) {
    eventually_is("the number of stored messages", 1, || visit.server.messages().len());
    eventually_is("parcels that wait", 0, || visit.widget().waiting());
    let messages = visit.server.messages();
    assert_eq!(messages.len(), 1, "stored once: {messages:?}");
    assert_eq!(messages[0].message.message, text);
    assert_eq!(messages[0].message.email, "mia@example.com");
}

#[test]
fn a_message_carries_the_search_along_and_is_stored_once() {
    journey(|visit| {
        visit.go("plain.html?customer=12345#top");
        let widget = visit.widget();
        widget.open();
        widget.ask("xylophone zanzibar");
        widget.click(part::CONTACT_INSTEAD);
        widget.appears(part::FORM);
        let along = widget.text(part::CONTEXT);
        assert!(along.contains("xylophone zanzibar"), "{along}");
        assert!(
            !along.contains("12345"),
            "what stands after the question mark is private: {along}"
        );

        widget.click(part::SEND);
        widget.gets_focus(&part::field("email"));
        let fault = "#docent-email-fault";
        widget.appears(fault);
        widget.appears("#docent-message-fault");
        assert_eq!(widget.attribute(&part::field("email"), "aria-invalid"), "true");
        assert_eq!(widget.attribute(&part::field("email"), "aria-describedby"), fault[1..]);
        assert!(widget.text(fault).contains("Enter your e-mail"), "{}", widget.text(fault));
        visit.browser.type_text("mia@example");
        widget.click(&part::field("message"));
        eventually("the fault to say what is wrong", || {
            let text = widget.text(fault);
            if text.contains("does not look like") { Ok(()) } else { Err(text) }
        });
        assert_eq!(visit.server.count("POST"), 0, "nothing is sent that cannot be answered");

        widget.choose_option("topic", "Ship");
        write(visit, "Where are the xylophones?");
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Where are the xylophones?");
        let stored = visit.server.messages().remove(0);
        assert_eq!(widget.text(part::REFERENCE), stored.reference);
        let message = stored.message;
        assert_eq!((message.name.as_str(), message.lang.as_str()), ("Mia", "en"));
        assert_eq!(message.topic, "Shipping");
        assert_eq!(message.context.search.as_deref(), Some("xylophone zanzibar"));
        let page = visit.server.url("plain.html");
        assert_eq!(message.context.page.as_deref(), Some(page.as_str()));
    });
}

#[test]
fn the_questions_of_the_site_are_asked_in_the_visitors_language_and_stored() {
    journey(|visit| {
        visit.go("spanish.html");
        open_form(visit);
        let widget = visit.widget();
        let order = part::field("field-order");
        assert_eq!(widget.text("label[for=docent-field-order]"), "Número de pedido");
        assert_eq!(widget.attribute(&order, "aria-describedby"), "docent-field-order-help");
        assert!(widget.text("#docent-field-order-help").contains("Empieza por K"));
        widget.fill("email", "mia@example.com");
        widget.fill("message", "¿Dónde está mi paquete?");
        widget.click(part::SEND);
        widget.gets_focus(&order);
        assert_eq!(widget.text("#docent-field-order-fault"), "Rellena este campo.");
        let described = widget.attribute(&order, "aria-describedby");
        assert_eq!(described, "docent-field-order-help docent-field-order-fault");
        visit.browser.type_text("K-17");
        widget.disappears("#docent-field-order-fault");
        widget.choose_option("field-country", "Esp");
        widget.click(&part::field("field-gift"));
        let consent = part::field("consent");
        assert_eq!(widget.text("label[for=docent-consent]"), "Acepto la política de privacidad.");
        widget.click(part::SEND);
        widget.gets_focus(&consent);
        assert_eq!(widget.text("#docent-consent-fault"), "Marca esta casilla.");
        widget.click(&consent);
        widget.disappears("#docent-consent-fault");
        widget.click(&part::field("complaint"));
        widget.click(&part::field("copy"));
        widget.click(part::SEND);
        heading(visit, "Tu mensaje ha llegado");
        one_message_arrives(visit, "¿Dónde está mi paquete?");
        let message = visit.server.messages().remove(0).message;
        let agreed = message.consent.expect("no message goes without consent");
        assert_eq!(agreed.text, "Acepto la política de privacidad.");
        assert!(agreed.at <= message.at && message.at - agreed.at < 600_000, "{agreed:?}");
        assert!(message.complaint && message.copy);
        let answers = message.fields.0;
        let answers: Vec<_> =
            answers.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(answers, [("country", "España"), ("gift", "yes"), ("order", "K-17")]);
    });
}

/// Lines about the first channel, by a clock of the page that stands still at an instant.
fn hours_at(visit: &Visit, instant: &str) -> Vec<String> {
    let stop = format!("const then = Date.parse('{instant}'); window.Date.now = () => then");
    visit.browser.script::<()>(&stop, &[]);
    let widget = visit.widget();
    widget.click(part::BACK);
    widget.click(part::CONTACT);
    widget.appears(".channels p");
    let texts = "return [...document.querySelector('docent-help').shadowRoot
        .querySelectorAll('.channels li:first-child p')].map((line) => line.textContent)";
    let lines: Vec<String> = visit.browser.script(texts, &[]);
    // Browsers differ in the widths of the blanks.
    lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn other_ways_to_a_person_have_their_hours_in_the_visitors_time_zone() {
    journey(|visit| {
        visit.go("plain.html");
        open_form(visit);
        let widget = visit.widget();
        assert_eq!(widget.attribute(".channels a", "href"), "tel:+353-1-555-0100");
        let week = "Mon – Fri, 4:00 AM – 12:00 PM";
        let yours = "Times are in your time zone.";
        let tuesday = hours_at(visit, "2026-11-24T08:30:00Z");
        assert_eq!(tuesday, ["Closed now, opens 4:00 AM", week, yours]);
        let later = hours_at(visit, "2026-11-24T15:00:00Z");
        assert_eq!(later, ["Open now, until 12:00 PM", week, yours]);
        let christmas = hours_at(visit, "2026-12-24T20:00:00Z");
        assert!(christmas[0].contains("Monday") && christmas[0].contains("4:00 AM"));
        assert_eq!(christmas[1], "Mon – Thu, 4:00 AM – 12:00 PM", "not on the 25th");
        // New York has summer time then, Dublin only from the 29th.
        let friday = hours_at(visit, "2026-03-27T10:00:00Z");
        assert_eq!(friday[0], "Open now, until 1:00 PM");
        assert_eq!(friday[1..3], ["Mon – Thu, 4:00 AM – 12:00 PM", "Fri, 5:00 AM – 1:00 PM"]);
    });
}

#[test]
fn what_goes_along_with_a_message_can_be_left_out() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.read("refund", "Get your money back");
        widget.click(part::CONTACT);
        widget.appears(part::CONTEXT);
        for _ in 0..3 {
            widget.click(".context .round");
        }
        widget.disappears(part::CONTEXT);
        write(visit, "Just this.");
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Just this.");
        let context = visit.server.messages().remove(0).message.context;
        assert_eq!((context.search, context.article, context.page), (None, None, None));
    });
}

#[test]
fn the_searches_and_articles_of_the_visit_go_along_or_none_of_them() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        for (question, title) in
            [("refund", "Get your money back"), ("2FA", "Sign in with two steps")]
        {
            widget.read(question, title);
            widget.click(part::BACK);
        }
        widget.ask("xylophone zanzibar");
        widget.click(part::CONTACT_INSTEAD);
        widget.appears(part::CONTEXT);
        let along = widget.text(part::CONTEXT);
        for part in ["xylophone zanzibar", "2FA", "refund", "Get your money back", "plain.html"] {
            assert!(along.contains(part), "{part} in {along}");
        }
        widget.click(".context [name=along]");
        widget.disappears(".context li");
        assert!(widget.has_focus(".context [name=along]"), "{}", widget.focused());
        write(visit, "Just this.");
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Just this.");
        let context = visit.server.messages().remove(0).message.context;
        assert_eq!(context, Default::default());
    });
}

fn drafts(visit: &Visit) -> usize {
    visit.browser.stored().iter().filter(|line| line.contains(" draft")).count()
}

#[test]
fn a_draft_outlives_a_reload_and_goes_when_it_is_sent() {
    journey(|visit| {
        visit.go("plain.html");
        open_form(visit);
        let widget = visit.widget();
        assert_eq!(drafts(visit), 0, "nothing is kept before anything is typed");
        assert!(!widget.is_seen(".draft"));
        widget.fill("email", "mia@example.com");
        widget.fill("field-order", "K-17");
        widget.fill("message", "Half a sent");
        widget.appears(".draft");
        visit.browser.reload();
        open_form(visit);
        eventually_is("the draft", "Half a sent", || widget.value(&part::field("message")));
        assert_eq!(widget.value(&part::field("field-order")), "K-17");
        assert!(widget.text(".draft").contains("kept on this device"));
        write(visit, "Half a sentence no more.");
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Half a sentence no more.");
        assert_eq!(drafts(visit), 0);
    });
}

#[test]
fn articles_are_suggested_while_the_message_is_typed_and_reading_one_keeps_the_draft() {
    journey(|visit| {
        visit.go("plain.html");
        open_form(visit);
        let widget = visit.widget();
        widget.fill("message", "I want my money back");
        widget.appears(".suggested");
        eventually_is("what is announced", true, || {
            widget.text(part::LIVE).contains("Articles that may help")
        });
        widget.click_text(".suggested .entry", "Get your money back");
        widget.shows_article("Get your money back");
        widget.click(part::BACK);
        let message = part::field("message");
        eventually_is("the draft", "I want my money back", || widget.value(&message));
        assert!(widget.is_seen(".suggested"));
        widget.fill("message", "Hello");
        widget.disappears(".suggested");
    });
}

#[test]
fn a_draft_can_be_discarded() {
    journey(|visit| {
        visit.go("plain.html");
        open_form(visit);
        let widget = visit.widget();
        widget.fill("message", "Better not.");
        widget.click(".draft button");
        widget.gets_focus("h1");
        assert_eq!(widget.value(&part::field("message")), "");
        assert!(!widget.is_seen(".draft"));
        assert_eq!(drafts(visit), 0);
    });
}

#[test]
fn a_message_is_kept_while_the_endpoint_is_down_and_delivered_once_after_a_reload() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        visit.go("plain.html");
        open_form(visit);
        write(visit, "My parcel is green.");
        heading(visit, "Not sent yet");
        assert!(visit.widget().text(part::NOTICE).contains("is kept here"));
        assert_eq!(visit.widget().waiting(), 1);

        visit.browser.reload();
        let before = visit.server.count("POST /v1/messages");
        visit.widget().open();
        eventually("another attempt", || {
            let now = visit.server.count("POST /v1/messages");
            if now > before { Ok(()) } else { Err(now.to_string()) }
        });
        assert_eq!(visit.server.messages().len(), 0);
        visit.server.mended();
        one_message_arrives(visit, "My parcel is green.");

        visit.browser.reload();
        visit.widget().open();
        visit.browser.settle();
        assert_eq!(visit.server.messages().len(), 1, "what was delivered is not sent again");
    });
}

#[test]
fn a_message_written_offline_leaves_when_the_connection_is_back() {
    journey(|visit| {
        visit.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        visit.go("plain.html");
        open_form(visit);
        visit.offline(true);
        write(visit, "Written in a tunnel.");
        heading(visit, "Not sent yet");
        assert_eq!(visit.server.count("POST"), 0);
        visit.offline(false);
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Written in a tunnel.");
    });
}

#[test]
fn a_message_whose_answer_was_lost_is_sent_again_and_stored_once() {
    journey(|visit| {
        visit.expect_in_console("502");
        visit.server.breaks("/v1/messages", Fault::AnswerLost);
        visit.go("plain.html");
        open_form(visit);
        write(visit, "Did you get this?");
        heading(visit, "Not sent yet");
        assert_eq!(visit.server.messages().len(), 1, "it has arrived, but nobody knows");
        visit.server.mended();
        visit.widget().click_text(".notice button", "Send now");
        heading(visit, "Your message has arrived");
        assert!(visit.server.count("POST /v1/messages") > 1);
        one_message_arrives(visit, "Did you get this?");
        let reference = visit.server.messages().remove(0).reference;
        assert_eq!(visit.widget().text(part::REFERENCE), reference);
    });
}

#[test]
fn a_refused_message_comes_back_into_the_form() {
    journey(|visit| {
        visit.expect_in_console("422");
        visit.server.breaks("/v1/messages", Fault::Status(422));
        visit.go("plain.html");
        open_form(visit);
        write(visit, "Too good to be lost.");
        visit.widget().appears("form.contact .refused[role=alert]");
        eventually_is("the message in the form", "Too good to be lost.", || {
            visit.widget().value(&part::field("message"))
        });
        // What was refused is not sent again.
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
        visit.server.mended();
        visit.widget().click(part::SEND);
        heading(visit, "Your message has arrived");
        one_message_arrives(visit, "Too good to be lost.");
    });
}
