//! The order of a module's functions, which nothing depends on but how well it compresses: each
//! stands beside the one that is most like it.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use crate::wasm_bytes::{HEADER, name, number, section, write};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// Part of the section `name`.
const NAMES_OF_FUNCTIONS: u8 = 1;

/// Functions below this number are called with one byte, and those that are called most often stand
/// there already.
const SHORT: usize = 128;

/// Bytes that are compared at once.
const GRAM: usize = 4;

/// The module with a name for each function; in the order of these names they compress best.
pub(crate) fn name_in_order(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(module).context("wasm-opt's module cannot be read")?;
    let grams: Vec<_> = bodies.iter().map(|body| grams(body)).collect();
    let (short, long): (Vec<_>, Vec<_>) = (0..bodies.len()).partition(|at| imported + at < SHORT);
    let order = [in_order(short, &grams), in_order(long, &grams)].concat();
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, at)| places[*at] = place);

    let mut names = Vec::new();
    write(&mut names, places.len());
    let mut text = String::new();
    for (at, place) in places.into_iter().enumerate() {
        text.clear();
        // As many digits for each, since names are not numbers. Writing to a String cannot fail.
        let _ = write!(text, "{place:06}");
        write(&mut names, imported + at);
        write(&mut names, text.len());
        names.extend_from_slice(text.as_bytes());
    }
    let mut body = vec![4];
    body.extend_from_slice(b"name");
    body.push(NAMES_OF_FUNCTIONS);
    write(&mut body, names.len());
    body.append(&mut names);
    let mut out = module.to_vec();
    out.push(CUSTOM);
    write(&mut out, body.len());
    out.append(&mut body);
    Ok(out)
}

/// How many functions are imported, and the bodies of the others.
fn functions(module: &[u8]) -> Option<(usize, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    let mut rest = module.get(HEADER..)?;
    while !rest.is_empty() {
        let (id, mut body) = section(&mut rest)?;
        match id {
            IMPORTS => imported = imported_functions(body)?,
            CODE => {
                for _ in 0..number(&mut body)? {
                    bodies.push(name(&mut body)?);
                }
            }
            _ => {}
        }
    }
    Some((imported, bodies))
}

fn imported_functions(mut body: &[u8]) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..number(&mut body)? {
        name(&mut body)?;
        name(&mut body)?;
        match number(&mut body)? {
            0 => {
                number(&mut body)?;
                functions += 1;
            }
            // A table: its type, then bounds.
            1 => {
                number(&mut body)?;
                bounds(&mut body)?;
            }
            2 => bounds(&mut body)?,
            3 => {
                number(&mut body)?;
                number(&mut body)?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

fn bounds(body: &mut &[u8]) -> Option<()> {
    let has_upper = number(body)? & 1 == 1;
    number(body)?;
    if has_upper {
        number(body)?;
    }
    Some(())
}

/// All runs of bytes, ascending.
fn grams(body: &[u8]) -> Vec<[u8; GRAM]> {
    let mut grams: Vec<_> = body.windows(GRAM).filter_map(|gram| gram.try_into().ok()).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// From the longest one on, each followed by what is most like it.
fn in_order(mut left: Vec<usize>, grams: &[Vec<[u8; GRAM]>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(left.len());
    let mut next = best(&left, |at| grams[at].len() as f64);
    while let Some(place) = next {
        let last = left.remove(place);
        order.push(last);
        next = best(&left, |at| likeness(&grams[last], &grams[at]));
    }
    order
}

/// Where the first of the best stands.
fn best(left: &[usize], mut worth: impl FnMut(usize) -> f64) -> Option<usize> {
    let mut best = None;
    for (place, at) in left.iter().enumerate() {
        let worth = worth(*at);
        if best.is_none_or(|(_, most)| worth > most) {
            best = Some((place, worth));
        }
    }
    best.map(|(place, _)| place)
}

/// The share of what both have in what either has.
fn likeness(a: &[[u8; GRAM]], b: &[[u8; GRAM]]) -> f64 {
    let (mut x, mut y, mut both) = (0, 0, 0);
    while x < a.len() && y < b.len() {
        both += usize::from(a[x] == b[y]);
        let (forth_a, forth_b) = (a[x] <= b[y], b[y] <= a[x]);
        x += usize::from(forth_a);
        y += usize::from(forth_b);
    }
    both as f64 / (1 + a.len() + b.len() - both) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_together() {
        let bodies = ["refund in three days", "change your address", "refund in nine days, then"];
        let grams: Vec<_> = bodies.iter().map(|body| grams(body.as_bytes())).collect();
        assert_eq!(in_order(vec![0, 1, 2], &grams), [2, 0, 1]);
        assert_eq!(in_order(Vec::new(), &grams), [0; 0]);
    }
}
