//! Topics, articles and the contact form where the app cannot run.

use docent_tests::widget::part;
use docent_tests::{Fault, Key, Visit, eventually, eventually_is};

use crate::journey;

/// Opens the panel and waits for what takes the app's place.
fn open(visit: &Visit) {
    let widget = visit.widget();
    widget.click(part::LAUNCHER);
    widget.appears(part::HOME);
    assert!(widget.text(part::FAULT).starts_with("Search is not available here"));
}

fn read_refunds(visit: &Visit) {
    let widget = visit.widget();
    widget.click_text(part::CATEGORY, "Billing");
    eventually_is("the category", "Billing", || widget.text(".category h1"));
    widget.click_text(part::ENTRY, "Get your money back");
    widget.shows_article("Get your money back");
}

fn write(visit: &Visit, text: &str) {
    let widget = visit.widget();
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", text);
}

fn heading(visit: &Visit, expected: &str) {
    eventually_is("the heading", expected, || visit.widget().text(".notice h1"));
}

#[test]
fn without_webassembly_articles_are_found_by_topic_and_messages_arrive() {
    journey(|visit| {
        visit.go("lockdown.html");
        open(visit);
        read_refunds(visit);
        let widget = visit.widget();
        assert!(widget.has_focus("h1"), "{}", widget.focused());
        widget.click(part::CONTACT);
        widget.gets_focus("h1");
        widget.click(part::SEND);
        widget.gets_focus(&part::field("email"));
        assert!(widget.text("#docent-email-fault").contains("Enter your e-mail"));
        let described = widget.attribute(&part::field("email"), "aria-describedby");
        assert_eq!(described, "docent-email-fault");
        assert_eq!(visit.server.count("POST"), 0);
        write(visit, "Where is my money?");
        widget.choose_option("topic", "Bill");
        widget.choose_option("field-country", "Spain");
        widget.click(&part::field("field-gift"));
        widget.click(part::SEND);
        heading(visit, "Your message has arrived");
        let stored = visit.server.messages().remove(0);
        assert_eq!(widget.text(part::REFERENCE), stored.reference);
        let message = stored.message;
        assert_eq!(
            (message.message.as_str(), message.topic.as_str()),
            ("Where is my money?", "Billing")
        );
        let answers = message.fields.0;
        let answers: Vec<_> =
            answers.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(answers, [("country", "Spain"), ("gift", "yes"), ("order", "K-17")]);
        assert_eq!(message.context.article.as_deref(), Some("billing/refunds"));
        let page = visit.server.url("lockdown.html");
        assert_eq!(message.context.page.as_deref(), Some(page.as_str()));
        assert_eq!(visit.browser.stored(), [""; 0], "nothing is kept of what has arrived");
    });
}

#[test]
fn a_policy_that_forbids_webassembly_leaves_topics_articles_and_the_way_back() {
    journey(|visit| {
        visit.expect_in_console("wasm");
        visit.expect_in_console("WebAssembly");
        visit.go("locked.html");
        open(visit);
        read_refunds(visit);
        let widget = visit.widget();
        visit.browser.press(Key::Escape);
        eventually_is("the category", "Billing", || widget.text(".category h1"));
        visit.browser.press(Key::Escape);
        widget.appears(part::HOME);
        visit.browser.press(Key::Escape);
        widget.disappears(part::PANEL);
        widget.gets_focus(part::LAUNCHER);
        // Where the visitor was is where the panel opens again.
        open(visit);
    });
}

#[test]
fn a_broken_module_leaves_the_articles_and_another_try_brings_the_search() {
    journey(|visit| {
        visit.expect_in_console("404");
        visit.server.breaks(".wasm", Fault::Status(404));
        visit.go("plain.html");
        open(visit);
        read_refunds(visit);
        visit.widget().click(part::BACK);
        visit.widget().click(part::BACK);
        visit.server.mended();
        visit.widget().click(part::RETRY);
        visit.widget().appears(part::FIELD);
        visit.widget().ask("refund");
        visit.widget().finds_first("Get your money back");
    });
}

