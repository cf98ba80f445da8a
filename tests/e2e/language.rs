//! Pages in other languages.

use docent_tests::widget::part;
use docent_tests::{Visitor, eventually_is};
use serde_json::{Value, json};

use crate::{journey, journey_of};

#[test]
fn a_spanish_page_has_spanish_help() {
    journey(|visit| {
        visit.go("spanish.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        assert_eq!(widget.text(part::LAUNCHER), "Ayuda");
        widget.open();
        assert_eq!(widget.attribute(".all", "lang"), "es");
        widget.read("reembolsos", "Recupera tu dinero");
        eventually_is("the word for yes", "Sí", || widget.text(part::YES));
        widget.click(part::YES);
        eventually_is("the language of the vote", Some("es".to_owned()), || {
            visit.server.votes().first().map(|votes| votes.lang.clone())
        });
        widget.click(part::CONTACT);
        widget.appears(part::FORM);
        eventually_is("the second topic", "Facturación", || {
            widget.text("form.contact option:nth-of-type(2)")
        });
        assert_eq!(visit.server.count("-en-"), 0, "no other language is fetched");
    });
}

#[test]
fn the_language_of_the_page_wins_over_the_language_of_the_browser() {
    journey_of(Visitor { language: "es-ES", ..Visitor::default() }, |visit| {
        visit.go("plain.html");
        visit.widget().appears(part::LAUNCHER);
        assert_eq!(visit.widget().text(part::LAUNCHER), "Help");
        // A page that does not say its language leaves the choice to the browser.
        visit.browser.script::<()>(
            "docent.destroy();
             document.documentElement.removeAttribute('lang');
             const tag = document.createElement('script'); tag.src = 'help/docent.js'; document.head.append(tag)",
            &[],
        );
        eventually_is("the launcher", "Ayuda", || visit.widget().text(part::LAUNCHER));
    });
}

#[test]
fn on_a_page_from_right_to_left_the_widget_is_mirrored() {
    journey(|visit| {
        visit.go("arabic.html");
        let widget = visit.widget();
        widget.open();
        assert_eq!(widget.style(part::PANEL, "direction"), "rtl");
        widget.read("استرداد", "استرداد أموالك");
        // The way back is where reading begins, and closing is at the other end.
        let [back, title, close] =
            [part::BACK, part::TITLE, part::CLOSE].map(|selector| widget.place(selector));
        assert!(back[0] >= title[2] && close[2] <= title[0], "{back:?} {title:?} {close:?}");
        let [left, _, right, _] = widget.place(part::PANEL);
        assert!(left >= 0.0 && right <= 1100.0, "{left} {right}");
        let heading = widget.place(".prose h2");
        let body = widget.place(part::BODY);
        assert!(body[2] - heading[2] < 40.0, "headings begin at the right: {heading:?} {body:?}");
        let wide: bool = visit.browser.script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth",
            &[],
        );
        assert!(!wide, "the page does not scroll sideways");
    });
}

#[test]
fn every_language_has_the_plural_forms_that_browsers_ask_it_for() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/strings");
    let tables = std::fs::read_dir(folder).expect("the tables of the interface").flatten();
    let tables = tables.map(|entry| {
        let path = entry.path();
        let lang = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(path).expect("a table can be read");
        let texts: Value = serde_json::from_str(&text).expect("a table is JSON");
        (lang, texts)
    });
    let tables: Vec<_> = tables.collect();
    assert!(tables.len() >= 16, "{} languages", tables.len());
    journey(|visit| {
        for (lang, texts) in tables {
            let script =
                "return new Intl.PluralRules(arguments[0]).resolvedOptions().pluralCategories";
            let mut wanted: Vec<String> = visit.browser.script(script, &[json!(lang)]);
            wanted.sort();
            for stem in ["count.articles.", "results.count."] {
                let keys = texts.as_object().into_iter().flat_map(|texts| texts.keys());
                let mut found: Vec<_> =
                    keys.filter_map(|key| key.strip_prefix(stem)).map(str::to_owned).collect();
                found.sort();
                assert_eq!(found, wanted, "{lang}: {stem}");
            }
        }
    });
}

#[test]
fn a_page_in_a_language_without_articles_speaks_it_and_shows_those_that_there_are() {
    journey(|visit| {
        visit.go("unmarked.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        let strings: Value =
            serde_json::from_str(include_str!("../../app/strings/ja.json")).expect("a table");
        let text = |key: &str| strings[key].as_str().unwrap_or_default().to_owned();
        assert_eq!(widget.text(part::LAUNCHER), text("loader.launcher"), "whatever the encoding");
        widget.open();
        assert_eq!(widget.attribute(part::FIELD, "placeholder"), text("loader.search"));
        widget.read("refund", "Get your money back");
        assert_eq!(widget.attribute("article", "lang"), "en");
        widget.click(part::CONTACT);
        eventually_is("the heading", text("contact.title"), || widget.text("h1"));
    });
}

#[test]
fn articles_keep_their_direction_where_the_interface_has_another_one() {
    journey(|visit| {
        visit.go("hebrew.html");
        let widget = visit.widget();
        widget.open();
        widget.appears(part::ENTRY);
        let entry = |property: &str| widget.style(part::ENTRY, property);
        assert_eq!([widget.style(part::TITLE, "direction"), entry("direction")], ["rtl", "ltr"]);
        assert_eq!(widget.style(".entry svg:last-child", "transform"), "none", "it points onward");
        assert!(widget.text(".foreign").contains("אנגלית"), "{}", widget.text(".foreign"));
        widget.read("refund", "Get your money back");
        assert_eq!(widget.style("article", "direction"), "ltr");
        assert_eq!(widget.attribute("article", "lang"), "en");
    });
}
