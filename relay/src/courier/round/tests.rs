#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::courier::fake::{FakeProxy, FakeRelay, courier};
use crate::digest::Id16;

fn letter(number: u8, length: usize) -> Vec<u8> {
    let mut bytes = b"age-encryption.org/v1\n".to_vec();
    bytes.resize(length, number);
    bytes
}

fn stick(relays: &[&FakeRelay]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let cards = folder.path().join("relays");
    fs::create_dir(&cards).unwrap();
    for (number, relay) in relays.iter().enumerate() {
        fs::write(
            cards.join(format!("r{number}.json")),
            relay.card().to_json(),
        )
        .unwrap();
    }
    folder
}

fn hold(relay: &FakeRelay, bytes: &[u8]) -> BlobId {
    let id = BlobId::of(bytes);
    relay
        .held
        .lock()
        .unwrap()
        .letters
        .insert(id, bytes.to_vec());
    id
}

fn go(courier: &mut Courier) -> (Round, Vec<String>) {
    let (result, round, lines) = try_go(courier);
    result.unwrap();
    (round, lines)
}

fn try_go(courier: &mut Courier) -> (Result<(), StickError>, Round, Vec<String>) {
    let mut round = Round::default();
    let mut lines = Vec::new();
    let result = courier.round(&mut round, |line| lines.push(line.to_owned()));
    (result, round, lines)
}

fn inbox(stick: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(stick.join("inbox"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Every file with its content and the time it was written.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            all.extend(snapshot(&entry.path()));
        } else {
            let name = entry.path().display().to_string();
            let written = entry.metadata().unwrap().modified().unwrap();
            all.push((name, fs::read(entry.path()).unwrap(), written));
        }
    }
    all.sort();
    all
}

#[test]
fn letters_of_two_relays_come_once_and_a_dead_one_stops_nobody() {
    let (one, two, dead) = (
        FakeRelay::start(1),
        FakeRelay::start(2),
        FakeRelay::start(3),
    );
    // The proxy does not know the third.
    let proxy = FakeProxy::start(&[&one, &two]);
    let folder = stick(&[&dead, &one, &two]);
    let shared = hold(&one, &letter(1, 65_536));
    hold(&two, &letter(1, 65_536));
    hold(&one, &letter(2, 70_000));
    hold(&two, &letter(3, 300));
    fs::create_dir(folder.path().join("inbox")).unwrap();
    fs::write(folder.path().join("inbox/holiday.jpg"), "mine").unwrap();

    let mut courier = courier(folder.path(), &proxy);
    let (round, lines) = go(&mut courier);
    assert_eq!((round.new, round.failed), (3, true));
    assert_eq!(
        lines,
        [
            "r0: FAILED: the proxy could not reach it. Try again in some minutes; check that \
             the relay and its onion service are running.",
            "r1: 2 new letters; nothing to send.",
            "r2: 1 new letter; nothing to send.",
        ]
    );
    assert_eq!(inbox(folder.path()).len(), 4);
    assert_eq!(
        fs::read(folder.path().join("inbox/holiday.jpg")).unwrap(),
        b"mine"
    );
    let arrivals: Value =
        serde_json::from_slice(&fs::read(folder.path().join("arrivals.json")).unwrap()).unwrap();
    assert_eq!(arrivals[shared.to_string()].as_object().unwrap().len(), 2);
    let checked = std::process::Command::new("sha256sum")
        .args(["--quiet", "-c", "SHA256SUMS"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert!(checked.success());

    let before = snapshot(folder.path());
    let (round, _) = go(&mut courier);
    assert_eq!(round.new, 0);
    assert_eq!(
        snapshot(folder.path()),
        before,
        "a second round changes nothing"
    );
    assert_eq!(one.count("GET /v1/inbox/"), 2);

    let asked = proxy.asked.lock().unwrap();
    assert!(asked.iter().all(|(kind, _)| *kind == 3));
    let mut users: Vec<_> = asked.iter().map(|(_, user)| user).collect();
    users.sort();
    users.dedup();
    assert_eq!(
        users.len(),
        6,
        "three relays, two rounds: each on a circuit of its own"
    );
}

#[test]
fn an_interrupted_letter_goes_on_where_it_stopped() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let bytes = letter(7, 400_000);
    let id = hold(&relay, &bytes);
    relay.held.lock().unwrap().cut = vec![100_000, 0, 0, 150_000];

    let mut courier = courier(folder.path(), &proxy);
    let (round, lines) = go(&mut courier);
    assert!(round.failed && round.new == 0, "{lines:?}");
    assert!(lines[0].contains("it does not answer"), "{lines:?}");
    assert_eq!(inbox(folder.path()), [format!(".tmp-{id}.age")]);
    assert!(!folder.path().join("SHA256SUMS").exists());

    let (round, _) = go(&mut courier);
    assert_eq!((round.new, round.failed), (1, false));
    assert_eq!(inbox(folder.path()), [format!("{id}.age")]);
    assert_eq!(
        fs::read(folder.path().join(format!("inbox/{id}.age"))).unwrap(),
        bytes
    );
    let seen = relay.held.lock().unwrap();
    let ranges: Vec<_> = seen
        .seen
        .iter()
        .filter(|(line, _)| line.contains(&id.to_string()))
        .map(|(line, _)| line.rsplit(' ').next().unwrap())
        .collect();
    assert_eq!(ranges[0], "");
    assert_eq!(*ranges.last().unwrap(), "bytes=250000-");
}

#[test]
fn damage_is_refused_on_one_side_and_mended_on_the_other() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let good = hold(&relay, &letter(1, 65_536));
    let bad = BlobId::of(b"something else");
    relay
        .held
        .lock()
        .unwrap()
        .letters
        .insert(bad, letter(2, 65_536));

    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert_eq!((round.new, round.failed), (1, true));
    assert!(
        lines[0].contains("1 letter arrived damaged and was left out"),
        "{lines:?}"
    );
    assert!(!lines[0].contains(&bad.to_string()));
    assert_eq!(inbox(folder.path()), [format!("{good}.age")]);

    // A torn beginning from an earlier visit is thrown away, not built upon.
    relay.held.lock().unwrap().letters.remove(&bad);
    let path = folder.path().join(format!("inbox/{good}.age"));
    fs::remove_file(&path).unwrap();
    fs::write(
        folder.path().join(format!("inbox/.tmp-{good}.age")),
        [0; 1000],
    )
    .unwrap();
    assert_eq!(go(&mut courier(folder.path(), &proxy)).0.new, 1);

    // A bit flips on the stick; the relay still has the letter.
    let mut bytes = fs::read(&path).unwrap();
    bytes[9_000] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert_eq!((round.new, round.failed), (0, false));
    assert!(lines[0].contains("damaged and fetched again"), "{lines:?}");
    assert_eq!(BlobId::of(&fs::read(&path).unwrap()), good);
}

