// A failed unwrap is a failed test.
#![allow(clippy::unwrap_used)]

use std::cell::Cell;

use age_core::format::{FileKey, Stanza, grease_the_joint};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use super::*;
use crate::id::Digest;

const MIB: u64 = 1024 * 1024;

fn class_of(bytes: u64) -> SizeClass {
    let class = SizeClass::for_plaintext(bytes - 4096 - 16 * bytes.div_ceil(65_536)).unwrap();
    assert_eq!(class.bytes(), bytes);
    class
}

fn identity() -> HybridIdentity {
    HybridIdentity::from_seed(&[1; 32])
}

fn seal(class: SizeClass, plaintext: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::new(identity().recipient(), class, Vec::new()).unwrap();
    sealer.write_all(plaintext).unwrap();
    sealer.finish().unwrap()
}

fn open_all(identities: &[HybridIdentity], sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let mut plaintext = Vec::new();
    open(identities, sealed)?.read_to_end(&mut plaintext)?;
    Ok(plaintext)
}

/// Every class has a payload for every header there can be, so that the retry is there for
/// future headers only.
#[test]
fn every_header_fits_every_class() {
    let classes = (1..=256)
        .map(|mebibytes| mebibytes * MIB)
        .chain([65_536, 262_144])
        .filter(|bytes| SizeClass::is_class(*bytes))
        .map(class_of);
    for class in classes.chain([SizeClass::reply()]) {
        for header in 1500..=LONGEST_HEADER_BYTES {
            let plaintext = class.plaintext_behind(header);
            assert!(plaintext.unwrap() >= class.room(), "{class:?} {header}");
        }
    }
}

/// Version line; our stanza; grease: `-> `, tag of 8 characters and `-grease`, 4 arguments of
/// 8, 132 characters of body on three lines; MAC line; nonce.
const LONGEST_HEADER_BYTES: u64 = 22
    + (3 + 14 + 1 + 1494 + 1)
    + (43 + 1)
    + (3 + 15 + 4 * 9 + 1)
    + (132 + 3)
    + MAC_LINE_BYTES as u64
    + 1
    + 16;

#[test]
fn headers_stay_below_the_allowance() {
    assert_eq!(LONGEST_HEADER_BYTES, 1833);
    let mut longest_body = 0;
    for _ in 0..2000 {
        let grease = grease_the_joint();
        assert!(grease.tag.len() <= 15 && grease.tag.ends_with("-grease"));
        assert!(grease.args.len() <= 4);
        assert!(grease.args.iter().all(|argument| argument.len() <= 8));
        longest_body = longest_body.max(grease.body.len());
    }
    assert!(longest_body <= 99);
    for _ in 0..50 {
        let sealer = Sealer::new(identity().recipient(), SizeClass::reply(), io::sink()).unwrap();
        let header = SizeClass::reply().bytes() - sealer.unwritten;
        assert!((1640..=LONGEST_HEADER_BYTES).contains(&header), "{header}");
    }
}

#[test]
fn exact_lengths_and_back() {
    for class in [
        SizeClass::reply(),
        class_of(65_536),
        class_of(262_144),
        class_of(MIB),
        class_of(8 * MIB),
    ] {
        let room = usize::try_from(class.room()).unwrap();
        for length in [0, 1, room.min(70_000), room] {
            let plaintext: Vec<u8> = (0..length).map(|at| (at % 255) as u8 + 1).collect();
            let sealed = seal(class, &plaintext);
            assert_eq!(sealed.len() as u64, class.bytes());
            assert!(is_age(&sealed));
            let opened = open_all(&[identity()], &sealed).unwrap();
            assert!(opened.len() as u64 >= class.room());
            assert_eq!(opened[..length], plaintext);
            assert!(opened[length..].iter().all(|byte| *byte == 0));
        }
    }
}

