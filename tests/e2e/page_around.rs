//! Pages that are strict, badly dressed, badly behaved, or that give the widget a place.

use docent_tests::widget::part;
use docent_tests::{Fault, Key, Server, Visit, eventually, eventually_is};

use crate::journey;

/// All that a visitor can do: search, read, look at a picture, vote, write.
fn whole_path(visit: &Visit) {
    whole_path_to(visit, &visit.server);
}

/// The same, where votes and messages go to this server.
fn whole_path_to(visit: &Visit, server: &Server) {
    let widget = visit.widget();
    widget.read("athenticator", "Sign in with two steps");
    eventually_is("the width of the picture once it is scrolled to", 480, || {
        let script = "const picture = root.querySelector('.prose img');
            picture.scrollIntoView();
            return picture.naturalWidth";
        visit.browser.script::<u32>(script, &[])
    });
    widget.click(part::NO);
    widget.click(&part::reason("incomplete"));
    widget.click(part::SEND_REASON);
    widget.appears(part::THANKS);
    eventually_is("the number of articles with votes", 1, || server.votes().len());

    widget.click(part::CONTACT);
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", "Hello /  there, from hjkl?");
    widget.click(part::SEND);
    widget.appears(part::REFERENCE);
    let messages = server.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].message.message, "Hello /  there, from hjkl?");
    assert_eq!(messages[0].message.context.article.as_deref(), Some("account/two-step-sign-in"));
}

#[test]
fn the_whole_path_works_under_the_strict_policy_without_one_violation() {
    journey(|visit| {
        visit.go("strict.html");
        // Violations are also counted in the page, in case the console should miss one.
        let count = "window.violations = [];
            addEventListener('securitypolicyviolation', (event) =>
              violations.push(event.violatedDirective + ' ' + event.sample));";
        visit.browser.script::<()>(count, &[]);
        visit.widget().open();
        whole_path(visit);
        let violations: Vec<String> = visit.browser.script("return violations", &[]);
        assert_eq!(violations, [""; 0]);
    });
}

#[test]
fn the_tag_and_the_policy_that_the_build_prints_work_as_they_are() {
    journey(|visit| {
        visit.go("pinned.html");
        visit.widget().open();
        whole_path(visit);
    });
}

