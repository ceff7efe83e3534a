//! Each task: unlock, do, print.

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

use crypto_core::Language;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::args;
use super::failure::{Exit, Failure};
use super::print::{self, count};
use super::secret::Sources;
use crate::desk::{self, Desk, ExchangeOptions, NewDesk, Progress, PublishRequest, ReplyDraft};
use crate::model::{
    Assessment, CaseId, Field, Filter, Order, Queue, StaffText, Status, StatusWord,
};

/// Longest text read from a file or standard input, in bytes.
const MAX_TEXT_BYTES: u64 = 1 << 20;

pub(super) type Outcome = Result<Exit, Failure>;

/// What every task needs.
pub(super) struct Context {
    pub(super) vault: PathBuf,
    pub(super) person: Option<String>,
    pub(super) secrets: Sources,
    pub(super) json: bool,
}

impl Context {
    /// The person named, or the only one there is.
    pub(super) fn person(&self) -> Result<String, Failure> {
        if let Some(person) = &self.person {
            return Ok(person.clone());
        }
        let mut names = desk::people(&self.vault)?;
        match (names.pop(), names.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => Err(desk::DeskError::NoPeople.into()),
            (Some(last), false) => {
                names.push(last);
                Err(Failure::new(
                    Exit::Failed,
                    format!("several caseworkers use this vault: {}", names.join(", ")),
                    Some("say who you are with --person"),
                ))
            }
        }
    }

    pub(super) fn person_named(&self) -> Result<String, Failure> {
        self.person.clone().ok_or_else(|| {
            Failure::new(
                Exit::Failed,
                "the caseworker has no name yet",
                Some("name one with --person"),
            )
        })
    }

    pub(super) fn unlock(&self) -> Result<Desk, Failure> {
        let person = self.person()?;
        let passphrase = self.secrets.person(&person)?;
        let desk = Desk::unlock(&self.vault, &person, &passphrase, Timestamp::now())?;
        for found in desk.findings() {
            eprintln!(
                "sealpost-triage: {}: {}: {}",
                if found.mended { "mended" } else { "warning" },
                found.kind.sentence(),
                print::plain(&found.about)
            );
        }
        for hint in print::hints(desk.findings()) {
            eprintln!("sealpost-triage: hint: {hint}");
        }
        Ok(desk)
    }

    /// Unlocks, finds the case, edits, prints nothing.
    fn edit(
        &self,
        case: &str,
        edit: impl FnOnce(&mut Desk, &CaseId, Timestamp) -> Result<(), desk::DeskError>,
    ) -> Outcome {
        let mut desk = self.unlock()?;
        let id = desk.find(case)?;
        edit(&mut desk, &id, Timestamp::now())?;
        Ok(Exit::Done)
    }

    fn options(&self, exchange: &args::Exchange) -> Result<ExchangeOptions, Failure> {
        let fallback = match &exchange.fallback {
            Some(path) => Some((path.clone(), self.secrets.root(false)?)),
            None => None,
        };
        Ok(ExchangeOptions {
            fallback,
            accept_clock: exchange.accept_clock,
        })
    }
}

fn attention(needed: bool) -> Exit {
    if needed { Exit::Attention } else { Exit::Done }
}

/// Results go to stdout whole at the end; on a terminal the steps are shown meanwhile.
fn progress(progress: Progress) {
    use std::io::IsTerminal;
    if io::stderr().is_terminal() && progress.total > 0 {
        eprint!(
            "\r{:?} {}/{} ",
            progress.step, progress.done, progress.total
        );
        if progress.done == progress.total {
            eprintln!();
        }
    }
}

pub(super) fn init(context: &Context, init: args::Init) -> Outcome {
    let person = context.person_named()?;
    let new = NewDesk {
        organisation: init.organisation,
        passphrase: context.secrets.person_first(&person)?,
        person,
        root_passphrase: context.secrets.root(true)?,
        root_file: init.root,
    };
    let desk = Desk::create(&context.vault, new, Timestamp::now())?;
    let summary = desk.summary(Timestamp::now());
    if context.json {
        print::json(&summary);
    } else {
        println!("Organisation {}", summary.organisation);
        println!("Fingerprint  {}", summary.fingerprint);
    }
    eprintln!("Edit {} and run publish.", desk.config_file().display());
    eprintln!("Keep the root, fallback and next files apart from this laptop, each twice.");
    Ok(Exit::Done)
}

