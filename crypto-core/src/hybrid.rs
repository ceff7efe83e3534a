//! The hybrid recipient and identity: ML-KEM-768 and X25519 together.
//!
//! This is age's `mlkem768x25519` (C2SP `age.md`, "MLKEM768-X25519"): HPKE (RFC 9180) in base mode
//! with the X-Wing KEM (0x647a), HKDF-SHA-256 and ChaCha20-Poly1305. Whoever stores a letter today
//! must break both halves to read it one day.
//!
//! The `age` crate has no such type in its present version; with `seal.rs` this is the only file
//! that names it, so that its own can take this one's place.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::str::FromStr;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode, bech32_encode_to_fmt};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bech32::Hrp;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use ml_kem::kem::Decapsulate;
use ml_kem::{Ciphertext, EncapsulateDeterministic, Encoded, EncodedSizeUser, KemCore, MlKem768};
use rand_core::{CryptoRngCore, OsRng, RngCore};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Digest as _, Sha3_256, Shake256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, Zeroizing};

use crate::id::KeyId;

/// Length of an encoded recipient: ML-KEM-768 encapsulation key, then X25519 public key.
pub const RECIPIENT_BYTES: usize = EK_BYTES + X25519_BYTES;

const EK_BYTES: usize = 1184;
const CIPHERTEXT_BYTES: usize = 1088;
const X25519_BYTES: usize = 32;
/// HPKE's `enc`: ML-KEM ciphertext, then ephemeral X25519 public key.
const ENC_BYTES: usize = CIPHERTEXT_BYTES + X25519_BYTES;
const TAG_BYTES: usize = 16;

const STANZA_TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
/// age refuses to mix recipients whose labels differ: a classical recipient beside this one
/// would undo it.
const LABEL: &str = "postquantum";

const RECIPIENT_HRP: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY_HRP: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");
const RECIPIENT_START: &str = "age1pq1";
const IDENTITY_START: &str = "AGE-SECRET-KEY-PQ-1";
/// No key's text is longer; a longer one is refused before it is decoded.
const KEY_TEXT_MAX_BYTES: usize = 2048;

type DecapsulationKey = <MlKem768 as KemCore>::DecapsulationKey;
type EncapsulationKey = <MlKem768 as KemCore>::EncapsulationKey;

/// Why bytes or text are not a usable key. Never repeats them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Cut off, mistyped, or something else entirely.
    #[error("not a key, or mistyped")]
    Malformed,
    /// Well formed, but it would give away what is sealed to it, or break the standard.
    #[error("a key that must not be used")]
    Unusable,
    /// A key of age, but of a kind that quantum computers will break.
    #[error("not a post-quantum key (those begin with age1pq1)")]
    WrongKind,
}

/// Whom something is sealed to: 1216 bytes, `age1pq1…` as text.
///
/// Every value has passed the checks that sealing to it needs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HybridRecipient(Box<[u8; RECIPIENT_BYTES]>);

