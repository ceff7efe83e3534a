//! `sealpost-courier` against running relays.

#![allow(clippy::unwrap_used)] // a test may fail by panic

#[path = "courier/harness.rs"]
mod harness;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

use harness::{Desk, Line, Relay, Run, courier, inbox, letter, stick, sums_hold};
use relay::Fingerprint;
use serde_json::Value;

/// Every file with its content and the time it was written.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            all.extend(snapshot(&entry.path()));
        } else {
            let written = entry.metadata().unwrap().modified().unwrap();
            let name = entry.path().display().to_string();
            all.push((name, fs::read(entry.path()).unwrap(), written));
        }
    }
    all.sort();
    all
}

#[test]
fn two_relays_are_served_while_a_third_is_dead_and_nothing_is_done_twice() {
    let (one, two) = (Relay::start(), Relay::start());
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut dead = two.card.clone();
    dead.relay = relay::Id16::from_bytes([9; 16]);
    dead.https = Some(format!("https://{}", nobody.local_addr().unwrap()));
    drop(nobody);
    let shared = one.submit(&letter(1, 65_536));
    two.submit(&letter(1, 65_536));
    one.submit(&letter(2, 262_144));
    two.submit(&letter(3, 65_536));
    let folder = stick(&[("dead", &dead), ("one", &one.card), ("two", &two.card)]);

    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines[0].starts_with("dead: FAILED: it does not answer."),
        "{lines:?}"
    );
    assert_eq!(lines[1], "one: 2 new letters; nothing to send.");
    assert_eq!(lines[2], "two: 1 new letter; nothing to send.");
    assert_eq!(inbox(folder.path()).len(), 3);
    assert!(sums_hold(folder.path()));
    let arrivals = fs::read(folder.path().join("arrivals.json")).unwrap();
    let arrivals: Value = serde_json::from_slice(&arrivals).unwrap();
    assert_eq!(arrivals[shared.to_string()].as_object().unwrap().len(), 2);

    fs::remove_file(folder.path().join("relays/dead.json")).unwrap();
    let before = snapshot(folder.path());
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        "one: no new letter; nothing to send.\ntwo: no new letter; nothing to send.\n"
    );
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn what_a_desk_wrote_reaches_the_relay_once() {
    let relay = Relay::start();
    let known = relay.submit(&letter(1, 65_536));
    let folder = stick(&[("one", &relay.card)]);
    let desk = Desk::new();
    desk.publish(folder.path());
    desk.edition(folder.path());
    desk.parcel(folder.path(), 4 << 20);
    desk.acknowledge(folder.path(), relay.card.relay, &[known]);

    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("nobody could be asked"), "{run:?}");
    assert_eq!(relay.get("/v1/relay")["root"], Value::Null);

    let words = Fingerprint::of(&desk.root()).to_string();
    let run = courier(folder.path(), &["--trust-root", &words]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        "one: no new letter; sent the public release, 1 edition, 1 parcel, 1 acknowledgement.\n"
    );
    assert_eq!(relay.get("/v1/relay")["root"], desk.root().as_str());
    assert_eq!(relay.get("/v1/board")["lanes"].as_array().unwrap().len(), 1);

    let before = snapshot(folder.path());
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout, "one: no new letter; nothing to send.\n");
    assert_eq!(snapshot(folder.path()), before);
    // Without the note of what was accepted, the relay says what it has. The newest
    // acknowledgement it simply takes again.
    fs::remove_file(folder.path().join("relays/one.state")).unwrap();
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout, "one: no new letter; sent 1 acknowledgement.\n");

    // A newer release needs no question; one of another root is refused.
    desk.publish(folder.path());
    let run = courier(folder.path(), &[]);
    assert_eq!(run.stdout, "one: no new letter; sent the public release.\n");
    let other = Desk::new();
    fs::remove_dir_all(folder.path().join("board")).unwrap();
    fs::remove_dir_all(folder.path().join("acknowledged")).unwrap();
    fs::remove_dir_all(folder.path().join("parcels")).unwrap();
    other.publish(folder.path());
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("another root key"), "{run:?}");
}

