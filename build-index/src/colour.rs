//! The accent colour: made readable on the static pages, and judged as the ground of buttons.

/// The least contrast of text by WCAG 2.2, success criterion 1.4.3.
const CONTRAST_MIN: f64 = 4.5;
/// `--accent` of help.css.
const ACCENT: [f64; 3] = [47.0, 79.0, 208.0];
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

/// The accent of a site, or ours, and the colour of what is drawn on it.
pub(crate) fn ground_and_text(accent: Option<&str>) -> (String, String) {
    let accent = accent.and_then(parse).unwrap_or(ACCENT);
    (hex(accent), hex(on_accent(accent)))
}

/// What is wrong with an accent as the ground of a button.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unreadable {
    /// The contrast of the text on it.
    pub(crate) contrast: f64,
    /// The nearest colour that is readable.
    pub(crate) nearest: String,
}

/// Judges the text of buttons, whose colour the widget chooses by the lightness of the accent.
/// `None` for what can be read, and for text that is no colour.
pub(crate) fn unreadable_button(accent: &str) -> Option<Unreadable> {
    let colour = parse(accent)?;
    let of_text = |ground| contrast(on_accent(ground), ground);
    if of_text(colour) >= CONTRAST_MIN {
        return None;
    }
    let mixed = |towards: f64, part: f64| {
        colour.map(|channel| (channel + (towards - channel) * part).round())
    };
    let nearest = (1..=100)
        .flat_map(|step| [0.0, 255.0].map(|towards| mixed(towards, f64::from(step) / 100.0)))
        .find(|colour| of_text(*colour) >= CONTRAST_MIN)?;
    Some(Unreadable { contrast: of_text(colour), nearest: hex(nearest) })
}

/// The colour of text on an accent, as in `launcher.css`: white, from a lightness of .68 on black.
fn on_accent(accent: [f64; 3]) -> [f64; 3] {
    if lightness(accent) < 0.68 { [255.0; 3] } else { [0.0; 3] }
}

/// Lightness in Oklab, from 0 to 1 (Ottosson, "A perceptual color space for image processing",
/// 2020; CSS Color 4, section 9.2).
fn lightness(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(linear);
    let l = 0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b;
    let m = 0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b;
    let s = 0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b;
    0.210_454_255_3 * l.cbrt() + 0.793_617_785_0 * m.cbrt() - 0.004_072_046_8 * s.cbrt()
}

fn hex(colour: [f64; 3]) -> String {
    let [r, g, b] = colour.map(|channel| channel as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
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
    hex(mixed)
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// A channel of sRGB, from 0 to 255, as light.
fn linear(channel: f64) -> f64 {
    let channel = channel / 255.0;
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
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
    fn lightness_is_that_of_css() {
        // `oklch(from red l …)`, `blue`, `white` and `black` as browsers compute them.
        for (colour, expected) in [
            ([255.0, 0.0, 0.0], 0.628),
            ([0.0, 0.0, 255.0], 0.452),
            ([255.0; 3], 1.0),
            ([0.0; 3], 0.0),
        ] {
            assert!((lightness(colour) - expected).abs() < 0.001, "{colour:?}");
        }
    }

    #[test]
    fn a_button_that_cannot_be_read_gets_the_nearest_colour_that_can() {
        for readable in ["#3b5bdb", "#1d5a46", "#fff", "#000", "#ffd43b", "blue"] {
            assert_eq!(unreadable_button(readable), None, "{readable}");
        }
        for accent in ["#ff0000", "#e8590c", "#0ca678", "#868e96"] {
            let found = unreadable_button(accent).unwrap_or_else(|| panic!("{accent}"));
            assert!(found.contrast < CONTRAST_MIN, "{found:?}");
            assert_eq!(unreadable_button(&found.nearest), None, "{found:?}");
        }
    }

    #[test]
    fn a_readable_accent_stays_as_it_is() {
        assert!(accent_rule("#3b5bdb").starts_with(":root{--accent:#3b5bdb}"));
    }
}
