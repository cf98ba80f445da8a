//! Docent's own collector where it asks for something against robots.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually_is, guarded_journey};

use super::{has_arrived, is_refused, open_form, send, waits, write};
use crate::HOME;
use crate::attachments::chosen_file;

const CONTACT: &str = r#"endpoint = "/v1/messages"
[contact.guard]
minimum_seconds = 2
proof_of_work_bits = 9
honeypot = true
[[contact.fields]]
id = "photo"
label = "Photos"
type = "file"
"#;

/// A journey to a collector with these settings that asks for what the site shows.
fn journey(settings: &str, contact: &str, run: impl FnOnce(&Visit)) {
    guarded_journey(std::path::Path::new(HOME), settings, contact, run);
}

const GUARD: &str = "[guard]\nminimum_seconds = 2\nproof_of_work_bits = 9\n";

/// What the first message had shown in its header.
const LISTEN: &str = "const { fetch } = window;
    window.shown = [];
    window.fetch = (url, init) => {
      const header = init?.headers?.['docent-guard'];
      if (header) shown.push(header);
      return fetch(url, init);
    }";

#[test]
fn a_message_of_somebody_quick_leaves_with_a_proof_when_the_time_is_over() {
    journey(GUARD, CONTACT, |visit| {
        open_form(visit, "plain.html");
        visit.browser.script::<()>(LISTEN, &[]);
        // As a program would fill it in, at once.
        let fill =
            "for (const [name, text] of [['email', 'mia@example.com'], ['message', 'Quick.']]) {
              const field = root.querySelector(`form.contact [name=${name}]`);
              field.value = text;
              field.dispatchEvent(new Event('input', { bubbles: true }));
            }
            root.querySelector('form.contact [type=submit]').click()";
        visit.browser.script::<()>(fill, &[]);
        has_arrived(visit);
        let shown: String = visit.browser.script("return shown[0]", &[]);
        assert!(shown.contains("&seconds=2&nonce="), "{shown}");
        assert_eq!(visit.server.count("POST /v1/messages"), 1);
        assert_eq!(visit.server.messages().remove(0).message.message, "Quick.");
    });
}

#[test]
fn a_message_with_a_file_and_one_without_webassembly_show_it_too() {
    journey(GUARD, CONTACT, |visit| {
        open_form(visit, "lockdown.html");
        visit.widget().appears(".drop");
        visit.widget().attach("field-photo", &chosen_file("Torn.txt", b"torn here"));
        eventually_is("files chosen", true, || visit.widget().is_seen(".files li"));
        write(visit, "mia@example.com");
        send(visit);
        has_arrived(visit);
        let stored = visit.server.messages().remove(0);
        assert_eq!(stored.message.attachments[0].name, "Torn.txt");
        assert_eq!(visit.widget().text(part::REFERENCE), stored.reference);
    });
}

#[test]
fn what_waits_for_a_later_visit_shows_it_then() {
    journey(GUARD, CONTACT, |visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        send(visit);
        waits(visit);
        visit.server.mended();
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("stored messages", 1, || visit.server.messages().len());
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
    });
}

#[test]
fn nobody_sees_the_field_for_robots_and_who_fills_it_in_is_refused() {
    journey(GUARD, CONTACT, |visit| {
        visit.expect_in_console("422");
        for (before, page) in ["lockdown.html", "plain.html"].iter().enumerate() {
            open_form(visit, page);
            assert!(!visit.widget().is_seen(&part::field("field-website-2")));
            assert!(!visit.widget().is_seen("label[for=docent-field-website-2]"));
            visit.is_accessible("the form with a field for robots");
            write(visit, "mia@example.com");
            let fill = "const field = root.querySelector('[name=field-website-2]');
                field.value = 'https://spam.example';
                field.dispatchEvent(new Event('input', { bubbles: true }))";
            visit.browser.script::<()>(fill, &[]);
            send(visit);
            is_refused(visit, "a field that people do not see");
            assert_eq!(visit.server.messages().len(), before);
            visit.widget().click(".draft button");
            write(visit, "mia@example.com");
            send(visit);
            has_arrived(visit);
            assert_eq!(visit.server.messages().len(), before + 1);
        }
    });
}

#[test]
fn a_page_without_the_answer_to_a_captcha_gets_its_message_back() {
    let secret = std::path::Path::new(HOME).join("captcha-secret");
    std::fs::write(&secret, "s-1").expect("a secret");
    // Nobody is there to check: only what has an answer waits for that.
    let settings = format!(
        "[guard.captcha]\nverify_url = \"http://127.0.0.1:9/\"\nsecret = {{ file = {secret:?} }}\n"
    );
    let contact = "endpoint = \"/v1/messages\"\n[contact.guard]\ncaptcha = \"solveCaptcha\"\n";
    journey(&settings, contact, |visit| {
        visit.expect_in_console("422");
        visit.expect_in_console("503");
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        send(visit);
        is_refused(visit, "not a robot");
        let solve = "window.solveCaptcha = async (id) => (window.asked = id) && 'answer'";
        visit.browser.script::<()>(solve, &[]);
        send(visit);
        waits(visit);
        let asked: String = visit.browser.script("return window.asked", &[]);
        assert_eq!(asked.len(), 36);
    });
}
