//! The templates of the pages: Docent's own, and those that a content folder puts in their place.
//!
//! A template of a content folder is somebody's text like an article, so what is wrong with it is
//! told with its line. It knows no page.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::sync::{Mutex, PoisonError};

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::article::push_escaped;
use crate::diagnostic::{Diagnostic, Place};
use crate::nearest::nearest;
use crate::source::{SourceFile, TEMPLATES_FOLDER};

const CODE: &str = "template";

/// Every page is made by one of these.
const OWN: [(&str, &str); 7] = [
    ("layout.html", include_str!("../../templates/layout.html")),
    ("home.html", include_str!("../../templates/home.html")),
    ("category.html", include_str!("../../templates/category.html")),
    ("article.html", include_str!("../../templates/article.html")),
    ("missing.html", include_str!("../../templates/missing.html")),
    ("link.html", include_str!("../../templates/link.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
];

/// The style of the pages.
const STYLE: (&str, &str) = ("help.css", include_str!("../../templates/help.css"));
/// What a content folder adds to it.
const EXTRA_STYLE: &str = "extra.css";

/// Templates that are ready to be filled in, and the style of the pages.
#[derive(Debug)]
pub(crate) struct Templates {
    environment: Environment<'static>,
    files: BTreeMap<String, SourceFile>,
    /// What went wrong while pages were made, once for each line.
    faults: Mutex<BTreeMap<(String, usize), Diagnostic>>,
}

impl Templates {
    /// Docent's own templates with those of a content folder in their place.
    pub(crate) fn new(files: &[SourceFile]) -> (Self, Vec<Diagnostic>) {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_formatter(|out, _, value| {
            if value.is_undefined() || value.is_none() {
                return Ok(());
            }
            let text = value.to_string();
            let mut escaped = String::with_capacity(text.len());
            if value.is_safe() {
                escaped = text;
            } else {
                push_escaped(&text, &mut escaped);
            }
            Ok(out.write_str(&escaped)?)
        });
        let files: BTreeMap<_, _> =
            files.iter().map(|file| (name_of(file).to_owned(), file.clone())).collect();
        let mut templates = Self { environment, files, faults: Mutex::new(BTreeMap::new()) };
        let mut diagnostics = templates.unknown();
        let own = OWN.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let html = templates.files.iter().filter(|(name, _)| name.ends_with(".html"));
        let html = html.map(|(name, file)| (name.clone(), file.text().into_owned()));
        // Of equal names the later one stays; where it is faulty, ours does.
        for (name, text) in own.into_iter().chain(html.collect::<Vec<_>>()) {
            let added = templates.environment.add_template_owned(name.clone(), text);
            diagnostics.extend(added.err().map(|error| templates.explain(&name, &error, None).1));
        }
        (templates, diagnostics)
    }

    /// The style of the pages. The accent of the settings comes before what a site adds.
    pub(crate) fn style(&self, accent: &str) -> String {
        let text = |name: &str| self.files.get(name).map(SourceFile::text);
        let (name, own) = STYLE;
        let own = || own.into();
        let extra = text(EXTRA_STYLE).unwrap_or_default();
        format!("{}{accent}{extra}", text(name).unwrap_or_else(own))
    }

    /// Fills in a template. Where that fails, the page is empty and [`Self::faults`] says why.
    pub(crate) fn render(&self, name: &str, values: &Value) -> String {
        let rendered =
            self.environment.get_template(name).and_then(|template| template.render(values));
        rendered.unwrap_or_else(|error| {
            let (key, diagnostic) = self.explain(name, &error, Some(values));
            let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.entry(key).or_insert(diagnostic);
            String::new()
        })
    }

    /// What went wrong so far.
    pub(crate) fn faults(&self) -> Vec<Diagnostic> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *faults).into_values().collect()
    }

    /// Files that take no template's place and that no other file names.
    fn unknown(&self) -> Vec<Diagnostic> {
        let styles = [STYLE.0, EXTRA_STYLE];
        let known: Vec<_> = OWN.iter().map(|(name, _)| *name).chain(styles).collect();
        let is_used = |name: &str| {
            self.files.iter().any(|(other, file)| other != name && file.text().contains(name))
        };
        let strange = self.files.iter().filter(|(name, _)| {
            !known.contains(&name.as_str()) && (name.ends_with(".css") || !is_used(name))
        });
        let warnings = strange.map(|(name, file)| {
            let message = format!("there is no template `{name}`");
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the templates are {}", known.join(", ")),
            };
            Diagnostic::warning(CODE, Place::file(&file.path), message).help(help)
        });
        warnings.collect()
    }

    /// What an error says, and where it is: in `name` or in what that includes.
    fn explain(
        &self,
        name: &str,
        error: &Error,
        values: Option<&Value>,
    ) -> ((String, usize), Diagnostic) {
        // The innermost error tells what is wrong, those around it how that was come to. It may be
        // in a template of Docent's, to which one of the site led.
        let chain = std::iter::successors(Some(error), |error: &&Error| {
            let error: &Error = error;
            error.source()?.downcast_ref()
        });
        let chain: Vec<&Error> = chain.collect();
        let error = chain.last().copied().unwrap_or(error);
        let range_in = |error: &Error, text: &str| {
            error.range().unwrap_or_else(|| line_of(text, error.line().unwrap_or(1)))
        };
        let text_of = |name: &str| {
            let own = || OWN.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).into());
            self.files.get(name).map(SourceFile::text).or_else(own).unwrap_or_default()
        };
        let faulty = text_of(error.name().unwrap_or(name));
        let found = faulty.get(range_in(error, &faulty)).unwrap_or_default().to_owned();
        let of_site = chain.iter().rev().find_map(|error| {
            let file = self.files.get(error.name().unwrap_or(name))?;
            Some((file, range_in(error, &file.text())))
        });
        let place = match of_site {
            Some((file, range)) => file.place(range),
            None => Place::file(&format!("{TEMPLATES_FOLDER}{name}")),
        };
        let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        let (message, help) = match error.kind() {
            ErrorKind::UndefinedError => {
                let typed = path_in(&found);
                let names = values.map(paths).unwrap_or_default();
                let help = match nearest_path(&typed, &names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "the manual lists what each template is given: hosting/templates".to_owned()
                    }
                };
                (format!("the page has no `{typed}`"), help)
            }
            ErrorKind::TemplateNotFound => {
                let known = self.environment.templates().map(|(name, _)| name).collect::<Vec<_>>();
                (what, format!("the templates are {}", known.join(", ")))
            }
            ErrorKind::SyntaxError => (
                format!("this template cannot be read: {what}"),
                "compare it with Docent's own; the language is that of MiniJinja".to_owned(),
            ),
            _ => (
                format!("this template cannot be filled in: {what}"),
                "compare it with Docent's own; the language is that of MiniJinja".to_owned(),
            ),
        };
        let key = (place.file.clone(), place.line);
        (key, Diagnostic::error(CODE, place, message).help(help))
    }
}

