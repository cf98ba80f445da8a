//! Folders of HTML pages: each page is an article, each folder a group.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

use super::most_frequent;
use crate::article::embed::attribute;
use crate::article::html::unescape;
use crate::import::body::{Element, Node, find, parse, text_of};
use crate::import::model::{Article, ArticleText, Centre, Group, Note};
use crate::language;

/// Reads a page, or all pages of a folder; `lang` is the language of what does not say its own.
///
/// # Errors
///
/// There is no page.
pub(in crate::import) fn read(path: &Path, lang: &str) -> Result<Centre> {
    let meta = path
        .metadata()
        .with_context(|| format!("cannot read `{}`; is the path right?", path.display()))?;
    let root = if meta.is_dir() { path } else { path.parent().unwrap_or(Path::new(".")) };
    let files = if meta.is_dir() { pages(path) } else { vec![path.to_owned()] };
    if files.is_empty() {
        bail!("there is no file ending in `.html` in `{}`", path.display());
    }
    let paths: Vec<Vec<String>> = files.iter().map(|file| parts_below(root, file)).collect();
    let homes = homes(&paths);
    let mut centre = Centre { default_lang: lang.to_owned(), ..Centre::default() };
    let mut read = Vec::new();
    for file in files {
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let html = String::from_utf8_lossy(&bytes).into_owned();
        if html.as_bytes() != bytes {
            centre.notes.push(Note::new(
                file.display().to_string(),
                "is not UTF-8; what cannot be read is shown as �",
            ));
        }
        read.push((file, html));
    }
    let lang = &variety(lang, read.iter().map(|(_, html)| html.as_str()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ((file, html), parts) in read.iter().zip(&paths) {
        let page = page(file, parts, &homes, html, lang);
        for tag in page.texts.keys() {
            *counts.entry(tag.clone()).or_default() += 1;
        }
        add_groups(&mut centre, page.group.as_deref());
        centre.add(page);
    }
    let most = counts.into_iter().max_by_key(|(tag, count)| (*count, tag == lang));
    centre.default_lang = most.map_or_else(|| lang.to_owned(), |(tag, _)| tag);
    Ok(centre)
}

/// The variety of a language that most pages say they are in: those that say nothing are in none
/// of their own.
fn variety<'a>(lang: &str, pages: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let said = pages.filter_map(own_language);
    for tag in said.filter(|tag| language::primary(tag) == language::primary(lang)) {
        *counts.entry(tag).or_default() += 1;
    }
    most_frequent(counts, lang)
}

/// The language that a page says it is in.
fn own_language(html: &str) -> Option<String> {
    let tag = tag_at(html, "html").and_then(|tag| attribute(tag, "lang"));
    tag.and_then(language::canonical)
}

fn pages(folder: &Path) -> Vec<std::path::PathBuf> {
    let is_page = |path: &Path| {
        let suffix = path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default();
        ["html", "htm", "xhtml"].iter().any(|known| suffix.eq_ignore_ascii_case(known))
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path());
    files.filter(|path| is_page(path)).collect()
}

fn parts_below(root: &Path, file: &Path) -> Vec<String> {
    let below = file.strip_prefix(root).unwrap_or(file);
    below.iter().map(|part| part.to_string_lossy().into_owned()).collect()
}

/// How many folders that could be those of a language have a page with the same path.
fn homes(paths: &[Vec<String>]) -> BTreeMap<Vec<String>, usize> {
    let mut homes: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for parts in paths {
        if let [first, rest @ ..] = &parts[..]
            && language::canonical(first).is_some_and(|tag| language::primary(&tag).len() == 2)
        {
            *homes.entry(rest.to_vec()).or_default() += 1;
        }
    }
    homes
}

/// A group for each folder on the way.
fn add_groups(centre: &mut Centre, path: Option<&str>) {
    let Some(path) = path else { return };
    let mut parent = None;
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        let id = path[..end].to_owned();
        centre.add_group(Group { parent: parent.replace(id.clone()), id, ..Group::default() });
    }
}

fn page(
    file: &Path,
    path: &[String],
    homes: &BTreeMap<Vec<String>, usize>,
    html: &str,
    lang: &str,
) -> Article {
    let own = own_language(html);
    // A first folder that is a language is no group, so that translations have the same path.
    let is_translated = |rest: &[String]| homes.get(rest).is_some_and(|count| *count > 1);
    let (lang, parts) = match path.split_first() {
        Some((first, rest))
            if !rest.is_empty() && is_language(first, own.as_deref(), is_translated(rest)) =>
        {
            (language::canonical(first).unwrap_or_default(), rest)
        }
        _ => (own.unwrap_or_else(|| lang.to_owned()), path),
    };
    let (last, folders) = parts.split_last().map_or(("", &[] as &[_]), |(a, b)| (a.as_str(), b));
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let nodes = parse(html, "");
    let main = content(&nodes);
    let is_title = |element: &Element| element.name == "h1";
    let heading = find(main, &is_title).or_else(|| find(&nodes, &is_title));
    let title = heading.map(|heading| text_of(&heading.children)).filter(|text| !text.is_empty());
    let text = ArticleText {
        title: title.unwrap_or_else(|| page_title(html)),
        description: meta(&nodes, "description"),
        html: html.to_owned(),
        is_page: true,
        addresses: addresses(html, path),
        name: Some(stem.to_owned()).filter(|stem| !stem.eq_ignore_ascii_case("index")),
        read_from: file.display().to_string(),
        folder: file.parent().unwrap_or(Path::new(".")).to_owned(),
        ..ArticleText::default()
    };
    let keywords = meta(&nodes, "keywords");
    Article {
        id: format!("{}/{stem}", folders.join("/")),
        group: Some(folders.join("/")).filter(|group| !group.is_empty()),
        keywords: keywords.split(',').map(str::to_owned).collect(),
        texts: BTreeMap::from([(lang, text)]),
        ..Article::default()
    }
}

