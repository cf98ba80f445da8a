//! Articles, pictures and settings as files of a content folder; what is there already stays.

mod front_matter;
mod settings;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::body::{
    Element, Node, Writing, anchors_of, find, ids_of, left_out, markdown, parse, text_of,
};
use super::layout::Layout;
use super::links::Links;
use super::model::{ArticleText, Centre, Note};
use super::pictures::Pictures;
use super::place::Place;
use super::service;
use super::there::There;
use crate::article::front_matter::fold_blanks;
use crate::progress::Progress;
use crate::source::OPTIONS_FILE;
use front_matter::front_matter;
use settings::settings;

/// What was written and what was not.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) articles: usize,
    pub(super) drafts: usize,
    pub(super) languages: usize,
    pub(super) categories: usize,
    pub(super) pictures: usize,
    /// Files that were there already.
    pub(super) kept: usize,
    pub(super) notes: Vec<Note>,
}

/// Writes a help centre into a folder. Local files are taken from below `root` only.
///
/// # Errors
///
/// A file cannot be written.
pub(super) fn write(
    centre: &Centre,
    layout: &Layout,
    there: &There,
    root: &Path,
    to: &Path,
    progress: &Progress,
) -> Result<Written> {
    let links = Links::of(centre);
    let bodies: HashMap<(usize, &str), Vec<Node>> = centre
        .articles
        .iter()
        .enumerate()
        .flat_map(|(number, article)| {
            article.texts.iter().map(move |(lang, text)| ((number, lang.as_str()), body(text)))
        })
        .collect();
    let mut anchors = BTreeSet::new();
    let mut ids = vec![BTreeSet::new(); centre.articles.len()];
    for ((number, _), body) in &bodies {
        anchors_of(body, &mut anchors);
        ids_of(body, &mut ids[*number]);
    }
    let mut written = Written {
        languages: layout.languages.len(),
        categories: layout.categories.len(),
        notes: centre.notes.clone(),
        ..Written::default()
    };
    let mut pictures = Pictures::new(root);
    let mut redirects = BTreeSet::new();
    progress.next_of("writing the articles,", layout.by_id.len());
    for number in layout.by_id.iter().copied() {
        progress.step();
        for (lang, folder) in &layout.languages {
            let Some(text) = centre.articles[number].texts.get(lang) else { continue };
            let file = format!("{folder}/{}.md", layout.slugs[number]);
            let body = bodies.get(&(number, lang.as_str())).map_or(&[][..], Vec::as_slice);
            let mut place = Place {
                links: &links,
                centre,
                layout,
                ids: &ids,
                number,
                file: &file,
                lang,
                // Of a page, the last one is where its file lies.
                base: if text.is_page { text.addresses.last() } else { text.addresses.first() }
                    .map(String::as_str),
                site: text.addresses.first().map(String::as_str),
                folder: &text.folder,
                pictures: &mut pictures,
                notes: BTreeMap::new(),
            };
            let title = fold_blanks(&text.title);
            let writing = Writing { title: &title, anchors: &anchors };
            let markdown = markdown(body, &writing, &mut place);
            let mut notes = place.into_notes();
            if markdown.is_empty() {
                written.notes.push(left_out_for(&centre.articles[number].id, text));
                continue;
            }
            notes.extend(lost(centre, layout, number, text));
            let front =
                front_matter(centre, layout, number, text, body, &mut redirects, &mut notes);
            let content = format!("{front}\n{markdown}");
            let known = there.name_of(folder, text).filter(|known| {
                let slug = &layout.slugs[number];
                *known == slug || !layout.slugs.iter().any(|other| other == known)
            });
            let is_new = known.is_none() && write_new(&to.join(&file), content.as_bytes())?;
            let file = known.map_or(file.clone(), |known| format!("{folder}/{known}.md"));
            if !is_new {
                written.kept += 1;
                let name = if title.is_empty() { &centre.articles[number].id } else { &title };
                notes = vec![format!("is there already; “{name}” was not written")];
            } else {
                written.articles += 1;
                written.drafts += usize::from(text.draft || layout.restricted[number]);
            }
            written.notes.extend(notes.into_iter().map(|what| Note::new(&file, what)));
        }
    }
    for (file, source) in pictures.files() {
        match source.bytes() {
            Ok(bytes) if write_new(&to.join(file), &bytes)? => written.pictures += 1,
            Ok(_) => written.kept += 1,
            Err(error) => written.notes.push(Note::new(file, format!("cannot be read: {error}"))),
        }
    }
    if !layout.sections.is_empty() {
        let mut what = "sections became folders in their categories; their names are not shown. \
             To make one a category, move its folder beside the others"
            .to_owned();
        for (category, inner) in &layout.sections {
            what += &format!("\n  {category}: {}", inner.join(", "));
        }
        written.notes.push(Note::new("", what));
    }
    if written.articles > 0 {
        let settings = settings(centre, layout);
        if !write_new(&to.join(OPTIONS_FILE), settings.as_bytes())? {
            let what = format!(
                "is there already; it was not changed. Add what it lacks of this:\n\n{settings}"
            );
            written.notes.push(Note::new(OPTIONS_FILE, what));
        }
    }
    Ok(written)
}

