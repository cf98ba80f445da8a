//! What to read after an article.

use std::collections::{BTreeMap, HashMap};

use super::Edition;
use crate::library::Library;

/// How many articles are offered to read on, the next one among them.
const RELATED_MAX: usize = 4;

impl Edition<'_> {
    /// What to read after a document: what it names itself, then its neighbours in the category,
    /// the following ones first.
    pub(crate) fn related(&self, library: &Library) -> BTreeMap<u32, Vec<u32>> {
        let mut related = BTreeMap::new();
        for category in &self.categories {
            let docs = &category.articles;
            for (at, doc) in docs.iter().enumerate() {
                let after = docs[at + 1..].iter();
                let before = docs[..at].iter().rev();
                let next = after.take(RELATED_MAX).chain(before).take(RELATED_MAX);
                related.insert(*doc, next.copied().collect::<Vec<_>>());
            }
        }
        let mut of_slug = HashMap::new();
        for (doc, article) in self.documents(library) {
            // Of two, the language's own comes first.
            of_slug.entry(article.slug.as_str()).or_insert(doc);
        }
        for (doc, article) in self.documents(library) {
            let named =
                article.front.rare().related.iter().filter_map(|(slug, _)| of_slug.get(&**slug));
            let mut all: Vec<u32> = named.copied().filter(|other| *other != doc).collect();
            if all.is_empty() {
                continue;
            }
            let others = related.remove(&doc).unwrap_or_default();
            all.extend(others.into_iter().filter(|other| !all.contains(other)).collect::<Vec<_>>());
            all.truncate(RELATED_MAX);
            related.insert(doc, all);
        }
        related
    }

    /// The document that follows in the category.
    pub(crate) fn next(&self, doc: u32) -> Option<u32> {
        let (category, at) = self.place_of(doc)?;
        self.categories[category].articles.get(at + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::edition::Edition;
    use crate::edition::tests::library;
    use crate::options::Options;

    #[test]
    fn related_articles_are_the_neighbours() {
        let files: Vec<_> =
            ["a", "b", "c", "d", "e"].iter().map(|name| format!("x/{name}.md")).collect();
        let files: Vec<_> = files.iter().map(|path| (path.as_str(), "x")).collect();
        let options = Options::default();
        let plain = library(&files, &options);
        let editions = Edition::all(&plain, &options);
        let related = editions[0].related(&plain);
        assert_eq!(related[&0], [1, 2, 3, 4]);
        assert_eq!(related[&2], [3, 4, 1, 0]);
        assert_eq!(related[&4], [3, 2, 1, 0]);
        let files = [
            ("x/a.md", "---\nrelated: [x/d, x/a, y, x/c]\n---\n"),
            ("x/b.md", "x"),
            ("x/c.md", "x"),
            ("x/d.md", "x"),
        ];
        let named = library(&files, &options);
        assert_eq!(Edition::all(&named, &options)[0].related(&named)[&0], [3, 2, 1]);
        assert_eq!((editions[0].next(2), editions[0].next(4)), (Some(3), None));
    }
}