impl HybridRecipient {
    /// Reads the encoded form.
    ///
    /// # Errors
    ///
    /// [`KeyError::Malformed`] if it is not [`RECIPIENT_BYTES`] long; [`KeyError::Unusable`] if the
    /// ML-KEM half is not in reduced form or the X25519 half is of low order.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes: Box<[u8; RECIPIENT_BYTES]> = bytes
            .to_vec()
            .try_into()
            .map_err(|_: Vec<u8>| KeyError::Malformed)?;
        let recipient = Self(bytes);
        // FIPS 203, 7.2, "modulus check": `ml-kem` reduces silently, so that two encodings would
        // be one key, and the hash inside the KEM would no longer bind what was sent.
        if recipient.encapsulation_key().as_bytes()[..] != recipient.0[..EK_BYTES] {
            return Err(KeyError::Unusable);
        }
        // A low-order point gives the all-zero result for every scalar; any one shows it.
        let probe = StaticSecret::from([1; X25519_BYTES]);
        if !probe.diffie_hellman(&recipient.x25519()).was_contributory() {
            return Err(KeyError::Unusable);
        }
        Ok(recipient)
    }

    /// Returns the encoded form.
    pub fn as_bytes(&self) -> &[u8; RECIPIENT_BYTES] {
        &self.0
    }

    /// Returns the id under which an organisation file lists it: the first 8 bytes of its SHA-256.
    pub fn key_id(&self) -> KeyId {
        let hash = <Sha256 as sha2::Digest>::digest(self.0.as_slice());
        let mut id = [0; KeyId::BYTES];
        id.copy_from_slice(&hash[..KeyId::BYTES]);
        KeyId::from_bytes(id)
    }

    fn encapsulation_key(&self) -> EncapsulationKey {
        let mut encoded = Encoded::<EncapsulationKey>::default();
        encoded.copy_from_slice(&self.0[..EK_BYTES]);
        EncapsulationKey::from_bytes(&encoded)
    }

    fn x25519(&self) -> PublicKey {
        let mut bytes = [0; X25519_BYTES];
        bytes.copy_from_slice(&self.0[EK_BYTES..]);
        PublicKey::from(bytes)
    }

    /// X-Wing encapsulation with the given randomness; `None` if X25519 gives all zeros.
    fn encapsulate(
        &self,
        ml_kem_randomness: &[u8; 32],
        ephemeral: &StaticSecret,
    ) -> Option<([u8; ENC_BYTES], Zeroizing<[u8; 32]>)> {
        // `B32` of ml-kem keeps no secret longer than this call: it is wiped below.
        let mut m = ml_kem::B32::from(*ml_kem_randomness);
        let (ciphertext, mut ss_m) = self
            .encapsulation_key()
            .encapsulate_deterministic(&m)
            .ok()?;
        m.as_mut_slice().zeroize();
        let ct_x = PublicKey::from(ephemeral);
        let ss_x = ephemeral.diffie_hellman(&self.x25519());
        let secret = ss_x
            .was_contributory()
            .then(|| combine(&ss_m, ss_x.as_bytes(), &ct_x, &self.x25519()));
        ss_m.as_mut_slice().zeroize();
        let mut enc = [0; ENC_BYTES];
        enc[..CIPHERTEXT_BYTES].copy_from_slice(&ciphertext);
        enc[CIPHERTEXT_BYTES..].copy_from_slice(ct_x.as_bytes());
        Some((enc, secret?))
    }
}

impl age::Recipient for HybridRecipient {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let mut randomness = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(randomness.as_mut_slice());
        let ephemeral = StaticSecret::random_from_rng(OsRng);
        let (enc, secret) = self
            .encapsulate(&randomness, &ephemeral)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, KeyError::Unusable))?;
        let (cipher, nonce) = hpke_base(&secret);
        let body = cipher
            .encrypt(&nonce, file_key.expose_secret().as_slice())
            .expect("16 bytes are within the cipher's limit");
        let stanza = Stanza {
            tag: STANZA_TAG.to_owned(),
            args: vec![BASE64_STANDARD_NO_PAD.encode(enc)],
            body,
        };
        Ok((vec![stanza], HashSet::from([LABEL.to_owned()])))
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bech32_encode_to_fmt(f, RECIPIENT_HRP, self.0.as_slice())
    }
}

impl fmt::Debug for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A receipt's recipient in a log would tie stored replies to a person.
        f.write_str("HybridRecipient(…)")
    }
}

impl FromStr for HybridRecipient {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if !text.starts_with(RECIPIENT_START) {
            return Err(if text.starts_with("age1") {
                KeyError::WrongKind
            } else {
                KeyError::Malformed
            });
        }
        Self::from_bytes(&decode_key_text(text, RECIPIENT_HRP)?)
    }
}

impl Serialize for HybridRecipient {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() {
            s.collect_str(self)
        } else {
            s.serialize_bytes(self.0.as_slice())
        }
    }
}

impl<'de> Deserialize<'de> for HybridRecipient {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct RecipientVisitor;

        impl de::Visitor<'_> for RecipientVisitor {
            type Value = HybridRecipient;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a post-quantum recipient")
            }

            fn visit_bytes<E: de::Error>(self, v: &[u8]) -> Result<Self::Value, E> {
                HybridRecipient::from_bytes(v).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
                v.parse().map_err(E::custom)
            }
        }

        if d.is_human_readable() {
            d.deserialize_str(RecipientVisitor)
        } else {
            d.deserialize_bytes(RecipientVisitor)
        }
    }
}

