//! The receipt: all that a person must keep (protocol 3).
//!
//! It is made before anything is typed, and is the only way to the replies. From its 16 bytes come
//! the identity that opens replies, the key that proves a letter to be its holder's, and the key
//! that tells where on the board a reply waits.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize, de};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::hybrid::{HybridIdentity, HybridRecipient};
use crate::id::{ReceiptId, Slot, deserialize_bytes, serialize_bytes};
use crate::word_list::{self, WordList, WordsError};

const RECEIPT_BYTES: usize = 16;
/// 128 bits and 4 of checksum, 11 in a word.
const RECEIPT_WORDS: usize = 12;
const CHECKSUM_BITS: u32 = 4;

const SALT: &[u8] = b"sealpost/v1/receipt";
const REPLY_IDENTITY: &[u8] = b"reply identity";
const EXCHANGE_KEY: &[u8] = b"exchange key";
const SLOT_KEY: &[u8] = b"slot key";
const ID_LABEL: &[u8] = b"sealpost/v1/receipt id";
const SLOT_LABEL: &[u8] = b"sealpost/v1/slot";

/// The secret that a person keeps, as 12 words or 12 numbers.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Receipt([u8; RECEIPT_BYTES]);

impl Receipt {
    /// Makes a new one.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
        let mut bytes = [0; RECEIPT_BYTES];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Wraps its 16 bytes.
    pub const fn from_bytes(bytes: [u8; RECEIPT_BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns its 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; RECEIPT_BYTES] {
        &self.0
    }

    /// Reads words of any list, or numbers, however they are separated.
    ///
    /// Upper case, missing accents, list numbers, full-width digits and Chinese words without
    /// anything between them are all understood.
    ///
    /// # Errors
    ///
    /// [`WordsError`] says which word is wrong as far as that can be known. Swapped or mistaken
    /// words pass the checksum once in 16 times, and then are some other receipt.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        word_list::read_places::<RECEIPT_WORDS>(text)?
            .iter()
            .find_map(|places| Self::from_places(places))
            .ok_or(WordsError::WrongChecksum)
    }

    /// Returns the 12 words.
    pub fn words(&self, list: WordList) -> Vec<&'static str> {
        self.places()
            .iter()
            .map(|place| list.word(*place))
            .collect()
    }

    /// Returns the 12 numbers, which are the same in every language.
    pub fn numbers(&self) -> Vec<String> {
        word_list::numbers(self.places().as_slice())
    }

    /// Derives the identity that opens replies.
    pub fn identity(&self) -> HybridIdentity {
        HybridIdentity::from_seed(&self.derive(REPLY_IDENTITY))
    }

    /// Derives the public half, which travels inside letters.
    pub fn public(&self) -> ReceiptPublic {
        ReceiptPublic {
            recipient: self.identity().recipient().clone(),
            exchange: PublicKey::from(&self.exchange_secret()).to_bytes(),
            slot_key: self.slot_key(),
        }
    }

    /// Returns the receipt id.
    pub fn id(&self) -> ReceiptId {
        self.public().id()
    }

    pub(crate) fn exchange_secret(&self) -> StaticSecret {
        StaticSecret::from(*self.derive(EXCHANGE_KEY))
    }

    pub(crate) fn slot_key(&self) -> SlotKey {
        SlotKey(*self.derive(SLOT_KEY))
    }

    fn derive(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(SALT), &self.0)
            .expand(label, key.as_mut_slice())
            .expect("32 bytes are one hash length");
        key
    }

    fn places(&self) -> Zeroizing<[u16; RECEIPT_WORDS]> {
        let mut bits = Zeroizing::new([0; RECEIPT_BYTES + 1]);
        bits[..RECEIPT_BYTES].copy_from_slice(&self.0);
        bits[RECEIPT_BYTES] = checksum(&self.0) << (8 - CHECKSUM_BITS);
        word_list::places_of(bits.as_slice())
    }

    fn from_places(places: &[u16; RECEIPT_WORDS]) -> Option<Self> {
        let mut bits = Zeroizing::new([0; RECEIPT_BYTES + 1]);
        word_list::bytes_of(places, bits.as_mut_slice());
        let mut bytes = Zeroizing::new([0; RECEIPT_BYTES]);
        bytes.copy_from_slice(&bits[..RECEIPT_BYTES]);
        (bits[RECEIPT_BYTES] >> (8 - CHECKSUM_BITS) == checksum(&bytes)).then(|| Self(*bytes))
    }
}

/// BIP-39's: the first bits of SHA-256.
fn checksum(bytes: &[u8; RECEIPT_BYTES]) -> u8 {
    Sha256::digest(bytes)[0] >> (8 - CHECKSUM_BITS)
}

impl PartialEq for Receipt {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Receipt {}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(…)")
    }
}

/// Tells where replies wait. Known to the holder and the organisation, and to no relay.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub(crate) struct SlotKey([u8; 32]);

