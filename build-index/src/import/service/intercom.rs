//! Intercom: articles and the collections of the help centre.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{language_or, long_and_short, most_frequent};
use crate::import::input::{Object, text_of};
use crate::import::model::{Article, ArticleText, Centre, Group, GroupText};

pub(super) fn read(objects: &[Object], lang: &str) -> Centre {
    let mut centre = Centre::default();
    let mut homes: BTreeMap<String, usize> = BTreeMap::new();
    for object in objects {
        let home = language_or(object.text("default_locale"), lang);
        let is_article = object.text("type") == Some("article")
            || object.has("title") && (object.has("body") || object.has("state"));
        if is_article {
            if let Some(article) = article(object, &home) {
                centre.add(article);
                *homes.entry(home).or_default() += 1;
            }
        } else if object.has("name") && object.id("id").is_some() {
            centre.add_group(group(object, &home));
        }
    }
    centre.default_lang = most_frequent(homes, lang);
    centre
}

/// The languages of an object, apart from its default one.
fn translations(object: &Object) -> Vec<(String, &Map<String, Value>)> {
    let all = object.fields.get("translated_content").and_then(Value::as_object);
    let all = all.into_iter().flatten();
    all.filter_map(|(tag, fields)| {
        // Beside the languages there is a `type`, which is a text.
        Some((crate::language::canonical(tag)?, fields.as_object()?))
    })
    .collect()
}

fn group(object: &Object, home: &str) -> Group {
    let text = |fields: &Map<String, Value>| GroupText {
        name: text_of(fields, "name").unwrap_or_default().to_owned(),
        description: text_of(fields, "description").unwrap_or_default().to_owned(),
    };
    let mut texts = BTreeMap::from([(home.to_owned(), text(&object.fields))]);
    for (lang, fields) in translations(object) {
        texts.entry(lang).or_insert_with(|| text(fields));
    }
    texts.retain(|_, text| !text.name.is_empty());
    Group {
        id: object.id("id").unwrap_or_default(),
        // Sections of older exports lie in a collection.
        parent: object.id("parent_id").or_else(|| object.id("collection_id")),
        order: object.int("order"),
        restricted: false,
        texts,
    }
}

fn article(object: &Object, home: &str) -> Option<Article> {
    let id = object.id("id")?;
    let mut texts = BTreeMap::from([(home.to_owned(), text(object, &object.fields))]);
    for (lang, fields) in translations(object) {
        let text = text(object, fields);
        if !text.title.is_empty() || !text.html.is_empty() {
            texts.entry(lang).or_insert(text);
        }
    }
    let tags =
        object.fields.get("tags").and_then(|tags| tags.get("tags")).and_then(Value::as_array);
    let tags = tags.into_iter().flatten().filter_map(|tag| tag.get("name")?.as_str());
    Some(Article {
        group: object.id("parent_id").or_else(|| object.ids("parent_ids").into_iter().next()),
        keywords: tags.map(str::to_owned).collect(),
        texts,
        id,
        ..Article::default()
    })
}

fn text(object: &Object, fields: &Map<String, Value>) -> ArticleText {
    let get = |key| text_of(fields, key).unwrap_or_default().to_owned();
    // Seconds, of equal length for the next centuries.
    let changed = fields.get("updated_at").and_then(Value::as_i64).unwrap_or_default();
    ArticleText {
        title: get("title"),
        description: get("description"),
        html: get("body"),
        draft: text_of(fields, "state").is_some_and(|state| state != "published"),
        changed: format!("{changed:012}"),
        addresses: text_of(fields, "url").map(long_and_short).unwrap_or_default(),
        name: None,
        is_page: false,
        read_from: object.read_from.clone(),
        folder: object.folder.clone(),
    }
}
