//! The one place where prepared HTML becomes nodes.
//!
//! The build has cleaned it. Here it passes through one Trusted Types policy into an inert
//! template, where nothing loads and nothing runs; addresses are completed there before the nodes
//! enter the page.

use docent_protocol::ArticlePage;
use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{DocumentFragment, Element, HtmlTemplateElement, MouseEvent};

use super::ui::Ui;
use crate::config::resolve;
use crate::node::{El, el};
use crate::state::{Message, Place, Target};

/// Name of the policy, for sites that list theirs in `trusted-types`.
const POLICY: &str = "docent";

/// The text of an article.
pub(super) fn article_html(ui: Ui, page: &ArticlePage) -> El {
    let html: String = page.sections.iter().map(|section| section.html.as_str()).collect();
    let slug = page.slug.clone();
    el("div")
        .class("prose")
        .with(|element| {
            if let Some(content) = parse(&html) {
                complete(&content, &ui.base(), &ui.text("article.new-window"));
                make_tables_scroll(&content, &ui.text("article.table"));
                let _ = element.append_child(&content);
            }
        })
        .on("click", move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                follow(ui, &slug, event);
            }
        })
}

/// Turns HTML into nodes that belong to no page yet.
fn parse(html: &str) -> Option<DocumentFragment> {
    let template: HtmlTemplateElement =
        document().create_element("template").ok()?.dyn_into().ok()?;
    Reflect::set(&template, &"innerHTML".into(), &trusted(html)).ok()?;
    Some(template.content())
}

/// Marks HTML as prepared, where the browser asks for that.
fn trusted(html: &str) -> JsValue {
    thread_local! {
        static MAKE: Option<(JsValue, Function)> = policy();
    }
    let plain = JsValue::from_str(html);
    MAKE.with(|make| match make {
        Some((policy, make)) => make.call1(policy, &plain).unwrap_or(plain),
        None => plain,
    })
}

/// The policy and its `createHTML`; `None` in browsers without Trusted Types.
fn policy() -> Option<(JsValue, Function)> {
    let types = Reflect::get(&window(), &"trustedTypes".into()).ok()?;
    let create: Function = Reflect::get(&types, &"createPolicy".into()).ok()?.dyn_into().ok()?;
    let rules = js_sys::Object::new();
    // The global `String` hands a text through; a closure from here would have to outlive us.
    let through = Reflect::get(&window(), &"String".into()).ok()?;
    Reflect::set(&rules, &"createHTML".into(), &through).ok()?;
    let policy = create.call2(&types, &POLICY.into(), &rules).ok()?;
    let make = Reflect::get(&policy, &"createHTML".into()).ok()?.dyn_into().ok()?;
    Some((policy, make))
}

/// Completes addresses relative to the site's root, and sends foreign ones to a window of their
/// own.
fn complete(content: &DocumentFragment, base: &str, new_window: &str) {
    for element in all(content, "[src]") {
        let url = element.get_attribute("src").unwrap_or_default();
        let _ = element.set_attribute("src", &resolve(&url, base));
    }
    for element in all(content, "[href]") {
        let url = element.get_attribute("href").unwrap_or_default();
        if url.starts_with('#') {
            continue;
        }
        let whole = resolve(&url, base);
        let _ = element.set_attribute("href", &whole);
        if !element.has_attribute("data-docent-article") && whole.starts_with("http") {
            let _ = element.set_attribute("target", "_blank");
            let _ = element.set_attribute("rel", "noopener");
            let _ = element.set_attribute("title", new_window);
        }
    }
}

/// Wide tables move inside a frame of their own, also by keyboard.
fn make_tables_scroll(content: &DocumentFragment, label: &str) {
    for table in all(content, "table") {
        let Ok(frame) = document().create_element("div") else { continue };
        frame.set_class_name("table");
        for (name, value) in [("tabindex", "0"), ("role", "region"), ("aria-label", label)] {
            let _ = frame.set_attribute(name, value);
        }
        let _ = table.replace_with_with_node_1(&frame);
        let _ = frame.append_child(&table);
    }
}

/// Keeps links to articles inside the widget, unless the visitor wants a new tab.
fn follow(ui: Ui, slug: &str, event: &MouseEvent) {
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return;
    }
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let Ok(Some(link)) = element.closest("a[href]") else { return };
    let place = match link.get_attribute("data-docent-article") {
        Some(article) => Place::parse(&article),
        None => match link.get_attribute("href").unwrap_or_default().strip_prefix('#') {
            Some(id) => Place { slug: slug.to_owned(), target: Target::Id(id.to_owned()) },
            None => return,
        },
    };
    event.prevent_default();
    ui.send(Message::OpenArticle(place));
}

fn all(content: &DocumentFragment, selector: &str) -> Vec<Element> {
    let Ok(nodes) = content.query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|at| nodes.item(at)?.dyn_into().ok()).collect()
}
