//! A relay and a proxy for tests, in threads of the test itself.
//!
//! The relay speaks plain HTTP and is reached as an onion service through the proxy, so that
//! every test of the courier also is one of its way through a proxy.

#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::address::Socks;
use super::patience::Patience;
use super::progress::Progress;
use super::pull::Verified;
use super::round::Courier;
use super::trust::Trust;
use crate::card::{RelayCard, Token};
use crate::digest::{BlobId, Id16};

/// Three tries and no pauses worth waiting for.
pub(super) const HASTE: Patience = Patience {
    tries: 3,
    pause: Duration::from_millis(1),
    fetching: Duration::from_secs(600),
};

/// A courier that shows nothing and hurries.
pub(super) fn courier(stick: &std::path::Path, proxy: &FakeProxy) -> Courier {
    Courier {
        stick: stick.to_owned(),
        socks: Some(proxy.socks()),
        patience: HASTE,
        trust: Trust::new(None),
        verified: Verified::default(),
        progress: Progress::silent(),
    }
}

/// What the fake relay holds and how it misbehaves.
#[derive(Default)]
pub(super) struct Held {
    /// Letters: hash they are listed under, bytes that are sent.
    pub(super) letters: BTreeMap<BlobId, Vec<u8>>,
    pub(super) root: Option<String>,
    pub(super) public: Option<u64>,
    pub(super) lanes: Vec<serde_json::Value>,
    /// Answers the next requests with these statuses.
    pub(super) refuse: Vec<u16>,
    /// Ends the next bodies of letters after so many bytes.
    pub(super) cut: Vec<usize>,
    /// `METHOD path range` of every request, and the bodies that came with it.
    pub(super) seen: Vec<(String, Vec<u8>)>,
    /// Answers every push with this.
    pub(super) push_status: Option<u16>,
}

pub(super) fn spawn(work: impl FnOnce() + Send + 'static) {
    let name = "fake".to_owned();
    thread::Builder::new().name(name).spawn(work).unwrap();
}

/// A relay.
pub(super) struct FakeRelay {
    pub(super) held: Arc<Mutex<Held>>,
    pub(super) address: SocketAddr,
    pub(super) id: Id16,
    pub(super) onion: String,
}

impl FakeRelay {
    pub(super) fn start(number: u8) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let held = Arc::new(Mutex::new(Held::default()));
        let id = Id16::from_bytes([number; 16]);
        let theirs = held.clone();
        spawn(move || {
            for stream in listener.incoming().flatten() {
                let held = theirs.clone();
                spawn(move || serve(&stream, &held, id));
            }
        });
        Self {
            held,
            address,
            id,
            onion: format!("relay{number}.onion"),
        }
    }

    /// Writes the relay's card.
    pub(super) fn card(&self) -> RelayCard {
        let token = |n| Token::from_random(&[n; 32]);
        let mut card = RelayCard::new(self.id, "fake".to_owned(), token(1), token(2));
        card.onion = Some(format!("http://{}", self.onion));
        card
    }

    /// Returns how often a request that begins so came.
    pub(super) fn count(&self, beginning: &str) -> usize {
        let held = self.held.lock().unwrap();
        let begins = |(line, _): &&(String, Vec<u8>)| line.starts_with(beginning);
        held.seen.iter().filter(begins).count()
    }
}

