//! Sends sealed letters: to the first relay that takes them, with progress that is shown.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crypto_core::{Arg, Digest};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli;
use crate::error::{Error, Exit, size};
use crate::relay_client::{Patience, RelayClient, Upload, relay_addresses};
use crate::session::Session;
use crate::trusted::Trusted;

/// Runs `sealpost send`; returns one line with the SHA-256 of each letter sent.
pub(crate) fn run(session: &mut Session, options: &cli::Send) -> Result<String, Error> {
    let mut trusted = Trusted::load(session)?;
    trusted.refresh(session);
    let from_outbox = options.letters.is_empty();
    let letters = if from_outbox {
        session.home.waiting()
    } else {
        options.letters.clone()
    };
    if letters.is_empty() {
        return Err(Error::NothingToSend);
    }
    let mut lines = Vec::new();
    for letter in &letters {
        let line = if from_outbox {
            send_and_remove(session, &trusted, letter)?
        } else {
            send(session, &trusted, letter)?.to_string()
        };
        lines.push(line);
    }
    Ok(lines.join("\n"))
}

/// Sends a letter from the outbox and removes it there; returns its SHA-256 for standard output.
pub(crate) fn send_and_remove(
    session: &Session,
    trusted: &Trusted,
    path: &Path,
) -> Result<String, Error> {
    let sha256 = send(session, trusted, path)?;
    if fs::remove_file(path).is_err() {
        session.console.say_with(
            "outbox-remains",
            &[("path", Arg::from(path.display().to_string()))],
        );
    }
    Ok(sha256.to_string())
}

/// Sends a letter to the first relay that takes it. The file stays.
pub(crate) fn send(session: &Session, trusted: &Trusted, path: &Path) -> Result<Digest, Error> {
    let console = &session.console;
    let upload = Upload::new(path)?;
    let addresses = relay_addresses(&trusted.organisation, session.socks5.is_some());
    console.gap();
    console.say_with("sending", &[("size", Arg::from(size(upload.length())))]);
    for address in &addresses {
        let Ok(client) = RelayClient::new(address, session.socks5.as_ref()) else {
            continue;
        };
        console.say_with("sending-to", &[("name", Arg::from(address.name.as_str()))]);
        let bar = progress_bar(upload.length());
        let sent = upload.send(address, &client, Patience::default(), &mut |bytes| {
            bar.set_position(bytes);
        });
        bar.finish_and_clear();
        match sent {
            Ok(()) => {
                console.say("sent");
                return Ok(upload.sha256());
            }
            // The letter itself is at fault; another relay will not help.
            Err(error) if error.exit() != Exit::Relay => return Err(error),
            Err(error) => {
                console.print(&error.sentence(console.messages()));
            }
        }
    }
    Err(Error::NotSent(PathBuf::from(path)))
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) fn progress_bar(length: u64) -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(4)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    if let Ok(style) = ProgressStyle::with_template(
        "  {bar:30} {percent:>3}%  {binary_bytes}/{binary_total_bytes}  {eta}",
    ) {
        bar.set_style(style.progress_chars("#-."));
    }
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}
