//! A draft's frame, as it is after unsealing.

use std::io::{Write, sink};
use std::sync::LazyLock;

use crypto_core::{
    Draft, FrameKind, HybridIdentity, OpenError, Receipt, Sealer, SizeClass, encode_head,
    open_draft, read_head,
};

static RECEIPT: LazyLock<Receipt> = LazyLock::new(|| Receipt::from_bytes([1; 16]));
static IDENTITY: LazyLock<HybridIdentity> = LazyLock::new(|| RECEIPT.identity());

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok((draft, _)) = read_head::<Draft>(FrameKind::Draft, &mut &data[..]) else {
        return;
    };
    let encoded = encode_head(FrameKind::Draft, &draft).expect("read, so it can be written");
    let (again, _) =
        read_head::<Draft>(FrameKind::Draft, &mut &encoded[..]).expect("written by us");
    assert_eq!(again, draft);

    let Ok(class) = SizeClass::for_plaintext(data.len() as u64) else {
        return;
    };
    let mut sealer =
        Sealer::new(IDENTITY.recipient(), class, Vec::new()).expect("a good recipient");
    sealer.write_all(data).expect("it fits its class");
    let sealed = sealer.finish().expect("a vector takes everything");
    match open_draft(&RECEIPT, &sealed[..], |_, _| Ok(Box::new(sink()))) {
        Ok(opened) => assert_eq!(opened, draft),
        Err(error) => assert!(matches!(error, OpenError::Malformed), "{error}"),
    }
}
