//! The name a person probably meant.

/// The candidate that is most like `typed`, if any is alike enough to be worth a mention.
pub(crate) fn nearest<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // An equal suffix says nothing about who is alike.
    let suffix = typed.rfind('.').map_or("", |at| &typed[at..]);
    let bare = |name: &'a str| name.strip_suffix(suffix).unwrap_or(name);
    let typed = typed.strip_suffix(suffix).unwrap_or(typed);
    let folded = typed.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| most_alike(typed, bare(candidate)) >= LEAST)
        .map(|candidate| (likeness(&folded, &bare(candidate).to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= LEAST)
        // Of equals the first by name, so that the same content gives the same advice.
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// Names that are less alike than this are strangers.
const LEAST: f64 = 0.6;

/// Paths are often wrong in their folders and right in their last part.
fn likeness(a: &str, b: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(a, b);
    weighed(whole, strsim::normalized_damerau_levenshtein(last(a), last(b)))
}

/// What `likeness` cannot exceed, told from the lengths alone. Most strangers end here, which
/// matters where every one of thousands of articles is a candidate.
fn most_alike(a: &str, b: &str) -> f64 {
    let bound = |a: &str, b: &str| {
        let (a, b) = (a.chars().count(), b.chars().count());
        if a.max(b) == 0 { 1.0 } else { a.min(b) as f64 / a.max(b) as f64 }
    };
    weighed(bound(a, b), bound(last(a), last(b)))
}

fn weighed(whole: f64, end: f64) -> f64 {
    let by_end = 0.7 * end + 0.3 * whole;
    // Equal folders alone say nothing: everything in them has those.
    if end < 0.5 { by_end } else { whole.max(by_end) }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_strangers_are_not() {
        let names = ["guides/start.md", "guides/theming.md", "billing/refunds.md"];
        let cases = [
            ("guides/strat.md", Some("guides/start.md")),
            ("refunds.md", Some("billing/refunds.md")),
            ("old/place/theming.md", Some("guides/theming.md")),
            ("entirely-different", None),
            ("gone.md", None),
            ("billing/nowhere.md", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(nearest(typed, names), expected, "{typed}");
        }
    }
}
