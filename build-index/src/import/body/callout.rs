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
    found.iter().copied().find(|kind| *kind != "NOTE").or(found.first().copied())
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
        "tip" | "hint" => Some("TIP"),
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
    fn classes_of_boxes_are_told_from_others() {
        for (class, expected) in [
            ("callout-yellow", Some("WARNING")),
            ("callout callout--danger", Some("CAUTION")),
            ("alert alert-info", Some("NOTE")),
            ("intercom-interblocks-callout", Some("NOTE")),
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
