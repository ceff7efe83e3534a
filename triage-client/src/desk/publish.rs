//! Publishing: the organisation file and the public release, signed with the root key.

use std::path::{Path, PathBuf};

use crypto_core::{
    AnswerKey, Digest, FallbackKey, Fingerprint, HybridIdentity, IntakeKey, Language, Organisation,
    PublicFile, PublicRelease, Relay, RelayCard, SigningKey, day_of,
};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::config::Config;
use super::error::DeskError;
use super::open::Desk;
use super::report::PublishReport;
use super::{PublishRequest, page, secret_file};
use crate::model::{EventBody, Secret};
use crate::stick::{Stick, list, read_limited};
use crate::vault::{IntakeSecret, Keyring, create_folder, remove_if_there, replace};

/// How long an intake key is kept after its period: letters that were carried by hand are slow.
pub(super) const INTAKE_GRACE_DAYS: i64 = 60;
const INTAKE_PERIOD_DAYS: i64 = 30;
/// An organisation file is good for a year, and its keys somewhat longer.
const LIFE_DAYS: i64 = 365;
const KEYS_DAYS: i64 = 400;
const MAX_CARD_BYTES: u64 = 64 * 1024;
const MAX_FILE_BYTES: u64 = 64 << 20;

pub(super) fn config_file(desk: &Desk) -> PathBuf {
    desk.folder.config()
}

/// Makes intake keys until there is one for every day of the next year.
pub(super) fn extend_intake(keyring: &mut Keyring, today: Date) {
    let wanted = plus(today, KEYS_DAYS);
    let mut from = keyring
        .intake
        .iter()
        .map(|key| key.until)
        .max()
        .unwrap_or(today)
        .max(today);
    while from < wanted {
        let until = plus(from, INTAKE_PERIOD_DAYS);
        if until <= from {
            return;
        }
        keyring.intake.push(IntakeSecret {
            seed: Secret::random(),
            from,
            until,
        });
        from = until;
    }
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}

