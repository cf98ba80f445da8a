//! Files of an export: JSON, one answer of an API or several in each file, and folders of them.
//!
//! It knows which service an object looks like, and nothing else of what objects mean.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value};
use walkdir::WalkDir;

use super::Service;
use super::model::Note;

/// An object of an export and where it was read.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub(super) fields: Map<String, Value>,
    /// The key of the list or of the object that it stood under, such as `articles`.
    pub(super) under: String,
    /// The file, as a person would name it.
    pub(super) read_from: String,
    /// The folder of that file.
    pub(super) folder: PathBuf,
}

/// What some files have.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) objects: Vec<Object>,
    /// What could not be read.
    pub(super) notes: Vec<Note>,
    /// Whether there is nothing but empty lists.
    pub(super) is_empty: bool,
}

/// Reads a file, or all files of a folder that end in `.json`, `.jsonl` or `.ndjson`.
///
/// # Errors
///
/// There is nothing to read, or a file is no JSON.
pub(super) fn read(path: &Path) -> Result<Export> {
    let meta = path
        .metadata()
        .with_context(|| format!("cannot read `{}`; is the path right?", path.display()))?;
    let files = if meta.is_dir() { json_files(path) } else { vec![path.to_owned()] };
    if files.is_empty() {
        bail!(
            "there is no file ending in `.json` in `{}`; name the file or folder of the export",
            path.display()
        );
    }
    let mut objects = Vec::new();
    let mut notes = Vec::new();
    let mut is_empty = true;
    for file in files {
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                notes.push(Note::new(
                    file.display().to_string(),
                    format!("is not UTF-8 from byte {at} on; what cannot be read is shown as �"),
                ));
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        let place = Place {
            read_from: file.display().to_string(),
            folder: file.parent().unwrap_or(Path::new(".")).to_owned(),
        };
        let text = text.trim_start_matches('\u{feff}');
        // Several answers in one file, or one on each line, are as good as one.
        for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            let value = value.map_err(|error| not_json(&file, text, &error))?;
            is_empty &= is_empty_list(&value);
            collect(value, "", &place, 0, &mut objects);
        }
    }
    Ok(Export { objects, notes, is_empty })
}

/// Whether a value is an empty list, or an answer with one.
fn is_empty_list(value: &Value) -> bool {
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(fields) => {
            fields.is_empty()
                || fields.values().any(is_empty)
                    && fields.values().all(|value| is_empty(value) || !value.is_array())
        }
        value => is_empty(value),
    }
}

struct Place {
    read_from: String,
    folder: PathBuf,
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let is_json = |path: &Path| {
        let suffix = path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default();
        ["json", "jsonl", "ndjson"].iter().any(|known| suffix.eq_ignore_ascii_case(known))
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path());
    files.filter(|path| is_json(path)).collect()
}

fn not_json(file: &Path, text: &str, error: &serde_json::Error) -> anyhow::Error {
    let start = text.trim_start();
    let advice = if start.is_empty() {
        "the file is empty"
    } else if start.starts_with('<') {
        "it looks like HTML; import pages with `docent import html FOLDER`"
    } else {
        "name a file that the API or the export of your help desk gave"
    };
    anyhow::anyhow!(
        "`{}:{}:{}` is not JSON: {}; {advice}",
        file.display(),
        error.line(),
        error.column(),
        error.to_string().split(" at line ").next().unwrap_or_default()
    )
}

/// How deep lists of objects may lie in an answer.
const DEPTH_MAX: usize = 4;

/// Takes the objects of an answer out of their lists and envelopes, such as
/// `{"articles": {"items": […]}}`.
fn collect(value: Value, under: &str, place: &Place, depth: usize, objects: &mut Vec<Object>) {
    match value {
        Value::Array(items) => {
            for item in items {
                collect(item, under, place, depth, objects);
            }
        }
        Value::Object(fields) if depth < DEPTH_MAX && is_envelope(&fields) => {
            for (key, value) in fields {
                let under = if matches!(key.as_str(), "items" | "data") { under } else { &key };
                if value.is_array() || value.is_object() {
                    collect(value, under, place, depth + 1, objects);
                }
            }
        }
        Value::Object(fields) => objects.push(Object {
            fields,
            under: under.to_owned(),
            read_from: place.read_from.clone(),
            folder: place.folder.clone(),
        }),
        _ => {}
    }
}

/// Whether an object only holds others.
fn is_envelope(fields: &Map<String, Value>) -> bool {
    !fields.contains_key("id") && !fields.contains_key("locale")
}

impl Object {
    /// A text that is not empty.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        text_of(&self.fields, key)
    }

    /// An id, which services write as a number or as a text.
    pub(super) fn id(&self, key: &str) -> Option<String> {
        id_of(self.fields.get(key)?)
    }

    /// A number, which services write as one or as a text.
    pub(super) fn int(&self, key: &str) -> Option<i64> {
        match self.fields.get(key)? {
            Value::String(digits) => digits.trim().parse().ok(),
            value => value.as_i64(),
        }
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.fields.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Texts of a list.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let items = self.fields.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str()).map(str::to_owned).collect()
    }

    /// Ids of a list.
    pub(super) fn ids(&self, key: &str) -> Vec<String> {
        let items = self.fields.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(id_of).collect()
    }

    /// Objects of a list in this one.
    pub(super) fn inner(&self, key: &str) -> Vec<Self> {
        let items = self.fields.get(key).and_then(Value::as_array).into_iter().flatten();
        let objects = items.filter_map(Value::as_object).cloned();
        objects.map(|fields| Self { fields, under: key.to_owned(), ..self.clone() }).collect()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }
}

/// A text that is not empty.
pub(super) fn text_of<'a>(fields: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    fields.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

/// An id, which services write as a number or as a text.
pub(super) fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// The service that most objects look like, by fields that only it has.
pub(super) fn looks_like(objects: &[Object]) -> Option<Service> {
    let signs: [(Service, &[&str]); 4] = [
        (
            Service::Zendesk,
            &["section_id", "source_locale", "label_names", "user_segment_id", "source_type"],
        ),
        (Service::Helpscout, &["collectionId", "publicUrl", "siteId", "articleCount", "hasDraft"]),
        (Service::Intercom, &["workspace_id", "translated_content", "help_center_id"]),
        (
            Service::Freshdesk,
            &["folder_id", "description_text", "hierarchy", "seo_data", "visible_in_portals"],
        ),
    ];
    let counted = signs.map(|(service, keys)| {
        let has = |object: &&Object| keys.iter().any(|key| object.has(key));
        (objects.iter().filter(has).count(), service)
    });
    let most = counted.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count);
    most.map(|(_, service)| service)
}
