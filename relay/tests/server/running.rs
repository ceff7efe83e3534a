//! A relay that runs, and a client that says exactly what it is told to.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use relay::{AGE_MAGIC, RelayCard};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_sealpost-relay");

/// A relay process in a folder of its own. Killed when dropped.
pub(crate) struct Running {
    pub(crate) folder: TempDir,
    pub(crate) card: RelayCard,
    pub(crate) https: SocketAddr,
    pub(crate) onion: Option<SocketAddr>,
    pub(crate) metrics: Option<SocketAddr>,
    child: Child,
    /// Holds the namespace in which `data` is a file system of its own, if it is.
    mount: Option<Child>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub(crate) type TlsStream = StreamOwned<ClientConnection, TcpStream>;

impl Running {
    /// Makes a relay with `init` and starts it.
    pub(crate) fn start() -> Self {
        Self::start_with(&[], "")
    }

    /// The same, with more options for `init` and more lines in `relay.toml`.
    pub(crate) fn start_with(options: &[&str], limits: &str) -> Self {
        Self::start_in(Self::prepare(options, limits), None)
    }

    /// The same, with a file system in memory mounted as its `data`, in a namespace of its own;
    /// none where the system does not allow that.
    pub(crate) fn start_mounted(limits: &str, mount_options: &str) -> Option<Self> {
        let folder = Self::prepare(&[], limits);
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let script = "mount -t tmpfs -o \"$OPTIONS\" none \"$DATA\" && echo mounted && exec cat";
        let mut holder = Command::new("unshare")
            .args(["-Urm", "sh", "-c", script])
            .env("OPTIONS", mount_options)
            .env("DATA", &data)
            // Ends with this process, however that ends: its input closes then.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut line = String::new();
        BufReader::new(holder.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        if line != "mounted\n" {
            holder.wait().unwrap();
            return None;
        }
        Some(Self::start_in(folder, Some(holder)))
    }

    fn start_in(folder: TempDir, mount: Option<Child>) -> Self {
        let card = RelayCard::read(&folder.path().join("relay-card.json")).unwrap();
        let settings = folder.path().join("relay.toml");
        let (child, https, onion, metrics) = spawn(&settings, mount.as_ref());
        Self {
            folder,
            card,
            https,
            onion,
            metrics,
            child,
            mount,
        }
    }

    /// Starts a relay on a folder that was made before; if it refuses, what it said.
    pub(crate) fn try_start(folder: TempDir) -> Result<Self, String> {
        let card = RelayCard::read(&folder.path().join("relay-card.json")).unwrap();
        let (child, https, onion, metrics) = try_spawn(&folder.path().join("relay.toml"), None)?;
        Ok(Self {
            folder,
            card,
            https,
            onion,
            metrics,
            child,
            mount: None,
        })
    }

    /// Makes a relay's folder and changes settings in it.
    pub(crate) fn prepare(options: &[&str], limits: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new(PROGRAM)
            .args([
                "init",
                "--url",
                "https://127.0.0.1:8443",
                "--listen",
                "127.0.0.1:0",
                "--dir",
            ])
            .arg(folder.path())
            .args(options)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        let settings = folder.path().join("relay.toml");
        let mut text = std::fs::read_to_string(&settings).unwrap();
        for line in limits.lines() {
            let (key, _) = line.split_once(" = ").unwrap();
            let at = text.find(&format!("\n{key} = ")).unwrap() + 1;
            let end = at + text[at..].find('\n').unwrap();
            text.replace_range(at..end, line);
        }
        std::fs::write(&settings, text).unwrap();
        folder
    }

    /// Kills the relay without a warning and starts it again on the same folder.
    pub(crate) fn kill_and_restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.child, self.https, self.onion, self.metrics) =
            spawn(&self.settings(), self.mount.as_ref());
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.folder.path().join("relay.toml")
    }

    /// The folder `data`, as the relay sees it.
    pub(crate) fn data(&self) -> PathBuf {
        let data = self.folder.path().join("data");
        match &self.mount {
            None => data,
            Some(holder) => PathBuf::from(format!("/proc/{}/root{}", holder.id(), data.display())),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end, and returns what was logged.
    pub(crate) fn finish(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (status.code(), log)
    }

    /// Every file under the data folder but the count of hours, which is always there, or is just
    /// being written.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        walk(&self.data(), &mut files);
        files.retain(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let documents = path.parent().unwrap().ends_with("documents");
            !(documents && (name == "hours.json" || name.starts_with(".new-")))
        });
        files
    }

