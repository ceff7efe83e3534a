//! Listening, and everything that is cut when it takes too long.

use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

use super::answer::{self, Problem};
use super::body::blocking;
use super::certificate::{self, Certificate, CertificateError};
use super::crowd::Crowd;
use super::{Link, Server, proxy_line};
use crate::config::RelayConfig;
use crate::hour::Hour;
use crate::office::damage::{self, Damaged};
use crate::office::{Office, PushError, Since, Turned};
use crate::random::NoRandomness;
use crate::rate::Origin;
use crate::storage::{FolderStore, Partials, Store, StoreError, alone_in};
use crate::tokens::{TokenError, Tokens};

/// For the TLS handshake, and for the PROXY line.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// For the headers of a request; also how long an idle connection stays open.
const HEADERS: Duration = Duration::from_secs(10);
/// For a reader that takes nothing.
const WRITE_STALL: Duration = Duration::from_secs(30);
/// For a whole connection.
const CONNECTION: Duration = Duration::from_secs(3600);
/// For requests under way when the relay stops.
const STOP: Duration = Duration::from_secs(20);

/// Why a relay cannot serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// An address or socket cannot be listened on.
    #[error("cannot listen on {what}: {kind}")]
    Bind {
        /// The setting.
        what: &'static str,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
    /// Another relay serves from the same folder.
    #[error("another relay uses this data folder")]
    Busy,
    /// The certificate cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// Signals cannot be received.
    #[error("signals cannot be received")]
    Signals,
    /// The public release in the storage cannot be read. The text names the file.
    #[error("the public release cannot be read: {0}")]
    Stored(String),
    /// The storage cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A token cannot be used.
    #[error(transparent)]
    Token(#[from] TokenError),
}

/// Where a relay listens, once it does.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Listening {
    /// The address for HTTPS.
    pub https: Option<SocketAddr>,
    /// The address for the onion service, if it is not a socket file.
    pub onion: Option<SocketAddr>,
    /// The address for metrics.
    pub metrics: Option<SocketAddr>,
}

/// A listener of either kind.
enum Door {
    Tcp(TcpListener),
    Unix(UnixListener),
}

/// Serves until SIGTERM or SIGINT. `ready` is called once every listener is open.
pub async fn serve(config: RelayConfig, ready: impl FnOnce(&Listening)) -> Result<(), ServeError> {
    let tokens = Tokens::read(&config)?;
    let _alone = alone_in(&config.data)?.ok_or(ServeError::Busy)?;
    let store = Arc::new(FolderStore::open(&config.data)?);
    if !store.nameless() {
        tracing::warn!("nameless files are not supported here; temporary names are used instead");
    }
    let partials = Partials::new(store.partial_folder());
    let office = Office::open(
        config.relay,
        config.policy(),
        Arc::clone(&store) as Arc<dyn Store>,
        partials,
        config.rewrite_hourly,
    );
    let office = office.map_err(|error| match error {
        PushError::Store(error) => ServeError::Store(error),
        other => {
            let damaged = damage::find(&*store).unwrap_or_default();
            let release = |file: &&Damaged| {
                file.path.starts_with("documents/release") || file.path.starts_with("public/")
            };
            let files: Vec<String> = (damaged.iter().filter(release))
                .map(|file| format!("data/{} is damaged", file.path))
                .collect();
            ServeError::Stored(if files.is_empty() {
                // Whole, and yet wrong: a file that it lists is missing.
                format!("data/documents/release.json or a file of its list: {other}")
            } else {
                files.join(", ")
            })
        }
    })?;
    let mut listening = Listening::default();
    let connections = Arc::new(Semaphore::new(config.limits.connections));
    let crowd = Arc::new(Crowd::new(config.limits.connections));
    let (stop, stopped) = watch::channel(());
    let mut doors = Vec::new();
    let mut secure = None;
    if let Some(address) = config.listen {
        let certificate = Arc::new(Certificate::read(
            &config.certificate,
            &config.certificate_key,
        )?);
        let tls = TlsAcceptor::from(Arc::new(certificate::tls(Arc::clone(&certificate))?));
        let (listener, bound) = bind("listen", address).await?;
        listening.https = Some(bound);
        doors.push((Door::Tcp(listener), Some(tls)));
        secure = Some(certificate);
    }
    let mut socket = None;
    if let Some(listen) = &config.onion_listen {
        match listen.strip_prefix("unix:") {
            Some(path) => {
                let path = PathBuf::from(path);
                doors.push((Door::Unix(bind_unix(&path)?), None));
                socket = Some(path);
            }
            None => {
                let failed = ServeError::Bind {
                    what: "onion_listen",
                    kind: io::ErrorKind::InvalidInput,
                };
                let address = listen.parse().map_err(|_| failed)?;
                let (listener, bound) = bind("onion_listen", address).await?;
                listening.onion = Some(bound);
                doors.push((Door::Tcp(listener), None));
            }
        }
    }
    let metrics = match config.metrics_listen {
        None => None,
        Some(address) => {
            let (listener, bound) = bind("metrics_listen", address).await?;
            listening.metrics = Some(bound);
            Some(listener)
        }
    };
    let failed = |_| ServeError::Signals;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut hangup = signal(SignalKind::hangup()).map_err(failed)?;

    let server = Arc::new(Server::new(config, Arc::new(office), tokens)?);
    let mut tasks = Vec::new();
    for (door, tls) in doors {
        let (server, connections) = (Arc::clone(&server), Arc::clone(&connections));
        tasks.push(tokio::spawn(accept(
            door,
            tls,
            server,
            connections,
            Arc::clone(&crowd),
            stopped.clone(),
        )));
    }
    if let Some(listener) = metrics {
        tasks.push(tokio::spawn(serve_metrics(listener, Arc::clone(&server))));
    }
    tasks.push(tokio::spawn(keep_house(Arc::clone(&server))));
    tracing::info!("the relay is open");
    ready(&listening);
    drop(stopped);

    loop {
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            _ = hangup.recv() => reload(&server.config, secure.as_deref()),
        }
    }
    tracing::info!("the relay is closing");
    server.stopping.store(true, Ordering::Relaxed);
    drop(stop);
    // Every connection holds a permit: when all are back, nobody is being served.
    let everyone = u32::try_from(server.config.limits.connections).unwrap_or(u32::MAX);
    if timeout(STOP, connections.acquire_many(everyone))
        .await
        .is_err()
    {
        tracing::warn!("some requests were cut off");
    }
    for task in tasks {
        task.abort();
    }
    if let Some(path) = socket {
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}