#[test]
fn an_overloaded_relay_is_asked_again_but_not_for_ever() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    relay.held.lock().unwrap().refuse = vec![429, 503];
    assert!(!go(&mut courier(folder.path(), &proxy)).0.failed);
    relay.held.lock().unwrap().refuse = vec![503; 4];
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(round.failed && lines[0].contains("overloaded"), "{lines:?}");
    assert_eq!(relay.held.lock().unwrap().refuse.len(), 1);
    relay.held.lock().unwrap().refuse = vec![401];
    let (_, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(lines[0].contains("does not accept the token"), "{lines:?}");
}

#[test]
fn another_relay_at_the_address_gets_nothing() {
    let (one, two) = (FakeRelay::start(1), FakeRelay::start(2));
    let mut liar = two.card();
    liar.onion = one.card().onion;
    let proxy = FakeProxy::start(&[&one, &two]);
    let folder = stick(&[]);
    fs::write(folder.path().join("relays/two.json"), liar.to_json()).unwrap();
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(
        round.failed && lines[0].contains("another relay"),
        "{lines:?}"
    );
    assert_eq!(one.count("GET /v1/inbox"), 0, "the token was not sent");
}

struct Desk(minisign::KeyPair);

impl Desk {
    fn new() -> Self {
        Self(minisign::KeyPair::generate_unencrypted_keypair().unwrap())
    }

    fn write(&self, path: &Path, document: &Value) {
        let text = document.to_string();
        let signature =
            minisign::sign(Some(&self.0.pk), &self.0.sk, text.as_bytes(), None, None).unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        fs::write(
            format!("{}.minisig", path.display()),
            signature.into_string(),
        )
        .unwrap();
    }

    fn publish(&self, stick: &Path, number: u64) {
        let file = |path: &str, bytes: &[u8]| {
            let there = stick.join("public/files").join(path);
            fs::create_dir_all(there.parent().unwrap()).unwrap();
            fs::write(there, bytes).unwrap();
            json!({"path": path, "sha256": BlobId::of(bytes), "length": bytes.len()})
        };
        let release = json!({
            "type": "sealpost-public", "version": 1, "number": number,
            "organisation": "00112233445566778899aabbccddeeff", "root": self.0.pk.to_base64(),
            "files": [file("organisation.json", b"{}"), file("organisation.json.minisig", b"x"),
                file("a/page.html", b"<p>")],
        });
        self.write(&stick.join("public/public.json"), &release);
    }

