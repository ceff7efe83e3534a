//! Talks to relays: HTTP over TLS with a post-quantum key exchange, or over a SOCKS5 proxy.
//!
//! No request carries a name of this program, a cookie or a language. Through a proxy, names are
//! looked up by the proxy alone: this computer asks no name server about a relay.

mod address;
mod upload;

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use rand_core::{OsRng, RngCore as _};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use ureq::config::AutoHeaderValue;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Proxy, ProxyProtocol};

use crate::error::Error;

pub(crate) use address::{RelayAddress, relay_addresses};
pub(crate) use upload::{Patience, Upload};

/// A proxy, as `HOST:PORT`.
///
/// Each value carries a user name of its own, so that Tor puts what belongs to one task, and to no
/// other, on one circuit.
#[derive(Clone, Debug)]
pub(crate) struct Socks5 {
    host: String,
    port: u16,
    isolation: String,
}

impl Socks5 {
    /// Reads `HOST:PORT`; a scheme is refused except `socks5h://`, which says the same.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix("socks5h://").unwrap_or(text);
        // `socks5://` would mean that names are looked up here.
        if text.contains("//") || text.contains('@') {
            return Err(Error::Socks5);
        }
        let (host, port) = text.rsplit_once(':').ok_or(Error::Socks5)?;
        let port = port.parse().map_err(|_| Error::Socks5)?;
        if host.is_empty() || host.contains(char::is_whitespace) || port == 0 {
            return Err(Error::Socks5);
        }
        let mut random = [0; 8];
        OsRng.fill_bytes(&mut random);
        Ok(Self {
            host: host.to_owned(),
            port,
            isolation: hex::encode(random),
        })
    }

    fn proxy(&self) -> Result<Proxy, Error> {
        Proxy::builder(ProxyProtocol::Socks5h)
            .host(&self.host)
            .port(self.port)
            .username(&self.isolation)
            .password(&self.isolation)
            .resolve_target(false)
            .build()
            .map_err(|_| Error::Socks5)
    }
}

/// One relay at one address.
#[derive(Debug)]
pub(crate) struct RelayClient {
    agent: Agent,
    base: String,
}

impl RelayClient {
    /// Prepares to talk to `address`; nothing is sent yet.
    pub(crate) fn new(address: &RelayAddress, socks5: Option<&Socks5>) -> Result<Self, Error> {
        Self::with_silence(address, socks5, Duration::from_secs(90))
    }

    /// The same for what can be left undone: gives up sooner.
    pub(crate) fn quick(address: &RelayAddress, socks5: Option<&Socks5>) -> Result<Self, Error> {
        // An onion service takes its time to be found.
        let secs = if socks5.is_some() { 45 } else { 10 };
        Self::with_silence(address, socks5, Duration::from_secs(secs))
    }

    fn with_silence(
        address: &RelayAddress,
        socks5: Option<&Socks5>,
        silence: Duration,
    ) -> Result<Self, Error> {
        if address.is_onion() && socks5.is_none() {
            return Err(Error::RelayUrl);
        }
        let mut provider = rustls::crypto::aws_lc_rs::default_provider();
        // X25519MLKEM768 first, whatever order the library comes with: what is sealed stays
        // secret in any case, but who talks to whom about what length need not be kept for later.
        provider
            .kx_groups
            .sort_by_key(|group| group.name() != rustls::NamedGroup::X25519MLKEM768);
        let roots = match &address.certificate {
            Some(der) => RootCerts::new_with_certs(&[Certificate::from_der(der).to_owned()]),
            None => RootCerts::WebPki,
        };
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(Arc::new(provider))
            .build();
        let proxy = socks5.map(Socks5::proxy).transpose()?;
        let agent = Agent::config_builder()
            .tls_config(tls)
            // Never from the environment: a `socks5://` there would look names up here.
            .proxy(proxy)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .timeout_connect(Some(silence.min(Duration::from_secs(60))))
            // Silence, not slowness, ends a transfer.
            .timeout_per_read(Some(silence))
            .timeout_per_write(Some(silence))
            .timeout_recv_response(Some(silence))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            base: address.url.clone(),
        })
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Fetches `path`, at most `limit` bytes.
    pub(crate) fn get(&self, path: &str, limit: u64) -> Result<Vec<u8>, Error> {
        let mut answer = self.request(path)?;
        read_body(&mut answer, limit)
    }

    /// Asks for `path` and returns the answer with its body unread.
    pub(crate) fn request(&self, path: &str) -> Result<Response<Body>, Error> {
        let answer = self
            .agent
            .get(self.url(path))
            .call()
            .map_err(unreachable_or_wrong)?;
        match answer.status().as_u16() {
            200 => Ok(answer),
            status => Err(Error::RelayRefused(status)),
        }
    }
}

