//! Which languages a site has.

use std::collections::BTreeMap;

use crate::article::front_matter::FrontMatter;
use crate::language::{canonical, detect};
use crate::options::Options;
use crate::source::Source;

/// How much text of a site is read to tell its language, in bytes.
const DETECT_BYTES: usize = 60_000;

/// The languages of a site, the default one first.
pub(super) fn languages(
    source: &Source,
    fronts: &[FrontMatter],
    options: &Options,
    assumed: Option<&str>,
) -> Vec<String> {
    if !options.languages.is_empty() {
        return options.languages.clone();
    }
    if let Some(lang) = assumed.and_then(canonical) {
        return vec![lang];
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for lang in fronts.iter().filter_map(|front| canonical(&front.rare().lang.as_ref()?.0)) {
        *counts.entry(lang).or_default() += 1;
    }
    let mut by_count: Vec<_> = counts.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if !by_count.is_empty() {
        return by_count.into_iter().map(|(lang, _)| lang).collect();
    }
    vec![detect(&sample(source, fronts)).unwrap_or("en").to_owned()]
}

/// Some text of many articles.
fn sample(source: &Source, fronts: &[FrontMatter]) -> String {
    let each = (DETECT_BYTES / source.articles.len().max(1)).max(200);
    let mut sample = String::new();
    for (file, front) in source.articles.iter().zip(fronts) {
        let text = file.text();
        let body = &text[front.body..];
        sample.push_str(&body[..body.floor_char_boundary(each)]);
        sample.push('\n');
        if sample.len() > DETECT_BYTES {
            break;
        }
    }
    sample
}