#[test]
fn too_much_is_refused_before_it_does_damage() {
    let mut sealer = Sealer::new(identity().recipient(), SizeClass::reply(), Vec::new()).unwrap();
    let room = usize::try_from(sealer.remaining()).unwrap();
    sealer.write_all(&vec![1; room - 10]).unwrap();
    assert_eq!(sealer.remaining(), 10);
    assert_eq!(
        sealer.write(&[2; 11]).unwrap_err().kind(),
        io::ErrorKind::FileTooLarge
    );
    assert_eq!(sealer.remaining(), 10);
    sealer.write_all(&[3; 10]).unwrap();
    assert!(sealer.write(&[4]).is_err());
    let sealed = sealer.finish().unwrap();
    assert_eq!(sealed.len() as u64, SizeClass::reply().bytes());
    let opened = open_all(&[identity()], &sealed).unwrap();
    assert_eq!(opened[room - 10..], [3; 10]);
    assert_eq!(opened.len(), room);
}

#[test]
fn memory_stays_flat() {
    struct Largest<'a>(&'a Cell<usize>);

    impl Write for Largest<'_> {
        fn write(&mut self, data: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get().max(data.len()));
            Ok(data.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let largest = Cell::new(0);
    let class = class_of(16 * MIB);
    let mut sealer = Sealer::new(identity().recipient(), class, Largest(&largest)).unwrap();
    sealer.write_all(&vec![9; 9_000_000]).unwrap();
    sealer.finish().unwrap();
    assert!(largest.get() <= 2 * 65_552, "{}", largest.get());
}

#[test]
fn the_right_key_among_several() {
    let others: Vec<_> = (2..6)
        .map(|seed| HybridIdentity::from_seed(&[seed; 32]))
        .collect();
    let sealed = seal(SizeClass::reply(), b"content");
    assert!(matches!(
        open(&others, sealed.as_slice()),
        Err(OpenError::NoMatchingKey)
    ));
    assert!(matches!(
        open(&[], sealed.as_slice()),
        Err(OpenError::NoMatchingKey)
    ));
    let all = [others, vec![identity()]].concat();
    assert!(open_all(&all, &sealed).unwrap().starts_with(b"content"));
}

#[test]
fn every_changed_byte_is_noticed() {
    let sealed = seal(SizeClass::reply(), b"content");
    let identities = [identity()];
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1 << (at % 8);
        let error = open_all(&identities, &changed).unwrap_err();
        assert!(!matches!(error, OpenError::Io(_)), "{at}: {error}");
    }
}

#[test]
fn every_shortened_file_is_noticed() {
    let sealed = seal(SizeClass::reply(), b"content");
    // Every length of the header, and some of the payload.
    for length in (0..2000).chain((2000..sealed.len()).step_by(61)) {
        let error = open_all(&[identity()], &sealed[..length]).unwrap_err();
        if length < MAGIC.len() {
            assert!(matches!(error, OpenError::NotAge | OpenError::Damaged));
        } else {
            assert!(matches!(error, OpenError::Damaged), "{length}: {error}");
        }
    }
    let longer = [sealed.as_slice(), b"x"].concat();
    assert!(matches!(
        open_all(&[identity()], &longer),
        Err(OpenError::Damaged)
    ));
    // At the border between two pieces.
    let sealed = seal(class_of(262_144), b"content");
    let header = sealed.len() - 3 * 65_552 - (sealed.len() - 1800) % 65_552;
    for length in header..header + 400 {
        for pieces in 1..3 {
            let cut = &sealed[..length + pieces * 65_552];
            assert!(matches!(
                open_all(&[identity()], cut),
                Err(OpenError::Damaged)
            ));
        }
    }
}

