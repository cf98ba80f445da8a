//! Zendesk: categories, sections, articles and translations of the Help Center API.
//!
//! Lists of a language, lists with translations beside or inside, and pages of the incremental
//! export can be mixed.

use std::collections::BTreeMap;

use super::{language_or, long_and_short, most_frequent};
use crate::import::input::Object;
use crate::import::model::{Article, ArticleText, Centre, Group, GroupText, Note};

pub(super) fn read(objects: &[Object], lang: &str) -> Centre {
    let mut centre = Centre::default();
    let mut translations = Vec::new();
    let mut homes: BTreeMap<String, usize> = BTreeMap::new();
    for object in objects {
        match kind(object) {
            Kind::Category | Kind::Section => centre.add_group(group(object, lang)),
            Kind::Article => {
                let Some(article) = article(object, lang) else {
                    centre.notes.push(Note::new(&object.read_from, "an article without an id"));
                    continue;
                };
                centre.add(article);
                let source = language_or(object.text("source_locale"), lang);
                *homes.entry(source).or_default() += 1;
            }
            Kind::Translation => translations.push(object.clone()),
            Kind::Other => {}
        }
        translations.extend(inner_translations(object));
    }
    for translation in &translations {
        translate(&mut centre, translation, lang);
    }
    centre.default_lang = most_frequent(homes, lang);
    centre
}

enum Kind {
    Category,
    Section,
    Article,
    Translation,
    Other,
}

fn kind(object: &Object) -> Kind {
    match object.under.as_str() {
        "articles" | "article" => return Kind::Article,
        "sections" | "section" => return Kind::Section,
        "categories" | "category" => return Kind::Category,
        "translations" | "translation" => return Kind::Translation,
        "" => {}
        _ => return Kind::Other,
    }
    // A list that nothing names.
    if object.has("source_type") {
        Kind::Translation
    } else if object.has("section_id") {
        Kind::Article
    } else if object.has("category_id") || object.has("parent_section_id") {
        Kind::Section
    } else if object.has("name") && object.has("locale") {
        Kind::Category
    } else {
        Kind::Other
    }
}

/// Translations that were asked for together with what they translate.
fn inner_translations(object: &Object) -> Vec<Object> {
    let source_type = match kind(object) {
        Kind::Article => "Article",
        Kind::Section => "Section",
        Kind::Category => "Category",
        _ => return Vec::new(),
    };
    let mut inner = object.inner("translations");
    for translation in &mut inner {
        let fields = &mut translation.fields;
        fields.entry("source_type").or_insert_with(|| source_type.into());
        if let Some(id) = object.fields.get("id") {
            fields.entry("source_id").or_insert_with(|| id.clone());
        }
    }
    inner
}

/// Ids of sections and categories are told apart, in case they are equal.
fn section(id: &str) -> String {
    format!("section {id}")
}

fn category(id: &str) -> String {
    format!("category {id}")
}

fn group(object: &Object, lang: &str) -> Group {
    let id = object.id("id").unwrap_or_default();
    let is_section = matches!(kind(object), Kind::Section);
    let parent = object
        .id("parent_section_id")
        .map(|id| section(&id))
        .or_else(|| object.id("category_id").map(|id| category(&id)));
    let text = GroupText {
        name: object.text("name").unwrap_or_default().to_owned(),
        description: object.text("description").unwrap_or_default().to_owned(),
    };
    Group {
        id: if is_section { section(&id) } else { category(&id) },
        parent: parent.filter(|_| is_section),
        order: object.int("position"),
        restricted: false,
        texts: BTreeMap::from([(language_or(object.text("locale"), lang), text)]),
    }
}

fn article(object: &Object, lang: &str) -> Option<Article> {
    let id = object.id("id")?;
    let lang = language_or(object.text("locale").or(object.text("source_locale")), lang);
    Some(Article {
        group: object.id("section_id").map(|id| section(&id)),
        order: object.int("position"),
        // Nobody named there means everybody. Some plans have a list in the place of one id.
        restricted: object.id("user_segment_id").is_some()
            || !object.ids("user_segment_ids").is_empty(),
        promoted: object.flag("promoted"),
        keywords: object.texts("label_names"),
        texts: BTreeMap::from([(lang, text(object))]),
        id,
        ..Article::default()
    })
}

fn text(object: &Object) -> ArticleText {
    let title = object.text("title").or(object.text("name")).unwrap_or_default();
    ArticleText {
        title: title.to_owned(),
        html: object.text("body").unwrap_or_default().to_owned(),
        draft: object.flag("draft") || object.flag("hidden"),
        changed: object.text("updated_at").unwrap_or_default().to_owned(),
        addresses: object.text("html_url").map(long_and_short).unwrap_or_default(),
        read_from: object.read_from.clone(),
        folder: object.folder.clone(),
        ..ArticleText::default()
    }
}

fn translate(centre: &mut Centre, object: &Object, lang: &str) {
    let lang = language_or(object.text("locale"), lang);
    let Some(id) = object.id("source_id") else { return };
    let source = object.text("source_type").unwrap_or("Article").to_lowercase();
    if source == "article" {
        match centre.articles.iter_mut().find(|article| article.id == id) {
            Some(article) => article.add_text(lang, text(object)),
            None => centre.notes.push(Note::new(
                &object.read_from,
                format!(
                    "a translation into {lang} of article {id}, which the export does not have"
                ),
            )),
        }
        return;
    }
    let id = if source == "section" { section(&id) } else { category(&id) };
    if let Some(group) = centre.groups.iter_mut().find(|group| group.id == id) {
        group.texts.entry(lang).or_insert_with(|| GroupText {
            name: object.text("title").unwrap_or_default().to_owned(),
            description: object.text("body").unwrap_or_default().to_owned(),
        });
    }
}
