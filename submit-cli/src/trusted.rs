//! The organisation that is trusted: loaded from the home folder, refreshed from its relays.

use std::fs;
use std::path::{Path, PathBuf};

use crypto_core::{Arg, Intake, Organisation, Pin, PinError, Staleness};
use jiff::Timestamp;

use crate::console::Console;
use crate::error::Error;
use crate::home;
use crate::relay_client::{RelayClient, relay_addresses};
use crate::seen::Seen;
use crate::session::Session;

/// An organisation file is at most 4 MiB (protocol 9.1).
pub(crate) const ORGANISATION_BYTES: u64 = 4 << 20;
/// A minisign signature is a few hundred bytes.
pub(crate) const SIGNATURE_BYTES: u64 = 4 << 10;

const FILE: &str = "organisation.json";
const SIGNATURE: &str = "organisation.json.minisig";
const PIN: &str = "pin.json";

/// An organisation, and what was pinned of it.
#[derive(Debug)]
pub(crate) struct Trusted {
    pub(crate) organisation: Organisation,
    pub(crate) pin: Pin,
    pub(crate) folder: PathBuf,
    minisig: String,
}

impl Trusted {
    /// Loads the organisation that the person means.
    pub(crate) fn load(session: &Session) -> Result<Self, Error> {
        let folders = session.home.organisations();
        let mut found = Vec::new();
        let mut damaged = None;
        for folder in folders {
            match Self::read(&folder) {
                Ok(trusted) => found.push(trusted),
                Err(error) => damaged = Some(error),
            }
        }
        if let Some(wanted) = &session.organisation {
            let wanted_lower = wanted.to_lowercase();
            found.retain(|trusted| {
                let id = trusted.organisation.id.to_string();
                trusted
                    .organisation
                    .name
                    .to_lowercase()
                    .contains(&wanted_lower)
                    || id.starts_with(&wanted_lower)
            });
            if found.is_empty() && damaged.is_none() {
                return Err(Error::UnknownOrganisation(wanted.clone()));
            }
        }
        if found.len() > 1 {
            return Err(Error::SeveralOrganisations);
        }
        found
            .pop()
            .ok_or_else(|| damaged.unwrap_or(Error::NotTrusted))
    }

    /// Reads and checks what was stored; a stored file that no longer fits its pin is damaged.
    fn read(folder: &Path) -> Result<Self, Error> {
        let pin = read_pin(folder)?;
        let bytes = home::read_bounded(&folder.join(FILE), ORGANISATION_BYTES)?;
        let minisig = text(home::read_bounded(
            &folder.join(SIGNATURE),
            SIGNATURE_BYTES,
        )?)?;
        let (organisation, pin) = pin.accept(&bytes, &minisig).map_err(pin_error)?;
        Ok(Self {
            organisation,
            pin,
            folder: folder.to_owned(),
            minisig,
        })
    }

    /// Stores a file that was accepted. The pin goes last: it names what must be there.
    pub(crate) fn store(
        session: &Session,
        organisation: Organisation,
        pin: Pin,
        bytes: &[u8],
        minisig: &str,
    ) -> Result<Self, Error> {
        let folder = session.home.organisation(&organisation.id);
        home::make_private_folder(&folder)?;
        // A pin whose file is missing would lock the person out: between these writes the old
        // pin still accepts the new file, whose number is higher.
        home::write_bytes(&folder.join(FILE), true, bytes)?;
        home::write_bytes(&folder.join(SIGNATURE), true, minisig.as_bytes())?;
        let json = serde_json::to_vec_pretty(&pin).map_err(|_| Error::OrganisationUnreadable)?;
        home::write_bytes(&folder.join(PIN), true, &json)?;
        Ok(Self {
            organisation,
            pin,
            folder,
            minisig: minisig.to_owned(),
        })
    }

    /// Looks for a newer file at the relays, quietly; keeps the stored one when in doubt.
    pub(crate) fn refresh(&mut self, session: &Session) {
        for address in relay_addresses(&self.organisation, session.socks5.is_some()) {
            let Ok(client) = RelayClient::quick(&address, session.socks5.as_ref()) else {
                continue;
            };
            // The signature is small and says whether there is anything new: on a slow link
            // that is all that is fetched.
            let Ok(minisig) = client.get("/organisation.json.minisig", SIGNATURE_BYTES) else {
                continue;
            };
            if minisig == self.minisig.as_bytes() {
                return;
            }
            let Ok(bytes) = client.get("/organisation.json", ORGANISATION_BYTES) else {
                continue;
            };
            let Ok(minisig) = text(minisig) else { continue };
            match self.pin.accept(&bytes, &minisig) {
                Ok((organisation, pin)) => {
                    // A read-only home must not stop anyone.
                    if let Ok(newer) = Self::store(session, organisation, pin, &bytes, &minisig) {
                        *self = newer;
                    }
                    return;
                }
                Err(PinError::Rollback { .. }) => {
                    warn_about_relay(&session.console, "warn-relay-older", &address.name);
                }
                Err(PinError::OtherOrganisation) => {}
                Err(_) => warn_about_relay(&session.console, "warn-relay-wrong", &address.name),
            }
        }
    }

    /// Returns the key that a letter made now is sealed to.
    pub(crate) fn intake_key(&self, session: &Session) -> Intake<'_> {
        self.organisation.intake_key(self.key_time(session))
    }

    /// The clock, or the hour of the newest edition seen if the clock is behind it: the key of a
    /// period that is over may be destroyed already.
    ///
    /// For keys alone: a desk whose clock is ahead must not close a programme.
    fn key_time(&self, session: &Session) -> Timestamp {
        let now = session.now();
        Seen::read(&self.folder)
            .latest_hour()
            .map_or(now, |hour| now.max(hour))
    }

    /// Says when the file is old or the clock is wrong; sealing works all the same.
    pub(crate) fn warn_if_stale(&self, session: &Session) {
        let mut reasons = self.organisation.staleness(session.now());
        for reason in self.organisation.staleness(self.key_time(session)) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        for staleness in reasons {
            let text = staleness.text(session.console.language());
            session.console.print(&text);
            if !matches!(staleness, Staleness::ClockBehind) {
                session.console.say("warn-stale-works");
            }
        }
    }
}

/// Reads the pin in a folder.
pub(crate) fn read_pin(folder: &Path) -> Result<Pin, Error> {
    let bytes = home::read_bounded(&folder.join(PIN), SIGNATURE_BYTES)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::OrganisationUnreadable)
}

fn warn_about_relay(console: &Console, id: &str, name: &str) {
    // ftl: "warn-relay-older"
    // ftl: "warn-relay-wrong"
    console.say_with(id, &[("name", Arg::from(name))]);
}

/// Reads a signature as text.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::OrganisationSignature)
}

/// Sorts why a file was not accepted.
pub(crate) fn pin_error(error: PinError) -> Error {
    use crypto_core::DocumentError;
    match error {
        PinError::Document(DocumentError::Signature) => Error::OrganisationSignature,
        PinError::Document(_) => Error::OrganisationUnreadable,
        PinError::Rollback { .. } | PinError::SameNumber { .. } => Error::OrganisationOlder,
        _ => Error::OrganisationOtherRoot,
    }
}

/// Removes the folder of an organisation that could not be stored whole.
pub(crate) fn forget(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}