    pub(crate) fn connect(&self) -> TlsStream {
        let mut roots = RootCertStore::empty();
        roots
            .add(self.card.certificate_der().unwrap().into())
            .unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = "127.0.0.1".try_into().unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        StreamOwned::new(connection, tcp(self.https))
    }

    /// One request on a connection of its own.
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let mut stream = self.connect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n");
        if !matches!(method, "GET" | "HEAD" | "DELETE" | "OPTIONS") {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        read_reply(&mut stream, method == "HEAD")
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &[], b"")
    }

    pub(crate) fn pull(&self, path: &str) -> Reply {
        let token = format!("Bearer {}", self.card.pull_token.expose());
        self.request("GET", path, &[("Authorization", &token)], b"")
    }

    pub(crate) fn push(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let token = format!("Bearer {}", self.card.push_token.expose());
        let mut all = vec![("Authorization", token.as_str())];
        all.extend(headers);
        self.request(method, path, &all, body)
    }

    pub(crate) fn send(&self, letter: &[u8]) -> Reply {
        self.request("POST", "/v1/submissions", &[], letter)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(holder) = &mut self.mount {
            let _ = holder.kill();
            let _ = holder.wait();
        }
    }
}

/// A process, and where it listens: for HTTPS, the onion service, metrics.
type Started = (Child, SocketAddr, Option<SocketAddr>, Option<SocketAddr>);

/// Starts the program and reads where it listens.
fn spawn(settings: &Path, mount: Option<&Child>) -> Started {
    try_spawn(settings, mount).unwrap_or_else(|log| panic!("the relay did not start: {log}"))
}

/// The same; if it does not start, what it said.
fn try_spawn(settings: &Path, mount: Option<&Child>) -> Result<Started, String> {
    let mut command = match mount {
        None => Command::new(PROGRAM),
        Some(holder) => {
            let mut command = Command::new("nsenter");
            command.args([
                "-t",
                &holder.id().to_string(),
                "-U",
                "-m",
                "--preserve-credentials",
            ]);
            command.arg(PROGRAM);
            command
        }
    };
    let mut child = command
        .args(["serve", "--config"])
        .arg(settings)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut https, mut onion, mut metrics) = (None, None, None);
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let address = line
            .split(' ')
            .nth(1)
            .map(|address| address.parse().unwrap());
        match line.split(' ').next() {
            Some("https") => https = address,
            Some("onion") => onion = address,
            Some("metrics") => metrics = address,
            Some("ready") => return Ok((child, https.unwrap(), onion, metrics)),
            _ => {}
        }
    }
    let mut log = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    let _ = child.wait();
    Err(log)
}

pub(crate) fn tcp(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream
}

/// Reads one answer: head, then as many bytes as announced, or to the end.
pub(crate) fn read_reply(stream: &mut impl Read, head_only: bool) -> Reply {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    let mut headers = Vec::new();
    let status = loop {
        line.clear();
        assert!(stream.read_line(&mut line).unwrap() > 0, "no answer");
        let status: u16 = line.split(' ').nth(1).unwrap().parse().unwrap();
        headers.clear();
        loop {
            let mut header = String::new();
            stream.read_line(&mut header).unwrap();
            let Some((name, value)) = header.trim_end().split_once(':') else {
                break;
            };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        if status != 100 {
            break status;
        }
    };
    let reply = Reply {
        status,
        headers,
        body: Vec::new(),
    };
    let length = reply
        .header("content-length")
        .map(|length| length.parse().unwrap());
    let mut body = Vec::new();
    match length {
        _ if head_only || status == 204 => {}
        Some(length) => {
            stream.take(length).read_to_end(&mut body).unwrap();
            assert_eq!(body.len() as u64, length);
        }
        None => {
            stream.read_to_end(&mut body).unwrap();
        }
    }
    Reply { body, ..reply }
}

/// Something that begins like an age file, of a length, different for every seed.
pub(crate) fn letter(length: usize, seed: u8) -> Vec<u8> {
    let mut bytes = AGE_MAGIC.to_vec();
    bytes.extend((AGE_MAGIC.len()..length).map(|at| (at as u8).wrapping_mul(31) ^ seed));
    bytes
}

pub(crate) fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
