//! The certificate, and how a new one takes its place.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, version};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// The file cannot be read or holds no certificate.
    #[error("the certificate cannot be read")]
    NoCertificate,
    /// The file cannot be read or holds no private key.
    #[error("the certificate's private key cannot be read")]
    NoKey,
    /// Key and certificate do not belong together, or are of a kind that is not supported.
    #[error("the certificate and its private key do not fit together")]
    NoMatch,
    /// The TLS library refused its own settings.
    #[error("TLS cannot be set up")]
    NoTls,
}

/// Hands out the certificate that is in use now.
#[derive(Debug)]
pub(crate) struct Certificate(RwLock<Arc<CertifiedKey>>);

impl Certificate {
    /// Reads a chain and its key, and checks that they fit.
    pub(crate) fn read(chain: &Path, key: &Path) -> Result<Self, CertificateError> {
        Ok(Self(RwLock::new(Arc::new(read(chain, key)?))))
    }

    /// Puts another one in its place. On error the old one stays.
    pub(crate) fn reload(&self, chain: &Path, key: &Path) -> Result<(), CertificateError> {
        let new = Arc::new(read(chain, key)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// The first certificate of the chain.
    pub(crate) fn leaf(&self) -> Option<CertificateDer<'static>> {
        let key = self.0.read().unwrap_or_else(PoisonError::into_inner);
        key.cert.first().cloned()
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(
            self.0
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        )
    }
}

fn read(chain: &Path, key: &Path) -> Result<CertifiedKey, CertificateError> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect)
        .map_err(|_| CertificateError::NoCertificate)?;
    if chain.is_empty() {
        return Err(CertificateError::NoCertificate);
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|_| CertificateError::NoKey)?;
    CertifiedKey::from_der(chain, key, &provider()).map_err(|_| CertificateError::NoMatch)
}

fn provider() -> CryptoProvider {
    aws_lc_rs::default_provider()
}

/// TLS 1.2 and 1.3, X25519MLKEM768 preferred (the provider's order), HTTP/1.1 only.
pub(super) fn tls(certificate: Arc<Certificate>) -> Result<ServerConfig, CertificateError> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .map_err(|_| CertificateError::NoTls)?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A resumed session would tell that the same visitor came back: nothing is resumed.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}
