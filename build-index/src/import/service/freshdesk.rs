//! Freshdesk: solution categories, folders and articles.
//!
//! An article does not say its own language, but the places in its hierarchy do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::language_or;
use crate::import::input::{Object, id_of};
use crate::import::model::{Article, ArticleText, Centre, Group, GroupText, Note};

pub(super) fn read(objects: &[Object], lang: &str) -> Centre {
    let mut centre = Centre { default_lang: lang.to_owned(), ..Centre::default() };
    // Folders whose visibility is known. A hierarchy names folders without it.
    let mut known = BTreeSet::new();
    for object in objects {
        let is_article = object.has("title") || object.has("description_text");
        if is_article {
            for group in places(object, lang) {
                centre.add_group(group);
            }
            centre.notes.extend(attachments(object));
            if let Some(article) = article(object, lang) {
                centre.add(article);
            }
        } else if object.has("name") && object.id("id").is_some() {
            let group = group(object, lang);
            if object.int("visibility").is_some() {
                known.insert(group.id.clone());
            }
            centre.add_group(group);
        }
    }
    for article in &mut centre.articles {
        article.unsure &= article.group.as_ref().is_none_or(|group| !known.contains(group));
    }
    centre
}

/// Files attached to an article, which stay where they are.
fn attachments(object: &Object) -> Option<Note> {
    let files = object.inner("attachments");
    let names: Vec<_> = files.iter().filter_map(|file| file.text("name")).collect();
    let title = object.text("title").unwrap_or_default();
    (!names.is_empty()).then(|| {
        let what = format!("files attached to “{title}” stay behind: {}", names.join(", "));
        Note::new(&object.read_from, what)
    })
}

/// Who could see what is in a folder: one means everybody.
const EVERYBODY: i64 = 1;

/// Ids of folders and categories are told apart, in case they are equal.
fn folder(id: &str) -> String {
    format!("folder {id}")
}

fn category(id: &str) -> String {
    format!("category {id}")
}

fn group(object: &Object, lang: &str) -> Group {
    let id = object.id("id").unwrap_or_default();
    let is_folder = object.has("visibility")
        || object.has("category_id")
        || object.has("parent_folder_id")
        || object.under.contains("folder");
    let parent = object
        .id("parent_folder_id")
        .map(|id| folder(&id))
        .or_else(|| object.id("category_id").map(|id| category(&id)))
        .or_else(|| parent_of(object, &folder(&id)));
    let text = GroupText {
        name: object.text("name").unwrap_or_default().to_owned(),
        description: object.text("description").unwrap_or_default().to_owned(),
    };
    let lang = language_or(object.text("language"), lang);
    Group {
        id: if is_folder { folder(&id) } else { category(&id) },
        parent: parent.filter(|_| is_folder),
        order: object.int("position"),
        restricted: object.int("visibility").is_some_and(|who| who != EVERYBODY),
        texts: BTreeMap::from([(lang, text)]),
    }
}

/// The last place above a folder. The hierarchy of some ends with the folder itself.
fn parent_of(object: &Object, own: &str) -> Option<String> {
    let places = object.inner("hierarchy");
    places.iter().rev().filter_map(id_of_place).find(|id| id != own)
}

fn id_of_place(place: &Object) -> Option<String> {
    let id = id_of(place.fields.get("data")?.get("id")?)?;
    Some(if place.text("type") == Some("category") { category(&id) } else { folder(&id) })
}

/// The categories and folders above an article, as far as it names them.
fn places(object: &Object, lang: &str) -> Vec<Group> {
    let mut parent = None;
    let mut groups = Vec::new();
    for place in object.inner("hierarchy") {
        let Some(id) = id_of_place(&place) else { continue };
        let data = place.fields.get("data").and_then(Value::as_object);
        let get = |key| data.and_then(|data| crate::import::input::text_of(data, key));
        let Some(name) = get("name") else { continue };
        let text = GroupText { name: name.to_owned(), description: String::new() };
        groups.push(Group {
            id: id.clone(),
            parent: parent.replace(id),
            texts: BTreeMap::from([(language_or(get("language"), lang), text)]),
            ..Group::default()
        });
    }
    groups
}

fn article(object: &Object, lang: &str) -> Option<Article> {
    let id = object.id("id")?;
    let places = object.inner("hierarchy");
    let named = places.last().and_then(|place| place.fields.get("data")?.get("language")?.as_str());
    let lang = language_or(object.text("language").or(named), lang);
    let seo = object.fields.get("seo_data");
    let seo = |key| seo.and_then(|seo| seo.get(key));
    let mut keywords = object.texts("tags");
    match seo("meta_keywords") {
        Some(Value::String(words)) => keywords.extend(words.split(',').map(str::to_owned)),
        Some(Value::Array(words)) => {
            keywords.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        _ => {}
    }
    let group = object
        .id("folder_id")
        .map(|id| folder(&id))
        .or_else(|| places.last().and_then(id_of_place))
        .or_else(|| object.id("category_id").map(|id| category(&id)));
    let text = ArticleText {
        title: object.text("title").unwrap_or_default().to_owned(),
        description: seo("meta_description").and_then(Value::as_str).unwrap_or_default().to_owned(),
        html: object.text("description").unwrap_or_default().to_owned(),
        draft: object.int("status").is_some_and(|status| status == 1),
        changed: object.text("updated_at").unwrap_or_default().to_owned(),
        addresses: vec![format!("/support/solutions/articles/{id}")],
        name: None,
        is_page: false,
        read_from: object.read_from.clone(),
        folder: object.folder.clone(),
    };
    Some(Article {
        group,
        order: object.int("position"),
        restricted: object.int("folder_visibility").is_some_and(|who| who != EVERYBODY),
        unsure: object.int("folder_visibility").is_none(),
        keywords,
        texts: BTreeMap::from([(lang, text)]),
        id,
        ..Article::default()
    })
}