impl SlotKey {
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Serialize for SlotKey {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        serialize_bytes(&self.0, s)
    }
}

impl<'de> Deserialize<'de> for SlotKey {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        deserialize_bytes(d).map(Self)
    }
}

/// The public half of a receipt: what the organisation needs in order to answer.
///
/// It is not public to the world: it never leaves sealed letters and the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptPublic {
    recipient: HybridRecipient,
    #[serde(
        serialize_with = "serialize_bytes_32",
        deserialize_with = "deserialize_exchange"
    )]
    exchange: [u8; 32],
    slot_key: SlotKey,
}

fn serialize_bytes_32<S: serde::Serializer>(bytes: &[u8; 32], s: S) -> Result<S::Ok, S::Error> {
    serialize_bytes(bytes, s)
}

/// Refuses a point of low order: no reply to it could be proved, so that one such letter would
/// stop whoever answers many at once.
fn deserialize_exchange<'de, D: serde::Deserializer<'de>>(d: D) -> Result<[u8; 32], D::Error> {
    let bytes = deserialize_bytes(d)?;
    // It gives the all-zero result for every scalar; any one shows it.
    let probe = StaticSecret::from([1; 32]);
    if probe
        .diffie_hellman(&PublicKey::from(bytes))
        .was_contributory()
    {
        Ok(bytes)
    } else {
        Err(de::Error::custom("an exchange key that must not be used"))
    }
}

impl ReceiptPublic {
    /// Returns whom replies are sealed to.
    pub fn recipient(&self) -> &HybridRecipient {
        &self.recipient
    }

    /// Returns the X25519 public key of the proofs.
    pub fn exchange(&self) -> &[u8; 32] {
        &self.exchange
    }

    /// Returns the receipt id.
    pub fn id(&self) -> ReceiptId {
        let hash = Sha256::new()
            .chain_update(ID_LABEL)
            .chain_update(self.recipient.as_bytes())
            .chain_update(self.exchange)
            .chain_update(self.slot_key.0)
            .finalize();
        ReceiptId::from_bytes(first_16(&hash.into()))
    }

    /// Returns the place of reply `n` in a lane.
    pub fn slot(&self, lane: u8, n: u32) -> Slot {
        let mac = Hmac::<Sha256>::new_from_slice(&self.slot_key.0)
            .expect("HMAC takes keys of any length")
            .chain_update(SLOT_LABEL)
            .chain_update([lane])
            .chain_update(n.to_be_bytes())
            .finalize();
        Slot::from_bytes(first_16(&mac.into_bytes().into()))
    }

    pub(crate) fn slot_key(&self) -> &SlotKey {
        &self.slot_key
    }
}

impl fmt::Debug for ReceiptPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptPublic(…)")
    }
}

fn first_16(hash: &[u8; 32]) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    first
}

#[cfg(test)]
mod tests {
    // A failed unwrap is a failed test.
    #![allow(clippy::unwrap_used)]

    use std::collections::HashSet;

    use rand_core::OsRng;
    use serde_json::Value;

