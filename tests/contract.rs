//! The relay shares no code with the letter; both must still mean the same. Everything that
//! `docs/protocol.md` states once and the code states twice is compared here.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use crypto_core as letter;
use jiff::Timestamp;
use rand_core::OsRng;

fn hour() -> Timestamp {
    letter::parse_time("2026-11-23T14:00:00Z").unwrap()
}

#[test]
fn size_classes() {
    let interesting = (0..=80u64)
        .map(|power| power * (1 << 20))
        .chain([0, 1, 8_192, 65_535, 65_536, 65_537, 131_072, 262_144])
        .chain([256 << 20, (256 << 20) + 1, 260 << 20, 1 << 40, u64::MAX]);
    for bytes in interesting {
        assert_eq!(
            relay::is_letter_class(bytes),
            letter::SizeClass::is_class(bytes),
            "{bytes}"
        );
    }
    assert_eq!(relay::LARGEST_LETTER_BYTES, letter::LARGEST_SEALED_BYTES);
    assert_eq!(relay::REPLY_BYTES, letter::REPLY_BYTES as u64);
    assert_eq!(relay::REPLY_BYTES, letter::SizeClass::reply().bytes());
    assert!(letter::is_age(relay::AGE_MAGIC));
}

#[test]
fn fingerprints() {
    for _ in 0..20 {
        let key = letter::SigningKey::generate(&mut OsRng).public();
        let ours = letter::Fingerprint::of(&key);
        let theirs = relay::Fingerprint::of_bytes(key.as_bytes());
        assert_eq!(ours.numbers().join(" "), theirs.numbers());
        // What an operator reads off the courier, and a caseworker off the desk.
        let words = ours.words(letter::WordList::English).join(" ");
        assert_eq!(words, theirs.to_string());
    }
}

#[test]
fn setup_cards() {
    let token = |byte: u8| relay::Token::from_random(&[byte; 32]);
    let mut card = relay::RelayCard::new(
        relay::Id16::from_bytes([3; 16]),
        "north".into(),
        token(1),
        token(2),
    );
    card.https = Some("https://relay.example:8443".into());
    card.set_certificate_der(&[48, 0]);
    let read = letter::RelayCard::parse(card.to_json().as_bytes()).unwrap();
    assert_eq!(read.relay.as_bytes(), &[3; 16]);
    assert_eq!(read.https, card.https);
    assert_eq!(read.certificate.as_deref(), Some(&[48, 0][..]));
    assert_eq!(read.pull_token.expose(), token(1).expose());
    let back = relay::RelayCard::from_json(&read.to_json_bytes()).unwrap();
    assert_eq!(back.to_json(), card.to_json());
}

/// What the desk signs, the relay must accept, and read the same facts from.
#[test]
fn signed_documents() {
    let desk = letter::SigningKey::generate(&mut OsRng);
    let key = desk
        .public()
        .to_string()
        .parse::<relay::PublicKey>()
        .unwrap();
    let organisation = letter::OrganisationId::random(&mut OsRng);

    let receipt = letter::Receipt::generate(&mut OsRng);
    let slot = receipt.public().slot(5, 0);
    let reply = letter::decoy_reply(&mut OsRng).unwrap();
    let composed = letter::Edition::compose(
        &mut OsRng,
        organisation,
        7,
        5,
        hour(),
        vec![(slot, reply)],
        Vec::new(),
    )
    .unwrap();
    let (edition, chunks) = (composed.edition, composed.chunks);
    let envelope = edition.sign(&desk).envelope();
    let at_relay = relay::Envelope::from_json(&envelope.to_json_bytes()).unwrap();
    at_relay.verify(&key).unwrap();
    let read = relay::Edition::read(at_relay.document.as_bytes()).unwrap();
    assert_eq!((read.number, read.lane), (7, 5));
    assert_eq!(read.slots.len(), edition.slots().len());
    assert_eq!(read.chunks.len(), chunks.len());
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk.len() as u64 == relay::CHUNK_BYTES)
    );
    for (ours, theirs) in edition.chunks().iter().zip(&read.chunks) {
        assert_eq!(ours.to_string(), theirs.to_string());
    }

    let acknowledgement = letter::Acknowledgement {
        organisation,
        number: 2,
        lane: 5,
        relays: vec![letter::RelayId::random(&mut OsRng)],
        letters: vec![
            letter::AcknowledgedLetter {
                sha256: letter::Digest::of(b"a"),
                reason: letter::Reason::Imported,
            },
            letter::AcknowledgedLetter {
                sha256: letter::Digest::of(b"b"),
                reason: letter::Reason::SetAside,
            },
        ],
        x: letter::JsonExtension::default(),
    };
    let signed = acknowledgement.sign(&desk).unwrap();
    key.verify(&signed.bytes, &signed.minisig).unwrap();
    let read = relay::Acknowledgement::read(&signed.bytes).unwrap();
    assert_eq!(read.number, 2);
    assert_eq!(read.letters[0].reason, relay::Reason::Imported);
    assert_eq!(read.letters[1].reason, relay::Reason::SetAside);
    assert_eq!(
        read.letters[1].sha256.to_string(),
        acknowledgement.letters[1].sha256.to_string()
    );

    let note = letter::ParcelNote {
        organisation,
        number: 3,
        lane: 5,
        sha256: letter::Digest::of(b"parcel"),
        length: 65_536,
        expires: letter::parse_day("2027-02-21").unwrap(),
        x: letter::JsonExtension::default(),
    };
    let signed = note.sign(&desk).unwrap();
    key.verify(&signed.bytes, &signed.minisig).unwrap();
    let read = relay::ParcelNote::read(&signed.bytes).unwrap();
    assert_eq!(read.sha256.to_string(), note.sha256.to_string());
    assert_eq!(read.length, 65_536);

    let other = letter::SigningKey::generate(&mut OsRng);
    let forged = edition.sign(&other).envelope();
    let at_relay = relay::Envelope::from_json(&forged.to_json_bytes()).unwrap();
    assert!(at_relay.verify(&key).is_err());
}
