//! `accept`, `max_files` and `max_mb` of a field with the type `file`.

use std::ops::Range;

use docent_protocol::{
    ATTACHMENT_MB_MAX, ATTACHMENTS_MAX, ATTACHMENTS_MB_MAX, FieldKind, FileLimits, MEGABYTE,
};

use crate::table::Table;

/// What is taken where the settings do not say: what people show a support desk, and nothing that
/// runs.
const ACCEPT: [&str; 3] = ["image/*", ".pdf", ".txt"];
const COUNT: u64 = 3;
const MEGABYTES: u64 = 5;

const KEYS: [&str; 3] = ["accept", "max_files", "max_mb"];

/// The limits of a field of this kind; none if it takes no files.
pub(super) fn limits(
    table: &mut Table<'_>,
    kind: FieldKind,
    field: &Range<usize>,
) -> Option<FileLimits> {
    let misplaced = KEYS.iter().find(|key| table.span_of(key).is_some());
    if let Some(key) = misplaced.filter(|_| kind != FieldKind::File) {
        table.error(
            field.clone(),
            format!("`{key}` belongs to a field of the type `file`"),
            "write `type = \"file\"`, or leave it out".to_owned(),
        );
    }
    let span = table.span_of("accept").unwrap_or_default();
    let accept = table.texts("accept", false).unwrap_or_default();
    let count = most(table, "max_files", COUNT, ATTACHMENTS_MAX as u64);
    let megabytes = most(table, "max_mb", MEGABYTES, ATTACHMENT_MB_MAX);
    if kind != FieldKind::File {
        return None;
    }
    for (kind, span) in &accept {
        if !is_accepted(kind) {
            table.error(
                span.clone(),
                format!("`{kind}` is neither the ending of a file nor a media type"),
                "write for example `.pdf`, `image/png` or `image/*`".to_owned(),
            );
        }
    }
    let mut accept: Vec<_> = accept.into_iter().map(|(kind, _)| kind).collect();
    if accept.is_empty() {
        if !span.is_empty() {
            table.error(
                span,
                "`accept` names no kind of file".to_owned(),
                "name one, such as `.pdf`, or leave the key out".to_owned(),
            );
        }
        accept = ACCEPT.map(str::to_owned).to_vec();
    }
    if count * megabytes > ATTACHMENTS_MB_MAX {
        table.error(
            field.clone(),
            format!(
                "{count} files of {megabytes} MB are more than the {ATTACHMENTS_MB_MAX} MB that a \
                 message can carry"
            ),
            "lower `max_files` or `max_mb`".to_owned(),
        );
    }
    Some(FileLimits { accept, count, bytes: megabytes * MEGABYTE })
}

/// A number from 1 to `highest`.
fn most(table: &mut Table<'_>, key: &'static str, unless_told: u64, highest: u64) -> u64 {
    let span = table.span_of(key).unwrap_or_default();
    let Some(number) = table.int(key) else { return unless_told };
    match u64::try_from(number) {
        Ok(number) if (1..=highest).contains(&number) => number,
        _ => {
            table.error(
                span,
                format!("`{key}` cannot be {number}"),
                format!("write a number from 1 to {highest}"),
            );
            unless_told
        }
    }
}

/// Whether it can stand in the HTML attribute `accept`.
fn is_accepted(kind: &str) -> bool {
    let is_name = |text: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-+.".contains(c);
        !text.is_empty() && text.chars().all(is_part)
    };
    match (kind.strip_prefix('.'), kind.split_once('/')) {
        (Some(ending), _) => is_name(ending),
        (None, Some((main, "*"))) => is_name(main),
        (None, Some((main, sub))) => is_name(main) && is_name(sub),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse;
    use crate::source::SourceFile;

    fn of(keys: &str) -> (Option<FileLimits>, Vec<String>) {
        let text = format!("[[contact.fields]]\nid = \"photo\"\nlabel = \"Photo\"\n{keys}\n");
        let file = SourceFile { path: "docent.toml".into(), text: text.into() };
        let (options, found) = parse(&file);
        let form = options.contact.form("en", "en");
        let limits = form.fields.first().and_then(|field| field.files.clone());
        (limits, found.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn a_field_for_files_has_limits_of_its_own_or_usual_ones() {
        let (usual, faults) = of("type = \"file\"");
        assert!(faults.is_empty(), "{faults:?}");
        let usual = usual.expect("limits");
        assert_eq!((usual.count, usual.bytes), (3, 5_000_000));
        assert_eq!(usual.accept, ["image/*", ".pdf", ".txt"]);
        let (own, faults) =
            of("type = \"file\"\naccept = [\".csv\", \"image/png\"]\nmax_files = 1\nmax_mb = 10");
        assert!(faults.is_empty(), "{faults:?}");
        let own = own.expect("limits");
        assert_eq!((own.count, own.bytes), (1, 10_000_000));
        assert_eq!(own.accept, [".csv", "image/png"]);
        assert_eq!(of("type = \"text\""), (None, Vec::new()));
    }

    #[test]
    fn limits_that_cannot_be_kept_are_refused_with_one_reason() {
        for (keys, reason) in [
            ("max_mb = 5", "`max_mb` belongs to a field of the type `file`"),
            ("type = \"file\"\nmax_mb = 11", "`max_mb` cannot be 11"),
            ("type = \"file\"\nmax_files = 0", "`max_files` cannot be 0"),
            ("type = \"file\"\nmax_files = -1", "`max_files` cannot be -1"),
            ("type = \"file\"\naccept = []", "`accept` names no kind of file"),
            (
                "type = \"file\"\naccept = [\"pdf\"]",
                "`pdf` is neither the ending of a file nor a media type",
            ),
            (
                "type = \"file\"\nmax_files = 6",
                "6 files of 5 MB are more than the 25 MB that a message can carry",
            ),
        ] {
            assert_eq!(of(keys).1, [reason], "{keys}");
        }
    }
}
