//! The desk's power goes, and with it the stick: what was confirmed before is in the vault.
//!
//! Vault and stick lie on file systems of their own (ext4 and xfs for the vault, ext4 for the
//! stick) in images; the images lie on btrfs. While the desk works, the list of what it has
//! confirmed is noted at random moments, and *then* both images are cloned: atomic copies of what
//! the block devices held. Each clone is mounted as after a power cut, and the real desk opens it.
//! Beside the vault a careless writer (write, rename, no sync) works on the same file system: it
//! must lose files, or the method would prove nothing.
//!
//! Limit: the clone holds what was handed to the device, its volatile cache included. That the
//! kernel sends the flush that `fdatasync` asks for is not tested by this.
//!
//! Needs root, loop devices, btrfs-progs, e2fsprogs and xfsprogs. Where it cannot run it says why
//! on stderr, and fails if `SEALPOST_CUTS` (how many cuts for each file system) asks for it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use e2e::{Dice, Office};
use serde_json::Value;

/// Cuts of an ordinary run, for each file system.
const CUTS: u64 = 4;

/// Mounted places, unmounted in the opposite order.
#[derive(Default)]
struct Mounts(Vec<PathBuf>);

impl Mounts {
    fn add(&mut self, image: &Path, place: PathBuf) -> Result<PathBuf, String> {
        fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        run("mount", &["-o", "loop", text(image), text(&place)])?;
        self.0.push(place.clone());
        Ok(place)
    }

