//! `docent.json`: where everything of a built site is.

use serde::{Deserialize, Serialize};

/// The version of the layout of a built site. A reader refuses any other.
pub const CATALOG_FORMAT: u32 = 3;

/// The contents of `docent.json`, the one file of a build whose name and place never change.
///
/// The loader carries a copy of what it needs, so that no request is spent on this file; tools
/// and later readers start here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Always [`CATALOG_FORMAT`].
    pub format: u32,
    /// Program and version that wrote the site, for people who look into it.
    pub generator: String,
    /// The widget's files; absent after `docent build --no-widget`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widget: Option<WidgetFiles>,
    /// One entry per language, the default language first. Never empty.
    pub languages: Vec<LanguageFiles>,
}

/// Content-hashed files of the widget, which never change under their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetFiles {
    /// What the paths of the frames begin with: the panel with the texts of one language, an ES
    /// module. The tag of the language and `.js` follow.
    pub frame: String,
    /// JavaScript glue, an ES module.
    pub js: String,
    /// WebAssembly module: all that first results need.
    pub wasm: String,
    /// WebAssembly module with the rest of the app, fetched after first results.
    pub more: String,
    /// Script and style that come with it, an ES module.
    pub late: String,
    /// WebAssembly module that explains results, fetched where the tag says `data-debug`.
    pub debug: String,
    /// Script that reads opening hours, an ES module; absent where no channel has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// Script that shows lists, articles and the contact form where the app cannot run, an ES
    /// module.
    pub plain: String,
    /// Style sheet, adopted by the widget's shadow root.
    pub css: String,
}

/// Files of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageFiles {
    /// BCP 47 tag, for example `en` or `pt-BR`.
    pub lang: String,
    /// Writing direction of that language.
    pub dir: Direction,
    /// The [`crate::Site`] of that language.
    pub site: String,
    /// The search index of that language.
    pub index: String,
    /// What belongs to the index and can wait until first results are shown.
    pub supplement: String,
    /// Start page of the static help centre in that language; empty for the site's root.
    pub home: String,
}

/// Writing direction, with the values of the HTML attribute `dir`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}
