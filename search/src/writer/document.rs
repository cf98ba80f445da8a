//! What is indexed.

/// An article as the index sees it: plain text only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Title.
    pub title: String,
    /// The customer's words for what the article is about; they weigh as much as the title.
    pub keywords: Vec<String>,
    /// One or two sentences; searched with the text before the first heading.
    pub description: String,
    /// Source path under the content folder, without its suffix.
    pub path: String,
    /// Stable name of the article in links.
    pub slug: String,
    /// Key of the article page: hexadecimal digits, two for each of [`crate::PAGE_KEY_LEN`] bytes.
    pub page: String,
    /// Sections in reading order.
    pub sections: Vec<Section>,
}

/// A heading and the text up to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Heading; empty for the text before the first heading.
    pub heading: String,
    /// Level of the heading, 1 to 6; 0 for the text before the first heading.
    pub level: u8,
    /// Text without the heading.
    pub text: String,
}

impl Section {
    /// The text before the first heading.
    #[must_use]
    pub fn lead(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}
