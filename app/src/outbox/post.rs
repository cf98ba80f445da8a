//! One attempt to send one parcel.

use super::Parcel;
use crate::frame::Frame;
use crate::i18n::number;
use crate::json::Json;
use crate::page::{self, Answer};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The receiver has it. A message has a reference; other receivers than Docent's collector may
    /// give none.
    Acknowledged { reference: String },
    /// No answer, or one that may be different later.
    Later,
    /// The receiver will never take it.
    Refused { why: String },
}

/// Sends a parcel, and hands it back with what came of it. `files` says where the script for files
/// is.
pub(crate) fn post(
    url: &str,
    parcel: Parcel,
    frame: &Frame,
    files: Option<&str>,
    then: impl FnOnce(Parcel, Outcome) + 'static,
) {
    let body = parcel.body();
    page::post(url, &body, frame, files, Box::new(move |answer| then(parcel, outcome(&answer))));
}

fn outcome(answer: &Answer) -> Outcome {
    let json = || Json::parse(answer.text.as_deref().unwrap_or_default());
    match judge(answer.status) {
        Verdict::Taken => {
            // Of a `docent_protocol::Receipt`.
            Outcome::Acknowledged { reference: json().text("reference").unwrap_or_default() }
        }
        Verdict::Refused => {
            // Of a `docent_protocol::Problem`.
            let why = json().text("message");
            Outcome::Refused { why: why.unwrap_or_else(|| number(answer.status.into())) }
        }
        Verdict::Undecided => Outcome::Later,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Taken,
    Refused,
    Undecided,
}

fn judge(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Taken,
        400 | 413 | 415 | 422 => Verdict::Refused,
        // Also what a wrong setting of the site answers, such as 404: it can be mended, and the
        // visitor's words must not be lost over it.
        _ => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_answers_end_the_waiting() {
        for (status, verdict) in [
            (200, Verdict::Taken),
            (204, Verdict::Taken),
            (400, Verdict::Refused),
            (422, Verdict::Refused),
        ] {
            assert_eq!(judge(status), verdict, "{status}");
        }
        for status in [0, 302, 401, 403, 404, 408, 429, 500, 503] {
            assert_eq!(judge(status), Verdict::Undecided, "{status}");
        }
    }
}