#[test]
fn the_pages_own_calls_and_links_open_articles_and_the_form_without_the_app() {
    journey(|visit| {
        visit.go("lockdown.html#docent=article/billing/refunds");
        let widget = visit.widget();
        widget.shows_article("Get your money back");
        let call = "window.known = []; docent.show('account/two-step-sign-in').then((known) => window.known.push(known));
            docent.show('no/such').then((known) => window.known.push(known));
            docent.search('refund').catch(() => window.known.push('no search'))";
        visit.browser.script::<()>(call, &[]);
        widget.shows_article("Sign in with two steps");
        eventually_is("what the calls came to", "false,no search,true", || {
            visit.browser.script::<String>("return known.map(String).sort().join()", &[])
        });
        visit.browser.script::<()>("docent.contact({ name: 'Mia' })", &[]);
        widget.appears(part::FORM);
        assert_eq!(widget.value(&part::field("name")), "Mia");
    });
}

#[test]
fn a_message_without_the_app_outlives_a_reload_and_is_delivered_once() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        visit.go("lockdown.html");
        open(visit);
        visit.widget().click(part::CONTACT);
        write(visit, "Half a sentence");
        visit.widget().appears(".draft");
        visit.browser.reload();
        open(visit);
        visit.widget().click(part::CONTACT);
        assert_eq!(visit.widget().value(&part::field("message")), "Half a sentence");
        assert_eq!(visit.widget().value(&part::field("field-order")), "K-17");
        visit.widget().click(part::SEND);
        heading(visit, "Not sent yet");
        assert!(visit.widget().text(part::NOTICE).contains("is kept here"));
        assert_eq!(visit.widget().waiting(), 1);
        visit.server.mended();
        // The app sends what was left without it.
        visit.go("plain.html");
        visit.widget().open();
        eventually_is("the number of stored messages", 1, || visit.server.messages().len());
        assert_eq!(visit.server.messages()[0].message.message, "Half a sentence");
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
        assert_eq!(visit.server.messages().len(), 1);
    });
}

#[test]
fn without_the_app_no_message_goes_without_consent_and_what_is_ticked_goes_along() {
    journey(|visit| {
        visit.go("lockdown-spanish.html");
        visit.browser.script::<()>("docent.contact()", &[]);
        let widget = visit.widget();
        widget.appears(part::FORM);
        assert_eq!(widget.text("label[for=docent-consent]"), "Acepto la política de privacidad.");
        let link = "label[for=docent-consent] a";
        assert_eq!(widget.attribute(link, "href"), "https://kestrel.example/privacidad");
        widget.click(&part::field("complaint"));
        visit.browser.settle();
        assert!(!widget.is_seen(".draft"), "a tick alone is nothing to keep");
        write(visit, "Mi paquete no llega.");
        widget.choose_option("field-country", "Esp");
        widget.click(&part::field("copy"));
        visit.go("lockdown-spanish.html");
        visit.browser.script::<()>("docent.contact()", &[]);
        eventually_is("the message", "Mi paquete no llega.", || {
            widget.value(&part::field("message"))
        });
        let consent = part::field("consent");
        widget.click(part::SEND);
        widget.gets_focus(&consent);
        assert_eq!(widget.text("#docent-consent-fault"), "Marca esta casilla.");
        assert_eq!(visit.server.count("POST"), 0);
        widget.click(&consent);
        widget.disappears("#docent-consent-fault");
        widget.click(part::SEND);
        heading(visit, "Tu mensaje ha llegado");
        let message = visit.server.messages().remove(0).message;
        let agreed = message.consent.expect("no message goes without consent");
        assert_eq!(agreed.text, "Acepto la política de privacidad.");
        assert!(agreed.at <= message.at && message.at - agreed.at < 600_000, "{agreed:?}");
        assert!(message.complaint && message.copy, "what was ticked outlives a reload");
    });
}

#[test]
fn a_refused_message_comes_back_into_the_form_without_the_app() {
    journey(|visit| {
        visit.expect_in_console("422");
        visit.server.breaks("/v1/messages", Fault::Status(422));
        visit.go("lockdown.html");
        open(visit);
        visit.widget().click(part::CONTACT);
        write(visit, "Too good to be lost.");
        visit.widget().click(part::SEND);
        visit.widget().appears("form.contact .refused[role=alert]");
        assert_eq!(visit.widget().value(&part::field("message")), "Too good to be lost.");
        assert_eq!(visit.widget().waiting(), 0);
        visit.server.mended();
        visit.widget().click(part::SEND);
        heading(visit, "Your message has arrived");
    });
}