    fn edition(&self, stick: &Path, number: u64) {
        let chunks: Vec<BlobId> = (0..2u8)
            .map(|n| {
                let bytes = vec![n; 131_072];
                let there = stick.join(format!("board/03/chunk-{n:04}"));
                fs::create_dir_all(there.parent().unwrap()).unwrap();
                fs::write(there, &bytes).unwrap();
                BlobId::of(&bytes)
            })
            .collect();
        let slots: Vec<String> = (0..32).map(|n| format!("{n:032x}")).collect();
        let edition = json!({
            "type": "sealpost-edition", "version": 1, "number": number, "lane": 3,
            "organisation": "00112233445566778899aabbccddeeff", "hour": "2026-11-23T14:00:00Z",
            "slots": slots, "chunks": chunks,
        });
        self.write(&stick.join("board/03/edition.json"), &edition);
    }

    fn acknowledge(&self, stick: &Path, number: u64, relay: Id16) {
        let list = json!({
            "type": "sealpost-acknowledgement", "version": 1, "number": number, "lane": 3,
            "organisation": "00112233445566778899aabbccddeeff", "relays": [relay],
            "letters": [{"sha256": BlobId::of(b"x"), "reason": "imported"}],
        });
        self.write(
            &stick.join(format!("acknowledged/03-{number:08}.json")),
            &list,
        );
    }

    fn parcel(&self, stick: &Path, number: u64, length: usize) -> BlobId {
        let bytes = vec![5; length];
        let id = BlobId::of(&bytes);
        let note = json!({
            "type": "sealpost-parcel", "version": 1, "number": number, "lane": 3,
            "organisation": "00112233445566778899aabbccddeeff", "sha256": id, "length": length,
            "expires": "9999-12-31",
        });
        self.write(&stick.join(format!("parcels/{id}.json")), &note);
        fs::write(stick.join(format!("parcels/{id}.age")), bytes).unwrap();
        id
    }
}

#[test]
fn what_the_desk_wrote_is_sent_once_release_first() {
    let (relay, other) = (FakeRelay::start(1), FakeRelay::start(2));
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let desk = Desk::new();
    desk.publish(folder.path(), 1);
    desk.edition(folder.path(), 1);
    desk.parcel(folder.path(), 1, 65_536);
    desk.acknowledge(folder.path(), 1, relay.id);
    desk.acknowledge(folder.path(), 2, other.id);
    desk.acknowledge(folder.path(), 3, relay.id);

    // Nobody can be asked, nothing was given: nothing is pinned, and nothing is sent.
    let mut courier = courier(folder.path(), &proxy);
    let (round, lines) = go(&mut courier);
    assert!(
        round.failed && lines[0].contains("--trust-root"),
        "{lines:?}"
    );
    courier.trust = Trust::new(Some("wrong words".to_owned()));
    assert!(go(&mut courier).1[0].contains("does not have the fingerprint"));
    assert_eq!(relay.count("PUT") + relay.count("POST"), 0);

    let root = desk.0.pk.to_base64().parse().unwrap();
    let words = crate::fingerprint::Fingerprint::of(&root).to_string();
    courier.trust = Trust::new(Some(words));
    let (round, lines) = go(&mut courier);
    assert!(!round.failed, "{lines:?}");
    assert_eq!(
        lines,
        ["r0: no new letter; sent the public release, 1 edition, 1 parcel, 2 acknowledgements."]
    );
    {
        let held = relay.held.lock().unwrap();
        assert_eq!(held.root.as_deref(), Some(desk.0.pk.to_base64().as_str()));
        let pushes: Vec<_> = held
            .seen
            .iter()
            .filter(|(line, _)| line.starts_with('P'))
            .collect();
        assert!(pushes[0].0.starts_with("PUT /v1/public"));
        // Envelope, then the files in the order of the list.
        assert!(pushes[0].1.ends_with(b"{}x<p>"));
        let length = u32::from_be_bytes(pushes[0].1[..4].try_into().unwrap()) as usize;
        assert_eq!(pushes[0].1.len(), 4 + length + 6);
        assert_eq!(pushes[1].1.len() % 131_072, {
            let length = u32::from_be_bytes(pushes[1].1[..4].try_into().unwrap()) as usize;
            4 + length
        });
    }

    // The relay now shows the edition; the state file knows parcels and acknowledgements. This
    // fake relay forgets parcels, so they are offered again and nothing else is.
    let edition = fs::read_to_string(folder.path().join("board/03/edition.json")).unwrap();
    relay.held.lock().unwrap().lanes = vec![json!({"document": edition, "signature": "s"})];
    let (_, lines) = go(&mut courier);
    assert_eq!(lines, ["r0: no new letter; sent 1 parcel."]);

    // A list with a lower number than one that was sent comes from a slower desk's stick.
    desk.acknowledge(folder.path(), 2, relay.id);
    let (_, lines) = go(&mut courier);
    assert_eq!(
        lines,
        ["r0: no new letter; sent 1 parcel, 1 acknowledgement."]
    );

    // Without the state file the relay says what it has.
    fs::remove_file(folder.path().join("relays/r0.state")).unwrap();
    relay.held.lock().unwrap().push_status = Some(409);
    let (round, lines) = go(&mut courier);
    assert!(!round.failed);
    assert_eq!(lines, ["r0: no new letter; nothing to send."]);
}

