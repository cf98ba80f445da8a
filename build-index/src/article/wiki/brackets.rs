//! The brackets of what looks like a wiki link and cannot be meant as one, in plain text.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::WikiLink;

/// Goes through events and gives such names their brackets back.
#[derive(Debug, Default)]
pub(in crate::article) struct Brackets {
    /// Whether one is open, and if so, whether its words are the writer's.
    open: Option<bool>,
}

impl Brackets {
    /// Adds what is written of such a name to a text. Other events are left to the caller.
    pub(in crate::article) fn take_in(&mut self, event: &Event<'_>, out: &mut String) -> bool {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                let link = WikiLink::parse(dest_url).filter(|link| !link.is_likely());
                if let Some(link) = &link {
                    out.push_str(&link.opening());
                }
                self.open = link.map(|link| link.has_words);
                self.open.is_some()
            }
            Event::End(TagEnd::Link) if self.open.take().is_some() => {
                out.push_str("]]");
                true
            }
            _ => self.open == Some(false),
        }
    }
}
