//! The desk dies in the middle of every task, by `SIGKILL`, and nothing confirmed is lost.
//!
//! Two kinds of moments: before a random one of the calls that change something on a medium
//! (`strace` sends the signal), and at a random time. The seed is the number of the round.
//! `SEALPOST_ROUNDS` is how many rounds there are over all tasks.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crypto_core::{Digest, Edition, Envelope, PublicRelease};
use e2e::{Dice, Office, Program, Snapshot, put_back, rounds, snapshot};
use serde_json::Value;

/// Rounds over all tasks without `SEALPOST_ROUNDS`.
const ROUNDS: u64 = 24;
/// Every call by which the desk changes something on a medium.
const CALLS: &str = "openat,write,pwrite64,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,\
                     unlink,unlinkat,ftruncate,mkdir,mkdirat,rmdir,linkat";

/// A desk in the middle of its work, and what it must never lose.
struct Work {
    office: Office,
    vault: Snapshot,
    stick: Snapshot,
    /// With letters and a colleague's message that were not taken over yet.
    full_stick: Snapshot,
    backup: PathBuf,
    backed_up: Snapshot,
    published: u64,
    cases: Vec<String>,
    /// Attachments of the case that `destroy` destroys.
    doomed: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Import,
    ExchangeIn,
    ExchangeOut,
    Reply,
    Destroy,
    Publish,
    Backup,
    Restore,
}

const TASKS: [Task; 8] = [
    Task::Import,
    Task::ExchangeIn,
    Task::ExchangeOut,
    Task::Reply,
    Task::Destroy,
    Task::Publish,
    Task::Backup,
    Task::Restore,
];

impl Work {
    fn new() -> Self {
        let office = Office::new();
        let second = office.enrol("second");
        for text in ["keep me", "destroy me"] {
            office.send(text, text.as_bytes());
        }
        office.with_stick("exchange").run().ok();
        let mut rows = office.rows();
        rows.sort_by_key(|row| row["title"].as_str().unwrap().to_owned());
        // "destroy me", "keep me".
        let cases: Vec<String> = rows
            .iter()
            .rev()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect();
        let kept = snapshot(&office.vault().join("files"));
        office
            .desk()
            .args(["note", &cases[0]])
            .input("confirmed")
            .run()
            .ok();
        office
            .desk()
            .args(["status", &cases[0], "working"])
            .run()
            .ok();
        fs::write(office.path("text"), "We can help.").unwrap();
        fs::write(office.path("parcel.pdf"), vec![3; 20_000]).unwrap();
        office
            .desk()
            .args(["reply", &cases[1], "--text"])
            .arg(office.path("text"))
            .run()
            .ok();
        let backup = office.path("backup-stick");
        fs::create_dir(&backup).unwrap();
        office.desk().arg("backup").arg(&backup).run().ok();
        let stick = snapshot(&office.stick());
        // The colleague writes something, and two letters come.
        office
            .desk_at(&second)
            .arg("exchange")
            .arg(office.stick())
            .run()
            .ok();
        office
            .desk_at(&second)
            .args(["note", &cases[0]])
            .input("from the colleague")
            .run()
            .ok();
        office
            .desk_at(&second)
            .arg("exchange")
            .arg(office.stick())
            .run()
            .ok();
        for text in ["new one", "new two"] {
            office.send(text, text.as_bytes());
        }
        let full_stick = snapshot(&office.stick());
        let doomed = doomed_files(&office, &cases[1], &kept);
        Self {
            vault: snapshot(&office.vault()),
            stick,
            full_stick,
            backed_up: snapshot(&backup),
            backup,
            published: office.organisation().number,
            cases,
            doomed,
            office,
        }
    }

    fn reset(&self, task: Task) {
        put_back(&self.office.vault(), &self.vault);
        put_back(
            &self.office.stick(),
            match task {
                Task::Import | Task::ExchangeIn => &self.full_stick,
                _ => &self.stick,
            },
        );
        put_back(&self.backup, &self.backed_up);
        let restored = self.office.path("restored");
        if restored.exists() {
            fs::remove_dir_all(restored).unwrap();
        }
        if task == Task::Backup {
            // Something to copy: the last backup knows nothing of it.
            self.office
                .desk()
                .args(["note", &self.cases[0]])
                .input("since")
                .run()
                .ok();
        }
    }

    fn command(&self, task: Task) -> Program {
        let office = &self.office;
        match task {
            Task::Import => office.with_stick("import"),
            Task::ExchangeIn | Task::ExchangeOut => office.with_stick("exchange"),
            Task::Reply => office
                .desk()
                .args(["reply", &self.cases[0], "--status", "granted", "--attach"])
                .arg(office.path("parcel.pdf"))
                .arg("--text")
                .arg(office.path("text")),
            Task::Destroy => {
                office
                    .desk()
                    .args(["destroy", &self.cases[1], "--reason", "asked for", "--yes"])
            }
            Task::Publish => office.publish(),
            Task::Backup => office.desk().arg("backup").arg(&self.backup),
            Task::Restore => office
                .desk_at(&office.path("restored"))
                .arg("restore")
                .arg(&self.backup),
        }
    }

