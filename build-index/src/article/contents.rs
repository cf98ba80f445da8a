//! The list of an article's headings, for the widget: folded, because the panel is small.

use docent_protocol::PageSection;

use super::push_escaped;
use crate::strings::Strings;

/// From how many headings on an article begins with a list of them.
pub(crate) const CONTENTS_MIN: usize = 4;

/// Headings below these are details.
const LEVEL_MAX: u8 = 3;

/// The headings of an article as HTML; empty where they are few.
pub(crate) fn contents(sections: &[PageSection], strings: &Strings) -> String {
    let listed = |section: &&PageSection| {
        (1..=LEVEL_MAX).contains(&section.level) && !section.title.is_empty()
    };
    let headings: Vec<_> = sections.iter().filter(listed).collect();
    if headings.len() < CONTENTS_MIN {
        return String::new();
    }
    let mut html = "<details class=\"contents\"><summary>".to_owned();
    push_escaped(strings.get("page.contents"), &mut html);
    html.push_str("</summary><ul>");
    // A heading of level 3 stands below what is before it; the first one has nothing to stand below.
    let mut is_below = false;
    for (at, section) in headings.iter().enumerate() {
        let goes_below = section.level > 2 && at > 0;
        html.push_str(match (is_below, goes_below) {
            (false, true) => "<ul>",
            (true, false) => "</li></ul></li>",
            _ if at > 0 => "</li>",
            _ => "",
        });
        is_below = goes_below;
        html.push_str("<li><a href=\"#");
        push_escaped(&section.id, &mut html);
        html.push_str("\">");
        push_escaped(&section.title, &mut html);
        html.push_str("</a>");
    }
    html.push_str(if is_below { "</li></ul></li>" } else { "</li>" });
    html.push_str("</ul></details>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(levels: &[u8]) -> String {
        let sections: Vec<_> = levels
            .iter()
            .map(|level| PageSection {
                id: format!("s{level}"),
                title: format!("<{level}>"),
                level: *level,
                ..PageSection::default()
            })
            .collect();
        contents(&sections, &Strings::of("en"))
    }

    #[test]
    fn short_articles_have_no_contents() {
        assert_eq!(of(&[0, 2, 2, 3]), "");
        assert_eq!(of(&[0, 2, 2, 3, 4]), "");
    }

    #[test]
    fn lower_headings_stand_in_lists_of_their_own() {
        let list = of(&[0, 2, 3, 3, 4, 2]);
        let item = |level: u8| format!("<li><a href=\"#s{level}\">&lt;{level}&gt;</a>");
        let expected = [
            "<details class=\"contents\"><summary>On this page</summary><ul>".to_owned(),
            item(2),
            "<ul>".to_owned(),
            item(3),
            "</li>".to_owned(),
            item(3),
            "</li></ul></li>".to_owned(),
            item(2),
            "</li></ul></details>".to_owned(),
        ];
        assert_eq!(list, expected.concat());
    }

    #[test]
    fn every_element_is_closed_whatever_comes_last() {
        for levels in [[2, 2, 2, 2], [2, 3, 3, 3], [2, 3, 2, 3], [3, 2, 3, 2]] {
            let list = of(&levels);
            for name in ["ul", "li", "details", "a"] {
                let open = list.matches(&format!("<{name}>")).count()
                    + list.matches(&format!("<{name} ")).count();
                assert_eq!(open, list.matches(&format!("</{name}>")).count(), "{list}");
            }
        }
    }
}
