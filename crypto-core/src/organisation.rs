//! The organisation file: what clients trust (protocol 9.1).

mod key;
mod lack;
mod pin;
mod programme;
mod relay;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{self, DocumentError, DocumentType, JsonExtension, Signed, malformed};
use crate::{
    AnswerKeyPublic, Digest, KeyId, LocalText, OrganisationId, RelayId, SigningKey, VerifyingKey,
    calendar,
};

pub use key::{FallbackKey, Intake, IntakeKey, Staleness};
pub use lack::{Lack, LackKind};
pub use pin::{Pin, PinError};
pub use programme::{Programme, ProgrammeState};
pub use relay::Relay;
pub(crate) use relay::{check_url, der};

const MAX_BYTES: usize = 4 << 20;
/// Lanes 0 to 15.
const MAX_LANE: u8 = 15;
const MAX_KEYS: usize = 400;
const MAX_PROGRAMMES: usize = 50;
const MAX_RELAYS: usize = 32;

/// Names, keys, programmes and forms of an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Who it is, for as long as it exists.
    #[serde(rename = "organisation")]
    pub id: OrganisationId,
    /// Rises with every publication.
    pub number: u64,
    /// What people call it.
    pub name: String,
    /// Signed this file.
    pub root: VerifyingKey,
    /// SHA-256 of the 32 bytes of the key that may sign after this one.
    #[serde(default)]
    pub next_root: Option<Digest>,
    /// When it was signed.
    #[serde(with = "calendar::time")]
    pub issued: Timestamp,
    /// When a newer one should be at hand.
    #[serde(with = "calendar::time")]
    pub expires: Timestamp,
    /// Letters are sealed to one of these.
    pub intake_keys: Vec<IntakeKey>,
    /// Letters from outside any period are sealed to this one.
    pub fallback_key: FallbackKey,
    /// Keys for proofs, newest first.
    #[serde(with = "key::answer_keys")]
    pub answer_keys: Vec<AnswerKeyPublic>,
    /// Who may sign editions and acknowledgements.
    pub desks: Vec<Desk>,
    /// Where letters go and replies come from.
    pub relays: Vec<Relay>,
    /// Whom to turn to when no answer came.
    pub fallback_contact: LocalText,
    /// What can be asked for.
    pub programmes: Vec<Programme>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// One laptop of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Its number, 0 to 15.
    pub lane: u8,
    /// Signs its editions and acknowledgements.
    pub key: VerifyingKey,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

