//! Signed documents, by the vectors that every implementation shares, and by random damage.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;

use crypto_core::{
    Acknowledgement, DocumentError, Edition, Envelope, Form, Organisation, ParcelNote, Pin,
    PinError, PublicRelease, Receipt, RelayCard, VerifyingKey, parse_time,
};
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors")
        .join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn list<'a>(file: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let list = file[name].as_array().unwrap();
    assert!(!list.is_empty());
    list.iter().map(|vector| (text(vector, "what"), vector))
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap()
}

fn envelope(vector: &Value) -> Envelope {
    Envelope {
        document: text(vector, "document").to_owned(),
        signature: text(vector, "signature").to_owned(),
    }
}

/// The first accepted document with one thing changed.
fn edited(file: &Value, accepted: &str, vector: &Value) -> Envelope {
    let [from, to] = [0, 1].map(|at| vector["replace"][at].as_str().unwrap());
    let document = file[accepted][0]["document"].as_str().unwrap();
    assert!(document.contains(from));
    Envelope {
        document: document.replacen(from, to, 1),
        signature: text(vector, "signature").to_owned(),
    }
}

/// The name of the variant.
fn name(error: &DocumentError) -> String {
    let debug = format!("{error:?}");
    debug.split([' ', '{']).next().unwrap().to_owned()
}

fn organisation() -> Organisation {
    let file = vectors("organisation.json");
    let Envelope {
        document,
        signature,
    } = envelope(&file["accept"][0]);
    Organisation::verify(document.as_bytes(), &signature).unwrap()
}

#[test]
fn organisations() {
    let file = vectors("organisation.json");
    for (what, vector) in list(&file, "accept") {
        let Envelope {
            document,
            signature,
        } = envelope(vector);
        let organisation = Organisation::verify(document.as_bytes(), &signature)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        let written = organisation.to_json_bytes();
        let again = Organisation::parse(&written).unwrap();
        assert_eq!(again, organisation, "{what}");
        for (programme, again) in organisation.programmes.iter().zip(&again.programmes) {
            assert_eq!(programme.form.hash(), again.form.hash(), "{what}");
            assert_eq!(
                organisation.programme_by_form(&again.form.hash()),
                Some(programme)
            );
        }
        if what == "the first" {
            let written: Value = serde_json::from_slice(&written).unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            assert_eq!(written, document, "written as the vectors are");
        }
    }
    for (what, vector) in list(&file, "reject") {
        let Envelope {
            document,
            signature,
        } = edited(&file, "accept", vector);
        let error = Organisation::verify(document.as_bytes(), &signature).expect_err(what);
        assert_eq!(name(&error), text(vector, "expect"), "{what}: {error}");
    }
}

#[test]
fn intake_keys() {
    let organisation = organisation();
    for (what, vector) in list(&vectors("organisation.json"), "intake") {
        let now = parse_time(text(vector, "now")).unwrap();
        let intake = organisation.intake_key(now);
        assert_eq!(intake.id.to_string(), text(vector, "id"), "{what}");
        assert_eq!(intake.id, intake.recipient.key_id(), "{what}");
        assert_eq!(
            Value::from(intake.is_fallback),
            vector["fallback"],
            "{what}"
        );
        let stale: Value = organisation
            .staleness(now)
            .iter()
            .map(|reason| Value::from(reason.message_id()))
            .collect();
        assert_eq!(stale, vector["stale"], "{what}");
    }
}

#[test]
fn pins() {
    let file = vectors("organisation.json");
    let offered = |vector: &Value, name: &str| {
        envelope(&file["accept"][usize::try_from(vector[name].as_u64().unwrap()).unwrap()])
    };
    for (what, vector) in list(&file, "pins") {
        let pinned = offered(vector, "pinned");
        let (_, pin) = Pin::first(pinned.document.as_bytes(), &pinned.signature).unwrap();
        let stored: Pin = serde_json::from_slice(&serde_json::to_vec(&pin).unwrap()).unwrap();
        assert_eq!(stored, pin, "{what}");
        let offered = offered(vector, "offered");
        let result = match stored.accept(offered.document.as_bytes(), &offered.signature) {
            Ok((organisation, newer)) => {
                assert_eq!(newer.number, organisation.number);
                assert_eq!(newer.root, organisation.root);
                "accepted"
            }
            Err(PinError::Rollback { .. }) => "Rollback",
            Err(PinError::SameNumber { .. }) => "SameNumber",
            Err(PinError::OtherRoot) => "OtherRoot",
            Err(PinError::OtherOrganisation) => "OtherOrganisation",
            Err(error) => panic!("{what}: {error}"),
        };
        assert_eq!(result, text(vector, "expect"), "{what}");
    }
}