/// What opens: a 32-byte seed, `AGE-SECRET-KEY-PQ-1…` as text.
///
/// The seed and everything made from it are wiped on drop.
#[derive(Clone)]
pub struct HybridIdentity {
    seed: Zeroizing<[u8; 32]>,
    // Boxed so that moves leave no copies of it on the stack.
    ml_kem: Box<DecapsulationKey>,
    x25519: StaticSecret,
    recipient: HybridRecipient,
}

impl HybridIdentity {
    /// Makes a new one.
    pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// Makes the identity of a seed (X-Wing, "expandDecapsulationKey").
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let mut expanded = Zeroizing::new([0; 96]);
        let mut xof = Shake256::default();
        Update::update(&mut xof, seed);
        xof.finalize_xof().read(expanded.as_mut_slice());

        let mut d = ml_kem::B32::default();
        let mut z = ml_kem::B32::default();
        d.copy_from_slice(&expanded[..32]);
        z.copy_from_slice(&expanded[32..64]);
        let (ml_kem, encapsulation_key) = MlKem768::generate_deterministic(&d, &z);
        let ml_kem = Box::new(ml_kem);
        d.as_mut_slice().zeroize();
        z.as_mut_slice().zeroize();

        let mut scalar = Zeroizing::new([0; 32]);
        scalar.copy_from_slice(&expanded[64..]);
        let x25519 = StaticSecret::from(*scalar);

        let mut encoded = Box::new([0; RECIPIENT_BYTES]);
        encoded[..EK_BYTES].copy_from_slice(&encapsulation_key.as_bytes());
        encoded[EK_BYTES..].copy_from_slice(PublicKey::from(&x25519).as_bytes());
        Self {
            seed: Zeroizing::new(*seed),
            ml_kem,
            x25519,
            recipient: HybridRecipient(encoded),
        }
    }

    /// Returns the seed. Whoever has it can open everything sealed to the recipient.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// Returns the public half.
    pub fn recipient(&self) -> &HybridRecipient {
        &self.recipient
    }

    /// Encodes it as `age-keygen -pq` would.
    pub fn to_secret_string(&self) -> SecretString {
        let mut text = bech32_encode(IDENTITY_HRP, self.seed.as_slice());
        text.make_ascii_uppercase();
        SecretString::from(text)
    }

    /// X-Wing decapsulation; `None` if X25519 gives all zeros.
    fn decapsulate(&self, enc: &[u8; ENC_BYTES]) -> Option<Zeroizing<[u8; 32]>> {
        let mut ciphertext = Ciphertext::<MlKem768>::default();
        ciphertext.copy_from_slice(&enc[..CIPHERTEXT_BYTES]);
        let mut ct_x = [0; X25519_BYTES];
        ct_x.copy_from_slice(&enc[CIPHERTEXT_BYTES..]);
        let ct_x = PublicKey::from(ct_x);

        let ss_x = self.x25519.diffie_hellman(&ct_x);
        // A low-order point would take X25519 out of the combination, unseen.
        if !ss_x.was_contributory() {
            return None;
        }
        let mut ss_m = self.ml_kem.decapsulate(&ciphertext).ok()?;
        let secret = combine(&ss_m, ss_x.as_bytes(), &ct_x, &self.recipient.x25519());
        ss_m.as_mut_slice().zeroize();
        Some(secret)
    }
}

impl age::Identity for HybridIdentity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != STANZA_TAG {
            return None;
        }
        let malformed = || Some(Err(DecryptError::InvalidHeader));
        let [enc] = stanza.args.as_slice() else {
            return malformed();
        };
        // Unpadded and canonical, or one file could be written in two ways.
        let Ok(Ok(enc)) = BASE64_STANDARD_NO_PAD
            .decode(enc)
            .map(<[u8; ENC_BYTES]>::try_from)
        else {
            return malformed();
        };
        // The length is checked before decryption, as age demands: a ciphertext that opens under
        // several keys needs room.
        if stanza.body.len() != FILE_KEY_BYTES + TAG_BYTES {
            return malformed();
        }
        let Some(secret) = self.decapsulate(&enc) else {
            return malformed();
        };
        let (cipher, nonce) = hpke_base(&secret);
        // Not ours, or damaged: no one can tell which.
        let opened = Zeroizing::new(cipher.decrypt(&nonce, stanza.body.as_slice()).ok()?);
        Some(Ok(FileKey::init_with_mut(|key| {
            key.copy_from_slice(&opened);
        })))
    }
}