#[test]
fn on_a_terminal_the_fingerprint_is_compared_before_a_root_is_pinned() {
    let relay = Relay::start();
    let folder = stick(&[("one", &relay.card)]);
    let desk = Desk::new();
    desk.publish(folder.path());
    // `script` gives the courier a terminal of its own.
    let answer = |text: &str| {
        let command = format!(
            "'{}' sync '{}'",
            env!("CARGO_BIN_EXE_sealpost-courier"),
            folder.path().display()
        );
        let mut terminal = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut keyboard = terminal.stdin.take().unwrap();
        writeln!(keyboard, "{text}").unwrap();
        let output = terminal.wait_with_output().unwrap();
        Some((
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        ))
    };
    let Some((code, screen)) = answer("no") else {
        eprintln!("skipped: there is no `script` to make a terminal with");
        return;
    };
    assert_eq!(code, Some(1), "{screen}");
    assert!(screen.contains(&Fingerprint::of(&desk.root()).to_string()));
    assert!(screen.contains("was not confirmed"), "{screen}");
    assert_eq!(relay.get("/v1/relay")["root"], Value::Null);
    let (code, screen) = answer("yes").unwrap();
    assert_eq!(code, Some(0), "{screen}");
    assert_eq!(relay.get("/v1/relay")["root"], desk.root().as_str());
}

#[test]
fn a_cut_line_is_taken_up_where_it_broke() {
    let relay = Relay::start();
    let bytes = letter(5, 4 << 20);
    let id = relay.submit(&bytes);
    let line = Line::to(relay.address);
    let mut card = relay.card.clone();
    card.https = Some(format!("https://{}", line.address));
    let folder = stick(&[("one", &card)]);

    // Three million bytes, then silence until the courier gives up.
    line.cut_after.store(3_000_000, Ordering::SeqCst);
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(inbox(folder.path()), [format!(".tmp-{id}.age")]);
    assert!(!folder.path().join("SHA256SUMS").exists());

    line.cut_after.store(u64::MAX, Ordering::SeqCst);
    let before = line.carried.load(Ordering::SeqCst);
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let again = line.carried.load(Ordering::SeqCst) - before;
    assert!(
        again < 2_000_000,
        "{again} bytes were fetched a second time"
    );
    assert_eq!(inbox(folder.path()), [format!("{id}.age")]);
    let fetched = fs::read(folder.path().join(format!("inbox/{id}.age"))).unwrap();
    assert!(fetched == bytes);
    assert!(sums_hold(folder.path()));
}

#[test]
fn a_letter_that_is_damaged_at_the_relay_is_left_out_and_counted() {
    let relay = Relay::start();
    let good = relay.submit(&letter(1, 65_536));
    let bad = relay.submit(&letter(2, 65_536));
    relay.damage(bad);
    let folder = stick(&[("one", &relay.card)]);
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("one: 1 new letter;"), "{run:?}");
    assert_eq!(inbox(folder.path()), [format!("{good}.age")]);
    assert!(sums_hold(folder.path()));
}

#[test]
fn a_changed_certificate_and_a_wrong_token_are_called_what_they_are() {
    let (one, two) = (Relay::start(), Relay::start());
    let mut changed = one.card.clone();
    changed.certificate.clone_from(&two.card.certificate);
    let folder = stick(&[("one", &changed)]);
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("not the one on its setup card"),
        "{run:?}"
    );
    let mut wrong = one.card.clone();
    wrong.pull_token = two.card.pull_token.clone();
    let folder = stick(&[("one", &wrong)]);
    let run = courier(folder.path(), &[]);
    assert!(run.stdout.contains("does not accept the token"), "{run:?}");
}

#[test]
fn the_command_hears_how_many_letters_came_and_nothing_else() {
    let relay = Relay::start();
    relay.submit(&letter(1, 65_536));
    relay.submit(&letter(2, 65_536));
    let folder = stick(&[("one", &relay.card)]);
    let heard = folder.path().join("heard");
    let command = format!("env | grep ^SEALPOST > {}", heard.display());
    assert_eq!(
        courier(folder.path(), &["--on-new", &command]).code,
        Some(0)
    );
    assert_eq!(fs::read_to_string(&heard).unwrap(), "SEALPOST_NEW=2\n");
    fs::remove_file(&heard).unwrap();
    assert_eq!(
        courier(folder.path(), &["--on-new", &command]).code,
        Some(0)
    );
    assert!(!heard.exists());
}

