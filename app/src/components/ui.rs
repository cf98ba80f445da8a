//! What every component gets: the state to show, and how to say what happened.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

use docent_search::Explanation;
use web_sys::Element;

use crate::json::of_attachments;
use crate::node::{El, Node, el};
use crate::page;
use crate::runtime::Runtime;
use crate::site::Site;
use crate::state::{Message, Part, State};

/// An article in a list, or a search of this visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// A search has none.
    pub(crate) slug: Option<String>,
    pub(crate) title: String,
    /// Whether it is of another language.
    pub(crate) is_stand_in: bool,
}

/// A handle to be copied around. It does not keep the runtime alive; a view ends before it.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    /// Place in [`RUNTIMES`].
    at: usize,
}

thread_local! {
    /// Of every widget of the page, one place each. Those that are gone make room for new ones.
    static RUNTIMES: RefCell<Vec<Weak<Runtime>>> = const { RefCell::new(Vec::new()) };
}

impl Ui {
    pub(crate) fn new(runtime: &Rc<Runtime>) -> Self {
        RUNTIMES.with_borrow_mut(|all| {
            let free = all.iter().position(|one| one.strong_count() == 0);
            let at = free.unwrap_or(all.len());
            if free.is_none() {
                all.push(Weak::new());
            }
            all[at] = runtime.weak();
            Self { at }
        })
    }

    fn runtime(self) -> Rc<Runtime> {
        let runtime = RUNTIMES.with_borrow(|all| all.get(self.at)?.upgrade());
        runtime.expect("the view ends before the runtime")
    }

    /// Says what happened.
    pub(crate) fn send(self, message: Message) {
        self.runtime().send(message);
    }

    /// Reads the state and follows a part of it.
    pub(crate) fn follow<T>(self, part: Part, read: impl FnOnce(&State) -> T) -> T {
        self.tracked(part).model.peek(read)
    }

    fn tracked(self, part: Part) -> Rc<Runtime> {
        let runtime = self.runtime();
        runtime.model.track(part);
        runtime
    }

    /// Reads the state as it is now.
    pub(crate) fn peek<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.runtime().model.peek(read)
    }

    /// Marks what is written in the language of the articles, or of those that stand in.
    pub(crate) fn content(self, el: El, is_stand_in: bool) -> El {
        let site = self.site();
        let [lang, dir] = site.written(is_stand_in);
        el.attr("lang", lang).attr("dir", dir)
    }

    /// Text of the articles, or of those that stand in among others.
    pub(crate) fn written(self, text: Node, is_stand_in: bool) -> Node {
        if is_stand_in { self.content(el("span"), true).child(text).into() } else { text }
    }

    /// Whether the articles are in another language than the interface.
    pub(crate) fn is_foreign(self) -> bool {
        !self.runtime().strings.speaks(&self.site().lang)
    }

    /// Name of the articles' language in that of the interface.
    pub(crate) fn language(self) -> String {
        let runtime = self.runtime();
        page::language(&runtime.site.lang, runtime.strings.lang())
    }

    /// The text of a key.
    pub(crate) fn text(self, key: &str) -> String {
        self.runtime().strings.text(key)
    }

    /// The text of a key with `{name}` replaced.
    pub(crate) fn fill(self, key: &str, name: &str, value: &str) -> String {
        self.runtime().strings.fill(key, name, value)
    }

    /// A number of things in the right plural form.
    pub(crate) fn count(self, key: &str, count: usize) -> String {
        self.runtime().strings.count(key, count)
    }

    pub(crate) fn site(self) -> Rc<Site> {
        self.runtime().site.clone()
    }

    /// BCP 47 tag of the interface's language.
    pub(crate) fn lang(self) -> String {
        self.runtime().frame.lang()
    }

    /// Absolute URL of the site's root.
    pub(crate) fn base(self) -> String {
        self.runtime().config.base.clone()
    }

    // Loops: to collect makes half a kilobyte for each way to the same lines.

    /// Documents of the index as lines of a list.
    pub(crate) fn entries(self, docs: &[u32]) -> Vec<Entry> {
        let runtime = self.runtime();
        let engine = runtime.engine.borrow();
        let mut entries = Vec::new();
        for &doc in docs {
            if let Some((slug, title)) = engine.entry(doc) {
                let is_stand_in = doc >= runtime.site.stand_ins.from;
                entries.push(Entry { slug: Some(slug), title, is_stand_in });
            }
        }
        entries
    }

    /// Articles as lines of a list, by their slugs, each on a line.
    pub(crate) fn named(self, slugs: &str) -> Vec<Entry> {
        let runtime = self.runtime();
        let mut docs = Vec::new();
        for slug in slugs.split('\n') {
            docs.extend(runtime.engine.borrow().find_slug(slug));
        }
        self.entries(&docs)
    }

    /// What was searched for on this visit, as lines of a list.
    pub(crate) fn recent(self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for question in self.peek(|state| state.recent.clone()).split('\n') {
            if !question.is_empty() {
                entries.push(Entry { slug: None, title: question.to_owned(), is_stand_in: false });
            }
        }
        entries
    }

    /// Whether the tag asks for what only whoever sets the site up wants to see.
    pub(crate) fn debugs(self) -> bool {
        self.runtime().frame.debug()
    }

    /// Draws the site's other ways to a person into a list.
    pub(crate) fn draw_channels(self, list: &Element) {
        let Runtime { frame, site, .. } = &*self.runtime();
        page::draw_channels(list, &site.contact.channels, &site.lang, &site.hours, frame);
    }

    /// Asks for what explains results.
    pub(crate) fn fetch_explanations(self) {
        self.runtime().fetch_explanations();
    }

    /// Makes a field for files of a plain one, for the site's own question at this position.
    pub(crate) fn draw_files(self, input: &Element, at: usize) {
        let Runtime { frame, site, model, .. } = &*self.runtime();
        let chosen = model.peek(|state| of_attachments(&state.contact.attachments));
        let script = site.contact.files.as_deref();
        page::draw_files(input, script, &site.contact.form.0, at, &chosen, frame);
    }

    /// Title of each result, and what its score is made of.
    pub(crate) fn explanations(self) -> Vec<(String, Explanation)> {
        let runtime = self.runtime();
        let (query, literal) = runtime.model.peek(|state| (state.query.clone(), state.literal));
        runtime.engine.borrow().explanations(&query, literal)
    }

    /// Where the words of the last search stand in a text.
    pub(crate) fn highlight(self, text: &str) -> Vec<Range<usize>> {
        self.runtime().engine.borrow().highlight(text)
    }

    /// Title of an article; its slug if there is none any more.
    pub(crate) fn title(self, slug: &str) -> String {
        let entry = self.named(slug).pop();
        entry.map_or_else(|| slug.to_owned(), |entry| entry.title)
    }

    /// Absolute URL of a path below the site's root.
    pub(crate) fn resolve(self, path: &str) -> String {
        page::resolve(path, &self.runtime().config.base)
    }

    /// A heading of a screen, which can take the focus.
    pub(crate) fn heading(self, text: &str) -> El {
        el("h1").attr("tabindex", "-1").text(text)
    }

    /// A button that says what happened.
    pub(crate) fn button(self, class: &str, message: impl Fn() -> Message + 'static) -> El {
        self.boxed_button(class, Box::new(message))
    }

    fn boxed_button(self, class: &str, message: Box<dyn Fn() -> Message>) -> El {
        el("button").attr("type", "button").class(class).on("click", move |_| self.send(message()))
    }
}