    fn drop_last(&mut self) {
        if let Some(place) = self.0.pop() {
            for _ in 0..50 {
                if run("umount", &[text(&place)]).is_ok() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }
}

impl Drop for Mounts {
    fn drop(&mut self) {
        while !self.0.is_empty() {
            self.drop_last();
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(format!("{program}: {said}"))
    }
}

fn image(path: &Path, bytes: u64) -> Result<(), String> {
    fs::File::create(path)
        .and_then(|file| file.set_len(bytes))
        .map_err(|error| error.to_string())
}

/// What the desk has said is done.
#[derive(Clone, Default)]
struct Confirmed {
    /// Texts of letters that an exchange brought in.
    letters: BTreeSet<String>,
    /// By the case's id.
    notes: Vec<(String, String)>,
    replies: Vec<(String, String)>,
    destroyed: BTreeSet<String>,
}

/// All that was begun, confirmed or not.
#[derive(Clone, Default)]
struct Begun {
    /// Text of each letter that was put onto the stick, by its name there.
    sent: BTreeMap<String, String>,
    /// Texts of letters whose cases were to be destroyed.
    destroyed: BTreeSet<String>,
}

struct Cut {
    vault: PathBuf,
    stick: PathBuf,
    confirmed: Confirmed,
    careless: u64,
}

/// A desk's day, again and again, until it is told to end.
fn work(office: &Office, confirmed: &Mutex<Confirmed>, begun: &Mutex<Begun>, ended: &AtomicBool) {
    let backup = office.path("backup-stick");
    fs::create_dir(&backup).unwrap();
    fs::write(office.path("parcel.pdf"), vec![3; 30_000]).unwrap();
    for day in 0u64.. {
        if ended.load(Ordering::Relaxed) {
            return;
        }
        let mut came = Vec::new();
        for number in 0..2 {
            let text = format!("letter {day} {number}");
            let name = office.send(&text, text.as_bytes());
            begun
                .lock()
                .unwrap()
                .sent
                .insert(name.to_string(), text.clone());
            came.push(text);
        }
        office.with_stick("exchange").run().ok();
        confirmed.lock().unwrap().letters.extend(came);
        let rows = office.rows();
        let cases: Vec<(String, String)> = rows
            .iter()
            .map(|row| (word(&row["id"]), word(&row["title"])))
            .collect();
        let (id, _) = &cases[day as usize % cases.len()];
        let note = format!("note {day}");
        office
            .desk()
            .args(["note", id])
            .input(note.clone())
            .run()
            .ok();
        confirmed.lock().unwrap().notes.push((id.clone(), note));
        let reply = format!("reply {day}");
        office
            .desk()
            .args(["reply", id, "--status", "working", "--attach"])
            .arg(office.path("parcel.pdf"))
            .input(reply.clone())
            .run()
            .ok();
        confirmed.lock().unwrap().replies.push((id.clone(), reply));
        office.desk().arg("backup").arg(&backup).run().ok();
        if day % 2 == 1 && cases.len() > 3 {
            let (id, title) = &cases[(day as usize + 1) % cases.len()];
            begun.lock().unwrap().destroyed.insert(title.clone());
            office
                .desk()
                .args(["destroy", id, "--reason", "asked for", "--yes"])
                .run()
                .ok();
            confirmed.lock().unwrap().destroyed.insert(id.clone());
        }
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// One file system under the vault; says what was seen, or why it could not be tried.
fn cut_power(kind: &str, cuts: u64) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let mut mounts = Mounts::default();
    let outer = folder.path().join("outer.img");
    image(&outer, 8 << 30)?;
    run("mkfs.btrfs", &["-q", text(&outer)])?;
    let pool = mounts.add(&outer, folder.path().join("pool"))?;
    let (disk, stick) = (pool.join("disk.img"), pool.join("stick.img"));
    image(&disk, 400 << 20)?;
    image(&stick, 128 << 20)?;
    match kind {
        "ext4" => run("mkfs.ext4", &["-q", "-F", text(&disk)])?,
        _ => run("mkfs.xfs", &["-q", "-f", text(&disk)])?,
    }
    run("mkfs.ext4", &["-q", "-F", text(&stick)])?;
    let place = mounts.add(&disk, folder.path().join("disk"))?;
    let stick_place = mounts.add(&stick, folder.path().join("stick"))?;
    fs::create_dir(place.join("careless")).unwrap();
    let office = Office::on(&place, &stick_place);
    let (confirmed, begun) = (Mutex::default(), Mutex::default());
    let (ended, careless) = (AtomicBool::new(false), AtomicU64::new(0));
    let mut list = Vec::new();
    let mut dice = Dice::new(cuts);
    std::thread::scope(|scope| {
        let (office, confirmed, begun, ended) = (&office, &confirmed, &begun, &ended);
        let working = std::thread::Builder::new()
            .name("working".into())
            .spawn_scoped(scope, move || {
                // Also when it panics, or the cuts would wait for ever.
                let _end = Ends(ended);
                work(office, confirmed, begun, ended);
            })
            .unwrap();
        let (careless, place) = (&careless, &place);
        std::thread::Builder::new()
            .name("careless".into())
            .spawn_scoped(scope, move || {
                while !ended.load(Ordering::Relaxed) {
                    let number = careless.load(Ordering::Relaxed);
                    let path = place.join(format!("careless/{number}"));
                    let written = fs::write(path.with_extension("new"), careless_bytes(number))
                        .and_then(|()| fs::rename(path.with_extension("new"), &path));
                    if written.is_ok() {
                        careless.store(number + 1, Ordering::Relaxed);
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
            })
            .unwrap();
        // Something to lose.
        while confirmed.lock().unwrap().replies.is_empty() && !working.is_finished() {
            std::thread::sleep(Duration::from_millis(20));
        }
        for cut in 0..cuts {
            if working.is_finished() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100 + dice.below(900) as u64));
            let one = Cut {
                confirmed: confirmed.lock().unwrap().clone(),
                careless: careless.load(Ordering::Relaxed),
                vault: pool.join(format!("vault-{cut}.img")),
                stick: pool.join(format!("stick-{cut}.img")),
            };
            // The stick first: it must not claim more than the vault holds.
            for (from, to) in [(&stick, &one.stick), (&disk, &one.vault)] {
                run("cp", &["--reflink=always", text(from), text(to)]).unwrap();
            }
            list.push(one);
        }
        ended.store(true, Ordering::Relaxed);
    });
    assert_eq!(list.len() as u64, cuts);
    let mut refused = 0;
    for number in 0..cuts {
        refused += usize::from(pull(&office, &mut mounts, &stick, &mut dice, number)?);
    }
    mounts.drop_last();
    mounts.drop_last();
    let begun = begun.into_inner().unwrap();
    let (mut edits, mut lost) = (0, 0);
    for (number, cut) in list.iter().enumerate() {
        let what = format!("{kind}, cut {number}");
        let vault = mounts.add(&cut.vault, folder.path().join("after"))?;
        let stick = mounts.add(&cut.stick, folder.path().join("after-stick"))?;
        edits += look(
            &office,
            cut,
            &vault.join("vault"),
            &stick.join("stick"),
            &begun,
            &what,
        );
        for number in 0..cut.careless {
            let read = fs::read(vault.join(format!("careless/{number}")));
            lost += u64::from(!read.is_ok_and(|bytes| bytes == careless_bytes(number)));
        }
        mounts.drop_last();
        mounts.drop_last();
        fs::remove_file(&cut.vault).unwrap();
        fs::remove_file(&cut.stick).unwrap();
    }
    if lost == 0 {
        return Err("the careless writer lost nothing, so that this proves nothing".to_owned());
    }
    Ok(format!(
        "{} cuts, {edits} confirmed edits there; the careless writer beside it lost {lost} files; \
         {cuts} sticks pulled, {refused} in the middle",
        list.len()
    ))
}

/// Takes the stick's file system away from a running exchange; returns whether it noticed. The
/// next exchange completes what was begun.
fn pull(
    office: &Office,
    mounts: &mut Mounts,
    stick: &Path,
    dice: &mut Dice,
    number: u64,
) -> Result<bool, String> {
    let before = office.rows().len();
    let text_of = |at: u64| format!("pulled {number} {at}");
    for at in 0..3 {
        office.send(&text_of(at), &dice.bytes(200_000));
    }
    // What the courier wrote is on the medium.
    run("sync", &["-f", text(&office.stick())])?;
    let output = office.path("output");
    let mut begun = office.with_stick("exchange").begin(&output);
    std::thread::sleep(Duration::from_millis(dice.below(700) as u64));
    let place = fs::canonicalize(office.stick()).map_err(|error| error.to_string())?;
    let place = place.parent().unwrap();
    run("xfs_io", &["-x", "-c", "shutdown", text(place)])?;
    let status = begun.wait();
    let said = fs::read_to_string(&output).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    assert!(
        status.code().is_some_and(|code| [0, 1, 5].contains(&code)),
        "{status}: {said}"
    );
    if status.code() == Some(1) {
        assert!(
            said.contains("error: ") && said.contains("hint: "),
            "{said}"
        );
    }
    // Put in again.
    mounts.drop_last();
    mounts.add(stick, place.to_owned())?;
    office.with_stick("exchange").run().ok();
    let rows = office.rows();
    for at in 0..3 {
        let there = rows
            .iter()
            .filter(|row| row["title"] == *text_of(at))
            .count();
        assert_eq!(there, 1, "pull {number}: letter {at} did not come in");
    }
    assert!(rows.len() >= before + 3);
    office
        .desk()
        .arg("verify")
        .run()
        .ok()
        .says("everything is whole");
    Ok(!status.success())
}

/// Sets a flag when it goes, whatever the reason.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn careless_bytes(number: u64) -> Vec<u8> {
    number.to_le_bytes().repeat(8192)
}

/// Opens what was left; returns how many confirmed edits it was asked for.
fn look(
    office: &Office,
    cut: &Cut,
    vault: &Path,
    stick: &Path,
    begun: &Begun,
    what: &str,
) -> usize {
    let desk = || office.desk_at(vault);
    let verified = desk().args(["--json", "verify"]).run();
    assert_eq!(
        verified.status.code(),
        Some(0),
        "{what}: {}",
        verified.report()
    );
    let list = || -> Vec<Value> {
        let ran = desk().args(["--json", "list", "--all"]).run().ok();
        serde_json::from_str(&ran.stdout).unwrap()
    };
    let rows = list();
    let titles: BTreeSet<String> = rows.iter().map(|row| word(&row["title"])).collect();
    for text in &cut.confirmed.letters {
        assert!(
            titles.contains(text) || begun.destroyed.contains(text),
            "{what}: {text} is gone, {titles:?}"
        );
    }
    for row in &rows {
        assert_eq!(
            (&row["letters"], &row["attachments"]),
            (&1.into(), &1.into()),
            "{what}: half a case: {row:#}"
        );
        assert!(
            !cut.confirmed.destroyed.contains(&word(&row["id"])),
            "{what}: it is back"
        );
    }
    let mut shown: BTreeMap<&str, String> = BTreeMap::new();
    for (id, text) in cut.confirmed.notes.iter().chain(&cut.confirmed.replies) {
        if rows.iter().all(|row| row["id"] != **id) {
            // Destroyed meanwhile: the letter it began with was looked for above.
            continue;
        }
        let case = shown
            .entry(id)
            .or_insert_with(|| desk().args(["--json", "show", id]).run().ok().stdout);
        assert!(
            case.contains(&format!("\"{text}\"")),
            "{what}: {text} is gone\n{case}"
        );
    }
    // What relays are told to delete is in the vault, or was destroyed on purpose.
    let told = stick.join("acknowledged");
    if told.exists() {
        for path in fs::read_dir(told)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let document: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            for letter in document["letters"].as_array().unwrap() {
                let text = &begun.sent[letter["sha256"].as_str().unwrap()];
                assert!(
                    titles.contains(text) || begun.destroyed.contains(text),
                    "{what}: relays are told of {text}, and it is not here"
                );
            }
        }
    }
    // The stick goes on where it was pulled.
    desk().arg("exchange").arg(stick).run().ok();
    let after = list();
    assert!(after.len() >= rows.len(), "{what}");
    for row in &after {
        let ran = desk()
            .args(["--json", "show", &word(&row["id"])])
            .run()
            .ok();
        let case: Value = serde_json::from_str(&ran.stdout).unwrap();
        let answers = case["replies"].as_array().unwrap().len();
        assert!(answers >= 1, "{what}: nobody was answered: {case:#}");
    }
    desk().arg("verify").run().ok().says("everything is whole");
    cut.confirmed.letters.len()
        + cut.confirmed.notes.len()
        + cut.confirmed.replies.len()
        + cut.confirmed.destroyed.len()
}

/// Why power cannot be cut on this machine; none if it can.
fn lacking() -> Option<String> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout != b"0\n" {
        return Some("only root may mount images".to_owned());
    }
    for program in ["mkfs.btrfs", "mkfs.ext4", "mkfs.xfs"] {
        if Command::new(program).arg("-V").output().is_err() {
            return Some(format!("{program} is not installed"));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let probe = folder.path().join("probe.img");
    let mut mounts = Mounts::default();
    image(&probe, 128 << 20)
        .and_then(|()| run("mkfs.btrfs", &["-q", text(&probe)]))
        .and_then(|()| mounts.add(&probe, folder.path().join("probe")))
        .err()
}

#[test]
fn what_the_desk_confirmed_survives_a_power_cut() {
    let asked: Option<u64> = std::env::var("SEALPOST_CUTS")
        .ok()
        .map(|cuts| cuts.parse().expect("SEALPOST_CUTS is a number"));
    if let Some(why) = lacking() {
        assert!(asked.is_none(), "asked for, and {why}");
        eprintln!("NOT PROVED HERE: power cuts: {why}");
        return;
    }
    for kind in ["ext4", "xfs"] {
        match cut_power(kind, asked.unwrap_or(CUTS)) {
            Ok(seen) => println!("{kind}: {seen}"),
            Err(why) => panic!("{kind}: {why}"),
        }
    }
}
