//! Before anything is typed: suggestions, searches of this visit, categories.

use serde_json::Value;

use docent_tests::widget::part;
use docent_tests::{Key, Visit, eventually_is};

use crate::journey;

/// Titles of the first list on the start.
fn first_list(visit: &Visit) -> Vec<String> {
    let script = "const list = root.querySelector('.home .entries');
        return list ? [...list.querySelectorAll('.entry')].map((e) => e.innerText.trim()) : []";
    visit.browser.script(script, &[])
}

fn heading(visit: &Visit) -> String {
    visit.widget().text(".home h2")
}

#[test]
fn a_page_has_suggestions_of_its_own_by_rule_and_by_article() {
    journey(|visit| {
        visit.go("strict.html");
        visit.widget().open();
        eventually_is("the heading", "For this page", || heading(visit));
        assert_eq!(
            first_list(visit),
            [
                "Change or reset your password",
                "Customs and Zollanmeldungsbearbeitungsgebührenverordnungen",
                "Straps and caps",
            ]
        );
        visit.is_accessible("the start with suggestions");
        visit.widget().click(".home .entry");
        visit.widget().shows_article("Change or reset your password");
    });
}

#[test]
fn other_pages_show_main_articles_and_a_changed_address_counts_when_help_is_opened() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        eventually_is("the heading", "Popular articles", || heading(visit));
        assert_eq!(first_list(visit)[0], "Get your money back");
        widget.click(part::CLOSE);
        visit.browser.script::<Value>("history.pushState(null, '', '/shop/cart')", &[]);
        widget.click(part::LAUNCHER);
        eventually_is("the heading", "For this page", || heading(visit));
        assert_eq!(first_list(visit), ["Straps and caps"]);
    });
}

#[test]
fn suggestions_follow_the_address_while_help_is_open() {
    journey(|visit| {
        visit.go("plain.html");
        if !visit.browser.script::<bool>("return 'navigation' in window", &[]) {
            return visit.passes_over("this browser does not tell of a new address");
        }
        let go = |address: &str| {
            let script = "history.pushState(null, '', arguments[0])";
            visit.browser.script::<Value>(script, &[address.into()]);
        };
        visit.widget().open();
        eventually_is("the heading", "Popular articles", || heading(visit));
        go("/shop/cart");
        eventually_is("suggestions", vec!["Straps and caps".to_owned()], || first_list(visit));
        go("/nowhere");
        eventually_is("the heading", "Popular articles", || heading(visit));
    });
}

#[test]
fn the_page_says_where_the_visitor_is_before_and_after_help_is_there() {
    journey(|visit| {
        visit.go("plain.html");
        let tell = |context: &str| {
            let script = format!("docent.setContext({context})");
            visit.browser.script::<Value>(&script, &[]);
        };
        visit.widget().appears(part::LAUNCHER);
        tell("{ articles: ['billing/invoices', 'gone'] }");
        visit.widget().open();
        eventually_is("the heading", "For this page", || heading(visit));
        eventually_is("suggestions", vec!["Invoices and receipts".to_owned()], || {
            first_list(visit)
        });
        tell("{ page: '/shop/cart', articles: ['billing/invoices'] }");
        let both = vec!["Invoices and receipts".to_owned(), "Straps and caps".to_owned()];
        eventually_is("suggestions", both, || first_list(visit));
        tell("null");
        eventually_is("the heading", "Popular articles", || heading(visit));
    });
}

#[test]
fn searches_of_this_visit_are_offered_again_and_forgotten_with_the_page() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        for question in ["refund", "parcel", "refund"] {
            widget.ask(question);
            widget.choose(0);
            widget.appears(part::PROSE);
            widget.click(part::BACK);
        }
        widget.ask("never opened");
        visit.browser.press(Key::Escape);
        widget.appears(part::HOME);
        let recent = || {
            visit.browser.script::<Vec<String>>(
                "return [...root.querySelectorAll('.home section:nth-of-type(2) .entry')]
                   .map((entry) => entry.innerText.trim())",
                &[],
            )
        };
        eventually_is("recent searches", vec!["refund".to_owned(), "parcel".to_owned()], recent);
        widget.click_text(".home section:nth-of-type(2) .entry", "parcel");
        widget.finds_first("Track your parcel");
        assert_eq!(widget.value(part::FIELD), "parcel");
        assert_eq!(visit.browser.stored(), [""; 0], "searches are kept nowhere");

        visit.browser.reload();
        widget.open();
        widget.appears(part::HOME);
        assert!(!widget.text(part::HOME).contains("You searched for"));
    });
}

#[test]
fn categories_have_icons_descriptions_and_counts_and_open_by_keyboard() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        let cards: Vec<String> = visit.browser.script(
            "return [...root.querySelectorAll('.home .card')].map((c) => c.innerText.trim().replace(/\\s*\\n\\s*/g, '|'))",
            &[],
        );
        assert_eq!(
            cards,
            [
                "Your account|Signing in, passwords, leaving.|3 articles",
                "Billing|Invoices, refunds, payments.|3 articles",
                "Shipping|2 articles",
                "Care|2 articles",
            ]
        );
        let path = |card: u32| widget.attribute(&format!("li:nth-child({card}) > .card path"), "d");
        assert!(path(1).starts_with("M6 11h12"), "by name: {}", path(1));
        assert!(path(3).starts_with("M12,1.5 L1.5,6"), "from a file: {}", path(3));
        assert_eq!(widget.attribute("li:nth-child(3) > .card svg", "class"), "face");
        assert_eq!(path(2), path(4), "others have the same");

        visit.browser.script::<Value>("root.querySelector('.home .card').focus()", &[]);
        visit.browser.press(Key::Tab);
        visit.browser.press(Key::Enter);
        eventually_is("the category", "Billing", || widget.text(".category h1"));
        assert_eq!(widget.text(".category .lead"), "Invoices, refunds, payments.");
        widget.gets_focus("h1");
        visit.browser.press(Key::Tab);
        visit.browser.press(Key::Enter);
        widget.shows_article("Get your money back");
        visit.browser.press(Key::Escape);
        eventually_is("the category", "Billing", || widget.text(".category h1"));
    });
}
