//! Running relays, a stick, a desk's signatures, and a bad line.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use relay::{BlobId, Id16, RelayCard};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const ORGANISATION: &str = "00112233445566778899aabbccddeeff";

pub(crate) fn spawn(work: impl FnOnce() + Send + 'static) {
    let name = "harness".to_owned();
    thread::Builder::new().name(name).spawn(work).unwrap();
}

/// A relay that runs until it is dropped.
pub(crate) struct Relay {
    folder: TempDir,
    process: Child,
    pub(crate) address: SocketAddr,
    pub(crate) card: RelayCard,
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Relay {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new(env!("CARGO_BIN_EXE_sealpost-relay"))
            .args(["init", "--name", "test", "--url", "https://127.0.0.1:1"])
            .args(["--listen", "127.0.0.1:0", "--dir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let settings = folder.path().join("relay.toml");
        let text = fs::read_to_string(&settings).unwrap();
        // The tests' own disk may be fuller than a relay's should be.
        let text: String = text
            .lines()
            .map(|line| match line.split_once(" = ") {
                Some((key @ ("free_bytes" | "free_percent" | "free_files"), _)) => {
                    format!("{key} = 0\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        fs::write(&settings, text).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_sealpost-relay"))
            .args(["serve", "--config"])
            .arg(&settings)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the relay starts").unwrap();
            if let Some(address) = line.strip_prefix("https ") {
                break address.parse().unwrap();
            }
        };
        let mut card = RelayCard::read(&folder.path().join("relay-card.json")).unwrap();
        card.https = Some(format!("https://{address}"));
        Self {
            folder,
            process,
            address,
            card,
        }
    }

    fn agent(&self) -> ureq::Agent {
        let der = self.card.certificate_der().unwrap();
        let certificate = ureq::tls::Certificate::from_der(&der).to_owned();
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let tls = ureq::tls::TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::new(provider))
            .root_certs(ureq::tls::RootCerts::Specific(Arc::new(vec![certificate])))
            .build();
        let config = ureq::Agent::config_builder().proxy(None).tls_config(tls);
        ureq::Agent::new_with_config(config.build())
    }

    /// Sends a sealed letter, as anyone may.
    pub(crate) fn submit(&self, bytes: &[u8]) -> BlobId {
        let answer = self
            .agent()
            .post(format!("https://{}/v1/submissions", self.address))
            .content_type("application/octet-stream")
            .send(bytes)
            .unwrap();
        assert_eq!(answer.status(), 201);
        BlobId::of(bytes)
    }

    /// Flips a bit of a letter on the relay's disk.
    pub(crate) fn damage(&self, letter: BlobId) {
        let path = find(&self.folder.path().join("data"), &letter.to_string()).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    }

    /// Reads what the relay shows to anyone.
    pub(crate) fn get(&self, path: &str) -> Value {
        let url = format!("https://{}{path}", self.address);
        let mut answer = self.agent().get(url).call().unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap()
    }
}

fn find(folder: &Path, part: &str) -> Option<PathBuf> {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = find(&path, part) {
                return Some(found);
            }
        } else if path.to_string_lossy().contains(part) {
            return Some(path);
        }
    }
    None
}

