//! Ids of votes and messages: UUID version 7 (RFC 9562, section 5.7), which sort by time.

/// A new id from the milliseconds since 1970 and ten random bytes; without these, one before all of
/// that millisecond.
pub(crate) fn new_id(millis: u64, random: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    for (byte, random) in bytes[6..].iter_mut().zip(random) {
        *byte = *random;
    }
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_comes_out() {
        // RFC 9562, appendix A.6.
        let random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
        assert_eq!(new_id(0x017f_22e2_79b0, &random), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        assert!(new_id(1_700_000_000_000, &[255; 10]) < new_id(1_700_000_000_001, &[]));
    }
}
