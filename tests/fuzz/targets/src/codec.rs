//! Bounded CBOR: what `scan` lets through means the same to two decoders, and has one encoding.

use ciborium::Value;
use crypto_core::{Limits, from_bytes, scan, to_bytes};

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    if scan(data, Limits::HEADER).is_err() {
        assert!(from_bytes::<Value>(data, Limits::HEADER).is_err());
        return;
    }
    let other: Value = ciborium::from_reader(data).expect("the subset is CBOR");
    let ours: Value = from_bytes(data, Limits::HEADER).expect("what is scanned decodes");
    assert_eq!(ours, other);
    let mut again = Vec::new();
    ciborium::into_writer(&other, &mut again).expect("a vector takes everything");
    assert_eq!(
        again, data,
        "lengths are shortest, and nothing is indefinite"
    );
    assert_eq!(to_bytes(&ours).expect("decoded, so it encodes"), data);
}