pub(super) fn run(
    desk: &mut Desk,
    request: &PublishRequest,
    successor: bool,
    stick: &Path,
    now: Timestamp,
) -> Result<PublishReport, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let id = desk.organisation()?;
    let config = Config::read(&desk.folder.config())?;
    let file = secret_file::open(
        &request.root_file,
        &request.root_passphrase,
        secret_file::Role::Root,
    )?;
    let root = SigningKey::from_seed(file.seed.expose());
    let public = root.public();
    learn_successor(desk);
    let succeeds = desk.keyring.next_root == Some(Digest::of(public.as_bytes()));
    if file.organisation != id || (desk.keyring.root != Some(public) && !succeeds) {
        return Err(DeskError::WrongRoot);
    }
    extend_intake(&mut desk.keyring, day_of(now));
    if succeeds {
        desk.keyring.root = Some(public);
        desk.keyring.next_root = None;
    }
    let successor = successor.then(|| Successor::beside(&request.root_file));
    let next_root = successor
        .as_ref()
        .map(Successor::digest)
        .or(desk.keyring.next_root);
    let issued = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let number = next_number(desk, &stick);
    let organisation = Organisation {
        id,
        number,
        name: config.name.clone(),
        root: public,
        next_root,
        issued,
        expires: crypto_core::hours_after(issued, 24 * LIFE_DAYS as u32),
        intake_keys: intake_keys(&desk.keyring, day_of(now)),
        fallback_key: FallbackKey::new(
            desk.keyring
                .fallback
                .clone()
                .ok_or_else(|| DeskError::damaged("the fallback key's public half"))?,
        ),
        answer_keys: desk
            .keyring
            .answer_keys
            .iter()
            .map(|key| AnswerKey::from_bytes(key.expose()).public())
            .collect(),
        desks: desk
            .keyring
            .desks
            .iter()
            .map(|entry| crypto_core::Desk {
                lane: entry.lane,
                key: entry.key,
                x: Default::default(),
            })
            .collect(),
        relays: relays(desk, &config, &stick)?,
        fallback_contact: config.fallback_contact.clone(),
        programmes: config.programmes(desk.folder.path())?,
        x: Default::default(),
    };
    let mut warnings = Vec::new();
    let mut grave = Vec::new();
    for lack in organisation.missing(now) {
        let text = lack.text(Language::En);
        if lack.is_grave() {
            grave.push(text);
        } else {
            warnings.push(text);
        }
    }
    if !grave.is_empty() {
        return Err(DeskError::Config {
            what: format!("not published:\n  {}", grave.join("\n  ")),
        });
    }
    let refused = |error: crypto_core::DocumentError| DeskError::Config {
        what: error.to_string(),
    };
    let signed = organisation.sign(&root).map_err(refused)?;
    let mut files = vec![
        ("organisation.json".to_owned(), signed.bytes.clone()),
        (
            "organisation.json.minisig".to_owned(),
            signed.minisig.clone().into_bytes(),
        ),
    ];
    page::add(
        &mut files,
        &organisation,
        &signed.envelope(),
        config.page.as_deref(),
    )?;
    let release = PublicRelease {
        organisation: id,
        number,
        root: public,
        files: files
            .iter()
            .map(|(path, content)| PublicFile {
                path: path.clone(),
                sha256: Digest::of(content),
                length: content.len() as u64,
            })
            .collect(),
        x: Default::default(),
    };
    let page = release
        .file(page::INDEX)
        .map(|file| file.sha256)
        .ok_or_else(|| DeskError::damaged("the page"))?;
    let release = release.sign(&root).map_err(refused)?;
    if let Some(successor) = successor {
        secret_file::write(
            &successor.file,
            &request.root_passphrase,
            secret_file::Role::Root,
            id,
            &successor.seed,
        )?;
        desk.keyring.next_root = next_root;
    }
    // Keys before the file that names them, the event before the file leaves the desk.
    desk.save_keyring()?;
    let document =
        String::from_utf8(signed.bytes).map_err(|_| DeskError::damaged("the organisation file"))?;
    desk.commit(
        vec![(
            None,
            EventBody::Published {
                number,
                document,
                signature: signed.minisig,
            },
        )],
        now,
    )?;
    desk.rebuild();
    let folder = desk.folder.path().join("public");
    write_release(&folder, &release.bytes, &release.minisig, &files)
        .map_err(DeskError::io("keeping the publication"))?;
    let target = stick.path("public");
    write_release(&target, &release.bytes, &release.minisig, &files)
        .map_err(DeskError::io("writing the publication"))?;
    let fingerprint = Fingerprint::of(&public);
    Ok(PublishReport {
        number,
        fingerprint: fingerprint.to_string(),
        fingerprint_numbers: fingerprint.numbers().join(" "),
        keys_until: desk
            .keyring
            .intake
            .iter()
            .map(|key| key.until)
            .max()
            .unwrap_or(day_of(now)),
        page,
        files: files.len(),
        folder: target,
        warnings,
    })
}

/// Takes over which key may follow the root from the newest publication, which another laptop may
/// have made.
pub(super) fn learn_successor(desk: &mut Desk) {
    if let Some(published) = &desk.index.published
        && Some(published.organisation.root) == desk.keyring.root
    {
        desk.keyring.next_root = published.organisation.next_root;
    }
}

/// A root key that is announced and will be needed one day.
struct Successor {
    file: PathBuf,
    seed: Secret,
}

impl Successor {
    fn beside(root_file: &Path) -> Self {
        Self {
            file: secret_file::next_path(root_file),
            seed: Secret::random(),
        }
    }

    fn digest(&self) -> Digest {
        Digest::of(
            SigningKey::from_seed(self.seed.expose())
                .public()
                .as_bytes(),
        )
    }
}

/// One more than any publication this laptop or this stick knows of: an older vault's publication
/// would be refused by everyone.
fn next_number(desk: &Desk, stick: &Stick) -> u64 {
    let known = desk
        .index
        .published
        .as_ref()
        .map_or(0, |published| published.organisation.number);
    let on_stick = number_in(&stick.path("public")).unwrap_or(0);
    known.max(on_stick) + 1
}

fn number_in(folder: &Path) -> Option<u64> {
    let bytes = read_limited(&folder.join("public.json"), 1 << 20).ok()?;
    PublicRelease::parse(&bytes)
        .ok()
        .map(|release| release.number)
}

fn intake_keys(keyring: &Keyring, today: Date) -> Vec<IntakeKey> {
    let mut keys: Vec<IntakeKey> = keyring
        .intake
        .iter()
        .filter(|key| key.until > today)
        .map(|key| {
            let identity = HybridIdentity::from_seed(key.seed.expose());
            IntakeKey::new(identity.recipient().clone(), key.from, key.until)
        })
        .collect();
    keys.sort_by_key(|key| (key.from, key.id));
    keys
}

