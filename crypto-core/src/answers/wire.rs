//! Answers as they travel: values whose meaning the form gives.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Answer, Contact, FuzzyDate, Money};
use crate::form::{Kind, Question};

/// A value in a letter's header whose meaning depends on the form.
#[derive(Clone, PartialEq, Eq)]
pub enum WireValue {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer from −2^64 to 2^64 − 1.
    Integer(i128),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An array.
    Array(Vec<Self>),
    /// A map with text keys.
    Map(BTreeMap<String, Self>),
}

impl fmt::Debug for WireValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WireValue(…)")
    }
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => s.serialize_unit(),
            Self::Bool(value) => s.serialize_bool(*value),
            Self::Integer(value) => match (u64::try_from(*value), i64::try_from(*value)) {
                (Ok(value), _) => s.serialize_u64(value),
                (_, Ok(value)) => s.serialize_i64(value),
                _ => s.serialize_i128(*value),
            },
            Self::Text(text) => s.serialize_str(text),
            Self::Bytes(bytes) => s.serialize_bytes(bytes),
            Self::Array(items) => s.collect_seq(items),
            Self::Map(entries) => s.collect_map(entries),
        }
    }
}

impl<'de> Deserialize<'de> for WireValue {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = WireValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value without fractions")
            }

            fn visit_unit<E>(self) -> Result<WireValue, E> {
                Ok(WireValue::Null)
            }

            fn visit_none<E>(self) -> Result<WireValue, E> {
                Ok(WireValue::Null)
            }

            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<WireValue, D::Error> {
                WireValue::deserialize(d)
            }

            fn visit_bool<E>(self, v: bool) -> Result<WireValue, E> {
                Ok(WireValue::Bool(v))
            }

            fn visit_u64<E>(self, v: u64) -> Result<WireValue, E> {
                Ok(WireValue::Integer(v.into()))
            }

            fn visit_i64<E>(self, v: i64) -> Result<WireValue, E> {
                Ok(WireValue::Integer(v.into()))
            }

            fn visit_i128<E>(self, v: i128) -> Result<WireValue, E> {
                Ok(WireValue::Integer(v))
            }

            fn visit_str<E>(self, v: &str) -> Result<WireValue, E> {
                Ok(WireValue::Text(v.to_owned()))
            }

            fn visit_string<E>(self, v: String) -> Result<WireValue, E> {
                Ok(WireValue::Text(v))
            }

            fn visit_bytes<E>(self, v: &[u8]) -> Result<WireValue, E> {
                Ok(WireValue::Bytes(v.to_vec()))
            }

            fn visit_byte_buf<E>(self, v: Vec<u8>) -> Result<WireValue, E> {
                Ok(WireValue::Bytes(v))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<WireValue, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(WireValue::Array(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WireValue, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, WireValue>()? {
                    if entries.insert(key, value).is_some() {
                        return Err(de::Error::custom("a key occurs twice"));
                    }
                }
                Ok(WireValue::Map(entries))
            }
        }

        d.deserialize_any(ValueVisitor)
    }
}

/// The answers of a letter or a draft, not yet read with its form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WireAnswers(BTreeMap<String, WireValue>);

impl WireAnswers {
    /// Returns the answer to a question.
    pub fn get(&self, question: &str) -> Option<&WireValue> {
        self.0.get(question)
    }

