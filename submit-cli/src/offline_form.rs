//! The offline form: a text file that any editor can fill in.
//!
//! ```text
//! # Explanations begin with a number sign.
//! @form emergency vi 00112233445566778899aabbccddeeff
//!
//! # Who is this about? (needed)
//! @ on_behalf
//! [ ] Myself
//! [x] Someone else
//! ```
//!
//! Whatever stands between one line with `@` and the next is the answer.

mod fill;

use crypto_core::{FORM_COMMENT, Language, Organisation, Programme, blank_form};

use crate::ask;
use crate::cli;
use crate::error::Error;
use crate::home;
use crate::session::Session;
use crate::trusted::Trusted;

pub(crate) use fill::{Filled, FormFault, header};

/// Runs `sealpost form`; returns the form, if it goes to standard output.
pub(crate) fn run(session: &mut Session, options: &cli::Form) -> Result<String, Error> {
    let mut trusted = Trusted::load(session)?;
    trusted.refresh(session);
    trusted.warn_if_stale(session);
    let programme: &Programme =
        ask::choose_programme(session, &trusted, options.programme.as_deref())?;
    ask::speak_language_of(session, programme);
    let text = blank_form(&trusted.organisation, programme, session.console.language());
    match &options.output {
        None => Ok(text),
        Some(path) => {
            home::write_bytes(path, false, text.as_bytes())?;
            session.console.say("form-written");
            Ok(path.display().to_string())
        }
    }
}

/// Returns the lines of explanation that the form of this programme has.
fn explanations(
    language: Language,
    organisation: &Organisation,
    programme: &Programme,
) -> std::collections::BTreeSet<String> {
    blank_form(organisation, programme, language)
        .lines()
        .filter(|line| line.starts_with(FORM_COMMENT))
        .map(even)
        .collect()
}

/// Takes differences of white space out of a line: editors and mail programs turn spaces into
/// no-break spaces and back, drop doubled ones, and add invisible marks.
fn even(line: &str) -> String {
    line.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
