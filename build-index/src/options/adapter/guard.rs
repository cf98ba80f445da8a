//! `[contact.guard]`: what the widget shows Docent's own collector so that a message is not taken for
//! a robot's. The collector's settings ask for it (`collector/src/guard/settings.rs`).

use serde::Serialize;

use crate::table::Table;

/// The most seconds and bits that the collector can ask for.
const SECONDS_MAX: u64 = 60;
const BITS_MAX: u64 = 22;

/// What the script shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Guard {
    /// How long the form was open before a message leaves.
    minimum_seconds: u64,
    /// How many bits at the start of a hash are nought.
    proof_of_work_bits: u64,
    /// Name of the page's function that has the answer to a captcha.
    captcha: Option<String>,
    /// Whether the form has a field that people do not see.
    #[serde(skip)]
    pub(crate) honeypot: bool,
}

pub(super) fn read(table: &mut Table<'_>) -> Guard {
    let minimum_seconds = most(table, "minimum_seconds", SECONDS_MAX);
    let proof_of_work_bits = most(table, "proof_of_work_bits", BITS_MAX);
    let captcha = table.text("captcha").and_then(|(name, span)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        if !name.is_empty() && name.chars().all(is_part) {
            return Some(name);
        }
        table.error(
            span,
            format!("`{name}` is no name of a function"),
            "write the name of a function of your page, such as `solveCaptcha`".to_owned(),
        );
        None
    });
    let honeypot = table.bool("honeypot").unwrap_or_default();
    Guard { minimum_seconds, proof_of_work_bits, captcha, honeypot }
}

/// A number up to `highest`; nought if nothing is said.
fn most(table: &mut Table<'_>, key: &'static str, highest: u64) -> u64 {
    let span = table.span_of(key).unwrap_or_default();
    let Some(number) = table.int(key) else { return 0 };
    if let Some(number) = u64::try_from(number).ok().filter(|number| *number <= highest) {
        return number;
    }
    table.error(
        span,
        format!("`{key}` cannot be {number}"),
        format!("write a number from 0 to {highest}"),
    );
    0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{faults, of};

    #[test]
    fn what_is_shown_to_the_collector_is_said_number_by_number() {
        let (settings, found) =
            of("endpoint = \"/v1/messages\"\n[contact.guard]\nminimum_seconds = 3\n\
             proof_of_work_bits = 14\ncaptcha = \"solveCaptcha\"\nhoneypot = true");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            settings,
            json!({ "kind": "guarded", "minimum_seconds": 3, "proof_of_work_bits": 14,
                "captcha": "solveCaptcha" })
        );
    }

    #[test]
    fn what_the_collector_cannot_ask_for_is_refused() {
        for (keys, reason) in [
            ("minimum_seconds = 61", "`minimum_seconds` cannot be 61"),
            ("proof_of_work_bits = -1", "`proof_of_work_bits` cannot be -1"),
            ("captcha = \"a.b()\"", "`a.b()` is no name of a function"),
            ("captcha_key = \"x\"", "there is no setting `captcha_key` in `[guard]`"),
        ] {
            assert_eq!(faults(&format!("[contact.guard]\n{keys}")), [reason], "{keys}");
        }
        let form = "adapter = \"form\"\nendpoint = \"https://forms.example/f/1\"";
        assert_eq!(
            faults(&format!("{form}\n[contact.guard]\nminimum_seconds = 3")),
            ["`[contact.guard]` is for messages to Docent's own collector"]
        );
        assert_eq!(
            faults(
                "[contact.guard]\nhoneypot = true\n[[contact.fields]]\nid = \"website-2\"\nlabel = \"x\""
            ),
            ["the field `website-2` has the id of the field that only robots fill in"]
        );
    }
}
