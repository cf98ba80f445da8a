//! What pages ask of the widget beyond a search: links, buttons, options, several at once.

use docent_tests::widget::part;
use docent_tests::{eventually, eventually_is};
use serde_json::{Value, json};

use crate::journey;

#[test]
fn links_and_buttons_of_the_page_open_what_they_name_also_when_added_later() {
    journey(|visit| {
        visit.go("asking.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        browser.click("#article");
        widget.shows_article("Get your money back");
        browser.click("#search");
        widget.finds_first("Change or reset your password");
        assert_eq!(widget.value(part::FIELD), "password");
        browser.click("#contact");
        widget.appears(part::FORM);

        let add = "const late = document.createElement('button');
            late.id = 'late';
            late.dataset.docentArticle = 'shipping/track-a-parcel';
            late.textContent = 'Where is it?';
            document.querySelector('main').append(late)";
        browser.script::<()>(add, &[]);
        browser.click("#late");
        widget.shows_article("Track your parcel");
        let address: String = browser.script("return location.pathname", &[]);
        assert_eq!(address, "/asking.html", "the page stays");
    });
}

#[test]
fn an_address_can_open_an_article_or_a_search_and_so_can_a_link_to_it() {
    journey(|visit| {
        visit.go("plain.html#docent=article/billing/refunds");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.shows_article("Get your money back");
        browser.script::<()>("location.hash = '#docent=search/track%20parcel'", &[]);
        widget.finds_first("Track your parcel");
        assert_eq!(widget.value(part::FIELD), "track parcel");
        browser.script::<()>("location.hash = '#docent=contact'", &[]);
        widget.appears(part::FORM);
    });
}

#[test]
fn who_the_visitor_is_and_what_is_to_be_said_stands_in_the_form_and_nothing_typed_is_lost() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        browser.script::<()>("docent.identify({ name: 'Mia', email: 'mia@example.com' })", &[]);
        browser.settle();
        assert_eq!(visit.server.count("_docent/"), 0, "that loads nothing");
        browser.script::<()>("docent.contact({ message: 'Order 1042:' })", &[]);
        widget.appears(part::FORM);
        let field = |name: &str| widget.value(&part::field(name));
        eventually_is("the name", "Mia", || field("name"));
        eventually_is("the address", "mia@example.com", || field("email"));
        eventually_is("the message", "Order 1042:", || field("message"));
        widget.fill("message", "Order 1042 is late.");
        browser.script::<()>("docent.prefill({ message: 'Something else' })", &[]);
        browser.settle();
        assert_eq!(field("message"), "Order 1042 is late.");
    });
}

#[test]
fn every_step_is_told_and_words_only_where_the_tag_asks_for_it() {
    for (page, query) in [("plain.html", Value::Null), ("bridges.html", json!("refund"))] {
        journey(|visit| {
            visit.go(page);
            let (widget, browser) = (visit.widget(), &visit.browser);
            widget.appears(part::LAUNCHER);
            let names = "open close search no-results result-click article-view vote contact-open";
            let listen = "window.told = [];
                for (const name of arguments[0].split(' ')) {
                  docent.on(name, (detail) => told.push([name, detail]));
                }";
            browser.script::<()>(listen, &[json!(names)]);
            let told = |name: &str| {
                let script = "return told.filter(([name]) => name === arguments[0]).map(([, detail]) => detail)";
                let mut found: Vec<Value> = Vec::new();
                eventually(&format!("{name} to be told"), || {
                    found = browser.script(script, &[json!(name)]);
                    if found.is_empty() { Err("not yet".into()) } else { Ok(()) }
                });
                found
            };
            widget.open();
            widget.ask("refund");
            widget.finds_first("Get your money back");
            let search = told("search");
            assert_eq!(search[0]["query"], query);
            assert!(search[0]["hits"].as_u64().is_some_and(|hits| hits > 0), "{search:?}");
            widget.choose(0);
            widget.shows_article("Get your money back");
            assert_eq!(told("result-click")[0], json!({ "slug": "billing/refunds", "rank": 1 }));
            assert_eq!(told("article-view")[0]["slug"], "billing/refunds");
            widget.click(part::YES);
            assert_eq!(told("vote")[0]["helpful"], true);
            widget.click(part::CONTACT);
            told("contact-open");
            widget.click(part::BACK);
            widget.click(part::BACK);
            widget.ask("xyzzyxq");
            assert_eq!(told("no-results")[0]["hits"], 0);
            widget.click(part::CLOSE);
            told("close");
        });
    }
}

