//! Where each article goes: folders for groups, a name for the file, languages with the same path.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::model::{Article, ArticleText, Centre, Group};
use super::there::There;
use crate::article::slug::of_name;
use crate::language;

/// The places of a help centre's articles.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Path of each article below the folder of its language, without suffix: its slug.
    pub(super) slugs: Vec<String>,
    /// Numbers of the articles, always in the same order, whatever else the export has.
    pub(super) by_id: Vec<usize>,
    /// Order of each article in its category, where the export tells.
    pub(super) orders: Vec<Option<i64>>,
    /// Whether only some people could see it, as far as it is known.
    pub(super) restricted: Vec<bool>,
    /// Articles whose group is not in the export.
    pub(super) homeless: Vec<bool>,
    /// Categories with their ids in Docent, in their order.
    pub(super) categories: Vec<(String, usize)>,
    /// Names of categories, each with those of the groups in it, which are folders only.
    pub(super) sections: Vec<(String, Vec<String>)>,
    /// Folder of each language, the default one first.
    pub(super) languages: Vec<(String, String)>,
}

/// The longest name of a file or folder, in characters.
const NAME_MAX: usize = 70;

/// How many groups may lie in each other, in case they name each other in a ring.
const DEPTH_MAX: usize = 8;

/// Settles all places in the content folder `to`.
pub(super) fn layout(centre: &Centre, to: &Path) -> (Layout, There) {
    let languages = languages(centre);
    let there = There::read(to, &languages);
    let mut by_id: Vec<usize> = (0..centre.articles.len()).collect();
    by_id.sort_by_key(|number| rank(&centre.articles[*number].id));
    let chains: Vec<Vec<usize>> =
        centre.articles.iter().map(|article| chain(centre, article)).collect();
    let used: BTreeSet<usize> = chains.iter().flatten().copied().collect();
    let mut order: Vec<usize> = used.iter().copied().collect();
    order.sort_by_key(|group| (centre.groups[*group].order.unwrap_or(i64::MAX), *group));
    let folders = folders(centre, &chains, &order);
    let places: Vec<&str> = chains
        .iter()
        .map(|chain| chain.last().and_then(|group| folders.get(group)).map_or("", String::as_str))
        .collect();
    let tops = order.iter().filter(|group| chains.iter().any(|chain| chain.first() == Some(group)));
    let layout = Layout {
        slugs: slugs(centre, &places, &by_id, &languages, &there),
        by_id,
        orders: orders(centre, &chains, &order),
        restricted: centre
            .articles
            .iter()
            .zip(&chains)
            .map(|(article, chain)| {
                article.restricted
                    || article.unsure
                    || chain.iter().any(|group| centre.groups[*group].restricted)
            })
            .collect(),
        homeless: centre
            .articles
            .iter()
            .zip(&chains)
            .map(|(article, chain)| match &article.group {
                Some(group) => chain.last().is_none_or(|last| centre.groups[*last].id != *group),
                None => article.around.is_some() && chain.is_empty(),
            })
            .collect(),
        categories: tops.map(|group| (folders[group].clone(), *group)).collect(),
        sections: sections(centre, &chains, &order),
        languages,
    };
    (layout, there)
}

/// Categories with what lies in them, in their order.
fn sections(centre: &Centre, chains: &[Vec<usize>], order: &[usize]) -> Vec<(String, Vec<String>)> {
    let name = |group: &usize| shown_name(centre, &centre.groups[*group]).to_owned();
    let within = |top: &usize| {
        let inner = order.iter().filter(|group| {
            let holds = |chain: &&Vec<usize>| {
                chain.first() == Some(top) && chain.iter().skip(1).any(|known| known == *group)
            };
            chains.iter().any(|chain| holds(&chain))
        });
        inner.map(name).collect::<Vec<_>>()
    };
    let all = order.iter().map(|group| (name(group), within(group)));
    all.filter(|(_, inner)| !inner.is_empty()).collect()
}

/// Sorts ids: numbers by their size.
fn rank(id: &str) -> (usize, &str) {
    (id.len(), id)
}

/// Numbers of the groups around an article, from the outside inwards.
fn chain(centre: &Centre, article: &Article) -> Vec<usize> {
    let number = |id: &String| centre.groups.iter().position(|group| group.id == *id);
    let mut chain = Vec::new();
    let around = || article.around.as_ref().and_then(number);
    let mut next = article.group.as_ref().and_then(number).or_else(around);
    while let Some(group) = next
        && chain.len() < DEPTH_MAX
        && !chain.contains(&group)
    {
        chain.push(group);
        next = centre.groups[group].parent.as_ref().and_then(number);
    }
    chain.reverse();
    chain
}

/// The text of the default language, else of the first that there is.
pub(super) fn main_text<'a>(centre: &Centre, article: &'a Article) -> Option<&'a ArticleText> {
    article.texts.get(&centre.default_lang).or_else(|| article.texts.values().next())
}

/// The name of a group that its folder is made from.
fn name_of(centre: &Centre, group: &Group) -> String {
    file_name(shown_name(centre, group))
}

/// The name of a group, or its id where it has none.
fn shown_name<'a>(centre: &Centre, group: &'a Group) -> &'a str {
    let text = group.texts.get(&centre.default_lang).or_else(|| group.texts.values().next());
    let name = text.map(|text| text.name.trim()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| group.id.rsplit('/').next().unwrap_or_default())
}

