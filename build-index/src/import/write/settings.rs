//! docent.toml of what was imported.

use std::fmt::Write as _;

use crate::article::front_matter::fold_blanks;
use crate::import::body::{parse, text_of};
use crate::import::layout::{Layout, main_text};
use crate::import::model::{ArticleText, Centre, GroupText};

/// How many articles are suggested at the start.
const MAIN_MAX: usize = 6;

/// Languages, what was promoted, and categories.
pub(super) fn settings(centre: &Centre, layout: &Layout) -> String {
    let mut out = "[site]\n".to_owned();
    let languages: Vec<_> = layout.languages.iter().map(|(_, folder)| toml_text(folder)).collect();
    let _ = writeln!(out, "languages = [{}]", languages.join(", "));
    let promoted = (0..centre.articles.len()).filter(|number| {
        let article = &centre.articles[*number];
        let is_shown = |text: &ArticleText| !text.draft && !text.html.trim().is_empty();
        article.promoted
            && !layout.restricted[*number]
            && main_text(centre, article).is_some_and(is_shown)
    });
    let promoted = promoted.map(|number| toml_text(&layout.slugs[number]));
    let promoted: Vec<_> = promoted.take(MAIN_MAX).collect();
    if !promoted.is_empty() {
        let _ = writeln!(out, "main = [{}]", promoted.join(", "));
    }
    for (id, group) in &layout.categories {
        let texts = &centre.groups[*group].texts;
        let by_lang = |get: fn(&GroupText) -> String| {
            let all = layout.languages.iter().filter_map(|(lang, folder)| {
                let text = fold_blanks(&get(texts.get(lang)?));
                (!text.is_empty()).then_some((folder.clone(), text))
            });
            all.collect::<Vec<_>>()
        };
        let (titles, descriptions) = (by_lang(|text| text.name.clone()), by_lang(description));
        // The name of the folder is its name.
        if titles.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n[[categories]]\nid = {}", toml_text(id));
        push_texts("title", &titles, layout.languages.len(), &mut out);
        push_texts("description", &descriptions, layout.languages.len(), &mut out);
    }
    out
}

/// A description is HTML; a name is plain text.
fn description(text: &GroupText) -> String {
    text_of(&parse(&text.description, ""))
}

fn push_texts(key: &str, texts: &[(String, String)], languages: usize, out: &mut String) {
    let _ = match texts {
        [] => Ok(()),
        [(_, text)] if languages == 1 => writeln!(out, "{key} = {}", toml_text(text)),
        texts => {
            let all = texts.iter().map(|(lang, text)| format!("{lang} = {}", toml_text(text)));
            writeln!(out, "{key} = {{ {} }}", all.collect::<Vec<_>>().join(", "))
        }
    };
}

fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
