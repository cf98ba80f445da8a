//! "Did this help?"

use docent_protocol::{COMMENT_MAX, Reason};
use leptos::prelude::*;

use super::icon::{self, Icon};
use super::ui::Ui;
use crate::state::{BallotStage, Message};

/// The question, what follows a no, and thanks.
#[component]
pub(super) fn Vote(ui: Ui) -> impl IntoView {
    let stage = ui.part(|state| (state.ballot.stage, state.ballot.helpful));
    let content = move || match stage.get() {
        (BallotStage::Question, _) => view! { <Question ui=ui /> }.into_any(),
        (BallotStage::Why, _) => view! { <Why ui=ui /> }.into_any(),
        (BallotStage::Thanks, helpful) => view! { <Thanks ui=ui helpful=helpful /> }.into_any(),
    };
    view! { <section class="vote">{content}</section> }
}

#[component]
fn Question(ui: Ui) -> impl IntoView {
    view! {
        <div class="question" role="group" aria-labelledby="docent-vote">
            <h2 id="docent-vote" tabindex="-1" data-next="">
                {ui.text("vote.question")}
            </h2>
            <button type="button" class="choice" on:click=move |_| ui.send(Message::Vote(true))>
                <Icon path=icon::YES />
                {ui.text("vote.yes")}
            </button>
            <button type="button" class="choice" on:click=move |_| ui.send(Message::Vote(false))>
                <Icon path=icon::NO />
                {ui.text("vote.no")}
            </button>
        </div>
    }
}

#[component]
fn Why(ui: Ui) -> impl IntoView {
    let reasons = Reason::ALL.map(|reason| {
        let label = ui.text(&["vote.reason.", reason.as_str()].concat());
        view! {
            <label class="reason">
                <input
                    type="radio"
                    name="docent-reason"
                    value=reason.as_str()
                    on:change=move |_| ui.send(Message::Reason(reason))
                />
                {label}
            </label>
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ui.send(Message::SendReason);
    };
    view! {
        <form class="why" on:submit=send>
            <fieldset>
                <legend tabindex="-1" data-next="">
                    {ui.text("vote.why")}
                </legend>
                {reasons.into_iter().collect_view()}
            </fieldset>
            <label class="label" for="docent-comment">
                {ui.text("vote.comment")}
            </label>
            <textarea
                id="docent-comment"
                rows="2"
                maxlength=COMMENT_MAX.to_string()
                on:input=move |event| ui.send(Message::Comment(event_target_value(&event)))
            ></textarea>
            <button type="submit" class="main">
                {ui.text("vote.send")}
            </button>
        </form>
    }
}

#[component]
fn Thanks(ui: Ui, helpful: bool) -> impl IntoView {
    let text = if helpful { "vote.thanks.yes" } else { "vote.thanks.no" };
    view! {
        <div class="thanks" tabindex="-1" data-next="">
            <span class="badge"><Icon path=icon::DONE /></span>
            <p>{ui.text(text)}</p>
            <button type="button" class="quiet" on:click=move |_| ui.send(Message::ChangeVote)>
                {ui.text("vote.change")}
            </button>
        </div>
    }
}