#[test]
fn damage_lasts() {
    let mut sealed = seal(class_of(262_144), b"content");
    sealed[100_000] ^= 1;
    let identities = [identity()];
    let mut reader = open(&identities, sealed.as_slice()).unwrap();
    let error = io::copy(&mut reader, &mut io::sink()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    for _ in 0..3 {
        assert!(reader.read(&mut [0; 10]).is_err());
    }
}

#[test]
fn what_is_not_age() {
    let error = |bytes: &[u8]| open_all(&[identity()], bytes).unwrap_err();
    for other in [
        &b""[..],
        b"a",
        b"PK\x03\x04",
        b"age-encryption.org",
        &[0; 100_000],
    ] {
        assert!(matches!(error(other), OpenError::NotAge));
        assert!(!is_age(other));
    }
    assert!(matches!(
        error(b"age-encryption.org/v2\n-> whatever"),
        OpenError::UnknownVersion { major: 2 }
    ));
    assert!(matches!(
        error(b"age-encryption.org/v14\n"),
        OpenError::UnknownVersion { major: 14 }
    ));
    assert!(matches!(
        error(b"age-encryption.org/v1\r\n"),
        OpenError::Damaged
    ));
}

#[test]
fn hostile_headers_are_cheap() {
    let error = |bytes: &[u8]| open_all(&[identity()], bytes).unwrap_err();
    let mac = format!("--- {}\n", "A".repeat(43));
    let many = format!("age-encryption.org/v1\n{}{mac}", "-> a\n\n".repeat(33));
    assert!(matches!(error(many.as_bytes()), OpenError::Damaged));
    let few = format!("age-encryption.org/v1\n{}{mac}", "-> a\n\n".repeat(32));
    assert!(matches!(
        error(&[few.as_bytes(), &[0; 16]].concat()),
        OpenError::NoMatchingKey
    ));
    let long = format!("age-encryption.org/v1\n-> {}\n\n{mac}", "a".repeat(70_000));
    assert!(matches!(error(long.as_bytes()), OpenError::Damaged));
    let endless = [MAGIC, &vec![b'A'; 1_000_000]].concat();
    assert!(matches!(error(&endless), OpenError::Damaged));
    let body = format!(
        "age-encryption.org/v1\n-> a\n{}\n{mac}",
        "A\n".repeat(30_000)
    );
    assert!(matches!(error(body.as_bytes()), OpenError::Damaged));

    // A MAC line that is too short must not send the parser into the payload.
    struct Counted<'a>(&'a [u8], &'a Cell<usize>);

    impl Read for Counted<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let got = self.0.read(out)?;
            self.1.set(self.1.get() + got);
            Ok(got)
        }
    }

    let file = [
        b"age-encryption.org/v1\n-> a\n\n--- short\n".as_slice(),
        &vec![b'x'; 1_000_000],
    ]
    .concat();
    let read = Cell::new(0);
    let reader = io::BufReader::with_capacity(64, Counted(&file, &read));
    assert!(matches!(
        open(&[identity()], reader),
        Err(OpenError::Damaged)
    ));
    assert!(read.get() < 1000, "{}", read.get());
}

#[test]
fn a_full_header_is_read_in_good_time() {
    let mut header = String::from_utf8(MAGIC.to_vec()).unwrap();
    for _ in 0..STANZAS_MAX {
        header.push_str("-> a\n");
        header.push_str(&format!("{}\n", "A".repeat(64)).repeat(30));
        header.push('\n');
    }
    header.push_str(&format!("--- {}\n", "A".repeat(43)));
    assert!(header.len() > 60_000 && header.len() <= HEADER_MAX_BYTES);
    let file = [header.as_bytes(), &[0; 100]].concat();
    let begin = std::time::Instant::now();
    assert!(matches!(
        open(&[identity()], file.as_slice()),
        Err(OpenError::NoMatchingKey)
    ));
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}

#[test]
fn errors_of_the_medium_stay_what_they_are() {
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::PermissionDenied))
        }
    }

    let sealed = seal(class_of(65_536), b"content");
    for length in [0, 10, 100, 2000, 40_000] {
        let input = io::BufReader::new(sealed[..length].chain(Broken));
        let result = open(&[identity()], input)
            .and_then(|mut reader| reader.read_to_end(&mut Vec::new()).map_err(OpenError::from));
        assert!(matches!(result, Err(OpenError::Io(_))), "{length}");
    }
}

