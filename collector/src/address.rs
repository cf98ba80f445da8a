//! Finding a port to listen on, and saying how to reach it.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
};

/// How many ports after the wanted one are tried.
const NEXT_PORTS: u16 = 20;

/// Why nothing could be listened on.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The wanted port and those after it are taken.
    #[error(
        "ports {first} to {last} are all in use on {ip}: stop what uses them, or name another \
         with --port"
    )]
    AllInUse {
        /// Address that was wanted.
        ip: IpAddr,
        /// The wanted port.
        first: u16,
        /// The last that was tried.
        last: u16,
    },
    /// The port is the administrator's.
    #[error(
        "cannot listen on port {port}: ports below 1024 are for the administrator; name a higher \
         one with --port"
    )]
    Privileged {
        /// The wanted port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else.
    #[error("cannot listen on {address}: see that this machine has that address")]
    Refused {
        /// The wanted address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// Listens on the wanted port or, where that is in use, on the next free one.
///
/// # Errors
///
/// None of them can be listened on; with advice.
pub fn listen(ip: IpAddr, wanted: u16) -> Result<TcpListener, ListenError> {
    let last = wanted.saturating_add(NEXT_PORTS);
    for port in wanted..=last {
        match TcpListener::bind((ip, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(source) if source.kind() == io::ErrorKind::PermissionDenied => {
                return Err(ListenError::Privileged { port, source });
            }
            Err(source) => {
                return Err(ListenError::Refused { address: (ip, port).into(), source });
            }
        }
    }
    Err(ListenError::AllInUse { ip, first: wanted, last })
}

/// The address to open in a browser on the same machine.
#[must_use]
pub fn url(address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{port}/"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn a_port_in_use_is_passed_over() {
        let here = IpAddr::from(Ipv4Addr::LOCALHOST);
        let taken = listen(here, 0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let next = listen(here, port).unwrap().local_addr().unwrap().port();
        assert!(next > port && next - port <= NEXT_PORTS, "{port} {next}");
    }

    #[test]
    fn an_address_of_another_machine_is_an_error_with_advice() {
        // An address for documentation (RFC 5737), which no machine has.
        let error = listen("192.0.2.1".parse().unwrap(), 0).unwrap_err();
        assert!(matches!(error, ListenError::Refused { .. }), "{error}");
    }

    #[test]
    fn addresses_become_links_that_open() {
        for (address, link) in [
            ("127.0.0.1:80", "http://127.0.0.1:80/"),
            ("0.0.0.0:8080", "http://localhost:8080/"),
            ("[::]:8080", "http://localhost:8080/"),
            ("[::1]:8080", "http://[::1]:8080/"),
        ] {
            assert_eq!(url(address.parse().unwrap()), link);
        }
    }
}
