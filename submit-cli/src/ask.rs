//! `sealpost ask`: from the choice of a language to the sealed letter on its way.

pub(crate) mod command;
mod draft;
mod files;
mod interview;
mod kept;
pub(crate) mod question;
mod summary;

use crypto_core::{Arg, Language, Programme, ProgrammeState, hours_after};

use crate::cli;
use crate::error::Error;
use crate::receipt_talk;
use crate::session::Session;
use crate::trusted::Trusted;

use draft::Opened;
use interview::Interview;

/// Runs the command; returns what goes to standard output.
pub(crate) fn run(session: &mut Session, options: &cli::Ask) -> Result<String, Error> {
    let mut trusted = Trusted::load(session)?;
    if options.draft.is_none() {
        choose_language(session, &trusted)?;
    }
    // Sealing alone asks nobody anything.
    if options.output.is_none() {
        trusted.refresh(session);
    }
    trusted.warn_if_stale(session);
    session.console.say_with(
        "ask-welcome",
        &[("name", Arg::from(trusted.organisation.name.as_str()))],
    );
    let (receipt, opened) = match &options.draft {
        Some(path) => {
            let receipt = receipt_talk::existing(&mut session.console, &options.receipt)?;
            let opened = Opened::read(path, &receipt)?;
            session.console.speak(opened.draft.language);
            (Some(receipt), Some(opened))
        }
        None => (receipt_talk::given(&options.receipt)?, None),
    };
    let programme = match &opened {
        Some(opened) => opened.programme(&trusted)?,
        None => choose_programme(session, &trusted, options.programme.as_deref())?,
    };
    let programme = programme.clone();
    speak_language_of(session, &programme);
    introduce(session, &programme);
    let receipt = match receipt {
        Some(receipt) => receipt,
        None => receipt_talk::make(&mut session.console)?,
    };
    let interview = Interview::new(session, &trusted, &programme, &receipt, opened, options);
    interview.hold()
}

/// Lets the person choose a language, each named in itself.
fn choose_language(session: &mut Session, trusted: &Trusted) -> Result<(), Error> {
    if let Some(language) = session.chosen_language {
        session.console.speak(language);
        return Ok(());
    }
    let languages: Vec<Language> = Language::ALL
        .into_iter()
        .filter(|language| {
            let mut programmes = trusted.organisation.programmes.iter();
            programmes.any(|programme| programme.languages.contains(language))
        })
        .collect();
    let labels: Vec<String> = languages
        .iter()
        .map(|language| language.own_name().to_owned())
        .collect();
    if labels.len() > 1 {
        let place = session.console.choose(&labels)?;
        session.console.speak(languages[place]);
    } else if let Some(language) = languages.first() {
        session.console.speak(*language);
    }
    Ok(())
}

/// Lets the person choose what to ask for, among what can be asked for today.
pub(crate) fn choose_programme<'a>(
    session: &mut Session,
    trusted: &'a Trusted,
    named: Option<&str>,
) -> Result<&'a Programme, Error> {
    let programme = choose_any_programme(session, trusted, named)?;
    match programme.state(today(session, trusted)) {
        ProgrammeState::Open => Ok(programme),
        ProgrammeState::NotYet { .. } | ProgrammeState::Closed { .. } => {
            Err(Error::ProgrammeClosed)
        }
    }
}

fn today(session: &Session, trusted: &Trusted) -> jiff::civil::Date {
    trusted.organisation.effective_day(session.now())
}

/// Lets the person choose a programme, open or not.
pub(crate) fn choose_any_programme<'a>(
    session: &mut Session,
    trusted: &'a Trusted,
    named: Option<&str>,
) -> Result<&'a Programme, Error> {
    let programmes = &trusted.organisation.programmes;
    if let Some(id) = named {
        return trusted
            .organisation
            .programme(id)
            .ok_or_else(|| Error::Programme(id.to_owned()));
    }
    if let [only] = programmes.as_slice() {
        return Ok(only);
    }
    let today = today(session, trusted);
    let console = &mut session.console;
    console.gap();
    console.say("choose-programme");
    let labels: Vec<String> = programmes
        .iter()
        .map(|programme| {
            let title = ("title", Arg::from(programme.title.get(console.language())));
            match programme.state(today) {
                ProgrammeState::Open => programme.title.get(console.language()).to_owned(),
                ProgrammeState::NotYet { opens } => console.format(
                    "programme-not-yet",
                    &[title, ("day", Arg::from(opens.to_string()))],
                ),
                ProgrammeState::Closed { .. } => console.format("programme-closed", &[title]),
            }
        })
        .collect();
    let place = console.choose(&labels)?;
    programmes.get(place).ok_or(Error::ProgrammeClosed)
}

/// Falls back to a language that the programme's form has, saying so.
pub(crate) fn speak_language_of(session: &mut Session, programme: &Programme) {
    let console = &mut session.console;
    if programme.languages.contains(&console.language()) {
        return;
    }
    if let Some(language) = programme.languages.first() {
        console.say_with(
            "programme-other-language",
            &[("language", Arg::from(language.own_name()))],
        );
        console.speak(*language);
    }
}

fn introduce(session: &Session, programme: &Programme) {
    let console = &session.console;
    let language = console.language();
    console.gap();
    console.print(programme.form.title().get(language));
    if let Some(intro) = programme.form.intro() {
        console.print(intro.get(language));
    }
    console.say("ask-how");
}

/// Says when an answer is due, and what to do without one.
pub(crate) fn what_happens_next(session: &Session, trusted: &Trusted, programme: &Programme) {
    let console = &session.console;
    let due = hours_after(session.now(), programme.promise_hours);
    console.gap();
    console.say("next-title");
    console.say_with("next-by", &[("time", Arg::from(moment(session, due)))]);
    console.say("next-how");
    console.say("next-none");
    let contact = trusted
        .organisation
        .fallback_contact
        .get(console.language());
    if !contact.is_empty() {
        console.print_indented(2, contact);
    }
    console.say("next-follow-up");
}

/// Writes an hour in the person's own time zone, with the weekday's name.
pub(crate) fn moment(session: &Session, time: jiff::Timestamp) -> String {
    let local = time.to_zoned_datetime(jiff::tz::TimeZone::system());
    let weekday = format!("weekday-{}", local.weekday().to_monday_one_offset());
    session.console.format(
        "moment",
        &[
            ("weekday", Arg::from(session.console.text(&weekday))),
            ("day", Arg::from(local.date().to_string())),
            ("hour", Arg::from(format!("{:02}:00", local.hour()))),
            ("zone", Arg::from(local.strftime("%Z").to_string())),
        ],
    )
}

/// Says that a receipt holder's letter is kept sealed in this file.
pub(crate) fn say_kept(session: &Session, path: &std::path::Path) {
    session.console.say_with(
        "letter-kept",
        &[("path", Arg::from(path.display().to_string()))],
    );
}
