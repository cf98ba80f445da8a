//! Icons of categories: by name from a small set, or from an SVG file of the site.

mod drawing;
mod set;

use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::options::Options;
use crate::source::Source;
use set::SET;

const CODE: &str = "icon";

/// What is drawn, on a grid of 24, as the `d` of an SVG path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outline {
    /// Drawn with a line.
    Line(String),
    /// Filled.
    Face(String),
}

/// Why an icon cannot be had, and what to do.
struct Fault {
    message: String,
    help: String,
}

/// Finds the icons that the settings name, and says which cannot be had.
pub(crate) fn settle(options: &mut Options, source: &Source) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for category in &mut options.categories {
        let Some((name, place)) = &category.icon else { continue };
        let is_file = name.to_ascii_lowercase().ends_with(".svg");
        match if is_file { of_file(name, source) } else { by_name(name) } {
            Ok(outline) => category.outline = Some(outline),
            Err(Fault { message, help }) => {
                diagnostics.push(Diagnostic::error(CODE, place.clone(), message).help(help));
            }
        }
    }
    diagnostics
}

fn of_file(name: &str, source: &Source) -> Result<Outline, Fault> {
    let path = name.strip_prefix("./").unwrap_or(name).trim_start_matches('/');
    if !source.files.contains(path) {
        let message = format!("there is no file `{path}` in the content folder");
        let help = match nearest(path, svgs(source)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write its path from the content folder".to_owned(),
        };
        return Err(Fault { message, help });
    }
    let bytes = source.bytes(path).map_err(|error| Fault {
        message: format!("`{path}` cannot be read: {error}"),
        help: "give this user the right to read it".to_owned(),
    })?;
    drawing::outline(&String::from_utf8_lossy(&bytes)).map_err(|what| Fault {
        message: format!("`{path}` is no icon: it has {what}"),
        help: "an icon has paths, circles, rectangles and lines, and a `viewBox`; \
               let your drawing program turn the rest into paths"
            .to_owned(),
    })
}

fn by_name(name: &str) -> Result<Outline, Fault> {
    if let Some((_, path)) = SET.iter().find(|(known, _)| *known == name) {
        return Ok(Outline::Line((*path).to_owned()));
    }
    let names = || SET.iter().map(|(name, _)| *name);
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<_> = names().collect();
            format!("write the path of an SVG file, or one of: {}", names.join(", "))
        }
    };
    Err(Fault { message: format!("there is no icon `{name}`"), help })
}

fn svgs(source: &Source) -> impl Iterator<Item = &str> {
    source.files.iter().map(String::as_str).filter(|path| path.ends_with(".svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_their_outlines_can_be_drawn() {
        assert!(SET.is_sorted_by_key(|(name, _)| *name));
        for (name, path) in SET {
            assert!(kurbo::BezPath::from_svg(path).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_an_error_with_the_nearest_one() {
        let help = |name| by_name(name).err().map(|fault| fault.help);
        assert_eq!(help("truk").as_deref(), Some("did you mean `truck`?"));
        assert!(help("xylophone").is_some_and(|help| help.contains("account, book, box")));
        assert_eq!(help("lock"), None);
    }
}
