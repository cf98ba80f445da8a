//! A table of keys and values whose keys and types are checked as they are taken out.
//!
//! Front matter (YAML or TOML) and `docent.toml` both become a [`Table`], so that a wrong type is
//! explained in the same words everywhere. It knows no particular key.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::SourceFile;
use crate::suggest::{ADVICE, is_page_pattern};

/// A value and where it stands in the file.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) data: Data,
    pub(crate) span: Range<usize>,
}

/// The kinds of value that YAML and TOML share.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    /// Any other scalar that is no text, as it was written.
    Scalar(String),
    Text(String),
    List(Vec<Value>),
    Table(Vec<Entry>),
}

/// A key, where it stands, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

/// Takes entries out and notes what is wrong with them.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    file: &'a SourceFile,
    /// Code of the diagnostics it makes.
    code: &'static str,
    /// Path of keys to this table, for messages: empty or `[site]`.
    name: String,
    entries: Vec<Entry>,
    taken: Vec<&'static str>,
    /// Those of them that were there.
    found: Vec<&'static str>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(file: &'a SourceFile, code: &'static str, entries: Vec<Entry>) -> Self {
        Self {
            file,
            code,
            name: String::new(),
            entries,
            taken: Vec::new(),
            found: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The value of a key, which from now on is a known one.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Value> {
        self.taken.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        self.found.push(key);
        let value = self.entries.swap_remove(at).value;
        (!matches!(value.data, Data::Null)).then_some(value)
    }

    /// The value of a key that nobody took, which stays unknown.
    pub(crate) fn left(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Where the value of a key stands, if the key is there.
    pub(crate) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(entry.value.span.clone())
    }

    /// A line of text; numbers and the like are taken as they were written.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<(String, Range<usize>)> {
        let value = self.take(key)?;
        let Some(text) = self.scalar(&value) else {
            self.wrong(key, &value, "must be a text");
            return None;
        };
        Some((text, value.span))
    }

    pub(crate) fn int(&mut self, key: &'static str) -> Option<i64> {
        let value = self.take(key)?;
        let number = match &value.data {
            Data::Int(number) => Some(*number),
            Data::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, &value, "must be a whole number, such as 3");
        }
        number
    }

    pub(crate) fn bool(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        if let Data::Bool(flag) = value.data {
            return Some(flag);
        }
        self.wrong(key, &value, "must be true or false");
        None
    }

    /// A list of texts, or one text with commas where `split` says so.
    pub(crate) fn texts(
        &mut self,
        key: &'static str,
        split: bool,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let value = self.take(key)?;
        let texts = self.texts_of(&value, split);
        if texts.is_none() {
            self.wrong(key, &value, "must be a list of texts");
        }
        texts
    }

    /// The texts of a value, if it is a list of them.
    pub(crate) fn texts_of(
        &self,
        value: &Value,
        split: bool,
    ) -> Option<Vec<(String, Range<usize>)>> {
        match &value.data {
            Data::List(items) => {
                items.iter().map(|item| Some((self.scalar(item)?, item.span.clone()))).collect()
            }
            _ if split => {
                let text = self.scalar(value)?;
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Some(parts.map(|part| (part.to_owned(), value.span.clone())).collect())
            }
            _ => None,
        }
    }

    /// Of texts that shall be patterns of paths, those that are; the others are faults.
    pub(crate) fn page_patterns(&mut self, texts: Vec<(String, Range<usize>)>) -> Vec<String> {
        let mut patterns = Vec::new();
        for (text, span) in texts {
            if is_page_pattern(&text) {
                patterns.push(text);
            } else {
                let message = format!("`{text}` is no path of a page");
                self.error(span, message, ADVICE.to_owned());
            }
        }
        patterns
    }

    /// The entries of a nested table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Self> {
        let value = self.take(key)?;
        let span = value.span.clone();
        let Data::Table(entries) = value.data else {
            self.error(
                span,
                format!("`{key}` must be a table"),
                format!("write `[{key}]` on a line of its own"),
            );
            return None;
        };
        Some(self.nested(format!("[{key}]"), entries))
    }

    /// The tables of a list of tables.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<(Self, Range<usize>)> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Data::List(items) = value.data else {
            self.error(
                value.span,
                format!("`{key}` must be a list of tables"),
                format!("write `[[{key}]]` before each of them"),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.data {
                Data::Table(entries) => {
                    tables.push((self.nested(format!("[[{key}]]"), entries), item.span));
                }
                _ => self.error(
                    item.span,
                    format!("`{key}` must be a list of tables"),
                    format!("write `[[{key}]]` before each of them"),
                ),
            }
        }
        tables
    }

    /// A nested table of that name with nothing in it.
    pub(crate) fn empty(&self, name: String) -> Self {
        self.nested(name, Vec::new())
    }

    fn nested(&self, name: String, entries: Vec<Entry>) -> Self {
        Self { name, ..Self::new(self.file, self.code, entries) }
    }

    /// Makes every key that was not taken an error. Returns what was wrong.
    pub(crate) fn finish_strictly(mut self) -> Vec<Diagnostic> {
        for entry in std::mem::take(&mut self.entries) {
            let message = if self.name.is_empty() {
                format!("there is no setting `{}`", entry.key)
            } else {
                format!("there is no setting `{}` in `{}`", entry.key, self.name)
            };
            let help = match nearest(&entry.key, self.taken.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known here: {}", self.taken.join(", ")),
            };
            self.error(entry.span, message, help);
        }
        self.diagnostics
    }

    /// Keys that nobody took and that are one letter, or the case of some, away from one that is
    /// known and not there: `titel` for `title`. Short ones are too often words of their own.
    pub(crate) fn misspelt_keys(&self) -> Vec<(String, Range<usize>, &'static str)> {
        const LETTERS_MIN: usize = 5;
        let meant = |key: &str| {
            let absent = self.taken.iter().filter(|known| !self.found.contains(known));
            let is_near = |known: &&&'static str| {
                known.eq_ignore_ascii_case(key)
                    || (known.len().min(key.len()) >= LETTERS_MIN
                        && strsim::damerau_levenshtein(known, &key.to_lowercase()) == 1)
            };
            let mut near = absent.filter(is_near);
            near.next().copied().filter(|_| near.next().is_none())
        };
        let left = self.entries.iter();
        left.filter_map(|entry| Some((entry.key.clone(), entry.span.clone(), meant(&entry.key)?)))
            .collect()
    }

    /// Notes a fault at a place of the file.
    pub(crate) fn error(&mut self, span: Range<usize>, message: String, help: String) {
        let place = self.file.place(span);
        self.diagnostics.push(Diagnostic::error(self.code, place, message).help(help));
    }

    fn wrong(&mut self, key: &str, value: &Value, must: &str) {
        let found = match &value.data {
            Data::Null => "nothing",
            Data::Bool(_) => "true or false",
            Data::Int(_) => "a number",
            Data::Scalar(_) => "a number or date",
            Data::Text(_) => "a text",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        };
        let message = format!("`{key}` {must}, but this is {found}");
        self.error(
            value.span.clone(),
            message,
            format!("write one value after `{key}`, or remove the key"),
        );
    }

    /// A scalar as text: what was written, so that `1.10` does not become `1.1`.
    fn scalar(&self, value: &Value) -> Option<String> {
        match &value.data {
            Data::Text(text) | Data::Scalar(text) => Some(text.clone()),
            Data::Bool(_) | Data::Int(_) => {
                self.file.text().get(value.span.clone()).map(|text| text.trim().to_owned())
            }
            Data::Null | Data::List(_) | Data::Table(_) => None,
        }
    }
}

