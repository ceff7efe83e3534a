//! What people type.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::address::Socks;

/// The exit codes, shown by `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  everything was carried
  1  a relay failed, or something on the stick could not be sent; the others were served
  2  the command line was wrong
  3  the stick cannot be used (missing, read-only, full, pulled out, no setup card)

One line for each relay goes to standard output, everything else to standard error.
Proxies named in the environment are ignored: only --socks5 counts.";

/// Carries sealed letters and replies between relays and a stick.
#[derive(Debug, Parser)]
#[command(name = "sealpost-courier", version, after_help = EXIT_CODES)]
pub struct CourierArgs {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Fetch what the relays hold, and send what the stick carries back
    #[command(after_help = EXIT_CODES)]
    Sync(SyncArgs),
}

/// The arguments of `sync`.
#[derive(Debug, clap::Args)]
pub(super) struct SyncArgs {
    /// Folder where the stick is mounted, with the relays' setup cards in its folder relays/
    pub(super) stick: PathBuf,

    /// SOCKS5 proxy to use for every connection, such as 127.0.0.1:9050 for Tor; names are
    /// resolved by the proxy, and a relay's onion address is preferred
    #[arg(long, value_name = "HOST:PORT")]
    pub(super) socks5: Option<Socks>,

    /// Go on until interrupted, and visit the relays again every --interval seconds
    #[arg(long)]
    pub(super) watch: bool,

    /// Seconds between two visits with --watch, varied by a fifth either way
    #[arg(long, value_name = "SECONDS", default_value_t = 300,
          value_parser = clap::value_parser!(u64).range(5..=86_400))]
    pub(super) interval: u64,

    /// Run `sh -c COMMAND` when new letters came, with their number in SEALPOST_NEW
    #[arg(long, value_name = "COMMAND")]
    pub(super) on_new: Option<String>,

    /// Fingerprint of the organisation's root key, as eight words or eight numbers, for a relay
    /// that has no root key yet; without it the question is asked on the terminal
    #[arg(long, value_name = "EIGHT WORDS")]
    pub(super) trust_root: Option<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        CourierArgs::command().debug_assert();
        let args = CourierArgs::try_parse_from(["c", "sync", "/stick"]).unwrap();
        let Command::Sync(sync) = args.command;
        assert_eq!(sync.interval, 300);
        assert!(sync.socks5.is_none());
        for wrong in [
            &["c", "sync"][..],
            &["c", "sync", "/s", "--interval", "1"],
            &["c", "sync", "/s", "--socks5", "socks5://127.0.0.1:9050"],
            &["c", "sync", "/s", "--socks5", "127.0.0.1"],
        ] {
            assert!(CourierArgs::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
