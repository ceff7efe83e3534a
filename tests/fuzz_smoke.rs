//! Every fuzz target over its seeds, and over seeds that chance has changed: no panic, and every
//! promise a target makes about any bytes holds.
//!
//! The fuzzer itself finds more and takes longer: `tests/fuzz/README.md`. Here the changes come
//! from a fixed seed, so that a failure can be repeated; `SEALPOST_FUZZ_SECS` gives each target
//! more time than the usual half second.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fuzz_targets::{TARGETS, Target};

/// The most changed inputs for one target in an ordinary run.
const MOST_CHANGES: u64 = 4_000;
/// The fewest, whatever time that takes.
const LEAST_CHANGES: u64 = 50;
/// The time after which a target gets no more of them.
const USUAL: Duration = Duration::from_millis(500);
/// The longest input, in bytes.
const MOST_BYTES: usize = 20_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// SplitMix64: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// What parsers stumble over more often than over chance.
const PIECES: [&[u8]; 14] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\x80\0\0\0",
    b"9007199254740993",
    b"18446744073709551616",
    b"-1",
    b"\r\n\r\n",
    b"\"",
    b"[[[[[[[[[[[[[[[[",
    b"../",
    b"\\u0000",
    "\u{202e}\u{feff}".as_bytes(),
    b"\x9f\xbf",
];

fn change(bytes: &mut Vec<u8>, others: &[Vec<u8>], chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(64)).min(bytes.len());
        match chance.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => drop(bytes.splice(at..end, PIECES[chance.below(PIECES.len())].iter().copied())),
            5 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            6 => {
                let other = &others[chance.below(others.len())];
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(256)).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            _ => bytes[at..end].reverse(),
        }
    }
    bytes.truncate(MOST_BYTES);
}

fn run((name, target): Target, bytes: &[u8]) {
    let ended = catch_unwind(AssertUnwindSafe(|| target(bytes)));
    if ended.is_err() {
        let kept = std::env::var_os("CARGO_TARGET_TMPDIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from)
            .join(format!("fuzz-{name}"));
        fs::write(&kept, bytes).unwrap();
        panic!(
            "the target {name} failed on the bytes in {}",
            kept.display()
        );
    }
}

#[test]
fn every_target_holds_over_its_seeds_and_over_changes_of_them() {
    let each = std::env::var("SEALPOST_FUZZ_SECS").map_or(USUAL, |secs| {
        Duration::from_secs(secs.parse().expect("SEALPOST_FUZZ_SECS is a number"))
    });
    for target in TARGETS.iter().copied() {
        let (name, _) = target;
        let seeds: Vec<Vec<u8>> = fs::read_dir(folder().join("seeds").join(name))
            .unwrap_or_else(|_| panic!("the target {name} has no seeds"))
            .map(|entry| fs::read(entry.unwrap().path()).unwrap())
            .collect();
        assert!(!seeds.is_empty(), "the target {name} has no seeds");
        run(target, b"");
        for seed in &seeds {
            run(target, seed);
        }
        let began = Instant::now();
        // A seed of its own, so that a new target changes nothing for the others.
        let mut chance = Chance(name.bytes().fold(7u64, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
        }));
        let mut done = 0;
        // A few in any case, however busy the machine is.
        while done < LEAST_CHANGES
            || (began.elapsed() < each && (done < MOST_CHANGES || each > USUAL))
        {
            let mut bytes = seeds[chance.below(seeds.len())].clone();
            change(&mut bytes, &seeds, &mut chance);
            run(target, &bytes);
            done += 1;
        }
        println!("{name}: {} seeds, {done} changes", seeds.len());
    }
}

#[test]
fn every_target_of_the_fuzzer_is_in_this_run() {
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    let listed: BTreeSet<&str> = manifest
        .split("[[bin]]")
        .skip(1)
        .map(|bin| bin.split('"').nth(1).unwrap())
        .collect();
    let here: BTreeSet<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, here);
    let files: BTreeSet<String> = fs::read_dir(folder().join("fuzz_targets"))
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert!(files.iter().map(String::as_str).eq(here.iter().copied()));
}
