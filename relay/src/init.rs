//! `sealpost-relay init`: everything a new relay needs, in one folder.

mod answers;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use clap::Args;
use rcgen::{CertificateParams, DistinguishedName, DnType, IsCa, KeyPair, date_time_ymd};

use self::answers::Answers;
pub(crate) use self::answers::host_and_port;
use crate::card::{RelayCard, Token};
use crate::digest::Id16;
use crate::random::{self, NoRandomness};

/// Everything `init` asks, as options; what is missing is asked for on a terminal.
#[derive(Debug, Clone, Default, Args)]
pub struct InitOptions {
    /// The folder to make everything in
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// A short name, of letters, digits, dot, hyphen and underscore
    #[arg(long)]
    pub name: Option<String>,
    /// The address by which everyone will reach this relay, such as https://relay.example:8443;
    /// a hyphen for an onion service alone
    #[arg(long)]
    pub url: Option<String>,
    /// The address of the onion service, such as http://….onion
    #[arg(long)]
    pub onion: Option<String>,
    /// Where to listen for HTTPS
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Where Tor hands in visitors: 127.0.0.1:PORT or unix:/path
    #[arg(long, value_name = "WHERE")]
    pub onion_listen: Option<String>,
    /// Where to serve counts to the operator, such as 127.0.0.1:9187
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// The certificate comes from one of the web's authorities: make none, and put none on the card
    #[arg(long)]
    pub public_certificate: bool,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InitError {
    /// A file is there already.
    #[error("{0} is there already")]
    AlreadyThere(String),
    /// An answer cannot be used.
    #[error("{what} cannot be used: {why}")]
    BadAnswer {
        /// The question.
        what: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// No certificate could be made.
    #[error("no certificate could be made")]
    Certificate,
    /// A file cannot be written.
    #[error("{what} cannot be written: {kind}")]
    Io {
        /// The file.
        what: String,
        /// The kind of failure.
        kind: io::ErrorKind,
    },
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl InitError {
    /// What to do.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::AlreadyThere(_) => "an existing relay is never overwritten; choose another --dir",
            Self::BadAnswer { .. } => "answer again, or see `sealpost-relay init --help`",
            Self::Certificate => "check the host in --url, or use --public-certificate",
            Self::Io { .. } => "choose a --dir this user may write to",
            Self::NoRandomness(_) => "check that /dev/urandom works on this machine",
        }
    }
}

/// The files `init` makes, in this order; `relay.toml` last, so that a relay is either whole or
/// has no settings.
const FILES: [&str; 7] = [
    "certificate.pem",
    "certificate-key.pem",
    "pull-token",
    "push-token",
    "metrics-token",
    "relay-card.json",
    "relay.toml",
];

/// Makes a relay.
pub fn init(options: InitOptions) -> Result<(), InitError> {
    let dir = options.dir.clone();
    for name in FILES {
        if dir.join(name).symlink_metadata().is_ok() {
            return Err(InitError::AlreadyThere(
                dir.join(name).display().to_string(),
            ));
        }
    }
    let public_certificate = options.public_certificate;
    let answers = Answers::ask(options)?;
    let failed = |error: io::Error| InitError::Io {
        what: dir.display().to_string(),
        kind: error.kind(),
    };
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&dir)
        .map_err(failed)?;

    let id = Id16::from_bytes(random::bytes()?);
    let pull = Token::from_random(&random::bytes()?);
    let push = Token::from_random(&random::bytes()?);
    let metrics = Token::from_random(&random::bytes()?);
    let mut card = RelayCard::new(id, answers.name.clone(), pull.clone(), push.clone());
    card.https.clone_from(&answers.url);
    card.onion.clone_from(&answers.onion);
    if let (Some(host), false) = (&answers.host, public_certificate) {
        let (der, chain, key) = certificate(host)?;
        card.set_certificate_der(&der);
        write(&dir, "certificate.pem", chain.as_bytes())?;
        write(&dir, "certificate-key.pem", key.as_bytes())?;
    }
    write(&dir, "pull-token", line(&pull).as_bytes())?;
    write(&dir, "push-token", line(&push).as_bytes())?;
    write(&dir, "metrics-token", line(&metrics).as_bytes())?;
    write(&dir, "relay-card.json", card.to_json().as_bytes())?;
    write(&dir, "relay.toml", settings(&answers, id).as_bytes())?;

