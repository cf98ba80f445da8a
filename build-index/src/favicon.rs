//! The small picture in a browser's tab: the site's own, or one in its accent.
//!
//! It knows which files of a content folder are such pictures and what a page says of them. Without
//! any, browsers ask for `/favicon.ico`, which is not there, and say so in the console.

use crate::colour::ground_and_text;
use crate::diagnostic::Diagnostic;
use crate::emit::{Bundle, Effort};
use crate::picture::{size_of, unreadable};
use crate::source::Source;

/// Files in the root of a content folder with what they are, in the order in which pages name them:
/// browsers take the last one that they can show.
const OWN: [(&str, &str, &str); 3] = [
    ("favicon.ico", "ico", "image/x-icon"),
    ("favicon.png", "png", "image/png"),
    ("favicon.svg", "svg", SVG),
];

const SVG: &str = "image/svg+xml";

/// A picture for the tab, as pages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Favicon {
    /// Address below the site's root.
    pub(crate) href: String,
    pub(crate) kind: &'static str,
    /// Such as `32x32`, or `any` for what has no pixels; empty where it cannot be told.
    pub(crate) sizes: String,
}

/// Adds the pictures of a site, or one in the accent of its theme where it has none.
pub(crate) fn add(
    source: &Source,
    accent: Option<&str>,
    bundle: &mut Bundle,
) -> (Vec<Favicon>, Vec<Diagnostic>) {
    let mut icons = Vec::new();
    let mut diagnostics = Vec::new();
    for (path, suffix, kind) in OWN.into_iter().filter(|(path, ..)| source.files.contains(*path)) {
        match source.bytes(path) {
            Ok(bytes) => icons.push(favicon(bundle, suffix, kind, bytes, path)),
            Err(error) => diagnostics.push(unreadable(path, &error)),
        }
    }
    if icons.is_empty() {
        let drawing = drawing(accent).into_bytes();
        icons.push(favicon(bundle, "svg", SVG, drawing, "favicon.svg"));
    }
    (icons, diagnostics)
}

fn favicon(
    bundle: &mut Bundle,
    suffix: &str,
    kind: &'static str,
    bytes: Vec<u8>,
    path: &str,
) -> Favicon {
    let sizes = if kind == SVG {
        "any".to_owned()
    } else {
        let size = size_of(path, &bytes);
        size.map(|(width, height)| format!("{width}x{height}")).unwrap_or_default()
    };
    Favicon { href: bundle.add_hashed("favicon", suffix, bytes, Effort::Quick), kind, sizes }
}

/// A question mark on a rounded square.
fn drawing(accent: Option<&str>) -> String {
    let (ground, text) = ground_and_text(accent);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
         <rect width=\"32\" height=\"32\" rx=\"8\" fill=\"{ground}\"/>\
         <path d=\"M11 12.5a5 5 0 1 1 7.5 4.3c-1.6.9-2.5 1.7-2.5 3.2\" fill=\"none\" \
         stroke=\"{text}\" stroke-width=\"3\" stroke-linecap=\"round\"/>\
         <circle cx=\"16\" cy=\"25\" r=\"2\" fill=\"{text}\"/></svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_file_there_is_a_drawing_in_the_accent() {
        let mut bundle = Bundle::default();
        let (icons, _) = add(&Source::default(), Some("#ffd43b"), &mut bundle);
        assert_eq!(icons.len(), 1);
        let text = String::from_utf8_lossy(&bundle.files[&icons[0].href].bytes).into_owned();
        let xml = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        let fills: Vec<_> = xml.descendants().filter_map(|node| node.attribute("fill")).collect();
        assert_eq!(fills, ["#ffd43b", "none", "#000000"], "dark on a light accent");
    }
}