    /// Returns every answer, by question id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &WireValue)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// Returns whether there is no answer.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many questions have an answer.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<(String, WireValue)> for WireAnswers {
    fn from_iter<I: IntoIterator<Item = (String, WireValue)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl Answer {
    /// Writes the answer as it travels.
    pub fn to_wire(&self) -> WireValue {
        let texts =
            |ids: &[String]| WireValue::Array(ids.iter().cloned().map(WireValue::Text).collect());
        match self {
            Self::Text(text) | Self::Choice(text) | Self::Country(text) => {
                WireValue::Text(text.clone())
            }
            Self::Choices(ids) => texts(ids),
            Self::Bool(value) => WireValue::Bool(*value),
            Self::Date(date) => WireValue::Text(date.to_string()),
            Self::Money(money) => WireValue::Map(
                [("amount", &money.amount), ("currency", &money.currency)]
                    .map(|(key, text)| (key.to_owned(), WireValue::Text(text.clone())))
                    .into(),
            ),
            Self::Table(rows) => WireValue::Array(
                rows.iter()
                    .map(|row| {
                        WireValue::Map(
                            row.iter()
                                .map(|(column, cell)| (column.clone(), cell.to_wire()))
                                .collect(),
                        )
                    })
                    .collect(),
            ),
            Self::Contact(contact) => WireValue::Map(
                [
                    ("channel", Some(&contact.channel)),
                    ("handle", Some(&contact.handle)),
                    ("safe_hours", contact.safe_hours.as_ref()),
                    ("never", contact.never.as_ref()),
                ]
                .into_iter()
                .filter_map(|(key, text)| Some((key.to_owned(), WireValue::Text(text?.clone()))))
                .collect(),
            ),
            Self::Files(places) => WireValue::Array(
                places
                    .iter()
                    .map(|place| WireValue::Integer(i128::from(*place)))
                    .collect(),
            ),
            Self::Other(value) => value.clone(),
        }
    }

    /// Reads an answer with its question; nothing if the value cannot be an answer to it.
    ///
    /// Only the shape counts here: an option that does not exist is still a choice.
    pub fn from_wire(question: &Question, value: &WireValue) -> Option<Self> {
        let text = |value: &WireValue| match value {
            WireValue::Text(text) => Some(text.clone()),
            _ => None,
        };
        Some(match (question.kind, value) {
            (Kind::Text | Kind::LongText, value) => Self::Text(text(value)?),
            (Kind::OneOf, value) => Self::Choice(text(value)?),
            (Kind::Country, value) => Self::Country(text(value)?),
            (Kind::Date, WireValue::Text(text)) => Self::Date(text.parse::<FuzzyDate>().ok()?),
            (Kind::YesNo | Kind::Consent, WireValue::Bool(value)) => Self::Bool(*value),
            (Kind::SomeOf, WireValue::Array(ids)) => {
                Self::Choices(ids.iter().map(text).collect::<Option<_>>()?)
            }
            (Kind::Files, WireValue::Array(places)) => Self::Files(
                places
                    .iter()
                    .map(|place| match place {
                        WireValue::Integer(place) => u32::try_from(*place).ok(),
                        _ => None,
                    })
                    .collect::<Option<_>>()?,
            ),
            (Kind::Money, WireValue::Map(entries)) => {
                let mut entries = Texts::of(entries)?;
                let money = Money {
                    amount: entries.take("amount")?,
                    currency: entries.take("currency")?,
                };
                entries.finish()?;
                Self::Money(money)
            }
            (Kind::Contact, WireValue::Map(entries)) => {
                let mut entries = Texts::of(entries)?;
                let contact = Contact {
                    channel: entries.take("channel")?,
                    handle: entries.take("handle")?,
                    safe_hours: entries.take("safe_hours"),
                    never: entries.take("never"),
                };
                entries.finish()?;
                Self::Contact(contact)
            }
            (Kind::Table, WireValue::Array(rows)) => Self::Table(
                rows.iter()
                    .map(|row| Self::row_from_wire(question, row))
                    .collect::<Option<_>>()?,
            ),
            _ => return None,
        })
    }

    /// A cell that does not fit its column is kept as it came, like an answer.
    fn row_from_wire(question: &Question, row: &WireValue) -> Option<BTreeMap<String, Self>> {
        let WireValue::Map(cells) = row else {
            return None;
        };
        Some(
            cells
                .iter()
                .map(|(id, value)| {
                    let cell = question
                        .column(id)
                        .and_then(|column| Self::from_wire(column, value))
                        .unwrap_or_else(|| Self::Other(value.clone()));
                    (id.clone(), cell)
                })
                .collect(),
        )
    }
}

/// A map in which every value is text.
struct Texts<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Texts<'a> {
    fn of(entries: &'a BTreeMap<String, WireValue>) -> Option<Self> {
        entries
            .iter()
            .map(|(key, value)| match value {
                WireValue::Text(text) => Some((key.as_str(), text.as_str())),
                _ => None,
            })
            .collect::<Option<_>>()
            .map(Self)
    }

    fn take(&mut self, key: &str) -> Option<String> {
        self.0.remove(key).map(str::to_owned)
    }

    /// Refuses what was not taken: dropping it would hide it from the caseworker.
    fn finish(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}
