//! Carries out what the model asks for: searching, fetching, keeping, sending, focusing.
//!
//! Owns every listener, timer and request of the app; all of them end when it is dropped.

mod halves;
mod reading;
mod searching;
mod sending;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use docent_protocol::ArticlePage;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;

use crate::a11y;
use crate::config::Config;
use crate::engine::Engine;
use crate::events::emit;
use crate::frame::Frame;
use crate::i18n::{Strings, row};
use crate::model::Model;
use crate::more::more;
use crate::page;
use crate::site::Site;
use crate::state::{Announcement, Command, Happening, Message};
use crate::storage::Storage;
use crate::table::Table;

/// Everything around the model.
pub(crate) struct Runtime {
    pub(crate) frame: Frame,
    pub(crate) site: Rc<Site>,
    pub(crate) strings: Strings,
    pub(crate) config: Config,
    pub(crate) model: Model,
    pub(crate) engine: RefCell<Engine>,
    storage: Storage,
    /// Article pages by slug. `None` while one is on its way.
    pages: RefCell<Table<Option<Arc<ArticlePage>>>>,
    timers: Timers,
    listeners: RefCell<Vec<EventListener>>,
    /// Where each screen of the trail was scrolled to.
    scrolls: RefCell<Vec<i32>>,
    failures: Cell<u32>,
    sending: Cell<bool>,
    /// What waits for the second half of the app; `None` while nobody has asked for it.
    awaiting_more: RefCell<Option<Vec<WithMore>>>,
    /// Whether what explains results was asked for.
    explaining: Cell<bool>,
    /// Whether the supplement was asked for, and whether it is settled: there, or not to be had.
    supplement: Cell<(bool, bool)>,
    /// What waits for that.
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
    me: Weak<Runtime>,
}

/// One timer for each purpose: setting it anew cancels the one before.
#[derive(Default)]
struct Timers {
    announce: Slot,
    emit_search: Slot,
    prefetch: Slot,
    focus: Slot,
    scroll: Slot,
    suggest: Slot,
    send: Slot,
}

type Slot = RefCell<Option<Timeout>>;

/// Where what is typed into the form is kept.
const DRAFT: &str = "draft";

/// What is done once the second half of the app is here.
pub(crate) type WithMore = Box<dyn FnOnce(&Runtime)>;

impl Runtime {
    pub(crate) fn new(frame: Frame, site: Rc<Site>, engine: Engine) -> Rc<Self> {
        let config = Config::new(frame.base(), &site);
        Rc::new_cyclic(|me| Self {
            strings: Strings::of(&frame),
            storage: Storage::open(&config.base),
            engine: RefCell::new(engine),
            pages: RefCell::default(),
            timers: Timers::default(),
            listeners: RefCell::default(),
            scrolls: RefCell::default(),
            failures: Cell::new(0),
            sending: Cell::new(false),
            awaiting_more: RefCell::default(),
            explaining: Cell::default(),
            supplement: Cell::default(),
            waiting: RefCell::default(),
            me: me.clone(),
            frame,
            site,
            config,
            model: Model::new(),
        })
    }

    /// A handle that does not keep the runtime alive.
    pub(crate) fn weak(&self) -> Weak<Self> {
        self.me.clone()
    }

    /// Keeps a listener until the widget goes.
    pub(crate) fn keep(&self, listener: EventListener) {
        self.listeners.borrow_mut().push(listener);
    }

    /// Takes a message to the model and carries out what it asks for.
    pub(crate) fn send(&self, message: Message) {
        for command in self.model.update(message) {
            self.carry_out(command);
        }
    }

    fn carry_out(&self, command: Command) {
        match command {
            Command::Search { query, literal } => self.search(&query, literal),
            Command::Prefetch => self.later(&self.timers.prefetch, 120, Self::prefetch),
            Command::SetField(text) => page::set_value(&self.frame.input(), &text),
            Command::Read(slug) => self.read(&slug),
            Command::ScrollTo(target) => {
                self.later(&self.timers.scroll, 0, move |runtime| runtime.scroll_to(&target));
            }
            Command::Leave(depth) => self.leave(depth),
            Command::ScrollBack(depth) => self.scroll_back(depth),
            Command::Announce(announcement) => self.announce(announcement),
            // What shall have the focus stands in the page only after the view has followed.
            Command::Focus(focus) => {
                if page::may_move_focus(&self.frame.root()) {
                    self.later(&self.timers.focus, 0, move |runtime| {
                        a11y::move_focus(&runtime.frame, focus);
                    });
                }
            }
            Command::Emit(Happening::Search { query, hits }) => {
                self.emit_search_when_typed(query, hits);
            }
            Command::Emit(happening) => emit(&self.frame, happening),
            Command::Later(message) => self.with_more(Box::new(|runtime| runtime.send(*message))),
            Command::Flush if !self.has_parcels() => {}
            later => self.with_more(Box::new(|runtime| {
                if let Some(more) = more() {
                    more.carry_out(runtime, later);
                }
            })),
        }
    }

    /// Votes, messages and the outbox: of the second half of the app.
    pub(crate) fn carry_out_later(&self, command: Command) {
        match command {
            Command::RecallVote(slug) => self.recall_vote(&slug),
            Command::CastVote(vote) => self.cast_vote(vote),
            Command::PrepareForm => self.prepare_form(),
            Command::Suggest(text) => {
                self.later(&self.timers.suggest, 500, move |runtime| runtime.suggest(&text));
            }
            Command::KeepDraft(letter) => self.keep_draft(&letter),
            Command::DropDraft => self.storage.remove(DRAFT),
            Command::SendMessage(message) => self.send_message(*message),
            Command::Flush => self.flush(),
            Command::Withdraw(id) => self.withdraw(&id),
            // `carry_out` has done all others.
            _ => {}
        }
    }

    /// Says something once nothing new has come for a moment; a reader is not interrupted by
    /// every keystroke.
    fn announce(&self, announcement: Announcement) {
        let text = match announcement {
            Announcement::Silence => String::new(),
            Announcement::Text(key) => self.strings.text(key),
            Announcement::Results { count, corrected } => {
                let count = self.strings.count("results.count", count);
                if corrected.is_empty() {
                    count
                } else {
                    let words = row(&corrected);
                    [&count, ". ", &self.strings.fill("results.corrected", "words", &words)]
                        .concat()
                }
            }
        };
        self.later(&self.timers.announce, 600, move |runtime| {
            page::set_text(&runtime.frame.live(), &text);
        });
    }

    /// Runs something after a pause, unless the same timer is set again or the widget goes.
    fn later(&self, slot: &Slot, millis: u32, run: impl FnOnce(&Self) + 'static) {
        self.later_boxed(slot, millis, Box::new(run));
    }

    fn later_boxed(&self, slot: &Slot, millis: u32, run: Box<dyn FnOnce(&Self)>) {
        let me = self.weak();
        let run = move || {
            if let Some(runtime) = me.upgrade() {
                run(&runtime);
            }
        };
        // Dropping the timer before cancels it.
        *slot.borrow_mut() = Some(page::later(millis, Box::new(run)));
    }
}
