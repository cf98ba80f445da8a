//! "Did this help?"

use docent_protocol::{COMMENT_MAX, Reason};

use super::contact_link::contact_button;
use super::icon::{self, icon};
use super::ui::Ui;
use crate::i18n::number;
use crate::node::{El, Node, el, live};
use crate::page;
use crate::state::{BallotStage, Message, Part};

/// The question, what follows a no, and thanks.
pub(super) fn vote(ui: Ui) -> El {
    let content = live(move || {
        match ui.follow(Part::Ballot, |state| (state.ballot.stage, state.ballot.helpful)) {
            (BallotStage::Question, _) => question(ui),
            (BallotStage::Why, _) => why(ui),
            (BallotStage::Thanks, helpful) => thanks(ui, helpful),
        }
    });
    el("section.vote").child(content)
}

fn question(ui: Ui) -> El {
    let choice = |helpful: bool, path: &str, key: &str| {
        ui.button("choice", move || Message::Vote(helpful)).child(icon(path)).say(ui, key)
    };
    let heading = el("h2")
        .attr("id", "docent-vote")
        .attr("tabindex", "-1")
        .attr("data-next", "")
        .say(ui, "vote.question");
    el("div.question")
        .attr("role", "group")
        .attr("aria-labelledby", "docent-vote")
        .child(heading)
        .child(choice(true, icon::YES, "vote.yes"))
        .child(choice(false, icon::NO, "vote.no"))
}

fn why(ui: Ui) -> El {
    let reasons = Reason::ALL.into_iter().map(|reason| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", "docent-reason")
            .attr("value", reason.as_str())
            .on("change", move |_| ui.send(Message::Reason(reason)));
        let label = ui.text(&["vote.reason.", reason.as_str()].concat());
        el("label.reason").child(input).text(&label)
    });
    let legend = el("legend").attr("tabindex", "-1").attr("data-next", "").say(ui, "vote.why");
    let comment = el("textarea")
        .attr("id", "docent-comment")
        .attr("rows", "2")
        .attr("maxlength", &number(COMMENT_MAX))
        .on("input", move |event| ui.send(Message::Comment(page::value_of(event))));
    el("form.why")
        .on("submit", move |event| {
            event.prevent_default();
            ui.send(Message::SendReason);
        })
        .child(el("fieldset").child(legend).child(reasons.collect::<Node>()))
        .child(el("label.label").attr("for", "docent-comment").say(ui, "vote.comment"))
        .child(comment)
        .child(el("button.main").attr("type", "submit").say(ui, "vote.send"))
}

fn thanks(ui: Ui, helpful: bool) -> El {
    let key = if helpful { "vote.thanks.yes" } else { "vote.thanks.no" };
    // Who was not helped may want a person; the form takes search and article over.
    let contact = if helpful { None } else { contact_button(ui) };
    let change = ui.button("quiet", || Message::ChangeVote).say(ui, "vote.change");
    el("div.thanks")
        .attr("tabindex", "-1")
        .attr("data-next", "")
        .child(el("span.badge").child(icon(icon::DONE)))
        .child(el("p").say(ui, key))
        .child(change)
        .child(contact)
}