#[test]
fn passphrases() {
    let passphrase = SecretString::from("correct horse");
    let sealed = seal_with_passphrase(&passphrase, b"secret", 10);
    assert_eq!(
        open_with_passphrase(&passphrase, &sealed)
            .unwrap()
            .as_slice(),
        b"secret"
    );
    assert!(matches!(
        open_with_passphrase(&SecretString::from("wrong horse"), &sealed),
        Err(OpenError::WrongPassphrase)
    ));
    // A factor of 1 would be no protection.
    let weak = seal_with_passphrase(&passphrase, b"secret", 1);
    let header = String::from_utf8_lossy(&weak[..100]).into_owned();
    assert!(header.lines().nth(1).unwrap().ends_with(" 10"), "{header}");
    // Nobody computes for hours because a file says so.
    let costly = String::from_utf8_lossy(&sealed[..100]).replacen(" 10\n", " 21\n", 1);
    let costly = [costly.as_bytes(), &sealed[100..]].concat();
    let sealed_hybrid = seal(SizeClass::reply(), b"content");
    assert!(matches!(
        open_with_passphrase(&passphrase, &sealed_hybrid),
        Err(OpenError::NoMatchingKey)
    ));
    assert!(matches!(
        open_all(&[identity()], &sealed),
        Err(OpenError::NoMatchingKey)
    ));
    assert!(matches!(
        open_with_passphrase(&passphrase, &costly),
        Err(OpenError::TooCostly)
    ));
    for length in 0..sealed.len() {
        assert!(open_with_passphrase(&passphrase, &sealed[..length]).is_err());
    }
}

#[test]
fn files_of_another_implementation() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/vectors/seal/hybrid.json")).unwrap();
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let identity: HybridIdentity = text("identity").parse().unwrap();
        let file = BASE64_STANDARD.decode(text("file")).unwrap();
        let plaintext = BASE64_STANDARD.decode(text("plaintext")).unwrap();
        assert_eq!(open_all(&[identity], &file).unwrap(), plaintext);
    }
}

/// Knows the file key beforehand: for vectors sealed to recipients that we do not have.
struct KnownKey([u8; 16]);

impl age::Identity for KnownKey {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        Some(Ok(FileKey::new(Box::new(self.0))))
    }
}

#[test]
fn cctv() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/vectors/seal/cctv.json")).unwrap();
    assert!(vectors.len() > 70);
    for vector in vectors {
        let name = vector["name"].as_str().unwrap();
        let texts = |key: &str| -> Vec<String> {
            vector[key]
                .as_array()
                .into_iter()
                .flatten()
                .map(|value| value.as_str().unwrap().to_owned())
                .collect()
        };
        let file = BASE64_STANDARD
            .decode(vector["file"].as_str().unwrap())
            .unwrap();
        let passphrases = texts("passphrases");
        let hybrid: Vec<HybridIdentity> = texts("identities")
            .iter()
            .filter_map(|text| text.parse().ok())
            .collect();
        let result = if !passphrases.is_empty() {
            passphrases
                .iter()
                .map(|text| open_with_passphrase(&SecretString::from(text.clone()), &file))
                .reduce(|first, second| first.or(second))
                .unwrap()
                .map(|plaintext| plaintext.to_vec())
        } else if !hybrid.is_empty() {
            open_all(&hybrid, &file)
        } else {
            let key = vector["file_key"]
                .as_str()
                .map(|text| hex::decode(text).unwrap());
            let key = KnownKey(key.unwrap_or(vec![0; 16]).try_into().unwrap());
            open_with([&key as &dyn age::Identity].into_iter(), file.as_slice()).and_then(
                |mut reader| {
                    let mut plaintext = Vec::new();
                    reader.read_to_end(&mut plaintext)?;
                    Ok(plaintext)
                },
            )
        };
        let expected = vector["expect"].as_str().unwrap();
        match (expected, &result) {
            ("success", Ok(plaintext)) => {
                assert_eq!(
                    Digest::of(plaintext).to_string(),
                    vector["payload"],
                    "{name}"
                );
            }
            ("no match", Err(OpenError::NoMatchingKey | OpenError::WrongPassphrase)) => {}
            ("HMAC failure" | "payload failure", Err(OpenError::Damaged)) => {}
            (
                "header failure",
                Err(
                    OpenError::Damaged
                    | OpenError::NotAge
                    | OpenError::TooCostly
                    | OpenError::UnknownVersion { .. },
                ),
            ) => {}
            // The fault is in a stanza for a classical recipient, which we pass over.
            ("header failure", Err(OpenError::NoMatchingKey)) if name == "hybrid_x25519_arg" => {}
            _ => panic!("{name}: expected {expected}, got {result:?}"),
        }
    }
}
