//! `sealpost-relay check`: one line for each thing, with what to do.

use std::io::{Read as _, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, Stream};

use crate::certificate_days::valid_until;
use crate::cli::{certificate_hint, config_hint, token_hint};
use crate::config::RelayConfig;
use crate::fingerprint::Fingerprint;
use crate::http::Certificate;
use crate::init::host_and_port;
use crate::office::Office;
use crate::office::damage::{self, Damaged};
use crate::policy::{Facts, Usage, Verdict, judge};
use crate::sizes::SMALLEST_LETTER_BYTES;
use crate::storage::{FolderStore, Partials, Store as _};
use crate::tokens;

/// A certificate that ends sooner than this is reported, in hours.
const SOON_HOURS: i64 = 14 * 24;
/// No clock is right that shows a time before this program was written.
const NOT_BEFORE: &str = "2026-01-01T00:00:00Z";

/// Writes lines, and remembers whether one of them was a fault.
struct Report<'a> {
    out: &'a mut dyn Write,
    good: bool,
}

impl Report<'_> {
    fn ok(&mut self, what: &str, text: &str) {
        let _ = writeln!(self.out, "ok    {what}: {text}");
    }

    fn note(&mut self, what: &str, text: &str) {
        let _ = writeln!(self.out, "note  {what}: {text}");
    }

    fn fault(&mut self, what: &str, text: &str, hint: &str) {
        self.good = false;
        let _ = writeln!(self.out, "FAULT {what}: {text}; {hint}");
    }
}

/// Looks a relay over. Returns whether everything is well.
pub(crate) fn check(path: &Path, out: &mut dyn Write) -> bool {
    let mut report = Report { out, good: true };
    let config = match RelayConfig::read(path) {
        Ok(config) => config,
        Err(error) => {
            report.fault("settings", &error.to_string(), config_hint(&error));
            return false;
        }
    };
    report.ok("settings", "read");
    check_clock(&mut report);
    check_tokens(&mut report, &config);
    let certificate = check_certificate(&mut report, &config);
    check_storage(&mut report, &config);
    check_reachable(&mut report, &config, certificate);
    report.good
}

fn check_clock(report: &mut Report<'_>) {
    let now = Timestamp::now();
    match NOT_BEFORE.parse::<Timestamp>() {
        Ok(least) if now < least => {
            report.fault(
                "clock",
                "it runs behind",
                "set it, and let a time service keep it",
            );
        }
        _ => report.ok("clock", "plausible"),
    }
}

fn check_tokens(report: &mut Report<'_>, config: &RelayConfig) {
    let files = [
        ("pull", &config.pull_token_file),
        ("push", &config.push_token_file),
        ("metrics", &config.metrics_token_file),
    ];
    for (name, path) in files {
        match tokens::read(name, path) {
            Ok(_) => report.ok(&format!("{name} token"), "readable by the relay alone"),
            Err(error) => {
                report.fault(
                    &format!("{name} token"),
                    &error.to_string(),
                    token_hint(&error),
                );
            }
        }
    }
}

fn check_certificate(
    report: &mut Report<'_>,
    config: &RelayConfig,
) -> Option<CertificateDer<'static>> {
    config.listen?;
    let leaf = match Certificate::read(&config.certificate, &config.certificate_key) {
        Ok(certificate) => certificate.leaf()?,
        Err(error) => {
            report.fault("certificate", &error.to_string(), certificate_hint(&error));
            return None;
        }
    };
    report.ok("certificate", "fits its key");
    if let Some((host, _)) = config.url.as_deref().and_then(host_and_port) {
        let parsed = webpki::EndEntityCert::try_from(&leaf);
        let name = ServerName::try_from(host);
        match (parsed, name) {
            (Ok(parsed), Ok(name)) if parsed.verify_is_valid_for_subject_name(&name).is_ok() => {
                report.ok("certificate", "is for the host in `url`");
            }
            _ => report.fault(
                "certificate",
                "is not for the host in `url`",
                "get one for that host, or correct `url`",
            ),
        }
    }
    match valid_until(&leaf) {
        None => report.note("certificate", "its last day cannot be read"),
        Some(end) => {
            let left = end.duration_since(Timestamp::now());
            if left <= SignedDuration::ZERO {
                report.fault(
                    "certificate",
                    "has expired",
                    "renew it, then reload the service",
                );
            } else if left < SignedDuration::from_hours(SOON_HOURS) {
                report.fault(
                    "certificate",
                    "expires within 14 days",
                    "renew it, then reload the service",
                );
            } else {
                report.ok("certificate", "is valid for more than 14 days");
            }
        }
    }
    Some(leaf)
}

