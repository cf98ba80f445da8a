//! Help Scout: collections, categories and articles of the Docs API.
//!
//! Lists of articles do not have their text; only answers for single articles do.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::input::Object;
use crate::import::model::{Article, ArticleText, Centre, Group, GroupText, Note};

pub(super) fn read(objects: &[Object], lang: &str) -> Centre {
    let mut centre = Centre { default_lang: lang.to_owned(), ..Centre::default() };
    for object in objects {
        match object.under.as_str() {
            "collections" | "collection" => centre.add_group(group(object, None, lang)),
            "categories" | "category" => {
                centre.add_group(group(object, object.id("collectionId"), lang));
            }
            _ if object.has("siteId") => centre.add_group(group(object, None, lang)),
            _ if object.has("text") || object.has("categories") || object.has("status") => {
                if let Some(article) = article(object, lang) {
                    centre.add(article);
                }
            }
            _ if object.has("collectionId") => {
                centre.add_group(group(object, object.id("collectionId"), lang));
            }
            _ => {}
        }
    }
    without_needless_level(&mut centre);
    let without_text = |article: &&Article| article.texts.values().all(|text| text.html.is_empty());
    let count = centre.articles.iter().filter(without_text).count();
    if count > 0 && count == centre.articles.len() {
        centre.notes.push(Note::new(
            "",
            "lists of Help Scout have no texts; ask the API for each article, as in \
             `/v1/articles/ID`, and import those files together with the lists",
        ));
    }
    centre
}

fn group(object: &Object, parent: Option<String>, lang: &str) -> Group {
    let text = GroupText {
        name: object.text("name").unwrap_or_default().to_owned(),
        description: object.text("description").unwrap_or_default().to_owned(),
    };
    Group {
        id: object.id("id").unwrap_or_default(),
        parent,
        order: object.int("order"),
        restricted: object.text("visibility") == Some("private"),
        texts: BTreeMap::from([(lang.to_owned(), text)]),
    }
}

fn article(object: &Object, lang: &str) -> Option<Article> {
    let id = object.id("id")?;
    let categories = object.texts("categories");
    let text = ArticleText {
        title: object.text("name").unwrap_or_default().to_owned(),
        html: object.text("text").unwrap_or_default().to_owned(),
        draft: object.text("status").is_some_and(|status| status != "published"),
        changed: object
            .text("updatedAt")
            .or(object.text("createdAt"))
            .unwrap_or_default()
            .to_owned(),
        addresses: object.text("publicUrl").map(str::to_owned).into_iter().collect(),
        name: object.text("slug").map(str::to_owned),
        read_from: object.read_from.clone(),
        folder: object.folder.clone(),
        ..ArticleText::default()
    };
    Some(Article {
        group: categories.into_iter().next(),
        around: object.id("collectionId"),
        restricted: object.text("visibility") == Some("private"),
        keywords: object.texts("keywords"),
        related: object.texts("related"),
        texts: BTreeMap::from([(lang.to_owned(), text)]),
        id,
        ..Article::default()
    })
}

/// Where there is one collection only, its categories are the categories.
fn without_needless_level(centre: &mut Centre) {
    let parents: BTreeSet<_> =
        centre.groups.iter().filter_map(|group| group.parent.clone()).collect();
    let tops: Vec<_> = centre.groups.iter().filter(|group| group.parent.is_none()).collect();
    if let ([top], true) = (&tops[..], parents.len() == 1) {
        let (id, restricted) = (top.id.clone(), top.restricted);
        centre.groups.retain(|group| group.id != id);
        for group in centre.groups.iter_mut().filter(|group| group.parent.as_ref() == Some(&id)) {
            group.parent = None;
            group.restricted |= restricted;
        }
        for article in centre.articles.iter_mut().filter(|one| one.around.as_ref() == Some(&id)) {
            article.around = None;
            article.restricted |= restricted;
        }
    }
}
