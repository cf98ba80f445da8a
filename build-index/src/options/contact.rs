//! `[contact]`: how a customer reaches a person, and what the form asks.

use std::ops::Range;

use docent_protocol::{
    ANSWERS_MAX, ATTACHMENTS_MAX, ATTACHMENTS_MB_MAX, Answers, Channel, Consent, FieldKind,
    FileLimits, Form, FormField, HONEYPOT, MEGABYTE, Message,
};

use super::PerLanguage;
use super::adapter::{Adapter, FOLDER};
use super::channel::ChannelOptions;
use super::consent::consent;
use super::files::limits;
use super::read::{Reader, choice};
use crate::table::Table;

/// How a customer reaches a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContactOptions {
    endpoint: Option<String>,
    pub(crate) adapter: Option<Adapter>,
    pub(crate) email: Option<String>,
    pub(crate) topics: Option<PerLanguage<Vec<String>>>,
    pub(crate) reply_time: Option<PerLanguage<String>>,
    fields: Vec<FieldOptions>,
    pub(crate) consent: Option<PerLanguage<Consent>>,
    pub(crate) complaint: bool,
    pub(crate) copy: bool,
    pub(crate) channels: Vec<ChannelOptions>,
}

/// A question of the site's own.
#[derive(Clone, Debug)]
pub(crate) struct FieldOptions {
    id: String,
    label: PerLanguage<String>,
    kind: FieldKind,
    required: bool,
    options: Option<PerLanguage<Vec<String>>>,
    help: Option<PerLanguage<String>>,
    files: Option<FileLimits>,
}

impl FieldOptions {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn takes_files(&self) -> bool {
        self.files.is_some()
    }

    /// How many files it takes, if it takes any.
    pub(super) fn files_max(&self) -> Option<u64> {
        Some(self.files.as_ref()?.count)
    }
}

impl ContactOptions {
    /// Where the widget sends messages; with a `#` at its end where a script does that which speaks
    /// the language of who receives them (`app/src/page/files.js`).
    pub(crate) fn endpoint(&self) -> Option<String> {
        match &self.adapter {
            None => self.endpoint.clone(),
            Some(Adapter::Netlify(_)) => Some(format!("{FOLDER}#")),
            Some(_) => self.endpoint.as_ref().map(|url| format!("{url}#")),
        }
    }

    /// The site's own questions.
    pub(super) fn fields(&self) -> &[FieldOptions] {
        &self.fields
    }

    /// The form in one language.
    pub(crate) fn form(&self, lang: &str, default: &str) -> Form {
        let text = |value: &Option<PerLanguage<String>>| {
            value.as_ref().and_then(|value| value.get(lang, default)).cloned()
        };
        let list = |value: &Option<PerLanguage<Vec<String>>>| {
            value.as_ref().and_then(|value| value.get(lang, default)).cloned().unwrap_or_default()
        };
        let field = |field: &FieldOptions| FormField {
            id: field.id.clone(),
            label: field.label.get(lang, default).unwrap_or(&field.id).clone(),
            kind: field.kind,
            required: field.required,
            options: list(&field.options),
            help: text(&field.help).unwrap_or_default(),
            files: field.files.clone(),
        };
        Form {
            topics: list(&self.topics),
            reply_time: text(&self.reply_time),
            fields: self.fields.iter().map(field).chain(self.honeypot()).collect(),
            consent: self.consent.as_ref().and_then(|all| all.get(lang, default)).cloned(),
            complaint: self.complaint,
            copy: self.copy,
        }
    }

    /// The field that people do not see.
    fn honeypot(&self) -> Option<FormField> {
        let Some(Adapter::Guarded(guard)) = &self.adapter else { return None };
        guard.honeypot.then(|| FormField {
            id: HONEYPOT.to_owned(),
            label: "Website".to_owned(),
            ..FormField::default()
        })
    }

    /// Whether any field takes files.
    pub(crate) fn takes_files(&self) -> bool {
        self.fields.iter().any(FieldOptions::takes_files)
    }

    /// Whether it is said of any of the other ways when somebody answers.
    pub(crate) fn has_hours(&self) -> bool {
        self.channels.iter().any(ChannelOptions::has_hours)
    }