/// Takes texts out that nobody could read, so that they do not count.
pub(super) fn drop_empty(centre: &mut Centre) {
    let (articles, notes) = (&mut centre.articles, &mut centre.notes);
    for article in &mut *articles {
        let id = &article.id;
        article.texts.retain(|_, text| {
            let is_seen = |element: &Element| matches!(element.name.as_str(), "img" | "hr");
            let body = body(text);
            let is_there = !text_of(&body).is_empty() || find(&body, &is_seen).is_some();
            if !is_there {
                notes.push(left_out_for(id, text));
            }
            is_there
        });
    }
    articles.retain(|article| !article.texts.is_empty());
}

fn left_out_for(id: &str, text: &ArticleText) -> Note {
    let title = fold_blanks(&text.title);
    let what = if title.is_empty() { "no title and no text" } else { "no text" };
    let title = if title.is_empty() { id } else { &title };
    Note::new(&text.read_from, format!("“{title}” has {what}; it was left out"))
}

fn body(text: &ArticleText) -> Vec<Node> {
    let nodes = parse(&text.html, "Watch the video");
    if text.is_page { service::without_frame(&nodes) } else { nodes }
}

/// What an article had that is not in its file.
fn lost(centre: &Centre, layout: &Layout, number: usize, text: &ArticleText) -> Vec<String> {
    let mut notes = Vec::new();
    let html = if text.is_page { service::main_html(&text.html) } else { &text.html };
    let counts = left_out(html);
    // Of a page, scripts and styles are of its frame.
    let is_told = |name: &str| !text.is_page || !matches!(name, "script" | "style");
    let all = counts.iter().filter(|(name, _)| is_told(name)).map(|(name, count)| match count {
        1 => format!("`{name}`"),
        count => format!("{count} `{name}`"),
    });
    let all: Vec<_> = all.collect();
    if !all.is_empty() {
        notes.push(format!("left out: {}", all.join(", ")));
    }
    if centre.articles[number].unsure {
        notes.push(
            "the export does not say who could read it, so it is a draft; export the folders as \
             well and import again, or take out `draft: true`"
                .to_owned(),
        );
    } else if layout.restricted[number] {
        notes.push(
            "only some people could read it, so it is a draft; what Docent publishes, everybody \
             can read"
                .to_owned(),
        );
    }
    if layout.homeless[number] {
        let article = &centre.articles[number];
        let group = article.group.as_ref().or(article.around.as_ref());
        let group = group.map(String::as_str).unwrap_or_default();
        notes.push(format!("the export does not have its {}", named(group)));
    }
    notes
}

/// `section 12` for an id that says what it is of, else `section “12”`.
fn named(group: &str) -> String {
    if group.contains(' ') { group.to_owned() } else { format!("category {group}") }
}

/// Writes a file that is not there yet; says whether it was written.
fn write_new(path: &Path, bytes: &[u8]) -> Result<bool> {
    let write = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::File::create_new(path)?.write_all(bytes)
    };
    match write() {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && path.is_file() => {
            Ok(false)
        }
        Err(error) => Err(error).with_context(|| format!("cannot write `{}`", path.display())),
    }
}
