//! The whole age testkit of C2SP's CCTV through the opening that our programs use.
//!
//! What each vector gives is held by `vectors/seal/testkit.json`, line by line: one that begins
//! to pass or to fail is a change that somebody must look at. Where a vector asks for something
//! that Sealpost refuses on purpose, the line names the refusal and its cause.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use age::Recipient as _;
use age_core::format::FileKey;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use crypto_core::{Digest, DigestWriter, HybridIdentity, KeyError, OpenError};
use e2e::Program;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use secrecy::SecretString;
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::TempDir;

/// Vectors in npm `cctv-age` 0.2.0.
const COUNT: usize = 143;

struct Testkit {
    folder: TempDir,
    index: Vec<Value>,
}

impl Testkit {
    fn unpack() -> Self {
        let node = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
        assert!(
            node.join("node_modules/cctv-age").exists(),
            "run `cargo xtask setup` first"
        );
        let folder = tempfile::tempdir().unwrap();
        Program::system("node", folder.path())
            .arg(node.join("testkit.mjs"))
            .arg(folder.path())
            .run()
            .ok();
        let index = fs::read(folder.path().join("index.json")).unwrap();
        let index: Vec<Value> = serde_json::from_slice(&index).unwrap();
        assert_eq!(index.len(), COUNT, "the npm package is another one");
        Self { folder, index }
    }

    fn file(&self, vector: &Value) -> PathBuf {
        let name = vector["name"].as_str().unwrap();
        self.folder.path().join(format!("{name}.age"))
    }
}

fn texts<'a>(vector: &'a Value, key: &str) -> Vec<&'a str> {
    let list = vector[key].as_array().unwrap();
    list.iter().map(|text| text.as_str().unwrap()).collect()
}

/// What came out: the SHA-256 of the content, or the name of the refusal.
type Outcome = Result<String, &'static str>;

fn refusal(error: &OpenError) -> &'static str {
    match error {
        OpenError::Damaged => "damaged",
        OpenError::NoMatchingKey => "no-matching-key",
        OpenError::NotAge => "not-age",
        OpenError::TooCostly => "too-costly",
        OpenError::UnknownVersion { .. } => "unknown-version",
        OpenError::WrongPassphrase => "wrong-passphrase",
        _ => "another",
    }
}

fn open_file(identities: &[HybridIdentity], mut file: impl Read) -> Outcome {
    let mut attempt = || -> Result<String, OpenError> {
        let mut reader = crypto_core::open(identities, BufReader::new(&mut file))?;
        let mut content = DigestWriter::new(std::io::sink());
        std::io::copy(&mut reader, &mut content)?;
        Ok(content.finish().1.to_string())
    };
    attempt().map_err(|error| refusal(&error))
}

