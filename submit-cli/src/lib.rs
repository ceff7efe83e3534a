//! The submitter: the tool `sealpost` for a person in danger.
//!
//! [`run`] reads the command line. `ask` holds an interview in the person's language, with the
//! questions of the trusted organisation's file; `sealing` makes the letter; `sending` brings it
//! to the first relay that takes it; `replies` looks for answers. Everything that is sealed, and
//! every key, is `crypto-core`'s.

mod ask;
mod attachment;
mod cli;
mod console;
mod error;
mod follow_up;
mod home;
mod offline_form;
mod receipt_talk;
mod relay_client;
mod replies;
mod seal;
mod sealing;
mod seen;
mod sending;
mod session;
mod trust;
mod trusted;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};

use clap::Parser as _;

pub use cli::{Cli, Command};
pub use error::{Error, Exit};

use session::Session;

/// Runs the program with these arguments; returns the exit code.
///
/// Results go to standard output, everything said goes to standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return match error.use_stderr() {
                true => Exit::Usage.into(),
                false => Exit::Done.into(),
            };
        }
    };
    let mut session = match Session::open(&cli.common) {
        Ok(session) => session,
        Err(error) => {
            let language = cli.common.language.unwrap_or_else(words::system_language);
            complain(&error, &words::messages(language));
            return error.exit().into();
        }
    };
    let result = match &cli.command {
        Command::Trust(options) => trust::run(&mut session, options),
        Command::Ask(options) => ask::run(&mut session, options),
        Command::Form(options) => offline_form::run(&mut session, options),
        Command::Seal(options) => seal::run(&mut session, options),
        Command::Send(options) => sending::run(&mut session, options),
        Command::Replies(options) => replies::run(&mut session, options),
        Command::FollowUp(options) => follow_up::run(&mut session, options),
        Command::Receipt => Ok(receipt_talk::print_new(&session.console)),
    };
    // What these return was said in words; on a terminal a checksum would only puzzle.
    let is_said = !matches!(
        cli.command,
        Command::Form(_) | Command::Replies(_) | Command::Receipt
    );
    let exit = match result {
        Ok(_) if is_said && io::stdout().is_terminal() => Exit::Done,
        Ok(text) => print_result(&text),
        Err(error) => {
            complain(&error, session.console.messages());
            error.exit()
        }
    };
    exit.into()
}

fn print_result(text: &str) -> Exit {
    if text.is_empty() {
        return Exit::Done;
    }
    let mut out = io::stdout().lock();
    let newline = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{newline}").and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Computer,
    }
}

/// Says what went wrong, and what can be done.
fn complain(error: &Error, messages: &crypto_core::Messages) {
    eprintln!("sealpost: {}", error.sentence(messages));
    if let Some(hint) = error.hint(messages) {
        eprintln!("  {hint}");
    }
}
