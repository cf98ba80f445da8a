//! Speaking to services on the web that are given a secret, and therefore to nobody else.

use std::time::Duration;

/// Whether something is a whole address on the web.
pub(crate) fn is_address(url: &str) -> bool {
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    has_scheme && url.parse::<ureq::http::Uri>().is_ok()
}

/// Asks services. It is not sent on from one address to another, and every status is an answer.
pub(crate) fn agent(answer_time: Duration) -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(answer_time))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("Docent/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}
