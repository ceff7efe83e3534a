//! `relay.toml`: every setting and its default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::digest::Id16;
use crate::policy::Limits;
use crate::rate::Rates;

/// The settings of a relay, as they stand in `relay.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelayConfig {
    /// The relay's identifier.
    pub relay: Id16,
    /// The relay's name, to show.
    pub name: String,
    /// The address by which everyone reaches it.
    #[serde(default)]
    pub url: Option<String>,
    /// The address of its onion service.
    #[serde(default)]
    pub onion: Option<String>,
    /// Where it listens for HTTPS.
    #[serde(default)]
    pub listen: Option<SocketAddr>,
    /// Where it listens for its onion service: `127.0.0.1:PORT` or `unix:/path`.
    #[serde(default)]
    pub onion_listen: Option<String>,
    /// Whether Tor tells circuits apart with a PROXY line.
    #[serde(default)]
    pub onion_circuits: bool,
    /// The folder of letters and everything else.
    #[serde(default = "data")]
    pub data: PathBuf,
    /// The certificate chain, PEM.
    #[serde(default = "certificate")]
    pub certificate: PathBuf,
    /// The certificate's private key, PEM.
    #[serde(default = "certificate_key")]
    pub certificate_key: PathBuf,
    /// The file with the token for fetching letters.
    #[serde(default = "pull_token")]
    pub pull_token_file: PathBuf,
    /// The file with the token for pushing.
    #[serde(default = "push_token")]
    pub push_token_file: PathBuf,
    /// The file with the token for metrics.
    #[serde(default = "metrics_token")]
    pub metrics_token_file: PathBuf,
    /// Where the metrics are served; a loopback address.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    /// How log lines look.
    #[serde(default)]
    pub log: LogFormat,
    /// Whether letters are copied at the hour's turn, so that no finer time stays.
    #[serde(default = "yes")]
    pub rewrite_hourly: bool,
    /// What it takes.
    #[serde(default)]
    pub limits: LimitsConfig,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// What a relay takes, as it stands in `[limits]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// The largest sealed letter, in bytes.
    pub letter_bytes: u64,
    /// Bytes of the disk that letters never use.
    pub free_bytes: u64,
    /// Per cent of the disk that letters never use.
    pub free_percent: u64,
    /// Files (inodes) that letters never use.
    pub free_files: u64,
    /// Bytes of letters taken in a day.
    pub bytes_per_day: u64,
    /// Unfinished uploads at a time.
    pub partial_uploads: usize,
    /// Connections at a time.
    pub connections: usize,
    /// Requests a minute from one network or onion circuit.
    pub requests_per_minute: u32,
    /// Requests a minute from everybody.
    pub requests_per_minute_all: u32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            letter_bytes: crate::sizes::LARGEST_LETTER_BYTES,
            free_bytes: 512 << 20,
            free_percent: 5,
            free_files: 10_000,
            bytes_per_day: 20 << 30,
            partial_uploads: 4096,
            connections: 512,
            requests_per_minute: 300,
            requests_per_minute_all: 6_000,
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A setting has a value that cannot work.
    #[error("the setting `{setting}` cannot work: {why}")]
    BadSetting {
        /// The setting.
        setting: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The file is not TOML, or holds a setting this program does not know.
    #[error("the settings in {path} cannot be read: {why}")]
    Malformed {
        /// The file.
        path: String,
        /// What the TOML reader says.
        why: String,
    },
    /// The file cannot be read.
    #[error("{path} cannot be read: {kind}")]
    Unreadable {
        /// The file.
        path: String,
        /// The kind of failure.
        kind: std::io::ErrorKind,
    },
}

