//! `[contact.zendesk]`: a help desk of Zendesk.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Around, Kind, entries, known, text};
use crate::table::{Data, Table};

/// What the script has to know of a help desk.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Zendesk {
    /// Ids of the help desk's own fields by names that a message has.
    fields: BTreeMap<String, u64>,
    /// What stands before the topic.
    subject: Option<String>,
}

pub(super) fn read(table: &mut Table<'_>, around: &Around<'_>) -> Zendesk {
    around.need_address(table, Kind::Zendesk, "https://example.zendesk.com");
    around.forbid_files(table, "Zendesk");
    around.forbid_own_names(table, &[]);
    let mut ids = Vec::new();
    for entry in entries(table, "fields") {
        let id = match entry.value.data {
            // A larger one would not be the same number in a browser.
            Data::Int(id) => u64::try_from(id).ok().filter(|id| (1..1 << 53).contains(id)),
            _ => None,
        };
        match id {
            Some(id) => ids.push((entry.key, id, entry.span)),
            None => table.error(
                entry.value.span,
                format!("`{}` of `fields` must be the id of a field in Zendesk", entry.key),
                "write the number that Zendesk shows beside it, such as 360001234567".to_owned(),
            ),
        }
    }
    Zendesk { fields: known(table, "fields", around, ids), subject: text(table, "subject") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{faults, of};

    const DESK: &str = "adapter = \"zendesk\"\nendpoint = \"https://kestrel.zendesk.com\"";

    #[test]
    fn answers_go_into_the_fields_of_the_help_desk() {
        let (settings, found) = of(&format!(
            "{DESK}\n[contact.zendesk]\nsubject = \"Help\"\nfields = {{ order = 360001234567, page = 5 }}\n\
             [[contact.fields]]\nid = \"order\"\nlabel = \"Order\""
        ));
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            settings,
            json!({ "kind": "zendesk", "subject": "Help", "fields": { "order": 360_001_234_567_u64, "page": 5 } })
        );
    }

    #[test]
    fn what_zendesk_cannot_take_is_refused_with_one_reason() {
        for (keys, reason) in [
            (
                "[contact.zendesk]\nfields = { order = 7 }",
                "`fields` has `order`, but no message has anything of that name",
            ),
            (
                "[contact.zendesk]\nfields = { page = \"x\" }",
                "`page` of `fields` must be the id of a field in Zendesk",
            ),
            (
                "[[contact.fields]]\nid = \"photo\"\nlabel = \"Photo\"\ntype = \"file\"",
                "Zendesk takes no files from visitors, and the field `photo` asks for some",
            ),
        ] {
            assert_eq!(faults(&format!("{DESK}\n{keys}")), [reason], "{keys}");
        }
    }
}
