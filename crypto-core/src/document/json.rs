//! JSON with one meaning only.
//!
//! Two readers of one signed document must see the same thing. So a key that occurs twice, a
//! number that does not survive a JavaScript reader, and nesting that a reader might not survive
//! are refused instead of interpreted.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::DocumentError;

/// The largest integer that every JSON reader takes exactly: 2^53 − 1.
pub(crate) const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Arrays and objects inside each other.
const MAX_DEPTH: usize = 32;

/// Values of every kind in one document. The smallest object takes five bytes to send and some
/// hundreds to hold: 4 MiB of them would take a small device's memory before anything is verified.
const MAX_VALUES: usize = 100_000;

/// Reads one JSON value that fills `bytes`.
pub(crate) fn read_value(bytes: &[u8], limit_bytes: usize) -> Result<Value, DocumentError> {
    if bytes.len() > limit_bytes {
        return Err(DocumentError::TooLarge { limit_bytes });
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict {
        depth_left: MAX_DEPTH,
        values_left: &Cell::new(MAX_VALUES),
    }
    .deserialize(&mut reader)
    .map_err(|_| DocumentError::NotJson)?;
    reader.end().map_err(|_| DocumentError::NotJson)?;
    Ok(value)
}

/// Applies the same rules to a value that was not read from text.
pub(crate) fn check_value(value: &Value) -> Result<(), DocumentError> {
    fn check(value: &Value, depth_left: usize) -> bool {
        match value {
            Value::Null | Value::Bool(_) | Value::String(_) => true,
            Value::Number(number) => is_exact(number.as_u64(), number.as_i64()),
            Value::Array(items) => {
                depth_left > 0 && items.iter().all(|item| check(item, depth_left - 1))
            }
            Value::Object(record) => {
                depth_left > 0 && record.values().all(|item| check(item, depth_left - 1))
            }
        }
    }
    if check(value, MAX_DEPTH) {
        Ok(())
    } else {
        Err(DocumentError::NotJson)
    }
}

fn is_exact(unsigned: Option<u64>, signed: Option<i64>) -> bool {
    unsigned
        .or_else(|| signed.map(i64::unsigned_abs))
        .is_some_and(|n| n <= MAX_INTEGER)
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    depth_left: usize,
    values_left: &'a Cell<usize>,
}

impl Strict<'_> {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        self.depth_left
            .checked_sub(1)
            .map(|depth_left| Self { depth_left, ..self })
            .ok_or_else(|| E::custom("nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        match self.values_left.get().checked_sub(1) {
            Some(left) => self.values_left.set(left),
            None => return Err(de::Error::custom("too many values")),
        }
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Value, E> {
        if is_exact(Some(v), None) {
            Ok(v.into())
        } else {
            Err(E::custom("a number that is too large"))
        }
    }

    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Value, E> {
        if is_exact(None, Some(v)) {
            Ok(v.into())
        } else {
            Err(E::custom("a number that is too large"))
        }
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut record = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if record.insert(key, value).is_some() {
                return Err(de::Error::custom("a key occurs twice"));
            }
        }
        Ok(record.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, DocumentError> {
        read_value(text.as_bytes(), 100_000)
    }

    #[test]
    fn accepts() {
        for text in [
            "null",
            "{}",
            " [1, -1, true, \"\\u00e9\"] ",
            "9007199254740991",
            "-9007199254740991",
            r#"{"a":{"a":1}}"#,
        ] {
            let value = read(text).expect(text);
            assert_eq!(check_value(&value), Ok(()), "{text}");
        }
    }

    #[test]
    fn refuses() {
        for text in [
            "",
            "{} {}",
            "1.0",
            "1e2",
            "-0",
            "-0.0",
            "9007199254740992",
            "-9007199254740992",
            "99999999999999999999999",
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#""\ud800""#,
            "\u{feff}{}",
            "[1,]",
            "{'a':1}",
            "NaN",
        ] {
            assert_eq!(read(text), Err(DocumentError::NotJson), "{text}");
        }
        assert_eq!(read_value(b"\"\xff\"", 100), Err(DocumentError::NotJson));
    }

    #[test]
    fn bounds_values() {
        let many = |count: usize| format!("[{}0]", "{},".repeat(count - 2));
        let read = |text: String| read_value(text.as_bytes(), 4 << 20);
        assert!(read(many(MAX_VALUES)).is_ok());
        assert_eq!(read(many(MAX_VALUES + 1)), Err(DocumentError::NotJson));
    }

    #[test]
    fn bounds_depth() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(32)).is_ok());
        assert_eq!(read(&nested(33)), Err(DocumentError::NotJson));
        assert_eq!(read(&nested(40_000)), Err(DocumentError::NotJson));
        let deep = (0..33).fold(Value::Null, |inner, _| vec![inner].into());
        assert_eq!(check_value(&deep), Err(DocumentError::NotJson));
    }
}
