//! Line icons on a grid of 24, built node by node.

use crate::node::{El, svg};

pub(super) const ARTICLE: &str = "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h4";
pub(super) const FOLDER: &str = "M3 6.5h6l2 2.5h10v10.5H3z";
pub(super) const NEXT: &str = "m9 5 7 7-7 7";
pub(super) const MAIL: &str = "M3 6h18v13H3zM3 7l9 7 9-7";
pub(super) const YES: &str =
    "M7 11v9H3v-9zM7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.2 7a2 2 0 0 1-2 1.7H7";
pub(super) const NO: &str =
    "M17 13V4h4v9zM17 13l-4 8a2.5 2.5 0 0 1-2.5-2.5V15H5a2 2 0 0 1-2-2.3l1.2-7A2 2 0 0 1 6.2 4H17";
pub(super) const DONE: &str = "m5 12.5 5 5 9-11";
pub(super) const CLOCK: &str = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18m0 5v4.5l3 2";
pub(super) const ALERT: &str = "M12 4 3 19.5h18zM12 10v4.5M12 17v.1";
pub(super) const SEARCH: &str = "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14m5 12 4 4";
pub(super) const CLOSE: &str = "m7 7 10 10M17 7 7 17";
pub(super) const LINK_OUT: &str = "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9";

/// An icon from its path. It says nothing to a screen reader; the text beside it does.
pub(super) fn icon(path: &str) -> El {
    svg("svg")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path").attr("d", path))
}
