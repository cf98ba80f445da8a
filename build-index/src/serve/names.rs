//! Which names a server for this computer alone answers to.
//!
//! A page elsewhere could let its own name lead to this computer and would then be allowed to read
//! what is served here, articles that nobody is to see yet included.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Passes requests on that are meant for this computer.
pub(super) async fn only_local(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_none_or(is_local) {
        return next.run(request).await;
    }
    let text = "This preview is for this computer alone, and answers to `localhost` and to numbers. \
                Start it with `--host 0.0.0.0` to reach it by other names.\n";
    (StatusCode::FORBIDDEN, text).into_response()
}

/// Whether a host, perhaps with a port, is a number or a name that always means this computer.
fn is_local(host: &str) -> bool {
    let has_port = |(_, port): &(&str, &str)| port.bytes().all(|digit| digit.is_ascii_digit());
    let name = host.rsplit_once(':').filter(has_port).map_or(host, |(name, _)| name);
    let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || number.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_and_localhost_are_local() {
        for local in [
            "localhost",
            "LOCALHOST:4000",
            "help.localhost:1",
            "127.0.0.1:4000",
            "[::1]:4000",
            "[::1]",
        ] {
            assert!(is_local(local), "{local}");
        }
        for other in
            ["", "evil.example", "evil.example:4000", "localhost.evil.example:4000", "127.0.0.1.x"]
        {
            assert!(!is_local(other), "{other}");
        }
    }
}
