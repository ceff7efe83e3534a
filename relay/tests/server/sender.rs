//! Senders that take nothing for granted: the relay may die under any byte they write.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use relay::{AGE_MAGIC, BlobId, RelayCard};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// Where requests were when the relay died.
pub(crate) const PHASES: [&str; 4] = ["connecting", "sending", "waiting", "answered"];

/// What a sender knows of one upload in pieces.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) bytes: Vec<u8>,
    /// Where it goes on, once the relay said so.
    pub(crate) place: Option<String>,
    /// How far the relay said it is.
    pub(crate) told: usize,
    /// How far anything was ever sent.
    pub(crate) sent: usize,
}

/// Sends to one relay, and remembers what the relay promised.
pub(crate) struct Sender {
    tls: Arc<ClientConfig>,
    address: SocketAddr,
    acknowledged: Arc<Mutex<Vec<(BlobId, usize)>>>,
    phase: Arc<AtomicUsize>,
    pace: Duration,
}

/// An answer: status, headers in small letters, body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

impl Sender {
    pub(crate) fn new(
        card: &RelayCard,
        address: SocketAddr,
        acknowledged: &Arc<Mutex<Vec<(BlobId, usize)>>>,
    ) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(card.certificate_der().unwrap().into()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            tls: Arc::new(tls),
            address,
            acknowledged: Arc::clone(acknowledged),
            phase: Arc::default(),
            pace: Duration::ZERO,
        }
    }

    /// Waits so long after each piece of a body, as a slow line does.
    pub(crate) fn paced(mut self, pace: Duration) -> Self {
        self.pace = pace;
        self
    }

    /// Where the request under way is: an index of [`PHASES`].
    pub(crate) fn phase(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.phase)
    }

    /// Sends a whole letter; `Ok(true)` if it was acknowledged under its own hash.
    pub(crate) fn send(&self, letter: &[u8], piece: usize) -> io::Result<bool> {
        let answer = self.request("POST", "/v1/submissions", "", letter, piece)?;
        self.note(&answer, letter)
    }

    /// Goes on with an upload by one piece; `Ok(true)` once it is complete and acknowledged.
    pub(crate) fn go_on(&self, upload: &mut Upload, piece: usize) -> io::Result<bool> {
        let total = upload.bytes.len();
        let Some(place) = upload.place.clone() else {
            let extra = format!("Upload-Complete: ?0\r\nUpload-Length: {total}\r\n");
            let answer = self.request("POST", "/v1/submissions", &extra, b"", 1)?;
            if answer.status == 201 {
                upload.place = answer.header("location").map(str::to_owned);
                upload.told = 0;
            }
            return Ok(false);
        };
        let (from, to) = (upload.told, (upload.told + piece).min(total));
        let last = to == total;
        let extra = format!(
            "Content-Type: application/partial-upload\r\nUpload-Offset: {from}\r\n\
             Upload-Complete: ?{}\r\n",
            u8::from(last)
        );
        upload.sent = upload.sent.max(to);
        let answer = self.request("PATCH", &place, &extra, &upload.bytes[from..to], 8_192)?;
        match answer.status {
            204 => {
                upload.told = to;
                Ok(false)
            }
            409 => {
                upload.told = answer.header("upload-offset").unwrap().parse().unwrap();
                Ok(false)
            }
            _ => self.note(&answer, &upload.bytes),
        }
    }

    /// Asks how far an upload is; none if the relay does not know it (any more).
    pub(crate) fn offset(&self, place: &str) -> io::Result<Option<usize>> {
        let answer = self.request("HEAD", place, "", b"", 1)?;
        if answer.status == 404 {
            return Ok(None);
        }
        assert_eq!(answer.status, 204);
        Ok(Some(
            answer.header("upload-offset").unwrap().parse().unwrap(),
        ))
    }

    fn note(&self, answer: &Answer, letter: &[u8]) -> io::Result<bool> {
        if answer.status != 201 {
            return Ok(false);
        }
        let id = BlobId::of(letter);
        assert!(
            String::from_utf8_lossy(&answer.body).contains(&id.to_string()),
            "acknowledged under another hash"
        );
        self.acknowledged.lock().unwrap().push((id, letter.len()));
        Ok(true)
    }

    /// One request on a connection of its own, its body written in pieces.
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        extra: &str,
        body: &[u8],
        piece: usize,
    ) -> io::Result<Answer> {
        self.phase.store(0, Ordering::Relaxed);
        let wait = Duration::from_secs(30);
        let socket = TcpStream::connect_timeout(&self.address, wait)?;
        socket.set_read_timeout(Some(wait))?;
        socket.set_write_timeout(Some(wait))?;
        let name = "127.0.0.1".try_into().unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.tls), name).unwrap();
        let mut stream = StreamOwned::new(connection, socket);
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: r\r\nConnection: close\r\n{extra}");
        if matches!(method, "POST" | "PATCH" | "PUT") {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        self.phase.store(1, Ordering::Relaxed);
        for part in body.chunks(piece.max(1)) {
            if let Err(error) = stream.write_all(part).and_then(|()| stream.flush()) {
                // A refusal may be waiting to be read.
                return read(&mut stream, method).map_err(|_| error);
            }
            if !self.pace.is_zero() {
                std::thread::sleep(self.pace);
            }
        }
        self.phase.store(2, Ordering::Relaxed);
        let answer = read(&mut stream, method)?;
        self.phase.store(3, Ordering::Relaxed);
        Ok(answer)
    }
}

fn read(stream: &mut StreamOwned<ClientConnection, TcpStream>, method: &str) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16_384];
    loop {
        let split = bytes.windows(4).position(|at| at == b"\r\n\r\n");
        if let Some(split) = split {
            let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
            let status = head
                .split(' ')
                .nth(1)
                .and_then(|status| status.parse().ok())
                .ok_or(io::ErrorKind::InvalidData)?;
            let answer = Answer {
                status,
                head,
                body: bytes[split + 4..].to_vec(),
            };
            let length: usize = match answer.header("content-length") {
                Some(length) if method != "HEAD" && status != 204 => length.parse().unwrap(),
                _ => 0,
            };
            if answer.body.len() >= length {
                return Ok(answer);
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A letter unlike every other of its length.
pub(crate) fn numbered_letter(length: usize, number: u64) -> Vec<u8> {
    let mut bytes = AGE_MAGIC.to_vec();
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes.truncate(length);
    bytes
}
