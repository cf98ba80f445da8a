//! What a file is, by its first bytes. What its sender says of it counts for nothing but a lie.

use infer::MatcherType;

/// Bytes from the start of a file that tell what it is: what the crate `infer` looks at.
pub(super) const HEAD: usize = 8_192;

const TEXT: &str = "text/plain";
const UNKNOWN: &str = "application/octet-stream";

/// Kinds that are known, and the ending under which each is stored. None of them is opened by
/// running it.
const KINDS: [(&str, &str); 27] = [
    (TEXT, "txt"),
    ("application/pdf", "pdf"),
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("image/heif", "heic"),
    ("image/bmp", "bmp"),
    ("image/tiff", "tiff"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("video/webm", "webm"),
    ("video/x-matroska", "mkv"),
    ("audio/mpeg", "mp3"),
    ("audio/m4a", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/x-wav", "wav"),
    ("application/zip", "zip"),
    ("application/gzip", "gz"),
    ("application/x-7z-compressed", "7z"),
    ("application/rtf", "rtf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
];

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is a program.
    Program,
    /// It is said to be a picture and is none.
    NoPicture,
}

/// The media type of a file that begins so, whose sender says that it is `declared`.
pub(super) fn kind_of(head: &[u8], declared: &str) -> Result<&'static str, Refused> {
    let found = infer::get(head);
    if found.is_some_and(|found| found.matcher_type() == MatcherType::App) {
        return Err(Refused::Program);
    }
    let known = found.and_then(|found| KINDS.iter().find(|(kind, _)| *kind == found.mime_type()));
    let kind = match known {
        Some((kind, _)) => kind,
        // Also pages, drawings and scripts: as plain text they are only read.
        None if is_text(head) => TEXT,
        None => UNKNOWN,
    };
    // A drawing in SVG is text.
    let is_said = declared.starts_with("image/") && declared != "image/svg+xml";
    let is_one = found.is_some_and(|found| found.matcher_type() == MatcherType::Image);
    if is_said && !is_one {
        return Err(Refused::NoPicture);
    }
    Ok(kind)
}

/// The ending for a media type that [`kind_of`] has found.
pub(super) fn ending(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("bin", |(_, ending)| ending)
}

/// Whether it can be text in UTF-8. The last character may be cut in two.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn what_a_file_is_counts_not_what_it_is_called() {
        for (head, declared, kind, stored_as) in [
            (PNG, "image/png", "image/png", "png"),
            (PNG, "application/pdf", "image/png", "png"),
            (b"%PDF-1.7\n", "", "application/pdf", "pdf"),
            ("Grüße\n".as_bytes(), "text/csv", TEXT, "txt"),
            (b"", "text/plain", TEXT, "txt"),
            (b"<script>alert(1)</script>", "text/html", TEXT, "txt"),
            (b"<svg onload=alert(1)>", "image/svg+xml", TEXT, "txt"),
            (b"#!/bin/sh\nrm -rf /", "application/x-sh", TEXT, "txt"),
            (b"\0\x01\x02\xff", "application/pdf", UNKNOWN, "bin"),
        ] {
            assert_eq!(kind_of(head, declared), Ok(kind), "{declared}");
            assert_eq!(ending(kind), stored_as, "{declared}");
        }
    }

    #[test]
    fn programs_and_false_pictures_are_refused() {
        for (head, declared, why) in [
            (
                &[b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat(),
                "text/plain",
                Refused::Program,
            ),
            (&b"MZ\x90\0\x03".to_vec(), "image/png", Refused::Program),
            (&b"\0asm\x01\0\0\0".to_vec(), "", Refused::Program),
            (&b"<html>".to_vec(), "image/png", Refused::NoPicture),
            (&Vec::new(), "image/jpeg", Refused::NoPicture),
        ] {
            assert_eq!(kind_of(head, declared), Err(why), "{declared}");
        }
    }

    #[test]
    fn each_kind_has_one_ending() {
        for (at, (kind, stored_as)) in KINDS.iter().enumerate() {
            assert!(KINDS[..at].iter().all(|(other, _)| other != kind), "{kind}");
            assert!(KINDS[..at].iter().all(|(_, other)| other != stored_as), "{stored_as}");
        }
    }
}
