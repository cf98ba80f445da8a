//! What machines are told of a page: structured data as schema.org has it, in JSON-LD.
//!
//! What Google reads of it: <https://developers.google.com/search/docs/appearance/structured-data/breadcrumb>

use docent_protocol::{ArticlePage, Category};
use minijinja::Value;
use serde_json::{Map, Value as Json, json};

use crate::dates::{Dates, whole};

/// An address and what is there.
pub(super) struct Step<'a> {
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// An article and the way to it. Addresses are whole.
pub(super) fn of_article(page: &ArticlePage, url: &str, way: &[Step<'_>], dates: &Dates) -> Value {
    let mut article = Map::from_iter([
        ("@type".to_owned(), json!("Article")),
        ("headline".to_owned(), json!(page.title)),
        ("inLanguage".to_owned(), json!(page.lang)),
        ("mainEntityOfPage".to_owned(), json!(url)),
    ]);
    if !page.description.is_empty() {
        article.insert("description".to_owned(), json!(page.description));
    }
    for (key, moment) in [("datePublished", &dates.published), ("dateModified", &dates.updated)] {
        article.extend(moment.as_ref().map(|moment| (key.to_owned(), json!(whole(moment)))));
    }
    graph(article, breadcrumbs(way, &page.title, url))
}

/// A category and the way to it. Addresses are whole.
pub(super) fn of_category(category: &Category, lang: &str, url: &str, way: &[Step<'_>]) -> Value {
    let mut page = Map::from_iter([
        ("@type".to_owned(), json!("CollectionPage")),
        ("name".to_owned(), json!(category.title)),
        ("inLanguage".to_owned(), json!(lang)),
        ("url".to_owned(), json!(url)),
    ]);
    if !category.description.is_empty() {
        page.insert("description".to_owned(), json!(category.description));
    }
    graph(page, breadcrumbs(way, &category.title, url))
}

fn graph(page: Map<String, Json>, list: Json) -> Value {
    script(&json!({ "@context": "https://schema.org", "@graph": [page, list] }))
}

/// The way to a page, which is its last step.
fn breadcrumbs(way: &[Step<'_>], title: &str, url: &str) -> Json {
    let way = way.iter().map(|step| (step.name, step.url.as_str())).chain([(title, url)]);
    let steps: Vec<_> = way
        .zip(1..)
        .map(|((name, item), position)| {
            json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}

/// A start page.
pub(super) fn of_home(name: &str, description: &str, lang: &str, url: &str) -> Value {
    let mut site = Map::from_iter([
        ("@context".to_owned(), json!("https://schema.org")),
        ("@type".to_owned(), json!("WebSite")),
        ("name".to_owned(), json!(name)),
        ("inLanguage".to_owned(), json!(lang)),
        ("url".to_owned(), json!(url)),
    ]);
    if !description.is_empty() {
        site.insert("description".to_owned(), json!(description));
    }
    script(&Json::Object(site))
}

/// JSON that can stand in an element `script`, which nothing in it can end.
fn script(json: &Json) -> Value {
    Value::from_safe_string(json.to_string().replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_element_that_it_stands_in() {
        let page = ArticlePage { title: "</script><b>".into(), ..ArticlePage::default() };
        let text = of_article(&page, "https://a.example/", &[], &Dates::default()).to_string();
        assert!(!text.contains('<'), "{text}");
        let json: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(json["@graph"][1]["itemListElement"][0]["name"], "</script><b>");
    }
}
