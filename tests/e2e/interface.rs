//! `window.docent`, as a page's own scripts use it.

use serde_json::Value;

use docent_tests::widget::part;
use docent_tests::{Fault, eventually, eventually_is};

use crate::journey;

#[test]
fn calls_made_before_the_widget_is_there_are_answered_when_it_is() {
    journey(|visit| {
        visit.go("early.html");
        let widget = visit.widget();
        widget.shows_article("Get your money back");
        let heard = || visit.browser.script::<Vec<String>>("return heard", &[]);
        eventually("the article to be told", || {
            let heard = heard();
            if heard.iter().any(|line| line.starts_with("article-view ")) {
                Ok(())
            } else {
                Err(format!("{heard:?}"))
            }
        });
        let names: Vec<String> = heard()
            .iter()
            .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(names, ["open", "ready", "article-view"]);
        assert!(heard()[2].contains(r#""slug":"billing/refunds""#), "{:?}", heard());

        // Pushing works afterwards too, and at once.
        let now: bool = visit.browser.script(
            "let called = false; docent.q.push((it) => { called = it === docent }); return called",
            &[],
        );
        assert!(now);
        widget.click(part::BACK);
        // A loaded machine may pause between two keys for longer than a visitor who is still typing.
        let watch = "window.pause = window.keys = 0;
            let last = Infinity;
            addEventListener('input', () => {
              const now = performance.now();
              window.pause = Math.max(window.pause, now - last);
              last = now;
              window.keys++;
            }, true)";
        visit.browser.script::<()>(watch, &[]);
        widget.ask("password");
        eventually("the search to be told once typing has stopped", || {
            let heard = heard();
            let told = heard.iter().any(|line| line.starts_with(r#"search {"hits":"#));
            if told { Ok(()) } else { Err(format!("{heard:?}")) }
        });
        let searches = heard().iter().filter(|line| line.starts_with("search ")).count();
        let pause: f64 = visit.browser.script("return window.pause", &[]);
        let told = heard();
        assert!(searches == 1 || pause > 900.0, "half a word is no search: {told:?}, {pause} ms");
        let keys: u32 = visit.browser.script("return window.keys", &[]);
        assert_eq!(keys, 8, "the keys were watched");
    });
}

#[test]
fn a_search_by_script_returns_hits_with_their_paths_and_shows_nothing() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        let search = "const done = arguments[0];
            docent.search('refnud', { limit: 2 }).then((hits) => done(hits), (error) => done(String(error)))";
        let hits: Vec<Value> = visit.browser.script_with_answer(search);
        assert!(!hits.is_empty() && hits.len() <= 2, "{hits:?}");
        let hit = &hits[0];
        assert_eq!(hit["path"], "en/billing/refunds");
        assert_eq!(hit["slug"], "billing/refunds");
        assert_eq!(hit["title"], "Get your money back");
        assert_eq!(hit["url"], visit.server.url("help/billing/refunds/"));
        assert!(hit["score"].as_f64().is_some_and(|score| score > 0.0), "{hit}");
        assert!(hit["section"].is_u64() && hit["heading"].is_string(), "{hit}");
        assert!(!widget.is_seen(part::PANEL), "nothing is shown");
    });
}

#[test]
fn the_browser_and_the_program_give_the_same_answers() {
    journey(|visit| {
        visit.go("plain.html");
        visit.widget().appears(part::LAUNCHER);
        let search = "const done = arguments[arguments.length - 1];
            docent.search(QUERY, { limit: 9 }).then((hits) => done(hits), (error) => done(String(error)))";
        let queries = [
            "refnud",
            "pasword",
            "how do i get my money back",
            "reimburse",
            "tracking ",
            "order",
            "a",
            "terminate my subscription",
            "bill",
            "E-10",
            "wi fi",
            "zzzz",
        ];
        let mut found = 0;
        for query in queries {
            let script = search.replace("QUERY", &format!("{query:?}"));
            let here: Vec<Value> = visit.browser.script_with_answer(&script);
            let there = visit.search_natively(query, 9);
            let there = there["hits"].as_array().cloned().unwrap_or_default();
            let told = |hits: &[Value]| -> Vec<(Value, Value, Value, String)> {
                let of = |hit: &Value| {
                    let score = hit["score"].as_f64().unwrap_or_default();
                    (
                        hit["path"].clone(),
                        hit["section"].clone(),
                        hit["heading"].clone(),
                        format!("{score:.3}"),
                    )
                };
                hits.iter().map(of).collect()
            };
            assert_eq!(told(&here), told(&there), "{query}");
            found += here.len();
        }
        assert!(found > 10, "{found}");
    });
}

#[test]
fn the_panel_opens_closes_and_shows_articles_by_script() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        browser.script::<()>(
            "window.told = []; window.off = docent.on('close', () => told.push('close')); docent.open()",
            &[],
        );
        widget.appears(part::PANEL);
        browser.script::<()>("docent.close()", &[]);
        widget.disappears(part::PANEL);
        let show = |slug: &str| {
            let script = format!(
                "docent.show('{slug}').then(arguments[0], (error) => arguments[0](String(error)))"
            );
            browser.script_with_answer::<Value>(&script)
        };
        assert_eq!(show("shipping/track-a-parcel#lost"), true);
        widget.shows_article("Track your parcel");
        assert_eq!(show("no/such/article"), false);
        browser.script::<()>("off(); docent.close()", &[]);
        widget.disappears(part::PANEL);
        eventually_is("what was told", vec!["close".to_owned()], || {
            browser.script::<Vec<String>>("return told", &[])
        });
    });
}

