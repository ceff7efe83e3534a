//! The commands of `sealpost-relay`.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::check::check;
use crate::config::{ConfigError, RelayConfig};
use crate::http::{CertificateError, ServeError, serve};
use crate::init::{InitOptions, init};
use crate::log::start_log;
use crate::storage::StoreError;
use crate::tokens::TokenError;

/// The command failed.
const FAILED: u8 = 1;
/// The settings cannot be used.
const BAD_SETTINGS: u8 = 3;

#[derive(Parser)]
#[command(
    name = "sealpost-relay",
    version,
    about = "Takes sealed letters, shows sealed replies, opens neither",
    after_help = "Exit codes: 0 done; 1 failed, or `check` found something; 2 wrong usage; 3 the settings \
                  cannot be used.\nSignals: SIGTERM and SIGINT stop (requests under way get 20 seconds), \
                  SIGHUP reads the certificate again."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes settings, a certificate for a trial, tokens and the setup card
    Init(InitOptions),
    /// Runs the relay until it is told to stop
    Serve {
        /// The settings
        #[arg(long, value_name = "FILE", default_value = "relay.toml")]
        config: PathBuf,
    },
    /// Looks everything over and says what to do
    Check {
        /// The settings
        #[arg(long, value_name = "FILE", default_value = "relay.toml")]
        config: PathBuf,
    },
}

/// Runs the program.
pub fn relay_main() -> ExitCode {
    match Cli::parse().command {
        Command::Init(options) => match init(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(FAILED, &error, error.hint()),
        },
        Command::Serve { config } => match RelayConfig::read(&config) {
            Ok(config) => run(config),
            Err(error) => fail(BAD_SETTINGS, &error, config_hint(&error)),
        },
        Command::Check { config } => {
            if check(&config, &mut io::stdout().lock()) {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(FAILED)
            }
        }
    }
}

fn run(config: RelayConfig) -> ExitCode {
    start_log(config.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(FAILED, &error, "free some memory or threads"),
    };
    // stdout tells whoever started the relay where it listens; nothing else is ever written there.
    let served = runtime.block_on(serve(config, |listening| {
        let mut stdout = io::stdout().lock();
        for (name, address) in [
            ("https", listening.https),
            ("onion", listening.onion),
            ("metrics", listening.metrics),
        ] {
            if let Some(address) = address {
                let _ = writeln!(stdout, "{name} {address}");
            }
        }
        let _ = writeln!(stdout, "ready").and_then(|()| stdout.flush());
    }));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(FAILED, &error, serve_hint(&error)),
    }
}

fn fail(code: u8, error: &dyn std::fmt::Display, hint: &str) -> ExitCode {
    eprintln!("sealpost-relay: error: {error}");
    eprintln!("sealpost-relay: hint: {hint}");
    ExitCode::from(code)
}

/// What to do about settings that cannot be used.
pub(crate) const fn config_hint(error: &ConfigError) -> &'static str {
    match error {
        ConfigError::BadSetting { .. } => {
            "change the setting; packaging/relay.example.toml explains each"
        }
        ConfigError::Malformed { .. } => {
            "correct the line; packaging/relay.example.toml shows every setting"
        }
        ConfigError::Unreadable { .. } => {
            "name the file with --config, or make one with `sealpost-relay init`"
        }
    }
}

/// What to do about a token.
pub(crate) const fn token_hint(error: &TokenError) -> &'static str {
    match error {
        TokenError::TooOpen(_) => "run chmod 600 on the token's file",
        _ => "restore the file from a backup, or run `sealpost-relay init` in a new folder",
    }
}

/// What to do about a certificate.
pub(crate) const fn certificate_hint(error: &CertificateError) -> &'static str {
    match error {
        CertificateError::NoMatch => "install a certificate and its key together",
        _ => "set `certificate` and `certificate_key` to readable PEM files",
    }
}

const fn serve_hint(error: &ServeError) -> &'static str {
    match error {
        ServeError::Bind { .. } => {
            "check that no other program listens there and that this user may"
        }
        ServeError::Busy => "stop the other one, or give this one a `data` folder of its own",
        ServeError::Certificate(error) => certificate_hint(error),
        ServeError::Token(error) => token_hint(error),
        ServeError::Store(StoreError::NoRoom) => "free some space",
        ServeError::Store(_) => "check that `data` is a folder this user owns",
        ServeError::Stored(_) => {
            "restore this file from a backup; or move data/documents/release.json away and let the \
             courier publish again; the letters in data/inbox are safe: leave them as they are"
        }
        _ => "run `sealpost-relay check`",
    }
}
