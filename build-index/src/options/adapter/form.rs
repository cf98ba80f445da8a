//! `[contact.form]`: a service that takes forms as browsers send them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Around, Kind, known, text, texts};
use crate::options::read::choice;
use crate::table::Table;

/// What the script has to know of a form service.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormService {
    /// Other names for what a message has.
    names: BTreeMap<String, String>,
    /// What is sent with every message.
    extra: BTreeMap<String, String>,
    /// Name of the field that only robots fill in.
    honeypot: Option<String>,
    /// What stands before the topic.
    subject: Option<String>,
    subject_field: String,
    success: Success,
}

/// How the service says that a message has arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Success {
    /// JSON in which `success` or `ok` is true.
    #[default]
    Json,
    /// A status of success, without a page or the way to one.
    Status,
}

pub(super) fn read(table: &mut Table<'_>, around: &Around<'_>) -> FormService {
    around.need_address(table, Kind::Form, "https://formspree.io/f/abcdwxyz");
    let names = texts(table, "names");
    let names = known(table, "names", around, names);
    let extra = texts(table, "extra");
    let honeypot = table.text("honeypot");
    let subject = text(table, "subject");
    let subject_field = text(table, "subject_field").unwrap_or_else(|| "subject".to_owned());
    let success = choice(table, "success", &[("json", Success::Json), ("status", Success::Status)]);
    around.forbid_own_names(table, &[&subject_field]);
    // What a message has must arrive under its name alone.
    let sent = |name: &str| {
        let renamed = |own: &str| names.get(own).map_or(own, String::as_str) == name;
        name == subject_field || around.names().any(renamed)
    };
    let fixed = extra.iter().map(|(name, _, span)| (name, span));
    let trap = honeypot.iter().map(|(name, span)| (name, span));
    for (name, span) in fixed.chain(trap).filter(|(name, _)| sent(name)) {
        table.error(
            span.clone(),
            format!("a message has something else that is sent as `{name}`"),
            "write another name, or give the other one another with `names`".to_owned(),
        );
    }
    FormService {
        names,
        extra: extra.into_iter().map(|(name, text, _)| (name, text)).collect(),
        honeypot: honeypot.map(|(name, _)| name),
        subject,
        subject_field,
        success,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{faults, of};

    const SERVICE: &str = "adapter = \"form\"\nendpoint = \"https://forms.example/f/1\"";

    #[test]
    fn a_form_service_gets_usual_names_or_those_that_it_wants() {
        let (usual, found) = of(SERVICE);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            usual,
            json!({ "kind": "form", "names": {}, "extra": {}, "honeypot": null,
                "subject": null, "subject_field": "subject", "success": "json" })
        );
        let (own, found) = of(&format!(
            "{SERVICE}\n[contact.form]\nsubject = \"Help\"\nsubject_field = \"_subject\"\n\
             honeypot = \"_gotcha\"\nsuccess = \"status\"\nnames = {{ email = \"_replyto\" }}\n\
             extra = {{ access_key = \"k-1\" }}\n"
        ));
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            own,
            json!({ "kind": "form", "names": { "email": "_replyto" },
                "extra": { "access_key": "k-1" }, "honeypot": "_gotcha", "subject": "Help",
                "subject_field": "_subject", "success": "status" })
        );
    }

    #[test]
    fn what_would_arrive_under_the_name_of_something_else_is_refused() {
        for (keys, reason) in [
            (
                "names = { mail = \"x\" }",
                "`names` has `mail`, but no message has anything of that name",
            ),
            ("extra = { email = \"x\" }", "a message has something else that is sent as `email`"),
            ("honeypot = \"subject\"", "a message has something else that is sent as `subject`"),
            (
                "names = { email = \"reply\" }\nextra = { reply = \"x\" }",
                "a message has something else that is sent as `reply`",
            ),
            ("extra = { cc = 1 }", "`cc` of `extra` must be a text"),
            ("extra = \"x\"", "`extra` must be a table"),
            ("success = \"yes\"", "`success` cannot be `yes`"),
        ] {
            assert_eq!(faults(&format!("{SERVICE}\n[contact.form]\n{keys}")), [reason], "{keys}");
        }
        let field =
            |id: &str| format!("{SERVICE}\n[[contact.fields]]\nid = \"{id}\"\nlabel = \"x\"");
        assert!(faults(&field("order")).is_empty());
        assert_eq!(
            faults(&field("page")),
            ["the field `page` would take the place of what is sent as `page`"]
        );
        assert_eq!(
            faults(&field("subject")),
            ["the field `subject` would take the place of what is sent as `subject`"]
        );
    }
}
