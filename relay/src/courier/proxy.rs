//! The way through a SOCKS5 proxy, on which this computer looks up no name.

use std::net::{IpAddr, SocketAddr};

use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use ureq::{Proxy, ProxyProtocol};

use super::address::Socks;
use super::tls::random;

/// Goes through a proxy that resolves every name itself, on a circuit of this relay's own: Tor
/// keeps connections with different user names apart, so two relays do not see one exit.
pub(super) fn through(Socks(address): Socks) -> Result<Proxy, ureq::Error> {
    let host = match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let mut circuit = [0; 16];
    random(&mut circuit);
    // `Socks5`, without the h, would look the relay's name up on this computer.
    Proxy::builder(ProxyProtocol::Socks5h)
        .host(&host)
        .port(address.port())
        .username(&hex::encode(circuit))
        .password("-")
        .build()
}

/// Refuses to look up any name: with a proxy, nothing on this computer may.
#[derive(Debug)]
pub(super) struct NumbersOnly;

impl Resolver for NumbersOnly {
    fn resolve(
        &self,
        uri: &Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let ip: IpAddr = host
            .trim_matches(['[', ']'])
            .parse()
            .map_err(|_| ureq::Error::HostNotFound)?;
        let port = uri.port_u16().ok_or(ureq::Error::HostNotFound)?;
        let mut found = self.empty();
        found.push(SocketAddr::new(ip, port));
        Ok(found)
    }
}
