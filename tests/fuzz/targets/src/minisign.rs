//! Signatures and public keys in minisign's format: none is forged, and keys have one spelling.

use std::sync::LazyLock;

use crypto_core::{HybridIdentity, HybridRecipient, SigningKey, VerifyingKey};

const DOCUMENT: &[u8] = b"document";
static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_seed(&[1; 32]));
static PUBLIC: LazyLock<VerifyingKey> = LazyLock::new(|| KEY.public());
static SIGNATURE: LazyLock<String> = LazyLock::new(|| KEY.sign_document(DOCUMENT, "comment"));

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let data = crate::text(data);
    if PUBLIC.verify_document(DOCUMENT, data).is_ok() {
        // The first line is nobody's word; the rest is Ed25519's only answer.
        assert!(data.lines().skip(1).eq(SIGNATURE.lines().skip(1)));
    }
    assert!(PUBLIC.verify_document(b"another document", data).is_err());
    if let Ok(key) = VerifyingKey::from_pub_file(data) {
        assert_eq!(VerifyingKey::from_pub_file(&key.to_pub_file()), Ok(key));
        assert!(data.contains(&key.to_string()));
    }
    if let Ok(recipient) = data.parse::<HybridRecipient>() {
        assert_eq!(recipient.to_string().to_lowercase(), data.to_lowercase());
    }
    let _ = data.parse::<HybridIdentity>();
}