    /// The other ways to a person in one language.
    pub(crate) fn channels(&self, lang: &str, default: &str) -> Vec<Channel> {
        self.channels.iter().map(|one| one.channel(lang, default)).collect()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn contact(&mut self, mut table: Table<'a>) -> ContactOptions {
        let endpoint = self.endpoint(&mut table);
        let email = table.text("email").and_then(|(email, span)| {
            if Message::is_email(&email) {
                return Some(email);
            }
            table.error(
                span,
                format!("`{email}` is no mail address"),
                "write for example `help@example.com`".to_owned(),
            );
            None
        });
        let topics = self.lists_per_language(&mut table, "topics");
        let reply_time = self.per_language(&mut table, "reply_time");
        let consent = self.consent(&mut table);
        let complaint = table.bool("complaint").unwrap_or_default();
        let copy = table.bool("copy").unwrap_or_default();
        let mut fields: Vec<FieldOptions> = Vec::new();
        for (field, span) in table.tables("fields") {
            let field = self.field(field, span, &fields);
            fields.extend(field);
        }
        let adapter = self.adapter(&mut table, endpoint.as_deref(), &fields);
        let mut channels = Vec::new();
        for (channel, span) in table.tables("channels") {
            channels.extend(self.channel(channel, span));
        }
        self.finish(table);
        ContactOptions {
            endpoint,
            adapter,
            email,
            topics,
            reply_time,
            fields,
            consent,
            complaint,
            copy,
            channels,
        }
    }

    fn consent(&mut self, table: &mut Table<'a>) -> Option<PerLanguage<Consent>> {
        let span = table.span_of("consent").unwrap_or_default();
        let texts = self.per_language(table, "consent")?;
        let mut read = |text: &String| match consent(text) {
            Ok(consent) => Some(consent),
            Err((wrong, help)) => {
                table.error(span.clone(), wrong, help.to_owned());
                None
            }
        };
        match texts {
            PerLanguage::All(text) => read(&text).map(PerLanguage::All),
            PerLanguage::Each(texts) => {
                let each = texts.iter().map(|(lang, text)| Some((lang.clone(), read(text)?)));
                each.collect::<Option<_>>().map(PerLanguage::Each)
            }
        }
    }

    fn field(
        &mut self,
        mut table: Table<'a>,
        span: Range<usize>,
        before: &[FieldOptions],
    ) -> Option<FieldOptions> {
        let id = table.text("id");
        let label = self.per_language(&mut table, "label");
        let kind = choice(&mut table, "type", &FieldKind::ALL);
        let required = table.bool("required").unwrap_or_default();
        let options = self.lists_per_language(&mut table, "options");
        let help = self.per_language(&mut table, "help");
        if before.len() == ANSWERS_MAX {
            table.error(
                span.clone(),
                format!("a form can have at most {ANSWERS_MAX} fields of its own"),
                "remove some".to_owned(),
            );
        }
        if (kind == FieldKind::Select) != options.is_some() {
            table.error(
                span.clone(),
                "`options` belong to a field of the type `select`, and it to them".to_owned(),
                "write `type = \"select\"` and `options = [\"…\", \"…\"]`, or neither".to_owned(),
            );
        }
        let files = limits(&mut table, kind, &span);
        if let Some(fault) = files.as_ref().and_then(|files| excess(files, before)) {
            table.error(span.clone(), fault, "lower `max_files` or `max_mb` of one".to_owned());
        }
        let id = id.and_then(|(id, span)| check_id(&mut table, id, span, before));
        let field = match (id, label) {
            (Some(id), Some(label)) => {
                Some(FieldOptions { id, label, kind, required, options, help, files })
            }
            _ => {
                if table.diagnostics.is_empty() {
                    table.error(
                        span,
                        "a field needs `id` and `label`".to_owned(),
                        "write for example `id = \"order\"` and `label = \"Order number\"`"
                            .to_owned(),
                    );
                }
                None
            }
        };
        self.finish(table);
        field
    }
}

/// Why a field's files cannot come with those of the fields before it.
fn excess(files: &FileLimits, before: &[FieldOptions]) -> Option<String> {
    let others = before.iter().filter_map(|field| field.files.as_ref());
    let (mut count, mut bytes) = (files.count, files.count * files.bytes);
    let mut together = false;
    for other in others {
        together = true;
        count += other.count;
        bytes += other.count * other.bytes;
    }
    let is_too_much = count > ATTACHMENTS_MAX as u64 || bytes > ATTACHMENTS_MB_MAX * MEGABYTE;
    (together && is_too_much).then(|| {
        format!(
            "a message can carry {ATTACHMENTS_MAX} files and {ATTACHMENTS_MB_MAX} MB, and the \
             fields up to this one allow {count} and {} MB",
            bytes / MEGABYTE
        )
    })
}

/// The id of a field, if it is one and no other field has it.
fn check_id(
    table: &mut Table<'_>,
    id: String,
    span: Range<usize>,
    before: &[FieldOptions],
) -> Option<String> {
    if before.iter().any(|field| field.id == id) {
        table.error(
            span,
            format!("there are two fields with the id `{id}`"),
            "remove one of them, or give it another id".to_owned(),
        );
        return None;
    }
    if !Answers::is_id(&id) {
        table.error(
            span,
            format!("`{id}` cannot be the id of a field"),
            "use up to 40 small letters, digits, `-` and `_`, such as `order-number`".to_owned(),
        );
        return None;
    }
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse;
    use crate::source::SourceFile;

    fn of(text: &str) -> (ContactOptions, Vec<String>) {
        let file = SourceFile { path: "docent.toml".into(), text: text.into() };
        let (options, diagnostics) = parse(&file);
        (options.contact, diagnostics.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn fields_of_the_form_are_read_in_each_language() {
        let (contact, faults) = of(r#"
[[contact.fields]]
id = "order"
label = { en = "Order number", es = "Número de pedido" }
help = "On your receipt"
required = true
[[contact.fields]]
id = "size"
label = "Size"
type = "select"
options = { en = ["Small", "Large"], es = ["Pequeño", "Grande"] }
[[contact.fields]]
id = "gift"
label = "A gift"
type = "checkbox"
"#);
        assert!(faults.is_empty(), "{faults:?}");
        let form = contact.form("es", "en");
        let [order, size, gift] = &form.fields[..] else { panic!("{form:?}") };
        assert_eq!((order.label.as_str(), order.required), ("Número de pedido", true));
        assert_eq!((order.kind, order.help.as_str()), (FieldKind::Text, "On your receipt"));
        assert_eq!(size.options, ["Pequeño", "Grande"]);
        assert_eq!((gift.kind, gift.required), (FieldKind::Checkbox, false));
    }

    #[test]
    fn a_field_that_cannot_be_asked_is_refused_with_one_reason() {
        for (field, reason) in [
            ("id = \"order\"", "a field needs `id` and `label`"),
            ("id = \"Order No\"\nlabel = \"x\"", "`Order No` cannot be the id of a field"),
            ("id = \"a\"\nlabel = \"x\"\ntype = \"date\"", "`type` cannot be `date`"),
            (
                "id = \"a\"\nlabel = \"x\"\ntype = \"select\"",
                "`options` belong to a field of the type `select`, and it to them",
            ),
            (
                "id = \"a\"\nlabel = \"x\"\noptions = [\"y\"]",
                "`options` belong to a field of the type `select`, and it to them",
            ),
            (
                "id = \"a\"\nlabel = \"x\"\n[[contact.fields]]\nid = \"a\"\nlabel = \"y\"",
                "there are two fields with the id `a`",
            ),
            (
                "id = \"a\"\nlabel = \"x\"\ntype = \"file\"\n[[contact.fields]]\nid = \"b\"\nlabel = \"y\"\n\
                 type = \"file\"",
                "a message can carry 10 files and 25 MB, and the fields up to this one allow 6 \
                 and 30 MB",
            ),
        ] {
            let (_, faults) = of(&format!("[[contact.fields]]\n{field}\n"));
            assert_eq!(faults, [reason], "{field}");
        }
    }
}