#[test]
fn a_pinned_tag_refuses_another_loader() {
    journey(|visit| {
        visit.expect_in_console("integrity");
        visit.go("bare.html");
        let load = "const done = arguments[0];
            (async () => {
              const page = await (await fetch('pinned.html')).text();
              const tag = document.createElement('script');
              tag.integrity = page.match(/integrity=\"([^\"]+)/)[1];
              tag.onload = () => done('taken');
              tag.onerror = () => done('refused');
              tag.src = 'help/docent.js?' + Math.random();
              document.head.append(tag);
            })()";
        let load = || visit.browser.script_with_answer::<String>(load);
        assert_eq!(load(), "taken");
        // It would still be a script: only the pin keeps it out.
        visit.server.breaks("docent.js", Fault::Damaged);
        assert_eq!(load(), "refused");
    });
}

/// What a visitor sees of the widget, in numbers and colours.
fn looks(visit: &Visit) -> Vec<String> {
    let widget = visit.widget();
    widget.open();
    widget.appears(part::HOME);
    let mut looks = Vec::new();
    for selector in [part::LAUNCHER, part::PANEL, part::TITLE, part::FIELD, part::ENTRY] {
        let place = widget.place(selector).map(f64::round);
        looks.push(format!("{selector} at {place:?}"));
        for property in [
            "color",
            "backgroundColor",
            "fontSize",
            "fontFamily",
            "fontStyle",
            "lineHeight",
            "letterSpacing",
            "wordSpacing",
            "textTransform",
            "textAlign",
            "direction",
            "cursor",
            "opacity",
            "borderTopWidth",
            "borderTopColor",
            "borderTopLeftRadius",
        ] {
            looks.push(format!("{selector} {property} {}", widget.style(selector, property)));
        }
    }
    looks
}

#[test]
fn the_widget_looks_the_same_on_a_badly_dressed_page() {
    journey(|visit| {
        visit.go("plain.html");
        let plain = looks(visit);
        visit.go("hostile-style.html");
        let dressed = looks(visit);
        let changed: Vec<_> = plain.iter().zip(&dressed).filter(|(a, b)| a != b).collect();
        assert!(changed.is_empty(), "the page's style reaches the widget: {changed:#?}");
        whole_path(visit);
    });
}

#[test]
fn the_widget_works_on_a_page_that_owns_the_keyboard_and_has_changed_the_language() {
    journey(|visit| {
        visit.go("hostile-script.html");
        let widget = visit.widget();
        widget.open();
        widget.gets_focus(part::FIELD);
        visit.browser.type_text("jkhl/s?");
        eventually_is("the keys in the field", "jkhl/s?", || widget.value(part::FIELD));
        whole_path(visit);
        widget.click(part::BACK);
        widget.shows_article("Sign in with two steps");
        visit.browser.press(Key::Escape);
        widget.gets_focus(part::FIELD);
        visit.browser.press(Key::Down);
        visit.browser.press(Key::Enter);
        widget.shows_article("Sign in with two steps");
        let stolen: u32 = visit.browser.script("return stolen", &[]);
        assert_eq!(stolen, 0, "keys typed in the widget are not the page's");
    });
}

#[test]
fn an_inline_widget_stands_in_the_place_it_was_given() {
    journey(|visit| {
        visit.go("inline.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::FIELD);
        assert!(!widget.is_seen(part::LAUNCHER), "there is no button");
        browser.settle();
        let fetched = [visit.server.count("_docent/"), visit.server.count("_docent/frame-")];
        assert_eq!(fetched, [1, 1], "nothing but the frame is fetched before it is used");
        let inside: bool =
            browser.script("return !!document.querySelector('#help > docent-help')", &[]);
        assert!(inside);
        widget.click(part::FIELD);
        widget.is_ready();
        whole_path(visit);
        // It takes part in the page: what follows stands below it.
        let [_, _, right, bottom] = widget.place(part::PANEL);
        let script = "const box = document.querySelector('#below').getBoundingClientRect();
            return [box.top, box.right]";
        let [below, edge]: [f64; 2] = browser.script(script, &[]);
        assert!(below >= bottom && right <= edge + 1.0, "{below} {bottom} {right} {edge}");
    });
}

#[test]
fn a_static_page_of_the_help_centre_has_the_widget_too() {
    journey(|visit| {
        visit.go("help/billing/invoices/");
        let widget = visit.widget();
        widget.open();
        widget.ask("customs");
        eventually("results", || {
            let title = widget.result(0);
            if title.starts_with("Customs") { Ok(()) } else { Err(title) }
        });
    });
}

#[test]
fn two_widgets_on_one_page_do_not_disturb_each_other() {
    journey(|visit| {
        visit.go("both.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        // The one in the page comes first in the document.
        widget.appears(part::FIELD);
        widget.click(part::FIELD);
        widget.is_ready();
        widget.ask("refund");
        widget.finds_first("Get your money back");

        let other = "const other = document.querySelectorAll('docent-help')[1].shadowRoot;";
        let launcher = format!("{other} return other.querySelector('.launcher')");
        browser.click_found("the launcher of the other one", &launcher, &[]);
        let ready = format!("{other} return !!other.querySelector('.screen')");
        eventually_is("the other one ready", true, || browser.script::<bool>(&ready, &[]));
        browser.type_text("password");
        let first = format!(
            "{other} const line = other.querySelector('.results strong'); return line ? line.innerText : ''"
        );
        eventually_is("the first result of the other one", "Change or reset your password", || {
            browser.script::<String>(&first, &[])
        });
        assert_eq!(widget.result(0), "Get your money back");
        assert_eq!(widget.value(part::FIELD), "refund");
    });
}

/// Puts the tag of a widget from another server into the page.
fn embed(visit: &Visit, help: &Server) {
    let script = "const tag = document.createElement('script');
        tag.src = arguments[0];
        document.head.append(tag)";
    visit.browser.script::<()>(script, &[help.url("help/docent.js").into()]);
}

#[test]
fn a_page_of_an_allowed_origin_embeds_the_widget_from_another_server() {
    journey(|visit| {
        let help = visit.another_server(&[visit.server.origin()]);
        visit.go("bare.html");
        embed(visit, &help);
        visit.widget().open();
        whole_path_to(visit, &help);
        let page = help.messages().remove(0).message.context.page;
        assert_eq!(page, Some(visit.server.url("bare.html")));
        assert_eq!(visit.server.requests(), ["GET /bare.html", "GET /kestrel.css"]);
    });
}

#[test]
fn a_page_of_a_strange_origin_gets_the_way_to_the_static_pages() {
    journey(|visit| {
        visit.expect_in_console("CORS policy");
        visit.expect_in_console("net::ERR_FAILED");
        let help = visit.another_server(&[]);
        visit.go("bare.html");
        embed(visit, &help);
        let browser = &visit.browser;
        let listen = "window.opened = []; window.open = (address) => opened.push(address)";
        browser.script::<()>(listen, &[]);
        visit.widget().click(part::LAUNCHER);
        eventually_is("what is opened instead", vec![help.url("help/")], || {
            browser.script::<Vec<String>>("return opened", &[])
        });
    });
}
