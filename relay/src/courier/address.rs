//! Where a relay is reached, and through which proxy.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use ureq::http::Uri;

use super::trouble::Trouble;
use crate::card::RelayCard;

/// A SOCKS5 proxy, by its numeric address: looking up a proxy's name would be the very DNS
/// query that the proxy is there to avoid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Socks(pub(super) SocketAddr);

/// What is wrong with the proxy somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SocksError {
    #[error(
        "socks5:// looks names up on this computer, where others can see it; write HOST:PORT \
         or socks5h://HOST:PORT, and the proxy will do it"
    )]
    LocalNames,
    #[error("only SOCKS5 proxies are supported; write HOST:PORT, such as 127.0.0.1:9050")]
    OtherScheme,
    #[error(
        "the proxy must be given by its number, because looking its name up would be seen by \
         others; write it like 127.0.0.1:9050"
    )]
    Name,
    #[error("the proxy's port is missing; write it like 127.0.0.1:9050")]
    Port,
}

impl FromStr for Socks {
    type Err = SocksError;

    fn from_str(text: &str) -> Result<Self, SocksError> {
        let bare = match text.split_once("://") {
            None => text,
            Some(("socks5h", bare)) => bare.trim_end_matches('/'),
            Some(("socks5" | "socks", _)) => return Err(SocksError::LocalNames),
            Some(_) => return Err(SocksError::OtherScheme),
        };
        if let Ok(address) = bare.parse() {
            return Ok(Self(address));
        }
        let (host, port) = bare.rsplit_once(':').ok_or(SocksError::Port)?;
        let port: u16 = port.parse().map_err(|_| SocksError::Port)?;
        // The one name whose meaning needs no asking.
        if host.eq_ignore_ascii_case("localhost") {
            let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
            return Ok(Self(SocketAddr::new(here, port)));
        }
        Err(SocksError::Name)
    }
}

/// Chooses the address of a relay: through a proxy the onion service if there is one, else
/// always `https`. Returns it without a slash at the end.
pub(super) fn choose(card: &RelayCard, socks: Option<Socks>) -> Result<String, Trouble> {
    let address = match (socks, &card.onion, &card.https) {
        (Some(_), Some(onion), _) => {
            let uri = parse(onion)?;
            let host = uri.host().unwrap_or_default();
            // Plain http is encrypted by the onion circuit, and nowhere else: tokens must not
            // travel to another host in the clear.
            let is_onion = host
                .rsplit_once('.')
                .is_some_and(|(_, last)| last.eq_ignore_ascii_case("onion"));
            if !is_onion || !matches!(uri.scheme_str(), Some("http" | "https")) {
                return Err(Trouble::CardAddress);
            }
            onion
        }
        (_, _, Some(https)) => {
            if parse(https)?.scheme_str() != Some("https") {
                return Err(Trouble::CardAddress);
            }
            https
        }
        (None, Some(_), None) => return Err(Trouble::OnionOnly),
        (_, None, None) => return Err(Trouble::CardAddress),
    };
    Ok(address.trim_end_matches('/').to_owned())
}

/// Reads a base address: a scheme, a host, perhaps a port, and no path, query or user.
fn parse(address: &str) -> Result<Uri, Trouble> {
    let uri: Uri = address.parse().map_err(|_| Trouble::CardAddress)?;
    let plain = uri.host().is_some_and(|host| !host.is_empty())
        && uri.path().trim_end_matches('/').is_empty()
        && uri.query().is_none()
        && uri.authority().is_some_and(|a| !a.as_str().contains('@'));
    if plain {
        Ok(uri)
    } else {
        Err(Trouble::CardAddress)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::card::Token;
    use crate::digest::Id16;

    fn card(https: Option<&str>, onion: Option<&str>) -> RelayCard {
        let token = Token::from_random(&[1; 32]);
        let id = Id16::from_bytes([1; 16]);
        let mut card = RelayCard::new(id, "one".to_owned(), token.clone(), token);
        card.https = https.map(str::to_owned);
        card.onion = onion.map(str::to_owned);
        card
    }

    #[test]
    fn a_proxy_is_a_number_and_resolves_names_itself() {
        let tor = Socks("127.0.0.1:9050".parse().unwrap());
        for good in [
            "127.0.0.1:9050",
            "socks5h://127.0.0.1:9050",
            "localhost:9050",
        ] {
            assert_eq!(good.parse(), Ok(tor), "{good}");
        }
        assert!("[::1]:9050".parse::<Socks>().is_ok());
        assert_eq!(
            "socks5://127.0.0.1:9050".parse::<Socks>(),
            Err(SocksError::LocalNames)
        );
        assert_eq!(
            "http://127.0.0.1:1".parse::<Socks>(),
            Err(SocksError::OtherScheme)
        );
        assert_eq!("proxy.example:9050".parse::<Socks>(), Err(SocksError::Name));
        assert_eq!("127.0.0.1".parse::<Socks>(), Err(SocksError::Port));
        assert_eq!("localhost:99999".parse::<Socks>(), Err(SocksError::Port));
    }

    #[test]
    fn onion_only_through_a_proxy_and_https_otherwise() {
        let socks = Some(Socks("127.0.0.1:9050".parse().unwrap()));
        let both = card(Some("https://r.example:8443/"), Some("http://abc.onion"));
        assert_eq!(choose(&both, None).unwrap(), "https://r.example:8443");
        assert_eq!(choose(&both, socks).unwrap(), "http://abc.onion");
        let web = card(Some("https://r.example"), None);
        assert_eq!(choose(&web, socks).unwrap(), "https://r.example");
        let onion = card(None, Some("http://abc.onion"));
        assert!(matches!(choose(&onion, None), Err(Trouble::OnionOnly)));
    }

    #[test]
    fn tokens_never_travel_in_the_clear() {
        let socks = Some(Socks("127.0.0.1:9050".parse().unwrap()));
        for (https, onion) in [
            (Some("http://r.example"), None),
            (None, Some("http://r.example")),
            (None, Some("http://onion")),
            (None, Some("ftp://abc.onion")),
            (Some("https://user@r.example"), None),
            (Some("https://r.example/path"), None),
            (Some("r.example"), None),
            (Some(""), None),
            (None, None),
        ] {
            let refused = choose(&card(https, onion), socks);
            assert!(matches!(refused, Err(Trouble::CardAddress)), "{https:?}");
        }
    }
}
