//! What a site asks in its contact form.

use serde::{Deserialize, Serialize};

use crate::Consent;

/// Id of the field that people do not see (`app/style/base.css`) and that robots fill in. A site has
/// it if it says so.
pub const HONEYPOT: &str = "website-2";

/// The contact form of one language, as far as the site decides about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Topics to choose from; the choice is left out when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// When a customer may expect an answer, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_time: Option<String>,
    /// Questions of the site's own, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FormField>,
    /// What has to be agreed to before a message is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Whether a message can be marked as a complaint.
    #[serde(default, skip_serializing_if = "is_false")]
    pub complaint: bool,
    /// Whether a copy of the message can be asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub copy: bool,
}

/// A question of the site's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Names the answer in a message, see [`crate::Answers`].
    pub id: String,
    /// What the customer reads before it.
    pub label: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Whether a message without an answer is not sent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What to choose from; empty unless it is a [`FieldKind::Select`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// A sentence under the label; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Which files are taken; only of a [`FieldKind::File`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<FileLimits>,
}

/// Which files are taken as an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLimits {
    /// Endings such as `.pdf`, and media types such as `image/png` or `image/*`, as in the HTML
    /// attribute `accept`. Never empty.
    pub accept: Vec<String>,
    /// The most files.
    pub count: u64,
    /// The most bytes of each.
    pub bytes: u64,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// With one line of text.
    #[default]
    Text,
    /// With one of its options.
    Select,
    /// With yes, or not at all.
    Checkbox,
    /// With files, see [`crate::Attachment`].
    File,
}

impl FieldKind {
    /// All kinds by their names in JSON and in `docent.toml`.
    pub const ALL: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("select", Self::Select),
        ("checkbox", Self::Checkbox),
        ("file", Self::File),
    ];
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}