/// The name by which other templates know a file.
fn name_of(file: &SourceFile) -> &str {
    file.path.strip_prefix(TEMPLATES_FOLDER).unwrap_or(&file.path)
}

/// Bytes of a line of a text, counted from one.
fn line_of(text: &str, number: usize) -> std::ops::Range<usize> {
    let lines = text.split_inclusive('\n');
    let start = lines.take(number.saturating_sub(1)).map(str::len).sum::<usize>();
    start..text[start..].find('\n').map_or(text.len(), |end| start + end)
}

/// The variable of an expression: `page.titel` of `page.titel|upper`.
fn path_in(expression: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "_.-[]\"".contains(c);
    let start = expression.find(|c: char| c.is_alphabetic()).unwrap_or_default();
    let rest = &expression[start..];
    rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())].to_owned()
}

/// Every name that a page is given, with dots; items of lists by the names in their first one.
fn paths(values: &Value) -> BTreeSet<String> {
    fn walk(value: &Value, path: &str, all: &mut BTreeSet<String>) {
        let item = match value.kind() {
            ValueKind::Map => None,
            ValueKind::Seq | ValueKind::Iterable => value.get_item_by_index(0).ok(),
            _ => return,
        };
        if let Some(item) = item {
            return walk(&item, path, all);
        }
        for key in value.try_iter().into_iter().flatten() {
            let Ok(inner) = value.get_item(&key) else { continue };
            let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
            walk(&inner, &path, all);
            all.insert(path);
        }
    }
    let mut all = BTreeSet::new();
    walk(values, "", &mut all);
    all
}

