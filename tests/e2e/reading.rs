//! Reading an article: finding one's way in it, taking something along, and going on.

use serde_json::{Value, json};

use docent_tests::widget::part;
use docent_tests::{Key, Visit, Visitor, eventually, eventually_is};

use crate::{journey, journey_of};

const TITLE: &str = "Clean and store your binoculars";

/// Words of the search that are marked in the article.
const MARK: &str = ".prose .found";

fn read(visit: &Visit, question: &str) {
    let widget = visit.widget();
    widget.open();
    widget.read(question, TITLE);
}

/// What a script in the widget's shadow root says.
fn asks<T: serde::de::DeserializeOwned>(visit: &Visit, script: &str) -> T {
    visit.browser.script(script, &[])
}

/// Lets the page note what is copied, which the browser would tell nobody.
fn note_copies(visit: &Visit) {
    let script = "navigator.clipboard.writeText = async (text) => { window.copied = text }";
    visit.browser.script::<Value>(script, &[]);
}

fn is_copied(visit: &Visit, text: &str) {
    eventually_is("what was copied", text.to_owned(), || {
        asks::<String>(visit, "return window.copied || ''")
    });
    eventually_is("the announcement", "Copied", || visit.widget().text(part::LIVE));
}

/// Whether a part stands below the title that stays, within the first half of the panel.
fn stands_on_top(visit: &Visit, selector: &str) {
    eventually(&format!("{selector} at the top"), || {
        let (top, bar) = (visit.widget().place(selector)[1], visit.widget().place(".here")[3]);
        if (bar..bar + 60.0).contains(&top) { Ok(()) } else { Err(format!("{top}, bar {bar}")) }
    });
}

#[test]
fn a_result_opens_at_its_section_with_the_words_marked_and_the_title_in_sight() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "rinse salt water");
        let widget = visit.widget();
        stands_on_top(visit, "#salt");
        assert_eq!(widget.text(".here"), TITLE);
        let marks: String = visit.browser.script(
            "return [...root.querySelectorAll(arguments[0])].slice(-4).map((m) => m.textContent).join()",
            &[json!(MARK)],
        );
        assert_eq!(marks, "Rinse,water,Salt,rinse");

        widget.click(".unmark");
        assert!(!widget.is_seen(MARK) && !widget.is_seen(".unmark"));
        assert!(widget.has_focus("h1"), "the focus is not lost: {}", widget.focused());
        assert!(widget.text(part::PROSE).contains("Rinse with fresh water at once."));
    });
}

#[test]
fn an_answer_that_is_folded_is_opened_for_the_words_in_it() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "mycelium");
        visit.widget().appears(".prose details[open] .found");
        let folded: u32 = asks(visit, "return root.querySelectorAll('details:not([open])').length");
        assert_eq!(folded, 2, "the other answer and the contents stay folded");
    });
}

#[test]
fn contents_lead_to_parts_of_a_long_article_and_short_ones_have_none() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "clean binoculars");
        let widget = visit.widget();
        assert!(!widget.is_seen(".contents a"), "they are folded at first");
        widget.click(".contents summary");
        widget.appears(".contents ul ul a");
        widget.click_text(".contents a", "Winter");
        eventually("the end of the article", || {
            if widget.has_focus("#winter") { Ok(()) } else { Err(widget.focused()) }
        });
        visit.is_accessible("an article with contents, code, folded answers and a picture");

        widget.click(part::BACK);
        widget.read("strap", "Straps and caps");
        assert!(!widget.is_seen(".contents"));
    });
}

#[test]
fn links_and_code_can_be_copied_and_it_is_said() {
    journey(|visit| {
        visit.go("plain.html");
        note_copies(visit);
        read(visit, "clean binoculars");
        let widget = visit.widget();
        let page = visit.server.url("help/care/clean-and-store/");
        widget.click(".code .copy");
        is_copied(visit, "rinse 2 min, drain 10 min, dry 12 h\n");
        widget.click(".part:has(#dust) .copy");
        is_copied(visit, &format!("{page}#dust"));
        let done: u32 = asks(visit, "return root.querySelectorAll('[data-done]').length");
        assert_eq!(done, 1, "only what was copied last is marked");
        assert_eq!(
            widget.attribute(".part:has(#dust) .copy", "aria-label"),
            "Copy link to this part: Dust and sand"
        );
        widget.click(".out .copy");
        is_copied(visit, &page);

        let forbid = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))";
        visit.browser.script::<Value>(forbid, &[]);
        widget.click(".code .copy");
        eventually_is("the announcement", "Copying is not allowed here", || {
            widget.text(part::LIVE)
        });
    });
}

