//! A sealed file as it comes: nothing about it can be trusted.

use std::io::Read;
use std::sync::LazyLock;

use crypto_core::{HybridIdentity, is_age, open};

static IDENTITIES: LazyLock<[HybridIdentity; 2]> =
    LazyLock::new(|| [1, 2].map(|seed| HybridIdentity::from_seed(&[seed; 32])));

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    if let Ok(mut reader) = open(IDENTITIES.as_slice(), data) {
        assert!(is_age(data));
        let mut plaintext = Vec::new();
        // A fuzzer without the file key gets no further than the seeds.
        let _ = reader.read_to_end(&mut plaintext);
        assert!(plaintext.len() < data.len());
    }
}
