//! Proofs of who wrote something, which convince the other side and no one else (protocol 3).
//!
//! A proof is a MAC under a key that both sides can compute. It cannot be shown to a third party,
//! because whoever checks it could have made it: a seized desk holds nothing that proves a person
//! wrote a letter.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::id::KeyId;
use crate::receipt::{Receipt, ReceiptPublic, SlotKey};

const KEY_ID_LABEL: &[u8] = b"sealpost/v1/answer key";

/// What is proved. A proof of one kind is never one of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofKind {
    /// The holder of the receipt wrote this letter.
    Letter,
    /// The organisation wrote this reply.
    Reply,
}

impl ProofKind {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::Letter => b"sealpost/v1/proof/letter",
            Self::Reply => b"sealpost/v1/proof/reply",
        }
    }
}

/// The organisation's secret half of the proofs; wiped on drop.
#[derive(Clone)]
pub struct AnswerKey(StaticSecret);

impl AnswerKey {
    /// Makes a new one.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self::from_bytes(&bytes)
    }

    /// Wraps the 32 bytes of an X25519 secret.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(StaticSecret::from(*bytes))
    }

    /// Returns the 32 secret bytes.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Returns the public half.
    pub fn public(&self) -> AnswerKeyPublic {
        AnswerKeyPublic::from_bytes(PublicKey::from(&self.0).to_bytes())
    }

    /// Returns the id of the public half.
    pub fn id(&self) -> KeyId {
        self.public().id()
    }

    /// Makes the organisation's proof over preamble and header of a frame.
    ///
    /// `None` if the receipt's exchange key is of low order: anyone could make that proof.
    pub fn prove(&self, receipt: &ReceiptPublic, kind: ProofKind, head: &[u8]) -> Option<[u8; 32]> {
        prove(&self.0, receipt.exchange(), receipt.slot_key(), kind, head)
    }

    /// Checks a proof that the holder of the receipt made.
    pub fn verify_proof(
        &self,
        receipt: &ReceiptPublic,
        kind: ProofKind,
        head: &[u8],
        proof: &[u8; 32],
    ) -> bool {
        self.prove(receipt, kind, head)
            .is_some_and(|expected| expected.ct_eq(proof).into())
    }
}

impl fmt::Debug for AnswerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerKey(…)")
    }
}

/// The public half of an answer key, out of the organisation file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AnswerKeyPublic {
    id: KeyId,
    key: [u8; 32],
}

impl AnswerKeyPublic {
    /// Wraps the 32 bytes of an X25519 public key.
    pub fn from_bytes(key: [u8; 32]) -> Self {
        let hash = Sha256::new()
            .chain_update(KEY_ID_LABEL)
            .chain_update(key)
            .finalize();
        let mut id = [0; KeyId::BYTES];
        id.copy_from_slice(&hash[..KeyId::BYTES]);
        Self {
            id: KeyId::from_bytes(id),
            key,
        }
    }

    /// Returns the id, which follows from the key (protocol 9.1).
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Returns the 32 bytes.
    pub fn key(&self) -> &[u8; 32] {
        &self.key
    }
}

impl Receipt {
    /// Makes the holder's proof over preamble and header of a frame.
    ///
    /// `None` if the answer key is of low order: anyone could make that proof.
    pub fn prove(
        &self,
        answer_key: &AnswerKeyPublic,
        kind: ProofKind,
        head: &[u8],
    ) -> Option<[u8; 32]> {
        prove(
            &self.exchange_secret(),
            answer_key.key(),
            &self.slot_key(),
            kind,
            head,
        )
    }

    /// Checks a proof that the organisation made.
    pub fn verify_proof(
        &self,
        answer_key: &AnswerKeyPublic,
        kind: ProofKind,
        head: &[u8],
        proof: &[u8; 32],
    ) -> bool {
        self.prove(answer_key, kind, head)
            .is_some_and(|expected| expected.ct_eq(proof).into())
    }
}

fn prove(
    own: &StaticSecret,
    other: &[u8; 32],
    slot_key: &SlotKey,
    kind: ProofKind,
    head: &[u8],
) -> Option<[u8; 32]> {
    let shared = own.diffie_hellman(&PublicKey::from(*other));
    if !shared.was_contributory() {
        return None;
    }
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(slot_key.expose()), shared.as_bytes())
        .expand(kind.info(), key.as_mut_slice())
        .expect("32 bytes are one hash length");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_slice())
        .expect("HMAC takes keys of any length")
        .chain_update(head)
        .finalize();
    Some(mac.into_bytes().into())
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    #[test]
    fn a_proof_fits_one_thing_only() {
        let receipt = Receipt::generate(&mut OsRng);
        let key = AnswerKey::generate(&mut OsRng);
        let (public, key_public) = (receipt.public(), key.public());
        let proof = receipt
            .prove(&key_public, ProofKind::Letter, b"head")
            .expect("a good key");
        assert!(key.verify_proof(&public, ProofKind::Letter, b"head", &proof));
        assert!(!key.verify_proof(&public, ProofKind::Reply, b"head", &proof));
        assert!(!key.verify_proof(&public, ProofKind::Letter, b"heat", &proof));
        let other_key = AnswerKey::generate(&mut OsRng);
        assert!(!other_key.verify_proof(&public, ProofKind::Letter, b"head", &proof));
        let other = Receipt::generate(&mut OsRng).public();
        assert!(!key.verify_proof(&other, ProofKind::Letter, b"head", &proof));
        for bit in 0..256 {
            let mut wrong = proof;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.verify_proof(&public, ProofKind::Letter, b"head", &wrong));
        }
    }

    #[test]
    fn keys_of_low_order_prove_nothing() {
        let receipt = Receipt::generate(&mut OsRng);
        for point in [[0; 32], {
            let mut one = [0; 32];
            one[0] = 1;
            one
        }] {
            let key = AnswerKeyPublic::from_bytes(point);
            assert_eq!(receipt.prove(&key, ProofKind::Reply, b"head"), None);
            assert!(!receipt.verify_proof(&key, ProofKind::Reply, b"head", &[0; 32]));
        }
    }

    #[test]
    fn there_and_back() {
        let key = AnswerKey::generate(&mut OsRng);
        let again = AnswerKey::from_bytes(key.expose());
        assert_eq!(again.public(), key.public());
        assert_eq!(again.id(), key.public().id());
        assert_eq!(format!("{key:?}"), "AnswerKey(…)");
    }
}