pub(super) fn publish(context: &Context, publish: args::Publish) -> Outcome {
    let mut desk = context.unlock()?;
    let request = PublishRequest {
        root_file: publish.root,
        root_passphrase: context.secrets.root(false)?,
    };
    let now = Timestamp::now();
    let report = if publish.new_next {
        desk.publish_with_successor(&request, &publish.stick, now)?
    } else {
        desk.publish(&request, &publish.stick, now)?
    };
    if context.json {
        print::json(&report);
    } else {
        println!(
            "Publication {} in {}",
            report.number,
            report.folder.display()
        );
        println!("Fingerprint {}", report.fingerprint);
        println!("            {}", report.fingerprint_numbers);
        println!("Keys until  {}", report.keys_until);
        println!("Page        SHA-256 {}", report.page);
    }
    for warning in &report.warnings {
        eprintln!("sealpost-triage: warning: {warning}");
    }
    Ok(Exit::Done)
}

pub(super) fn exchange(context: &Context, exchange: args::Exchange) -> Outcome {
    let options = context.options(&exchange)?;
    let mut desk = context.unlock()?;
    let report = desk.exchange(&exchange.stick, &options, Timestamp::now(), &mut progress)?;
    if context.json {
        print::json(&report);
    } else {
        print::import(&report.import);
        println!(
            "{} written",
            count(report.acknowledged, "acknowledgement", "acknowledgements")
        );
        match report.edition {
            Some(edition) => println!(
                "{} on edition {edition} of the board, {}",
                count(report.replies_on_board, "reply", "replies"),
                count(report.parcels, "parcel", "parcels")
            ),
            None => println!("no board yet"),
        }
        println!(
            "{} released to relays, {} for a second copy",
            count(report.letters_released, "letter", "letters"),
            count(report.letters_waiting, "waits", "wait")
        );
        println!(
            "{} from colleagues, {} for them; {} from them, {} to follow",
            count(report.events_received, "event", "events"),
            report.events_sent,
            count(report.files_received, "file", "files"),
            report.files_to_follow
        );
        if report.destroyed > 0 {
            println!(
                "{} destroyed elsewhere, now here",
                count(report.destroyed, "case", "cases")
            );
        }
        if report.own_events_recovered > 0 {
            println!(
                "{} came back from a colleague",
                count(report.own_events_recovered, "own event", "own events")
            );
        }
    }
    let mut needed = print::needs_eye(&report.import);
    for held in &report.held_clocks {
        needed = true;
        eprintln!(
            "sealpost-triage: warning: events of {held} wait: their clock is more than a day ahead \
             (--accept-clock takes them)"
        );
    }
    for file in &report.unreadable {
        needed = true;
        eprintln!(
            "sealpost-triage: warning: {} could not be read",
            print::plain(file)
        );
    }
    for warning in &report.warnings {
        needed = true;
        eprintln!("sealpost-triage: warning: {warning}");
    }
    Ok(attention(needed))
}

pub(super) fn import(context: &Context, exchange: args::Exchange) -> Outcome {
    let options = context.options(&exchange)?;
    let mut desk = context.unlock()?;
    let report = desk.import(&exchange.stick, &options, Timestamp::now(), &mut progress)?;
    if context.json {
        print::json(&report);
        return Ok(attention(print::needs_eye(&report)));
    }
    Ok(attention(print::import(&report)))
}

pub(super) fn list(context: &Context, list: args::List) -> Outcome {
    let desk = context.unlock()?;
    let filter = Filter {
        search: list.search,
        open_only: !list.all && list.status.is_none(),
        status: list.status,
        programme: list.programme,
        assignee: list.assignee,
        country: list.country,
        language: list.in_language,
        risk: list.risk,
        tag: list.tag,
        due: None,
    };
    let order = if list.by_risk {
        Order::Risk
    } else {
        Order::Due
    };
    let now = Timestamp::now();
    let queue = Queue::of(&desk.queue(), &filter, order, now);
    if context.json {
        print::json(&queue.rows);
    } else {
        print::rows(&queue.rows, now);
        eprintln!(
            "{} of {}, {} overdue",
            queue.rows.len(),
            count(queue.total, "case", "cases"),
            queue.overdue
        );
    }
    Ok(Exit::Done)
}

pub(super) fn show(context: &Context, show: args::Show) -> Outcome {
    let mut desk = context.unlock()?;
    let id = desk.find(&show.case)?;
    let now = Timestamp::now();
    if show.read {
        desk.mark_read(&id, now)?;
    }
    let case = desk.case(&id)?;
    let language = show.language.unwrap_or_else(session_language);
    if context.json {
        print::json(&print::case_json(&desk, &case, language));
    } else {
        print::case(&desk, &case, language, now);
    }
    Ok(Exit::Done)
}

fn session_language() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok()?.parse().ok())
        .unwrap_or(Language::En)
}

