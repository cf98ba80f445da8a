//! Who visits.

/// Who visits: what of a browser a page can tell, and the size of its window.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// The language the browser asks for.
    pub language: &'static str,
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Whether dark pages are preferred.
    pub dark: bool,
    /// Whether scripts run.
    pub javascript: bool,
}

impl Default for Visitor {
    fn default() -> Self {
        Self { language: "en-US", width: 1100, height: 800, dark: false, javascript: true }
    }
}

impl Visitor {
    /// Somebody with a window of this size, such as a telephone.
    #[must_use]
    pub fn with_size(width: u32, height: u32) -> Self {
        Self { width, height, ..Self::default() }
    }
}