#[test]
fn letters_that_a_desk_took_are_not_fetched_again() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let desk = Desk::new();
    // `acknowledge` lists the hash of "x".
    hold(&relay, b"x");
    hold(&relay, b"y");
    desk.acknowledge(folder.path(), 1, relay.id);
    let (round, _) = go(&mut courier(folder.path(), &proxy));
    assert_eq!(round.new, 1);
    assert_eq!(inbox(folder.path()), [format!("{}.age", BlobId::of(b"y"))]);
}

#[test]
fn a_visit_that_fetched_for_too_long_still_sends() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    hold(&relay, b"y");
    relay.held.lock().unwrap().public = Some(1);
    Desk::new().acknowledge(folder.path(), 1, relay.id);
    let mut courier = courier(folder.path(), &proxy);
    courier.patience.fetching = std::time::Duration::ZERO;
    let (round, lines) = go(&mut courier);
    assert!(round.failed);
    assert_eq!(
        lines,
        [
            "r0: no new letter; sent 1 acknowledgement. FAILED: fetching from it took too long \
             and was ended. Try again later; what was fetched so far is kept."
        ]
    );
    assert_eq!(relay.count("GET /v1/inbox"), 0);
}

#[test]
fn a_large_parcel_is_offered_before_it_is_sent() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let desk = Desk::new();
    {
        let mut held = relay.held.lock().unwrap();
        held.root = Some(desk.0.pk.to_base64());
        held.public = Some(1);
    }
    desk.parcel(folder.path(), 1, 4 << 20);
    // It has the parcel already: only the envelope crosses the line.
    relay.held.lock().unwrap().push_status = Some(204);
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(!round.failed, "{lines:?}");
    {
        let held = relay.held.lock().unwrap();
        let bodies = held.seen.iter().filter(|(line, _)| line.starts_with("PUT"));
        let lengths: Vec<usize> = bodies.map(|(_, body)| body.len()).collect();
        assert!(lengths.len() == 1 && lengths[0] < 10_000, "{lengths:?}");
    }
    // It wants the parcel, and refuses an envelope without it.
    fs::remove_file(folder.path().join("relays/r0.state")).unwrap();
    relay.held.lock().unwrap().push_status = None;
    let (_, lines) = go(&mut courier(folder.path(), &proxy));
    assert_eq!(lines, ["r0: no new letter; sent 1 parcel."]);
    let held = relay.held.lock().unwrap();
    assert!(held.seen.last().unwrap().1.len() > 4 << 20);
}

#[test]
fn damage_on_the_way_out_is_named_and_the_rest_is_sent() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    let desk = Desk::new();
    {
        let mut held = relay.held.lock().unwrap();
        held.root = Some(desk.0.pk.to_base64());
        held.public = Some(4);
    }
    desk.publish(folder.path(), 3);
    desk.edition(folder.path(), 1);
    desk.acknowledge(folder.path(), 1, relay.id);
    desk.acknowledge(folder.path(), 2, relay.id);
    fs::write(folder.path().join("board/03/chunk-0001"), vec![9; 131_072]).unwrap();
    fs::remove_file(folder.path().join("acknowledged/03-00000002.json.minisig")).unwrap();
    fs::write(folder.path().join("acknowledged/notes.txt"), "foreign").unwrap();
    fs::write(folder.path().join("acknowledged/shopping.json"), "foreign").unwrap();
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(round.failed);
    assert_eq!(
        lines,
        [
            "r0: no new letter; sent 1 acknowledgement; the relay shows a later public release \
          than the stick's."
        ]
    );
    assert_eq!(relay.count("PUT"), 0);
}

#[test]
fn a_relay_without_a_publication_waits_for_one() {
    let relay = FakeRelay::start(1);
    let proxy = FakeProxy::start(&[&relay]);
    let folder = stick(&[&relay]);
    assert!(!go(&mut courier(folder.path(), &proxy)).0.failed);
    Desk::new().acknowledge(folder.path(), 1, relay.id);
    let (round, lines) = go(&mut courier(folder.path(), &proxy));
    assert!(
        round.failed && lines[0].contains("first publication"),
        "{lines:?}"
    );
}
