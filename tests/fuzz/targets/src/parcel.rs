//! A parcel's frame, sealed as it would come from a relay.

use std::io::Write;
use std::sync::LazyLock;

use crypto_core::{
    Digest, HybridIdentity, OpenError, ParcelRef, Sealer, SizeClass, open_parcel, safe_name,
};

const SEED: [u8; 32] = [1; 32];
static IDENTITY: LazyLock<HybridIdentity> = LazyLock::new(|| HybridIdentity::from_seed(&SEED));

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok(class) = SizeClass::for_plaintext(data.len() as u64) else {
        return;
    };
    let mut sealer =
        Sealer::new(IDENTITY.recipient(), class, Vec::new()).expect("a good recipient");
    sealer.write_all(data).expect("it fits its class");
    let sealed = sealer.finish().expect("a vector takes everything");
    let parcel = ParcelRef {
        sha256: Digest::of(&sealed),
        length: sealed.len() as u64,
        name: "file".to_owned(),
        media_type: "text/plain".to_owned(),
        key: Digest::from_bytes(SEED),
    };
    let mut content = Vec::new();
    match open_parcel(&parcel, &sealed[..], &mut content) {
        Ok(name) => {
            assert_eq!(safe_name(&name), name);
            assert!(content.len() < data.len());
        }
        Err(error) => assert!(
            matches!(
                error,
                OpenError::Malformed | OpenError::Foreign | OpenError::UnknownVersion { .. }
            ),
            "{error}"
        ),
    }
}
