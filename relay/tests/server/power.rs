//! The power goes: what the disk holds at that instant must hold every letter acknowledged before.
//!
//! The relay's folder lies on a file system of its own (ext4, then xfs) in an image; the image
//! lies on btrfs. At random moments under load the list of what was acknowledged is noted, and
//! *then* the image is cloned (`FICLONE`): an atomic copy of what the block device held. Each
//! clone is mounted as after a power cut (the file system replays its journal), a relay is
//! started on it, and is asked for everything on the list. Beside the relay a careless writer
//! (write, rename, no sync) works on the same file system: it must lose files, or the method
//! would prove nothing.
//!
//! Limit: the clone holds what was handed to the device, its volatile cache included. That the
//! kernel sends the flush that `fdatasync` asks for is not tested by this.
//!
//! Needs root, loop devices and the packages btrfs-progs, e2fsprogs and xfsprogs. Runs whenever
//! it can; where it cannot it says why on stderr, and fails if `SEALPOST_CUTS` asks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use relay::BlobId;

use crate::chance::{Chance, rounds};
use crate::killing::{hold, inbox};
use crate::running::Running;
use crate::sender::{Sender, Upload, numbered_letter};

/// Cuts of an ordinary run, for each file system.
const CUTS: u64 = 3;

/// Mounted places, unmounted in the opposite order.
#[derive(Default)]
struct Mounts(Vec<PathBuf>);

impl Mounts {
    fn add(&mut self, image: &Path, place: PathBuf, options: &str) -> Result<PathBuf, String> {
        fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        run("mount", &["-o", options, &text(image), &text(&place)])?;
        self.0.push(place.clone());
        Ok(place)
    }

