//! The state with one Leptos trigger for each of its parts.
//!
//! One type of signal for everything: a memo for each shape of data would triple the module.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::reactive::signal::ArcTrigger;

use crate::more::more;
use crate::state::{Command, Message, Part, State, update_now};

/// What the components show.
pub(crate) struct Model {
    state: RefCell<State>,
    triggers: [ArcTrigger; Part::ALL.len()],
}

impl Model {
    pub(crate) fn new() -> Self {
        Self { state: RefCell::default(), triggers: Part::ALL.map(|_| ArcTrigger::new()) }
    }

    /// Takes a message in and wakes the views that show what it changed.
    pub(crate) fn update(&self, message: Message) -> Vec<Command> {
        let before = self.state.borrow().clone();
        let commands = {
            let state = &mut self.state.borrow_mut();
            // A message for the second half comes from a view of it, so that it is here.
            update_now(state, message).unwrap_or_else(|message| {
                more().map_or_else(Vec::new, |more| more.update(state, message))
            })
        };
        for part in Part::ALL {
            if part.differs(&before, &self.state.borrow()) {
                self.triggers[part as usize].notify();
            }
        }
        commands
    }

    /// Reads the state, and follows some parts of it: the effect that asks runs again when one of
    /// them changes.
    pub(crate) fn follow<T>(&self, parts: &[Part], read: impl FnOnce(&State) -> T) -> T {
        parts.iter().for_each(|part| self.track(*part));
        self.peek(read)
    }

    /// Lets the effect that asks run again when a part changes.
    pub(crate) fn track(&self, part: Part) {
        self.triggers[part as usize].track();
    }

    /// Wakes the views that follow a part, which shows more now than the state says.
    pub(crate) fn wake(&self, part: Part) {
        self.triggers[part as usize].notify();
    }

    /// Reads the state as it is now.
    pub(crate) fn peek<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.borrow())
    }
}
