//! A column of texts: their sizes in one part, their bytes in another.

use crate::OpenError;
use crate::format::{Cursor, Layout};

/// Where each text of a column ends.
#[derive(Debug)]
pub(crate) struct Column {
    ends: Vec<u32>,
    part: usize,
}

impl Column {
    /// Checks that there are `count` texts of valid UTF-8 that fill their part.
    pub(crate) fn open(
        bytes: &[u8],
        layout: &Layout,
        [sizes, part]: [usize; 2],
        count: usize,
        name: &'static str,
    ) -> Result<Self, OpenError> {
        let malformed = OpenError::Malformed { part: name };
        let data = layout.bytes(bytes, part);
        let Ok(text) = std::str::from_utf8(data) else { return Err(malformed) };
        let mut cursor = Cursor::new(layout.bytes(bytes, sizes));
        let mut ends = Vec::with_capacity(count.min(data.len() + 1));
        let mut end = 0u32;
        while let Some(size) = cursor.varint() {
            let Some(next) = end.checked_add(size) else { return Err(malformed) };
            if !text.is_char_boundary(next as usize) {
                return Err(malformed);
            }
            end = next;
            ends.push(end);
        }
        let complete = ends.len() == count && end as usize == data.len() && cursor.is_at_end();
        if complete { Ok(Self { ends, part }) } else { Err(malformed) }
    }

    /// One text, or an empty one if there is none of that number.
    pub(crate) fn get<'b>(&self, bytes: &'b [u8], layout: &Layout, at: usize) -> &'b str {
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        let data = layout.bytes(bytes, self.part).get(start as usize..end as usize);
        data.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }
}