/// Text from a file or standard input: as an argument every user of the machine could read it.
fn text(file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    let failed = |error: io::Error| {
        let what = file.map_or_else(
            || "standard input".to_owned(),
            |path| path.display().to_string(),
        );
        Failure::new(
            Exit::Failed,
            format!("reading {what}: {error}"),
            Some("name a file with the text in UTF-8, or type the text"),
        )
    };
    let mut text = Zeroizing::new(String::new());
    match file {
        Some(path) => std::fs::File::open(path)
            .map_err(failed)?
            .take(MAX_TEXT_BYTES)
            .read_to_string(&mut text),
        None => io::stdin()
            .lock()
            .take(MAX_TEXT_BYTES)
            .read_to_string(&mut text),
    }
    .map_err(failed)?;
    Ok(text)
}

pub(super) fn reply(context: &Context, reply: args::Reply) -> Outcome {
    // The passphrase may come first on the same standard input.
    let mut desk = context.unlock()?;
    let id = desk.find(&reply.case)?;
    let draft = ReplyDraft {
        text: text(reply.text.as_deref())?.to_string(),
        parcels: reply.attach,
        status: reply.status,
    };
    let report = desk.write_reply(&id, &draft, Timestamp::now())?;
    if context.json {
        print::json(&report);
    } else {
        println!(
            "{}, {}, on the board with the next exchange until {}",
            count(report.parts, "part", "parts"),
            count(report.parcels, "file", "files"),
            report.expires
        );
    }
    Ok(Exit::Done)
}

pub(super) fn note(context: &Context, note: &args::Note) -> Outcome {
    // The passphrase may come first on the same standard input.
    let mut desk = context.unlock()?;
    let id = desk.find(&note.case)?;
    let text = text(note.text.as_deref())?;
    desk.write_note(&id, &text, Timestamp::now())?;
    Ok(Exit::Done)
}

pub(super) fn status(
    context: &Context,
    case: &str,
    status: Status,
    name: Option<String>,
    reason: Option<&Path>,
) -> Outcome {
    let reason = match reason {
        Some(file) => text(Some(file))?.to_string(),
        None => String::new(),
    };
    let word = StatusWord {
        status,
        name,
        reason,
    };
    context.edit(case, |desk, id, now| desk.set_status_word(id, &word, now))
}

pub(super) fn assess(context: &Context, assess: &args::Assess) -> Outcome {
    let level = match &assess.level {
        Some(name) => Some(assess.axis.level(name).map_err(|error| {
            let hint = Some("the level is named on the axis's own scale, see assess --help");
            Failure::new(Exit::Failed, error.to_string(), hint)
        })?),
        None => None,
    };
    let note = match &assess.text {
        Some(file) => text(Some(file))?.to_string(),
        None => String::new(),
    };
    let assessment = Assessment {
        axis: assess.axis,
        level,
        note,
    };
    context.edit(&assess.case, |desk, id, now| {
        desk.assess(id, &assessment, now)
    })
}

pub(super) fn write(context: &Context, case: &str, field: Field, file: Option<&Path>) -> Outcome {
    // The passphrase may come first on the same standard input.
    let mut desk = context.unlock()?;
    let id = desk.find(case)?;
    let text = StaffText {
        field,
        text: text(file)?.to_string(),
    };
    desk.write_text(&id, &text, Timestamp::now())?;
    Ok(Exit::Done)
}

pub(super) fn timer(context: &Context, step: args::Timer) -> Outcome {
    match step {
        args::Timer::Set {
            case,
            due,
            text: file,
        } => {
            // The passphrase may come first on the same standard input.
            let mut desk = context.unlock()?;
            let id = desk.find(&case)?;
            let reason = text(file.as_deref())?;
            desk.set_timer(&id, &reason, due, Timestamp::now())?;
            Ok(Exit::Done)
        }
        args::Timer::End { case, number } => context.edit(&case, |desk, id, now| {
            let timers = desk.case(id)?.timers;
            let timer = number
                .checked_sub(1)
                .and_then(|at| timers.get(at))
                .ok_or(desk::DeskError::NoTimer)?;
            desk.end_timer(id, timer.id, now)
        }),
    }
}

pub(super) fn assign(context: &Context, case: &str, person: Option<&str>) -> Outcome {
    context.edit(case, |desk, id, now| desk.assign(id, person, now))
}

pub(super) fn tag(context: &Context, case: &str, tags: &[String]) -> Outcome {
    context.edit(case, |desk, id, now| desk.set_tags(id, tags, now))
}

pub(super) fn export(context: &Context, export: &args::Export) -> Outcome {
    context.edit(&export.case, |desk, id, _| {
        let case = desk.case(id)?;
        let (letter, index) = *export
            .number
            .checked_sub(1)
            .and_then(|at| print::attachments(&case).get(at).copied())
            .as_ref()
            .ok_or(desk::DeskError::NoFile)?;
        desk.export_attachment(id, &letter, index, &export.target)
            .map(drop)
    })
}

