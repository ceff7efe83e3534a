//! What is said of the tests is true: each that `docs/assurance.md` names is there, and every vector
//! is read by two implementations.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use e2e::files_under;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between single backquotes, blocks of code left out.
fn quoted(text: &str) -> Vec<&str> {
    let mut in_block = false;
    let mut quoted = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            quoted.extend(line.split('`').skip(1).step_by(2));
        }
    }
    quoted
}

#[test]
fn every_test_that_the_assurance_names_is_there() {
    let text = read("docs/assurance.md");
    let mut tests = BTreeSet::new();
    let mut files = BTreeSet::new();
    for quoted in quoted(&text) {
        match quoted.split_once("::") {
            Some((file, test)) if file.contains('/') => {
                tests.insert((file.to_owned(), test.to_owned()));
            }
            None if quoted.contains('/') && !quoted.contains(' ') => {
                files.insert(quoted.to_owned());
            }
            _ => {}
        }
    }
    for (file, test) in &tests {
        let text = read(file);
        let is_there = if file.ends_with(".rs") {
            let head = format!("fn {test}()");
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            lines.iter().enumerate().any(|(at, line)| {
                // Marked as a test, among the attributes and comments right above it.
                line.starts_with(&head)
                    && lines[..at]
                        .iter()
                        .rev()
                        .take_while(|line| **line != "}")
                        .any(|line| *line == "#[test]")
            })
        } else {
            text.contains(&format!("test('{test}'"))
        };
        assert!(is_there, "{file} has no test `{test}`");
    }
    for file in &files {
        // Routes and places inside a vault are not of this tree.
        let is_path = ["docs/", "tests/", "relay/", "crypto-core/", "submit-cli/"]
            .iter()
            .chain(&["triage-client/", "xtask/", "target/"])
            .any(|start| file.starts_with(start));
        if is_path && !file.starts_with("target/") {
            assert!(root().join(file).exists(), "{file} is not there");
        }
    }
    assert!(tests.len() >= 40, "{} tests are named", tests.len());
    // Every promise has a section of its own.
    for number in 1..=12 {
        assert!(text.contains(&format!("\n### P{number} ")), "P{number}");
    }
}

/// Who reads which vectors: a test in Rust and one in TypeScript or JavaScript.
const READ_BY: &[(&str, &str, &str)] = &[
    (
        "acknowledgement.json",
        "crypto-core/tests/document_vectors.rs",
        "submit-cli/web/test/documents.test.ts",
    ),
    (
        "answers.json",
        "crypto-core/tests/form_vectors.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "edition.json",
        "crypto-core/tests/document_vectors.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "form.json",
        "crypto-core/tests/form_vectors.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "frames.json",
        "crypto-core/tests/frame_vectors.rs",
        "submit-cli/web/test/frames.test.ts",
    ),
    (
        "minisign.json",
        "crypto-core/src/signature.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "money.json",
        "crypto-core/tests/form_vectors.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "organisation.json",
        "crypto-core/tests/document_vectors.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "receipt.json",
        "crypto-core/src/receipt.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "release.json",
        "crypto-core/tests/document_vectors.rs",
        "submit-cli/web/test/documents.test.ts",
    ),
    (
        "seal/cctv.json",
        "crypto-core/src/seal/tests.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    (
        "seal/hybrid.json",
        "crypto-core/src/hybrid/tests.rs",
        "submit-cli/web/test/vectors.test.ts",
    ),
    // Its vectors are npm `cctv-age`'s; this is what ours make of them.
    (
        "seal/testkit.json",
        "tests/testkit.rs",
        "tests/node/testkit.mjs",
    ),
];

#[test]
fn every_vector_is_read_from_rust_and_from_node() {
    let vectors = root().join("tests/vectors");
    let there: BTreeSet<String> = files_under(&vectors)
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| {
            let inside = path.strip_prefix(&vectors).unwrap();
            inside.display().to_string()
        })
        .collect();
    let held: BTreeSet<String> = READ_BY
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    assert_eq!(there, held, "a file of vectors that is not in the list");
    let described = read("tests/vectors/README.md");
    for (name, rust, node) in READ_BY {
        assert!(described.contains(&format!("`{name}`")), "{name}");
        assert!(read(rust).contains(name), "{rust} does not read {name}");
        let wanted = match *name {
            "seal/testkit.json" => "cctv-age",
            name => name,
        };
        assert!(read(node).contains(wanted), "{node} does not read {name}");
    }
}
