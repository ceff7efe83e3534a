//! The interview: which question comes next, and what commands do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crypto_core::{
    AnswerProblem, Answers, Arg, Kind, LetterKind, Programme, Question, Receipt, Which,
};

use super::command::{self, Command, Typed};
use super::draft::{self, Opened};
use super::kept::Kept;
use super::question::{self, Reply};
use super::{files, summary};
use crate::attachment::AttachedFile;
use crate::cli;
use crate::error::Error;
use crate::sealing::{self, Contents};
use crate::sending;
use crate::session::Session;
use crate::trusted::Trusted;

/// Everything said so far, and to whom.
pub(super) struct Interview<'a> {
    pub(super) session: &'a mut Session,
    pub(super) trusted: &'a Trusted,
    pub(super) programme: &'a Programme,
    pub(super) receipt: &'a Receipt,
    pub(super) answers: Answers,
    pub(super) files: BTreeMap<String, Vec<AttachedFile>>,
    /// What the draft held that the form has no place for.
    pub(super) kept: Kept,
    /// Questions whose answers the organisation has, as they are now.
    pub(super) sent: BTreeSet<String>,
    /// A first letter is on its way: what follows are follow-ups.
    pub(super) is_begun: bool,
    /// The draft that was opened or saved, which may be replaced.
    pub(super) draft_path: Option<PathBuf>,
    /// Questions that need not be asked again.
    done: BTreeSet<String>,
    section: Option<String>,
    output: Option<PathBuf>,
}

/// How the interview goes on.
enum Next {
    GoOn,
    /// Ends with this result for standard output.
    End(String),
}

impl<'a> Interview<'a> {
    pub(super) fn new(
        session: &'a mut Session,
        trusted: &'a Trusted,
        programme: &'a Programme,
        receipt: &'a Receipt,
        opened: Option<Opened>,
        options: &cli::Ask,
    ) -> Self {
        let mut interview = Self {
            session,
            trusted,
            programme,
            receipt,
            answers: Answers::new(),
            files: BTreeMap::new(),
            kept: Kept::default(),
            sent: BTreeSet::new(),
            is_begun: false,
            draft_path: options.draft.clone(),
            done: BTreeSet::new(),
            section: None,
            output: options.output.clone(),
        };
        if let Some(opened) = opened {
            let reopened = opened.contents(&programme.form);
            interview.answers = reopened.answers;
            interview.files = reopened.files;
            interview.kept = reopened.kept;
            interview.sent = opened.draft.sent.into_iter().flatten().collect();
            interview.is_begun = !interview.sent.is_empty();
            // What was left empty on the way is not asked again; the summary shows it. What is no
            // longer allowed is.
            let answers = &interview.answers;
            let problems = interview.problems(Which::All);
            let order = interview.in_order(answers);
            let reached = order
                .iter()
                .rposition(|question| answers.get(&question.id).is_some())
                .map_or(0, |last| last + 1);
            interview.done = order[..reached]
                .iter()
                .filter(|q| !problems.iter().any(|problem| problem.question == q.id))
                .map(|question| question.id.clone())
                .collect();
        }
        interview
    }

    /// Asks everything, shows the summary, seals and sends.
    pub(super) fn hold(mut self) -> Result<String, Error> {
        command::help(&self.session.console);
        self.kept.show(&self.session.console, &self.programme.form);
        loop {
            let next = self
                .in_order(&self.answers)
                .into_iter()
                .find(|question| !self.done.contains(&question.id));
            let step = match next {
                Some(question) => {
                    self.head(question);
                    self.ask(question)?
                }
                None => self.finish()?,
            };
            if let Next::End(result) = step {
                return Ok(result);
            }
        }
    }

