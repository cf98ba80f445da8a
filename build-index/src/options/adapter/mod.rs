//! `[contact] adapter`: who else than Docent's own collector receives messages, and what they have
//! to know. Each adapter has its settings in a table of its own name.

mod chatwoot;
mod form;
mod guard;
mod netlify;
mod zendesk;

use std::collections::BTreeMap;
use std::ops::Range;

use docent_protocol::HONEYPOT;
use serde::Serialize;

pub(crate) use netlify::{FOLDER, Netlify};

use super::contact::FieldOptions;
use super::read::{Reader, choice};
use crate::table::{Data, Entry, Table};

/// Names that a message has of its own (`public/adapters/fields.js`), besides those of the site's
/// questions.
const OWN: [&str; 15] = [
    "name",
    "email",
    "topic",
    "message",
    "consent",
    "complaint",
    "copy",
    "search",
    "searches",
    "article",
    "articles",
    "page",
    "lang",
    "lost",
    "id",
];

/// Who receives messages, as the script reads it that sends them (`public/adapters`).
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Adapter {
    Form(form::FormService),
    Netlify(Netlify),
    Zendesk(zendesk::Zendesk),
    Chatwoot(chatwoot::Chatwoot),
    /// Docent's own collector, where it asks for something against robots.
    Guarded(guard::Guard),
}

/// What `adapter` can be; by default what `content/en/feedback/own-endpoint.md` describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Json,
    Form,
    Netlify,
    Zendesk,
    Chatwoot,
}

impl Kind {
    const ALL: [(&'static str, Self); 5] = [
        ("json", Self::Json),
        ("form", Self::Form),
        ("netlify", Self::Netlify),
        ("zendesk", Self::Zendesk),
        ("chatwoot", Self::Chatwoot),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// What an adapter has to know of the rest of `[contact]`.
pub(super) struct Around<'o> {
    /// Where `adapter` is said.
    span: Range<usize>,
    endpoint: Option<&'o str>,
    fields: &'o [FieldOptions],
}

impl Around<'_> {
    /// Names that texts of a message can have.
    fn names(&self) -> impl Iterator<Item = &str> {
        OWN.into_iter().chain(self.fields.iter().map(FieldOptions::id))
    }

    /// Notes that a service takes no files, if the form asks for some.
    fn forbid_files(&self, table: &mut Table<'_>, service: &str) {
        let Some(field) = self.fields.iter().find(|field| field.takes_files()) else { return };
        table.error(
            self.span.clone(),
            format!(
                "{service} takes no files from visitors, and the field `{}` asks for some",
                field.id()
            ),
            "remove the field, or have messages sent to Docent's collector or a form service"
                .to_owned(),
        );
    }

    /// Notes the questions whose answers would take the place of something else of the message.
    fn forbid_own_names(&self, table: &mut Table<'_>, more: &[&str]) {
        for field in self.fields {
            if OWN.contains(&field.id()) || more.contains(&field.id()) {
                table.error(
                    self.span.clone(),
                    format!(
                        "the field `{0}` would take the place of what is sent as `{0}`",
                        field.id()
                    ),
                    "give the field another id".to_owned(),
                );
            }
        }
    }

    /// Notes that there is no whole address to send to.
    fn need_address(&self, table: &mut Table<'_>, kind: Kind, example: &str) {
        let is_whole = |url: &str| url.starts_with("https://") || url.starts_with("http://");
        if self.endpoint.is_some_and(is_whole) {
            return;
        }
        table.error(
            self.span.clone(),
            format!("`adapter = \"{}\"` needs the whole address to send to", kind.name()),
            format!("write for example `endpoint = \"{example}\"`"),
        );
    }
}

impl<'a> Reader<'a> {
    /// Reads `adapter` of `[contact]`, and its table. Nothing is Docent's own JSON.
    pub(super) fn adapter(
        &mut self,
        contact: &mut Table<'a>,
        endpoint: Option<&str>,
        fields: &[FieldOptions],
    ) -> Option<Adapter> {
        let span = contact.span_of("adapter").unwrap_or_default();
        let kind = choice(contact, "adapter", &Kind::ALL);
        let around = Around { span: span.clone(), endpoint, fields };
        let guard = self.guard(contact, kind, fields);
        let mut own = None;
        for (name, other) in &Kind::ALL[1..] {
            let place = contact.span_of(name);
            let table = contact.table(name);
            if *other == kind {
                own = table;
            } else if let (Some(place), Some(_)) = (place, table) {
                contact.error(
                    place,
                    format!("`[contact.{name}]` is of no use without `adapter = \"{name}\"`"),
                    format!("write `adapter = \"{name}\"` below `[contact]`, or remove the table"),
                );
            }
        }
        let mut table = own.unwrap_or_else(|| contact.empty(format!("[{}]", kind.name())));
        let adapter = match kind {
            Kind::Json => guard,
            Kind::Form => Some(Adapter::Form(form::read(&mut table, &around))),
            Kind::Netlify => Some(Adapter::Netlify(netlify::read(&mut table, &around))),
            Kind::Zendesk => Some(Adapter::Zendesk(zendesk::read(&mut table, &around))),
            Kind::Chatwoot => chatwoot::read(&mut table, &around).map(Adapter::Chatwoot),
        };
        self.finish(table);
        adapter
    }
}

impl<'a> Reader<'a> {
    /// Reads `[contact.guard]`, if it is there.
    fn guard(
        &mut self,
        contact: &mut Table<'a>,
        kind: Kind,
        fields: &[FieldOptions],
    ) -> Option<Adapter> {
        let span = contact.span_of("guard").unwrap_or_default();
        let mut table = contact.table("guard")?;
        if kind != Kind::Json {
            contact.error(
                span,
                "`[contact.guard]` is for messages to Docent's own collector".to_owned(),
                "remove it, or remove `adapter`".to_owned(),
            );
            return None;
        }
        let guard = guard::read(&mut table);
        self.finish(table);
        if guard.honeypot && fields.iter().any(|field| field.id() == HONEYPOT) {
            contact.error(
                span,
                format!("the field `{HONEYPOT}` has the id of the field that only robots fill in"),
                "give it another id".to_owned(),
            );
        }
        Some(Adapter::Guarded(guard))
    }
}

/// A text, without where it stands.
fn text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.text(key).map(|(text, _)| text)
}