fn check_storage(report: &mut Report<'_>, config: &RelayConfig) {
    if !config.data.exists() {
        report.note("storage", "not made yet; the first `serve` makes it");
        return;
    }
    // Nothing is swept or changed here: the relay may be running.
    let store = match FolderStore::look(&config.data) {
        Ok(store) => Arc::new(store),
        Err(error) => {
            let hint = "check that `data` is a folder this user owns";
            report.fault("storage", &error.to_string(), hint);
            return;
        }
    };
    match store.probe() {
        Ok(()) if store.nameless() => report.ok("storage", "durable, with nameless files"),
        Ok(()) => report.note(
            "storage",
            "durable; nameless files are not supported here, so temporary names are used",
        ),
        Err(error) => {
            let hint = "use a local file system such as ext4 or xfs";
            report.fault("storage", &error.to_string(), hint);
        }
    }
    let letter = Facts::Letter {
        length: Some(SMALLEST_LETTER_BYTES),
    };
    match store.room() {
        Ok(room) => {
            let usage = Usage {
                room,
                announced_bytes: 0,
                bytes_today: 0,
                partial_uploads: 0,
            };
            match judge(&config.policy(), &usage, letter) {
                Verdict::Take(_) => report.ok("room", "letters are taken"),
                Verdict::Refuse(_) => report.fault(
                    "room",
                    "letters are refused",
                    "free space or inodes, or lower `free_bytes`, `free_percent` or `free_files`",
                ),
            }
        }
        Err(error) => report.fault("room", &error.to_string(), "check the file system"),
    }
    match damage::find(&*store) {
        Ok(damaged) if damaged.is_empty() => report.ok("files", "whole"),
        Ok(damaged) => {
            for Damaged { path, hint } in damaged {
                report.fault("files", &format!("{path} is damaged"), hint);
            }
        }
        Err(error) => report.fault("files", &error.to_string(), "check the file system"),
    }
    let partials = Partials::new(store.partial_folder());
    match Office::open(config.relay, config.policy(), store, partials, false) {
        Ok(office) => match office.root() {
            None => report.note(
                "publication",
                "waiting for the first publication; take the setup card to the desk",
            ),
            Some(root) => {
                let served = office.publication();
                let number = served.as_ref().map_or(0, |served| served.release.number);
                let words = Fingerprint::of(&root);
                report.ok(
                    "publication",
                    &format!("number {number}, root key: {words}"),
                );
                if let Some((page, _)) = served.and_then(|served| served.file("index.html")) {
                    // What the organisation gives out, to compare with `curl … | sha256sum`.
                    report.ok("page", &format!("SHA-256 {page}"));
                }
            }
        },
        Err(error) => {
            let hint = "publish again from the desk, or restore `data` from a backup";
            report.fault("publication", &error.to_string(), hint);
        }
    }
}

fn check_reachable(
    report: &mut Report<'_>,
    config: &RelayConfig,
    certificate: Option<CertificateDer<'static>>,
) {
    let (Some(listen), Some(certificate)) = (config.listen, certificate) else {
        return;
    };
    let Some((host, port)) = config.url.as_deref().and_then(host_and_port) else {
        return;
    };
    // First as everyone would; then, behind a gate that does not let a machine reach its own
    // address from within, where it listens.
    let public = (host.clone(), port);
    let local = (listen.ip().to_string(), listen.port());
    let local = match listen.ip() {
        ip if ip.is_unspecified() => ("127.0.0.1".to_owned(), local.1),
        _ => local,
    };
    let answers = |to: &(String, u16)| healthy(to, &host, &certificate).is_some();
    if answers(&public) {
        report.ok("reachable", "it answers at `url`");
    } else if answers(&local) {
        report.note(
            "reachable",
            "it answers where it listens, but not at `url` from this machine; try from elsewhere",
        );
    } else {
        report.note(
            "reachable",
            "it does not answer; start it with `sealpost-relay serve`",
        );
    }
}

/// Asks for `/healthz`, trusting exactly this certificate.
fn healthy(to: &(String, u16), host: &str, certificate: &CertificateDer<'static>) -> Option<()> {
    use std::net::ToSocketAddrs as _;
    let wait = Duration::from_secs(5);
    let address = (to.0.as_str(), to.1).to_socket_addrs().ok()?.next()?;
    let mut socket = TcpStream::connect_timeout(&address, wait).ok()?;
    socket.set_read_timeout(Some(wait)).ok()?;
    socket.set_write_timeout(Some(wait)).ok()?;
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates([certificate.clone()]);
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).ok()?;
    let mut connection = ClientConnection::new(Arc::new(config), name).ok()?;
    let mut stream = Stream::new(&mut connection, &mut socket);
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    // The connection's end is not always announced; what was read counts.
    let _ = stream.take(4096).read_to_end(&mut answer);
    answer.starts_with(b"HTTP/1.1 200").then_some(())
}