fn reload(config: &RelayConfig, secure: Option<&Certificate>) {
    let Some(certificate) = secure else { return };
    match certificate.reload(&config.certificate, &config.certificate_key) {
        Ok(()) => tracing::info!("the certificate was read again"),
        Err(error) => tracing::error!(%error, "the certificate stays the old one"),
    }
}

async fn bind(
    what: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), ServeError> {
    let failed = |error: io::Error| ServeError::Bind {
        what,
        kind: error.kind(),
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

fn bind_unix(path: &PathBuf) -> Result<UnixListener, ServeError> {
    let failed = |error: io::Error| ServeError::Bind {
        what: "onion_listen",
        kind: error.kind(),
    };
    // A killed relay leaves its socket behind; anything that is not a socket stays.
    if let Ok(facts) = std::fs::symlink_metadata(path)
        && std::os::unix::fs::FileTypeExt::is_socket(&facts.file_type())
    {
        std::fs::remove_file(path).map_err(failed)?;
    }
    let listener = UnixListener::bind(path).map_err(failed)?;
    // Tor runs as another user of the same group.
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660)).map_err(failed)?;
    Ok(listener)
}

/// Accepts connections until the relay stops. More than there is room for are dropped at once:
/// a queue would let an attacker make everyone wait.
async fn accept(
    door: Door,
    tls: Option<TlsAcceptor>,
    server: Arc<Server>,
    connections: Arc<Semaphore>,
    crowd: Arc<Crowd>,
    mut stopped: watch::Receiver<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = door.accept() => accepted,
            _ = stopped.changed() => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(_) => {
                // Out of descriptors: give others time to close.
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Ok(permit) = Arc::clone(&connections).try_acquire_owned() else {
            continue;
        };
        let (server, tls, stopped) = (Arc::clone(&server), tls.clone(), stopped.clone());
        let crowd = Arc::clone(&crowd);
        tokio::spawn(async move {
            let _ = timeout(
                CONNECTION,
                talk(stream, address, tls, server, stopped, (permit, crowd)),
            )
            .await;
        });
    }
}

/// A stream of either kind.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Door {
    async fn accept(&self) -> io::Result<(Box<dyn Stream>, Option<SocketAddr>)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                // Small answers should not wait for Nagle.
                stream.set_nodelay(true)?;
                Ok((Box::new(stream), Some(address)))
            }
            Self::Unix(listener) => Ok((Box::new(listener.accept().await?.0), None)),
        }
    }
}

