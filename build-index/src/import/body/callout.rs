//! Boxes that other help desks draw with classes, as the callouts of Docent.

use super::tree::Element;

/// The kind of callout that an element is, if it is one.
pub(super) fn kind(element: &Element) -> Option<&'static str> {
    if !matches!(element.name.as_str(), "div" | "blockquote" | "p" | "aside" | "section") {
        return None;
    }
    let classes = element.get("class")?.to_lowercase();
    let found: Vec<_> = classes.split_whitespace().filter_map(kind_of_class).collect();
    // The class that says most decides: `alert alert-danger` is no mere note.
    let named = found.iter().copied().find(|kind| *kind != "NOTE").or(found.first().copied())?;
    let is_told =
        classes.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with("info"));
    let ground = element.get("style").filter(|_| named == "NOTE" && !is_told);
    Some(ground.and_then(kind_of_ground).unwrap_or(named))
}

/// What the colour of a box says where its class says no more than that it is one.
fn kind_of_ground(style: &str) -> Option<&'static str> {
    let (_, ground) = style.split_once("background-color:")?;
    let digits = ground.trim_start().strip_prefix('#')?.get(..6)?;
    let colour = u32::from_str_radix(digits, 16).ok()?;
    let [red, green, blue] = [16, 8, 0].map(|shift| (colour >> shift & 0xff) as i32);
    // Grounds are pale; a difference that can be seen is enough.
    let is_more = |one: i32, other: i32| one > other + 12;
    // Yellow is what an editor gives a box at first, so it says nothing.
    if is_more(red, blue) && is_more(green, blue) {
        None
    } else if is_more(red, green) && is_more(red, blue) {
        Some("CAUTION")
    } else if is_more(green, red) && is_more(green, blue) {
        Some("TIP")
    } else {
        None
    }
}

/// Words that say that a class is about a box, whatever stands beside them.
const BOXES: [&str; 7] =
    ["callout", "alert", "admonition", "notice", "notification", "panel", "box"];

fn kind_of_class(class: &str) -> Option<&'static str> {
    let words: Vec<_> = class.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let is_box = words.iter().any(|word| BOXES.contains(word));
    if !is_box && words.len() > 1 {
        return None;
    }
    let named = words.iter().find_map(|word| match *word {
        "danger" | "caution" | "error" => Some("CAUTION"),
        "warning" | "warn" | "attention" => Some("WARNING"),
        "important" => Some("IMPORTANT"),
        "tip" | "hint" | "idea" => Some("TIP"),
        "note" | "info" | "information" => Some("NOTE"),
        "red" if is_box => Some("CAUTION"),
        "yellow" | "orange" if is_box => Some("WARNING"),
        "green" | "success" if is_box => Some("TIP"),
        _ => None,
    });
    let is_plain_box =
        words.iter().any(|word| matches!(*word, "callout" | "admonition" | "alert" | "notice"));
    named.or_else(|| is_plain_box.then_some("NOTE"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_of_a_box_says_what_its_class_leaves_open() {
        for (style, expected) in [
            ("background-color: #feedaf80; border-color: #fbc91633;", "NOTE"),
            ("background-color: #fed9db80;", "CAUTION"),
            ("background-color:#d7efdc80", "TIP"),
            ("background-color: #e3e7fa80;", "NOTE"),
            ("background-color: #e8e8eb80;", "NOTE"),
            ("background-color: red", "NOTE"),
            ("background-color: #12", "NOTE"),
            ("", "NOTE"),
        ] {
            let attributes = [("class", "intercom-interblocks-callout"), ("style", style)];
            let element = Element {
                name: "div".to_owned(),
                attributes: attributes.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec(),
                children: Vec::new(),
            };
            assert_eq!(kind(&element), Some(expected), "{style}");
        }
    }

    #[test]
    fn classes_of_boxes_are_told_from_others() {
        for (class, expected) in [
            ("callout-yellow", Some("WARNING")),
            ("callout callout--danger", Some("CAUTION")),
            ("alert alert-info", Some("NOTE")),
            ("intercom-interblocks-callout", Some("NOTE")),
            ("fr-callout fd-callout fd-callout--idea", Some("TIP")),
            ("note", Some("NOTE")),
            ("Tip", Some("TIP")),
            ("note-editor", None),
            ("yellow", None),
            ("article-body", None),
            ("footnote", None),
            ("box", None),
        ] {
            let element = Element {
                name: "div".to_owned(),
                attributes: vec![("class".to_owned(), class.to_owned())],
                children: Vec::new(),
            };
            assert_eq!(kind(&element), expected, "{class}");
        }
    }
}
