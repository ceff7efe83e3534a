//! What a desk tells relays, and the envelope it travels in.

use crypto_core::{Acknowledgement, Envelope, ParcelNote};

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    if let Ok(envelope) = Envelope::parse(data) {
        assert_eq!(Envelope::parse(&envelope.to_json_bytes()), Ok(envelope));
    }
    let _ = Acknowledgement::parse(data);
    let _ = ParcelNote::parse(data);
}
