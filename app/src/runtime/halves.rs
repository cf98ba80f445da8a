//! The second half of the app: fetched ahead once first results are there, or when it is needed.
//! The third module comes after it, where the tag says `data-debug`.

use super::{Runtime, WithMore};
use crate::debug;
use crate::more;
use crate::outbox;
use crate::page;
use crate::state::{Arrival, Command, Message, Part};

impl Runtime {
    /// Runs something that needs the second half: at once, or when that has arrived. What waits
    /// for it in vain is dropped; the state says so, and the visitor may try again.
    pub(crate) fn with_more(&self, run: WithMore) {
        if more::more().is_some() {
            return run(self);
        }
        let mut awaiting = self.awaiting_more.borrow_mut();
        let asked = awaiting.is_some();
        awaiting.get_or_insert_default().push(run);
        drop(awaiting);
        if !asked {
            self.fetch_more();
        }
    }

    fn fetch_more(&self) {
        let at = |path| page::resolve(path, &self.config.base);
        let (url, script) = (at(&self.site.more), at(&self.site.late));
        let me = self.weak();
        let then = move |linked: bool| {
            if linked && more::more().is_none() {
                more::arrived();
            }
            if let Some(runtime) = me.upgrade() {
                runtime.settle_more();
            }
        };
        page::link_module(&url, &script, &self.frame.signal(), Box::new(then));
    }

    fn settle_more(&self) {
        let waiting = self.awaiting_more.take().unwrap_or_default();
        if more::more().is_none() {
            self.settle_supplement();
            return self.send(Message::More(Arrival::Failed));
        }
        page::dress(&self.frame);
        self.send(Message::More(Arrival::Here));
        for run in waiting {
            run(self);
        }
    }

    /// Fetches the third module, once. Where it cannot be had, results stay without explanations.
    pub(crate) fn fetch_explanations(&self) {
        if self.explaining.replace(true) {
            return;
        }
        let url = page::resolve(&self.site.debug, &self.config.base);
        let me = self.weak();
        let then = move |linked: bool| {
            if linked {
                debug::arrived();
            }
            if let Some(runtime) = me.upgrade() {
                runtime.model.wake(Part::More);
            }
        };
        page::link_module(&url, "", &self.frame.signal(), Box::new(then));
    }

    /// Sends what waits from an earlier visit.
    pub(crate) fn flush_waiting(&self) {
        self.carry_out(Command::Flush);
    }

    /// Whether votes or messages of an earlier visit wait to be sent.
    pub(super) fn has_parcels(&self) -> bool {
        more::more().is_some() || outbox::is_waiting(&self.storage)
    }
}
