//! Asking and finding.

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
            let snippet = widget.text("#docent-results-0 .snippet mark");
            if snippet.is_empty() { Err(widget.text(part::RESULTS)) } else { Ok(snippet) }
        });
        assert!(widget.text("#docent-results-0 .where").contains("Billing"));
        widget.choose(0);
        widget.shows_article("Get your money back");
        assert!(widget.is_seen(".prose table"), "the table is shown");
        assert!(widget.is_seen(".prose .callout"), "the callout is shown");
    });
}
