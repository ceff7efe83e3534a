use std::io::{Read as _, Write as _};
use std::process::Command;

use crate::organisation::Organisation;
use crate::running::{PROGRAM, Running, letter, read_reply, tcp};

fn signal(relay: &Running, name: &str) {
    let pid = relay.pid().to_string();
    assert!(
        Command::new("kill")
            .args([name, &pid])
            .status()
            .unwrap()
            .success()
    );
}

fn check(relay: &Running) -> (bool, String) {
    let output = Command::new(PROGRAM)
        .args(["check", "--config"])
        .arg(relay.settings())
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn two_relays_do_not_share_a_folder() {
    let relay = Running::start();
    let second = Command::new(env!("CARGO_BIN_EXE_sealpost-relay"))
        .args(["serve", "--config"])
        .arg(relay.settings())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let words = String::from_utf8(second.stderr).unwrap();
    assert!(
        words.contains("another relay uses this data folder"),
        "{words}"
    );
}

#[test]
fn a_killed_relay_leaves_no_debris_and_loses_nothing_it_acknowledged() {
    let mut relay = Running::start();
    let mut acknowledged = Vec::new();
    for round in 0..5u8 {
        for number in 0..4 {
            let reply = relay.send(&letter(65_536, round * 16 + number));
            assert_eq!(reply.status, 201);
            acknowledged.push(reply.json()["sha256"].as_str().unwrap().to_owned());
        }
        // One letter is under way when the process dies.
        let mut stream = relay.connect();
        let head = "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&letter(1 << 20, 200)[..700_000]).unwrap();
        stream.flush().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(100));
        relay.kill_and_restart();
    }
    let files = relay.files();
    assert_eq!(files.len(), acknowledged.len(), "{files:?}");
    for id in acknowledged {
        let bytes = relay.pull(&format!("/v1/inbox/{id}")).body;
        assert_eq!(relay::BlobId::of(&bytes).to_string(), id);
    }
}

#[test]
fn logs_tell_nothing_about_anyone() {
    let relay = Running::start();
    let bytes = letter(65_536, 1);
    let id = relay.send(&bytes).json()["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    relay.request(
        "GET",
        "/secret-path",
        &[("User-Agent", "AGENT-MARKER")],
        b"",
    );
    relay.request("POST", "/v1/submissions", &[], b"CONTENT-MARKER");
    relay.pull(&format!("/v1/inbox/{id}"));
    let pull = relay.card.pull_token.expose().to_owned();
    signal(&relay, "-TERM");
    let (code, log) = relay.finish();
    assert_eq!(code, Some(0));
    assert!(log.contains("the relay is open"), "{log}");
    for secret in [
        "127.0.0.1",
        "secret-path",
        "AGENT",
        "CONTENT",
        &id,
        &id[..8],
        &pull,
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    for line in log.lines() {
        assert_eq!(&line[13..20], ":00:00Z", "{line}");
    }
}

#[test]
fn a_request_under_way_is_finished_when_the_relay_stops() {
    let relay = Running::start();
    let mut stream = relay.connect();
    let bytes = letter(65_536, 2);
    let head = "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[..30_000]).unwrap();
    stream.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    signal(&relay, "-TERM");
    std::thread::sleep(std::time::Duration::from_millis(300));
    stream.write_all(&bytes[30_000..]).unwrap();
    assert_eq!(read_reply(&mut stream, false).status, 201);
    drop(stream);
    assert_eq!(relay.finish().0, Some(0));
}

#[test]
fn a_broken_certificate_is_refused_and_a_good_one_taken() {
    let relay = Running::start();
    let path = relay.folder.path().join("certificate.pem");
    let good = std::fs::read(&path).unwrap();
    std::fs::write(&path, "-----BEGIN CERTIFICATE-----\nbroken").unwrap();
    signal(&relay, "-HUP");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(relay.get("/healthz").body, b"ok");
    let (fine, report) = check(&relay);
    assert!(!fine);
    assert!(report.contains("FAULT certificate"), "{report}");
    std::fs::write(&path, good).unwrap();
    signal(&relay, "-HUP");
    std::thread::sleep(std::time::Duration::from_millis(300));
    signal(&relay, "-TERM");
    let (_, log) = relay.finish();
    assert!(log.contains("stays the old one"), "{log}");
    assert!(log.contains("was read again"), "{log}");
}

#[test]
fn check_says_what_is_and_what_to_do() {
    let relay = Running::start_with(&[], "free_percent = 1");
    let (fine, report) = check(&relay);
    assert!(fine, "{report}");
    assert!(
        report.contains("waiting for the first publication"),
        "{report}"
    );
    assert!(report.contains("is for the host"), "{report}");
    let ours = Organisation::new();
    let root = ours.root_line();
    let body = ours.release(1, &[]);
    assert_eq!(
        relay
            .push("PUT", "/v1/public", &[("Sealpost-Root", &root)], &body)
            .status,
        201
    );
    let (fine, report) = check(&relay);
    assert!(fine, "{report}");
    assert!(
        report.contains("publication: number 1, root key: "),
        "{report}"
    );
    use std::os::unix::fs::PermissionsExt as _;
    let token = relay.folder.path().join("pull-token");
    std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (fine, report) = check(&relay);
    assert!(!fine);
    assert!(report.contains("FAULT pull token"), "{report}");
    let missing = Command::new(PROGRAM)
        .args(["serve", "--config", "/nonexistent"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(3));
}

#[test]
fn the_onion_door_and_the_metrics_have_doors_of_their_own() {
    let options = [
        "--onion",
        "http://example.onion",
        "--onion-listen",
        "127.0.0.1:0",
        "--metrics-listen",
        "127.0.0.1:0",
    ];
    let relay = Running::start_with(&options, "onion_circuits = true");
    let ask = |address, before: &str, path: &str, headers: &str| {
        let mut stream = tcp(address);
        let request =
            format!("{before}GET {path} HTTP/1.1\r\nHost: a\r\n{headers}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    let line = "PROXY TCP6 fc00:dead:beef:4dad::0:19 ::1 19 80\r\n";
    let onion = relay.onion.unwrap();
    let answer = ask(onion, line, "/healthz", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(!answer.to_lowercase().contains("strict-transport-security"));
    assert_eq!(
        ask(onion, "", "/healthz", ""),
        "",
        "without the line nobody is served"
    );
    let home = relay.get("/");
    assert_eq!(home.header("onion-location"), Some("http://example.onion/"));

    let metrics = relay.metrics.unwrap();
    assert!(ask(metrics, "", "/metrics", "").starts_with("HTTP/1.1 401"));
    let token = std::fs::read_to_string(relay.folder.path().join("metrics-token")).unwrap();
    let bearer = format!("Authorization: Bearer {}\r\n", token.trim());
    let answer = ask(metrics, "", "/metrics", &bearer);
    assert!(answer.contains("sealpost_letters_total 0"), "{answer}");
    assert_eq!(relay.get("/metrics").status, 404);
}

#[test]
fn an_existing_relay_is_never_overwritten() {
    let relay = Running::start();
    let output = Command::new(PROGRAM)
        .args(["init", "--dir"])
        .arg(relay.folder.path())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("never overwritten"));
}
