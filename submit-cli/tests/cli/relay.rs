//! A small relay over TLS that can be told to misbehave.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest, Sha256};

#[derive(Default)]
pub(crate) struct State {
    files: HashMap<String, Vec<u8>>,
    /// Letters that arrived whole.
    pub(crate) letters: Vec<Vec<u8>>,
    partial: HashMap<String, Vec<u8>>,
    /// Method and path of each request.
    pub(crate) requests: Vec<String>,
    /// All header lines that were seen, in lower case.
    pub(crate) headers: Vec<String>,
    /// Key exchanges that were negotiated.
    pub(crate) key_exchanges: Vec<String>,
    /// Breaks the connection after so many bytes of bodies, once for each entry.
    pub(crate) cuts: Vec<usize>,
    /// Answers every submission with this status.
    pub(crate) refuse: Option<u16>,
    /// Breaks the connection instead of confirming a letter, once.
    pub(crate) loses_answer: bool,
    /// Uploads that are complete, with length and answer.
    completed: HashMap<String, (usize, Vec<u8>)>,
    /// Confirms another checksum.
    pub(crate) lies: bool,
}

pub(crate) struct TestRelay {
    pub(crate) url: String,
    pub(crate) certificate: Vec<u8>,
    state: Arc<Mutex<State>>,
}

impl TestRelay {
    pub(crate) fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
        let certificate = made.cert.der().to_vec();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, state) = (Arc::clone(&config), Arc::clone(&shared));
                thread::spawn(move || {
                    // A broken connection is what some tests are about.
                    let _ = converse(stream, config, &state);
                });
            }
        });
        Self {
            url,
            certificate,
            state,
        }
    }

    pub(crate) fn serve(&self, path: &str, bytes: Vec<u8>) {
        self.state().files.insert(path.to_owned(), bytes);
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

/// An address where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    )
}

struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: u16) -> Self {
        Self {
            status,
            headers: String::new(),
            body: Vec::new(),
        }
    }
}

fn converse(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    state: &Mutex<State>,
) -> std::io::Result<()> {
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut reader = BufReader::new(StreamOwned::new(connection, stream));
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut words = line.split_whitespace();
        let method = words.next().unwrap_or_default().to_owned();
        let path = words.next().unwrap_or_default().to_owned();
        let mut headers = HashMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            let lower = line.trim().to_lowercase();
            state.lock().unwrap().headers.push(lower.clone());
            if let Some((name, value)) = lower.split_once(':') {
                headers.insert(name.to_owned(), value.trim().to_owned());
            }
        }
        {
            let mut state = state.lock().unwrap();
            state.requests.push(format!("{method} {path}"));
            let group = reader.get_ref().conn.negotiated_key_exchange_group();
            state
                .key_exchanges
                .extend(group.map(|group| format!("{:?}", group.name())));
        }
        let length: usize = headers
            .get("content-length")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let cut = state.lock().unwrap().cuts.first().copied();
        let taken = cut.map_or(length, |cut| length.min(cut));
        let mut body = vec![0; taken];
        reader.read_exact(&mut body)?;
        let answer = respond(&mut state.lock().unwrap(), &method, &path, &headers, body);
        if answer.status == 201 && !answer.body.is_empty() {
            let mut state = state.lock().unwrap();
            if std::mem::take(&mut state.loses_answer) {
                return Ok(());
            }
        }
        if taken < length {
            state.lock().unwrap().cuts.remove(0);
            // What arrived is kept; the connection breaks.
            return Ok(());
        }
        let out = reader.get_mut();
        write!(
            out,
            "HTTP/1.1 {} x\r\nContent-Length: {}\r\n{}\r\n",
            answer.status,
            if method == "HEAD" {
                0
            } else {
                answer.body.len()
            },
            answer.headers
        )?;
        if method != "HEAD" {
            out.write_all(&answer.body)?;
        }
        out.flush()?;
    }
}

fn respond(
    state: &mut State,
    method: &str,
    path: &str,
    headers: &HashMap<String, String>,
    body: Vec<u8>,
) -> Answer {
    let header = |name: &str| headers.get(name).map_or("", String::as_str);
    match (method, path) {
        ("POST", "/v1/submissions") => {
            if let Some(status) = state.refuse {
                return Answer::new(status);
            }
            if header("upload-complete") == "?0" {
                let id = format!("{:032x}", state.partial.len() + 1);
                state.partial.insert(id.clone(), body);
                let mut answer = Answer::new(201);
                answer.headers = format!(
                    "Location: /v1/submissions/partial/{id}\r\nUpload-Offset: 0\r\nUpload-Complete: ?0\r\n"
                );
                return answer;
            }
            let length: usize = header("content-length").parse().unwrap();
            if body.len() < length {
                return Answer::new(400);
            }
            arrived(state, body)
        }
        ("HEAD", path) if path.starts_with("/v1/submissions/partial/") => {
            let id = &path[24..];
            let partial = state.partial.get(id).map(Vec::len);
            let completed = state.completed.get(id).map(|(length, _)| *length);
            let Some(offset) = partial.or(completed) else {
                return Answer::new(404);
            };
            let mut answer = Answer::new(204);
            let complete = u8::from(completed.is_some());
            answer.headers = format!("Upload-Offset: {offset}\r\nUpload-Complete: ?{complete}\r\n");
            answer
        }
        ("PATCH", path) => {
            let id = path[24..].to_owned();
            let length: usize = header("content-length").parse().unwrap();
            let is_torn = body.len() < length;
            if let Some((_, confirmation)) = state.completed.get(&id) {
                let mut answer = Answer::new(201);
                answer.body = confirmation.clone();
                return answer;
            }
            let Some(bytes) = state.partial.get_mut(&id) else {
                return Answer::new(404);
            };
            if header("upload-offset") != bytes.len().to_string() {
                return Answer::new(409);
            }
            assert_eq!(header("content-type"), "application/partial-upload");
            bytes.extend_from_slice(&body);
            if header("upload-complete") == "?1" && !is_torn {
                let whole = state.partial.remove(&id).unwrap();
                let length = whole.len();
                let answer = arrived(state, whole);
                state.completed.insert(id, (length, answer.body.clone()));
                return answer;
            }
            Answer::new(204)
        }
        ("GET", path) => match state.files.get(path) {
            None => Answer::new(404),
            Some(bytes) => {
                let mut answer = Answer::new(200);
                answer.body = bytes.clone();
                answer
            }
        },
        _ => Answer::new(405),
    }
}

fn arrived(state: &mut State, body: Vec<u8>) -> Answer {
    let mut sha256 = hex::encode(Sha256::digest(&body));
    if state.lies {
        sha256 = "00".repeat(32);
    }
    state.letters.push(body);
    let mut answer = Answer::new(201);
    answer.body = format!("{{\"sha256\":\"{sha256}\"}}").into_bytes();
    answer
}
