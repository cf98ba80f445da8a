//! `[contact.chatwoot]`: an inbox of Chatwoot.

use serde::Serialize;

use super::{Around, Kind, text};
use crate::table::Table;

/// What the script has to know of an inbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chatwoot {
    /// Its identifier, which anybody may know.
    inbox: String,
    /// What stands before the topic.
    subject: Option<String>,
}

pub(super) fn read(table: &mut Table<'_>, around: &Around<'_>) -> Option<Chatwoot> {
    around.need_address(table, Kind::Chatwoot, "https://app.chatwoot.com");
    around.forbid_files(table, "Chatwoot");
    around.forbid_own_names(table, &["subject"]);
    let inbox = text(table, "inbox").filter(|inbox| !inbox.trim().is_empty());
    if inbox.is_none() {
        table.error(
            around.span.clone(),
            "`adapter = \"chatwoot\"` needs to know the inbox".to_owned(),
            "write below `[contact.chatwoot]` for example `inbox = \"…\"`: the identifier of an \
             inbox of the kind API"
                .to_owned(),
        );
    }
    let subject = text(table, "subject");
    Some(Chatwoot { inbox: inbox?, subject })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{faults, of};

    const DESK: &str = "adapter = \"chatwoot\"\nendpoint = \"https://app.chatwoot.com\"";

    #[test]
    fn an_inbox_is_known_by_its_identifier() {
        let (settings, found) = of(&format!("{DESK}\n[contact.chatwoot]\ninbox = \"a1b2\""));
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(settings, json!({ "kind": "chatwoot", "inbox": "a1b2", "subject": null }));
        for inbox in ["", "\n[contact.chatwoot]\ninbox = \" \""] {
            assert_eq!(
                faults(&format!("{DESK}{inbox}")),
                ["`adapter = \"chatwoot\"` needs to know the inbox"]
            );
        }
    }
}
