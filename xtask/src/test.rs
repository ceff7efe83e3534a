//! `cargo xtask test`.

use std::process::Command;

use crate::setup;
use crate::step::{Failure, Outcome, cargo, output, root, run};

/// Crates that may not be reached from the relay.
const NOT_IN_THE_RELAY: &[&str] = &[
    "age",
    "age-core",
    "chacha20poly1305",
    "crypto-core",
    "e2e",
    "submit-cli",
    "triage-client",
    "x25519-dalek",
];

/// Crates that may not be reached from the desk: it has no network.
const NOT_IN_THE_DESK: &[&str] = &[
    "hyper", "mio", "relay", "rustls", "socket2", "tokio", "ureq",
];

/// Features of the window library that would carry text out of the desk.
const NOT_IN_THE_WINDOW: &[&str] = &["clipboard", "inspection", "links", "persistence"];

/// The only files that may name each of these crates; their own folders belong to them.
const ONE_FILE: &[(&str, &[&str])] = &[
    (
        "age::",
        &["crypto-core/src/seal.rs", "crypto-core/src/hybrid.rs"],
    ),
    (
        "serde_cbor",
        &[
            "crypto-core/src/codec.rs",
            // Holds it to a second decoder.
            "crypto-core/tests/codec_differential.rs",
        ],
    ),
    ("sled::", &["triage-client/src/store/sealed_tree.rs"]),
];

/// Runs everything; `quick` is the inner loop.
pub(crate) fn run_all(quick: bool) -> Outcome {
    if !quick {
        setup::everything()?;
    }
    run("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    walls()?;
    run(
        "lints",
        &mut cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    run(
        "build",
        &mut cargo(&["build", "--quiet", "--workspace", "--bins"]),
    )?;
    let filter = if quick { "not package(e2e)" } else { "all()" };
    tests(filter, quick)?;
    if !quick {
        page()?;
        browsers()?;
    }
    println!("\nEverything passed.");
    Ok(())
}

fn tests(filter: &str, quick: bool) -> Outcome {
    let nextest = output(&mut cargo(&["nextest", "--version"])).is_some();
    if nextest {
        run(
            "tests",
            &mut cargo(&[
                "nextest",
                "run",
                "--workspace",
                "-E",
                filter,
                "--no-fail-fast",
            ]),
        )?;
    } else {
        let mut arguments = vec!["test", "--quiet", "--workspace"];
        if quick {
            arguments.extend(["--exclude", "e2e"]);
        }
        run("tests", &mut cargo(&arguments))?;
    }
    run(
        "examples in the documentation",
        &mut cargo(&["test", "--quiet", "--doc", "--workspace"]),
    )
}

/// The web page: types, its tests against the shared vectors and against the letter's own code, and
/// that the committed build is what its source gives, twice.
fn page() -> Outcome {
    let web = root().join("submit-cli/web");
    let node = || Command::new("node");
    let types = web.join("node_modules/typescript/bin/tsc");
    run(
        "page: types",
        node().arg(types).arg("--noEmit").arg("--project").arg(&web),
    )?;
    for round in ["page: the committed build", "page: the same bytes again"] {
        run(round, node().arg(web.join("build.mjs")).arg("--check"))?;
    }
    run("page: tests", node().arg(web.join("test/run.mjs")))
}

/// The page in real browsers against real relays, to the desk and back. Each failure names the
/// browser, the language and the step, and leaves a picture.
fn browsers() -> Outcome {
    let web = root().join("submit-cli/web");
    let folder = web.join("test/browser");
    run(
        "page: types of the tests in browsers",
        Command::new("node")
            .arg(web.join("node_modules/typescript/bin/tsc"))
            .arg("--noEmit")
            .arg("--project")
            .arg(&folder),
    )?;
    run(
        "page: in browsers",
        Command::new("node")
            .arg(folder.join("run.mjs"))
            .arg("everyday.ts"),
    )
}

/// Holds the walls between crates, and each exotic dependency to its one file.
fn walls() -> Outcome {
    println!("\n== walls");
    absent("relay", NOT_IN_THE_RELAY)?;
    absent("triage-client", NOT_IN_THE_DESK)?;
    let features = output(&mut cargo(&[
        "tree",
        "-p",
        "triage-client",
        "-e",
        "features,normal",
        "-i",
        "eframe",
    ]))
    .ok_or_else(|| Failure("cargo tree failed".into()))?;
    for feature in NOT_IN_THE_WINDOW {
        if features.contains(&format!("eframe feature \"{feature}\"")) {
            return Err(Failure(format!("eframe's feature `{feature}` is on")));
        }
    }
    for (name, files) in ONE_FILE {
        let found = output(Command::new("git").args(["grep", "-lF", name, "--", "*.rs"]))
            .unwrap_or_default();
        for file in found.lines().filter(|file| !file.starts_with("xtask/")) {
            let named = files.iter().any(|named| {
                let folder = named.trim_end_matches(".rs");
                file == *named
                    || file
                        .strip_prefix(folder)
                        .is_some_and(|rest| rest.starts_with('/'))
            });
            let test = file.starts_with("tests/");
            if !named && !test && names_crate(file, name)? {
                return Err(Failure(format!(
                    "{file} names `{name}`; only {files:?} may"
                )));
            }
        }
    }
    Ok(())
}

/// Whether a file uses the crate, rather than speaking of it in a comment or as part of a longer
/// word.
fn names_crate(file: &str, name: &str) -> Result<bool, Failure> {
    let text = std::fs::read_to_string(root().join(file))
        .map_err(|error| Failure(format!("{file}: {error}")))?;
    Ok(text.lines().any(|line| {
        let code = line.split("//").next().unwrap_or_default();
        code.match_indices(name).any(|(at, _)| {
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        })
    }))
}

fn absent(package: &str, crates: &[&str]) -> Outcome {
    let tree = output(&mut cargo(&[
        "tree", "-p", package, "-e", "normal", "--prefix", "none", "--format", "{p}",
    ]))
    .ok_or_else(|| Failure("cargo tree failed".into()))?;
    for line in tree.lines().skip(1) {
        let name = line.split(' ').next().unwrap_or_default();
        if crates.contains(&name) {
            return Err(Failure(format!("{package} reaches `{name}`")));
        }
    }
    Ok(())
}
