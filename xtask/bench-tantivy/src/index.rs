//! The index: title, headings and text, stemmed, with frequencies but without places.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, Searcher, TantivyDocument, doc};

const ANALYZER: &str = "en_stem";

#[derive(Deserialize)]
struct Articles {
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    title: String,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    heading: String,
    text: String,
}

/// An index that can be searched.
pub(crate) struct Opened {
    pub(crate) searcher: Searcher,
    pub(crate) analyzer: TextAnalyzer,
    id: Field,
    /// Searched fields with their weights.
    pub(crate) fields: [(Field, f32); 3],
}

/// Writes an index.
pub(crate) fn build(articles: &Path, folder: &Path) -> Result<()> {
    let articles: Articles = serde_json::from_slice(&fs::read(articles)?)?;
    let searched = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(ANALYZER)
            .set_index_option(IndexRecordOption::WithFreqs),
    );
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let title = schema.add_text_field("title", searched.clone() | STORED);
    let headings = schema.add_text_field("headings", searched.clone());
    let text = schema.add_text_field("text", searched);
    fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    // One thread writes one segment, which is what a help centre would be served from.
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 200_000_000)?;
    for article in articles.articles {
        let join = |part: fn(&Section) -> &str| {
            article.sections.iter().map(part).collect::<Vec<_>>().join("\n")
        };
        writer.add_document(doc!(
            headings => join(|section| &section.heading),
            text => join(|section| &section.text),
            id => article.id.clone(),
            title => article.title.clone(),
        ))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

impl Opened {
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let index = Index::open_in_dir(folder)
            .with_context(|| format!("{} holds no index", folder.display()))?;
        let schema = index.schema();
        let fields = [
            (schema.get_field("title")?, 3.0),
            (schema.get_field("headings")?, 1.5),
            (schema.get_field("text")?, 1.0),
        ];
        let analyzer = index.tokenizers().get(ANALYZER).context("there is no English stemmer")?;
        let searcher = index.reader()?.searcher();
        Ok(Self { searcher, analyzer, id: schema.get_field("id")?, fields })
    }

    /// The article at an address.
    pub(crate) fn id(&self, address: DocAddress) -> Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let id = document.get_first(self.id).and_then(|id| id.as_str());
        Ok(id.context("an article has no id")?.to_owned())
    }
}
