//! Names of files and slugs, as addresses and as titles.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::article::front_matter::fold_blanks;

/// Characters that cannot stand for themselves in the path of a URL.
pub(crate) const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A slug or an anchor as it stands in a URL.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, IN_PATH).to_string()
}

pub(super) fn without_suffix(path: &str) -> &str {
    match path.len().checked_sub(3).and_then(|at| path.split_at_checked(at)) {
        Some((bare, suffix)) if suffix.eq_ignore_ascii_case(".md") => bare,
        _ => path,
    }
}

/// A file's name as a title: `getting-started` becomes `Getting started`.
pub(super) fn humanised(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    sentence(name)
}

/// Words of a name that was made for machines, the first letter large. A name that already has a
/// capital or a blank is left as it is.
pub(crate) fn sentence(name: &str) -> String {
    if name.chars().any(|c| c.is_uppercase() || c.is_whitespace()) {
        return name.replace('_', " ").trim().to_owned();
    }
    let words = name.replace(['-', '_'], " ");
    let words = fold_blanks(&words);
    if words.is_empty() { name.to_owned() } else { capitalised(&words) }
}

/// A text with a large first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        let cases = [
            ("getting-started", "Getting started"),
            ("iOS_app", "iOS app"),
            ("FAQ", "FAQ"),
            ("😀", "😀"),
            ("---", "---"),
        ];
        for (name, title) in cases {
            assert_eq!(sentence(name), title);
        }
    }
}
