//! Two laptops of one organisation, each with its own caseworker, and the stick between them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crypto_core::Language;
use e2e::{Program, Ran, Stage};
use serde_json::Value;

/// The stage's desk and a second one, enrolled by the stage's stick.
struct Two {
    stage: Stage,
    other: PathBuf,
}

impl Two {
    fn new() -> Self {
        let stage = Stage::with_relays(&["north"]);
        stage.trust();
        let other = stage.path("second");
        let two = Self { stage, other };
        let request = two
            .second()
            .args(["--person", "second", "enrol", "request"])
            .arg(two.stage.stick())
            .run()
            .ok();
        let words = request.stdout.lines().next().unwrap();
        let words = words.strip_prefix("second").unwrap().trim();
        // Before anybody has compared the words, there is nothing to take over.
        two.second()
            .args(["enrol", "finish"])
            .arg(two.stage.stick())
            .run()
            .refused(1);
        two.stage
            .desk()
            .args([
                "enrol",
                "accept",
                "--words",
                "eight words of another laptop, not this one",
            ])
            .arg(two.stage.stick())
            .run()
            .refused(1);
        two.stage
            .desk()
            .args(["enrol", "accept", "--words", words])
            .arg(two.stage.stick())
            .run()
            .ok()
            .says("lane 1");
        two.second()
            .args(["enrol", "finish"])
            .arg(two.stage.stick())
            .run()
            .ok()
            .says(&two.stage.fingerprint());
        two.stage.publish();
        two
    }

    fn first(&self) -> Program {
        self.stage.desk()
    }

    fn second(&self) -> Program {
        self.stage.desk_at(&self.other)
    }

    fn exchange(&self, desk: Program) -> Ran {
        desk.arg("exchange").arg(self.stage.stick()).run().ok()
    }

    /// Exchanges until each has what the other wrote before.
    fn meet(&self, first_begins: bool) {
        for turn in 0..3 {
            if first_begins == (turn % 2 == 0) {
                self.exchange(self.first());
            } else {
                self.exchange(self.second());
            }
        }
    }

    /// What both say of a case, which must be the same.
    fn both_show(&self, case: &str) -> Value {
        let shown = |desk: Program| -> Value {
            let ran = desk.args(["--json", "show", case]).run().ok();
            serde_json::from_str(&ran.stdout).unwrap()
        };
        let (first, second) = (shown(self.first()), shown(self.second()));
        assert_eq!(first, second);
        first
    }
}

fn cases(desk: Program) -> Vec<String> {
    let ran = desk.args(["--json", "list", "--all"]).run().ok();
    let list: Value = serde_json::from_str(&ran.stdout).unwrap();
    let mut ids: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

fn note(desk: Program, case: &str, text: &str) {
    desk.args(["note", case]).input(text).run().ok();
}

fn status(desk: Program, case: &str, status: &str) {
    desk.args(["status", case, status]).run().ok();
}

fn notes(case: &Value) -> Vec<&str> {
    case["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["text"].as_str().unwrap())
        .collect()
}

#[test]
fn two_laptops_agree_in_either_order_and_destroyed_is_destroyed_on_both() {
    let two = Two::new();
    let stage = &two.stage;
    for text in ["An example request.", "Another example request."] {
        stage.ask(
            Language::En,
            &[("asking", "1"), ("country", "VN"), ("what_happened", text)],
        );
    }
    stage.sync().ok();
    let inbox = stage.path("old-inbox");
    copy_folder(&stage.stick().join("inbox"), &inbox);
    two.exchange(two.first())
        .says("2 letters imported, 2 new cases");
    two.exchange(two.second())
        .says("0 letters imported, 0 new cases, 2 known already");
    let ids = cases(two.first());
    assert_eq!(ids.len(), 2);
    assert_eq!(cases(two.second()), ids);
    let (kept, gone) = (&ids[0], &ids[1]);
    two.both_show(kept);

    // Each writes without knowing of the other; first one order of exchanges, then the other.
    for (round, first_begins) in [("one", true), ("two", false)] {
        note(two.first(), kept, &format!("from the first, {round}"));
        note(two.second(), kept, &format!("from the second, {round}"));
        if first_begins {
            status(two.first(), kept, "working");
            status(two.second(), kept, "waiting");
        } else {
            status(two.second(), kept, "referred");
            status(two.first(), kept, "granted");
        }
        two.meet(first_begins);
        let case = two.both_show(kept);
        let expected = if first_begins { "waiting" } else { "granted" };
        assert_eq!(case["row"]["status"], expected, "the later one counts");
        for who in ["first", "second"] {
            let text = format!("from the {who}, {round}");
            assert!(notes(&case).contains(&text.as_str()), "{text}: {case:#}");
        }
    }
    assert_eq!(notes(&two.both_show(kept)).len(), 4);

    // Destroyed on one, while the other still works on it.
    two.first()
        .args(["destroy", gone, "--reason", "asked to", "--yes"])
        .run()
        .ok();
    note(two.second(), gone, "knows nothing of it yet");
    two.exchange(two.first());
    two.exchange(two.second())
        .says("1 case destroyed elsewhere, now here");
    two.exchange(two.first());
    copy_folder(&inbox, &stage.stick().join("inbox"));
    for desk in [two.second(), two.first()] {
        two.exchange(desk).says("0 letters imported, 0 new cases");
    }
    for vault in [&stage.vault(), &two.other] {
        assert_eq!(cases(stage.desk_at(vault)), std::slice::from_ref(kept));
        let ran = stage.desk_at(vault).args(["show", gone]).run();
        ran.refused(1);
        stage
            .desk_at(vault)
            .arg("verify")
            .run()
            .ok()
            .says("everything is whole");
    }
    two.both_show(kept);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
