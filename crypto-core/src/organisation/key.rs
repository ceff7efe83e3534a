//! Which key a letter is sealed to.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Organisation;
use crate::document::{DocumentError, JsonExtension, malformed};
use crate::words::words;
use crate::{HybridRecipient, KeyId, Language, calendar};

/// How far a clock may be behind before a person is told.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_hours(24);

/// A key that letters of one period are sealed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IntakeKey {
    /// Follows from the key.
    pub id: KeyId,
    /// The public key.
    pub recipient: HybridRecipient,
    /// First day of the period.
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// The day after the last.
    #[serde(with = "calendar::day")]
    pub until: Date,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// The key that letters from outside any period are sealed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FallbackKey {
    /// Follows from the key.
    pub id: KeyId,
    /// The public key.
    pub recipient: HybridRecipient,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// The key that a letter is sealed to now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intake<'a> {
    /// Its id.
    pub id: KeyId,
    /// The public key.
    pub recipient: &'a HybridRecipient,
    /// Whether it is the fallback key: opening the letter will take longer.
    pub is_fallback: bool,
}

/// Why the organisation file may not be the newest. None of it keeps a letter from being sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Staleness {
    /// The clock shows a time before the file was issued.
    ClockBehind,
    /// A newer file should be there since this day.
    Expired {
        /// The day in UTC.
        since: Date,
    },
    /// No intake key is meant for this day: the fallback key is used.
    NoPeriod,
}

impl IntakeKey {
    /// Gives a key its period: from the day `from` until the day before `until`.
    pub fn new(recipient: HybridRecipient, from: Date, until: Date) -> Self {
        Self {
            id: recipient.key_id(),
            recipient,
            from,
            until,
            x: JsonExtension::new(),
        }
    }

    pub(super) fn validate(&self) -> Result<(), DocumentError> {
        if self.id != self.recipient.key_id() {
            return Err(malformed(format!(
                "intake key {}: not the key's id",
                self.id
            )));
        }
        if self.until <= self.from {
            return Err(malformed(format!(
                "intake key {}: an empty period",
                self.id
            )));
        }
        Ok(())
    }
}

impl FallbackKey {
    /// Takes a key as the fallback key.
    pub fn new(recipient: HybridRecipient) -> Self {
        Self {
            id: recipient.key_id(),
            recipient,
            x: JsonExtension::new(),
        }
    }

    pub(super) fn validate(&self) -> Result<(), DocumentError> {
        if self.id != self.recipient.key_id() {
            return Err(malformed("fallback key: not the key's id"));
        }
        Ok(())
    }
}

impl Organisation {
    /// Returns the key to seal a letter to.
    ///
    /// There always is one: a form that is years old still works.
    pub fn intake_key(&self, now: Timestamp) -> Intake<'_> {
        match self.period_key(self.effective_day(now)) {
            Some(key) => Intake {
                id: key.id,
                recipient: &key.recipient,
                is_fallback: false,
            },
            None => Intake {
                id: self.fallback_key.id,
                recipient: &self.fallback_key.recipient,
                is_fallback: true,
            },
        }
    }

    /// Returns the intake key of a day: the one that began last, if several are meant for it.
    pub fn period_key(&self, day: Date) -> Option<&IntakeKey> {
        self.intake_keys
            .iter()
            .filter(|key| (key.from..key.until).contains(&day))
            .max_by_key(|key| key.from)
    }

    /// Names what a person should be warned of before sealing with this file.
    pub fn staleness(&self, now: Timestamp) -> Vec<Staleness> {
        let mut reasons = Vec::new();
        if now
            .checked_add(CLOCK_SLACK)
            .is_ok_and(|latest| latest < self.issued)
        {
            reasons.push(Staleness::ClockBehind);
        }
        if now >= self.expires {
            reasons.push(Staleness::Expired {
                since: calendar::day_of(self.expires),
            });
        }
        if self.intake_key(now).is_fallback {
            reasons.push(Staleness::NoPeriod);
        }
        reasons
    }
}

impl Staleness {
    /// Returns the id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::ClockBehind => "stale-clock-behind",
            Self::Expired { .. } => "stale-expired",
            Self::NoPeriod => "stale-no-period",
        }
    }

    /// Says what it means for the person, in one or two sentences.
    pub fn text(self, language: Language) -> String {
        let since = match self {
            Self::Expired { since } => since.to_string(),
            Self::ClockBehind | Self::NoPeriod => String::new(),
        };
        words(language).format(self.message_id(), &[("day", since.into())])
    }
}

/// Reads and writes answer keys with the ids that follow from them.
pub(super) mod answer_keys {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::{AnswerKeyPublic, KeyId};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Record {
        id: KeyId,
        key: String,
    }

    pub(crate) fn serialize<S: Serializer>(
        keys: &[AnswerKeyPublic],
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.collect_seq(keys.iter().map(|key| Record {
            id: key.id(),
            key: STANDARD.encode(key.key()),
        }))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Vec<AnswerKeyPublic>, D::Error> {
        Vec::<Record>::deserialize(d)?
            .into_iter()
            .map(|record| {
                let bytes: [u8; 32] = STANDARD
                    .decode(&record.key)
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .ok_or_else(|| de::Error::custom("answer key: not 32 bytes in base64"))?;
                let key = AnswerKeyPublic::from_bytes(bytes);
                if key.id() == record.id {
                    Ok(key)
                } else {
                    Err(de::Error::custom("answer key: not the key's id"))
                }
            })
            .collect()
    }
}