/// Opens a vector with everything that it names and that our programs take.
fn open_vector(testkit: &Testkit, vector: &Value) -> Outcome {
    let bytes = fs::read(testkit.file(vector)).unwrap();
    let passphrases = texts(vector, "passphrases");
    let mut identities = Vec::new();
    for text in texts(vector, "identities") {
        match text.parse::<HybridIdentity>() {
            Ok(identity) => identities.push(identity),
            // A classical key is refused for what it is, before any file is looked at.
            Err(error) => assert_eq!(error, KeyError::WrongKind),
        }
    }
    if passphrases.is_empty() {
        if identities.is_empty() {
            // As a desk does: with keys of its own, none of which is meant.
            identities.push(HybridIdentity::from_seed(&[1; 32]));
        }
        return open_file(&identities, &bytes[..]);
    }
    let mut outcome = Err("another");
    for text in passphrases {
        let passphrase = SecretString::from(text.to_owned());
        outcome = crypto_core::open_with_passphrase(&passphrase, &bytes)
            .map(|content| Digest::of(&content).to_string())
            .map_err(|error| refusal(&error));
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

/// Whether the outcome is what the testkit asks for.
fn is_expected(vector: &Value, outcome: &Outcome) -> bool {
    match (vector["expect"].as_str().unwrap(), outcome) {
        ("success", Ok(digest)) => vector["payload"] == digest.as_str(),
        ("no match", Err(why)) => ["no-matching-key", "wrong-passphrase"].contains(why),
        ("header failure", Err(why)) => {
            ["damaged", "not-age", "too-costly", "unknown-version"].contains(why)
        }
        ("HMAC failure" | "payload failure", Err(why)) => *why == "damaged",
        _ => false,
    }
}

/// Why an outcome is not the testkit's.
fn cause(vector: &Value) -> &'static str {
    let name = vector["name"].as_str().unwrap();
    let classical = texts(vector, "identities")
        .iter()
        .all(|text| text.parse::<HybridIdentity>().is_err());
    if vector["armored"] == true {
        "armor is refused: a letter is bytes"
    } else if name == "hybrid_x25519_arg" {
        "the fault is in a stanza of a kind that is passed over"
    } else if classical && texts(vector, "passphrases").is_empty() {
        "X25519 alone is refused: no key of ours is of that kind"
    } else {
        "not known"
    }
}

#[test]
fn every_vector_gives_what_the_list_says() {
    let testkit = Testkit::unpack();
    let mut lines = Vec::new();
    for vector in &testkit.index {
        let outcome = open_vector(&testkit, vector);
        let ours = match &outcome {
            Ok(_) => "opened",
            Err(why) => why,
        };
        if let Ok(digest) = &outcome {
            // Whatever the testkit expects: what is opened is the content, or nothing is.
            assert_eq!(vector["payload"], digest.as_str(), "{}", vector["name"]);
        }
        let mut line = json!({
            "name": vector["name"], "expect": vector["expect"], "ours": ours,
        });
        // Armor is never looked into: that a wrong one is refused says nothing about it.
        if !is_expected(vector, &outcome) || vector["armored"] == true {
            line["cause"] = cause(vector).into();
        }
        lines.push(line.to_string());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/seal/testkit.json");
    let written = format!("[\n{}\n]\n", lines.join(",\n"));
    let committed = fs::read_to_string(&path).unwrap();
    // To compare, and to take over once every change of it is understood.
    fs::write(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("testkit.json"),
        &written,
    )
    .unwrap();
    for (ours, held) in written.lines().zip(committed.lines()) {
        assert_eq!(ours, held, "a vector gives something else than it did");
    }
    assert_eq!(written, committed);
    assert!(!written.contains("not known"), "a difference without cause");

    let held: Vec<Value> = serde_json::from_str(&committed).unwrap();
    let mut counts = BTreeMap::new();
    for line in &held {
        *counts
            .entry(line["cause"].as_str().unwrap_or("as the testkit expects"))
            .or_insert(0) += 1;
    }
    println!("{counts:#?}");
}

/// Puts our own recipient's stanza and a right MAC before the payload of a vector, so that what
/// is tested of the payload is tested through the opening of our programs.
fn sealed_to(identity: &HybridIdentity, file_key: [u8; 16], payload: &[u8]) -> Vec<u8> {
    let (stanzas, _) = identity
        .recipient()
        .wrap_file_key(&FileKey::new(Box::new(file_key)))
        .unwrap();
    let stanza = &stanzas[0];
    let mut file = b"age-encryption.org/v1\n".to_vec();
    writeln!(file, "-> {} {}", stanza.tag, stanza.args.join(" ")).unwrap();
    // One line: 32 bytes are shorter than a full one.
    writeln!(file, "{}", BASE64_STANDARD_NO_PAD.encode(&stanza.body)).unwrap();
    file.extend_from_slice(b"---");
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, &file_key)
        .expand(b"header", &mut key)
        .unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(&key)
        .unwrap()
        .chain_update(&file)
        .finalize()
        .into_bytes();
    writeln!(file, " {}", BASE64_STANDARD_NO_PAD.encode(mac)).unwrap();
    file.extend_from_slice(payload);
    file
}

/// The vectors about the payload are sealed to X25519, which we refuse. Sealed to one of our keys
/// instead, with the same file key and the same payload, each must give what it asks for.
#[test]
fn every_payload_vector_holds_under_a_key_of_ours() {
    let testkit = Testkit::unpack();
    let identity = HybridIdentity::from_seed(&[7; 32]);
    let (mut opened, mut refused) = (0, 0);
    for vector in &testkit.index {
        let name = vector["name"].as_str().unwrap();
        if !name.starts_with("stream_") {
            continue;
        }
        let bytes = fs::read(testkit.file(vector)).unwrap();
        let mac_line = bytes.windows(5).position(|w| w == b"\n--- ").unwrap() + 1;
        let end = bytes[mac_line..].iter().position(|b| *b == b'\n').unwrap();
        let payload = &bytes[mac_line + end + 1..];
        let file_key = hex_bytes(vector["file_key"].as_str().unwrap());
        let file = sealed_to(&identity, file_key, payload);
        let outcome = open_file(std::slice::from_ref(&identity), &file[..]);
        assert!(
            is_expected(vector, &outcome),
            "{name}: expected {}, got {outcome:?}",
            vector["expect"]
        );
        *if outcome.is_ok() {
            &mut opened
        } else {
            &mut refused
        } += 1;
    }
    assert_eq!((opened, refused), (8, 20), "the npm package is another one");
}

fn hex_bytes(text: &str) -> [u8; 16] {
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}
