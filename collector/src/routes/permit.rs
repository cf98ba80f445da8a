//! Who may see what is not for everybody: whoever has the token.

use axum::http::{HeaderMap, StatusCode, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::refusal::Refusal;

/// Nothing if the request has the token as its password (RFC 7617) or bearer token (RFC 6750).
pub(super) fn require(token: Option<&str>, headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(token) = token else {
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "no-token-set",
            "This is for those who have a token, and none is set. Whoever runs the collector can \
             set one with `[report]` and `token` in the settings.",
        ));
    };
    if has(token, headers) {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNAUTHORIZED,
        "token-needed",
        "This is for those who have its token: as the password, with any name.",
    ))
}

fn has(token: &str, headers: &HeaderMap) -> bool {
    let Some(said) = headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok()) else {
        return false;
    };
    let Some((scheme, rest)) = said.split_once(' ') else { return false };
    let password = match &*scheme.to_ascii_lowercase() {
        "bearer" => Some(rest.trim().as_bytes().to_vec()),
        "basic" => STANDARD.decode(rest.trim()).ok().and_then(|both| {
            let colon = both.iter().position(|byte| *byte == b':')?;
            Some(both[colon + 1..].to_vec())
        }),
        _ => None,
    };
    // Hashes are of one length, so that not even the length is told by the time it takes.
    let hash = |bytes: &[u8]| Sha256::digest(bytes);
    password.is_some_and(|password| hash(&password).ct_eq(&hash(token.as_bytes())).into())
}
