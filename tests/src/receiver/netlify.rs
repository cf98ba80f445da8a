//! The host Netlify: when a site is deployed, it takes over forms that say so, and from then on
//! stores what is posted to a page with such a form's name in it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{Asked, Part, Service, lock};

/// The host, and what its form has taken.
#[derive(Debug)]
pub struct Netlify {
    path: String,
    page: String,
    form: String,
    honeypot: String,
    /// Fields that the form has: others are not stored.
    fields: BTreeSet<String>,
    taken: Mutex<Vec<Vec<Part>>>,
    /// Whether forms are taken over at all.
    is_on: bool,
}

impl Netlify {
    /// Deploys a help centre that lies below `help/`, with detection of forms switched on or not.
    ///
    /// # Panics
    ///
    /// If it has no page with a form for Netlify.
    #[must_use]
    pub fn deploy(site: &Path, is_on: bool) -> Self {
        let path = "/help/docent.form/".to_owned();
        let file = site.join(path.trim_start_matches('/')).join("index.html");
        let page = std::fs::read_to_string(&file).expect("the page with the form");
        let attribute = |name: &str| {
            let start = format!(" {name}=\"");
            let rest = page.split(&start).nth(1).unwrap_or_default();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        let named = page.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(page.contains("data-netlify=\"true\""), "{page}");
        let (_, form) = page.split_once("<form").expect("a form");
        let (form, _) = form.split_once('>').expect("the end of its tag");
        let form = form.split("name=\"").nth(1).and_then(|rest| rest.split('"').next());
        let served = if is_on { page.replace(" data-netlify=\"true\"", "") } else { page.clone() };
        Self {
            form: form.expect("the name of the form").to_owned(),
            honeypot: attribute("netlify-honeypot"),
            fields: named.map(str::to_owned).collect(),
            path,
            page: served,
            taken: Mutex::default(),
            is_on,
        }
    }

    /// The page, which it serves itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Forms that have arrived.
    #[must_use]
    pub fn taken(&self) -> Vec<Vec<Part>> {
        lock(&self.taken).clone()
    }
}

impl Service for Netlify {
    fn answer(&self, asked: &Asked) -> Response {
        if self.is_on
            && asked.field("form-name") == self.form
            && asked.field(&self.honeypot).is_empty()
        {
            let form = asked.form.iter().flatten();
            let known = form.filter(|part| self.fields.contains(&part.name)).cloned();
            lock(&self.taken).push(known.collect());
        }
        // Either way it answers with the page.
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], self.page.clone()).into_response()
    }
}