    let shown = |name: &str| dir.join(name).display().to_string();
    eprintln!("The relay is ready:");
    eprintln!("  {}   settings, each explained", shown("relay.toml"));
    eprintln!(
        "  {}   for the stick, into its folder relays/",
        shown("relay-card.json")
    );
    if public_certificate {
        eprintln!(
            "Put the certificate and its key at {} and {}.",
            shown("certificate.pem"),
            shown("certificate-key.pem")
        );
    }
    eprintln!(
        "Whoever holds the card can fetch sealed letters, and cannot open them: keep it safe."
    );
    eprintln!(
        "Next: sealpost-relay serve --config {}",
        shown("relay.toml")
    );
    Ok(())
}

/// A certificate for a trial: self-signed, for one host name or address, no authority.
/// Desk, courier and tool trust it because the card or the organisation file says so.
fn certificate(host: &str) -> Result<(Vec<u8>, String, String), InitError> {
    let failed = |_| InitError::Certificate;
    let mut params = CertificateParams::new(vec![host.to_owned()]).map_err(failed)?;
    params.is_ca = IsCa::NoCa;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "relay");
    // Fixed days: they tell nothing about when the relay was made, and clients with a wrong
    // clock still accept it.
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(2045, 1, 1);
    let key = KeyPair::generate().map_err(failed)?;
    let certificate = params.self_signed(&key).map_err(failed)?;
    Ok((
        certificate.der().to_vec(),
        certificate.pem(),
        key.serialize_pem(),
    ))
}

fn line(token: &Token) -> String {
    format!("{}\n", token.expose())
}

/// Writes a new file that only this user can read.
fn write(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), InitError> {
    let path = dir.join(name);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => InitError::AlreadyThere(path.display().to_string()),
        kind => InitError::Io {
            what: path.display().to_string(),
            kind,
        },
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(failed)
}

/// The example, with the answers in place of its values: every setting stays explained.
fn settings(answers: &Answers, id: Id16) -> String {
    let example = include_str!("../packaging/relay.example.toml");
    let mut text = String::new();
    for old in example.lines() {
        let key = old.trim_start_matches("# ").split(' ').next().unwrap_or("");
        let optional = |value: Option<String>| match value {
            Some(value) => format!("{key} = \"{value}\""),
            None => format!("# {}", old.trim_start_matches("# ")),
        };
        let example_of = |key: &str| {
            old.trim_start_matches("# ")
                .starts_with(&format!("{key} = "))
        };
        let new = if example_of("relay") {
            format!("relay = \"{id}\"")
        } else if example_of("name") {
            format!("name = \"{}\"", answers.name)
        } else if example_of("url") {
            optional(answers.url.clone())
        } else if example_of("onion") {
            optional(answers.onion.clone())
        } else if example_of("listen") {
            optional(answers.listen.map(|listen| listen.to_string()))
        } else if example_of("onion_listen") && old.contains("127.0.0.1") {
            optional(answers.onion_listen.clone())
        } else if example_of("metrics_listen") {
            optional(answers.metrics_listen.map(|listen| listen.to_string()))
        } else {
            old.to_owned()
        };
        text.push_str(&new);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use std::os::unix::fs::MetadataExt as _;

    use super::*;
    use crate::config::RelayConfig;

    #[test]
    fn a_new_relay_can_be_read_back_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("new");
        let options = InitOptions {
            dir: dir.clone(),
            name: Some("one".to_owned()),
            url: Some("https://127.0.0.1:8443".to_owned()),
            onion: Some("http://example.onion".to_owned()),
            metrics_listen: Some("127.0.0.1:9187".parse().unwrap()),
            ..InitOptions::default()
        };
        init(options.clone()).unwrap();
        let config = RelayConfig::read(&dir.join("relay.toml")).unwrap();
        let card = RelayCard::read(&dir.join("relay-card.json")).unwrap();
        assert_eq!(config.relay, card.relay);
        assert_eq!(config.name, "one");
        assert_eq!(config.url.as_deref(), Some("https://127.0.0.1:8443"));
        assert_eq!(config.onion.as_deref(), Some("http://example.onion"));
        assert_eq!(config.onion_listen.as_deref(), Some("127.0.0.1:8480"));
        assert_eq!(config.listen.unwrap().to_string(), "127.0.0.1:8443");
        assert_eq!(config.metrics_listen.unwrap().port(), 9187);
        assert!(card.certificate_der().is_some());
        for name in FILES {
            let mode = fs::metadata(dir.join(name)).unwrap().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        let before = fs::read(dir.join("relay-card.json")).unwrap();
        assert!(matches!(init(options), Err(InitError::AlreadyThere(_))));
        assert_eq!(fs::read(dir.join("relay-card.json")).unwrap(), before);
    }
}
