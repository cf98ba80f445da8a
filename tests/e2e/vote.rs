//! "Did this help?"

use docent_tests::widget::part;
use docent_tests::{Visit, eventually, eventually_is};

use crate::journey;

fn read_refunds(visit: &Visit) {
    let widget = visit.widget();
    widget.open();
    widget.read("refund", "Get your money back");
}

/// Yes and no for the only article that was voted on.
fn counts(visit: &Visit) -> (u64, u64) {
    match visit.server.votes().as_slice() {
        [] => (0, 0),
        [votes] => {
            assert_eq!((votes.lang.as_str(), votes.slug.as_str()), ("en", "billing/refunds"));
            (votes.yes, votes.no)
        }
        more => panic!("votes on several articles: {more:?}"),
    }
}

#[test]
fn a_no_with_reason_and_comment_is_stored_once_and_remembered_and_can_be_changed() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        read_refunds(visit);
        assert_eq!(visit.browser.stored(), [""; 0], "nothing is kept before the visitor acts");
        assert_eq!(visit.server.count("POST"), 0, "nothing is sent before the visitor acts");

        widget.click(part::NO);
        widget.click(&part::reason("unclear"));
        widget.click(part::COMMENT);
        visit.browser.type_text("What is a statement?");
        widget.click(part::SEND_REASON);
        eventually_is("thanks", "Thank you. The writers will see this.", || {
            widget.text(part::THANKS)
        });
        eventually("the reason to be stored", || {
            let votes = visit.server.votes();
            let said = votes.first().map(|votes| votes.comments.len());
            if said == Some(1) { Ok(()) } else { Err(format!("{votes:?}")) }
        });
        assert_eq!(counts(visit), (0, 1), "a no and its reason are one vote");
        let votes = visit.server.votes().remove(0);
        assert_eq!(votes.reasons.into_iter().collect::<Vec<_>>(), [("unclear".to_owned(), 1)]);
        assert_eq!(votes.comments[0].text, "What is a statement?");
        eventually_is("parcels that wait", 0, || visit.widget().waiting());

        visit.browser.reload();
        read_refunds(visit);
        widget.appears(part::THANKS);
        assert!(!widget.is_seen(part::YES), "nobody is asked twice");
        widget.click(part::CHANGE);
        widget.click(part::YES);
        eventually_is("thanks", "Good to hear. Thank you!", || widget.text(part::THANKS));
        eventually_is("the votes", (1, 0), || counts(visit));
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
    });
}

#[test]
fn a_vote_leaves_no_trace_but_itself() {
    journey(|visit| {
        visit.go("plain.html");
        read_refunds(visit);
        visit.widget().click(part::YES);
        eventually_is("the votes", (1, 0), || counts(visit));
        eventually_is("parcels that wait", 0, || visit.widget().waiting());
        let stored = visit.browser.stored();
        assert_eq!(stored.len(), 1, "{stored:?}");
        assert!(stored[0].starts_with("docent:"), "{stored:?}");
        let cookies: String = visit.browser.script("return document.cookie", &[]);
        assert_eq!(cookies, "");
    });
}

#[test]
fn after_a_no_a_person_is_offered_who_gets_search_and_article() {
    journey(|visit| {
        visit.go("plain.html");
        let widget = visit.widget();
        read_refunds(visit);
        widget.click(part::YES);
        widget.appears(part::THANKS);
        assert!(!widget.is_seen(".thanks .main"), "who was helped needs nobody");
        widget.click(part::CHANGE);
        widget.click(part::NO);
        widget.click(&part::reason("wrong"));
        widget.click(part::SEND_REASON);
        widget.click(".thanks .main");
        widget.appears(part::FORM);
        let context = widget.text(part::CONTEXT);
        assert!(context.contains("refund"), "{context}");
        assert!(context.contains("Get your money back"), "{context}");
    });
}