    fn drop_last(&mut self) {
        if let Some(place) = self.0.pop() {
            for _ in 0..50 {
                if run("umount", &[&text(&place)]).is_ok() {
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

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
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

/// What was promised when the image was cloned.
struct Cut {
    image: PathBuf,
    promised: Vec<(BlobId, usize)>,
    careless: u64,
    upload: Option<Upload>,
}

/// One file system under the relay; says what was seen, or why it could not be tried.
fn cut_power(kind: &str, cuts: u64, chance: &mut Chance) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let mut mounts = Mounts::default();
    let outer = folder.path().join("outer.img");
    image(&outer, 24 << 30)?;
    run("mkfs.btrfs", &["-q", &text(&outer)])?;
    let pool = mounts.add(&outer, folder.path().join("pool"), "loop")?;
    let disk = pool.join("disk.img");
    image(&disk, 768 << 20)?;
    match kind {
        "ext4" => run("mkfs.ext4", &["-q", "-F", &text(&disk)])?,
        _ => run("mkfs.xfs", &["-q", "-f", &text(&disk)])?,
    }
    let place = mounts.add(&disk, folder.path().join("disk"), "loop")?;
    let data = place.join("data");
    fs::create_dir_all(place.join("careless")).unwrap();
    let settings = |data: &Path| {
        format!(
            "requests_per_minute = 1000000\nrequests_per_minute_all = 1000000\n\
             free_bytes = 0\nfree_percent = 0\nfree_files = 0\ndata = {:?}",
            text(data)
        )
    };
    let relay = Running::start_with(&[], &settings(&data));
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let upload = Mutex::new(None::<Upload>);
    let (serial, careless) = (AtomicU64::new(0), AtomicU64::new(0));
    let ended = AtomicBool::new(false);
    let mut list = Vec::new();
    std::thread::scope(|scope| {
        let next = || serial.fetch_add(1, Ordering::Relaxed);
        for at in 0..3u64 {
            let sender = Sender::new(&relay.card, relay.https, &acknowledged)
                .paced(Duration::from_micros(at * 300));
            let ended = &ended;
            spawn(scope, move || {
                let length = if at == 2 { 262_144 } else { 65_536 };
                // A full disk is another test.
                while !ended.load(Ordering::Relaxed) && next() < 6_000 {
                    sender
                        .send(&numbered_letter(length, next()), 20_000)
                        .unwrap();
                }
            });
        }
        let sender = Sender::new(&relay.card, relay.https, &acknowledged);
        let (upload, ended, place) = (&upload, &ended, &place);
        spawn(scope, move || {
            while !ended.load(Ordering::Relaxed) {
                let mut one = upload.lock().unwrap().clone().unwrap_or_else(|| Upload {
                    bytes: numbered_letter(1 << 20, next()),
                    place: None,
                    told: 0,
                    sent: 0,
                });
                let done = sender.go_on(&mut one, 40_000).unwrap();
                // Only now is it a promise.
                *upload.lock().unwrap() = (!done).then_some(one);
            }
        });
        let careless = &careless;
        spawn(scope, move || {
            while !ended.load(Ordering::Relaxed) {
                let number = careless.load(Ordering::Relaxed);
                let path = place.join(format!("careless/{number}"));
                let written =
                    fs::write(path.with_extension("new"), numbered_letter(65_536, number))
                        .and_then(|()| fs::rename(path.with_extension("new"), &path));
                if written.is_ok() {
                    careless.store(number + 1, Ordering::Relaxed);
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        for cut in 0..cuts {
            std::thread::sleep(Duration::from_millis(150) + chance.micros(1_500_000));
            // The promises first: what is acknowledged while the clone is made is not asked for.
            let image = pool.join(format!("cut-{cut}.img"));
            let one = Cut {
                promised: acknowledged.lock().unwrap().clone(),
                careless: careless.load(Ordering::Relaxed),
                upload: upload.lock().unwrap().clone(),
                image: image.clone(),
            };
            let cloned = run("cp", &["--reflink=always", &text(&disk), &text(&image)]);
            if let Err(why) = cloned {
                ended.store(true, Ordering::Relaxed);
                panic!("{why}");
            }
            list.push(one);
        }
        ended.store(true, Ordering::Relaxed);
    });
    drop(relay);
    // The file system under the relay goes; the clones are what is left.
    mounts.drop_last();
    let (mut letters, mut uploads, mut lost, mut torn) = (0, 0, 0, 0);
    for cut in &list {
        // A clone has the same file system id; xfs refuses that only beside its twin.
        let place = mounts.add(&cut.image, folder.path().join("after"), "loop")?;
        let relay = Running::start_with(&[], &settings(&place.join("data")));
        let mut fetched = 0;
        hold(&relay, &cut.promised, &mut fetched);
        letters += fetched;
        for path in relay_files(&place.join("data/inbox")) {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            assert_eq!(
                BlobId::of(&bytes).to_string(),
                name,
                "a torn letter under its name"
            );
        }
        if let Some(one) = &cut.upload
            && let Some(place) = &one.place
        {
            let promises = Arc::default();
            let sender = Sender::new(&relay.card, relay.https, &promises);
            match sender.offset(place).unwrap() {
                Some(have) => {
                    assert!(have >= one.told, "said {}, has {have}", one.told);
                    let mut one = one.clone();
                    one.told = have;
                    let mut tries = 0;
                    while !sender.go_on(&mut one, 300_000).unwrap() {
                        tries += 1;
                        assert!(tries < 20, "the upload does not go on");
                    }
                }
                None => {
                    let id = BlobId::of(&one.bytes).to_string();
                    assert!(inbox(&relay).contains_key(&id), "an upload is gone");
                }
            }
            uploads += 1;
        }
        for number in 0..cut.careless {
            match fs::read(place.join(format!("careless/{number}"))) {
                Err(_) => lost += 1,
                Ok(bytes) if bytes != numbered_letter(65_536, number) => torn += 1,
                Ok(_) => {}
            }
        }
        drop(relay);
        mounts.drop_last();
        fs::remove_file(&cut.image).unwrap();
    }
    if lost + torn == 0 {
        return Err("the careless writer lost nothing, so that this proves nothing".to_owned());
    }
    Ok(format!(
        "{} cuts, {letters} acknowledged letters whole, {uploads} uploads went on; \
         the careless writer beside it lost {lost} files and found {torn} torn",
        list.len()
    ))
}

fn spawn<'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) {
    std::thread::Builder::new()
        .spawn_scoped(scope, work)
        .unwrap();
}

fn relay_files(folder: &Path) -> Vec<PathBuf> {
    let hours = fs::read_dir(folder).unwrap();
    hours
        .flat_map(|hour| fs::read_dir(hour.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// Why power cannot be cut on this machine; none if it can.
fn lacking() -> Option<String> {
    if !rustix::process::geteuid().is_root() {
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
        .and_then(|()| run("mkfs.btrfs", &["-q", &text(&probe)]))
        .and_then(|()| mounts.add(&probe, folder.path().join("probe"), "loop"))
        .err()
}

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    if let Some(why) = lacking() {
        assert!(
            std::env::var_os("SEALPOST_CUTS").is_none(),
            "asked for, and {why}"
        );
        eprintln!("NOT PROVED HERE: power cuts: {why}");
        return;
    }
    let mut chance = Chance::new("power cut");
    let cuts = rounds("SEALPOST_CUTS", CUTS);
    for kind in ["ext4", "xfs"] {
        match cut_power(kind, cuts, &mut chance) {
            Ok(seen) => println!("{kind}: {seen}"),
            Err(why) => panic!("{kind}: {why}"),
        }
    }
}