/// Whether a folder is that of a language: the page says so itself, or it says nothing and
/// another such folder has the same page. `it` and `hr` are departments, too.
fn is_language(folder: &str, own: Option<&str>, is_translated: bool) -> bool {
    let Some(tag) = language::canonical(folder) else { return false };
    match own {
        Some(own) => language::primary(own) == language::primary(&tag),
        None => is_translated && language::primary(&tag).len() == 2,
    }
}

/// Where the page was: what it says itself, and its path among the others.
fn addresses(html: &str, path: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(tag) = tag_at(rest, "link") {
        if attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            all.extend(attribute(tag, "href").map(|url| unescape(url).into_owned()));
            break;
        }
        rest = &rest[tag.as_ptr() as usize - rest.as_ptr() as usize..];
    }
    all.push(format!("/{}", path.join("/")));
    all
}

/// The inside of the first tag with that name.
fn tag_at<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let is_it = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && rest[name.len()..].starts_with(|c: char| c.is_whitespace() || c == '>');
        if is_it {
            let inside = &rest[name.len()..];
            return Some(&inside[..inside.find('>').unwrap_or(inside.len())]);
        }
    }
    None
}

/// The title of the page without the name of the site behind it.
fn page_title(html: &str) -> String {
    let Some(tag) = tag_at(html, "title") else { return String::new() };
    let start = tag.as_ptr() as usize - html.as_ptr() as usize + tag.len() + 1;
    let text = html.get(start..).unwrap_or_default();
    let text = &text[..text.find("</").unwrap_or(text.len())];
    let text = crate::article::front_matter::fold_blanks(&unescape(text));
    let end = [" | ", " – ", " — ", " · "].iter().filter_map(|mark| text.rfind(mark)).max();
    text[..end.unwrap_or(text.len())].trim().to_owned()
}

fn meta(nodes: &[Node], name: &str) -> String {
    let is_it = |element: &Element| {
        element.name == "meta"
            && element.get("name").is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    find(nodes, &is_it).and_then(|meta| meta.get("content")).unwrap_or_default().to_owned()
}

/// What a page is about: its main part, if it marks one.
pub(in crate::import) fn content(nodes: &[Node]) -> &[Node] {
    let wanted: [&dyn Fn(&Element) -> bool; 4] = [
        &|element| element.name == "main" || element.get("role") == Some("main"),
        &|element| element.name == "article",
        &|element| {
            element.get("id").is_some_and(|id| matches!(id, "content" | "main" | "main-content"))
        },
        &|element| {
            let classes = element.get("class").unwrap_or_default();
            classes.split_whitespace().any(|class| {
                matches!(class, "article-body" | "markdown-body" | "entry-content" | "post-content")
            })
        },
    ];
    let main = wanted.iter().find_map(|wanted| find(nodes, wanted));
    main.map_or(nodes, |main| &main.children)
}

/// What a page is about, as it is written, as far as that can be told without reading it.
pub(in crate::import) fn main_html(html: &str) -> &str {
    for name in ["main", "article", "body"] {
        let Some(tag) = tag_at(html, name) else { continue };
        let start = tag.as_ptr() as usize - html.as_ptr() as usize + tag.len();
        let rest = &html[start..];
        return &rest[..rest.rfind(&format!("</{name}")).unwrap_or(rest.len())];
    }
    html
}

/// A page without what stands around its text on every page.
pub(in crate::import) fn without_frame(nodes: &[Node]) -> Vec<Node> {
    let is_marked = content(nodes).as_ptr() != nodes.as_ptr();
    let is_frame =
        |name: &str| matches!(name, "nav" | "footer" | "aside") || name == "header" && !is_marked;
    pruned(content(nodes), &is_frame)
}

fn pruned(nodes: &[Node], is_frame: &dyn Fn(&str) -> bool) -> Vec<Node> {
    let mut kept = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_frame(&element.name) => {}
            Node::Element(element) => {
                let children = pruned(&element.children, is_frame);
                kept.push(Node::Element(Element { children, ..element.clone() }));
            }
            Node::Text(_) => kept.push(node.clone()),
        }
    }
    kept
}
