//! How much one client may send. Addresses are kept in memory only, as long as it takes.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};

use crate::settings::LimitSettings;

/// How many clients are remembered before those that sent nothing lately are forgotten.
const CLIENTS_MAX: usize = 10_000;

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

/// What is limited, each by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Events,
    Messages,
}

/// Counts what clients send.
pub(crate) struct Limits {
    events: Option<Limiter>,
    messages: Option<Limiter>,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits").finish_non_exhaustive()
    }
}

impl Limits {
    pub(crate) fn new(settings: &LimitSettings) -> Self {
        let minute = |count| NonZeroU32::new(count).map(Quota::per_minute);
        let hour = |count| NonZeroU32::new(count).map(Quota::per_hour);
        Self {
            events: minute(settings.events_per_minute).map(RateLimiter::dashmap),
            messages: hour(settings.messages_per_hour).map(RateLimiter::dashmap),
        }
    }

    /// Counts one request; when it is one too many, how long the client has to wait. A client that
    /// cannot be told from others is not limited.
    pub(crate) fn count(
        &self,
        kind: Kind,
        headers: &HeaderMap,
        extensions: &Extensions,
    ) -> Result<(), Duration> {
        let limiter = match kind {
            Kind::Events => &self.events,
            Kind::Messages => &self.messages,
        };
        let (Some(limiter), Some(client)) = (limiter, client(headers, extensions)) else {
            return Ok(());
        };
        if limiter.len() > CLIENTS_MAX {
            limiter.retain_recent();
        }
        let until = limiter.check_key(&client);
        until.map_err(|until| until.wait_time_from(DefaultClock::default().now()))
    }
}

/// The address of a client, or of its network where each client has many. Of what proxies say,
/// only the word of those on this machine or in this network counts, and of their list only what
/// the last of them saw: anything before that a client can have made up.
fn client(headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let mut client = peer.ip().to_canonical();
    let said: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
    let said = said.iter().filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    for hop in said.collect::<Vec<_>>().iter().rev() {
        if !is_near(client) {
            break;
        }
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
    }
    Some(network(client))
}

fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

/// A connection has 64 bits of addresses of its own in IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, said: &[&str]) -> Option<String> {
        let mut extensions = Extensions::new();
        let peer: IpAddr = peer.parse().unwrap();
        extensions.insert(ConnectInfo(SocketAddr::new(peer, 1234)));
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        client(&headers, &extensions).map(|client| client.to_string())
    }

    #[test]
    fn the_last_word_of_the_nearest_proxy_counts_and_a_clients_own_does_not() {
        for (peer, said, client) in [
            ("203.0.113.7", &[][..], "203.0.113.7"),
            ("203.0.113.7", &["198.51.100.1"], "203.0.113.7"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["192.0.2.66, 198.51.100.1"], "198.51.100.1"),
            ("::1", &["192.0.2.66", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
            ("::ffff:203.0.113.7", &[], "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", &[], "2001:db8:1:2::"),
        ] {
            assert_eq!(client_of(peer, said).as_deref(), Some(client), "{peer} {said:?}");
        }
    }

    #[test]
    fn a_client_beyond_its_limit_waits_and_others_do_not() {
        let settings = LimitSettings { events_per_minute: 2, messages_per_hour: 0 };
        let limits = Limits::new(&settings);
        let of = |peer: [u8; 4]| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::from((peer, 1))));
            extensions
        };
        let (one, other) = (of([203, 0, 113, 7]), of([203, 0, 113, 8]));
        let count = |kind, client: &Extensions| limits.count(kind, &HeaderMap::new(), client);
        assert!(count(Kind::Events, &one).is_ok() && count(Kind::Events, &one).is_ok());
        let wait = count(Kind::Events, &one).unwrap_err();
        assert!(wait > Duration::from_secs(20) && wait <= Duration::from_secs(30), "{wait:?}");
        assert!(count(Kind::Events, &other).is_ok());
        // Nought is no limit, and who cannot be told apart has none.
        assert!((0..100).all(|_| count(Kind::Messages, &one).is_ok()));
        assert!((0..100).all(|_| count(Kind::Events, &Extensions::new()).is_ok()));
    }
}