#[test]
fn an_article_that_is_opened_at_once_is_not_talked_over_by_the_number_of_results() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.appears(part::HOME);
        // A visitor who takes the first result the moment it is there.
        let said: String = visit.browser.script_with_answer(
            "const done = arguments[arguments.length - 1];
             const field = root.querySelector('input');
             const live = root.querySelector('.live');
             live.textContent = 'before';
             field.value = 'clean binoculars';
             field.dispatchEvent(new Event('input', { bubbles: true }));
             const choose = () => {
               if (!root.querySelector('.prose')) {
                 root.querySelector('[role=option]')?.click();
                 return setTimeout(choose, 10);
               }
               setTimeout(() => done(live.textContent), 900);
             };
             choose();",
        );
        assert_eq!(said, "before");
    });
}

#[test]
fn a_copied_link_opens_the_page_at_its_part() {
    journey(|visit| {
        visit.go("help/care/clean-and-store/#winter");
        let script = "return document.getElementById('winter').getBoundingClientRect().top";
        eventually("the part in sight", || {
            let top: f64 = visit.browser.script(script, &[]);
            if (0.0..800.0).contains(&top) { Ok(()) } else { Err(top.to_string()) }
        });
    });
}

#[test]
fn a_picture_opens_large_and_escape_closes_nothing_but_it() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "clean binoculars");
        let widget = visit.widget();
        let alt = "A lens from the side, with the way that the brush takes";
        let name = format!("Enlarge the picture: {alt}");
        assert_eq!(widget.attribute(".picture", "aria-label"), name);
        widget.click(".picture");
        widget.appears(".large img");
        assert_eq!(widget.attribute(".large img", "alt"), alt);
        assert!(widget.place(".large img")[2] > 1000.0, "it is as wide as the window");
        visit.is_accessible("a large picture");
        visit.browser.press(Key::Escape);
        widget.disappears(".large");
        widget.shows_article(TITLE);
        widget.gets_focus(".picture");
        widget.click(".picture");
        widget.click(".large .round");
        widget.disappears(".large");
    });
}

#[test]
fn foreign_links_open_safely_in_a_new_tab_and_say_so() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "clean binoculars");
        let link: String = asks(
            visit,
            "const link = root.querySelector('.prose a[target]');
             return [link.target, link.rel, link.textContent].join('|')",
        );
        assert_eq!(link, "_blank|noopener noreferrer|The workshop's film (opens in a new window)");
    });
}

#[test]
fn what_comes_next_is_offered_and_back_leads_to_the_same_line() {
    journey(|visit| {
        visit.go("plain.html");
        read(visit, "clean binoculars");
        let widget = visit.widget();
        assert_eq!(widget.text(".related h2"), "Next");
        widget.click(".related .entry");
        widget.shows_article("Straps and caps");
        assert_eq!(widget.text(".related h2"), "Read on", "nothing follows the last of two");
        widget.click(part::BACK);
        widget.shows_article(TITLE);
        let scrolled = || asks::<f64>(visit, "return root.querySelector('.body').scrollTop");
        eventually("the place in the article", || {
            let top = scrolled();
            if top > 300.0 { Ok(()) } else { Err(top.to_string()) }
        });
    });
}

#[test]
fn a_wide_table_scrolls_by_keyboard_and_the_panel_does_not() {
    journey_of(Visitor::with_size(360, 700), |visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        widget.ask("customs");
        widget.choose(0);
        widget.appears(".table-scroll");
        let table = "const table = root.querySelector('.table-scroll');";
        let wide: String = asks(
            visit,
            &format!(
                "{table} table.focus();
                 return [table.scrollWidth > table.clientWidth, table.ariaLabel,
                   root.querySelector('.body').scrollWidth <= innerWidth].join()"
            ),
        );
        assert_eq!(wide, "true,Table 1,true");
        assert!(widget.has_focus(".table-scroll"));
        assert_eq!(
            asks::<u32>(visit, "return root.querySelectorAll('[role=group] [role]').length"),
            0
        );
    });
}