    /// The questions that are asked, given these answers: those about eligibility first.
    pub(super) fn in_order(&self, answers: &Answers) -> Vec<&'a Question> {
        let (mut first, others): (Vec<_>, Vec<_>) = self
            .programme
            .form
            .visible_questions(answers)
            .into_iter()
            .partition(|question| question.eligibility);
        first.extend(others);
        first
    }

    /// Says where we are when a section begins: `3/9 What happened`.
    fn head(&mut self, question: &Question) {
        let sections = self.programme.form.sections();
        let place = sections.iter().position(|section| {
            let mut questions = section.questions.iter();
            questions.any(|q| q.id == question.id)
        });
        let Some(place) = place else { return };
        let section = &sections[place];
        if self.section.as_ref() == Some(&section.id) {
            return;
        }
        self.section = Some(section.id.clone());
        let console = &self.session.console;
        console.gap();
        console.print(&format!(
            "{}/{}  {}",
            place + 1,
            sections.len(),
            section.title.get(console.language())
        ));
    }

    fn ask(&mut self, question: &'a Question) -> Result<Next, Error> {
        match self.ask_until_allowed(question)? {
            None => {
                self.set_done(question);
                Ok(Next::GoOn)
            }
            Some(command) => self.obey(command, question),
        }
    }

    fn set_done(&mut self, question: &Question) {
        self.done.insert(question.id.clone());
    }

    /// Asks a question until its answer is allowed, or a command is given.
    pub(super) fn ask_until_allowed(
        &mut self,
        question: &'a Question,
    ) -> Result<Option<Command>, Error> {
        question::show(&self.session.console, question);
        self.show_fault(question);
        loop {
            let current = self.answers.get(&question.id).cloned();
            let reply = if question.kind == Kind::Files {
                let held = self.files.entry(question.id.clone()).or_default();
                files::ask(&mut self.session.console, question, held)?
            } else {
                question::ask(
                    &mut self.session.console,
                    question,
                    current.as_ref(),
                    &self.programme.countries,
                )?
            };
            let (answer, command) = match reply {
                Reply::Answer(answer) => (answer, None),
                Reply::Command(command, answer) => (answer, Some(command)),
            };
            if answer != current {
                self.sent.remove(&question.id);
            }
            match answer {
                Some(answer) => self.answers.insert(question.id.clone(), answer),
                None => self.answers.remove(&question.id),
            };
            if command.is_some() {
                return Ok(command);
            }
            if self.answers.get(&question.id).is_none() && question.required {
                self.session.console.say("question-is-needed");
                continue;
            }
            if let Some(problem) = self.problem_of(question) {
                let console = &self.session.console;
                console.print(&problem.text(console.language()));
                continue;
            }
            self.say_if_outside(question)?;
            return Ok(None);
        }
    }

    /// Shows what is wrong with the answer that a question has already: the form may have changed
    /// since it was given.
    fn show_fault(&self, question: &Question) {
        let Some(answer) = self.answers.get(&question.id) else {
            return;
        };
        let Some(problem) = self.problem_of(question) else {
            return;
        };
        let console = &self.session.console;
        // The other kinds are shown whole when they are asked for.
        if matches!(question.kind, Kind::OneOf | Kind::SomeOf | Kind::Contact) {
            question::show_current(console, &answer.display(question, console.language()));
        }
        console.print(&problem.text(console.language()));
    }

    fn problem_of(&self, question: &Question) -> Option<AnswerProblem> {
        self.problems(Which::All)
            .into_iter()
            .find(|problem| problem.question == question.id)
    }

    /// What must be mended before these answers may be sealed.
    fn problems(&self, which: Which) -> Vec<AnswerProblem> {
        let form = &self.programme.form;
        form.check(&form.prune(&self.answers), which)
    }

    /// Kind words for a person whom the programme does not cover; they may go on.
    fn say_if_outside(&mut self, question: &Question) -> Result<(), Error> {
        let language = self.session.console.language();
        let words: Vec<&str> = self
            .programme
            .outside(&self.answers)
            .into_iter()
            .filter(|(at, _)| at.id == question.id)
            .map(|(_, text)| text.get(language))
            .collect();
        if words.is_empty() {
            return Ok(());
        }
        let console = &mut self.session.console;
        console.gap();
        for text in &words {
            console.print(text);
        }
        console.say("outside-may-go-on");
        let choice =
            console.choose(&[console.text("outside-go-on"), console.text("outside-stop")])?;
        if choice == 0 {
            Ok(())
        } else {
            Err(Error::Stopped)
        }
    }

    fn obey(&mut self, command: Command, question: &Question) -> Result<Next, Error> {
        match command {
            Command::Back => {
                let order = self.in_order(&self.answers);
                let before = order
                    .iter()
                    .position(|q| q.id == question.id)
                    .and_then(|place| order.get(place.checked_sub(1)?));
                match before {
                    Some(before) => {
                        self.done.retain(|id| *id != before.id);
                        // Its section is said again.
                        self.section = None;
                    }
                    None => self.session.console.say("nothing-before"),
                }
                Ok(Next::GoOn)
            }
            Command::Skip => {
                self.set_done(question);
                Ok(Next::GoOn)
            }
            other => self.obey_anywhere(other),
        }
    }

    fn obey_anywhere(&mut self, command: Command) -> Result<Next, Error> {
        match command {
            Command::Save => {
                if self.is_nothing_said() {
                    self.session.console.say("draft-nothing");
                } else {
                    draft::save(self)?;
                }
                Ok(Next::GoOn)
            }
            Command::SendNow => self.send_now(),
            Command::Quit => self.quit(),
            Command::Back | Command::Skip => {
                self.session.console.say("command-not-here");
                Ok(Next::GoOn)
            }
        }
    }

    fn is_nothing_said(&self) -> bool {
        self.answers.is_empty() && self.files.values().all(Vec::is_empty) && self.kept.is_empty()
    }

    fn quit(&mut self) -> Result<Next, Error> {
        if self.is_nothing_said() {
            return Err(Error::Stopped);
        }
        let console = &mut self.session.console;
        console.say("quit-how");
        let choice = console.choose(&[
            console.text("quit-save"),
            console.text("quit-discard"),
            console.text("quit-stay"),
        ])?;
        match choice {
            0 => {
                draft::save(self)?;
                self.ended()
            }
            1 => self.ended(),
            _ => Ok(Next::GoOn),
        }
    }

    /// Ends without the rest: saying what happens next if a first letter went, as stopped
    /// otherwise.
    fn ended(&self) -> Result<Next, Error> {
        if self.is_begun {
            self.end_sent(String::new())
        } else {
            Err(Error::Stopped)
        }
    }

    /// Sends the most urgent answers at once; the rest follows under the same receipt.
    fn send_now(&mut self) -> Result<Next, Error> {
        if self.is_begun {
            self.session.console.say("send-now-already");
            return Ok(Next::GoOn);
        }
        self.session.console.say("send-now-what");
        loop {
            let problems = self.problems(Which::Now);
            let Some(problem) = problems.first() else {
                break;
            };
            let Some(question) = self.programme.form.question(&problem.question) else {
                break;
            };
            if let Some(command) = self.ask_until_allowed(question)? {
                if command == Command::SendNow {
                    continue;
                }
                return self.obey_anywhere(command);
            }
            self.set_done(question);
        }
        let form = &self.programme.form;
        let mut urgent = form.only_now(&form.prune(&self.answers));
        // Files would make it larger than the smallest letter.
        urgent.retain(|id, _| form.question(id).is_some_and(|q| q.kind != Kind::Files));
        if urgent.is_empty() {
            self.session.console.say("send-now-nothing");
            return Ok(Next::GoOn);
        }
        let ids: Vec<String> = urgent.iter().map(|(id, _)| id.to_owned()).collect();
        let result = self.seal_and_send(LetterKind::First, urgent, Vec::new(), true)?;
        self.sent.extend(ids);
        self.is_begun = true;
        let console = &mut self.session.console;
        console.gap();
        console.say("send-now-done");
        let choice = console.choose(&[
            console.text("send-now-go-on"),
            console.text("send-now-save"),
            console.text("send-now-stop"),
        ])?;
        match choice {
            0 => Ok(Next::GoOn),
            1 => {
                draft::save(self)?;
                self.end_sent(result)
            }
            _ => self.end_sent(result),
        }
    }

    fn end_sent(&self, result: String) -> Result<Next, Error> {
        super::what_happens_next(self.session, self.trusted, self.programme);
        Ok(Next::End(result))
    }

    /// Shows the summary, lets answers be changed, and sends.
    fn finish(&mut self) -> Result<Next, Error> {
        let shown = summary::show(self);
        let problems = self.problems(Which::All);
        for problem in &problems {
            let console = &self.session.console;
            if let Some(place) = shown.iter().position(|q| q.id == problem.question) {
                console.print(&format!(
                    "{}: {}",
                    place + 1,
                    problem.text(console.language())
                ));
            }
        }
        let is_whole = problems.is_empty();
        let console = &mut self.session.console;
        let prompt = if is_whole {
            console.say("summary-send");
            console.text("summary-prompt")
        } else {
            console.say("summary-mend");
            console.text("summary-prompt-mend")
        };
        match command::read(console, &prompt, "")? {
            Typed::Command(Command::Back | Command::Skip) => {
                console.say("command-not-here");
                Ok(Next::GoOn)
            }
            Typed::Command(command) => self.obey_anywhere(command),
            Typed::Answer(text) => match crate::console::number(&text) {
                Some(0) if is_whole => self.send_rest(),
                Some(place) if (1..=shown.len()).contains(&place) => {
                    let question = shown[place - 1];
                    match self.ask_until_allowed(question)? {
                        Some(command @ (Command::Save | Command::SendNow | Command::Quit)) => {
                            self.obey_anywhere(command)
                        }
                        _ => Ok(Next::GoOn),
                    }
                }
                _ => {
                    console.say_with("wrong-summary", &[("count", Arg::from(shown.len()))]);
                    Ok(Next::GoOn)
                }
            },
        }
    }

    /// Seals everything, or what has not gone yet, and sends it.
    fn send_rest(&mut self) -> Result<Next, Error> {
        let kind = if self.is_begun {
            LetterKind::FollowUp
        } else {
            LetterKind::First
        };
        let form = &self.programme.form;
        let mut rest = form.prune(&self.answers);
        rest.retain(|id, _| !self.sent.contains(id));
        let files = files::collect(&mut rest, form, &self.files);
        let result = self.seal_and_send(kind, rest, files, false)?;
        self.end_sent(result)
    }

    fn seal_and_send(
        &mut self,
        kind: LetterKind,
        answers: Answers,
        files: Vec<AttachedFile>,
        more_follows: bool,
    ) -> Result<String, Error> {
        let contents = Contents {
            kind,
            programme: &self.programme.id,
            form: self.programme.form.hash(),
            language: self.session.console.language(),
            answers: answers.to_wire(),
            message: None,
            files: &files,
            in_reply_to: None,
            more_follows,
        };
        match &self.output {
            Some(path) => {
                // The rest of a letter that began with "send now" gets a name of its own.
                let path = if self.is_begun {
                    path.with_extension("rest.age")
                } else {
                    path.clone()
                };
                sealing::seal_to(self.session, self.trusted, self.receipt, &contents, &path)?;
                super::say_kept(self.session, &path);
                Ok(String::new())
            }
            None => {
                let path =
                    sealing::seal_to_outbox(self.session, self.trusted, self.receipt, &contents)?;
                sending::send_and_remove(self.session, self.trusted, &path)
            }
        }
    }
}
