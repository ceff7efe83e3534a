//! Sealing and opening 256 MiB, beside Debian's `age` on the same file.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;

use crypto_core::{Digest, Organisation, Receipt};
use e2e::Stage;
use rand_core::OsRng;

use crate::letters;
use crate::table::Row;
use crate::timed::Timed;

const ROUNDS: usize = 5;
/// The largest letter is 256 MiB sealed: its file is a little shorter.
const FILE_BYTES: usize = 255 << 20;

pub(crate) fn run(stage: &Stage) -> Vec<Row> {
    let home = stage.path("home");
    stage.trust();
    let file = stage.path("large.bin");
    fs::write(&file, letters::noise(FILE_BYTES)).expect("the folder is writable");
    let text = stage.path("text");
    fs::write(&text, "more\n").expect("the folder is writable");
    let receipt = stage.path("bench-receipt");
    let words = Receipt::generate(&mut OsRng).numbers().join(" ");
    fs::write(&receipt, words).expect("the folder is writable");
    let key = stage.path("age-key");
    let made = Command::new("age-keygen")
        .arg("-o")
        .arg(&key)
        .output()
        .expect("age is installed");
    assert!(made.status.success(), "age-keygen failed");
    let identity = fs::read_to_string(&key).expect("age-keygen wrote its key");
    let recipient = identity
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "))
        .expect("the key file names its recipient");
    let (letter, by_age) = (stage.path("letter.age"), stage.path("by-age.age"));
    let keys = rescued(stage);
    let opened = stage.path("opened");
    let mut costs: [Vec<_>; 4] = Default::default();
    for _ in 0..ROUNDS {
        for path in [&letter, &by_age] {
            // Not there in the first round.
            let _ = fs::remove_file(path);
        }
        costs[0].push(
            Timed::ours("sealpost", &home)
                .arg("--home")
                .arg(home.join("sealpost"))
                .args(["follow-up", "--programme", "emergency", "--traces", "keep"])
                .arg("--receipt-file")
                .arg(&receipt)
                .arg("--text-file")
                .arg(&text)
                .arg("--attach")
                .arg(&file)
                .arg("--output")
                .arg(&letter)
                .run(),
        );
        costs[1].push(
            Timed::new("age", &home)
                .args(["-r", recipient, "-o"])
                .arg(&by_age)
                .arg(&file)
                .run(),
        );
        costs[2].push(
            Timed::ours("measure", &home)
                .arg("open-letter")
                .arg(&keys)
                .arg(&letter)
                .arg(&opened)
                .run(),
        );
        costs[3].push(
            Timed::new("age", &home)
                .args(["-d", "-i"])
                .arg(&key)
                .arg("-o")
                .arg(&opened)
                .arg(&by_age)
                .run(),
        );
    }
    for path in [file, letter, by_age, opened] {
        // The stage's folder goes in any case.
        let _ = fs::remove_file(path);
    }
    let mut rows = Vec::new();
    for (what, at, goal) in [("seal 255 MiB", 0, "1.2"), ("open 255 MiB", 2, "1.5")] {
        let column = |which: usize, pick: fn(&crate::timed::Cost) -> f64| -> Vec<f64> {
            costs[which].iter().map(pick).collect()
        };
        let mut row = |name: &str, unit, goal, pick: fn(&crate::timed::Cost) -> f64| {
            rows.push(Row {
                what: format!("{what}, {name}"),
                ours: column(at, pick),
                peer: Some(("age", column(at + 1, pick))),
                unit,
                goal,
            });
        };
        row("time", "s", goal, |cost| cost.wall);
        row("processor time", "s", "", |cost| cost.cpu);
        row("peak memory", "MiB", "under 32 MiB", |cost| cost.peak_mib);
    }
    rows
}

/// The desk's intake keys as a file.
fn rescued(stage: &Stage) -> std::path::PathBuf {
    let path = stage.path("intake-keys");
    stage.desk().args(["rescue", "--yes"]).arg(&path).run().ok();
    path
}

/// Opens a letter with the code of the desk, its one file to `target`.
pub(crate) fn open_letter(keys: &Path, letter: &Path, target: &Path) {
    let keys = fs::read_to_string(keys).expect("the keys are there");
    let identities: Vec<_> = keys
        .lines()
        .filter(|line| line.starts_with("AGE-SECRET-KEY-PQ-"))
        .map(|line| line.trim().parse().expect("rescue writes identities"))
        .collect();
    let input = BufReader::with_capacity(64 * 1024, File::open(letter).expect("it is there"));
    let target = target.to_owned();
    let opened = crypto_core::open_letter(&identities, input, |_, _| {
        let out = BufWriter::new(File::create(&target)?);
        Ok(Box::new(out) as Box<dyn Write>)
    })
    .expect("the letter opens");
    assert_eq!(opened.letter.attachments.len(), 1);
}

/// The time to seal a letter of the smallest class, in milliseconds, without starting a program.
pub(crate) fn small(organisation: &Organisation) -> Vec<Row> {
    let now = jiff::Timestamp::now();
    let times = (0..101)
        .map(|number| {
            let begun = std::time::Instant::now();
            let (_, sealed) = letters::seal(organisation, 10 * number + 1, now);
            let took = begun.elapsed().as_secs_f64() * 1e3;
            assert_eq!(sealed.len(), 64 * 1024);
            io::sink()
                .write_all(Digest::of(&sealed).as_bytes())
                .expect("a sink takes all");
            took
        })
        .collect();
    vec![Row {
        what: "seal a letter of 64 KiB, receipt included, in the process".into(),
        ours: times,
        peer: None,
        unit: "ms",
        goal: "",
    }]
}