    use super::*;
    use crate::id::Digest as Hash;
    use crate::proof::{AnswerKey, ProofKind};

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/vectors/receipt.json")).unwrap()
    }

    fn bytes<const N: usize>(value: &Value) -> [u8; N] {
        hex::decode(value.as_str().unwrap())
            .unwrap()
            .try_into()
            .unwrap()
    }

    fn list(value: &Value) -> &Vec<Value> {
        value.as_array().unwrap()
    }

    #[test]
    fn vectors_accepted() {
        for vector in list(&vectors()["accept"]) {
            let receipt = Receipt::from_bytes(bytes(&vector["entropy"]));
            for (name, words) in [
                ("english", receipt.words(WordList::English).join(" ")),
                (
                    "chinese",
                    receipt.words(WordList::SimplifiedChinese).join(" "),
                ),
                ("french", receipt.words(WordList::French).join(" ")),
                ("numbers", receipt.numbers().join(" ")),
            ] {
                assert_eq!(words, vector[name], "{name}");
                assert_eq!(Receipt::parse(&words), Ok(receipt.clone()), "{name}");
            }
            let identity = receipt.identity();
            assert_eq!(*identity.seed(), bytes(&vector["reply_identity_seed"]));
            let public = receipt.public();
            assert_eq!(public.recipient(), identity.recipient());
            assert_eq!(
                Hash::of(public.recipient().as_bytes()).to_string(),
                vector["recipient_sha256"]
            );
            assert_eq!(*public.exchange(), bytes(&vector["exchange"]));
            assert_eq!(*public.slot_key.expose(), bytes(&vector["slot_key"]));
            assert_eq!(*public.id().as_bytes(), bytes(&vector["id"]));
            assert_eq!(receipt.id(), public.id());
            for slot in list(&vector["slots"]) {
                let lane = slot["lane"].as_u64().unwrap().try_into().unwrap();
                let n = slot["n"].as_u64().unwrap().try_into().unwrap();
                assert_eq!(public.slot(lane, n).to_string(), slot["slot"]);
            }

            let answer_key = AnswerKey::from_bytes(&bytes(&vector["answer_key"]));
            let answer_public = answer_key.public();
            assert_eq!(*answer_public.key(), bytes(&vector["answer_key_public"]));
            assert_eq!(answer_public.id().to_string(), vector["answer_key_id"]);
            let head: [u8; 32] = bytes(&vector["head"]);
            for (kind, name) in [
                (ProofKind::Letter, "letter_proof"),
                (ProofKind::Reply, "reply_proof"),
            ] {
                let proof = bytes(&vector[name]);
                assert_eq!(receipt.prove(&answer_public, kind, &head), Some(proof));
                assert_eq!(answer_key.prove(&public, kind, &head), Some(proof));
                assert!(receipt.verify_proof(&answer_public, kind, &head, &proof));
                assert!(answer_key.verify_proof(&public, kind, &head, &proof));
            }
        }
    }

    #[test]
    fn vectors_as_typed() {
        for vector in list(&vectors()["typed"]) {
            let receipt = Receipt::from_bytes(bytes(&vector["entropy"]));
            let text = vector["text"].as_str().unwrap();
            assert_eq!(Receipt::parse(text), Ok(receipt), "{}", vector["what"]);
        }
    }

    #[test]
    fn vectors_rejected() {
        for vector in list(&vectors()["reject"]) {
            let error = Receipt::parse(vector["text"].as_str().unwrap()).unwrap_err();
            let found = match error {
                WordsError::WrongCount { expected: 12, .. } => "count".to_owned(),
                WordsError::UnknownWord { position } => format!("unknown {position}"),
                WordsError::WrongChecksum => "checksum".to_owned(),
                WordsError::TooLong => "long".to_owned(),
                other => panic!("{other}"),
            };
            assert_eq!(found, vector["expect"], "{}", vector["what"]);
        }
    }

    #[test]
    fn random_ones_survive_every_spelling() {
        for _ in 0..50 {
            let receipt = Receipt::generate(&mut OsRng);
            for list in WordList::ALL {
                let words = receipt.words(list).join(" ");
                assert_eq!(Receipt::parse(&words), Ok(receipt.clone()));
            }
            let numbers = receipt.numbers().concat();
            assert_eq!(Receipt::parse(&numbers), Ok(receipt.clone()));
        }
    }

    #[test]
    fn slots_differ() {
        let public = Receipt::generate(&mut OsRng).public();
        let slots: HashSet<_> = (0..16)
            .flat_map(|lane| (0..256).map(move |n| (lane, n)))
            .map(|(lane, n)| public.slot(lane, n))
            .collect();
        assert_eq!(slots.len(), 16 * 256);
    }

    #[test]
    fn public_half_in_cbor() {
        let public = Receipt::from_bytes([7; 16]).public();
        let encoded = crate::codec::to_bytes(&public).unwrap();
        let decoded: ReceiptPublic =
            crate::codec::from_bytes(&encoded, crate::codec::Limits::HEADER).unwrap();
        assert_eq!(decoded, public);
        let as_json = serde_json::to_string(&public).unwrap();
        assert_eq!(
            serde_json::from_str::<ReceiptPublic>(&as_json).unwrap(),
            public
        );
        assert!(
            serde_json::from_str::<ReceiptPublic>(&as_json.replacen('{', "{\"y\":1,", 1)).is_err()
        );
    }

    #[test]
    fn a_public_half_that_no_reply_could_be_proved_to() {
        let public = Receipt::from_bytes([7; 16]).public();
        let encoded = crate::codec::to_bytes(&public).unwrap();
        let at = encoded
            .windows(32)
            .position(|window| window == public.exchange)
            .unwrap();
        let read = |exchange: [u8; 32]| {
            let mut changed = encoded.clone();
            changed[at..at + 32].copy_from_slice(&exchange);
            crate::codec::from_bytes::<ReceiptPublic>(&changed, crate::codec::Limits::HEADER)
        };
        let mut one = [0; 32];
        one[0] = 1;
        // p, which is zero again.
        let mut zero_again = [0xff; 32];
        (zero_again[0], zero_again[31]) = (0xed, 0x7f);
        for low in [[0; 32], one, zero_again] {
            assert_eq!(read(low), Err(crate::codec::CodecError::Shape));
        }
        let mut base = [0; 32];
        base[0] = 9;
        assert!(read(base).is_ok());
    }

    #[test]
    fn nothing_reaches_logs() {
        let receipt = Receipt::from_bytes([0; 16]);
        assert_eq!(format!("{receipt:?}"), "Receipt(…)");
        assert_eq!(format!("{:?}", receipt.public()), "ReceiptPublic(…)");
        assert_eq!(format!("{:?}", receipt.identity()), "HybridIdentity(…)");
    }
}