/// Names and texts of a nested table.
fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<(String, String, Range<usize>)> {
    let mut all = Vec::new();
    for Entry { key: name, span, value } in entries(table, key) {
        match value.data {
            Data::Text(text) => all.push((name, text, span)),
            _ => table.error(
                value.span,
                format!("`{name}` of `{key}` must be a text"),
                format!("write for example `{name} = \"…\"`"),
            ),
        }
    }
    all
}

/// Entries of a nested table whose names are the site's own.
fn entries(table: &mut Table<'_>, key: &'static str) -> Vec<Entry> {
    let Some(value) = table.take(key) else { return Vec::new() };
    let Data::Table(entries) = value.data else {
        table.error(
            value.span,
            format!("`{key}` must be a table"),
            format!("write for example `{key} = {{ order = … }}`"),
        );
        return Vec::new();
    };
    entries
}

/// Takes the entries whose names are those of texts in a message; the others are faults.
fn known<T>(
    table: &mut Table<'_>,
    key: &str,
    around: &Around<'_>,
    entries: Vec<(String, T, Range<usize>)>,
) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    for (name, value, span) in entries {
        if around.names().any(|known| known == name) {
            all.insert(name, value);
        } else {
            let names: Vec<_> = around.names().collect();
            table.error(
                span,
                format!("`{key}` has `{name}`, but no message has anything of that name"),
                format!("write the id of a field, or one of: {}", names.join(", ")),
            );
        }
    }
    all
}

#[cfg(test)]
mod tests {

    use crate::options::parse;
    use crate::source::SourceFile;

    /// The adapter's settings as the script reads them, what is wrong, and how to mend it.
    pub(super) fn of(keys: &str) -> (serde_json::Value, Vec<[String; 2]>) {
        let text = format!("[contact]\n{keys}\n");
        let (options, found) = parse(&SourceFile { path: "docent.toml".into(), text: text.into() });
        let settings = serde_json::to_value(options.contact.adapter).expect("JSON");
        let fault =
            |found: crate::diagnostic::Diagnostic| [found.message, found.help.unwrap_or_default()];
        (settings, found.into_iter().map(fault).collect())
    }

    /// What is wrong.
    pub(super) fn faults(keys: &str) -> Vec<String> {
        of(keys).1.into_iter().map(|[message, _]| message).collect()
    }

    #[test]
    fn messages_are_docents_own_json_unless_the_site_says_otherwise() {
        for keys in ["", "adapter = \"json\"", "adapter = \"json\"\nendpoint = \"/v1/messages\""] {
            let (settings, faults) = of(keys);
            assert!(settings.is_null() && faults.is_empty(), "{keys}: {faults:?}");
        }
    }

    #[test]
    fn an_adapter_that_there_is_not_is_refused_with_the_nearest() {
        let (settings, faults) = of("adapter = \"netlfy\"");
        assert!(settings.is_null());
        assert_eq!(faults, [["`adapter` cannot be `netlfy`", "did you mean `netlify`?"]]);
    }

    #[test]
    fn settings_of_another_adapter_are_refused() {
        let form = "endpoint = \"https://forms.example/f/1\"\nadapter = \"form\"";
        assert_eq!(
            faults(&format!("{form}\n[contact.zendesk]\nsubject = \"Help\"")),
            ["`[contact.zendesk]` is of no use without `adapter = \"zendesk\"`"]
        );
        assert_eq!(
            faults("[contact.form]\nhoneypot = \"_gotcha\""),
            ["`[contact.form]` is of no use without `adapter = \"form\"`"]
        );
        assert_eq!(
            faults(&format!("{form}\n[contact.form]\nhoneypott = \"_gotcha\"")),
            ["there is no setting `honeypott` in `[form]`"]
        );
    }

    #[test]
    fn an_adapter_needs_a_whole_address() {
        for (kind, more) in
            [("form", ""), ("zendesk", ""), ("chatwoot", "\n[contact.chatwoot]\ninbox = \"a\"")]
        {
            for endpoint in ["", "endpoint = \"/v1/messages\"\n"] {
                assert_eq!(
                    faults(&format!("{endpoint}adapter = \"{kind}\"{more}")),
                    [format!("`adapter = \"{kind}\"` needs the whole address to send to")]
                );
            }
        }
    }
}
