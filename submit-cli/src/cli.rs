//! What people can type: the one description of commands and options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use crypto_core::Language;

/// Exit codes, as `--help` and `docs/submitting.md` give them.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a file or this computer stood in the way
  2  wrong use of a command
  3  stopped by you; nothing was sent
  4  the organisation file is missing, or was not accepted
  5  the receipt is not right
  6  answers are missing or not allowed
  7  no relay could be reached, or none took the letter; it is kept
  8  nothing waits on the board for this receipt
  9  a file is damaged, or is not what it should be

Receipts are secret. They are asked for, or read with --receipt-file or --receipt-fd;
never write one into a command.";

/// Hands a sealed request to an organisation that helps, over servers that can read nothing.
#[derive(Debug, Parser)]
#[command(name = "sealpost", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    /// What is common to all commands.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Folder for the trusted organisation file [default: ~/.config/sealpost]
    #[arg(long, global = true, env = "SEALPOST_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Language to speak: en, zh-Hans, fr or vi
    #[arg(long, global = true, env = "SEALPOST_LANGUAGE", value_name = "TAG", value_parser = language)]
    pub language: Option<Language>,
    /// Which organisation, by a part of its name or id, if you trust more than one
    #[arg(long, global = true, value_name = "NAME")]
    pub organisation: Option<String>,
    /// Reach relays through this SOCKS5 proxy, such as Tor's 127.0.0.1:9050; it also looks up their names
    #[arg(long, global = true, env = "SEALPOST_SOCKS5", value_name = "HOST:PORT")]
    pub socks5: Option<String>,
}

fn language(text: &str) -> Result<Language, String> {
    text.parse()
        .map_err(|_| "use one of en, zh-Hans, fr, vi".to_owned())
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fetch an organisation's file, compare its fingerprint and remember it
    Trust(Trust),
    /// Ask for help: questions, summary, sealing and sending
    Ask(Ask),
    /// Write a form as a text file, to fill in with any editor
    Form(Form),
    /// Seal a filled-in form, without any network
    Seal(Seal),
    /// Send sealed letters, or go on where sending broke off
    Send(Send),
    /// Look for replies to a receipt
    Replies(Replies),
    /// Add text or files to an earlier request
    FollowUp(FollowUp),
    /// Make a new receipt and print it, for use with --receipt-file
    Receipt,
}

/// Where an existing receipt comes from; without any, it is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct ReceiptSource {
    /// Read the receipt from this file
    #[arg(long, value_name = "FILE", conflicts_with = "receipt_fd")]
    pub receipt_file: Option<PathBuf>,
    /// Read the receipt from this open file descriptor
    #[arg(long, value_name = "NUMBER")]
    pub receipt_fd: Option<u32>,
}

impl ReceiptSource {
    /// Tells whether a file or descriptor was named.
    pub fn is_given(&self) -> bool {
        self.receipt_file.is_some() || self.receipt_fd.is_some()
    }
}

/// `sealpost trust`
#[derive(Debug, Args)]
pub struct Trust {
    /// Address of one of the organisation's relays
    #[arg(long, value_name = "URL", required_unless_present = "file")]
    pub relay: Option<String>,
    /// The relay's own certificate (PEM or DER), if it has none from the web's authorities
    #[arg(long, value_name = "FILE", requires = "relay")]
    pub certificate: Option<PathBuf>,
    /// An organisation file; its signature lies beside it as FILE.minisig
    #[arg(long, value_name = "FILE", conflicts_with = "relay")]
    pub file: Option<PathBuf>,
    /// The printed fingerprint, 8 words or 8 numbers: compared instead of asking
    #[arg(long, value_name = "WORDS")]
    pub fingerprint: Option<String>,
}

/// `sealpost ask`
#[derive(Debug, Args)]
pub struct Ask {
    /// Programme, such as emergency
    #[arg(long, value_name = "ID")]
    pub programme: Option<String>,
    /// Go on with a saved draft
    #[arg(long, value_name = "FILE", conflicts_with = "programme")]
    pub draft: Option<PathBuf>,
    /// Seal only; write the sealed letter to this file and send nothing
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// An existing receipt
    #[command(flatten)]
    pub receipt: ReceiptSource,
}

/// `sealpost form`
#[derive(Debug, Args)]
pub struct Form {
    /// Programme, such as emergency
    #[arg(long, value_name = "ID")]
    pub programme: Option<String>,
    /// Where to write the form [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What to do with names, places and times inside attached files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Traces {
    /// Show and ask
    Ask,
    /// Leave the files as they are
    Keep,
    /// Seal copies without them, where that is possible
    Remove,
}

/// `sealpost seal`
#[derive(Debug, Args)]
pub struct Seal {
    /// The filled-in form
    #[arg(value_name = "FILLED-FORM")]
    pub form: PathBuf,
    /// Where to write the sealed letter
    #[arg(long, short, value_name = "FILE", default_value = "letter.age")]
    pub output: PathBuf,
    /// Position, device and author inside attached files
    #[arg(long, value_enum, default_value = "ask")]
    pub traces: Traces,
    /// An existing receipt
    #[command(flatten)]
    pub receipt: ReceiptSource,
}

/// `sealpost send`
#[derive(Debug, Args)]
pub struct Send {
    /// Sealed letters; without any, those that wait in the outbox
    #[arg(value_name = "LETTER")]
    pub letters: Vec<PathBuf>,
}

/// `sealpost replies`
#[derive(Debug, Args)]
pub struct Replies {
    /// Fetch earlier replies and further parts too; each tells the relay a little more
    #[arg(long)]
    pub earlier: bool,
    /// Fetch the files that a reply carries, and save them in this folder
    #[arg(long, value_name = "DIR")]
    pub save: Option<PathBuf>,
    /// The receipt
    #[command(flatten)]
    pub receipt: ReceiptSource,
}

/// `sealpost follow-up`
#[derive(Debug, Args)]
pub struct FollowUp {
    /// Programme that the request was for
    #[arg(long, value_name = "ID")]
    pub programme: Option<String>,
    /// Read the text from this file instead of asking
    #[arg(long, value_name = "FILE")]
    pub text_file: Option<PathBuf>,
    /// Attach this file; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
    /// Position, device and author inside attached files
    #[arg(long, value_enum, default_value = "ask")]
    pub traces: Traces,
    /// Seal only; write the sealed letter to this file and send nothing
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The receipt
    #[command(flatten)]
    pub receipt: ReceiptSource,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_description_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_argument_takes_a_receipt() {
        for command in Cli::command().get_subcommands() {
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(
                    !id.contains("receipt") || ["receipt_file", "receipt_fd"].contains(&id),
                    "{id}"
                );
            }
        }
    }
}
