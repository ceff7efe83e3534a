//! `sealpost follow-up`: more text and files under the same receipt.

use crypto_core::{LetterKind, MAX_MESSAGE_CHARS};

use crate::ask::{self, question::is_end};
use crate::attachment::{self, AttachedFile};
use crate::cli;
use crate::error::Error;
use crate::home;
use crate::receipt_talk;
use crate::replies;
use crate::sealing::{self, Contents};
use crate::sending;
use crate::session::Session;
use crate::trusted::Trusted;

/// Text of a follow-up in bytes: four bytes a character, and some white space.
const TEXT_BYTES: u64 = 4 * MAX_MESSAGE_CHARS as u64 + 4096;

/// Runs the command; returns what goes to standard output.
pub(crate) fn run(session: &mut Session, options: &cli::FollowUp) -> Result<String, Error> {
    if let Some(path) = options.output.as_ref().filter(|path| path.exists()) {
        return Err(Error::Exists(path.clone()));
    }
    let mut trusted = Trusted::load(session)?;
    let receipt = receipt_talk::existing(&mut session.console, &options.receipt)?;
    let mut in_reply_to = None;
    if options.output.is_none() {
        trusted.refresh(session);
        // The same fetch as looking for replies; without a board the follow-up still goes.
        in_reply_to = replies::newest_id(session, &trusted, &receipt).unwrap_or_default();
    }
    trusted.warn_if_stale(session);
    let programme =
        ask::choose_any_programme(session, &trusted, options.programme.as_deref())?.clone();
    let message = match &options.text_file {
        Some(path) => {
            let bytes = home::read_bounded(path, TEXT_BYTES)?;
            String::from_utf8(bytes).map_err(|_| Error::NotText)?
        }
        None => read_text(session)?,
    };
    let message = message.trim().to_owned();
    if message.chars().count() > MAX_MESSAGE_CHARS {
        return Err(Error::LetterTooLarge);
    }
    let files = read_files(session, options)?;
    if message.is_empty() && files.is_empty() {
        return Err(Error::NothingToSend);
    }
    if options.text_file.is_none() {
        let question = session.console.text("follow-up-sure");
        if !session.console.yes_or_no(&question)? {
            return Err(Error::Stopped);
        }
    }
    let contents = Contents {
        kind: LetterKind::FollowUp,
        programme: &programme.id,
        form: programme.form.hash(),
        language: session.console.language(),
        answers: Default::default(),
        message: Some(message).filter(|text| !text.is_empty()),
        files: &files,
        in_reply_to,
        more_follows: false,
    };
    if let Some(path) = &options.output {
        sealing::seal_to(session, &trusted, &receipt, &contents, path)?;
        ask::say_kept(session, path);
        return Ok(path.display().to_string());
    }
    let path = sealing::seal_to_outbox(session, &trusted, &receipt, &contents)?;
    let result = sending::send_and_remove(session, &trusted, &path)?;
    session.console.say("follow-up-next");
    Ok(result)
}

/// Reads lines until one holds only a full stop.
fn read_text(session: &mut Session) -> Result<String, Error> {
    let console = &mut session.console;
    console.gap();
    console.say("follow-up-text");
    let mut lines = Vec::new();
    loop {
        let prompt = console.text("prompt-more");
        let line = console.read(&prompt)?;
        if is_end(&line) {
            return Ok(lines.join("\n"));
        }
        lines.push(line);
        let length: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
        if length > MAX_MESSAGE_CHARS {
            console.say("follow-up-long");
            return Ok(lines.join("\n").chars().take(MAX_MESSAGE_CHARS).collect());
        }
    }
}

/// Attaches the files named as options, or asks for some.
fn read_files(session: &mut Session, options: &cli::FollowUp) -> Result<Vec<AttachedFile>, Error> {
    let console = &mut session.console;
    let mut files = Vec::new();
    for path in &options.attach {
        files.push(attachment::attach(console, path, None, options.traces)?);
    }
    if !options.attach.is_empty() || options.text_file.is_some() {
        return Ok(files);
    }
    console.say("follow-up-files");
    loop {
        let prompt = console.text("prompt-file");
        let line = console.read(&prompt)?;
        if line.trim().is_empty() || line.trim() == "0" {
            return Ok(files);
        }
        let path = attachment::typed_path(&line);
        match attachment::attach(console, &path, None, options.traces) {
            Ok(file) => files.push(file),
            Err(error @ (Error::Stopped | Error::EndOfInput | Error::Terminal)) => {
                return Err(error);
            }
            Err(error) => console.print(&error.sentence(console.messages())),
        }
    }
}
