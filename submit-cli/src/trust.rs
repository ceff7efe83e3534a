//! `sealpost trust`: whom to believe, decided once, by comparing a few words.

use std::path::{Path, PathBuf};

use crypto_core::{Arg, Fingerprint, Pin, WordList};

use crate::cli;
use crate::error::Error;
use crate::home;
use crate::relay_client::{RelayAddress, RelayClient, read_certificate};
use crate::session::Session;
use crate::trusted::{self, ORGANISATION_BYTES, SIGNATURE_BYTES, Trusted};

/// A certificate is a few kilobytes.
const CERTIFICATE_BYTES: u64 = 64 << 10;

/// Runs the command; returns what goes to standard output.
pub(crate) fn run(session: &mut Session, options: &cli::Trust) -> Result<String, Error> {
    let (bytes, minisig) = match (&options.relay, &options.file) {
        (Some(url), _) => fetch(session, url, options.certificate.as_deref())?,
        (None, Some(path)) => read(path)?,
        (None, None) => return Err(Error::RelayUrl),
    };
    let (organisation, pin) = Pin::first(&bytes, &minisig).map_err(trusted::pin_error)?;
    let folder = session.home.organisation(&organisation.id);
    let earlier = trusted::read_pin(&folder).ok();
    // Trusted before: the pin decides, nobody has to compare again.
    if let Some(earlier) = &earlier
        && let Ok((organisation, pin)) = earlier.accept(&bytes, &minisig)
    {
        let name = organisation.name.clone();
        Trusted::store(session, organisation, pin, &bytes, &minisig)?;
        session
            .console
            .say_with("trust-already", &[("name", Arg::from(name.as_str()))]);
        return Ok(name);
    }
    if let Some(earlier) = &earlier
        && earlier.root == organisation.root
    {
        // Same key, lower number: never, whatever anyone compares.
        return Err(Error::OrganisationOlder);
    }
    let fingerprint = Fingerprint::of(&organisation.root);
    show(session, &organisation.name, &fingerprint);
    if earlier.is_some() {
        session.console.say("trust-changed");
    }
    match &options.fingerprint {
        Some(text) => {
            let expected: Fingerprint = text.parse().map_err(|_| Error::FingerprintUnreadable)?;
            if expected != fingerprint {
                return Err(Error::FingerprintDiffers);
            }
        }
        None => {
            session.console.say("trust-compare");
            let question = session.console.text("trust-question");
            if !session.console.yes_or_no(&question)? {
                return Err(Error::FingerprintDiffers);
            }
        }
    }
    let name = organisation.name.clone();
    let stored = Trusted::store(session, organisation, pin, &bytes, &minisig);
    if stored.is_err() && earlier.is_none() {
        trusted::forget(&folder);
    }
    stored?.warn_if_stale(session);
    session
        .console
        .say_with("trust-done", &[("name", Arg::from(name.as_str()))]);
    Ok(name)
}

fn fetch(
    session: &Session,
    url: &str,
    certificate: Option<&Path>,
) -> Result<(Vec<u8>, String), Error> {
    let certificate = certificate
        .map(|path| {
            home::read_bounded(path, CERTIFICATE_BYTES).and_then(|bytes| read_certificate(&bytes))
        })
        .transpose()?;
    let address = RelayAddress::parse(url, certificate)?;
    let client = RelayClient::new(&address, session.socks5.as_ref())?;
    let bytes = client.get("/organisation.json", ORGANISATION_BYTES)?;
    let minisig = client.get("/organisation.json.minisig", SIGNATURE_BYTES)?;
    Ok((bytes, trusted::text(minisig)?))
}

fn read(path: &Path) -> Result<(Vec<u8>, String), Error> {
    let bytes = home::read_bounded(path, ORGANISATION_BYTES)?;
    let mut signature = path.as_os_str().to_owned();
    signature.push(".minisig");
    let minisig = home::read_bounded(&PathBuf::from(signature), SIGNATURE_BYTES)?;
    Ok((bytes, trusted::text(minisig)?))
}

fn show(session: &Session, name: &str, fingerprint: &Fingerprint) {
    let console = &session.console;
    console.say_with("trust-name", &[("name", Arg::from(name))]);
    console.say("trust-fingerprint");
    let words = fingerprint.words(WordList::for_language(console.language()));
    console.print_indented(2, &words.join(" "));
    if WordList::for_language(console.language()) != WordList::English {
        // Printed in English more often than not.
        console.print_indented(2, &fingerprint.words(WordList::English).join(" "));
    }
    console.print_indented(2, &fingerprint.numbers().join(" "));
    console.gap();
}
