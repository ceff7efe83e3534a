// A failed unwrap is a failed test.
#![allow(clippy::unwrap_used)]

use serde_json::Value;

use super::*;
use crate::id::Digest as Hash;

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../tests/vectors/seal/hybrid.json")).unwrap()
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
    hex::decode(value.as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap()
}

#[test]
fn keys_and_encapsulations_of_another_implementation() {
    for vector in vectors() {
        let identity = HybridIdentity::from_seed(&bytes(&vector["seed"]));
        let recipient = identity.recipient();
        assert_eq!(
            identity.to_secret_string().expose_secret(),
            vector["identity"]
        );
        assert_eq!(recipient.to_string(), vector["recipient"]);
        assert_eq!(
            Hash::of(recipient.as_bytes()).to_string(),
            vector["public_sha256"]
        );
        let read: HybridIdentity = vector["identity"].as_str().unwrap().parse().unwrap();
        assert_eq!(read.recipient(), recipient);
        let read: HybridRecipient = vector["recipient"].as_str().unwrap().parse().unwrap();
        assert_eq!(read, *recipient);

        let (enc, secret) = recipient
            .encapsulate(
                &bytes(&vector["ml_kem_randomness"]),
                &StaticSecret::from(bytes::<32>(&vector["x25519_ephemeral"])),
            )
            .unwrap();
        assert_eq!(base64::prelude::BASE64_STANDARD.encode(enc), vector["enc"]);
        assert_eq!(*secret, bytes(&vector["shared_secret"]));
        assert_eq!(identity.decapsulate(&enc), Some(secret));
    }
}

#[test]
fn text_refused() {
    let identity = HybridIdentity::from_seed(&[1; 32]);
    let text = identity.recipient().to_string();
    assert_eq!(text.len(), 1959);
    let refused = |text: &str| text.parse::<HybridRecipient>().unwrap_err();
    assert_eq!(refused(""), KeyError::Malformed);
    assert_eq!(refused(&text[..1958]), KeyError::Malformed);
    assert_eq!(refused(&text.to_uppercase()), KeyError::Malformed);
    assert_eq!(refused(&format!("{text} ")), KeyError::Malformed);
    assert_eq!(
        refused(&format!("age1pq1{}", "q".repeat(5000))),
        KeyError::Malformed
    );
    assert_eq!(
        refused("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"),
        KeyError::WrongKind
    );
    let secret = identity.to_secret_string();
    let secret = secret.expose_secret();
    let refused = |text: &str| text.parse::<HybridIdentity>().unwrap_err();
    assert_eq!(refused(&secret.to_lowercase()), KeyError::Malformed);
    assert_eq!(
        refused(&secret.replacen("PQ-1", "PQ-1Q", 1)),
        KeyError::Malformed
    );
    assert_eq!(refused("AGE-SECRET-KEY-1QQ"), KeyError::WrongKind);
    // Every single mistyped letter is noticed.
    for at in "AGE-SECRET-KEY-PQ-1".len()..secret.len() {
        let mut wrong = secret.to_owned().into_bytes();
        wrong[at] = if wrong[at] == b'Q' { b'P' } else { b'Q' };
        assert!(
            String::from_utf8(wrong)
                .unwrap()
                .parse::<HybridIdentity>()
                .is_err()
        );
    }
}

#[test]
fn unreduced_ml_kem_keys_are_refused() {
    let good = *HybridIdentity::from_seed(&[1; 32]).recipient().as_bytes();
    assert!(HybridRecipient::from_bytes(&good).is_ok());
    // Two coefficients of 12 bits in three bytes; both become 4095, which is above q = 3329.
    for at in [0, 3, 1149] {
        let mut bad = good;
        bad[at..at + 3].fill(0xff);
        assert_eq!(HybridRecipient::from_bytes(&bad), Err(KeyError::Unusable));
    }
    // A small coefficient plus q is the same number, spelled differently.
    let (at, value) = (0..1152)
        .step_by(3)
        .map(|at| {
            (
                at,
                u16::from(good[at]) | (u16::from(good[at + 1] & 15) << 8),
            )
        })
        .find(|(_, value)| *value < 4096 - 3329)
        .unwrap();
    let spelled = (value + 3329).to_le_bytes();
    let mut bad = good;
    bad[at] = spelled[0];
    bad[at + 1] = (bad[at + 1] & 0xf0) | spelled[1];
    assert_eq!(HybridRecipient::from_bytes(&bad), Err(KeyError::Unusable));
    assert_eq!(
        HybridRecipient::from_bytes(&good[1..]),
        Err(KeyError::Malformed)
    );
}

#[test]
fn low_order_x25519_keys_are_refused() {
    let mut bad = *HybridIdentity::from_seed(&[1; 32]).recipient().as_bytes();
    for first in [0, 1] {
        bad[EK_BYTES..].fill(0);
        bad[EK_BYTES] = first;
        assert_eq!(HybridRecipient::from_bytes(&bad), Err(KeyError::Unusable));
    }
}

#[test]
fn no_classical_recipient_beside_it() {
    let hybrid = HybridIdentity::from_seed(&[1; 32]).recipient().clone();
    let classical = age::x25519::Identity::generate().to_public();
    let both: [&dyn age::Recipient; 2] = [&hybrid, &classical];
    assert!(matches!(
        age::Encryptor::with_recipients(both.into_iter()),
        Err(EncryptError::IncompatibleRecipients { .. })
    ));
}

#[test]
fn serde_forms() {
    let recipient = HybridIdentity::from_seed(&[1; 32]).recipient().clone();
    let json = serde_json::to_string(&recipient).unwrap();
    assert_eq!(json, format!("\"{recipient}\""));
    assert_eq!(
        serde_json::from_str::<HybridRecipient>(&json).unwrap(),
        recipient
    );
    let cbor = crate::codec::to_bytes(&recipient).unwrap();
    assert_eq!(cbor.len(), 3 + RECIPIENT_BYTES);
    let limits = crate::codec::Limits::HEADER;
    assert_eq!(
        crate::codec::from_bytes::<HybridRecipient>(&cbor, limits).unwrap(),
        recipient
    );
}
