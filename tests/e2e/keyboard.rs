//! Without a mouse.

use docent_tests::widget::part;
use docent_tests::{Key, Visit, eventually_is};

use crate::journey;

/// Presses Tab until the focus is on a part.
fn tab_to(visit: &Visit, selector: &str) {
    let mut passed = Vec::new();
    for _ in 0..40 {
        visit.browser.press(Key::Tab);
        if visit.widget().has_focus(selector) {
            let script = "const box = root.activeElement.getBoundingClientRect();
                const top = root.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
                return root.activeElement.contains(top)";
            // Some engines scroll to it only with the next frame.
            eventually_is(&format!("{selector} in sight"), true, || {
                visit.browser.script::<bool>(script, &[])
            });
            return;
        }
        passed.push(visit.widget().focused());
    }
    panic!("Tab does not lead to {selector}; it led to\n{}", passed.join("\n"));
}

#[test]
fn a_visitor_without_a_mouse_searches_reads_votes_and_leaves_as_they_came() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        browser.click("#subscribe");
        browser.press(Key::Tab);
        widget.gets_focus(part::LAUNCHER);
        browser.press(Key::Enter);
        widget.gets_focus(part::FIELD);
        let expanded = |selector| widget.attribute(selector, "aria-expanded");
        eventually_is("the launcher as expanded", "true", || expanded(part::LAUNCHER));
        widget.is_ready();

        browser.type_text("account");
        eventually_is("the question in its field", "account", || widget.value(part::FIELD));
        widget.appears("#docent-results-1");
        let active = || widget.attribute(part::FIELD, "aria-activedescendant");
        assert_eq!(active(), "", "nothing is chosen before an arrow key");
        eventually_is("the field as expanded", "true", || expanded(part::FIELD));
        // Results that come better later would leave another one under the arrow.
        browser.results_are_final();
        for (key, expected) in [
            (Key::Down, "docent-results-0"),
            (Key::Down, "docent-results-1"),
            (Key::Up, "docent-results-0"),
            (Key::Down, "docent-results-1"),
        ] {
            browser.press(key);
            eventually_is("the active result", expected, active);
            eventually_is("the selected result", expected, || {
                widget.attribute(".results [aria-selected=true]", "id")
            });
        }
        assert!(widget.has_focus(part::FIELD), "the focus stays in the field");
        let title = widget.result(1);
        browser.press(Key::Enter);
        widget.shows_article(&title);
        widget.gets_focus("article h1, article h2, article h3");

        tab_to(visit, part::YES);
        browser.press(Key::Enter);
        eventually_is("thanks", "Good to hear. Thank you!", || widget.text(part::THANKS));
        widget.gets_focus(".vote *");
        eventually_is("the number of articles with votes", 1, || visit.server.votes().len());

        browser.press(Key::Escape);
        widget.gets_focus(part::FIELD);
        eventually_is("the question", "account", || widget.value(part::FIELD));
        widget.appears(part::RESULTS);
        browser.press(Key::Escape);
        widget.appears(part::HOME);
        eventually_is("what is left in the field", "", || widget.value(part::FIELD));
        browser.press(Key::Escape);
        widget.disappears(part::PANEL);
        widget.gets_focus(part::LAUNCHER);
        eventually_is("the launcher as closed", "false", || expanded(part::LAUNCHER));
    });
}

#[test]
fn a_message_can_be_written_without_a_mouse() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        tab_to(visit, part::LAUNCHER);
        browser.press(Key::Space);
        widget.is_ready();
        widget.gets_focus(part::FIELD);
        tab_to(visit, part::CONTACT);
        browser.press(Key::Enter);
        widget.gets_focus("h1");
        tab_to(visit, &part::field("email"));
        browser.type_text("mia@example.com");
        tab_to(visit, &part::field("topic"));
        browser.press(Key::Down);
        tab_to(visit, &part::field("field-order"));
        browser.type_text("K-17");
        tab_to(visit, &part::field("field-gift"));
        browser.press(Key::Space);
        tab_to(visit, &part::field("message"));
        browser.type_text("No mouse here.");
        tab_to(visit, part::SEND);
        browser.press(Key::Enter);
        widget.appears(part::REFERENCE);
        widget.gets_focus(".notice h1");
        let messages = visit.server.messages();
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].message.message, "No mouse here.");
        assert_eq!(messages[0].message.topic, "Billing");
        let answers = &messages[0].message.fields.0;
        assert!(answers.contains(&("gift".into(), "yes".into())), "{answers:?}");
    });
}

#[test]
fn the_focus_returns_to_the_button_of_the_page_that_opened_the_panel() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        browser.script::<()>(
            "document.querySelector('#subscribe').addEventListener('click', () => docent.open())",
            &[],
        );
        browser.click("#subscribe");
        widget.gets_focus(part::FIELD);
        widget.is_ready();
        browser.press(Key::Escape);
        widget.disappears(part::PANEL);
        eventually_is("the focus", "subscribe", || {
            browser.script::<String>("return document.activeElement.id", &[])
        });
    });
}
