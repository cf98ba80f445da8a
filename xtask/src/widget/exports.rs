//! Exports more functions of a module, and leaves every other byte as the linker wrote it: its
//! relocations count from the beginnings of sections, and what reads them is not here.

use std::collections::HashSet;

use anyhow::{Context, Result};

use crate::wasm_bytes::{HEADER, name, number, section, write};

const CUSTOM: u8 = 0;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

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
}
