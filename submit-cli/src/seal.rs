//! `sealpost seal`: a filled-in form becomes a sealed letter, without any network.

use crypto_core::{Answer, Answers, Arg, Form, Kind, LetterKind, ProblemKind, Which};

use crate::ask;
use crate::attachment::{self, AttachedFile};
use crate::cli;
use crate::console::Console;
use crate::error::Error;
use crate::home;
use crate::offline_form::{self, Filled, FormFault};
use crate::receipt_talk;
use crate::sealing::{self, Contents};
use crate::session::Session;
use crate::trusted::Trusted;

/// Ten thousand characters in each of three hundred answers, and the form itself.
const FORM_BYTES: u64 = 16 << 20;

/// Runs the command; returns the name of the sealed letter.
pub(crate) fn run(session: &mut Session, options: &cli::Seal) -> Result<String, Error> {
    if options.output.exists() {
        return Err(Error::Exists(options.output.clone()));
    }
    let bytes = home::read_bounded(&options.form, FORM_BYTES)?;
    let header = offline_form::header(&bytes)?;
    if session.organisation.is_none() {
        session.organisation = Some(header.organisation.to_string());
    }
    let trusted = Trusted::load(session).map_err(|error| match error {
        // Some organisation is trusted, only not the one of this form.
        Error::UnknownOrganisation(_) if !session.home.organisations().is_empty() => {
            Error::FormForeign
        }
        Error::UnknownOrganisation(_) => Error::NotTrusted,
        other => other,
    })?;
    if trusted.organisation.id != header.organisation {
        return Err(Error::FormForeign);
    }
    session.console.speak(header.language);
    trusted.warn_if_stale(session);
    let programme = trusted
        .organisation
        .programme(&header.programme)
        .ok_or_else(|| Error::Programme(header.programme.clone()))?;
    let form = &programme.form;
    let filled = Filled::read(&bytes, &session.console, &trusted.organisation, programme)?;
    let faults = name_faults(&session.console, form, &filled);
    if faults > 0 {
        return Err(Error::FormProblems(faults));
    }
    for (_, text) in programme.outside(&filled.answers) {
        session.console.print(text.get(header.language));
    }
    let mut answers = filled.answers.clone();
    let files = attach(session, form, &filled, &mut answers, options.traces)?;
    let receipt = match receipt_talk::given(&options.receipt)? {
        Some(receipt) => receipt,
        None => receipt_talk::make(&mut session.console)?,
    };
    let contents = Contents {
        kind: LetterKind::First,
        programme: &programme.id,
        form: form.hash(),
        language: header.language,
        answers: answers.to_wire(),
        message: None,
        files: &files,
        in_reply_to: None,
        more_follows: false,
    };
    sealing::seal_to(session, &trusted, &receipt, &contents, &options.output)?;
    ask::say_kept(session, &options.output);
    session.console.say_with(
        "seal-next",
        &[("path", Arg::from(options.output.display().to_string()))],
    );
    Ok(options.output.display().to_string())
}

/// Says what must be mended; returns how many things.
fn name_faults(console: &Console, form: &Form, filled: &Filled) -> usize {
    let language = console.language();
    let label = |id: &str| {
        form.question(id)
            .map_or(id.to_owned(), |q| q.label.get(language).to_owned())
    };
    let mut count = 0;
    let mut say = |text: String| {
        console.print(&text);
        count += 1;
    };
    let mut named = Vec::new();
    for fault in &filled.faults {
        match fault {
            FormFault::Answer(problem) => {
                named.push(problem.question.clone());
                say(format!(
                    "{}\n  {}",
                    label(&problem.question),
                    problem.text(language)
                ));
            }
            FormFault::Boxes(id) => {
                named.push(id.clone());
                say(format!(
                    "{}\n  {}",
                    label(id),
                    console.text("form-fault-boxes")
                ));
            }
            FormFault::Comment(line) => {
                say(console.format("form-fault-comment", &[("line", Arg::from(*line))]));
            }
            FormFault::Question(line) => {
                say(console.format("form-fault-question", &[("line", Arg::from(*line))]));
            }
        }
    }
    for problem in form.check(&filled.answers, Which::All) {
        // A question whose answer could not be read is not also missing.
        let is_named = problem.kind == ProblemKind::Missing && named.contains(&problem.question);
        if !is_named {
            say(format!(
                "{}\n  {}",
                label(&problem.question),
                problem.text(language)
            ));
        }
    }
    count
}

/// Attaches the files that the form names, and puts their places into the answers.
fn attach(
    session: &mut Session,
    form: &Form,
    filled: &Filled,
    answers: &mut Answers,
    traces: cli::Traces,
) -> Result<Vec<AttachedFile>, Error> {
    let mut files = Vec::new();
    for question in form.questions().filter(|q| q.kind == Kind::Files) {
        let Some(paths) = filled.files.get(&question.id).filter(|p| !p.is_empty()) else {
            continue;
        };
        let mut places = Vec::new();
        for path in paths {
            let file = attachment::attach(&mut session.console, path, Some(question), traces)?;
            places.push(u32::try_from(files.len()).unwrap_or(u32::MAX));
            files.push(file);
        }
        answers.insert(question.id.clone(), Answer::Files(places));
    }
    Ok(files)
}
