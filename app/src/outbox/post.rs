//! One attempt to send one parcel.

use docent_protocol::{Problem, Receipt};
use web_sys::{AbortSignal, Headers, RequestInit};

use super::Parcel;
use crate::fetch::{body, request};
use crate::json::from_text;

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

/// Sends a parcel.
pub(crate) async fn post(url: &str, parcel: &Parcel, life: &AbortSignal) -> Outcome {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_signal(Some(life));
    if let Ok(headers) = Headers::new() {
        let _ = headers.set("content-type", "application/json");
        options.set_headers(&headers);
    }
    options.set_body(&parcel.body().into());
    let Some(response) = request(url, &options).await else { return Outcome::Later };
    let text = body(&response).await.unwrap_or_default();
    match judge(response.status()) {
        Verdict::Taken => {
            let receipt = from_text::<Receipt>(&text);
            Outcome::Acknowledged { reference: receipt.map(|r| r.reference).unwrap_or_default() }
        }
        Verdict::Refused => {
            let why = from_text::<Problem>(&text).map(|problem| problem.message);
            Outcome::Refused { why: why.unwrap_or_else(|_| response.status().to_string()) }
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