/// Relays published before and those whose cards lie on the stick; a card replaces what was
/// published. Tokens stay on the stick.
fn relays(desk: &Desk, config: &Config, stick: &Stick) -> Result<Vec<Relay>, DeskError> {
    let mut relays: Vec<Relay> = desk
        .index
        .published
        .as_ref()
        .map(|published| published.organisation.relays.clone())
        .unwrap_or_default();
    let cards = list(&stick.path("relays")).map_err(DeskError::io("reading the relay cards"))?;
    for path in cards {
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = zeroize::Zeroizing::new(
            read_limited(&path, MAX_CARD_BYTES)
                .map_err(DeskError::io(format!("reading relays/{name}")))?,
        );
        let card = RelayCard::parse(&bytes).map_err(|error| DeskError::Config {
            what: format!("relays/{name}: {error}"),
        })?;
        let relay = Relay {
            id: card.relay,
            name: card.name.clone(),
            https: card.https.clone(),
            onion: card.onion.clone(),
            certificate: card.certificate.clone(),
            x: Default::default(),
        };
        match relays.iter_mut().find(|known| known.id == relay.id) {
            Some(known) => *known = relay,
            None => relays.push(relay),
        }
    }
    relays.retain(|relay| !config.without_relays.contains(&relay.id));
    Ok(relays)
}

/// Writes the files first, the list that names them last.
fn write_release(
    folder: &Path,
    document: &[u8],
    minisig: &str,
    files: &[(String, Vec<u8>)],
) -> std::io::Result<()> {
    create_folder(folder)?;
    remove_if_there(&folder.join("public.json"))?;
    for (path, content) in files {
        let target = folder.join("files").join(path);
        if let Some(parent) = target.parent() {
            create_folder(parent)?;
        }
        replace(&target, content)?;
    }
    replace(&folder.join("public.json.minisig"), minisig.as_bytes())?;
    replace(&folder.join("public.json"), document)
}

/// The publication kept in the vault.
pub(super) struct Kept {
    number: u64,
    document: Vec<u8>,
    minisig: String,
    files: Vec<(String, Vec<u8>)>,
}

/// Reads what the vault keeps of the last publication, down to every hash and the signature. None
/// on a laptop that never published.
pub(super) fn kept(desk: &Desk) -> Result<Option<Kept>, DeskError> {
    let own = desk.folder.path().join("public");
    if !own.exists() {
        return Ok(None);
    }
    let damaged = || DeskError::damaged("the kept publication");
    let document = read_limited(&own.join("public.json"), 1 << 20).map_err(|_| damaged())?;
    let minisig =
        read_limited(&own.join("public.json.minisig"), 64 * 1024).map_err(|_| damaged())?;
    let minisig = String::from_utf8(minisig).map_err(|_| damaged())?;
    // Signed by the root it names; that this is the organisation's is the publishing laptop's
    // affair, and clients check it against the one they pinned.
    let release = PublicRelease::parse(&document).map_err(|_| damaged())?;
    let release =
        PublicRelease::verify(&document, &minisig, &release.root).map_err(|_| damaged())?;
    let mut files = Vec::new();
    for file in &release.files {
        let content = read_limited(&own.join("files").join(&file.path), MAX_FILE_BYTES)
            .map_err(|_| damaged())?;
        if Digest::of(&content) != file.sha256 {
            return Err(damaged());
        }
        files.push((file.path.clone(), content));
    }
    Ok(Some(Kept {
        number: release.number,
        document,
        minisig,
        files,
    }))
}

/// Puts the last publication onto a stick that has none, an older or an incomplete one.
pub(super) fn put_on_stick(desk: &Desk, stick: &Stick) -> Result<Option<u64>, DeskError> {
    let Some(kept) = kept(desk)? else {
        return Ok(None);
    };
    if number_in(&stick.path("public")).is_some_and(|there| there >= kept.number) {
        return Ok(None);
    }
    write_release(
        &stick.path("public"),
        &kept.document,
        &kept.minisig,
        &kept.files,
    )
    .map_err(DeskError::io("writing the publication"))?;
    Ok(Some(kept.number))
}
