//! One type for every element, on top of Leptos's effects and renderer.
//!
//! Leptos gives each element a type of its own, which is fast and large: the same views through
//! `view!` make a module of twice the size. `view!` also parses static markup as HTML text, which
//! strict policies forbid. Here an element is made at once, and what can change is an effect.

use gloo_events::EventListener;
use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::components::ui::Ui;
use crate::page;

/// Something to be put into an element.
pub(crate) enum Node {
    /// Text.
    Text(String),
    /// An element with all that belongs to it.
    El(El),
    /// Several, one after the other; none at all is nothing.
    Many(Vec<Node>),
    /// What this function returns, made anew when something that it follows changes.
    Live(Box<dyn Fn() -> Node>),
}

/// What follows the state, made anew when a part changes that it reads.
pub(crate) fn live<N: Into<Node>>(make: impl Fn() -> N + 'static) -> Node {
    Node::Live(Box::new(move || make().into()))
}

/// An element, and the listeners and effects that live as long as it does.
///
/// In a box, so that a chain of calls hands on one pointer: a fifth of the components' bytes. For
/// the same reason, what is generic here does no more than to put its argument into a box, too.
pub(crate) struct El(Box<Inner>);

struct Inner {
    element: Element,
    kept: Vec<Kept>,
}

/// A new HTML element from its tag and classes, as in `button.main.wide`.
pub(crate) fn el(name: &str) -> El {
    El::of(page::element(name))
}

/// A new SVG element.
pub(crate) fn svg(tag: &str) -> El {
    El::of(page::drawing(tag))
}

impl El {
    fn of(element: Element) -> Self {
        Self(Box::new(Inner { element, kept: Vec::new() }))
    }

    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        page::attribute(&self.0.element, name, Some(value));
        self
    }

    /// Sets the class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Lets an attribute follow the state; `None` takes it away.
    pub(crate) fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.follow_attr(name, Box::new(value))
    }

    fn follow_attr(mut self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.element.clone();
        self.0.kept.push(Kept::effect(Box::new(move || {
            page::attribute(&element, name, value().as_deref());
        })));
        self
    }

    /// Listens for an event.
    pub(crate) fn on(self, name: &'static str, run: impl Fn(&Event) + 'static) -> Self {
        self.listen(name, Box::new(run))
    }

    fn listen(mut self, name: &'static str, run: Box<dyn Fn(&Event)>) -> Self {
        let listener = page::listen(&self.0.element, name, run);
        self.0.kept.push(Kept::Listener(listener));
        self
    }

    /// Appends a child.
    pub(crate) fn child(self, child: impl Into<Node>) -> Self {
        self.put(child.into())
    }

    fn put(mut self, child: Node) -> Self {
        let Inner { element, kept } = &mut *self.0;
        put(child, element, kept);
        self
    }

    /// Appends text.
    pub(crate) fn text(self, text: &str) -> Self {
        page::append_text(&self.0.element, text);
        self
    }

    /// Appends the interface's text of a key.
    pub(crate) fn say(self, ui: Ui, key: &str) -> Self {
        self.text(&ui.text(key))
    }

    /// Keeps an effect as long as the element.
    pub(crate) fn keep(mut self, effect: RenderEffect<()>) -> Self {
        self.0.kept.push(Kept::Effect(effect));
        self
    }

    /// Does something with the element itself.
    pub(crate) fn with(self, run: impl FnOnce(&Element)) -> Self {
        run(&self.0.element);
        self
    }
}

/// The value of an attribute that says yes or no.
pub(crate) fn boolean(value: bool) -> String {
    if value { "true" } else { "false" }.to_owned()
}

/// What ends with an element.
enum Kept {
    Listener(#[expect(dead_code, reason = "dropping it is its use")] EventListener),
    Effect(#[expect(dead_code, reason = "dropping it is its use")] RenderEffect<()>),
}

impl Kept {
    fn effect(run: Box<dyn Fn()>) -> Self {
        Self::Effect(RenderEffect::new(move |_| run()))
    }
}

fn put(node: Node, parent: &web_sys::Node, kept: &mut Vec<Kept>) {
    match node {
        Node::Text(text) => page::append_text(parent, &text),
        Node::El(mut el) => {
            page::append(parent, &el.0.element);
            kept.append(&mut el.0.kept);
        }
        Node::Many(nodes) => {
            for node in nodes {
                put(node, parent, kept);
            }
        }
        Node::Live(make) => kept.push(put_live(make, parent)),
    }
}

/// Puts a region between two comments; what stands between them is replaced as a whole.
fn put_live(make: Box<dyn Fn() -> Node>, parent: &web_sys::Node) -> Kept {
    let (start, end) = (page::mark(parent), page::mark(parent));
    let inside = std::cell::RefCell::new(Vec::new());
    Kept::effect(Box::new(move || {
        let fresh = page::fragment();
        let mut kept = Vec::new();
        put(make(), &fresh, &mut kept);
        // Listeners of what goes end before it goes: a field that is removed reports a change.
        inside.replace(kept);
        page::replace_between(&start, &end, &fresh);
    }))
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<El> for Node {
    fn from(el: El) -> Self {
        Self::El(el)
    }
}

impl<N: Into<Node>> From<Option<N>> for Node {
    fn from(node: Option<N>) -> Self {
        node.map_or_else(|| Self::Many(Vec::new()), Into::into)
    }
}

impl<N: Into<Node>> FromIterator<N> for Node {
    fn from_iter<I: IntoIterator<Item = N>>(nodes: I) -> Self {
        let mut many = Vec::new();
        // A loop: the standard library has four functions for each kind of iterator.
        for node in nodes {
            many.push(node.into());
        }
        Self::Many(many)
    }
}

// The root of the app is one element, which Leptos mounts and unmounts.

impl Render for El {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, state: &mut Self) {
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.0.kept.clear();
        page::remove(&self.0.element);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        let _ = parent.insert_before(&self.0.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.0.element.parent_node().and_then(|parent| parent.dyn_into().ok());
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.0.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.0.element.clone()]
    }
}