#[test]
fn analytics_that_the_page_has_are_told_of_each_step() {
    journey(|visit| {
        visit.go("bridges.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.open();
        widget.read("refund", "Get your money back");
        let names = |list: &str| -> Vec<String> {
            browser.script(&format!("return {list}.map(String)"), &[])
        };
        for (list, expected) in [
            ("analytics.plausible", "docent:article-view"),
            ("analytics.umami", "docent:article-view"),
            ("_paq.map((call) => call.slice(0, 3).join(' '))", "trackEvent docent article-view"),
            ("dataLayer.map((entry) => entry.event)", "docent_article_view"),
        ] {
            eventually(&format!("{expected} in {list}"), || {
                let names = names(list);
                if names.iter().any(|name| name == expected) {
                    Ok(())
                } else {
                    Err(names.join(" "))
                }
            });
        }
        assert_eq!(
            names("analytics.plausible")[0],
            "docent:open",
            "also what came before the rest"
        );
    });
}

#[test]
fn an_option_that_there_is_not_is_named_with_the_nearest_one() {
    journey(|visit| {
        visit.expect_in_console("did you mean");
        visit.go("misspelt.html");
        visit.widget().open();
    });
}

#[test]
fn size_place_layer_and_picture_follow_the_options() {
    journey(|visit| {
        visit.go("measured.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        assert!(widget.is_seen(".launcher img"), "the picture is the page's");
        let [left, _, _, bottom] = widget.place(part::LAUNCHER);
        let height: f64 = visit.browser.script("return innerHeight", &[]);
        assert_eq!([left.round(), (height - bottom).round()], [40.0, 40.0]);
        widget.open();
        let [left, top, right, bottom] = widget.place(part::PANEL);
        assert_eq!([(right - left).round(), (bottom - top).round()], [300.0, 400.0]);
        assert_eq!(widget.style(part::PANEL, "zIndex"), "77");
    });
}

#[test]
fn a_page_without_a_button_opens_the_panel_itself() {
    journey(|visit| {
        visit.go("buttonless.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        let ready = "return 'docent' in window && !!docent.toggle";
        eventually_is("the interface", true, || browser.script::<bool>(ready, &[]));
        assert!(!widget.is_seen(part::LAUNCHER));
        browser.click("#own");
        widget.gets_focus(part::FIELD);
        widget.click(part::CLOSE);
        widget.disappears(part::PANEL);
        let focused: String = browser.script("return document.activeElement.id", &[]);
        assert_eq!(focused, "own", "the focus returns to the page's own button");
    });
}

#[test]
fn an_element_of_the_page_is_a_widget_as_long_as_it_is_there() {
    journey(|visit| {
        visit.go("element.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::FIELD);
        widget.click(part::FIELD);
        widget.is_ready();
        widget.ask("refund");
        widget.finds_first("Get your money back");
        let away = "window.element = document.querySelector('main docent-help');
            element.remove();
            return [element.docent === null, element.shadowRoot.childNodes.length].join(' ')";
        assert_eq!(browser.script::<String>(away, &[]), "true 0");
        browser.script::<()>("document.querySelector('main').prepend(element)", &[]);
        widget.appears(part::FIELD);
        widget.click(part::FIELD);
        widget.is_ready();
        widget.ask("password");
        widget.finds_first("Change or reset your password");
    });
}

/// Bytes that the JavaScript heap may grow by while eighty widgets come and go.
const MOST_HEAP: f64 = 120_000.0;

#[test]
fn a_hundred_widgets_that_come_and_go_leave_nothing() {
    journey(|visit| {
        visit.go("counted.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        let rounds = || {
            let script = "const done = arguments[0];
                const round = async () => {
                  const place = document.createElement('div');
                  place.id = 'place';
                  document.body.append(place);
                  const one = docent.init({ target: '#place' });
                  await one.search('refund');
                  await one.show('billing/refunds');
                  one.destroy();
                  place.remove();
                };
                const all = async () => {
                  for (let at = 0; at < 20; at++) await round();
                  return [document.querySelectorAll('*').length, document.adoptedStyleSheets.length,
                    counted.listeners.size, counted.timers.size, counted.memory.buffer.byteLength];
                };
                all().then(done, (error) => done(String(error)))";
            browser.script_with_answer::<Value>(script)
        };
        let first = rounds();
        assert!(first.is_array(), "{first}");
        let heap = browser.heap_in_use();
        for _ in 0..4 {
            assert_eq!(rounds(), first, "nodes, style sheets, listeners, timers, memory in bytes");
        }
        // Half of that is the engine's own: code that it compiles anew as it is used more. A page
        // that kept one small script of each widget grew by more than twice the bound.
        if let (Some(before), Some(after)) = (heap, browser.heap_in_use()) {
            println!("JavaScript heap: {before} bytes after 20 widgets, {after} after 100");
            assert!(after - before < MOST_HEAP, "{before} bytes before, {after} after");
        }
    });
}

#[test]
fn widgets_that_go_before_everything_has_arrived_do_not_make_the_page_ask_under_another_name() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        let rounds = "const done = arguments[0];
            const all = async () => {
              for (let at = 0; at < 10; at++) {
                const one = docent.init({});
                // The second half is on its way then.
                await one.search('refund');
                one.destroy();
              }
              const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
              return [...new Set(fetched.filter((name) => /more-.*[.]js/.test(name)))].length;
            };
            all().then(done, (error) => done(String(error)))";
        let names: Value = browser.script_with_answer(rounds);
        assert_eq!(names, 1, "a script under another name is another script, which the page keeps");
        widget.open();
        widget.read("refund", "Get your money back");
    });
}