pub(super) fn destroy(context: &Context, destroy: &args::Destroy) -> Outcome {
    let mut desk = context.unlock()?;
    let id = desk.find(&destroy.case)?;
    if !destroy.yes && !confirmed(&format!("Destroy case {} for ever?", id.short()))? {
        return Err(Failure::new(Exit::Failed, "nothing was destroyed", None));
    }
    let report = desk.destroy(&id, &destroy.reason, Timestamp::now())?;
    if context.json {
        print::json(&report);
    } else {
        println!(
            "{}, {} destroyed",
            count(report.letters, "letter", "letters"),
            count(report.files, "file", "files")
        );
        if let Some(until) = report.openable_until {
            println!("Copies of the letters elsewhere can be opened until {until} plus 60 days.");
        }
    }
    Ok(Exit::Done)
}

pub(super) fn rescue(context: &Context, rescue: &args::Rescue) -> Outcome {
    let desk = context.unlock()?;
    let question = "Whoever has this file can read every letter. Write it?";
    if !rescue.yes && !confirmed(question)? {
        return Err(Failure::new(Exit::Failed, "nothing was written", None));
    }
    let keys = desk.rescue(&rescue.target)?;
    println!(
        "{} in {}",
        count(keys, "key", "keys"),
        rescue.target.display()
    );
    eprintln!("A letter opens with: age -d -i FILE LETTER");
    eprintln!("Keep the file off this laptop, and destroy it when you are done.");
    Ok(Exit::Done)
}

pub(super) fn confirmed(question: &str) -> Result<bool, Failure> {
    let failed = |error: io::Error| Failure::new(Exit::Failed, error.to_string(), None);
    eprint!("{question} Type yes: ");
    io::stderr().flush().map_err(failed)?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim() == "yes")
}

fn events(number: u64) -> String {
    count(
        usize::try_from(number).unwrap_or(usize::MAX),
        "event",
        "events",
    )
}

pub(super) fn backup(context: &Context, stick: &Path) -> Outcome {
    let mut desk = context.unlock()?;
    let report = desk.backup(stick, Timestamp::now(), &mut progress)?;
    if context.json {
        print::json(&report);
    } else {
        println!(
            "{} and {}, {} copied now, {} deleted; read back and right",
            events(report.events),
            count(report.files, "file", "files"),
            report.files_copied,
            report.files_deleted
        );
    }
    Ok(Exit::Done)
}

pub(super) fn restore(context: &Context, stick: &Path) -> Outcome {
    let report = Desk::restore(stick, &context.vault, &mut progress)?;
    if context.json {
        print::json(&report);
    } else {
        println!(
            "{} and {} of a backup made {}",
            events(report.events),
            count(report.files, "file", "files"),
            report.made
        );
    }
    for damaged in &report.damaged {
        eprintln!(
            "sealpost-triage: warning: damaged: {}",
            print::plain(damaged)
        );
    }
    Ok(attention(!report.damaged.is_empty()))
}
pub(super) fn verify(context: &Context) -> Outcome {
    let mut desk = context.unlock()?;
    let mut found = desk.findings().to_vec();
    // What could not be mended then is found again now.
    found.retain(|finding| finding.mended);
    found.extend(desk.verify(&mut progress)?);
    if context.json {
        print::json(&found);
        return Ok(attention(found.iter().any(|finding| !finding.mended)));
    }
    if found.is_empty() {
        println!("everything is whole");
    }
    Ok(attention(print::findings(&found)))
}

pub(super) fn summary(context: &Context) -> Outcome {
    let desk = context.unlock()?;
    let summary = desk.summary(Timestamp::now());
    let set_aside = desk.set_aside();
    if context.json {
        let mut value = serde_json::json!(summary);
        value["set_aside"] = serde_json::json!(set_aside);
        print::json(&value);
        return Ok(Exit::Done);
    }
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "none yet".to_owned());
    println!(
        "Organisation  {} ({})",
        print::plain(&summary.name),
        summary.organisation
    );
    println!("Fingerprint   {}", summary.fingerprint);
    println!("Lane          {} of {:?}", summary.lane, summary.lanes);
    println!(
        "Publication   {}",
        or_none(summary.publication.map(|n| n.to_string()))
    );
    println!(
        "Keys until    {}",
        or_none(summary.keys_until.map(|day| day.to_string()))
    );
    println!(
        "Backup        {}",
        or_none(summary.backup.map(|at| at.to_string()))
    );
    println!("Since backup  {}", events(summary.events_since_backup));
    println!(
        "Replies       {} for an exchange",
        count(summary.replies_waiting, "waits", "wait")
    );
    println!(
        "Set aside     {}, in the vault's folder aside",
        count(summary.aside, "letter", "letters")
    );
    print::unopened(&set_aside);
    println!(
        "Destroyed     {}",
        count(summary.destroyed, "case", "cases")
    );
    Ok(Exit::Done)
}