/// A sealed letter, as far as a relay can tell.
pub(crate) fn letter(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = b"age-encryption.org/v1\n".to_vec();
    let mut state = u32::from(seed) + 1;
    bytes.resize_with(length, || {
        // A linear congruential generator (Numerical Recipes): every byte of every letter
        // differs from its neighbours, so that a resumption at a wrong place shows.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    bytes
}

/// A stick with the cards of some relays.
pub(crate) fn stick(cards: &[(&str, &RelayCard)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("relays")).unwrap();
    for (name, card) in cards {
        let path = folder.path().join("relays").join(format!("{name}.json"));
        fs::write(path, card.to_json()).unwrap();
    }
    folder
}

/// Runs the courier to its end.
pub(crate) fn courier(stick: &Path, more: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_sealpost-courier"))
        .arg("sync")
        .arg(stick)
        .args(more)
        .stdin(Stdio::null())
        // Nothing listens there: were it heeded, nothing would work.
        .env("ALL_PROXY", "socks5://127.0.0.1:1")
        .output()
        .unwrap();
    Run::new(&output)
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn new(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let run = Self {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        // Whatever happens, no name of a letter or of anything else is ever printed.
        let both = format!("{}{}", run.stdout, run.stderr);
        let longest = both
            .split(|c: char| !c.is_ascii_hexdigit())
            .map(str::len)
            .max();
        assert!(longest < Some(16), "{both}");
        run
    }
}

/// Runs `sha256sum -c` on a stick.
pub(crate) fn sums_hold(stick: &Path) -> bool {
    Command::new("sha256sum")
        .args(["--quiet", "--strict", "-c", "SHA256SUMS"])
        .current_dir(stick)
        .status()
        .unwrap()
        .success()
}

/// The names in the inbox, sorted.
pub(crate) fn inbox(stick: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(stick.join("inbox"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A line to a relay that can be cut and held up.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    /// After so many bytes from the relay a connection ends; then it is zero.
    pub(crate) cut_after: Arc<AtomicU64>,
    /// After so many bytes a connection stands still for three seconds, once.
    pub(crate) pause_after: Arc<AtomicU64>,
    /// Bytes that came from the relay.
    pub(crate) carried: Arc<AtomicU64>,
}

impl Line {
    pub(crate) fn to(relay: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Self {
            address: listener.local_addr().unwrap(),
            cut_after: Arc::new(AtomicU64::new(u64::MAX)),
            pause_after: Arc::new(AtomicU64::new(u64::MAX)),
            carried: Arc::default(),
        };
        let (cut, pause) = (line.cut_after.clone(), line.pause_after.clone());
        let carried = line.carried.clone();
        spawn(move || {
            for near in listener.incoming().flatten() {
                let (cut, pause, carried) = (cut.clone(), pause.clone(), carried.clone());
                spawn(move || carry(near, relay, &cut, &pause, &carried));
            }
        });
        line
    }
}

fn carry(
    mut near: TcpStream,
    relay: SocketAddr,
    cut: &AtomicU64,
    pause: &AtomicU64,
    carried: &AtomicU64,
) {
    if cut.load(Ordering::SeqCst) == 0 {
        return;
    }
    let mut far = TcpStream::connect(relay).unwrap();
    let (mut from, mut to) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
    let mut piece = [0; 4096];
    let mut here = 0;
    while let Ok(count @ 1..) = far.read(&mut piece) {
        here += count as u64;
        carried.fetch_add(count as u64, Ordering::SeqCst);
        if here > pause.load(Ordering::SeqCst) {
            pause.store(u64::MAX, Ordering::SeqCst);
            thread::sleep(Duration::from_secs(3));
        }
        if here > cut.load(Ordering::SeqCst) {
            cut.store(0, Ordering::SeqCst);
            break;
        }
        if near.write_all(&piece[..count]).is_err() {
            break;
        }
    }
    let _ = near.shutdown(std::net::Shutdown::Both);
    let _ = far.shutdown(std::net::Shutdown::Both);
}

/// An organisation: its root, and one desk in lane 3.
pub(crate) struct Desk {
    root: minisign::KeyPair,
    desk: minisign::KeyPair,
    serial: Mutex<u64>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let pair = || minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        Self {
            root: pair(),
            desk: pair(),
            serial: Mutex::new(0),
        }
    }

    pub(crate) fn root(&self) -> relay::PublicKey {
        self.root.pk.to_base64().parse().unwrap()
    }

    fn number(&self) -> u64 {
        let mut serial = self.serial.lock().unwrap();
        *serial += 1;
        *serial
    }

    fn sign(key: &minisign::KeyPair, document: &Value) -> (String, String) {
        let text = document.to_string();
        let signature = minisign::sign(Some(&key.pk), &key.sk, text.as_bytes(), None, None);
        (text, signature.unwrap().into_string())
    }

    fn write(key: &minisign::KeyPair, path: &Path, document: &Value) {
        let (text, signature) = Self::sign(key, document);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        fs::write(format!("{}.minisig", path.display()), signature).unwrap();
    }

    fn document(&self, kind: &str, more: Value) -> Value {
        let mut document = json!({
            "type": kind, "version": 1, "organisation": ORGANISATION, "number": self.number(),
        });
        for (key, value) in more.as_object().unwrap() {
            document[key] = value.clone();
        }
        document
    }

    pub(crate) fn publish(&self, stick: &Path) {
        let organisation = self.document(
            "sealpost-organisation",
            json!({
                "name": "Test", "root": self.root.pk.to_base64(), "next_root": null,
                "desks": [{"lane": 3, "key": self.desk.pk.to_base64()}], "relays": [],
            }),
        );
        let (text, signature) = Self::sign(&self.root, &organisation);
        let files = stick.join("public/files");
        fs::create_dir_all(&files).unwrap();
        let files: Vec<Value> = [
            ("organisation.json", text.as_bytes()),
            ("organisation.json.minisig", signature.as_bytes()),
            ("index.html", b"<p>page"),
        ]
        .into_iter()
        .map(|(path, bytes)| {
            fs::write(files.join(path), bytes).unwrap();
            json!({"path": path, "sha256": BlobId::of(bytes), "length": bytes.len()})
        })
        .collect();
        let release = self.document(
            "sealpost-public",
            json!({"root": self.root.pk.to_base64(), "files": files}),
        );
        Self::write(&self.root, &stick.join("public/public.json"), &release);
    }

    pub(crate) fn edition(&self, stick: &Path) {
        let folder = stick.join("board/03");
        fs::create_dir_all(&folder).unwrap();
        let chunks: Vec<BlobId> = (0..2)
            .map(|n| {
                let bytes = letter(n, 131_072);
                fs::write(folder.join(format!("chunk-{n:04}")), &bytes).unwrap();
                BlobId::of(&bytes)
            })
            .collect();
        let slots: Vec<String> = (0..32).map(|n| format!("{n:032x}")).collect();
        let edition = self.document(
            "sealpost-edition",
            json!({"lane": 3, "hour": "2026-11-23T14:00:00Z", "slots": slots, "chunks": chunks}),
        );
        Self::write(&self.desk, &folder.join("edition.json"), &edition);
    }

    pub(crate) fn parcel(&self, stick: &Path, length: usize) {
        let bytes = letter(99, length);
        let id = BlobId::of(&bytes);
        let note = self.document(
            "sealpost-parcel",
            json!({"lane": 3, "sha256": id, "length": length, "expires": "9999-12-31"}),
        );
        let path = stick.join(format!("parcels/{id}.json"));
        Self::write(&self.desk, &path, &note);
        fs::write(stick.join(format!("parcels/{id}.age")), bytes).unwrap();
    }

    pub(crate) fn acknowledge(&self, stick: &Path, relay: Id16, letters: &[BlobId]) {
        let letters: Vec<Value> = letters
            .iter()
            .map(|id| json!({"sha256": id, "reason": "imported"}))
            .collect();
        let list = self.document(
            "sealpost-acknowledgement",
            json!({"lane": 3, "relays": [relay], "letters": letters}),
        );
        let name = format!(
            "acknowledged/03-{:08}.json",
            list["number"].as_u64().unwrap()
        );
        Self::write(&self.desk, &stick.join(name), &list);
    }
}
