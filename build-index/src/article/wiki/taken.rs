//! What Markdown itself makes links and pictures of. Brackets inside of these are no wiki links: a
//! link inside of a link would take the outer one away.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

/// Places of links and pictures, in the order of the text, none inside of another.
#[derive(Debug, Default)]
pub(in crate::article) struct Taken(Vec<Range<usize>>);

impl Taken {
    /// From the events of a text that is read without wiki links.
    pub(in crate::article) fn of<'a>(
        events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    ) -> Self {
        let mut all: Vec<Range<usize>> = Vec::new();
        for (event, range) in events {
            let is_new = all.last().is_none_or(|last| last.end <= range.start);
            if is_new && matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })) {
                all.push(range);
            }
        }
        Self(all)
    }

    /// Whether a place lies in one of them.
    pub(super) fn contains(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.start <= at)
    }
}
