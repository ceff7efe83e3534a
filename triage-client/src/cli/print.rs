//! Results as aligned text or JSON. Neither ever holds a key, a slot or a receipt.

use std::collections::BTreeSet;

use crypto_core::{Language, Messages, ReplyKind};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::desk::{Desk, Finding, ImportReport, Unopened};
use crate::model::{Assessment, Case, CaseRow, Deadline, TimelineKind};

/// Prints a value as one JSON document.
pub(super) fn json<T: Serialize>(value: &T) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("sealpost-triage: error: {error}"),
    }
}

/// A text without anything that could move a terminal's cursor or hide what follows.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '\u{fffd}',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

pub(super) fn rows(rows: &[CaseRow], now: Timestamp) {
    for row in rows {
        let promise = match row.deadline(now) {
            Deadline::Passed { hours } => format!("{hours} h late"),
            Deadline::Left { hours } => format!("{hours} h left"),
            Deadline::None if row.replies > 0 => "answered".to_owned(),
            Deadline::None => "-".to_owned(),
        };
        println!(
            "{}  {:<9} {:>11}  {:<12} {:<2}  {:<7}  {:<12} {:<9}  {}",
            row.id.short(),
            row.status.name(),
            promise,
            plain(row.programme.as_deref().unwrap_or("-")),
            plain(row.country.as_deref().unwrap_or("")),
            row.language.map_or("", Language::tag),
            plain(row.assignee.as_deref().unwrap_or("-")),
            if row.unread > 0 {
                format!("{} unread", row.unread)
            } else {
                String::new()
            },
            plain(&row.title),
        );
    }
}

/// Attachments of a case in the order of their numbers.
pub(super) fn attachments(case: &Case) -> Vec<(crypto_core::LetterId, usize)> {
    case.letters
        .iter()
        .flat_map(|letter| (0..letter.attachments.len()).map(|index| (letter.id, index)))
        .collect()
}

pub(super) fn case(desk: &Desk, case: &Case, language: Language, now: Timestamp) {
    let row = &case.row;
    println!("Case {} ({})", row.id.short(), row.id);
    for one in &case.statuses {
        let word = &one.value;
        let name = word.name.as_deref().unwrap_or(word.status.name());
        let why = if word.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", plain(&word.reason))
        };
        println!("Status    {} ({}){why}", plain(name), plain(&one.person));
    }
    if case.statuses.is_empty() {
        println!("Status    {}", row.status);
    }
    println!(
        "Assigned  {}",
        plain(row.assignee.as_deref().unwrap_or("-"))
    );
    println!(
        "Programme {}",
        plain(row.programme.as_deref().unwrap_or("-"))
    );
    if let Some(arrived) = row.arrived {
        println!("Arrived   {arrived}");
    }
    if let Some(due) = row.due {
        match row.deadline(now) {
            Deadline::Passed { hours } => println!("Due       {due} ({hours} h late)"),
            Deadline::Left { hours } => println!("Due       {due} ({hours} h left)"),
            Deadline::None => println!("Due       {due}"),
        }
    }
    if !row.tags.is_empty() {
        let tags: Vec<_> = row.tags.iter().map(|tag| plain(tag)).collect();
        println!("Tags      {}", tags.join(", "));
    }
    for one in &case.assessments {
        let Assessment { axis, level, note } = &one.value;
        println!(
            "{:<9} {} ({}){}",
            format!("{}{}", &axis.name()[..1].to_uppercase(), &axis.name()[1..]),
            level.map_or("-", |level| level.name(*axis)),
            plain(&one.person),
            if note.is_empty() {
                String::new()
            } else {
                format!(": {}", plain(note))
            }
        );
    }
    for one in &case.texts {
        println!("\n{} by {}", one.value.field.name(), plain(&one.person));
        for line in plain(&one.value.text).lines() {
            println!("    {line}");
        }
    }
    if row.conflicts > 0 {
        println!("Warning   colleagues set something apart: both stand above, set it again");
    }
    for (number, timer) in (1..).zip(&case.timers) {
        let state = if timer.done.is_some() { ", ended" } else { "" };
        println!(
            "Timer {number:<3} {} {}{state}",
            timer.due,
            plain(&timer.reason)
        );
    }
    if row.unproven {
        println!("Warning   a letter's proof does not hold: someone else may have written it");
    }
    if row.more_follows {
        println!("          the person said that more follows");
    }
    let words = Messages::new(language, crate::app::WORDS);
    for section in desk.answers(case, language) {
        println!("\n{}", plain(&section.title));
        for answer in section.answers {
            println!("  {}", plain(&answer.label));
            for line in plain(&answer.text).lines() {
                println!("    {line}");
            }
            if let Some(problem) = answer.problem {
                println!("    ({})", words.text(&problem));
            }
        }
    }
    for letter in &case.letters {
        if let Some(message) = &letter.message {
            println!("\nMessage, imported {}", letter.imported);
            for line in plain(message).lines() {
                println!("    {line}");
            }
        }
    }
    let mut number = 0;
    for file in case.letters.iter().flat_map(|letter| &letter.attachments) {
        number += 1;
        if number == 1 {
            println!("\nAttachments");
        }
        println!(
            "  {number:>2}  {} ({}, {} bytes)",
            plain(&file.name),
            plain(&file.media_type),
            file.length
        );
    }
    for note in &case.notes {
        println!("\nNote by {}, {:.0}", plain(&note.person), note.written);
        for line in plain(&note.text).lines() {
            println!("    {line}");
        }
    }
    for reply in &case.replies {
        let state = match reply.published {
            Some(hour) => format!("given to the stick in the hour of {hour}"),
            None => "waits for an exchange".to_owned(),
        };
        match reply.kind {
            ReplyKind::Acknowledgement => {
                println!("\nAcknowledgement by itself, {:.0}, {state}", reply.written);
            }
            ReplyKind::Answer => println!(
                "\nReply by {}, {:.0}, {state}",
                plain(&reply.person),
                reply.written
            ),
        }
        for line in plain(&reply.text).lines() {
            println!("    {line}");
        }
    }
}

