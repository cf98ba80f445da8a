//! Old addresses of articles: pages that lead on, which work on any host, and rules for servers
//! that can do it themselves.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;

use crate::article::decoded;
use crate::article::slug::fault_of;
use crate::diagnostic::Diagnostic;
use crate::emit::{Bundle, Effort};
use crate::library::{Article, Library, encoded};
use crate::options::path_of;
use crate::pages::Pages;
use crate::source::Source;

const CODE: &str = "redirect";

/// An old address and the article that is there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    /// Decoded. Of a page below the site's root, without slashes around it; or, with a slash
    /// before it, of any page of the host.
    pub(crate) from: String,
    /// Number of the article.
    pub(crate) to: usize,
}

/// The old addresses of all articles. One that is no address, or of another article, is an error.
pub(crate) fn redirects(
    source: &Source,
    library: &Library,
    base_url: Option<&str>,
) -> (Vec<Redirect>, Vec<Diagnostic>) {
    let root = base_url.map(path_of);
    let mut all: Vec<Redirect> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (number, article) in library.articles.iter().enumerate() {
        let page = address(library, article, &article.slug);
        taken.entry(page.to_lowercase()).or_insert(number);
    }
    let mut diagnostics = Vec::new();
    for (number, article) in library.articles.iter().enumerate() {
        let file = &source.articles[article.file];
        for (written, span) in &article.front.rare().redirects {
            let mut fault = |message: String, help: String| {
                let place = file.place(span.clone());
                diagnostics.push(Diagnostic::error(CODE, place, message).help(help));
            };
            let from = match old_address(library, article, root, written) {
                Ok(from) => from,
                Err(why) => {
                    fault(
                        format!("`{written}` cannot be an old address: {why}"),
                        "write an old slug such as `billing/refund`, or an old path of your host \
                         such as `/hc/articles/123`"
                            .to_owned(),
                    );
                    continue;
                }
            };
            match taken.get(&from.to_lowercase()) {
                Some(other) if *other == number => {
                    let message =
                        format!("`{written}` is named twice, or is this article's own address");
                    fault(message, "take it out".to_owned());
                }
                Some(other) => {
                    let other = &source.articles[library.articles[*other].file].path;
                    let message = format!("`{written}` is already an address of another article");
                    fault(
                        message,
                        format!("the other one is `{other}`; take it out of one of them"),
                    );
                }
                None => {
                    taken.insert(from.to_lowercase(), number);
                    all.push(Redirect { from, to: number });
                }
            }
        }
    }
    // Addresses by keys of other tools: those that are free and can be kept, without a word about
    // others, because they were right where they were written.
    for (number, article) in library.articles.iter().enumerate() {
        for (written, _) in &article.front.rare().old_paths {
            // The start page of a language is no old address of an article.
            let last = written.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if library.languages.iter().any(|lang| lang.eq_ignore_ascii_case(last)) {
                continue;
            }
            if let Ok(from) = old_address(library, article, root, written)
                && let Entry::Vacant(free) = taken.entry(from.to_lowercase())
            {
                free.insert(number);
                all.push(Redirect { from, to: number });
            }
        }
    }
    (all, diagnostics)
}

/// Address of a slug of an article's language, below the site's root.
fn address(library: &Library, article: &Article, slug: &str) -> String {
    format!("{}{slug}", library.home(&article.lang))
}

/// An old address in the form of [`Redirect::from`]; `root` is the path of the site, if it is known.
fn old_address(
    library: &Library,
    article: &Article,
    root: Option<&str>,
    written: &str,
) -> Result<String, &'static str> {
    if written.contains("://") || written.contains(['?', '#']) {
        return Err("it is a path only, without host, `?` and `#`");
    }
    let path = decoded(written);
    let Some(outside) = path.strip_prefix('/') else {
        let slug = path.trim_end_matches('/');
        let slug = slug.strip_suffix(".md").unwrap_or(slug);
        return of_site(library, article, &address(library, article, slug));
    };
    // A path of the host can lie within the site, too.
    let within =
        root.and_then(|root| format!("{path}/").strip_prefix(&decoded(root)).map(str::to_owned));
    if let Some(within) = within {
        return of_site(library, article, within.trim_end_matches('/'));
    }
    let outside = outside.trim_end_matches('/');
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || "\"{}\\*".contains(c);
    // A colon begins a name that stands for anything in rules of some hosts.
    let is_odd_part = |part: &str| matches!(part, "" | "." | "..") || part.starts_with(':');
    if outside.contains(is_odd) || outside.split('/').any(is_odd_part) {
        return Err("it has parts or characters that rules of servers cannot have");
    }
    Ok(format!("/{outside}"))
}

/// An address below the site's root, if a page can lead on from there.
fn of_site(library: &Library, article: &Article, address: &str) -> Result<String, &'static str> {
    if let Some(fault) = fault_of(address) {
        return Err(fault);
    }
    let first = address.split('/').next().unwrap_or_default();
    let is_home = |lang: &String| {
        *lang != library.default_lang() && *lang != article.lang && lang.eq_ignore_ascii_case(first)
    };
    let own_home = library.home(&article.lang);
    if library.languages.iter().any(is_home) || own_home.trim_end_matches('/') == address {
        return Err("addresses that begin so belong to another language or to a start page");
    }
    Ok(address.to_owned())
}

/// Adds the pages, and the rules where it is known where the site will be.
pub(crate) fn add(
    redirects: &[Redirect],
    library: &Library,
    base_url: Option<&str>,
    pages: Pages<'_>,
    bundle: &mut Bundle,
) {
    for Redirect { from, to } in redirects.iter().filter(|one| !one.from.starts_with('/')) {
        let article = &library.articles[*to];
        let page = pages.redirect(from, &article.lang, &article.title, &article.url);
        bundle.add(format!("{from}/index.html"), page, Effort::Quick);
    }
    if let (false, Some(base)) = (redirects.is_empty(), base_url) {
        for (path, rules) in rules(redirects, library, base) {
            bundle.add(path, rules, Effort::Quick);
        }
    }
}

/// Files of rules: for Netlify, Cloudflare Pages and others that read `_redirects`, for nginx, and
/// for Caddy.
fn rules(redirects: &[Redirect], library: &Library, base_url: &str) -> [(&'static str, String); 3] {
    let root = path_of(base_url);
    let [mut hosts, mut nginx, mut caddy] = [const { String::new() }; 3];
    for Redirect { from, to } in redirects {
        let new = format!("{root}{}", library.articles[*to].url);
        let old =
            if from.starts_with('/') { from.clone() } else { format!("{}{from}", decoded(root)) };
        let _ = writeln!(hosts, "{} {new} 301", encoded(&old));
        // Both compare addresses that are decoded, with and without a slash at their end.
        for end in ["", "/"] {
            let _ = writeln!(nginx, "location = \"{old}{end}\" {{ return 301 \"{new}\"; }}");
            let _ = writeln!(caddy, "redir \"{old}{end}\" \"{new}\" permanent");
        }
    }
    [
        ("_redirects", hosts),
        ("_docent/redirects.nginx.conf", nginx),
        ("_docent/redirects.caddy", caddy),
    ]
}