/// Reads TOML that begins at `offset` in its file.
///
/// # Errors
///
/// What is wrong with it, and where.
pub(crate) fn parse_toml(text: &str, offset: usize) -> Result<Vec<Entry>, (String, Range<usize>)> {
    match DeTable::parse(text) {
        Ok(table) => Ok(entries_of(table.into_inner(), offset)),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            Err((error.message().to_owned(), span.start + offset..span.end + offset))
        }
    }
}

fn entries_of(table: DeTable<'_>, offset: usize) -> Vec<Entry> {
    let entry = |(key, value): (toml::Spanned<_>, toml::Spanned<DeValue<'_>>)| {
        let span = shift(key.span(), offset);
        let key: std::borrow::Cow<'_, str> = key.into_inner();
        Entry { key: key.into_owned(), span, value: value_of(value, offset) }
    };
    let mut entries: Vec<_> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.span.start);
    entries
}

fn value_of(value: toml::Spanned<DeValue<'_>>, offset: usize) -> Value {
    let span = shift(value.span(), offset);
    let data = match value.into_inner() {
        DeValue::String(text) => Data::Text(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Data::Scalar(number.as_str().to_owned()), Data::Int),
        DeValue::Float(number) => Data::Scalar(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Data::Bool(flag),
        DeValue::Datetime(time) => Data::Scalar(time.to_string()),
        DeValue::Array(items) => {
            Data::List(items.into_iter().map(|item| value_of(item, offset)).collect())
        }
        DeValue::Table(table) => Data::Table(entries_of(table, offset)),
    };
    Value { data, span }
}

fn shift(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}
