use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;

use relay::BlobId;

use crate::running::{Running, letter, read_reply};

const KIB_64: usize = 65_536;

#[test]
fn a_letter_is_taken_once_and_acknowledged_always() {
    let relay = Running::start();
    let bytes = letter(KIB_64, 1);
    let id = BlobId::of(&bytes).to_string();
    for _ in 0..3 {
        let reply = relay.send(&bytes);
        assert_eq!(reply.status, 201);
        assert_eq!(reply.json()["sha256"], id);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("server"), None);
    }
    let files = relay.files();
    assert_eq!(files.len(), 1, "{files:?}");
    let facts = files[0].metadata().unwrap();
    assert_eq!(facts.mode() & 0o777, 0o600);
    assert_eq!(facts.mtime() % 3600, 0);
    let hour = files[0]
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap();
    assert_eq!(hour.len(), "2026-11-23T14".len());
}

#[test]
fn one_connection_carries_many_letters() {
    let relay = Running::start();
    let mut stream = relay.connect();
    for seed in 0..3 {
        let head = "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&letter(KIB_64, seed)).unwrap();
        let reply = read_reply(&mut stream, false);
        assert_eq!((reply.status, reply.header("connection")), (201, None));
    }
    assert_eq!(relay.files().len(), 3);
}

#[test]
fn memory_stays_flat_while_a_large_letter_arrives() {
    let relay = Running::start_with(&[], "free_percent = 1");
    let peak = || -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", relay.pid())).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("VmHWM:"))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    assert_eq!(relay.send(&letter(KIB_64, 1)).status, 201);
    let before = peak();
    let large = letter(64 << 20, 2);
    assert_eq!(relay.send(&large).status, 201);
    let id = BlobId::of(&large);
    assert_eq!(
        relay.pull(&format!("/v1/inbox/{id}")).body.len(),
        large.len()
    );
    // In KiB: far below the 65 536 of the letter.
    assert!(
        peak() < before + 8 * 1024,
        "{before} KiB, then {} KiB",
        peak()
    );
}

