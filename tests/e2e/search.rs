//! Asking, finding and reading.

use docent_tests::widget::part;
use docent_tests::{Fault, eventually, eventually_is};

use crate::journey;

#[test]
fn a_question_leads_to_the_article_that_answers_it() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("how long does a refund take");
        widget.finds_first("Get your money back");
        eventually("a snippet with marked words", || {
            let marked = widget.text("#docent-results-0 .snippet mark");
            if marked.is_empty() { Err(widget.text(part::RESULTS)) } else { Ok(marked) }
        });
        let place = widget.text("#docent-results-0 .where");
        assert!(place.starts_with("Billing"), "{place}");
        eventually("the number of results to be said", || {
            let said = widget.text(part::LIVE);
            if said.contains("result") { Ok(()) } else { Err(said) }
        });

        widget.choose(0);
        widget.shows_article("Get your money back");
        assert!(widget.is_seen(".prose table"), "the table is shown");
        assert!(widget.text(".prose .callout-note").starts_with("Note"), "the callout is shown");
    });
}

#[test]
fn links_pictures_and_the_way_back_work_inside_an_article() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.read("2FA", "Sign in with two steps");
        eventually_is("the width of the picture once it is scrolled to", 480, || {
            let script = "const picture = root.querySelector('.prose img');
                picture.scrollIntoView();
                return picture.naturalWidth";
            visit.browser.script::<u32>(script, &[])
        });

        widget.click(part::BACK);
        eventually_is("the question", "2FA", || widget.value(part::FIELD));
        widget.ask("pay me back");
        widget.read("invoice", "Invoices and receipts");
        widget.click_text(".prose a", "how refunds are paid");
        widget.shows_article("Get your money back");
        // The link names a section: its heading stands at the top of the panel.
        eventually("the section to be scrolled to", || {
            let [_, panel, ..] = widget.place(part::BODY);
            let [_, heading, ..] = widget.place("#how-long");
            let distance = heading - panel;
            if (-1.0..80.0).contains(&distance) { Ok(()) } else { Err(distance.to_string()) }
        });
        widget.click(part::BACK);
        widget.shows_article("Invoices and receipts");
        widget.click(part::RELATED);
        eventually("a related article", || {
            let title = widget.text(part::ARTICLE);
            let other = !title.is_empty() && title != "Invoices and receipts";
            if other { Ok(()) } else { Err(title) }
        });
    });
}

#[test]
fn a_misspelt_question_is_answered_and_says_what_was_searched() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        for (typed, meant, title) in [
            ("refnud", "refund", "Get your money back"),
            ("pasword", "password", "Change or reset your password"),
        ] {
            widget.ask(typed);
            widget.finds_first(title);
            eventually("the remark to say what was searched", || {
                let remark = widget.text(part::REMARK);
                if remark.contains(meant) { Ok(()) } else { Err(format!("{typed}: {remark}")) }
            });
            eventually("the correction to be said", || {
                let said = widget.text(part::LIVE);
                if said.contains(meant) { Ok(()) } else { Err(said) }
            });
        }
    });
}

#[test]
fn the_words_can_be_meant_as_they_were_typed() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("refnud policy");
        widget.appears(part::INSTEAD);
        eventually("the way back to the words as typed", || {
            let said = widget.text(part::INSTEAD);
            if said.contains("“refnud policy”") { Ok(()) } else { Err(said) }
        });
        widget.click(part::INSTEAD);
        eventually("the remark to say so", || {
            let said = widget.text(part::REMARK);
            if said.contains("Only “refnud policy”") { Ok(()) } else { Err(said) }
        });
        widget.gets_focus(part::FIELD);
        widget.click(part::INSTEAD);
        widget.finds_first("Get your money back");
    });
}

#[test]
fn what_is_typed_before_the_search_arrives_is_searched_afterwards() {
    journey(|visit| {
        visit.server.breaks(".wasm", Fault::Held);
        visit.go("plain.html");
        let widget = visit.widget();
        widget.click(part::LAUNCHER);
        widget.gets_focus(part::FIELD);
        widget.appears(part::WAIT);
        visit.browser.type_text("invoice");
        eventually("the module to be asked for", || {
            if visit.server.count(".wasm") == 1 { Ok(()) } else { Err("not yet".into()) }
        });
        eventually_is("the question in its field", "invoice", || widget.value(part::FIELD));
        assert!(!widget.is_seen(part::RESULTS), "nothing can have been found yet");

        visit.server.mended();
        widget.finds_first("Invoices and receipts");
        assert_eq!(widget.value(part::FIELD), "invoice");
        assert!(widget.has_focus(part::FIELD), "the focus stays: {}", widget.focused());
    });
}

#[test]
fn nothing_but_the_loader_is_fetched_before_the_visitor_reaches_for_help() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.browser.settle();
        let mut fetched = visit.server.requests();
        fetched.sort();
        assert_eq!(fetched, ["GET /help/docent.js", "GET /kestrel.css", "GET /plain.html"]);
        assert_eq!(visit.browser.stored(), [""; 0]);

        visit.browser.hover_found("the launcher", "return root && root.querySelector('.launcher')");
        for file in [".wasm", ".idx", "/widget-", "/site-en-"] {
            eventually(&format!("{file} to be fetched"), || {
                if visit.server.count(file) > 0 { Ok(()) } else { Err("not yet".into()) }
            });
        }
        assert!(!widget.is_seen(part::PANEL), "looking is not opening");
        assert_eq!(visit.server.count(".wasm"), 1);
        assert_eq!(visit.server.count("-es-"), 0, "other languages stay where they are");
    });
}

#[test]
fn the_start_leads_to_the_articles_of_a_category() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        assert_eq!(widget.text(part::TITLE), "Kestrel Help");
        widget.appears(part::HOME);
        eventually_is("the first of the main articles", "Get your money back", || {
            widget.text(".home .entry")
        });
        widget.click_text(part::CATEGORY, "Billing");
        widget.gets_focus("h1");
        eventually_is("the heading", "Billing", || widget.text(".category h1"));
        widget.click_text(part::ENTRY, "Ways to pay");
        widget.shows_article("Ways to pay");
        widget.click(part::BACK);
        widget.appears(".category");
        widget.click(part::BACK);
        widget.appears(part::HOME);
        widget.click(part::CLOSE);
        widget.disappears(part::PANEL);
    });
}

#[test]
fn an_address_that_a_visitor_types_as_a_question_is_text_and_never_markup() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        let question = "<img src=x onerror=alert(1)> <b>refnud</b>";
        widget.ask(question);
        eventually("the question beside what was searched for", || {
            let remark = widget.text(part::INSTEAD);
            if remark.contains(question) { Ok(()) } else { Err(remark) }
        });
        assert!(!widget.is_seen(".remark b") && !widget.is_seen(".remark img"));
        widget.ask("<b>zzqxyl</b>");
        eventually("the question in the heading", || {
            let heading = widget.text(".notice h1");
            if heading.contains("<b>zzqxyl</b>") { Ok(()) } else { Err(heading) }
        });
        assert!(!widget.is_seen(".notice b"));
    });
}
