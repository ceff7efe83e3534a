//! A reply's frame, as it is after unsealing. No input has a proof, so none is ever shown.

use std::io::Write;
use std::sync::LazyLock;

use crypto_core::{
    AnswerKey, FrameKind, OpenError, OrganisationId, Receipt, ReceiptPublic, Reply, Sealer,
    SizeClass, encode_head, open_reply, read_head,
};

static RECEIPT: LazyLock<Receipt> = LazyLock::new(|| Receipt::from_bytes([1; 16]));
static PUBLIC: LazyLock<ReceiptPublic> = LazyLock::new(|| RECEIPT.public());
static ANSWER_KEY: LazyLock<AnswerKey> = LazyLock::new(|| AnswerKey::from_bytes(&[2; 32]));

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok((reply, _)) = read_head::<Reply>(FrameKind::Reply, &mut &data[..]) else {
        return;
    };
    let encoded = encode_head(FrameKind::Reply, &reply).expect("read, so it can be written");
    let (again, _) =
        read_head::<Reply>(FrameKind::Reply, &mut &encoded[..]).expect("written by us");
    assert_eq!(again, reply);

    if data.len() as u64 > SizeClass::reply().room() {
        return;
    }
    let mut sealer =
        Sealer::new(PUBLIC.recipient(), SizeClass::reply(), Vec::new()).expect("a good recipient");
    sealer.write_all(data).expect("it fits");
    let sealed = sealer.finish().expect("a vector takes everything");
    let error = open_reply(
        &RECEIPT,
        &[ANSWER_KEY.public()],
        OrganisationId::from_bytes([3; 16]),
        reply.slot,
        &sealed,
    )
    .expect_err("no one proved it");
    assert!(
        matches!(error, OpenError::Proof | OpenError::Malformed),
        "{error}"
    );
}
