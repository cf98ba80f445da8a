//! The accent colour of static pages, made readable on light and on dark ground.

/// The least contrast of text by WCAG 2.2, success criterion 1.4.3.
const CONTRAST_MIN: f64 = 4.5;
// `--code` of help.css, of all grounds that links stand on the nearest to their own colour.
const ON_LIGHT: [f64; 3] = [240.0, 241.0, 246.0];
const ON_DARK: [f64; 3] = [39.0, 43.0, 52.0];

/// A rule that sets the accent for both schemes; empty for text that is no colour.
pub(crate) fn accent_rule(accent: &str) -> String {
    let Some(colour) = parse(accent) else { return String::new() };
    let light = readable(colour, ON_LIGHT, [0.0; 3]);
    let dark = readable(colour, ON_DARK, [255.0; 3]);
    format!(
        ":root{{--accent:{light}}}\n@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    )
}

fn parse(text: &str) -> Option<[f64; 3]> {
    let digits: Vec<u32> =
        text.strip_prefix('#')?.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let channel = |at: usize| match digits.len() {
        3 => Some(f64::from(digits[at] * 17)),
        6 => Some(f64::from(digits[at * 2] * 16 + digits[at * 2 + 1])),
        _ => None,
    };
    Some([channel(0)?, channel(1)?, channel(2)?])
}

/// The colour itself, or mixed with `towards` until it can be read on `ground`.
fn readable(colour: [f64; 3], ground: [f64; 3], towards: [f64; 3]) -> String {
    let mut mixed = colour;
    for step in 0..=20 {
        let part = f64::from(step) / 20.0;
        mixed = std::array::from_fn(|at| (colour[at] + (towards[at] - colour[at]) * part).round());
        if contrast(mixed, ground) >= CONTRAST_MIN {
            break;
        }
    }
    let [r, g, b] = mixed.map(|channel| channel as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|channel| {
        let channel = channel / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 0.01);
        assert!((contrast([119.0; 3], [255.0; 3]) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_accent_becomes_readable_on_both_grounds() {
        for accent in ["#3b5bdb", "#ff0", "#000000", "#ffffff", "#7f7f7f", "#e8590c"] {
            let rule = accent_rule(accent);
            let colours: Vec<_> = rule
                .match_indices('#')
                .filter_map(|(at, _)| parse(rule.get(at..at + 7)?))
                .collect();
            assert_eq!(colours.len(), 2, "{rule}");
            assert!(contrast(colours[0], ON_LIGHT) >= CONTRAST_MIN, "{rule}");
            assert!(contrast(colours[1], ON_DARK) >= CONTRAST_MIN, "{rule}");
        }
        assert_eq!(accent_rule("red"), "");
    }

    #[test]
    fn a_readable_accent_stays_as_it_is() {
        assert!(accent_rule("#3b5bdb").starts_with(":root{--accent:#3b5bdb}"));
    }
}