impl RelayConfig {
    /// Reads a file. Paths in it are relative to the folder it lies in.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: shown.clone(),
            kind: error.kind(),
        })?;
        let mut config = Self::parse(&text, &shown)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for setting in [
            &mut config.data,
            &mut config.certificate,
            &mut config.certificate_key,
            &mut config.pull_token_file,
            &mut config.push_token_file,
            &mut config.metrics_token_file,
        ] {
            *setting = folder.join(&*setting);
        }
        Ok(config)
    }

    /// Reads a text. `shown` names it in errors.
    pub fn parse(text: &str, shown: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| ConfigError::Malformed {
            path: shown.to_owned(),
            why: error.to_string(),
        })?;
        config.examine()?;
        Ok(config)
    }

    fn examine(&self) -> Result<(), ConfigError> {
        let bad = |setting, why| Err(ConfigError::BadSetting { setting, why });
        if self.listen.is_none() && self.onion_listen.is_none() {
            return bad("listen", "set `listen`, `onion_listen` or both");
        }
        if let Some(url) = &self.url
            && !url.starts_with("https://")
        {
            return bad("url", "it must begin with https://");
        }
        if let Some(onion) = &self.onion
            && !onion.starts_with("http://")
        {
            return bad("onion", "it must begin with http://");
        }
        if let Some(metrics) = self.metrics_listen
            && !metrics.ip().is_loopback()
        {
            return bad(
                "metrics_listen",
                "only a loopback address, such as 127.0.0.1:9187",
            );
        }
        if let Some(listen) = &self.onion_listen
            && !listen.starts_with("unix:")
            && !listen
                .parse::<SocketAddr>()
                .is_ok_and(|address| address.ip().is_loopback())
        {
            // Plain HTTP must never be reachable from another machine.
            return bad("onion_listen", "only unix:/path or a loopback address");
        }
        let limits = &self.limits;
        if limits.letter_bytes < crate::sizes::SMALLEST_LETTER_BYTES
            || limits.letter_bytes > crate::sizes::LARGEST_LETTER_BYTES
        {
            return bad("limits.letter_bytes", "between 65536 and 268435456");
        }
        if limits.free_percent > 90 {
            return bad("limits.free_percent", "at most 90");
        }
        if limits.connections == 0 || limits.connections > 16_384 {
            return bad("limits.connections", "between 1 and 16384");
        }
        if limits.requests_per_minute == 0 || limits.requests_per_minute_all == 0 {
            return bad("limits.requests_per_minute", "more than nothing");
        }
        Ok(())
    }

    pub(crate) fn policy(&self) -> Limits {
        Limits {
            letter_bytes: self.limits.letter_bytes,
            free_bytes: self.limits.free_bytes,
            free_percent: self.limits.free_percent,
            free_files: self.limits.free_files,
            bytes_per_day: self.limits.bytes_per_day,
            partial_uploads: self.limits.partial_uploads,
        }
    }

    pub(crate) fn rates(&self) -> Rates {
        Rates {
            all_per_sec: f64::from(self.limits.requests_per_minute_all) / 60.0,
            one_per_sec: f64::from(self.limits.requests_per_minute) / 60.0,
            burst_secs: 120.0,
        }
    }
}

fn data() -> PathBuf {
    "data".into()
}
fn certificate() -> PathBuf {
    "certificate.pem".into()
}
fn certificate_key() -> PathBuf {
    "certificate-key.pem".into()
}
fn pull_token() -> PathBuf {
    "pull-token".into()
}
fn push_token() -> PathBuf {
    "push-token".into()
}
fn metrics_token() -> PathBuf {
    "metrics-token".into()
}
const fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn the_packaged_example_is_a_working_configuration() {
        let text = include_str!("../packaging/relay.example.toml");
        let config = RelayConfig::parse(text, "relay.example.toml").unwrap();
        let defaults = LimitsConfig::default();
        // The example shows the defaults: whoever changes one must change the other.
        assert_eq!(format!("{:?}", config.limits), format!("{defaults:?}"));
        assert!(config.rewrite_hourly);
    }

    #[test]
    fn settings_that_cannot_work_are_refused_by_name() {
        let base = "relay = \"00112233445566778899aabbccddeeff\"\nname = \"x\"\n";
        let with = |more: &str| RelayConfig::parse(&format!("{base}{more}"), "test");
        assert!(with("listen = \"0.0.0.0:8443\"").is_ok());
        for bad in [
            "",
            "listen = \"0.0.0.0:8443\"\nlistn = 1",
            "listen = \"0.0.0.0:8443\"\nurl = \"http://x\"",
            "listen = \"0.0.0.0:8443\"\nmetrics_listen = \"0.0.0.0:1\"",
            "onion_listen = \"0.0.0.0:80\"",
            "onion_listen = \"somewhere\"",
            "listen = \"0.0.0.0:8443\"\n[limits]\nletter_bytes = 1",
            "listen = \"0.0.0.0:8443\"\n[limits]\nunknown = 1",
        ] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }
}
