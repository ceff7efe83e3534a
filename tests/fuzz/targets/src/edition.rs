//! An edition: every place it gives lies on the board.

use std::sync::LazyLock;

use crypto_core::{CHUNK_REPLIES, Edition, Receipt, ReceiptPublic};

static PUBLIC: LazyLock<ReceiptPublic> = LazyLock::new(|| Receipt::from_bytes([1; 16]).public());

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok(edition) = Edition::parse(data) else {
        return;
    };
    assert_eq!(edition.bytes(), data);
    assert_eq!(
        edition.chunks().len() * CHUNK_REPLIES,
        edition.slots().len()
    );
    assert!(edition.decoy_chunk(&PUBLIC) < edition.chunks().len());
    for found in edition.find(&PUBLIC) {
        assert!(found.chunk < edition.chunks().len() && found.index < CHUNK_REPLIES);
    }
    assert!(edition.check_chunk(0, data).is_err());
}
