//! Where relays are, and in which order they are tried.

use crypto_core::{Organisation, RelayId};

use crate::error::Error;

/// One address of one relay.
#[derive(Clone, Debug)]
pub(crate) struct RelayAddress {
    /// Which relay; unknown before the organisation file is.
    pub(crate) relay: Option<RelayId>,
    /// Its name as the organisation file gives it, or its address.
    pub(crate) name: String,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) url: String,
    /// The one certificate (DER) to trust, instead of the web's authorities.
    pub(crate) certificate: Option<Vec<u8>>,
}

impl RelayAddress {
    /// Reads an address as a person types it.
    ///
    /// Unprotected HTTP is for onion services, which protect by themselves, and for this computer.
    pub(crate) fn parse(text: &str, certificate: Option<Vec<u8>>) -> Result<Self, Error> {
        let text = text.trim();
        let text = text.strip_suffix('/').unwrap_or(text);
        let text = if text.contains("://") {
            text.to_owned()
        } else if host_of(text).ends_with(".onion") {
            format!("http://{text}")
        } else {
            format!("https://{text}")
        };
        let (scheme, rest) = text.split_once("://").ok_or(Error::RelayUrl)?;
        let host = host_of(rest);
        let is_plain_allowed =
            host.ends_with(".onion") || ["127.0.0.1", "[::1]", "localhost"].contains(&host);
        let is_allowed = scheme == "https" || scheme == "http" && is_plain_allowed;
        let is_bare =
            !rest.contains(['/', '?', '#', '@', ' ']) && !rest.ends_with(':') && !host.is_empty();
        if !is_allowed || !is_bare {
            return Err(Error::RelayUrl);
        }
        Ok(Self {
            relay: None,
            name: host.to_owned(),
            url: text.clone(),
            certificate,
        })
    }

    /// Tells whether it is an onion service.
    pub(crate) fn is_onion(&self) -> bool {
        self.url
            .split_once("://")
            .is_some_and(|(_, rest)| host_of(rest).ends_with(".onion"))
    }
}

/// Cuts the port off.
fn host_of(authority: &str) -> &str {
    let authority = authority.split('/').next().unwrap_or(authority);
    if authority.starts_with('[') {
        return authority
            .find(']')
            .map_or(authority, |end| &authority[..=end]);
    }
    authority.split(':').next().unwrap_or(authority)
}

/// Lists the addresses to try, best first: the organisation's order, and through a proxy the
/// onion address of a relay before its other one. Onion addresses need the proxy.
pub(crate) fn relay_addresses(organisation: &Organisation, has_proxy: bool) -> Vec<RelayAddress> {
    let mut addresses = Vec::new();
    for relay in &organisation.relays {
        let onion = relay.onion.as_deref().filter(|_| has_proxy);
        for url in [onion, relay.https.as_deref()].into_iter().flatten() {
            if let Ok(mut address) = RelayAddress::parse(url, relay.certificate.clone()) {
                address.relay = Some(relay.id);
                address.name = relay.name.clone();
                addresses.push(address);
            }
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn addresses_as_typed() {
        for (typed, url) in [
            ("relay.example.org", "https://relay.example.org"),
            (
                "https://relay.example.org:8443/",
                "https://relay.example.org:8443",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("abc.onion", "http://abc.onion"),
        ] {
            assert_eq!(RelayAddress::parse(typed, None).unwrap().url, url);
        }
        for wrong in [
            "http://relay.example.org",
            "ftp://relay.example.org",
            "https://user@relay.example.org",
            "https://relay.example.org/path",
            "https://",
            "",
        ] {
            assert!(RelayAddress::parse(wrong, None).is_err(), "{wrong}");
        }
    }
}
