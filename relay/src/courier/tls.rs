//! Which certificates are believed, and with which cryptography.

use std::sync::{Arc, LazyLock};

use rustls::crypto::CryptoProvider;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// The one provider of cryptography: `aws-lc-rs`, because it has X25519MLKEM768. Shared, because
/// connections are reused only between agents whose provider is the same object.
static PROVIDER: LazyLock<Arc<CryptoProvider>> =
    LazyLock::new(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider()));

/// Trusts one pinned certificate, or the web's authorities when none is pinned.
pub(super) fn trusting(pinned: Option<&[u8]>) -> TlsConfig {
    let roots = match pinned {
        // This one and no other: the web's authorities cannot vouch for a pinned relay.
        Some(der) => RootCerts::Specific(Arc::new(vec![Certificate::from_der(der).to_owned()])),
        None => RootCerts::WebPki,
    };
    TlsConfig::builder()
        .unversioned_rustls_crypto_provider(PROVIDER.clone())
        .root_certs(roots)
        .build()
}

/// Fills bytes that need not be secret: only used for pauses and for names of circuits, where
/// zeros, if the source fails, do no harm worse than a rhythm and a shared circuit.
pub(super) fn random(bytes: &mut [u8]) {
    let _ = PROVIDER.secure_random.fill(bytes);
}

#[cfg(test)]
mod tests;