/// A name for a file or folder, cut between words where it is too long.
fn file_name(name: &str) -> String {
    let slug = of_name(name);
    // A first dash or underscore has a meaning to other tools.
    let slug = slug.trim_start_matches('_');
    let mut out = String::new();
    for word in slug.split('-').filter(|word| !word.is_empty()) {
        let longer = out.chars().count() + word.chars().count() + 1;
        if !out.is_empty() && longer > NAME_MAX {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(NAME_MAX));
    }
    if out.is_empty() { "untitled".to_owned() } else { out }
}

/// The folder of each group that is used.
fn folders(centre: &Centre, chains: &[Vec<usize>], order: &[usize]) -> HashMap<usize, String> {
    let parents: HashMap<usize, usize> =
        chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[1], pair[0]))).collect();
    let mut folders: HashMap<usize, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    // From the outside inwards, so that the folder around one is known.
    let depth = |group: &usize| {
        let chain = chains.iter().find_map(|chain| chain.iter().position(|known| known == group));
        chain.unwrap_or_default()
    };
    let mut by_depth = order.to_vec();
    by_depth.sort_by_key(|group| (depth(group), rank(&centre.groups[*group].id)));
    for group in by_depth {
        let around = parents.get(&group).and_then(|parent| folders.get(parent));
        let around = around.map(|folder| format!("{folder}/")).unwrap_or_default();
        let name = format!("{around}{}", name_of(centre, &centre.groups[group]));
        folders.insert(group, free(&name, &mut taken));
    }
    folders
}

/// This path, or the first of `path-2`, `path-3` … that is free.
fn free(path: &str, taken: &mut HashSet<String>) -> String {
    let mut free = path.to_owned();
    let mut number = 1;
    while !taken.insert(free.to_lowercase()) {
        number += 1;
        free = format!("{path}-{number}");
    }
    free
}

/// The path of each article: where it is already, else one that no other article has.
fn slugs(
    centre: &Centre,
    places: &[&str],
    by_id: &[usize],
    languages: &[(String, String)],
    there: &There,
) -> Vec<String> {
    let mut slugs = vec![String::new(); centre.articles.len()];
    let mut claimed = HashSet::new();
    for number in by_id {
        let known = languages.iter().find_map(|(lang, folder)| {
            let name = there.name_of(folder, centre.articles[*number].texts.get(lang)?)?;
            claimed.insert(name.to_lowercase()).then(|| name.to_owned())
        });
        slugs[*number] = known.unwrap_or_default();
    }
    let mut taken: HashSet<String> = there.names().cloned().collect();
    for number in by_id {
        if !slugs[*number].is_empty() {
            continue;
        }
        let (article, place) = (&centre.articles[*number], places[*number]);
        let text = main_text(centre, article);
        let title = text.map(|text| text.title.trim()).filter(|title| !title.is_empty());
        let name = text.and_then(|text| text.name.as_deref()).or(title).unwrap_or(&article.id);
        let mut name = file_name(name);
        // These stand for the folder that they are in.
        if matches!(name.as_str(), "index" | "readme") {
            name.push_str("-article");
        }
        let path = if place.is_empty() { name } else { format!("{place}/{name}") };
        slugs[*number] = free(&path, &mut taken);
    }
    slugs
}

/// Numbers for articles in the order of the old help centre: section by section, as Docent knows
/// one order in a category.
fn orders(centre: &Centre, chains: &[Vec<usize>], order: &[usize]) -> Vec<Option<i64>> {
    let mut orders = vec![None; centre.articles.len()];
    let mut categories: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (number, chain) in chains.iter().enumerate() {
        categories.entry(chain.first().copied()).or_default().push(number);
    }
    let rank: HashMap<usize, usize> =
        order.iter().enumerate().map(|(rank, group)| (*group, rank)).collect();
    for articles in categories.values() {
        let is_known = articles.iter().any(|number| {
            centre.articles[*number].order.is_some_and(|order| order != 0)
                || chains[*number].iter().skip(1).any(|group| centre.groups[*group].order.is_some())
        });
        if !is_known {
            continue;
        }
        let mut sorted = articles.clone();
        sorted.sort_by_key(|number| {
            let ranks: Vec<_> = chains[*number].iter().map(|group| rank[group] + 1).collect();
            (ranks, centre.articles[*number].order.unwrap_or(i64::MAX), *number)
        });
        for (at, number) in sorted.into_iter().enumerate() {
            orders[number] = i64::try_from(at + 1).ok().map(|at| at * 10);
        }
    }
    orders
}

/// Languages with their folders. A region that goes without saying is left out of the name.
fn languages(centre: &Centre) -> Vec<(String, String)> {
    let all: BTreeSet<&String> =
        centre.articles.iter().flat_map(|article| article.texts.keys()).collect();
    let short = |lang: &str| {
        const HOMES: [&str; 9] =
            ["en-US", "ja-JP", "ko-KR", "sv-SE", "da-DK", "cs-CZ", "he-IL", "uk-UA", "el-GR"];
        let primary = language::primary(lang);
        let is_home =
            HOMES.contains(&lang) || lang == format!("{primary}-{}", primary.to_uppercase());
        let is_alone = all.iter().filter(|other| language::primary(other) == primary).count() == 1;
        if is_home && is_alone { primary.to_owned() } else { lang.to_owned() }
    };
    let mut languages: Vec<_> = all.iter().map(|lang| ((*lang).clone(), short(lang))).collect();
    languages.sort_by_key(|(lang, _)| (*lang != centre.default_lang, lang.clone()));
    languages
}