#[test]
fn watching_goes_on_and_survives_a_stick_that_is_away() {
    let relay = Relay::start();
    let folder = stick(&[("one", &relay.card)]);
    let place = folder.path().join("relays");
    let heard = tempfile::tempdir().unwrap();
    let heard = heard.path().join("heard");
    let mut watching = Command::new(env!("CARGO_BIN_EXE_sealpost-courier"))
        .arg("sync")
        .arg(folder.path())
        .args(["--watch", "--interval", "5", "--on-new"])
        .arg(format!("echo $SEALPOST_NEW >> {}", heard.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert_eq!(first, "one: no new letter; nothing to send.");
    // Away for one round.
    fs::rename(&place, folder.path().join("away")).unwrap();
    std::thread::sleep(Duration::from_secs(7));
    relay.submit(&letter(1, 65_536));
    fs::rename(folder.path().join("away"), &place).unwrap();
    let second = lines.next().unwrap().unwrap();
    // The command is started after the line; it has some seconds.
    let rung = || fs::read_to_string(&heard).is_ok_and(|text| !text.is_empty());
    for _ in 0..50 {
        if rung() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(second, "one: 1 new letter; nothing to send.");
    assert_eq!(fs::read_to_string(&heard).unwrap_or_default(), "1\n");
}

#[test]
fn sticks_that_cannot_be_used_are_called_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    for (path, words) in [
        (missing.as_path(), "There is no stick at that place."),
        (folder.path(), "The stick has no folder relays."),
    ] {
        let run = courier(path, &[]);
        assert_eq!(run.code, Some(3));
        assert!(run.stderr.starts_with(words), "{run:?}");
    }
    fs::create_dir(folder.path().join("relays")).unwrap();
    let run = courier(folder.path(), &[]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("holds no setup card"), "{run:?}");
    for wrong in [
        &["--interval", "0"][..],
        &["--socks5", "socks5://127.0.0.1:1"],
    ] {
        assert_eq!(courier(folder.path(), wrong).code, Some(2));
    }
}

/// Runs a script in a mount namespace of its own, where a small file system stands in for a
/// stick; `None` where the system does not allow that.
fn with_small_stick(script: &str, card: &Path) -> Option<Run> {
    let mount = tempfile::tempdir().unwrap();
    let script = format!(
        "set -e\nmount -t tmpfs -o size=450k none \"$STICK\"\necho mounted >&2\n\
         mkdir \"$STICK/relays\"\ncp \"$CARD\" \"$STICK/relays/one.json\"\nset +e\n{script}"
    );
    let output = Command::new("unshare")
        .args(["-Urm", "sh", "-c", &script])
        .env("STICK", mount.path())
        .env("CARD", card)
        .env("COURIER", env!("CARGO_BIN_EXE_sealpost-courier"))
        .output()
        .ok()?;
    // Whatever lay on the stick is gone with its namespace; nothing may lie underneath.
    assert_eq!(fs::read_dir(mount.path()).unwrap().count(), 0);
    let run = Run::new(&output);
    if !run.stderr.contains("mounted") {
        eprintln!("skipped: file systems cannot be mounted here");
        return None;
    }
    Some(run)
}

fn card_file(
    relay: &Relay,
    address: Option<std::net::SocketAddr>,
) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.json");
    let mut card = relay.card.clone();
    if let Some(address) = address {
        card.https = Some(format!("https://{address}"));
    }
    fs::write(&path, card.to_json()).unwrap();
    (folder, path)
}

#[test]
fn a_full_stick_keeps_what_fits_and_nothing_half_written() {
    let relay = Relay::start();
    relay.submit(&letter(1, 262_144));
    relay.submit(&letter(2, 262_144));
    let (_folder, card) = card_file(&relay, None);
    let script = "\"$COURIER\" sync \"$STICK\"; echo code $?\n\
        ls -A \"$STICK/inbox\" | grep -c tmp\nls \"$STICK/inbox\" | wc -l\n\
        cd \"$STICK\" && sha256sum --quiet --strict -c SHA256SUMS && echo sums hold";
    let Some(run) = with_small_stick(script, &card) else {
        return;
    };
    assert_eq!(
        run.stdout, "one: 1 new letter; nothing to send.\ncode 3\n0\n1\nsums hold\n",
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("The stick is full. Nothing half-written"),
        "{run:?}"
    );
}

#[test]
fn a_stick_that_is_read_only_is_called_that() {
    let relay = Relay::start();
    let (_folder, card) = card_file(&relay, None);
    let script = "mount -o remount,ro \"$STICK\"\n\"$COURIER\" sync \"$STICK\"; echo code $?";
    let Some(run) = with_small_stick(script, &card) else {
        return;
    };
    assert_eq!(run.stdout, "code 3\n", "{}", run.stderr);
    assert!(run.stderr.contains("cannot be written to"), "{run:?}");
}

#[test]
fn a_stick_that_is_pulled_out_gets_nothing_written_in_its_place() {
    let relay = Relay::start();
    relay.submit(&letter(1, 262_144));
    let line = Line::to(relay.address);
    line.pause_after.store(100_000, Ordering::SeqCst);
    let (_folder, card) = card_file(&relay, Some(line.address));
    // The line stands still for three seconds in the middle of the letter.
    let script = "\"$COURIER\" sync \"$STICK\" &\nsleep 1.5\numount -l \"$STICK\"\n\
        wait $!; echo code $?";
    let Some(run) = with_small_stick(script, &card) else {
        return;
    };
    assert_eq!(run.stdout, "code 3\n", "{}", run.stderr);
    assert!(run.stderr.contains("The stick was pulled out."), "{run:?}");
}
