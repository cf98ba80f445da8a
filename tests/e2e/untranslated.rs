//! Articles that the visitor's language does not have: shown in the default one, and said.

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};
use serde_json::Value;

use crate::journey;

/// What stands above an article that is not translated.
const NOTE: &str = "article .foreign";

/// WebKit begins the names of languages with a large letter in every language.
const SPANISH_NOTE: &str = "este artículo todavía no está disponible en español.";

fn note(visit: &Visit) -> String {
    visit.widget().text(NOTE).to_lowercase()
}

/// Language and direction that a part of the widget says for itself.
fn language(visit: &Visit, selector: &str) -> [String; 2] {
    ["lang", "dir"].map(|name| visit.widget().attribute(selector, name))
}

const ENGLISH: [&str; 2] = ["en", "ltr"];

fn read_invoices(visit: &Visit) {
    let widget = visit.widget();
    widget.read("invoices", "Invoices and receipts");
}

#[test]
fn an_article_that_is_not_translated_is_found_and_shown_in_the_default_language_and_that_is_said() {
    journey(|visit| {
        visit.go("spanish.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("invoices");
        widget.finds_first("Invoices and receipts");
        visit.browser.results_are_final();
        let inside = |part: &str| language(visit, &format!("#docent-results-0 {part} > [lang]"));
        assert_eq!(inside("strong"), ENGLISH);
        eventually("the language of the sentence", || {
            let found = inside(".snippet");
            if found == ENGLISH { Ok(()) } else { Err(found.join(" ")) }
        });
        assert_eq!(widget.text("#docent-results-0 .where > span"), "Facturación");
        assert_eq!(inside(".where > span:last-child"), ENGLISH, "the heading, not the category");
        widget.choose(0);
        widget.shows_article("Invoices and receipts");
        assert_eq!(language(visit, "article"), ENGLISH);
        assert_eq!(note(visit), SPANISH_NOTE);
        assert_eq!(widget.attribute(NOTE, "lang"), "es");
        visit.is_accessible("an article that is not translated");

        // The page is the one that there is.
        let page = visit.server.url("help/billing/invoices/");
        assert_eq!(widget.attribute(".out a", "href"), page);
        assert_eq!(widget.attribute(".out .copy", "data-copy"), page);
        assert_eq!(widget.attribute(".prose .part .copy", "data-copy"), page + "#numbers");
        assert_eq!(visit.server.count("-en-"), 0, "no other language is fetched");
    });
}

#[test]
fn what_stands_in_and_what_is_translated_lead_to_each_other() {
    journey(|visit| {
        visit.go("spanish.html");
        let widget = visit.widget();
        widget.open();
        read_invoices(visit);
        // The English text links to an article that there is in Spanish.
        widget.click_text(".prose a", "how refunds are paid");
        widget.shows_article("Recupera tu dinero");
        assert_eq!(language(visit, "article"), ["es", "ltr"]);
        assert!(!widget.is_seen(NOTE));
        assert_eq!(widget.text(part::RELATED), "Invoices and receipts");
        assert_eq!(language(visit, &format!("{} [lang]", part::RELATED)), ENGLISH);
        widget.click(part::RELATED);
        widget.shows_article("Invoices and receipts");
        assert_eq!(note(visit), SPANISH_NOTE);

        // And a Spanish text links to one that is not translated.
        visit.browser.script::<()>("docent.show('shipping/track-a-parcel')", &[]);
        widget.shows_article("Sigue tu paquete");
        widget.click_text(".prose a", "aduana");
        eventually("the article about customs", || {
            let title = widget.text(part::ARTICLE);
            if title.starts_with("Customs and") { Ok(()) } else { Err(title) }
        });
        assert_eq!(note(visit), SPANISH_NOTE);
    });
}

#[test]
fn a_vote_counts_for_the_article_as_it_is_written_in_whichever_language_it_is_offered() {
    journey(|visit| {
        visit.go("spanish.html");
        visit.widget().open();
        read_invoices(visit);
        visit.widget().click(part::YES);
        eventually_is(
            "the vote",
            Some(("en".to_owned(), "billing/invoices".to_owned(), 1)),
            || {
                let votes = visit.server.votes();
                votes.first().map(|votes| (votes.lang.clone(), votes.slug.clone(), votes.yes))
            },
        );
        visit.go("plain.html");
        visit.widget().open();
        read_invoices(visit);
        visit.widget().appears(part::THANKS);
    });
}

#[test]
fn from_right_to_left_an_article_from_left_to_right_keeps_its_direction() {
    journey(|visit| {
        visit.go("arabic.html");
        let widget = visit.widget();
        widget.open();
        widget.click_text(part::CATEGORY, "الفواتير");
        widget.appears(".category");
        assert_eq!(widget.text(part::ENTRY), "استرداد أموالك", "its own articles come first");
        let title = ".entry span > [lang]";
        assert_eq!(widget.text(title), "Invoices and receipts");
        assert_eq!(language(visit, title), ENGLISH);
        let [line, text] = ["li:nth-child(2) .entry > span", title].map(|at| widget.place(at));
        assert!(line[2] - text[2] < 1.0, "it begins where the others do: {line:?} {text:?}");
        visit.is_accessible("a category in two languages");
        widget.click_text(part::ENTRY, "Invoices and receipts");
        widget.shows_article("Invoices and receipts");
        assert_eq!(language(visit, "article"), ENGLISH);
        let direction = |selector: &str| widget.style(selector, "direction");
        assert_eq!([part::PROSE, NOTE, ".vote"].map(direction), ["ltr", "rtl", "rtl"]);
        assert!(widget.text(NOTE).contains("العربية"), "{}", widget.text(NOTE));
        visit.is_accessible("an article from left to right in a panel from right to left");
    });
}

#[test]
fn without_the_app_it_is_the_same() {
    journey(|visit| {
        visit.expect_in_console("404");
        visit.server.breaks(".wasm", Fault::Status(404));
        for (page, category, direction) in
            [("spanish.html", "Facturación", "ltr"), ("arabic.html", "الفواتير", "rtl")]
        {
            visit.go(page);
            let widget = visit.widget();
            widget.click(part::LAUNCHER);
            widget.appears(part::HOME);
            widget.click_text(part::CATEGORY, category);
            widget.appears(".category");
            let title = ".entry span > [lang]";
            assert_eq!(widget.text(title), "Invoices and receipts");
            assert_eq!(language(visit, title), ENGLISH);
            widget.click_text(part::ENTRY, "Invoices and receipts");
            widget.shows_article("Invoices and receipts");
            assert_eq!(language(visit, "article"), ENGLISH);
            let found = [part::PROSE, NOTE].map(|selector| widget.style(selector, "direction"));
            assert_eq!(found, ["ltr", direction]);
            let address = visit.server.url("help/billing/invoices/");
            assert_eq!(widget.attribute(".out a", "href"), address);
            visit.is_accessible("an article that is not translated, without the app");
        }
        visit.go("spanish.html");
        visit.browser.script::<()>("docent.show('billing/invoices')", &[]);
        let widget = visit.widget();
        widget.shows_article("Invoices and receipts");
        assert_eq!(note(visit), SPANISH_NOTE);
        widget.click_text(".prose a", "how refunds are paid");
        widget.shows_article("Recupera tu dinero");
        assert!(!widget.is_seen(NOTE));
        assert_eq!(language(visit, "article"), ["es", "ltr"]);
    });
}

#[test]
fn the_page_gets_hits_with_their_language_and_the_address_that_there_is() {
    journey(|visit| {
        visit.go("spanish.html");
        visit.widget().appears(part::LAUNCHER);
        let hits: String = visit.browser.script_with_answer(
            "const done = arguments[0];
             Promise.all(['invoices', 'reembolso'].map((words) => docent.search(words, { limit: 1 })))
               .then((hits) => done(JSON.stringify(hits.flat())), (error) => done(String(error)))",
        );
        let hits: Value = serde_json::from_str(&hits).expect("two hits");
        let told = |at: usize| ["lang", "slug", "url"].map(|name| hits[at][name].clone());
        let url = |path: &str| visit.server.url(path);
        assert_eq!(told(0), ["en", "billing/invoices", &url("help/billing/invoices/")]);
        assert_eq!(told(1), ["es", "billing/refunds", &url("help/es/billing/refunds/")]);
    });
}

#[test]
fn the_start_page_of_a_language_leads_to_what_is_not_translated_and_says_in_which_it_is() {
    journey(|visit| {
        visit.go("help/ar/");
        let of_link = "const link = [...document.querySelectorAll('.categories a')]
            .find((one) => one.textContent === 'Invoices and receipts');";
        let found: Vec<String> = visit.browser.script(
            &format!("{of_link} return [link.lang, link.hreflang, link.dir, link.nextElementSibling.textContent]"),
            &[],
        );
        assert_eq!(found, ["en", "en", "ltr", "English"]);
        visit.is_accessible("a start page in two languages");
        visit.browser.click_link("Invoices and receipts");
        let address: String = visit.browser.script("return location.pathname", &[]);
        assert_eq!(address, "/help/billing/invoices/");
    });
}