impl fmt::Debug for HybridIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HybridIdentity(…)")
    }
}

impl FromStr for HybridIdentity {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if !text.starts_with(IDENTITY_START) {
            return Err(if text.starts_with("AGE-SECRET-KEY-1") {
                KeyError::WrongKind
            } else {
                KeyError::Malformed
            });
        }
        let bytes = decode_key_text(text, IDENTITY_HRP)?;
        let seed: &[u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| KeyError::Malformed)?;
        Ok(Self::from_seed(seed))
    }
}

/// Decodes bech32 (BIP-173) without its length limit, as age does.
fn decode_key_text(text: &str, hrp: Hrp) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if text.len() > KEY_TEXT_MAX_BYTES {
        return Err(KeyError::Malformed);
    }
    bech32_decode(
        text,
        |_| KeyError::Malformed,
        |found| (found == hrp).then_some(()).ok_or(KeyError::Malformed),
        |_, bytes| {
            // Room for the longest key, so that a secret one is not left behind by a vector that
            // grew.
            let mut decoded = Zeroizing::new(Vec::with_capacity(KEY_TEXT_MAX_BYTES));
            decoded.extend(bytes);
            Ok(decoded)
        },
    )
}

/// X-Wing's combiner (draft-connolly-cfrg-xwing-kem, 5.3):
/// SHA3-256(ss_M ‖ ss_X ‖ ct_X ‖ pk_X ‖ `\.//^\`).
fn combine(ss_m: &[u8], ss_x: &[u8], ct_x: &PublicKey, pk_x: &PublicKey) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha3_256::new();
    Update::update(&mut hash, ss_m);
    Update::update(&mut hash, ss_x);
    Update::update(&mut hash, ct_x.as_bytes());
    Update::update(&mut hash, pk_x.as_bytes());
    Update::update(&mut hash, br"\.//^\");
    Zeroizing::new(hash.finalize().into())
}

/// HPKE's key schedule in base mode (RFC 9180, 5.1), cut down to one message: the key and the
/// nonce of sequence number 0.
fn hpke_base(kem_secret: &[u8; 32]) -> (ChaCha20Poly1305, Nonce) {
    let extract = |salt: &[u8], label: &[u8], ikm: &[u8]| {
        let labeled = Zeroizing::new([b"HPKE-v1", SUITE_ID.as_slice(), label, ikm].concat());
        Hkdf::<Sha256>::extract(Some(salt), &labeled)
    };
    let (psk_id_hash, _) = extract(b"", b"psk_id_hash", b"");
    let (info_hash, _) = extract(b"", b"info_hash", INFO);
    let context = [&[MODE_BASE], psk_id_hash.as_slice(), info_hash.as_slice()].concat();
    let (mut prk, secret) = extract(kem_secret, b"secret", b"");
    prk.as_mut_slice().zeroize();

    let expand = |label: &[u8], out: &mut [u8]| {
        let length = u16::try_from(out.len()).expect("a key or a nonce");
        let info = [
            &length.to_be_bytes(),
            b"HPKE-v1".as_slice(),
            SUITE_ID.as_slice(),
            label,
            &context,
        ]
        .concat();
        secret
            .expand(&info, out)
            .expect("shorter than 255 hash lengths");
    };
    let mut key = Zeroizing::new([0; 32]);
    let mut nonce = [0; 12];
    expand(b"key", key.as_mut_slice());
    expand(b"base_nonce", &mut nonce);
    (
        ChaCha20Poly1305::new(key.as_slice().into()),
        Nonce::from(nonce),
    )
}

const MODE_BASE: u8 = 0;
/// `"HPKE"`, then KEM X-Wing (0x647a), KDF HKDF-SHA-256 (1), AEAD ChaCha20-Poly1305 (3).
const SUITE_ID: [u8; 10] = *b"HPKE\x64\x7a\x00\x01\x00\x03";

#[cfg(test)]
mod tests;