async fn talk(
    mut stream: Box<dyn Stream>,
    address: Option<SocketAddr>,
    tls: Option<TlsAcceptor>,
    server: Arc<Server>,
    stopped: watch::Receiver<()>,
    (_permit, crowd): (OwnedSemaphorePermit, Arc<Crowd>),
) {
    let encrypted = tls.is_some();
    let origin = match (encrypted, address) {
        (true, Some(address)) => Origin::of(address.ip()),
        _ if server.config.onion_circuits => {
            match timeout(HANDSHAKE, proxy_line::read(&mut stream)).await {
                Ok(Ok(origin)) => origin,
                _ => return,
            }
        }
        _ => Origin::Onion,
    };
    // More than its share from one origin: turned away like those for whom there is no room.
    let Some(_place) = crowd.enter(origin) else {
        return;
    };
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_STALL));
    let stream = Box::pin(stream);
    let link = Link { origin, encrypted };
    match tls {
        None => speak(stream, link, server, stopped).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.accept(stream)).await {
                speak(stream, link, server, stopped).await;
            }
        }
    }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    link: Link,
    server: Arc<Server>,
    mut stopped: watch::Receiver<()>,
) {
    let service = service_fn(move |request| Arc::clone(&server).respond(link, request));
    let mut connection = pin!(http1().serve_connection(TokioIo::new(stream), service));
    // An error here is a broken or impatient client: nothing that should be kept about anyone.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.changed() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

pub(super) fn http1() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        // Without a timer the limit on headers is silently off.
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_header_size(8 << 10)
        .max_headers(48)
        .max_buf_size(64 << 10);
    builder
}

/// Serves the counts to whoever holds the metrics token, on loopback.
async fn serve_metrics(listener: TcpListener, server: Arc<Server>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let server = Arc::clone(&server);
        let service = service_fn(move |request: Request<Incoming>| {
            let server = Arc::clone(&server);
            async move {
                let (parts, _) = request.into_parts();
                let link = Link {
                    origin: Origin::Onion,
                    encrypted: false,
                };
                let allowed = server.check_token(link, &parts, server.tokens.metrics.expose());
                let kind = "text/plain; version=0.0.4";
                Ok::<_, std::convert::Infallible>(match (allowed, parts.uri.path()) {
                    (Err(problem), _) => problem.answer(false),
                    (Ok(()), "/metrics") => {
                        answer::bytes(StatusCode::OK, kind, server.counts.text())
                    }
                    (Ok(()), _) => Problem::not_found().answer(false),
                })
            }
        });
        tokio::spawn(async move {
            let connection = http1().serve_connection(TokioIo::new(stream), service);
            let _ = timeout(WRITE_STALL, connection).await;
        });
    }
}

/// Keeps house at the start and whenever an hour has turned.
async fn keep_house(server: Arc<Server>) {
    let (mut turned, mut swept, mut looked) = (None, None, None);
    let mut turned_at: Option<Instant> = None;
    let mut looking: Option<JoinHandle<()>> = None;
    loop {
        let now = Timestamp::now();
        let hour = Hour::of(now);
        if turned != Some(hour) {
            if turned.is_some() {
                server.counts.turn_hour();
            }
            let office = Arc::clone(&server.office);
            let since = turned_at.map_or(Since::Unknown, |at| Since::Known(at.elapsed()));
            let looked_at = Instant::now();
            let done = blocking(move || office.turn_hour(now, since)).await;
            // The hours since then are counted, also when something else failed.
            turned_at = Some(looked_at);
            match done {
                Ok(done) => {
                    turned = Some(hour);
                    if done != Turned::default() {
                        tracing::info!(
                            letters_deleted = done.letters_deleted,
                            uploads_expired = done.uploads_expired,
                            "kept house"
                        );
                    }
                }
                Err(_) => tracing::error!("housekeeping failed; it is tried again in a minute"),
            }
        }
        // While somebody pushes this waits for another minute, and not for a slow line's end.
        if swept != Some(hour)
            && let Ok(alone) = server.pushing.try_lock()
        {
            let office = Arc::clone(&server.office);
            let done = blocking(move || office.sweep(now)).await;
            drop(alone);
            match done {
                Ok(expired) => {
                    swept = Some(hour);
                    if expired > 0 {
                        tracing::info!(parcels_expired = expired, "swept");
                    }
                }
                Err(_) => tracing::error!("sweeping failed; it is tried again in a minute"),
            }
        }
        // Every byte is read once a day: whoever fetches a letter first, perhaps weeks later,
        // should not be the one to learn that it was damaged. A large store takes hours, for
        // which the hour's turn must not wait; one that takes longer than a day is read on.
        if looked != Some(hour.day()) && looking.as_ref().is_none_or(JoinHandle::is_finished) {
            looked = Some(hour.day());
            looking = Some(tokio::spawn(look_for_damage(Arc::clone(&server))));
        }
        // A minute at most, so that a clock that was set is noticed.
        let left = 3600 - Timestamp::now().as_second().rem_euclid(3600);
        sleep(Duration::from_secs(
            u64::try_from(left.min(60)).unwrap_or(60),
        ))
        .await;
    }
}

/// Reads everything that is kept, and says whether anything is damaged.
async fn look_for_damage(server: Arc<Server>) {
    let store = Arc::clone(&server.office.store);
    let found = blocking(move || damage::find(&*store)).await;
    if let Ok(files @ 1..) = found.map(|damaged| damaged.len()) {
        tracing::error!(
            files,
            "files are damaged; `sealpost-relay check` names them"
        );
    }
}
