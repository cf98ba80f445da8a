//! Unsigned LEB128: seven bits a byte, least significant first. Encode and decode side by side.

/// Appends a number in one to five bytes.
#[cfg(feature = "writer")]
pub(crate) fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads numbers from bytes that nobody vouches for.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'b> {
    rest: std::slice::Iter<'b, u8>,
}

impl<'b> Cursor<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes.iter() }
    }

    /// Starts at an offset; one behind the end reads nothing.
    pub(crate) fn starting_at(bytes: &'b [u8], at: usize) -> Self {
        Self::new(bytes.get(at..).unwrap_or_default())
    }

    /// How many bytes are left.
    pub(crate) fn num_left(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.num_left() == 0
    }

    /// The next number; `None` at the end, and where five bytes hold more than 32 bits.
    #[inline]
    pub(crate) fn varint(&mut self) -> Option<u32> {
        let first = *self.rest.next()?;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        let mut value = u64::from(first & 0x7f);
        for shift in [7, 14, 21, 28] {
            let byte = *self.rest.next()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).ok();
            }
        }
        None
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_number_comes_back(values: Vec<u32>) {
            let mut bytes = Vec::new();
            values.iter().for_each(|value| push_varint(&mut bytes, *value));
            let mut cursor = Cursor::new(&bytes);
            for value in values {
                prop_assert_eq!(cursor.varint(), Some(value));
            }
            prop_assert!(cursor.is_at_end());
            prop_assert_eq!(cursor.varint(), None);
        }

        #[test]
        fn any_bytes_end_without_panic(bytes: Vec<u8>) {
            let mut cursor = Cursor::new(&bytes);
            while cursor.varint().is_some() {}
        }
    }
}
