//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use crypto_core::Language;

use crate::model::{Axis, Field, Level, Status};

/// The desk: read what defenders sent, decide, answer. Without a task it opens the window.
#[derive(Debug, Parser)]
#[command(
    name = "sealpost-triage",
    version,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 wrong passphrase; 4 the vault is in \
                  use; 5 done, but something needs a person's eye; 70 the network could not be \
                  switched off.\n\nPassphrases are asked for, or read from the first line of a file \
                  or descriptor; they are never arguments."
)]
pub(super) struct Args {
    /// Vault folder [default: sealpost in the user's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "SEALPOST_VAULT")]
    pub(super) vault: Option<PathBuf>,
    /// Caseworker who unlocks the vault; not needed if there is only one
    #[arg(long, global = true, value_name = "NAME", env = "SEALPOST_PERSON")]
    pub(super) person: Option<String>,
    /// File whose first line is the caseworker's passphrase
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) passphrase_file: Option<PathBuf>,
    /// Descriptor to read the caseworker's passphrase from
    #[arg(
        long,
        global = true,
        value_name = "N",
        conflicts_with = "passphrase_file"
    )]
    pub(super) passphrase_fd: Option<u32>,
    /// File whose first line is the passphrase of root and fallback key
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) root_passphrase_file: Option<PathBuf>,
    /// Descriptor to read the passphrase of root and fallback key from
    #[arg(
        long,
        global = true,
        value_name = "N",
        conflicts_with = "root_passphrase_file"
    )]
    pub(super) root_passphrase_fd: Option<u32>,
    /// File whose first line is a new passphrase, for `person`
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) new_passphrase_file: Option<PathBuf>,
    /// Print results as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    /// Make a new organisation: its keys, its vault, its first caseworker
    Init(Init),
    /// Sign the organisation file and put the public release onto a stick
    Publish(Publish),
    /// Import what a stick brings and put on it what it shall take
    Exchange(Exchange),
    /// Import letters only, and write nothing to the stick
    Import(Exchange),
    /// List cases, the closest promise first
    List(List),
    /// Show a case
    Show(Show),
    /// Answer a case; the text comes from a file or from standard input
    Reply(Reply),
    /// Write a note for colleagues; the text comes from a file or from standard input
    Note(Note),
    /// Set the status: new, working, waiting, granted, declined, referred, closed
    Status {
        /// Beginning of the case's id
        case: String,
        /// The new status
        status: Status,
        /// The organisation's own word for it
        #[arg(long, value_name = "WORD")]
        name: Option<String>,
        /// File with the reason, for colleagues
        #[arg(long, value_name = "FILE")]
        reason: Option<PathBuf>,
    },
    /// Keep what was weighed: who, why, and how urgent it is
    Assess(Assess),
    /// Keep a summary or a translation for colleagues; from a file or from standard input
    Write {
        /// Beginning of the case's id
        case: String,
        /// summary or translation
        field: Field,
        /// File with the text [default: standard input]
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// Moments that colleagues set themselves for a case
    Timer {
        #[command(subcommand)]
        step: Timer,
    },
    /// Give a case to a caseworker, or to no one
    Assign {
        /// Beginning of the case's id
        case: String,
        /// The caseworker; none gives it back
        person: Option<String>,
    },
    /// Replace a case's tags
    Tag {
        /// Beginning of the case's id
        case: String,
        /// The tags; none removes all
        tags: Vec<String>,
    },
    /// Write an attachment, opened, to a file
    Export(Export),
    /// Destroy a case: its keys are gone, here now and elsewhere at the next exchange
    Destroy(Destroy),
    /// Copy what changed to a stick, and read it back
    Backup {
        /// Folder where the stick is mounted
        stick: PathBuf,
    },
    /// Make a vault out of a backup
    Restore {
        /// Folder where the stick is mounted
        stick: PathBuf,
    },
    /// Let another laptop join
    Enrol {
        #[command(subcommand)]
        step: Enrol,
    },
    /// Caseworkers of this laptop
    Person {
        #[command(subcommand)]
        change: PersonChange,
    },
    /// Write the intake keys into a file for stock age, which then opens every letter
    Rescue(Rescue),
    /// Read everything; mend what can be mended and name the rest
    Verify,
    /// The desk at a glance
    Summary,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// Name of the organisation, as defenders will read it
    #[arg(long, value_name = "NAME")]
    pub(super) organisation: String,
    /// Where the root key's sealed file goes: a medium kept apart from this laptop
    #[arg(long, value_name = "FILE")]
    pub(super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Publish {
    /// Folder where the stick is mounted
    pub(super) stick: PathBuf,
    /// The root key's sealed file
    #[arg(long, value_name = "FILE")]
    pub(super) root: PathBuf,
    /// Make a new successor of the root key, beside it, and announce it: after the last one took
    /// the root's place, or was lost
    #[arg(long)]
    pub(super) new_next: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Exchange {
    /// Folder where the stick is mounted
    pub(super) stick: PathBuf,
    /// The fallback key's sealed file, to open letters that were sealed to it
    #[arg(long, value_name = "FILE")]
    pub(super) fallback: Option<PathBuf>,
    /// Take a colleague's events although their clock is more than a day ahead
    #[arg(long)]
    pub(super) accept_clock: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Closed, granted, declined and referred cases too
    #[arg(long)]
    pub(super) all: bool,
    /// Only cases of this status
    #[arg(long)]
    pub(super) status: Option<Status>,
    /// Only cases of this programme
    #[arg(long, value_name = "ID")]
    pub(super) programme: Option<String>,
    /// Only this caseworker's cases
    #[arg(long, value_name = "NAME")]
    pub(super) assignee: Option<String>,
    /// Only cases of this country, two letters
    #[arg(long, value_name = "CODE")]
    pub(super) country: Option<String>,
    /// Only cases written in this language
    #[arg(long, value_name = "TAG")]
    pub(super) in_language: Option<Language>,
    /// Only cases of at least this risk: low, moderate, high, extreme
    #[arg(long, value_name = "LEVEL", value_parser = |name: &str| Axis::Risk.level(name))]
    pub(super) risk: Option<Level>,
    /// Only cases with this tag
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Option<String>,
    /// The highest risk first
    #[arg(long)]
    pub(super) by_risk: bool,
    /// Only cases with all these words in id, title, programme, country, assignee or tags
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(super) search: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Beginning of the case's id
    pub(super) case: String,
    /// Language of the form's questions [default: the session's]
    #[arg(long)]
    pub(super) language: Option<Language>,
    /// Mark its letters as read
    #[arg(long)]
    pub(super) read: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Reply {
    /// Beginning of the case's id
    pub(super) case: String,
    /// File with the text [default: standard input]
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,
    /// A file to send along; up to four
    #[arg(long, value_name = "FILE")]
    pub(super) attach: Vec<PathBuf>,
    /// Set this status too
    #[arg(long)]
    pub(super) status: Option<Status>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Note {
    /// Beginning of the case's id
    pub(super) case: String,
    /// File with the text [default: standard input]
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Assess {
    /// Beginning of the case's id
    pub(super) case: String,
    /// identity, situation, need, risk, urgency or credibility
    pub(super) axis: Axis,
    /// identity, situation, need: no, unclear, likely, yes; risk: low, moderate, high, extreme;
    /// urgency: routine, soon, urgent, immediate; credibility: doubtful, unchecked, plausible,
    /// confirmed; none takes it back
    pub(super) level: Option<String>,
    /// File with the reason, for colleagues
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Timer {
    /// Set a timer; what for comes from a file or from standard input
    Set {
        /// Beginning of the case's id
        case: String,
        /// When, in UTC: 2026-12-01T14:00Z
        #[arg(value_parser = moment)]
        due: jiff::Timestamp,
        /// File with the reason [default: standard input]
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// End a timer
    End {
        /// Beginning of the case's id
        case: String,
        /// Its number, as `show` gives it
        number: usize,
    },
}

fn moment(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse()
        .map_err(|_| "not a moment such as 2026-12-01T14:00Z".to_owned())
}

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// Beginning of the case's id
    pub(super) case: String,
    /// Number of the attachment, as `show` gives it
    pub(super) number: usize,
    /// File to write; must not exist
    pub(super) target: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Destroy {
    /// Beginning of the case's id
    pub(super) case: String,
    /// Why; stays in the record of what was destroyed, so no names
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
    /// Do not ask
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rescue {
    /// File to write; must not exist
    pub(super) target: PathBuf,
    /// Do not ask
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Enrol {
    /// On the new laptop: ask to join
    Request {
        /// Folder where the stick is mounted
        stick: PathBuf,
    },
    /// On an enrolled laptop: compare the words and let it in
    Accept {
        /// Folder where the stick is mounted
        stick: PathBuf,
        /// The eight words that the new laptop shows; asked for if not given
        #[arg(long, value_name = "WORDS")]
        words: Option<String>,
    },
    /// On the new laptop: take over keys, cases and files
    Finish {
        /// Folder where the stick is mounted
        stick: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum PersonChange {
    /// List caseworkers
    List,
    /// Add a caseworker to this laptop
    Add {
        /// Letters, digits, - or _
        name: String,
    },
    /// Take a caseworker's access to this laptop away
    Remove {
        /// Who
        name: String,
    },
    /// Change one's own passphrase
    Passphrase,
}
