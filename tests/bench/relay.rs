//! A relay: the real process, with TLS.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::program::{Program, folder_of_programs};

/// A relay on 127.0.0.1. Ends with this value.
#[derive(Debug)]
pub struct RelayProcess {
    child: Option<Child>,
    folder: PathBuf,
    url: String,
    environment: Vec<(String, OsString)>,
}

impl RelayProcess {
    /// Makes a relay by `sealpost-relay init` in its own folder, and starts it.
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn start(folder: &Path, name: &str) -> Self {
        let port = free_port();
        let url = format!("https://127.0.0.1:{port}");
        Program::ours("sealpost-relay", folder)
            .args(["init", "--name", name, "--url", &url])
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .arg("--dir")
            .arg(folder)
            .run()
            .ok();
        let mut relay = Self {
            child: None,
            folder: folder.to_owned(),
            url,
            environment: Vec::new(),
        };
        relay.resume();
        relay
    }

    /// Sets a variable for the next [`resume`](Self::resume).
    pub fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.push((name.to_owned(), value.into()));
    }

    /// Starts the process again after [`kill`](Self::kill).
    ///
    /// # Panics
    ///
    /// If it does not come up.
    pub fn resume(&mut self) {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())
            .expect("the relay's folder is writable");
        let mut child = Command::new(folder_of_programs().join("sealpost-relay"))
            .arg("serve")
            .arg("--config")
            .arg(self.folder.join("relay.toml"))
            .current_dir(&self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the relay can be started");
        let stdout = child.stdout.take().expect("stdout is piped");
        let ready = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .any(|line| line == "ready");
        self.child = Some(child);
        assert!(
            ready,
            "the relay did not come up: {}",
            fs::read_to_string(self.log()).unwrap_or_default()
        );
    }

    /// Ends the process at once, as a power cut would for a process.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Returns the address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the certificate of the trial.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("certificate.pem")
    }

    /// Returns the setup card.
    pub fn card(&self) -> PathBuf {
        self.folder.join("relay-card.json")
    }

    /// Returns the folder with all that the relay keeps.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the log.
    pub fn log(&self) -> PathBuf {
        self.folder.join("relay.log")
    }

    /// Returns the process id.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Asks the system for a port that is free now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("127.0.0.1 has a free port")
        .port()
}