#[test]
fn what_takes_the_place_of_the_app_is_accessible_from_right_to_left_too() {
    journey(|visit| {
        visit.expect_in_console("404");
        visit.server.breaks(".wasm", Fault::Status(404));
        for page in ["plain.html", "arabic.html"] {
            visit.go(page);
            let widget = visit.widget();
            widget.click(part::LAUNCHER);
            widget.appears(part::HOME);
            visit.is_accessible("the start without the app");
            eventually("the failure to be said, too", || {
                let said = widget.text(part::LIVE);
                if said.is_empty() { Err(said) } else { Ok(()) }
            });
            widget.click(".home .card");
            widget.appears(".category");
            visit.is_accessible("a category without the app");
            widget.click(part::ENTRY);
            widget.appears(part::PROSE);
            visit.is_accessible("an article without the app");
            widget.click(part::CONTACT);
            widget.click(part::SEND);
            widget.appears("#docent-email-fault");
            visit.is_accessible("the form without the app");
        }
        assert_eq!(visit.widget().style(".screen", "direction"), "rtl");
    });
}

/// What the browser tells a page when a module has trapped.
const TRAP: &str = "const { name } = performance.getEntriesByType('resource').find(({ name }) => name.includes('.wasm'));
    const error = new WebAssembly.RuntimeError('unreachable');
    Object.defineProperty(error, 'stack', { value: 'at ' + name });
    dispatchEvent(new ErrorEvent('error', { error, cancelable: true }))";

#[test]
fn after_a_trap_the_visitor_goes_on_without_the_app_and_another_trap_changes_nothing() {
    journey(|visit| {
        // The event itself, as a listener in the page hears it.
        visit.expect_in_console("error:  (:0)");
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        visit.browser.script::<()>(TRAP, &[]);
        widget.appears(part::HOME);
        assert!(widget.text(part::FAULT).starts_with("Search is not available here"));
        assert!(!widget.is_seen(part::RETRY), "the module must not run again");
        read_refunds(visit);
        visit.browser.script::<()>(TRAP, &[]);
        visit.browser.settle();
        assert_eq!(widget.text(part::ARTICLE), "Get your money back");
    });
}

#[test]
fn without_webassembly_suggestions_follow_the_page_and_what_is_not_new_leaves_the_focus() {
    journey(|visit| {
        visit.go("lockdown.html");
        open(visit);
        let (widget, browser) = (visit.widget(), &visit.browser);
        let tell = |context: &str| {
            browser.script::<()>(&format!("docent.setContext({context})"), &[]);
        };
        eventually_is("the heading", "Popular articles", || widget.text(".home h2"));
        tell("{ page: '/shop/cart' }");
        eventually_is("the first suggestion", "Straps and caps", || widget.text(part::ENTRY));
        browser.script::<()>("root.querySelector('.card').focus()", &[]);
        tell("{ page: '/shop/cart/' }");
        assert!(widget.has_focus(part::CATEGORY), "{}", widget.focused());
    });
}

/// Fills the outbox with one vote among a hundred parcels, as earlier visits left them.
const FILL: &str = "for (let number = 0; number < 100; number++) {
      const id = `01800000-0000-7000-8000-${String(number).padStart(12, 0)}`;
      const kind = number === 50 ? 'vote' : 'message';
      localStorage.setItem(`docent:${new URL('help/', document.baseURI).href} outbox:${id}`, `${kind} {\"id\":\"${id}\"}`);
    }";

#[test]
fn without_webassembly_too_the_outbox_has_bounds_and_votes_go_before_messages() {
    journey(|visit| {
        visit.expect_in_console("503");
        visit.server.breaks("/v1/", Fault::Status(503));
        visit.go("lockdown.html");
        visit.browser.script::<()>(FILL, &[]);
        let widget = visit.widget();
        let is_there = |number: u32| {
            let end = format!("-8000-{number:012}=");
            visit.browser.stored().iter().any(|line| line.contains(&end))
        };
        assert!(is_there(0) && is_there(50));
        open(visit);
        for (gone, heading_of) in [(50, "First."), (0, "Second.")] {
            widget.click(part::CONTACT);
            widget.appears(part::FORM);
            write(visit, heading_of);
            widget.click(part::SEND);
            eventually_is("the parcel that went", false, || is_there(gone));
            assert_eq!(widget.waiting(), 100);
            visit.browser.reload();
            open(visit);
        }
        assert!(is_there(1), "no more goes than has to");
    });
}
