//! Another laptop joins: it asks, a person compares eight words, it is let in.

use std::path::Path;

use crypto_core::{Fingerprint, HybridRecipient, OpenError, VerifyingKey};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::error::DeskError;
use super::open::{Desk, open_any};
use super::report::ExchangeReport;
use super::{ExchangeOptions, NewLaptop, colleague, create};
use crate::model::DeviceId;
use crate::stick::{Stick, list, named, read_limited};
use crate::vault::{DeskEntry, Folder, Person, PersonEntry, check_name, remove_if_there};

const TYPE: &str = "sealpost-enrolment";
const MAX_REQUEST_BYTES: u64 = 64 * 1024;
const LANES: u8 = 16;

/// A laptop that asks to be let in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    r#type: String,
    version: u32,
    device: DeviceId,
    key: VerifyingKey,
    recipient: HybridRecipient,
    person: String,
    person_key: VerifyingKey,
}

impl EnrolRequest {
    /// The caseworker who will use the laptop.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// Eight words over every key in the request. Both laptops must show the same.
    pub fn words(&self) -> String {
        self.fingerprint().to_string()
    }

    /// The same as numbers.
    pub fn numbers(&self) -> String {
        self.fingerprint().numbers().join(" ")
    }

    /// The words are those of a key derived from the whole request: a request with any other key
    /// or name has other words.
    fn fingerprint(&self) -> Fingerprint {
        let all = format!(
            "sealpost/v1/enrolment\n{}\n{}\n{}\n{}\n{}\n",
            self.device, self.key, self.recipient, self.person, self.person_key
        );
        let seed = crypto_core::Digest::of(all.as_bytes());
        Fingerprint::of(&crypto_core::SigningKey::from_seed(seed.as_bytes()).public())
    }

    fn file_name(&self) -> String {
        format!("request-{}.json", self.device)
    }
}

pub(super) fn request(
    vault: &Path,
    new: NewLaptop,
    stick: &Path,
    now: Timestamp,
) -> Result<EnrolRequest, DeskError> {
    check_name(&new.person)?;
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let person = Person::generate(&new.person);
    let file = person.seal(&new.passphrase)?;
    let keyring = create::empty_keyring(&person, &file, u8::MAX);
    let own = keyring.desks[0].clone();
    let request = EnrolRequest {
        r#type: TYPE.to_owned(),
        version: 1,
        device: keyring.desk.device,
        key: own.key,
        recipient: own.recipient,
        person: new.person,
        person_key: person.public(),
    };
    create::finish(Folder::create(vault)?, person, &file, keyring, now)?;
    let bytes = serde_json::to_vec_pretty(&request)
        .map_err(|_| DeskError::damaged("the enrolment request"))?;
    stick
        .write("desks", &request.file_name(), &bytes)
        .map_err(DeskError::io("writing the enrolment request"))?;
    Ok(request)
}

pub(super) fn requests(stick: &Path) -> Result<Vec<EnrolRequest>, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let paths = list(&stick.path("desks")).map_err(DeskError::io("reading the stick"))?;
    Ok(paths
        .iter()
        .filter(|path| named(path, ".json").is_some_and(|name| name.starts_with("request-")))
        .filter_map(|path| {
            let bytes = read_limited(path, MAX_REQUEST_BYTES).ok()?;
            let request: EnrolRequest = serde_json::from_slice(&bytes).ok()?;
            let fits = request.r#type == TYPE
                && request.version == 1
                && check_name(&request.person).is_ok();
            fits.then_some(request)
        })
        .collect())
}

pub(super) fn accept(
    desk: &mut Desk,
    request: &EnrolRequest,
    stick: &Path,
    now: Timestamp,
) -> Result<u8, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let known = desk
        .keyring
        .desks
        .iter()
        .find(|entry| entry.key == request.key)
        .map(|entry| entry.lane);
    let lane = match known {
        Some(lane) => lane,
        None => {
            let lane = (0..LANES)
                .find(|lane| desk.keyring.desks.iter().all(|entry| entry.lane != *lane))
                .ok_or(DeskError::NoLane)?;
            desk.keyring.desks.push(DeskEntry {
                lane,
                key: request.key,
                recipient: request.recipient.clone(),
                devices: vec![request.device],
                heads: Default::default(),
                missing: Vec::new(),
                lost: Vec::new(),
                number: 0,
            });
            desk.keyring.people.push(PersonEntry {
                name: request.person.clone(),
                key: request.person_key,
                access: None,
            });
            desk.save_keyring()?;
            lane
        }
    };
    let entry = desk
        .keyring
        .desks
        .iter()
        .find(|entry| entry.lane == lane)
        .cloned()
        .ok_or(DeskError::NoLane)?;
    colleague::send_to(desk, &entry, &stick, now)?;
    remove_if_there(&stick.path("desks").join(request.file_name()))
        .map_err(DeskError::io("tidying the stick"))?;
    Ok(lane)
}

pub(super) fn finish(
    vault: &Path,
    person: &str,
    passphrase: &SecretString,
    stick: &Path,
    now: Timestamp,
) -> Result<Desk, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let mut desk = open_any(vault, person, passphrase, now)?;
    if desk.keyring.organisation.is_some() {
        return Err(DeskError::VaultExists);
    }
    let paths = list(&stick.path("desks")).map_err(DeskError::io("reading the stick"))?;
    for path in paths {
        if named(&path, ".age").is_none() {
            continue;
        }
        match colleague::read(&desk, &path, None, 0) {
            Ok(Some(message)) => {
                take_over(&mut desk, message, now)?;
                return Ok(desk);
            }
            // For another laptop, or not whole: the next one may be ours.
            Err(OpenError::Io(error)) => {
                return Err(DeskError::io("reading the acceptance")(error));
            }
            Ok(None) | Err(_) => {}
        }
    }
    Err(DeskError::NotAccepted)
}

fn take_over(
    desk: &mut Desk,
    message: colleague::Message,
    now: Timestamp,
) -> Result<(), DeskError> {
    let lane = message.lane();
    let listed = message
        .shared
        .desks
        .iter()
        .any(|entry| entry.lane == lane && entry.devices.contains(&desk.keyring.desk.device));
    if !listed {
        return Err(DeskError::NotAccepted);
    }
    let keyring = &mut desk.keyring;
    keyring.organisation = Some(message.organisation());
    keyring.name = message.shared.name.clone();
    keyring.common_key = message.shared.common_key.clone();
    keyring.desk.lane = lane;
    // The placeholder entry goes; the accepting laptop's list has the right one.
    keyring.desks.clear();
    let mut report = ExchangeReport::default();
    let options = ExchangeOptions {
        accept_clock: true,
        ..ExchangeOptions::default()
    };
    colleague::merge(desk, message, &options, now, &mut report)?;
    desk.finish_destructions()?;
    if let Some(published) = &desk.index.published {
        // The root's key came with the keys; the file it signed must agree.
        let is_signed =
            crypto_core::Organisation::verify(published.document.as_bytes(), &published.signature)
                .is_ok_and(|organisation| Some(organisation.root) == desk.keyring.root);
        if !is_signed {
            return Err(DeskError::WrongRoot);
        }
    }
    let config = super::config::template(&desk.keyring.name);
    crate::vault::replace(&desk.folder.config(), config.as_bytes())
        .map_err(DeskError::io("writing organisation.toml"))?;
    desk.save_keyring()
}
