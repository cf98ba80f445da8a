//! Sections and numbers of a WebAssembly module, as they stand in its bytes: for what no library
//! leaves alone.

/// Bytes of a module before its first section.
pub(crate) const HEADER: usize = 8;

/// Takes a section from the front: what it is, and what is in it.
pub(crate) fn section<'m>(rest: &mut &'m [u8]) -> Option<(u8, &'m [u8])> {
    let (id, after) = rest.split_first()?;
    *rest = after;
    Some((*id, name(rest)?))
}

/// Takes bytes from the front, whose number stands before them.
pub(crate) fn name<'m>(rest: &mut &'m [u8]) -> Option<&'m [u8]> {
    let length = number(rest)?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

/// Takes a number from the front: seven bits a byte, the lowest first.
pub(crate) fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Writes a number in the same way.
pub(crate) fn write(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for wanted in [0, 1, 127, 128, 300, 1 << 20] {
            let mut bytes = Vec::new();
            write(&mut bytes, wanted);
            assert_eq!(number(&mut bytes.as_slice()), Some(wanted));
        }
        assert_eq!(number(&mut &[0x80][..]), None);
    }
}