#[test]
fn what_is_no_sealed_letter_is_refused() {
    let relay = Running::start_with(&[], "letter_bytes = 1048576");
    let mut plain = letter(KIB_64, 1);
    plain[3] = b'x';
    for (bytes, status) in [
        (plain, 415),
        (letter(KIB_64 - 1, 1), 422),
        (letter(KIB_64 + 1, 1), 422),
        (Vec::new(), 422),
        (letter(4 << 20, 1), 413),
    ] {
        let reply = relay.send(&bytes);
        assert_eq!(reply.status, status);
        assert!(reply.json()["hint"].is_string());
    }
    // Without a length, or too large a one, the refusal comes before the body.
    for (line, status) in [
        ("Transfer-Encoding: chunked", 411),
        ("Content-Length: 999999999999", 413),
    ] {
        let mut stream = relay.connect();
        let head = format!("POST /v1/submissions HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        assert_eq!(read_reply(&mut stream, false).status, status);
    }
    assert!(relay.files().is_empty());
}

#[test]
fn a_refusal_reaches_a_sender_that_is_still_writing() {
    let relay = Running::start_with(&[], "letter_bytes = 1048576");
    let reply = relay.send(&letter(3 << 20, 1));
    assert_eq!(reply.status, 413);
    assert_eq!(reply.header("connection"), Some("close"));
}

#[test]
fn an_upload_survives_broken_connections_and_a_killed_relay() {
    let mut relay = Running::start();
    let bytes = letter(1 << 20, 7);
    let total = bytes.len().to_string();
    let begin = relay.request(
        "POST",
        "/v1/submissions",
        &[("Upload-Complete", "?0"), ("Upload-Length", &total)],
        b"",
    );
    assert_eq!(begin.status, 201);
    assert_eq!(begin.header("upload-offset"), Some("0"));
    assert_eq!(begin.header("upload-complete"), Some("?0"));
    let place = begin.header("location").unwrap().to_owned();
    let patch = |relay: &Running, offset: usize, piece: &[u8], complete: &str| {
        let headers = [
            ("Content-Type", "application/partial-upload"),
            ("Upload-Offset", &offset.to_string()),
            ("Upload-Complete", complete),
        ];
        relay.request("PATCH", &place, &headers, piece)
    };
    let offset = |relay: &Running| -> usize {
        let reply = relay.request("HEAD", &place, &[], b"");
        assert_eq!(reply.status, 204);
        assert_eq!(reply.header("upload-complete"), Some("?0"));
        reply.header("upload-offset").unwrap().parse().unwrap()
    };
    assert_eq!(patch(&relay, 0, &bytes[..300_000], "?0").status, 204);
    assert_eq!(offset(&relay), 300_000);

    // A wrong place is told the right one.
    let wrong = patch(&relay, 299_999, &bytes[..10], "?0");
    assert_eq!(
        (wrong.status, wrong.header("upload-offset")),
        (409, Some("300000"))
    );

    // The connection breaks in the middle of a piece: what arrived is kept.
    let mut stream = relay.connect();
    let head = format!(
        "PATCH {place} HTTP/1.1\r\nHost: a\r\nContent-Type: application/partial-upload\r\n\
         Upload-Offset: 300000\r\nUpload-Complete: ?0\r\nContent-Length: 500000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[300_000..500_000]).unwrap();
    stream.flush().unwrap();
    stream.sock.shutdown(std::net::Shutdown::Both).unwrap();
    let have = offset(&relay);
    assert!((300_000..=500_000).contains(&have), "{have}");

    // A connection that only seems to live gives way to the sender's next one.
    let mut ghost = relay.connect();
    let head = format!(
        "PATCH {place} HTTP/1.1\r\nHost: a\r\nContent-Type: application/partial-upload\r\n\
         Upload-Offset: {have}\r\nUpload-Complete: ?0\r\nContent-Length: 100000\r\n\r\n"
    );
    ghost.write_all(head.as_bytes()).unwrap();
    ghost.write_all(&bytes[have..have + 1000]).unwrap();
    ghost.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let began = std::time::Instant::now();
    let have = offset(&relay);
    assert!(began.elapsed().as_secs() < 10, "waited for the ghost");

    relay.kill_and_restart();
    assert!(offset(&relay) <= have);
    let have = offset(&relay);
    let middle = 900_000;
    assert_eq!(patch(&relay, have, &bytes[have..middle], "?0").status, 204);
    // "Complete" must be the truth.
    assert_eq!(
        patch(&relay, middle, &bytes[middle..middle + 5], "?1").status,
        400
    );
    let done = patch(&relay, middle, &bytes[middle..], "?1");
    assert_eq!(done.status, 201);
    assert_eq!(done.json()["sha256"], BlobId::of(&bytes).to_string());

    // The last answer may be lost: asking again tells the same.
    let state = relay.request("HEAD", &place, &[], b"");
    assert_eq!(state.header("upload-complete"), Some("?1"));
    assert_eq!(state.header("upload-offset"), Some(total.as_str()));
    assert_eq!(patch(&relay, bytes.len(), b"", "?1").json(), done.json());
    assert_eq!(relay.files().len(), 1);
}

#[test]
fn uploads_are_refused_and_forgotten_as_they_should() {
    let relay = Running::start_with(&[], "partial_uploads = 2");
    let begin = |total: &str, body: &[u8]| {
        let headers = [("Upload-Complete", "?0"), ("Upload-Length", total)];
        relay.request("POST", "/v1/submissions", &headers, body)
    };
    assert_eq!(begin("70000", b"").status, 422);
    assert_eq!(begin("99999999999", b"").status, 413);
    assert_eq!(begin("many", b"").status, 400);
    assert_eq!(begin("65536", b"this is no age file at all").status, 415);
    let headers = [("Upload-Complete", "?0")];
    assert_eq!(
        relay
            .request("POST", "/v1/submissions", &headers, b"")
            .status,
        400
    );
    let first = begin("65536", &letter(KIB_64, 3)[..100]);
    assert_eq!(
        (first.status, first.header("upload-offset")),
        (201, Some("100"))
    );
    assert_eq!(begin("65536", b"").status, 201);
    assert_eq!(begin("65536", b"").status, 503);
    let place = first.header("location").unwrap();
    assert_eq!(relay.request("DELETE", place, &[], b"").status, 204);
    assert_eq!(relay.request("DELETE", place, &[], b"").status, 404);
    assert_eq!(relay.request("HEAD", place, &[], b"").status, 404);
    assert_eq!(relay.get(place).status, 405);
    let wrong = [("Upload-Offset", "0"), ("Upload-Complete", "?1")];
    let other = begin("65536", b"");
    let place = other.header("location").unwrap();
    assert_eq!(relay.request("PATCH", place, &wrong, b"").status, 415);
}

#[test]
fn a_browser_may_send_from_any_page() {
    let relay = Running::start();
    let reply = relay.request(
        "OPTIONS",
        "/v1/submissions",
        &[("Origin", "https://x")],
        b"",
    );
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert!(
        reply
            .header("access-control-allow-headers")
            .unwrap()
            .contains("Upload-Offset")
    );
    assert!(
        reply
            .header("access-control-expose-headers")
            .unwrap()
            .contains("Upload-Offset")
    );
    assert_eq!(relay.request("OPTIONS", "/v1/inbox", &[], b"").status, 405);
}

fn form(file: &[u8]) -> Vec<u8> {
    let mut body = b"--xYz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n\
        --xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.age\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n"
        .to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--xYz--\r\n");
    body
}

#[test]
fn the_form_takes_a_sealed_file_and_never_keeps_a_plain_one() {
    let relay = Running::start();
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=xYz"),
        ("Accept", "text/html"),
    ];
    // Line ends and half boundaries inside the file must not confuse the reader.
    let mut file = letter(200_000, 9);
    file[70_000..70_008].copy_from_slice(b"\r\n--xY\r\n");
    file[65_530..65_537].copy_from_slice(b"\r\n--xYq");
    let reply = relay.request("POST", "/upload", &headers, &form(&file));
    assert_eq!(reply.status, 201);
    let page = String::from_utf8(reply.body.clone()).unwrap();
    assert!(page.contains(&BlobId::of(&file).to_string()));
    assert_eq!(std::fs::read(&relay.files()[0]).unwrap(), file);

    let secret = b"my name is SECRET-MARKER ".repeat(40);
    for (file, status) in [
        (&secret[..], 415),
        (b"".as_slice(), 415),
        (&letter(199, 1), 415),
    ] {
        let reply = relay.request("POST", "/upload", &headers, &form(file));
        assert_eq!(reply.status, status);
        assert!(!String::from_utf8_lossy(&reply.body).contains("SECRET"));
    }
    let cut = &form(&letter(300, 2))[..250];
    assert_eq!(relay.request("POST", "/upload", &headers, cut).status, 400);
    let kind = [("Content-Type", "text/plain")];
    assert_eq!(relay.request("POST", "/upload", &kind, b"x").status, 415);
    assert_eq!(relay.files().len(), 1);
}
