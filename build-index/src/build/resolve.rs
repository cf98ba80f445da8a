//! What the addresses in an article mean, with all articles and files at hand.

use std::collections::BTreeSet;

use super::wiki::Wiki;
use crate::article::finish::{Link, Picture, Resolve};
use crate::article::wiki::{Shown, WikiLink};
use crate::library::{Article, Library, Meant, Target, encoded};
use crate::lint::{AnchorLink, Findings};
use crate::picture::{MediaSet, is_picture};
use crate::source::Source;

/// What articles can lead to and show.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) source: &'a Source,
    pub(super) library: &'a Library,
    pub(super) media: &'a MediaSet,
    pub(super) wiki: &'a Wiki<'a>,
}

/// Answers for one article what its addresses mean, and notes what is wrong with them.
pub(super) struct Resolver<'a> {
    scene: Scene<'a>,
    article: &'a Article,
    pub(super) findings: Findings<'a>,
    /// Its links to headings and other anchors.
    pub(super) anchors: Vec<AnchorLink>,
    /// Pages of other sites that it links to.
    pub(super) external: BTreeSet<String>,
}

impl Resolve for Resolver<'_> {
    fn link(&mut self, href: &str) -> Link {
        match self.scene.library.resolve(self.scene.source, self.article, href) {
            Target::External => {
                if href.starts_with("http://") || href.starts_with("https://") {
                    self.external.insert(href.to_owned());
                }
                Link::Kept { external: !href.starts_with("mailto:") }
            }
            Target::Host => Link::Kept { external: false },
            Target::Article(number, heading) if WikiLink::parse(href).is_some() => {
                let is_whole = heading.is_empty();
                let anchor =
                    if is_whole { heading } else { self.scene.wiki.anchor(number, &heading) };
                self.link_to_article(href, number, anchor)
            }
            Target::Article(number, anchor) => self.link_to_article(href, number, anchor),
            Target::File(path) => match self.scene.media.get(&path) {
                Some(media) => Link::Own { url: media.url.clone(), article: None },
                None => Link::Broken,
            },
            Target::Draft(path) => {
                self.findings.link_to_draft(href, &path);
                Link::Broken
            }
            Target::Missing(path) => {
                self.findings.broken_link(href, &path);
                Link::Broken
            }
        }
    }

    fn picture(&mut self, src: &str) -> Picture {
        match self.scene.library.resolve(self.scene.source, self.article, src) {
            Target::External => {
                self.findings.remote_picture(src);
                Picture::Kept
            }
            Target::Host => Picture::Kept,
            Target::File(path) => match self.scene.media.get(&path) {
                Some(media) => Picture::Own { url: media.url.clone(), size: media.size },
                None => Picture::Missing,
            },
            Target::Article(..) => {
                self.findings.missing_picture(src, src);
                Picture::Missing
            }
            Target::Draft(path) | Target::Missing(path) => {
                self.findings.missing_picture(src, &path);
                Picture::Missing
            }
        }
    }

    fn wiki(&mut self, link: &WikiLink<'_>, embedded: bool) -> Shown {
        let Meant { target, others } =
            self.scene.library.wiki(self.scene.source, self.article, link);
        if !self.scene.wiki.is_meant(&target, link) {
            return Shown::AsWritten;
        }
        let shown = match &target {
            _ if embedded && is_picture(link.page()) => Shown::Picture,
            Target::Article(number, _) => {
                let path = |number: &usize| {
                    let file = self.scene.library.articles[*number].file;
                    self.scene.source.articles[file].path.as_str()
                };
                let others = others.iter().map(path);
                self.findings.ambiguous_link(&link.key(), path(number), others);
                Shown::Link(self.scene.wiki.words(self.scene.library, link, *number))
            }
            _ => Shown::Link(link.page().rsplit('/').next().unwrap_or_default().to_owned()),
        };
        if embedded && shown != Shown::Picture {
            self.findings.embedded(&link.key());
        }
        shown
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn new(scene: Scene<'a>, article: &'a Article, findings: Findings<'a>) -> Self {
        Self { scene, article, findings, anchors: Vec::new(), external: BTreeSet::new() }
    }

    fn link_to_article(&mut self, href: &str, number: usize, anchor: String) -> Link {
        let target = &self.scene.library.articles[number];
        let (mut url, mut slug) = (target.url.clone(), target.slug.clone());
        if !anchor.is_empty() {
            url = format!("{url}#{}", encoded(&anchor));
            slug = format!("{slug}#{anchor}");
            self.anchors.push(AnchorLink { url: href.to_owned(), article: number, anchor });
        }
        // The widget shows one language at a time, with what stands in where that has no article;
        // a translation opens as a page.
        let shown = self.scene.library.shown(&self.article.lang, number);
        let article = (shown == Some(number)).then_some(slug);
        Link::Own { url, article }
    }
}
