//! What machines are told of a page: structured data as schema.org has it, in JSON-LD.
//!
//! What Google reads of it: <https://developers.google.com/search/docs/appearance/structured-data/breadcrumb>

use docent_protocol::ArticlePage;
use minijinja::Value;
use serde_json::{Map, Value as Json, json};

/// An address and what is there.
pub(super) struct Step<'a> {
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// An article and the way to it. Addresses are whole.
pub(super) fn of_article(page: &ArticlePage, url: &str, way: &[Step<'_>]) -> Value {
    let steps: Vec<_> = way
        .iter()
        .map(|step| (step.name, step.url.as_str()))
        .chain([(page.title.as_str(), url)])
        .zip(1..)
        .map(|((name, item), position)| {
            json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
        })
        .collect();
    let mut article = Map::from_iter([
        ("@type".to_owned(), json!("Article")),
        ("headline".to_owned(), json!(page.title)),
        ("inLanguage".to_owned(), json!(page.lang)),
        ("mainEntityOfPage".to_owned(), json!(url)),
    ]);
    if !page.description.is_empty() {
        article.insert("description".to_owned(), json!(page.description));
    }
    let list = json!({ "@type": "BreadcrumbList", "itemListElement": steps });
    script(&json!({ "@context": "https://schema.org", "@graph": [article, list] }))
}

/// A start page.
pub(super) fn of_home(name: &str, lang: &str, url: &str) -> Value {
    script(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "inLanguage": lang,
        "url": url,
    }))
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
        let text = of_article(&page, "https://a.example/", &[]).to_string();
        assert!(!text.contains('<'), "{text}");
        let json: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(json["@graph"][1]["itemListElement"][0]["name"], "</script><b>");
    }
}
