//! `[strings.LANG]`: texts of the interface that a site writes itself.

use super::read::Reader;
use crate::language::canonical;
use crate::nearest::nearest;
use crate::strings::{Overrides, Strings, placeholders};
use crate::table::{Data, Entry, Table};

impl<'a> Reader<'a> {
    /// Takes the texts out and checks that there are such texts to replace.
    pub(super) fn strings(&mut self, top: &mut Table<'a>) -> Overrides {
        let mut all = Overrides::new();
        let Some(value) = top.take("strings") else { return all };
        let Data::Table(languages) = value.data else {
            top.error(
                value.span,
                "`strings` is no table of languages".to_owned(),
                "write `[strings.en]`, and below it `\"contact.title\" = \"Ask us\"`".to_owned(),
            );
            return all;
        };
        for language in languages {
            let (Some(lang), Data::Table(texts)) = (canonical(&language.key), language.value.data)
            else {
                top.error(
                    language.span,
                    format!("`strings.{}` is no table of a language", language.key),
                    "write `[strings.en]`, and below it `\"contact.title\" = \"Ask us\"`"
                        .to_owned(),
                );
                continue;
            };
            let known = Strings::of(&lang);
            for text in texts {
                if let Some((key, text)) = replaced(top, &known, text) {
                    all.entry(lang.clone()).or_default().insert(key, text);
                }
            }
        }
        all
    }
}

fn replaced(top: &mut Table<'_>, known: &Strings, entry: Entry) -> Option<(String, String)> {
    let Entry { key, value, span } = entry;
    let Some(old) = known.find(&key) else {
        // What stands behind a dot would be taken for the suffix of a file.
        let paths: Vec<_> = known.keys().map(|key| key.replace('.', "/")).collect();
        let near = nearest(&key.replace('.', "/"), paths.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `\"{}\"`?", near.replace('/', ".")),
            None => "the keys are those of `app/strings/en.json`; put each in quotes".to_owned(),
        };
        top.error(span, format!("the interface has no text `{key}`"), help);
        return None;
    };
    let Data::Text(text) = value.data else {
        top.error(value.span, format!("`{key}` must be a text"), format!("it is `{old}` now"));
        return None;
    };
    let there = placeholders(old);
    if let Some(strange) = placeholders(&text).iter().find(|name| !there.contains(name)) {
        let message = format!("nothing takes the place of `{{{strange}}}` in `{key}`");
        top.error(value.span, message, format!("the text is `{old}` now"));
        return None;
    }
    Some((key, text))
}