#[test]
fn releases() {
    let file = vectors("release.json");
    let root: VerifyingKey = text(&file, "root").parse().unwrap();
    let read = |envelope: &Envelope| {
        PublicRelease::verify(envelope.document.as_bytes(), &envelope.signature, &root)
    };
    for (what, vector) in list(&file, "accept") {
        let release = read(&envelope(vector)).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(release.file("organisation.json").is_some(), "{what}");
    }
    for (what, vector) in list(&file, "reject") {
        let error = read(&edited(&file, "accept", vector)).expect_err(what);
        assert_eq!(name(&error), text(vector, "expect"), "{what}: {error}");
    }
}

#[test]
fn editions() {
    let file = vectors("edition.json");
    let organisation = organisation();
    let receipt = Receipt::parse(text(&file, "receipt")).unwrap().public();
    for (what, vector) in list(&file, "accept") {
        let edition = Edition::verify(&envelope(vector), &organisation)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(edition.id().to_string(), text(vector, "id"), "{what}");
        let found: Value = edition
            .find(&receipt)
            .iter()
            .map(|found| Value::from(vec![found.n as usize, found.chunk, found.index]))
            .collect();
        assert_eq!(found, vector["find"], "{what}");
        assert_eq!(
            Value::from(edition.decoy_chunk(&receipt)),
            vector["decoy_chunk"],
            "{what}"
        );
    }
    for (what, vector) in list(&file, "reject") {
        let error =
            Edition::verify(&edited(&file, "accept", vector), &organisation).expect_err(what);
        assert_eq!(name(&error), text(vector, "expect"), "{what}: {error}");
    }
}

#[test]
fn acknowledgements() {
    let file = vectors("acknowledgement.json");
    let organisation = organisation();
    for (what, vector) in list(&file, "accept") {
        let Envelope {
            document,
            signature,
        } = envelope(vector);
        Acknowledgement::verify(document.as_bytes(), &signature, &organisation)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
    }
    for (what, vector) in list(&file, "reject") {
        let Envelope {
            document,
            signature,
        } = edited(&file, "accept", vector);
        let error = Acknowledgement::verify(document.as_bytes(), &signature, &organisation)
            .expect_err(what);
        assert_eq!(name(&error), text(vector, "expect"), "{what}: {error}");
    }
    for (what, vector) in list(&file, "accept_parcel") {
        let Envelope {
            document,
            signature,
        } = envelope(vector);
        ParcelNote::verify(document.as_bytes(), &signature, &organisation)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
    }
    for (what, vector) in list(&file, "reject_parcel") {
        let Envelope {
            document,
            signature,
        } = edited(&file, "accept_parcel", vector);
        let error =
            ParcelNote::verify(document.as_bytes(), &signature, &organisation).expect_err(what);
        assert_eq!(name(&error), text(vector, "expect"), "{what}: {error}");
    }
}

/// SplitMix64: the same damage in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }

    /// Changes a few bytes: one flipped, some cut, some doubled, some replaced by what means
    /// something in JSON.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len().max(1));
            let end = (at + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
                3 if at < bytes.len() => bytes[at] = b"\"{}[]:,\\09-eu\xff"[self.below(14)],
                _ => bytes.truncate(bytes.len() - self.below(20).min(bytes.len())),
            }
        }
    }
}

/// No reader of hostile bytes panics, and what it takes it can write and take again.
#[test]
fn damage_is_refused_or_understood() {
    let mut dice = Dice(7);
    let mut documents: Vec<Vec<u8>> = Vec::new();
    for (name, accepted) in [
        ("organisation.json", "accept"),
        ("release.json", "accept"),
        ("edition.json", "accept"),
        ("acknowledgement.json", "accept"),
        ("acknowledgement.json", "accept_parcel"),
    ] {
        for (_, vector) in list(&vectors(name), accepted) {
            documents.push(text(vector, "document").as_bytes().to_vec());
        }
    }
    for (_, vector) in list(&vectors("form.json"), "accept") {
        documents.push(vector["form"].to_string().into_bytes());
    }
    let mut taken = 0;
    for round in 0..6_000 {
        let mut bytes = documents[round % documents.len()].clone();
        dice.damage(&mut bytes);
        if let Ok(organisation) = Organisation::parse(&bytes) {
            taken += 1;
            assert_eq!(
                Organisation::parse(&organisation.to_json_bytes()),
                Ok(organisation)
            );
        }
        let _ = PublicRelease::parse(&bytes);
        let _ = Edition::parse(&bytes);
        let _ = Acknowledgement::parse(&bytes);
        let _ = ParcelNote::parse(&bytes);
        let _ = RelayCard::parse(&bytes);
        let _ = Envelope::parse(&bytes);
        if let Ok(value) = serde_json::from_slice::<Value>(&bytes)
            && let Ok(form) = Form::from_json(&value)
        {
            taken += 1;
            assert_eq!(Form::from_json(form.to_json()).unwrap().hash(), form.hash());
            let _ = form.missing_texts(&crypto_core::Language::ALL);
        }
    }
    assert!(
        taken > 50,
        "only {taken}: the damage is too great to test anything"
    );
}