impl Organisation {
    /// Reads an organisation file without looking at its signature.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value = document::open(bytes, DocumentType::Organisation, MAX_BYTES)?;
        // Nothing in this file is secret, and its publisher needs to know what is wrong.
        let organisation: Self =
            serde_json::from_value(value).map_err(|error| malformed(error.to_string()))?;
        organisation.validate()?;
        Ok(organisation)
    }

    /// Reads an organisation file and checks its signature by the root it names itself.
    ///
    /// That proves only that it is whole: whether it is the right organisation's is for a
    /// [`Pin`], or a person who compares fingerprints, to say.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`].
    pub fn verify(bytes: &[u8], minisig: &str) -> Result<Self, DocumentError> {
        let organisation = Self::parse(bytes)?;
        document::verify(bytes, minisig, &organisation.root)?;
        Ok(organisation)
    }

    /// Writes the file.
    pub fn to_json_bytes(&self) -> Vec<u8> {
        document::write(DocumentType::Organisation, self)
    }

    /// Signs the file.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if a reader would refuse it, if a text is missing in one of
    /// the languages, or if `root` is not its root.
    pub fn sign(&self, root: &SigningKey) -> Result<Signed, DocumentError> {
        self.validate()?;
        if root.public() != self.root {
            return Err(malformed("root is another key than the one that signs"));
        }
        if let Some(place) = self.missing_texts().into_iter().next() {
            return Err(malformed(format!("a text is missing: {place}")));
        }
        let signed = document::sign(
            DocumentType::Organisation,
            self.id,
            self.number,
            self.to_json_bytes(),
            root,
        );
        if signed.bytes.len() > MAX_BYTES {
            return Err(DocumentError::TooLarge {
                limit_bytes: MAX_BYTES,
            });
        }
        // Extensions and forms can break limits that no field of ours does.
        Self::parse(&signed.bytes)?;
        Ok(signed)
    }

    /// Returns the later of the clock and the time of issue: a clock that is behind does not
    /// make keys of the past come back.
    ///
    /// Whoever has seen a later signed hour, such as an edition's, does well to pass that.
    pub fn effective_time(&self, now: Timestamp) -> Timestamp {
        now.max(self.issued)
    }

    /// Returns the day of [`Organisation::effective_time`] in UTC.
    pub fn effective_day(&self, now: Timestamp) -> Date {
        calendar::day_of(self.effective_time(now))
    }

    /// Returns the newest answer key: the one to make proofs with.
    pub fn answer_key(&self) -> &AnswerKeyPublic {
        self.answer_keys
            .first()
            .expect("validation refuses a file without answer keys")
    }

    /// Finds an answer key.
    pub fn answer_key_by_id(&self, id: &KeyId) -> Option<&AnswerKeyPublic> {
        self.answer_keys.iter().find(|key| key.id() == *id)
    }

    /// Finds the key of the desk in a lane.
    pub fn desk(&self, lane: u8) -> Option<&VerifyingKey> {
        self.desks
            .iter()
            .find(|desk| desk.lane == lane)
            .map(|desk| &desk.key)
    }

    /// Finds a relay.
    pub fn relay(&self, id: &RelayId) -> Option<&Relay> {
        self.relays.iter().find(|relay| relay.id == *id)
    }

    /// Finds a programme.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// Finds the programme whose form has this hash.
    pub fn programme_by_form(&self, form: &Digest) -> Option<&Programme> {
        self.programmes
            .iter()
            .find(|programme| programme.form.hash() == *form)
    }

    fn validate(&self) -> Result<(), DocumentError> {
        document::check_number(self.number)?;
        if self.name.trim().is_empty() || self.name.len() > 200 {
            return Err(malformed("name is empty or longer than 200 bytes"));
        }
        if self.issued.subsec_nanosecond() != 0 || self.expires.subsec_nanosecond() != 0 {
            return Err(malformed("a time with parts of a second"));
        }
        if self.expires <= self.issued {
            return Err(malformed("expires before it is issued"));
        }
        for (name, length, most) in [
            ("intake_keys", self.intake_keys.len(), MAX_KEYS),
            ("answer_keys", self.answer_keys.len(), MAX_KEYS),
            ("relays", self.relays.len(), MAX_RELAYS),
            ("programmes", self.programmes.len(), MAX_PROGRAMMES),
        ] {
            if length > most {
                return Err(malformed(format!("more than {most} entries in {name}")));
            }
        }
        if self.answer_keys.is_empty() {
            return Err(malformed("answer_keys is empty"));
        }
        for key in &self.intake_keys {
            key.validate()?;
        }
        self.fallback_key.validate()?;
        if self.desks.iter().any(|desk| desk.lane > MAX_LANE) {
            return Err(malformed("a lane above 15"));
        }
        for relay in &self.relays {
            relay.validate()?;
        }
        for programme in &self.programmes {
            programme.validate()?;
        }
        if has_twice(self.desks.iter().map(|desk| desk.lane))
            || has_twice(self.relays.iter().map(|relay| relay.id))
            || has_twice(self.programmes.iter().map(|programme| &programme.id))
            || has_twice(self.answer_keys.iter().map(AnswerKeyPublic::id))
            || has_twice(self.intake_keys.iter().map(|key| key.id))
        {
            return Err(malformed(
                "a lane, relay, programme, answer key or intake key occurs twice",
            ));
        }
        if self
            .intake_keys
            .iter()
            .any(|key| key.id == self.fallback_key.id)
        {
            return Err(malformed("the fallback key is also an intake key"));
        }
        Ok(())
    }
}

fn has_twice<T: Ord>(items: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    !items.into_iter().all(|item| seen.insert(item))
}
