//! The elements that are not shown as they were cleaned: links, pictures, tables, callouts.

use super::{Holds, Link, PLAIN, Pass, Picture};
use crate::article::html::{Element, push_escaped};

impl Pass<'_> {
    pub(super) fn link(&mut self, mut element: Element<'_>) {
        if let Some(href) = element.remove("href") {
            match self.resolve.link(&href) {
                Link::Kept { external } => {
                    element.set("href", href);
                    if external {
                        element.set("rel", "noopener noreferrer");
                    }
                }
                Link::Own { url, article } => {
                    element.set("href", url);
                    if let Some(article) = article {
                        element.set("data-docent-article", article);
                    }
                }
                Link::Broken => {}
            }
        }
        if element.has_class("footnote-back") {
            let label = element.remove("title").unwrap_or_default();
            element.set("aria-label", label);
        }
        self.write(&element, PLAIN);
    }

    pub(super) fn picture(&mut self, mut element: Element<'_>) {
        let alt = element.get("alt").unwrap_or_default().to_owned();
        let picture = match element.get("src") {
            Some(src) if !src.trim().is_empty() => self.resolve.picture(src),
            _ => Picture::Missing,
        };
        match picture {
            Picture::Missing => {
                if !alt.trim().is_empty() {
                    let out = self.out();
                    out.push_str("<span class=\"missing-picture\">");
                    push_escaped(&alt, out);
                    out.push_str("</span>");
                }
                return;
            }
            Picture::Own { url, size } => {
                element.set("src", url);
                set_size(&mut element, size);
            }
            Picture::Kept => set_size(&mut element, None),
        }
        element.set("alt", alt);
        element.set("loading", "lazy");
        element.set("decoding", "async");
        self.write(&element, PLAIN);
    }

    pub(super) fn table(&mut self, element: &Element<'_>) {
        self.tables += 1;
        let label = self.strings.get("page.table").replace("{number}", &self.tables.to_string());
        let out = self.out();
        out.push_str("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
        push_escaped(&label, out);
        out.push_str("\">");
        self.write(element, "</table></div>");
    }

    /// An item outside of a list, as raw HTML may have it, is announced wrongly to those who
    /// listen, so it becomes a plain block.
    pub(super) fn item(&mut self, mut element: Element<'_>) {
        let wanted = if element.name == "li" { Holds::Items } else { Holds::Definitions };
        // A `div` may group terms and definitions.
        let parent =
            self.stack.iter().rev().map(|(holds, _)| *holds).find(|holds| *holds != Holds::Group);
        let direct = self.stack.last().map(|(holds, _)| *holds);
        let fits = if wanted == Holds::Items { direct } else { parent } == Some(wanted);
        if fits {
            return self.write(&element, PLAIN);
        }
        element.name = "div";
        element.remove("value");
        self.write(&element, "</div>");
    }

    pub(super) fn quote(&mut self, mut element: Element<'_>) {
        let kinds = ["note", "tip", "important", "warning", "caution"];
        let kind = kinds.into_iter().find(|kind| element.has_class(&format!("callout-{kind}")));
        let Some(kind) = kind else {
            return self.write(&element, PLAIN);
        };
        element.name = "div";
        element.set("class", format!("callout callout-{kind}"));
        element.set("role", "note");
        self.write(&element, "</div>");
        let title = self.strings.get(&format!("page.callout-{kind}")).to_owned();
        let out = self.out();
        out.push_str("\n<p class=\"callout-title\">");
        push_escaped(&title, out);
        out.push_str("</p>");
    }
}

/// Width and height, so that the page does not jump when the picture arrives. A width or height
/// that the writer chose is kept and the other one follows.
fn set_size(element: &mut Element<'_>, size: Option<(usize, usize)>) {
    let chosen = |element: &mut Element<'_>, name: &str| {
        let value = element.remove(name)?;
        value
            .trim()
            .trim_end_matches("px")
            .parse::<usize>()
            .ok()
            .filter(|n| (1..=10_000).contains(n))
    };
    let (width, height) = (chosen(element, "width"), chosen(element, "height"));
    let size = match (width, height, size) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((w, h))) if w > 0 => Some((width, (width * h).div_ceil(w))),
        (None, Some(height), Some((w, h))) if h > 0 => Some(((height * w).div_ceil(h), height)),
        (None, None, size) => size,
        _ => None,
    };
    if let Some((width, height)) = size {
        element.set("width", width.to_string());
        element.set("height", height.to_string());
    }
}