fn serve(stream: &TcpStream, held: &Mutex<Held>, id: Id16) {
    let mut reader = BufReader::new(stream);
    // One request a connection: `Connection: close` is in every answer.
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if line == "\r\n" {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let field = |name: &str| {
        head.iter().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let mut words = head[0].split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let length = field("content-length").map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let range = field("range").unwrap_or_default();
    let token = field("authorization").unwrap_or_default();
    let mut held = held.lock().unwrap();
    held.seen.push((format!("{method} {path} {range}"), body));
    let mut out = stream;
    let mut answer = |status: u16, extra: &str, length: usize, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n{extra}\r\n"
        );
        let _ = out.write_all(head.as_bytes());
        let _ = out.write_all(body);
    };
    let expected = |n| format!("Bearer {}", Token::from_random(&[n; 32]).expose());
    if !held.refuse.is_empty() {
        let status = held.refuse.remove(0);
        return answer(status, "Retry-After: 0\r\n", 0, b"");
    }
    let json = match (method, path) {
        ("GET", "/v1/relay") => json!({"relay": id, "root": held.root, "public": held.public}),
        ("GET", "/v1/board") => json!({"lanes": held.lanes}),
        ("GET", "/v1/inbox" | "/v1/inbox?after=second%20page") => {
            assert_eq!(token, expected(1));
            let second = path.contains("after");
            let half = held.letters.len().div_ceil(2);
            let list: Vec<_> = held
                .letters
                .iter()
                .map(|(id, bytes)| {
                    json!({"sha256": id, "length": bytes.len(), "hour": "2026-11-23T14:00:00Z"})
                })
                .collect();
            let (first, rest) = list.split_at(half);
            let next = (!second && !rest.is_empty()).then_some("second page");
            json!({"relay": id, "letters": if second { rest } else { first }, "next": next})
        }
        ("GET", letter) if letter.starts_with("/v1/inbox/") => {
            assert_eq!(token, expected(1));
            let id: BlobId = letter["/v1/inbox/".len()..].parse().unwrap();
            let Some(bytes) = held.letters.get(&id).cloned() else {
                return answer(404, "", 0, b"");
            };
            let from: usize = range
                .strip_prefix("bytes=")
                .map_or(0, |r| r.trim_end_matches('-').parse().unwrap());
            let total = bytes.len();
            let part = &bytes[from..];
            let sent = match held.cut.is_empty() {
                true => part,
                false => &part[..held.cut.remove(0).min(part.len())],
            };
            return match from {
                0 => answer(200, "", total, sent),
                _ => {
                    let last = total - 1;
                    let extra = format!("Content-Range: bytes {from}-{last}/{total}\r\n");
                    answer(206, &extra, part.len(), sent)
                }
            };
        }
        ("HEAD", _) => return answer(404, "", 0, b""),
        ("PUT" | "POST", _) => {
            assert_eq!(token, expected(2));
            let sent = &held.seen.last().unwrap().1;
            let envelope = method == "PUT"
                && sent.len() == 4 + u32::from_be_bytes(sent[..4].try_into().unwrap()) as usize;
            let taken = if envelope { 400 } else { 201 };
            let status = held.push_status.unwrap_or(taken);
            if status == 201 && path == "/v1/public" {
                held.public = Some(1);
                held.root = held.root.clone().or(field("sealpost-root"));
            }
            return answer(status, "", 0, b"");
        }
        _ => return answer(404, "", 0, b""),
    };
    let body = json.to_string();
    answer(200, "", body.len(), body.as_bytes());
}

/// Address type (RFC 1928, section 5) and user name of every request.
type Asked = Vec<(u8, Vec<u8>)>;

/// A SOCKS5 proxy that knows some names, and notes with what kind of address it was asked.
pub(super) struct FakeProxy {
    address: SocketAddr,
    pub(super) asked: Arc<Mutex<Asked>>,
}

impl FakeProxy {
    pub(super) fn start(relays: &[&FakeRelay]) -> Self {
        let names: BTreeMap<Vec<u8>, SocketAddr> = relays
            .iter()
            .map(|relay| (relay.onion.clone().into_bytes(), relay.address))
            .collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let theirs = asked.clone();
        spawn(move || {
            for stream in listener.incoming().flatten() {
                let (names, asked) = (names.clone(), theirs.clone());
                spawn(move || relay_bytes(stream, &names, &asked));
            }
        });
        Self { address, asked }
    }

    pub(super) fn socks(&self) -> Socks {
        Socks(self.address)
    }
}

fn take<const N: usize>(stream: &mut TcpStream) -> [u8; N] {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

fn take_counted(stream: &mut TcpStream) -> Vec<u8> {
    let [length] = take(stream);
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

fn relay_bytes(mut stream: TcpStream, names: &BTreeMap<Vec<u8>, SocketAddr>, asked: &Mutex<Asked>) {
    assert_eq!(take::<1>(&mut stream), [5]);
    // As Tor does: a user name is accepted, whatever it is.
    assert!(take_counted(&mut stream).contains(&2));
    stream.write_all(&[5, 2]).unwrap();
    assert_eq!(take::<1>(&mut stream), [1]);
    let user = take_counted(&mut stream);
    take_counted(&mut stream);
    stream.write_all(&[1, 0]).unwrap();
    let [_, _, _, kind] = take(&mut stream);
    asked.lock().unwrap().push((kind, user));
    assert_eq!(kind, 3, "only names may reach the proxy");
    let name = take_counted(&mut stream);
    take::<2>(&mut stream);
    let Some(address) = names.get(&name) else {
        stream.write_all(&[5, 4, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        return;
    };
    let mut there = TcpStream::connect(address).unwrap();
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
    let (mut back, mut forth) = (there.try_clone().unwrap(), stream.try_clone().unwrap());
    spawn(move || {
        let _ = std::io::copy(&mut back, &mut forth);
        let _ = forth.shutdown(std::net::Shutdown::Write);
    });
    let _ = std::io::copy(&mut stream, &mut there);
    let _ = there.shutdown(std::net::Shutdown::Write);
}