#[test]
fn a_destroyed_widget_leaves_no_node_no_style_no_request_and_no_name() {
    journey(|visit| {
        visit.go("plain.html");
        let (widget, browser) = (visit.widget(), &visit.browser);
        widget.appears(part::LAUNCHER);
        let shape = "return [document.querySelectorAll('*').length, document.styleSheets.length,
            document.adoptedStyleSheets.length, 'docent' in window, localStorage.length,
            document.querySelectorAll('docent-help').length].join(' ')";
        let with: String = browser.script(shape, &[]);
        widget.open();
        widget.read("refund", "Get your money back");

        // A request is on its way at the end, and a timer runs: the search is told after a second.
        visit.server.breaks("_docent/articles/", Fault::Held);
        widget.click(part::BACK);
        widget.ask("customs");
        eventually("the article of a result to be asked for", || {
            let count = visit.server.count("_docent/articles/");
            if count > 1 { Ok(()) } else { Err(count.to_string()) }
        });
        browser.script::<()>(
            "window.after = []; document.addEventListener('docent:search', () => after.push('search'));
             docent.destroy()",
            &[],
        );
        let numbers = |line: &str| -> Vec<i64> {
            line.replace("true", "1")
                .replace("false", "0")
                .split(' ')
                .flat_map(str::parse)
                .collect()
        };
        let (with, without) = (numbers(&with), numbers(&browser.script::<String>(shape, &[])));
        assert_eq!(without, [with[0] - 1, with[1], 0, 0, 0, 0], "before it was {with:?}");

        let before = visit.server.requests();
        visit.server.mended();
        // What a visitor does now reaches the page alone, and longer than any timer of the widget.
        visit.offline(true);
        visit.offline(false);
        browser.click("#news");
        browser.type_text("mia@example.com");
        let wait = "const done = arguments[0], started = performance.now();
            const look = () => {
              if (performance.now() - started > 1500) done(true); else requestAnimationFrame(look);
            };
            look()";
        assert!(browser.script_with_answer::<bool>(wait));
        assert_eq!(visit.server.requests(), before, "no request follows");
        let after: Vec<String> = browser.script("return after", &[]);
        assert_eq!(after, [""; 0], "no timer goes off");

        // The tag brings it back.
        browser.script::<()>(
            "const tag = document.createElement('script'); tag.src = 'help/docent.js'; document.head.append(tag)",
            &[],
        );
        widget.open();
        widget.ask("refund");
        widget.finds_first("Get your money back");
    });
}

#[test]
fn where_the_tag_asks_for_it_each_result_says_what_its_score_is_made_of() {
    journey(|visit| {
        visit.go("debug.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refnud policy");
        widget.appears(".debug");
        let script = "return [...root.querySelectorAll('.debug')].map((table) => [
            table.querySelector('summary').textContent,
            ...[...table.querySelectorAll('tr')].slice(1).map((line) => line.textContent)].join('|'))";
        eventually("the first table to add up", || {
            let tables: Vec<String> = visit.browser.script(script, &[]);
            let first = visit.search_natively("refnud policy", 1);
            let score = first["hits"][0]["score"].as_f64().unwrap_or_default();
            let begins = format!("{score:.3} ");
            match tables.first() {
                Some(table) if table.starts_with(&begins) && table.contains("typo") => Ok(()),
                _ => Err(format!("{begins}: {tables:?}")),
            }
        });
        visit.go("plain.html");
        widget.open();
        widget.ask("refnud policy");
        widget.appears(part::INSTEAD);
        assert!(!widget.is_seen(".debug"), "nobody has asked for it");
    });
}
