//! Asks for files, and numbers them for the letter.

use std::collections::BTreeMap;

use crypto_core::{Answer, Answers, Arg, Form, Kind, Question};

use super::command::{self, Typed};
use super::question::Reply;
use crate::attachment::{self, AttachedFile};
use crate::cli::Traces;
use crate::console::{Console, number};
use crate::error::{Error, size};

/// Asks for files until there are no more; `held` are those so far.
pub(super) fn ask(
    console: &mut Console,
    question: &Question,
    held: &mut Vec<AttachedFile>,
) -> Result<Reply, Error> {
    console.say_with(
        "how-files",
        &[
            ("limit", Arg::from(size(question.byte_limit()))),
            ("count", Arg::from(question.count_limit())),
        ],
    );
    loop {
        for (place, file) in held.iter().enumerate() {
            console.print_indented(
                2,
                &format!(
                    "{}  {}, {}",
                    place + 1,
                    file.attachment.name,
                    size(file.attachment.length)
                ),
            );
        }
        if held.len() >= question.count_limit() as usize {
            console.say("files-full");
        }
        let prompt = console.text("prompt-file");
        let line = match command::read(console, &prompt, "")? {
            Typed::Answer(line) => line,
            Typed::Command(command) => return Ok(Reply::Command(command, answer(held))),
        };
        let said = line.trim();
        if said.is_empty() || said == "0" {
            return Ok(Reply::Answer(answer(held)));
        }
        if let Some(place) = said.strip_prefix(['-', '－']).and_then(number) {
            if (1..=held.len()).contains(&place) {
                held.remove(place - 1);
            } else {
                console.say("files-no-such");
            }
            continue;
        }
        if held.len() >= question.count_limit() as usize {
            continue;
        }
        let path = attachment::typed_path(said);
        match attachment::attach(console, &path, Some(question), Traces::Ask) {
            Ok(file) => held.push(file),
            // Ctrl-C at the choice what to send of a file: the file is not added.
            Err(Error::Stopped) => {}
            Err(error @ (Error::EndOfInput | Error::Terminal)) => return Err(error),
            // What is wrong with a file is said, and another can be named.
            Err(error) => {
                console.print(&error.sentence(console.messages()));
                if let Some(hint) = error.hint(console.messages()) {
                    console.print(&hint);
                }
            }
        }
    }
}

/// A place for each file; the true places are given when the letter is made.
fn answer(held: &[AttachedFile]) -> Option<Answer> {
    let count = u32::try_from(held.len()).unwrap_or(u32::MAX);
    (count > 0).then(|| Answer::Files((0..count).collect()))
}

/// Lists the files of the answers in the form's order, and puts their places into the answers.
pub(super) fn collect(
    answers: &mut Answers,
    form: &Form,
    files: &BTreeMap<String, Vec<AttachedFile>>,
) -> Vec<AttachedFile> {
    let mut all = Vec::new();
    for question in form.questions().filter(|q| q.kind == Kind::Files) {
        let Some(held) = files.get(&question.id).filter(|held| !held.is_empty()) else {
            continue;
        };
        if answers.get(&question.id).is_none() {
            continue;
        }
        let first = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let count = u32::try_from(held.len()).unwrap_or(u32::MAX);
        let places = (first..first.saturating_add(count)).collect();
        answers.insert(question.id.clone(), Answer::Files(places));
        all.extend(held.iter().cloned());
    }
    all
}