pub(super) fn case_json(desk: &Desk, case: &Case, language: Language) -> Value {
    let answers: Vec<Value> = desk
        .answers(case, language)
        .iter()
        .flat_map(|section| &section.answers)
        .map(|answer| {
            json!({
                "question": answer.question,
                "label": answer.label,
                "text": answer.text,
                "problem": answer.problem,
            })
        })
        .collect();
    let letters: Vec<Value> = case
        .letters
        .iter()
        .map(|letter| {
            json!({
                "id": letter.id,
                "sealed": letter.sealed,
                "kind": letter.kind,
                "programme": letter.programme,
                "language": letter.language,
                "message": letter.message,
                "proven": letter.proven,
                "made_on": letter.made_on,
                "arrived": letter.arrived,
                "imported": letter.imported,
                "read_by": letter.read_by,
                "attachments": letter.attachments.iter().map(|file| json!({
                    "name": file.name,
                    "type": file.media_type,
                    "length": file.length,
                    "sha256": file.sha256,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let replies: Vec<Value> = case
        .replies
        .iter()
        .map(|reply| {
            json!({
                "id": reply.id,
                "kind": reply.kind,
                "person": reply.person,
                "written": reply.written,
                "expires": reply.expires,
                "text": reply.text,
                "parts": reply.parts,
                "published": reply.published,
            })
        })
        .collect();
    let timeline: Vec<Value> = case
        .timeline
        .iter()
        .map(|entry| {
            let what = match &entry.kind {
                TimelineKind::Imported(_) => "imported".to_owned(),
                TimelineKind::Read(_) => "read".to_owned(),
                TimelineKind::Status(word) => format!("status {}", word.status),
                TimelineKind::Assessed(Assessment { axis, level, .. }) => {
                    let level = level.map_or("none", |level| level.name(*axis));
                    format!("{axis} {level}")
                }
                TimelineKind::Written(field) => format!("{} written", field.name()),
                TimelineKind::TimerSet { due, .. } => format!("timer set for {due}"),
                TimelineKind::TimerEnded { .. } => "timer ended".to_owned(),
                TimelineKind::Note => "note".to_owned(),
                TimelineKind::Assigned(Some(person)) => format!("assigned to {person}"),
                TimelineKind::Assigned(None) => "assigned to no one".to_owned(),
                TimelineKind::Tagged(_) => "tagged".to_owned(),
                TimelineKind::Replied(_) => "replied".to_owned(),
                TimelineKind::Acknowledged(_) => "acknowledged".to_owned(),
            };
            json!({ "at": entry.at, "person": entry.person, "what": what })
        })
        .collect();
    json!({
        "row": case.row,
        "answers": answers,
        "assessments": case.assessments,
        "statuses": case.statuses,
        "texts": case.texts,
        "timers": case.timers,
        "letters": letters,
        "notes": case.notes,
        "replies": replies,
        "timeline": timeline,
    })
}

/// A number and the noun that goes with it.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Words about an import; whether something needs a person's eye.
pub(super) fn import(report: &ImportReport) -> bool {
    println!(
        "{} imported, {}, {} known already",
        count(report.imported, "letter", "letters"),
        count(report.new_cases, "new case", "new cases"),
        report.known
    );
    if report.unproven > 0 {
        println!(
            "{} with a proof that does not hold",
            count(report.unproven, "letter", "letters")
        );
    }
    if report.destroyed > 0 {
        println!(
            "{} of destroyed cases left unopened",
            count(report.destroyed, "letter", "letters")
        );
    }
    for case in &report.unacknowledged {
        eprintln!(
            "sealpost-triage: warning: case {}: no acknowledgement could be sealed; the letter is \
             imported, the next exchange tries again",
            case.short()
        );
    }
    unopened(&report.unopened);
    needs_eye(report)
}

/// Whether an import left something for a person to look at.
pub(super) fn needs_eye(report: &ImportReport) -> bool {
    !report.unopened.is_empty() || !report.unacknowledged.is_empty()
}

/// Names what did not become a letter, and why.
pub(super) fn unopened(files: &[Unopened]) {
    for unopened in files {
        eprintln!(
            "sealpost-triage: warning: {}: {}",
            plain(&unopened.file),
            unopened.reason.sentence()
        );
    }
}

/// Words about findings; whether something could not be mended.
pub(super) fn findings(findings: &[Finding]) -> bool {
    for found in findings {
        println!(
            "{}  {}: {}",
            if found.mended { "mended " } else { "DAMAGED" },
            found.kind.sentence(),
            plain(&found.about)
        );
    }
    for hint in hints(findings) {
        println!("hint: {hint}");
    }
    findings.iter().any(|found| !found.mended)
}

/// What to do about all that is not mended, each once.
pub(super) fn hints(findings: &[Finding]) -> BTreeSet<&'static str> {
    findings
        .iter()
        .filter(|found| !found.mended)
        .map(|found| found.kind.hint())
        .collect()
}
