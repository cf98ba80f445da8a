//! Which web pages may send here: those of the same origin, and those that were named.
//!
//! Browsers ask before most requests to another origin (CORS), but not before all, so the answer
//! is also enforced on the request itself.

use std::{fmt, str::FromStr, sync::Arc};

use axum::http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Deserializer, de::Error as _};

/// The origin of a web page: scheme, host and, where it is not the usual one, port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// A text that is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{found}` is not the origin of a web page: write scheme and host only, such as \
     https://www.example.com or http://localhost:3000"
)]
pub struct ParseOriginError {
    found: String,
}

impl FromStr for Origin {
    type Err = ParseOriginError;

    fn from_str(text: &str) -> Result<Self, ParseOriginError> {
        let error = || ParseOriginError { found: text.to_owned() };
        // Browsers send origins in lower case, without a slash and without the usual port.
        let lower = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let (scheme, authority) = split(&lower).ok_or_else(error)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        if authority.is_empty() || !authority.chars().all(plain) {
            return Err(error());
        }
        Ok(Self(format!("{scheme}://{}", without_usual_port(scheme, authority))))
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The origins that may send besides the collector's own.
#[derive(Clone, Debug, Default)]
pub struct AllowedOrigins(Arc<[Origin]>);

impl AllowedOrigins {
    /// Whether pages of another origin may read from and send to here.
    pub(crate) fn contains(&self, origin: &HeaderValue) -> bool {
        self.0.iter().any(|allowed| allowed.0.as_bytes() == origin.as_bytes())
    }

    /// Whether a request with these headers may change anything.
    ///
    /// A request without `Origin` does not come from a page of another site, so it passes: the
    /// list protects customers' browsers and is no password.
    pub(crate) fn permit(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        self.contains(origin) || is_same_origin(origin, headers)
    }
}

impl FromIterator<Origin> for AllowedOrigins {
    fn from_iter<I: IntoIterator<Item = Origin>>(origins: I) -> Self {
        Self(origins.into_iter().collect())
    }
}

fn is_same_origin(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    // What the browser itself says holds even where a proxy rewrites the host.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin") {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let (Some((scheme, authority)), Some(host)) = (origin.to_str().ok().and_then(split), host)
    else {
        return false;
    };
    // The scheme is not compared: behind a proxy that ends TLS it is not known here.
    without_usual_port(scheme, authority).eq_ignore_ascii_case(without_usual_port(scheme, host))
}

fn split(origin: &str) -> Option<(&str, &str)> {
    let (scheme, authority) = origin.split_once("://")?;
    matches!(scheme, "http" | "https").then_some((scheme, authority))
}

fn without_usual_port<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let port = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(port).unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn origins_are_brought_into_the_form_that_browsers_send() {
        for (typed, meant) in [
            ("https://www.example.com", "https://www.example.com"),
            ("HTTPS://WWW.Example.com/", "https://www.example.com"),
            ("https://example.com:443", "https://example.com"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(typed.parse::<Origin>().unwrap().to_string(), meant, "{typed}");
        }
    }

    #[test]
    fn what_is_no_origin_is_refused_with_advice() {
        for wrong in ["", "*", "null", "example.com", "https://", "https://a.b/path", "ftp://a.b"] {
            let error = wrong.parse::<Origin>().expect_err(wrong);
            assert!(error.to_string().contains("https://www.example.com"), "{error}");
        }
    }

    #[test]
    fn own_pages_named_pages_and_programs_may_send_and_others_may_not() {
        let named: AllowedOrigins =
            ["https://www.example.com".parse().unwrap()].into_iter().collect();
        for (permitted, pairs) in [
            (true, &[("host", "help.example.com")] as &[_]),
            (true, &[("host", "h"), ("origin", "https://www.example.com")]),
            (true, &[("host", "localhost:8080"), ("origin", "http://localhost:8080")]),
            (true, &[("host", "help.example.com:443"), ("origin", "https://help.example.com")]),
            (
                true,
                &[
                    ("host", "inner:9"),
                    ("origin", "https://h.x"),
                    ("sec-fetch-site", "same-origin"),
                ],
            ),
            (false, &[("host", "localhost:8080"), ("origin", "http://localhost:8081")]),
            (false, &[("host", "h"), ("origin", "https://www.example.com.evil.example")]),
            (
                false,
                &[
                    ("host", "h"),
                    ("origin", "https://evil.example"),
                    ("sec-fetch-site", "cross-site"),
                ],
            ),
            (false, &[("host", "h"), ("origin", "null")]),
            (false, &[("host", "null"), ("origin", "null")]),
            (false, &[("origin", "https://evil.example")]),
        ] {
            assert_eq!(named.permit(&headers(pairs)), permitted, "{pairs:?}");
        }
    }
}
