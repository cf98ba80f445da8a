//! Exports more functions of a module, and leaves every other byte as the linker wrote it: its
//! relocations count from the beginnings of sections, and what reads them is not here.

use std::collections::HashSet;

use anyhow::{Context, Result};

const CUSTOM: u8 = 0;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// Bytes of a module before its first section.
const HEADER: usize = 8;

/// The module with all functions of these names exported, under names that begin with `_also`.
pub(super) fn export(module: &[u8], functions: &HashSet<String>) -> Result<Vec<u8>> {
    let numbers = numbers(module, functions).context("the linker's module cannot be read")?;
    let (header, mut rest) = module.split_at_checked(HEADER).context("no module")?;
    let mut out = header.to_vec();
    while !rest.is_empty() {
        let before = rest;
        let (id, mut body) = section(&mut rest).context("a section is cut off")?;
        if id != EXPORTS {
            out.extend_from_slice(&before[..before.len() - rest.len()]);
            continue;
        }
        let count = number(&mut body).context("the exports have no number")?;
        let mut exports = Vec::new();
        write(&mut exports, count + numbers.len());
        exports.extend_from_slice(body);
        for (at, function) in numbers.iter().enumerate() {
            let name = format!("_also{at}");
            write(&mut exports, name.len());
            exports.extend_from_slice(name.as_bytes());
            exports.push(FUNCTION);
            write(&mut exports, *function);
        }
        out.push(EXPORTS);
        write(&mut out, exports.len());
        out.append(&mut exports);
    }
    Ok(out)
}

/// Numbers of the functions of these names.
fn numbers(module: &[u8], functions: &HashSet<String>) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    let mut rest = module.get(HEADER..)?;
    while !rest.is_empty() {
        let (id, mut body) = section(&mut rest)?;
        if id != CUSTOM || name(&mut body)? != b"name" {
            continue;
        }
        while !body.is_empty() {
            let (kind, mut names) = section(&mut body)?;
            if kind != NAMES_OF_FUNCTIONS {
                continue;
            }
            for _ in 0..number(&mut names)? {
                let function = number(&mut names)?;
                let name = std::str::from_utf8(name(&mut names)?).ok()?;
                if functions.contains(name) {
                    numbers.push(function);
                }
            }
        }
    }
    Some(numbers)
}

/// Part of the section `name`, which consists of parts as a module does of sections.
const NAMES_OF_FUNCTIONS: u8 = 1;

/// Takes a section from the front: what it is, and what is in it.
fn section<'m>(rest: &mut &'m [u8]) -> Option<(u8, &'m [u8])> {
    let (id, after) = rest.split_first()?;
    *rest = after;
    Some((*id, name(rest)?))
}

/// Takes bytes from the front, whose number stands before them.
fn name<'m>(rest: &mut &'m [u8]) -> Option<&'m [u8]> {
    let length = number(rest)?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

/// Takes a number from the front: seven bits a byte, the lowest first.
fn number(rest: &mut &[u8]) -> Option<usize> {
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

fn write(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module};

    use super::*;

    #[test]
    fn functions_are_exported_by_their_names_and_nothing_else_changes() {
        let mut module = Module::default();
        for name in ["one", "two", "three"] {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.name(name.to_owned());
            let function = builder.finish(Vec::new(), &mut module.funcs);
            if name == "one" {
                module.exports.add(name, function);
            }
        }
        let before = module.emit_wasm();
        let after = export(&before, &["three".to_owned()].into()).unwrap();
        let module = Module::from_buffer(&after).unwrap();
        let exported =
            |name: &str| module.funcs.get(module.exports.get_func(name).unwrap()).name.clone();
        assert_eq!(exported("one").as_deref(), Some("one"));
        assert_eq!(exported("_also0").as_deref(), Some("three"));
        assert_eq!(module.exports.iter().count(), 2);
    }

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
