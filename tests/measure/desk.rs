//! The desk over many cases: import, unlocking, search.

use std::fs;
use std::time::Instant;

use crypto_core::Organisation;
use e2e::Stage;
use jiff::Timestamp;
use secrecy::SecretString;
use triage_client::desk::Desk;
use triage_client::model::{Filter, Order, Queue};

use crate::letters;
use crate::table::Row;
use crate::timed::{Cost, Timed};

const ROUNDS: usize = 5;
/// Letters on one stick; more cases are imported stick by stick.
const STICK: usize = 10_000;
/// Words as they are typed: Chinese without spaces, Vietnamese with and without marks, French.
const SEARCHES: [&str; 5] = ["看守所", "luật sư", "luat su", "arrete", "12345"];

/// Imports up to `most` cases and measures at 1,000, 10,000 and 100,000.
pub(crate) fn run(stage: &Stage, organisation: &Organisation, most: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let empty: Vec<Cost> = (0..ROUNDS).map(|_| unlock(stage, "-")).collect();
    rows.push(row(
        "unlock an empty desk (mostly the passphrase)",
        "s",
        "",
        &empty,
        |c| c.wall,
    ));
    let mut there = 0;
    for goal in [1_000, 10_000, 100_000] {
        if goal > most {
            break;
        }
        let (mut imports, mut letters) = (Vec::new(), 0);
        while there < goal {
            let count = (goal - there).min(STICK);
            let stick = stage.path("many");
            letters::fill(&stick, organisation, there..there + count);
            imports.push(desk(stage).arg("import").arg(&stick).run_with(&[0, 5]));
            fs::remove_dir_all(&stick).expect("the stick can be emptied");
            there += count;
            letters += count;
        }
        let total = |pick: fn(&Cost) -> f64| imports.iter().map(pick).sum::<f64>();
        let sticks = imports.len();
        for (name, figure) in [
            ("time", total(|c| c.wall)),
            ("processor time", total(|c| c.cpu)),
        ] {
            rows.push(Row {
                what: format!(
                    "import {letters} letters from {sticks} stick(s), up to {there} cases, {name}"
                ),
                ours: vec![figure],
                peer: None,
                unit: "s",
                goal: if letters == 9_000 {
                    "20 s for 10,000"
                } else {
                    ""
                },
            });
        }
        let unlocked: Vec<Cost> = (0..ROUNDS).map(|_| unlock(stage, "12345")).collect();
        let goal = if there == 100_000 { "1.5 s" } else { "" };
        let what = format!("unlock {there} cases and find one");
        rows.push(row(&format!("{what}, time"), "s", goal, &unlocked, |c| {
            c.wall
        }));
        rows.push(row(
            &format!("{what}, processor time"),
            "s",
            "",
            &unlocked,
            |c| c.cpu,
        ));
        rows.push(row(
            &format!("{what}, peak memory (256 MiB are the passphrase's)"),
            "MiB",
            "",
            &unlocked,
            |c| c.peak_mib,
        ));
        rows.extend(search(stage, there));
    }
    rows
}

fn row(
    what: &str,
    unit: &'static str,
    goal: &'static str,
    costs: &[Cost],
    pick: fn(&Cost) -> f64,
) -> Row {
    Row {
        what: what.to_owned(),
        ours: costs.iter().map(pick).collect(),
        peer: None,
        unit,
        goal,
    }
}

fn desk(stage: &Stage) -> Timed {
    Timed::ours("sealpost-triage", &stage.path("home"))
        .arg("--vault")
        .arg(stage.vault())
        .arg("--passphrase-file")
        .arg(stage.path("passphrase"))
}

fn unlock(stage: &Stage, word: &str) -> Cost {
    // Five says that something needs a person's eye: nothing was backed up.
    desk(stage)
        .args(["list", "--all", "--search", word])
        .run_with(&[0, 5])
}

/// Each search as a keystroke does it, over the rows in memory.
fn search(stage: &Stage, cases: usize) -> Vec<Row> {
    let passphrase = fs::read_to_string(stage.path("passphrase")).expect("the stage wrote it");
    let now = Timestamp::now();
    let passphrase = SecretString::from(passphrase.trim_end());
    let desk = Desk::unlock(&stage.vault(), "first", &passphrase, now).expect("it unlocks");
    let rows = desk.queue();
    let mut results: Vec<Row> = SEARCHES
        .iter()
        .map(|word| Row {
            what: format!("search “{word}” over {cases} cases"),
            ours: Vec::new(),
            peer: None,
            unit: "ms",
            goal: if cases == 100_000 { "30 ms" } else { "" },
        })
        .collect();
    for _ in 0..ROUNDS {
        for (word, result) in SEARCHES.iter().zip(&mut results) {
            let filter = Filter {
                search: (*word).to_owned(),
                ..Filter::default()
            };
            let begun = Instant::now();
            let queue = Queue::of(&rows, &filter, Order::Due, now);
            result.ours.push(begun.elapsed().as_secs_f64() * 1e3);
            assert!(
                *word == "12345" || !queue.rows.is_empty(),
                "{word} is found"
            );
        }
    }
    results
}
