//! The second half of the app: reading, voting and writing, fetched once first results are there.
//!
//! A visitor who types needs none of it before an article or the form is opened. The compiler's
//! module is cut in two along [`enter`]: what only this function reaches is a module of its own,
//! which shares memory and functions with the first. In a native build it is just called.

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use docent_protocol::ArticlePage;
use wasm_split_helpers::wasm_split;

use crate::components::article::article;
use crate::components::contact_view::contact_view;
use crate::components::ui::Ui;
use crate::debug;
use crate::engine::Engine;
use crate::node::Node;
use crate::runtime::Runtime;
use crate::state::{Command, Message, State, update_later};

/// What the first half asks of the second.
pub(crate) trait More {
    /// The text of an article, and what follows it.
    fn article(&self, ui: Ui, page: &ArticlePage) -> Node;
    /// The way to a person.
    fn contact(&self, ui: Ui) -> Node;
    /// Why the results stand where they stand, once what explains it is here.
    fn explanations(&self, ui: Ui) -> Node;
    /// Adds what first results can do without to the index. A damaged one leaves it as it is.
    fn add_supplement(&self, engine: &mut Engine, bytes: Vec<u8>) -> bool;
    /// Takes a message about a vote or the form into the state.
    fn update(&self, state: &mut State, message: Message) -> Vec<Command>;
    /// Keeps and sends votes and messages.
    fn carry_out(&self, runtime: &Runtime, command: Command);
}

struct Second;

impl More for Second {
    fn article(&self, ui: Ui, page: &ArticlePage) -> Node {
        article(ui, page)
    }

    fn contact(&self, ui: Ui) -> Node {
        contact_view(ui)
    }

    fn explanations(&self, ui: Ui) -> Node {
        debug::explain().map_or_else(
            || {
                ui.fetch_explanations();
                Node::Many(Vec::new())
            },
            |explain| explain(ui),
        )
    }

    fn add_supplement(&self, engine: &mut Engine, bytes: Vec<u8>) -> bool {
        engine.add_supplement(bytes)
    }

    fn update(&self, state: &mut State, message: Message) -> Vec<Command> {
        update_later(state, message)
    }

    fn carry_out(&self, runtime: &Runtime, command: Command) {
        runtime.carry_out_later(command);
    }
}

/// The one way into the second module.
#[wasm_split(more)]
fn enter() -> &'static dyn More {
    &Second
}

thread_local! {
    /// All widgets of a page share the module.
    static MORE: Cell<Option<&'static dyn More>> = const { Cell::new(None) };
}

/// The second half, once it is here.
pub(crate) fn more() -> Option<&'static dyn More> {
    MORE.get()
}

/// Enters the second half, whose module has been linked.
pub(crate) fn arrived() {
    MORE.set(entered(enter()));
}

/// What comes of entering a module that has been linked.
pub(crate) fn entered<T>(entering: impl Future<Output = T>) -> Option<T> {
    let mut entering = pin!(entering);
    let mut context = Context::from_waker(Waker::noop());
    // Linked, it is entered at once: it is asked once to begin and once for the answer.
    for _ in 0..2 {
        if let Poll::Ready(entered) = entering.as_mut().poll(&mut context) {
            return Some(entered);
        }
    }
    None
}
