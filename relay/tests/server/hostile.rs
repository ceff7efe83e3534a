use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::running::{Running, letter, read_reply, tcp};

/// Sends raw bytes and returns the status of the answer, or none if the relay just hangs up.
fn raw(relay: &Running, bytes: &[u8]) -> Option<u16> {
    let mut stream = relay.connect();
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer);
    text.split(' ').nth(1)?.parse().ok()
}

#[test]
fn smuggling_and_strange_requests_are_refused() {
    let relay = Running::start();
    let close = "Connection: close\r\n\r\n";
    for (head, status) in [
        ("GET /healthz HTTP/1.1\r\nHost: a\r\n", 200),
        ("GET /healthz HTTP/1.1\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        ("GET http://b/healthz HTTP/1.1\r\nHost: a\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n", 400),
        ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n", 400),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n",
            400,
        ),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n",
            400,
        ),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n",
            400,
        ),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n",
            400,
        ),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n",
            400,
        ),
        (
            "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n",
            400,
        ),
        ("GET /healthz HTTP/1.1\r\nHost : a\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\n X: folded\r\n", 400),
        ("GET /healthz HTTP/2.0\r\nHost: a\r\n", 400),
        (
            "POST /v1/board HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n",
            405,
        ),
        ("GET /v1/nothing HTTP/1.1\r\nHost: a\r\n", 404),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n", 404),
        ("GET /%2e%2e/relay.toml HTTP/1.1\r\nHost: a\r\n", 404),
    ] {
        let answer = raw(&relay, format!("{head}{close}").as_bytes());
        assert_eq!(answer, Some(status), "{head}");
    }
    let long = format!(
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n",
        "y".repeat(20_000)
    );
    assert!(matches!(raw(&relay, long.as_bytes()), Some(431) | None));
    let many = format!(
        "GET /healthz HTTP/1.1\r\nHost: a\r\n{}\r\n",
        "X: y\r\n".repeat(100)
    );
    assert!(matches!(raw(&relay, many.as_bytes()), Some(431) | None));
}

#[test]
fn a_wrong_path_looks_the_same_everywhere() {
    let relay = Running::start();
    let one = relay.get("/nothing");
    let two =
        relay.get("/v1/parcels/0000000000000000000000000000000000000000000000000000000000000000");
    let three = relay.get("/v1/admin");
    assert_eq!((one.status, two.status, three.status), (404, 404, 404));
    assert_eq!(one.body, two.body);
    assert_eq!(one.body, three.body);
}

#[test]
fn whoever_is_slow_is_cut_off() {
    let relay = Running::start();
    // Four kinds of waiting, side by side.
    let (address, https) = (relay.https, &relay);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let began = Instant::now();
            let _ = tcp(address).read(&mut [0; 10]);
            assert!(began.elapsed() < Duration::from_secs(15), "no handshake");
        });
        scope.spawn(move || {
            let began = Instant::now();
            let mut stream = https.connect();
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
                .unwrap();
            let _ = stream.read_to_end(&mut Vec::new());
            assert!(began.elapsed() < Duration::from_secs(15), "half a header");
        });
        scope.spawn(move || {
            let began = Instant::now();
            let mut stream = https.connect();
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                .unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            assert!(answer.starts_with(b"HTTP/1.1 200"));
            assert!(began.elapsed() < Duration::from_secs(15), "idle");
        });
        scope.spawn(move || {
            let began = Instant::now();
            let mut stream = https.connect();
            let head = "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&letter(65_536, 1)[..1000]).unwrap();
            assert_eq!(read_reply(&mut stream, false).status, 408);
            assert!(
                began.elapsed() < Duration::from_secs(25),
                "a body that stands still"
            );
        });
    });
    assert!(relay.files().is_empty());
}

#[test]
fn more_connections_than_allowed_are_turned_away_and_the_flood_is_slowed() {
    let relay = Running::start_with(&[], "connections = 2\nrequests_per_minute = 30");
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = relay.connect();
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
                .unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let mut third = tcp(relay.https);
    assert!(matches!(third.read(&mut [0; 1]), Ok(0) | Err(_)));
    drop(held);
    std::thread::sleep(Duration::from_millis(300));
    // 30 a minute, two minutes' worth at once: 60 units.
    let mut answers = Vec::new();
    for _ in 0..80 {
        let reply = relay.get("/healthz");
        answers.push(reply.status);
        if reply.status == 429 {
            assert!(reply.header("retry-after").is_some());
            break;
        }
    }
    assert_eq!(answers.pop(), Some(429));
    assert!(answers.len() >= 50, "{}", answers.len());
    // Staff go on.
    assert_eq!(relay.pull("/v1/inbox").status, 200);
}
