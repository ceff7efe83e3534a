//! A relay without a network: requests come as bytes, answers go as bytes.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::{Builder, Runtime};

use super::listen::http1;
use super::{Link, Server, proxy_line};
use crate::card::Token;
use crate::config::RelayConfig;
use crate::hour::Hour;
use crate::office::Office;
use crate::rate::Origin;
use crate::storage::{FolderStore, Partials};
use crate::tokens::Tokens;

/// The whole server behind its socket: PROXY line, HTTP, guard, routes, policy and storage.
pub struct Rehearsal {
    runtime: Runtime,
    server: Arc<Server>,
}

impl Rehearsal {
    /// The token for fetching, of every rehearsal.
    pub const PULL: [u8; 32] = [1; 32];
    /// The token for pushing.
    pub const PUSH: [u8; 32] = [2; 32];

    /// Opens a relay in an empty folder; none if the folder cannot be used.
    pub fn open(folder: &Path) -> Option<Self> {
        let text = "relay = \"07070707070707070707070707070707\"\nname = \"r\"\n\
                    listen = \"127.0.0.1:1\"\n[limits]\nletter_bytes = 65536\nfree_bytes = 0\n\
                    free_percent = 0\nfree_files = 0\nbytes_per_day = 9000000000000000\n";
        let config = RelayConfig::parse(text, "fuzzing").ok()?;
        let runtime = Builder::new_current_thread().enable_all().build().ok()?;
        let store = Arc::new(FolderStore::open(folder).ok()?);
        let partials = Partials::new(store.partial_folder());
        let office = Office::open(config.relay, config.policy(), store, partials, false).ok()?;
        let tokens = Tokens {
            pull: Token::from_random(&Self::PULL),
            push: Token::from_random(&Self::PUSH),
            metrics: Token::from_random(&[3; 32]),
        };
        let server = Arc::new(Server::new(config, Arc::new(office), tokens).ok()?);
        server.refill();
        Some(Self { runtime, server })
    }

    /// Answers what a client sends over one connection before it closes its side.
    /// `circuits` expects the PROXY line of an onion service first.
    pub fn answer(&self, request: &[u8], circuits: bool) -> Vec<u8> {
        self.server.refill();
        let mut wire = Wire {
            request: request.to_vec(),
            read: 0,
            answer: Vec::new(),
        };
        self.runtime.block_on(async {
            let origin = if circuits {
                match proxy_line::read(&mut wire).await {
                    Ok(origin) => origin,
                    Err(_) => return Vec::new(),
                }
            } else {
                Origin::Onion
            };
            let link = Link {
                origin,
                encrypted: !circuits,
            };
            let server = Arc::clone(&self.server);
            let service = service_fn(move |request| Arc::clone(&server).respond(link, request));
            let mut io = TokioIo::new(wire);
            // A client on a network waits for its answer; here all it says is there at once,
            // and its end must not cut the answer off.
            let connection = http1()
                .half_close(true)
                .serve_connection(Pin::new(&mut io), service);
            let _ = connection.await;
            io.into_inner().answer
        })
    }

    /// Tells whether a letter is kept whole under the name that an answer gave it.
    pub fn holds(&self, sha256: &str) -> bool {
        let store = &self.server.office.store;
        let Ok(id) = sha256.parse() else { return false };
        store.find_letter(&id).is_ok_and(|hour| hour.is_some())
    }

    /// How many letters lie here under one name, by hour of arrival.
    pub fn letters(&self) -> usize {
        let after: Option<(Hour, _)> = None;
        let list = self.server.office.store.letters(after, usize::MAX);
        list.map_or(0, |list| list.len())
    }
}

/// What a client sends, and what it is sent.
struct Wire {
    request: Vec<u8>,
    read: usize,
    answer: Vec<u8>,
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let end = (self.read + buffer.remaining()).min(self.request.len());
        buffer.put_slice(&self.request[self.read..end]);
        self.read = end;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.answer.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