/// Reads the whole body, refusing one longer than `limit`.
fn read_body(answer: &mut Response<Body>, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    answer
        .body_mut()
        .as_reader()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Error::RelayUnreachable)?;
    if bytes.len() as u64 > limit {
        return Err(Error::RelayAnswer);
    }
    Ok(bytes)
}

fn is_certificate(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::InvalidCertificate(_))
}

/// Sorts what can go wrong below HTTP: an address that is not one, or a relay out of reach.
fn unreachable_or_wrong(error: ureq::Error) -> Error {
    match error {
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Error::RelayUrl,
        ureq::Error::InvalidProxyUrl => Error::Socks5,
        ureq::Error::Protocol(_) => Error::RelayAnswer,
        ureq::Error::Rustls(error) if is_certificate(&error) => Error::RelayCertificate,
        ureq::Error::Io(error)
            if error
                .get_ref()
                .and_then(|inner| inner.downcast_ref())
                .is_some_and(is_certificate) =>
        {
            Error::RelayCertificate
        }
        _ => Error::RelayUnreachable,
    }
}

/// Reads a certificate in PEM or DER.
pub(crate) fn read_certificate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    if bytes.starts_with(&[0x30]) {
        return Ok(bytes.to_vec());
    }
    CertificateDer::from_pem_slice(bytes)
        .map(|certificate| certificate.to_vec())
        .map_err(|_| Error::Certificate)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_names_for_the_proxy() {
        assert!(Socks5::parse("127.0.0.1:9050").is_ok());
        assert!(Socks5::parse("socks5h://127.0.0.1:9050").is_ok());
        for wrong in [
            "socks5://127.0.0.1:9050",
            "127.0.0.1",
            ":9050",
            "127.0.0.1:0",
            "user@127.0.0.1:9050",
        ] {
            assert!(
                matches!(Socks5::parse(wrong), Err(Error::Socks5)),
                "{wrong}"
            );
        }
    }

    #[test]
    fn each_task_has_its_own_circuit() {
        let one = Socks5::parse("127.0.0.1:9050").unwrap();
        let two = Socks5::parse("127.0.0.1:9050").unwrap();
        assert_ne!(one.isolation, two.isolation);
    }

    #[test]
    fn an_onion_address_needs_the_proxy() {
        let onion = RelayAddress::parse(&format!("http://{}.onion", "a".repeat(56)), None).unwrap();
        assert!(matches!(
            RelayClient::new(&onion, None),
            Err(Error::RelayUrl)
        ));
        let proxy = Socks5::parse("127.0.0.1:9050").unwrap();
        assert!(RelayClient::new(&onion, Some(&proxy)).is_ok());
    }

    #[test]
    fn certificates_in_both_forms() {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
        let der = made.cert.der().to_vec();
        assert_eq!(read_certificate(&der).unwrap(), der);
        assert_eq!(read_certificate(made.cert.pem().as_bytes()).unwrap(), der);
        assert!(read_certificate(b"no certificate").is_err());
    }
}