/// The name most like one that is not there: a whole one, or one that ends alike.
fn nearest_path<'a>(typed: &str, names: &'a BTreeSet<String>) -> Option<&'a str> {
    let last = |name: &'a str| name.rsplit('.').next().unwrap_or(name);
    let (head, end) = typed.rsplit_once('.').unwrap_or(("", typed));
    let siblings = names.iter().filter_map(|name| {
        name.strip_prefix(head)?.strip_prefix('.').filter(|rest| !rest.contains('.'))?;
        Some(name.as_str())
    });
    let siblings: Vec<_> = siblings.collect();
    let near = nearest(end, siblings.iter().map(|name| last(name)));
    let whole = near.and_then(|near| siblings.into_iter().find(|name| last(name) == near));
    let depth = |name: &str| name.matches('.').count();
    let alike = names.iter().filter(|name| depth(name) == depth(typed)).map(String::as_str);
    whole
        .or_else(|| nearest(typed, alike))
        .or_else(|| nearest(end, names.iter().map(|name| last(name))))
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn with(name: &str, text: &str) -> (Templates, Vec<Diagnostic>) {
        let path = format!("{TEMPLATES_FOLDER}{name}");
        Templates::new(&[SourceFile { path, text: text.into() }])
    }

    #[test]
    fn every_template_of_docent_is_right() {
        let (_, diagnostics) = Templates::new(&[]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }

    #[test]
    fn what_is_wrong_with_a_template_has_a_line_and_advice() {
        let values =
            context! { page => context! { title => "x", links => [context! { href => "y" }] } };
        let cases = [
            ("a\n{% if %}", 2, "this template cannot be read", "compare"),
            ("a\n\n{{ page.titel }}", 3, "the page has no `page.titel`", "`page.title`"),
            ("{{ pgae.title }}", 1, "the page has no `pgae.title`", "`page.title`"),
            ("{% for l in page.links %}\n{{ l.hreff }}{% endfor %}", 2, "no `l.hreff`", "`href`"),
            ("{{ page.title|shout }}", 1, "filter shout is unknown", "compare"),
            ("{% include 'lnk.html' %}", 1, "lnk.html", "link.html"),
            ("x\n{% include 'missing.html' %}", 2, "no `site", ""),
        ];
        for (text, line, message, help) in cases {
            let (templates, mut found) = with("link.html", text);
            if found.is_empty() {
                templates.render("link.html", &values);
            }
            found.extend(templates.faults());
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let Diagnostic { place, message: said, help: advice, .. } = &found[0];
            assert!(said.contains(message), "{text}: {said}");
            assert!(advice.as_deref().unwrap_or_default().contains(help), "{text}: {advice:?}");
            assert_eq!(place.line, line, "{text}: {found:?}");
        }
    }

    #[test]
    fn a_name_that_is_no_template_is_told_unless_another_one_includes_it() {
        let (_, found) = with("artcle.html", "x");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `article.html`?"));
        let (_, found) = with("print.css", "x");
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains("help.css")));
        let file = |name: &str, text: &str| SourceFile {
            path: format!("{TEMPLATES_FOLDER}{name}"),
            text: text.into(),
        };
        let files = [file("top.html", "Hi"), file("link.html", "{% include \"top.html\" %}")];
        let (templates, found) = Templates::new(&files);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(templates.render("link.html", &context! {}), "Hi");
    }

    #[test]
    fn a_style_of_the_site_takes_the_place_of_docents_or_is_added() {
        assert_eq!(with("help.css", "a{}").0.style("b{}"), "a{}b{}");
        let added = with("extra.css", "a{}").0.style("b{}");
        assert!(added.starts_with(STYLE.1) && added.ends_with("b{}a{}"));
    }
}
