//! Small screens and colours.

use docent_tests::widget::part;
use docent_tests::{Visit, Visitor, eventually_is};

use crate::journey_of;

/// Neither the page nor the panel scrolls sideways, save for tables and code, which scroll in
/// frames of their own.
fn nothing_is_too_wide(visit: &Visit, state: &str) {
    let script = "const wide = [];
        const edge = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth > edge) wide.push('the page');
        const body = root.querySelector('.body');
        if (body.scrollWidth > body.clientWidth) wide.push('the panel: ' + body.scrollWidth + ' > ' + body.clientWidth);
        for (const element of root.querySelectorAll('.panel *')) {
          const box = element.getBoundingClientRect();
          const framed = element.closest('pre, .table-scroll, .table, .live');
          if (!framed && box.width && (box.right > edge + 0.5 || box.left < -0.5)) {
            wide.push(element.tagName + ' ' + element.className + ' ' + element.textContent.slice(0, 40));
          }
        }
        return wide";
    let wide: Vec<String> = visit.browser.script(script, &[]);
    assert!(wide.is_empty(), "{state} is too wide: {wide:#?}");
}

#[test]
fn on_a_telephone_the_panel_fills_the_screen() {
    journey_of(Visitor::with_size(390, 780), |visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.open();
        assert_eq!(widget.place(part::PANEL).map(f64::round), [0.0, 0.0, 390.0, 780.0]);
        widget.read("refund", "Get your money back");
        // The page behind is out of reach while the panel fills the screen.
        let script = "document.querySelector('#news').focus();
            return document.activeElement.tagName.toLowerCase()";
        assert_eq!(visit.browser.script::<String>(script, &[]), "docent-help");
        widget.click(part::CLOSE);
        widget.disappears(part::PANEL);
        widget.gets_focus(part::LAUNCHER);
    });
}

#[test]
fn at_320_pixels_nothing_scrolls_sideways() {
    journey_of(Visitor::with_size(320, 640), |visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        let [left, _, right, _] = widget.place(part::LAUNCHER);
        assert!(left >= 0.0 && right <= 320.0, "{left} {right}");
        widget.open();
        nothing_is_too_wide(visit, "the start");
        widget.ask("customs");
        widget.appears("#docent-results-0 .snippet");
        nothing_is_too_wide(visit, "the list of results");
        widget.choose(0);
        widget.appears(part::PROSE);
        nothing_is_too_wide(visit, "an article with a long word and a wide table");
        widget.click(part::NO);
        widget.appears(part::COMMENT);
        nothing_is_too_wide(visit, "the reasons after a no");
        widget.click(part::CONTACT);
        widget.click(part::SEND);
        widget.appears("#docent-email-fault");
        nothing_is_too_wide(visit, "the contact form");
        widget.click(part::BACK);
        widget.click(part::BACK);
        widget.ask("0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz");
        widget.appears(part::NOTICE);
        nothing_is_too_wide(visit, "nothing found");
    });
}

/// Whether a colour such as `rgb(23, 25, 30)` is nearer to black than to white.
fn is_dark(colour: &str) -> bool {
    let digits = colour.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    digits.take(3).filter_map(|part| part.parse::<u32>().ok()).sum::<u32>() < 3 * 128
}

/// Whether the ground of the panel and the text on it are dark.
fn dark_ground_and_text(visit: &Visit) -> (bool, bool) {
    let widget = visit.widget();
    let ground = widget.style(part::PANEL, "backgroundColor");
    (is_dark(&ground), is_dark(&widget.style(part::TITLE, "color")))
}

#[test]
fn the_widget_is_dark_where_the_visitor_prefers_it() {
    for dark in [false, true] {
        journey_of(Visitor { dark, ..Visitor::default() }, |visit| {
            visit.go("plain.html");
            visit.widget().open();
            assert_eq!(dark_ground_and_text(visit), (dark, !dark));
        });
    }
}

#[test]
fn an_open_panel_follows_a_visitor_who_changes_to_light_colours() {
    journey_of(Visitor { dark: true, ..Visitor::default() }, |visit| {
        visit.go("plain.html");
        visit.widget().open();
        match visit.browser.prefers_dark(false) {
            Ok(()) => {
                eventually_is("dark ground and text", (false, true), || dark_ground_and_text(visit))
            }
            Err(reason) => visit.passes_over(reason),
        }
    });
}