    /// Kills the task; returns whether it had confirmed before.
    fn kill(&self, task: Task, moment: &Moment) -> bool {
        let output = self.office.path("output");
        let command = self.command(task);
        match moment {
            Moment::Call(number) => {
                let inject = format!("inject={CALLS}:signal=KILL:when={number}");
                let trace = format!("trace={CALLS}");
                let arguments = ["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
                let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
                command
                    .under("strace", &arguments)
                    .begin(&output)
                    .wait()
                    .success()
            }
            Moment::Time(after) => {
                let mut begun = command.begin(&output);
                std::thread::sleep(*after);
                let confirmed = begun.ended().is_some_and(|status| status.success());
                drop(begun);
                confirmed
            }
        }
    }

    /// How many calls the task makes, and how long it takes.
    fn measure(&self, task: Task) -> (usize, Duration) {
        self.reset(task);
        let calls = self.office.path("calls");
        let trace = format!("trace={CALLS}");
        let path = calls.to_str().unwrap().to_owned();
        let arguments = ["-f", "-qq", "-o", &path, "-e", &trace];
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        self.command(task).under("strace", &arguments).run().ok();
        let main = fs::read_to_string(&calls).unwrap();
        // `when` counts for each thread: the first one does all that matters.
        let thread = main.split_whitespace().next().unwrap().to_owned();
        let count = main
            .lines()
            .filter(|line| line.starts_with(&thread))
            .count();
        self.reset(task);
        let start = Instant::now();
        self.command(task).run().ok();
        (count, start.elapsed())
    }

    fn round(&self, task: Task, moment: &Moment, what: &str) -> bool {
        self.reset(task);
        let confirmed = self.kill(task, moment);
        if task == Task::Restore {
            self.restored(what);
            return confirmed;
        }
        let office = &self.office;
        let verified = office.desk().args(["--json", "verify"]).run();
        assert_eq!(
            verified.status.code(),
            Some(0),
            "{what}: {}",
            verified.report()
        );
        assert!(
            !verified.stderr.contains("panicked"),
            "{what}: {}",
            verified.report()
        );
        let rows = office.rows();
        let row = |id: &str| rows.iter().find(|row| row["id"] == *id);
        // What was confirmed before the task is there.
        let kept = office.shown(&self.cases[0]);
        assert!(
            notes(&kept).contains(&"confirmed".to_owned()),
            "{what}: {kept:#}"
        );
        if task != Task::Destroy {
            assert!(row(&self.cases[1]).is_some(), "{what}: a case is gone");
        }
        for row in &rows {
            // A letter is there whole, its photo too (which `verify` has read), or not at all.
            assert_eq!(
                (&row["letters"], &row["attachments"]),
                (&1.into(), &1.into()),
                "{what}: {row:#}"
            );
        }
        if confirmed {
            self.done(task, what);
        }
        // Nothing stands in the way of doing it again.
        let again = self.command(task).run();
        let destroyed = task == Task::Destroy && row(&self.cases[1]).is_none();
        if destroyed {
            again.refused(1).says("no such case");
        } else {
            again.ok();
        }
        self.done(task, what);
        office
            .desk()
            .arg("verify")
            .run()
            .ok()
            .says("everything is whole");
        assert_eq!(leftovers(&office.vault()), Vec::<PathBuf>::new(), "{what}");
        office.with_stick("exchange").run().ok();
        self.stick_is_whole(what);
        self.done(task, what);
        confirmed
    }

    /// What the task was to do is done.
    fn done(&self, task: Task, what: &str) {
        let office = &self.office;
        let rows = office.rows();
        match task {
            Task::Import | Task::ExchangeIn => {
                assert_eq!(rows.len(), 4, "{what}");
                for row in &rows {
                    let case = office.shown(row["id"].as_str().unwrap());
                    let answers = case["replies"].as_array().unwrap().len();
                    assert!(answers >= 1, "{what}: nobody was answered: {case:#}");
                }
                if task == Task::ExchangeIn {
                    let kept = office.shown(&self.cases[0]);
                    let colleague = "from the colleague".to_owned();
                    assert!(notes(&kept).contains(&colleague), "{what}: {kept:#}");
                }
            }
            Task::Reply => {
                let kept = office.shown(&self.cases[0]);
                let text = kept["replies"].to_string();
                assert!(text.contains("We can help."), "{what}: {kept:#}");
                assert_eq!(kept["row"]["status"], "granted", "{what}");
            }
            Task::Destroy => {
                assert!(
                    rows.iter().all(|row| row["id"] != *self.cases[1]),
                    "{what}: it is back"
                );
            }
            Task::Publish => {
                assert!(office.organisation().number > self.published, "{what}");
            }
            Task::Backup => {
                // The backup has what the vault had.
                let place = office.path("restored");
                if place.exists() {
                    fs::remove_dir_all(&place).unwrap();
                }
                let restored = || office.desk_at(&place);
                restored().arg("restore").arg(&self.backup).run().ok();
                let shown = restored()
                    .args(["--json", "show", &self.cases[0]])
                    .run()
                    .ok();
                let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
                assert!(notes(&shown).contains(&"since".to_owned()), "{what}");
            }
            Task::ExchangeOut => self.stick_is_whole(what),
            Task::Restore => {}
        }
        if task == Task::Destroy {
            for name in &self.doomed {
                assert!(
                    !office.vault().join("files").join(name).exists(),
                    "{what}: an attachment of the destroyed case is still there"
                );
            }
        }
    }

    /// Half of a restored vault is no vault; done again it is a whole one.
    fn restored(&self, what: &str) {
        let place = self.office.path("restored");
        let opened = self.office.desk_at(&place).arg("verify").run();
        if !opened.status.success() {
            opened.refused(1);
            self.command(Task::Restore).run().ok();
        }
        let ran = self
            .office
            .desk_at(&place)
            .args(["--json", "list", "--all"])
            .run()
            .ok();
        let rows: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(rows.as_array().unwrap().len(), 2, "{what}");
        let ran = self.office.desk_at(&place).arg("verify").run().ok();
        ran.says("everything is whole");
    }

    /// What lies on the stick verifies, and nothing half-written is left.
    fn stick_is_whole(&self, what: &str) {
        let stick = self.office.stick();
        let organisation = self.office.organisation();
        let board = stick.join("board/00");
        let envelope = Envelope {
            document: fs::read_to_string(board.join("edition.json")).unwrap(),
            signature: fs::read_to_string(board.join("edition.json.minisig")).unwrap(),
        };
        let edition = Edition::verify(&envelope, &organisation).expect(what);
        for (at, digest) in edition.chunks().iter().enumerate() {
            let chunk = fs::read(board.join(format!("chunk-{at:04}"))).unwrap();
            assert_eq!(Digest::of(&chunk), *digest, "{what}: chunk {at}");
        }
        let public = stick.join("public");
        let release = PublicRelease::verify(
            &fs::read(public.join("public.json")).unwrap(),
            &fs::read_to_string(public.join("public.json.minisig")).unwrap(),
            &organisation.root,
        )
        .expect(what);
        for file in &release.files {
            let content = fs::read(public.join("files").join(&file.path)).unwrap();
            assert_eq!(Digest::of(&content), file.sha256, "{what}: {}", file.path);
        }
        assert_eq!(leftovers(&stick), Vec::<PathBuf>::new(), "{what}");
    }
}

#[derive(Debug)]
enum Moment {
    Call(usize),
    Time(Duration),
}

fn notes(case: &Value) -> Vec<String> {
    case["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["text"].as_str().unwrap().to_owned())
        .collect()
}

/// Sealed files that go when the case goes.
fn doomed_files(office: &Office, case: &str, before: &Snapshot) -> Vec<String> {
    let vault = snapshot(&office.vault());
    let stick = snapshot(&office.stick());
    office
        .desk()
        .args(["destroy", case, "--reason", "to see", "--yes"])
        .run()
        .ok();
    let after = snapshot(&office.vault().join("files"));
    put_back(&office.vault(), &vault);
    put_back(&office.stick(), &stick);
    let gone: Vec<String> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .map(|name| name.display().to_string())
        .collect();
    assert_eq!(gone.len(), 1);
    gone
}

/// Files that were being written.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    snapshot(folder)
        .into_keys()
        .filter(|path| path.to_string_lossy().contains(".tmp-"))
        .collect()
}

fn can_trace() -> bool {
    std::process::Command::new("strace")
        .args(["-o", "/dev/null", "-e", "trace=write", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

#[test]
fn a_killed_desk_loses_nothing_that_it_confirmed() {
    let traced = can_trace();
    if !traced {
        eprintln!("strace cannot trace here: only random times are tried, not single calls");
    }
    let work = Work::new();
    let measured: Vec<(usize, Duration)> = TASKS.iter().map(|task| work.measure(*task)).collect();
    let (mut killed, mut confirmed) = (0, 0);
    for round in 0..rounds(ROUNDS) {
        let at = (round % TASKS.len() as u64) as usize;
        let (task, (calls, length)) = (TASKS[at], measured[at]);
        let mut dice = Dice::new(round);
        // Two rounds out of three before a call.
        let moment = if traced && dice.below(3) < 2 {
            Moment::Call(1 + dice.below(calls))
        } else {
            Moment::Time(length.mul_f64(dice.below(1000) as f64 / 950.0))
        };
        let what = format!("round {round}, {task:?} killed at {moment:?} of {calls}, {length:?}");
        if work.round(task, &moment, &what) {
            confirmed += 1;
        } else {
            killed += 1;
        }
    }
    println!("{killed} killed in the middle, {confirmed} that had confirmed before");
}
