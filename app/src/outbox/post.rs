//! One attempt to send one parcel.

use docent_protocol::{Problem, Receipt};
use web_sys::{AbortSignal, Headers, RequestInit};

use super::Parcel;
use crate::fetch::{body, request};

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
    judge(response.status(), &text)
}

fn judge(status: u16, text: &str) -> Outcome {
    match status {
        200..=299 => {
            let receipt = serde_json::from_str::<Receipt>(text);
            Outcome::Acknowledged { reference: receipt.map(|r| r.reference).unwrap_or_default() }
        }
        400 | 413 | 415 | 422 => {
            let why = serde_json::from_str::<Problem>(text).map(|problem| problem.message);
            Outcome::Refused { why: why.unwrap_or_else(|_| status.to_string()) }
        }
        // Also what a wrong setting of the site answers, such as 404: it can be mended, and the
        // visitor's words must not be lost over it.
        _ => Outcome::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let receipt = r#"{"id": "x", "reference": "K7-2M"}"#;
        let problem = r#"{"code": "missing", "message": "`email` must not be empty"}"#;
        let acknowledged = |r: &str| Outcome::Acknowledged { reference: r.into() };
        assert_eq!(judge(200, receipt), acknowledged("K7-2M"));
        assert_eq!(judge(204, ""), acknowledged(""));
        assert_eq!(judge(422, problem), Outcome::Refused { why: "`email` must not be empty".into() });
        assert_eq!(judge(413, "<html>"), Outcome::Refused { why: "413".into() });
        for status in [0, 302, 401, 403, 404, 408, 429, 500, 503] {
            assert_eq!(judge(status, ""), Outcome::Later, "{status}");
        }
    }
}
