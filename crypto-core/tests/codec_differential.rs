//! Bounded CBOR against another decoder: what `scan` lets through means the same to `serde_cbor`
//! and to `ciborium`, and has one encoding; what it refuses never reaches a decoder.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use ciborium::Value;
use crypto_core::{Limits, from_bytes, scan, to_bytes};

/// SplitMix64: the same values in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    /// An integer whose length in bytes is as likely to be any as another, often at a border.
    fn integer(&mut self) -> u64 {
        let border = 1u64 << (8 * [0, 1, 2, 4, 7][self.below(5)]);
        match self.below(4) {
            0 => border.wrapping_sub(1),
            1 => border,
            2 => [
                23,
                24,
                255,
                256,
                65_535,
                65_536,
                u64::from(u32::MAX),
                1 << 32,
                u64::MAX,
            ][self.below(9)],
            _ => self.next() >> self.below(64),
        }
    }

    fn text(&mut self) -> String {
        let length = [0, 1, 3, 23, 24, 200, 300][self.below(7)];
        (0..length)
            .map(|_| ['a', 'Z', '\0', 'é', '字', '🕊', '\u{feff}'][self.below(7)])
            .collect()
    }

    fn value(&mut self, depth: usize) -> Value {
        let kinds = if depth == 0 { 6 } else { 8 };
        match self.below(kinds) {
            0 => Value::Integer(self.integer().into()),
            1 => Value::Integer((-1 - i128::from(self.integer())).try_into().unwrap()),
            2 => {
                let length = [0, 1, 23, 24, 255, 256][self.below(6)];
                Value::Bytes((0..length).map(|_| self.next() as u8).collect())
            }
            3 => Value::Text(self.text()),
            4 => Value::Bool(self.below(2) == 0),
            5 => Value::Null,
            6 => Value::Array((0..self.below(6)).map(|_| self.value(depth - 1)).collect()),
            _ => {
                let mut map: Vec<(Value, Value)> = Vec::new();
                for _ in 0..self.below(6) {
                    let key = if self.below(3) == 0 {
                        Value::Integer(self.integer().into())
                    } else {
                        Value::Text(self.text())
                    };
                    if map.iter().all(|(known, _)| *known != key) {
                        map.push((key, self.value(depth - 1)));
                    }
                }
                Value::Map(map)
            }
        }
    }

    /// Changes one to four places: a bit, a whole byte, something cut out, put in or doubled.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(9)).min(bytes.len());
            match self.below(5) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.next() as u8,
                2 => drop(bytes.drain(at..end)),
                3 => bytes.insert(at, self.next() as u8),
                _ => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
            }
        }
    }
}

/// Holds both decoders to one meaning; returns whether the bytes are in the allowed form.
fn compare(bytes: &[u8]) -> bool {
    if scan(bytes, Limits::HEADER).is_err() {
        assert!(
            from_bytes::<Value>(bytes, Limits::HEADER).is_err(),
            "{bytes:02x?} is decoded although it is not in the allowed form"
        );
        return false;
    }
    let theirs: Value = ciborium::from_reader(bytes).unwrap();
    let ours: Value = from_bytes(bytes, Limits::HEADER).unwrap();
    assert_eq!(ours, theirs, "{bytes:02x?}");
    let mut again = Vec::new();
    ciborium::into_writer(&theirs, &mut again).unwrap();
    assert_eq!(again, bytes, "written by ciborium");
    assert_eq!(to_bytes(&ours).unwrap(), bytes, "written by serde_cbor");
    true
}

#[test]
fn random_values_mean_the_same_to_both() {
    let mut dice = Dice(0x5ea1);
    for _ in 0..30_000 {
        let value = dice.value(4);
        let mut bytes = Vec::new();
        ciborium::into_writer(&value, &mut bytes).unwrap();
        assert!(compare(&bytes), "{value:?}");
        assert_eq!(from_bytes::<Value>(&bytes, Limits::HEADER).unwrap(), value);
    }
}

#[test]
fn damaged_bytes_mean_the_same_to_both_or_nothing() {
    let mut dice = Dice(0xda3a6e);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..200_000 {
        let mut bytes = Vec::new();
        ciborium::into_writer(&dice.value(3), &mut bytes).unwrap();
        dice.damage(&mut bytes);
        *if compare(&bytes) {
            &mut taken
        } else {
            &mut refused
        } += 1;
    }
    // Both happen often, or the damage tests nothing.
    assert!(taken > 10_000 && refused > 50_000, "{taken} {refused}");
}

#[test]
fn short_inputs_mean_the_same_to_both_or_nothing() {
    // All there are of up to three bytes.
    for first in 0..=u8::MAX {
        compare(&[first]);
        for second in 0..=u8::MAX {
            compare(&[first, second]);
            for third in 0..=u8::MAX {
                compare(&[first, second, third]);
            }
        }
    }
}
