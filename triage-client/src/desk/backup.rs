//! Backups: a copy of the vault on a stick, checked by reading it back.
//!
//! Everything in it is as sealed as in the vault. What was destroyed in the vault is destroyed in
//! the backup when it is next written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use crypto_core::{Digest, DigestWriter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::colleague::event_hash;
use super::error::DeskError;
use super::open::Desk;
use super::report::{
    BackupReport, Finding, FindingKind, Progress, ProgressStep, RestoreReport, short,
};
use crate::model::{DeviceId, SignedEvent};
use crate::stick::{Stick, list, read_limited};
use crate::vault::{
    BackupMark, Folder, Keyring, KeyringError, copy_checked, create_folder, names_in,
    remove_if_there, replace, sweep, sync_folder,
};

const MAX_MANIFEST_BYTES: u64 = 64 << 20;
const TYPE: &str = "sealpost-backup";
/// Left in a restored vault until somebody unlocks it: from then on it writes events under a new
/// device name, because the old one may have written more than the backup knew.
const RESTORED: &str = "restored";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    r#type: String,
    version: u32,
    vault: DeviceId,
    #[serde(with = "crypto_core::time")]
    made: Timestamp,
    events: u64,
    head: Digest,
    files: Vec<Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Relative, of the vault's own names.
    path: String,
    sha256: Digest,
    length: u64,
}

fn read_manifest(folder: &Path) -> Result<Option<Manifest>, DeskError> {
    let path = folder.join("backup.json");
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_limited(&path, MAX_MANIFEST_BYTES)
        .map_err(DeskError::io("reading the backup's list"))?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|_| DeskError::damaged("the backup's list backup.json"))?;
    if manifest.r#type != TYPE {
        return Err(DeskError::OtherVault);
    }
    if manifest.version != 1 {
        return Err(DeskError::NewerVault);
    }
    Ok(Some(manifest))
}

/// A name out of a manifest that stays inside the folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\'))
}

pub(super) fn run(
    desk: &mut Desk,
    stick: &Path,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<BackupReport, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let folder = stick
        .folder("backup")
        .map_err(DeskError::io("writing the backup"))?;
    match read_manifest(&folder) {
        Ok(Some(known)) if known.vault != desk.keyring.vault => return Err(DeskError::OtherVault),
        Ok(Some(known)) if known.events > desk.journal.mark().count => {
            return Err(DeskError::BackupNewer);
        }
        // A damaged list is written anew; the files beside it are checked by their names.
        Ok(_) | Err(DeskError::Damaged { .. }) => {}
        Err(error) => return Err(error),
    }
    let keyring = backed_up(desk, &folder)?;
    sweep(&folder).map_err(DeskError::io("tidying the backup"))?;
    mend_from(desk, &folder, keyring.as_ref())?;
    if holds_other_events(desk, &folder)? {
        return Err(DeskError::BackupNewer);
    }
    let mut report = BackupReport {
        events: desk.journal.mark().count,
        files_copied: 0,
        files: 0,
        files_deleted: 0,
        verified: false,
    };
    let mut entries = Vec::new();
    let missing = copy_files(desk, &folder, &mut entries, &mut report, progress)?;
    // The keyring before the list: a list never names what is not there.
    desk.save_keyring()?;
    for path in small_files(desk)? {
        entries.push(copy_small(desk, &folder, &path)?);
    }
    delete_unlisted(&folder, &entries, &mut report)?;
    let mark = desk.journal.mark();
    let made = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let manifest = Manifest {
        r#type: TYPE.to_owned(),
        version: 1,
        vault: desk.keyring.vault,
        made,
        events: mark.count,
        head: mark.head,
        files: entries.clone(),
    };
    let bytes = serde_json::to_vec_pretty(&manifest)
        .map_err(|_| DeskError::damaged("the backup's list"))?;
    replace(&folder.join("backup.json"), &bytes)
        .map_err(DeskError::io("writing the backup's list"))?;
    let total = entries.len() as u64;
    for (done, entry) in entries.iter().enumerate() {
        progress(Progress {
            step: ProgressStep::Checking,
            done: done as u64,
            total,
        });
        let found = hash_from_medium(&folder.join(&entry.path))
            .map_err(DeskError::io("reading the backup back"))?;
        if found != (entry.sha256, entry.length) {
            return Err(DeskError::damaged(format!("the backup of {}", entry.path)));
        }
    }
    report.verified = true;
    report.files = entries
        .iter()
        .filter(|entry| entry.path.starts_with("files/"))
        .count();
    desk.keyring.backup = Some(BackupMark {
        at: made,
        journal: mark,
        heads: desk.index.vector(),
        missing,
    });
    desk.save_keyring()?;
    Ok(report)
}

/// The backup's keyring, if there is a whole one. With its list lost too, a backup of another desk
/// must not be written over.
fn backed_up(desk: &Desk, folder: &Path) -> Result<Option<Keyring>, DeskError> {
    match Keyring::open_backup(folder, desk.person.id(), desk.person.identity()) {
        Ok(keyring) if keyring.vault == desk.keyring.vault => Ok(Some(keyring)),
        Ok(_) => Err(DeskError::OtherVault),
        Err(KeyringError::Newer) => Err(DeskError::NewerVault),
        // Of a time when this caseworker was not here yet; the list says whose backup it is.
        Err(KeyringError::NoPerson) if matches!(read_manifest(folder), Ok(Some(_))) => Ok(None),
        Err(KeyringError::NoPerson) => Err(DeskError::OtherVault),
        Err(KeyringError::Damaged) => Ok(None),
    }
}

/// Whether the backup holds events that this vault does not. Counts alone do not tell: a vault
/// restored from an older backup soon has more events than this one, and yet other ones.
fn holds_other_events(desk: &Desk, folder: &Path) -> Result<bool, DeskError> {
    let others = desk
        .journal
        .others_in(&folder.join("journal/a"))
        .map_err(DeskError::io("reading the backup's journal"))?;
    // An event that was lost and came back from a colleague lies in another frame here.
    Ok(others.iter().any(|event| {
        SignedEvent::decode(event).is_ok_and(|(_, head)| {
            event_hash(desk, head.device, head.seq) != Some(Digest::of(event))
        })
    }))
}

/// Takes keys from the backup that an older keyring here lacks.
fn mend_keys(desk: &mut Desk, kept: &Keyring) -> Result<(), DeskError> {
    let lacking = super::losses::without_key(desk);
    let published = super::losses::lacks_published_keys(desk, desk.opened);
    if lacking.is_empty() && !published {
        return Ok(());
    }
    let mut mended = false;
    for case in lacking {
        if let Some(keys) = kept.cases.get(&case) {
            desk.keyring.cases.insert(case, keys.clone());
            mended = true;
        }
    }
    let keyring = &mut desk.keyring;
    for key in &kept.intake {
        if published && !keyring.intake.iter().any(|own| own.seed == key.seed) {
            keyring.intake.push(key.clone());
            mended = true;
        }
    }
    let answer: Vec<_> = kept
        .answer_keys
        .iter()
        .filter(|key| !keyring.answer_keys.contains(key))
        .cloned()
        .collect();
    mended |= !answer.is_empty();
    keyring.answer_keys.splice(0..0, answer);
    if mended {
        desk.save_keyring()?;
        desk.rebuild();
        desk.findings.push(Finding::new(
            FindingKind::OldKeyring,
            true,
            "from the backup",
        ));
    }
    Ok(())
}

/// Takes from the backup what the vault lost.
fn mend_from(desk: &mut Desk, folder: &Path, kept: Option<&Keyring>) -> Result<(), DeskError> {
    if let Some(kept) = kept {
        mend_keys(desk, kept)?;
    }
    if !desk.index.gaps().is_empty() {
        let copy = folder.join("journal/a");
        let before = desk.index.gaps().len();
        let damage = desk
            .journal
            .reopen(&[copy])
            .map_err(DeskError::io("mending the journal"))?;
        desk.read_journal();
        desk.note_damage(damage);
        if desk.index.gaps().len() < before {
            desk.findings.push(Finding::new(
                FindingKind::JournalFrame,
                true,
                "from the backup",
            ));
        }
        desk.rebuild();
    }
    let wanted = wanted_files(desk);
    for name in wanted {
        if desk.files.is_whole(&name) {
            continue;
        }
        if let Ok(mut source) = File::open(folder.join("files").join(name.to_string()))
            && desk
                .files
                .take(&name, &mut source)
                .map_err(DeskError::io("mending a file"))?
        {
            desk.findings
                .push(Finding::new(FindingKind::File, true, short(&name)));
        }
    }
    Ok(())
}

/// Files that cases name.
pub(super) fn wanted_files(desk: &Desk) -> BTreeSet<Digest> {
    desk.index
        .summaries
        .values()
        .flat_map(|summary| summary.files.iter().copied())
        .collect()
}

/// Copies the attachments; returns the names of those that are not whole here.
fn copy_files(
    desk: &Desk,
    folder: &Path,
    entries: &mut Vec<Entry>,
    report: &mut BackupReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Digest>, DeskError> {
    let context = || "writing the backup";
    let target = folder.join("files");
    create_folder(&target).map_err(DeskError::io(context()))?;
    let wanted = wanted_files(desk);
    let total = wanted.len() as u64;
    let mut missing = Vec::new();
    for (done, name) in wanted.iter().enumerate() {
        progress(Progress {
            step: ProgressStep::Files,
            done: done as u64,
            total,
        });
        let path = target.join(name.to_string());
        let own = desk.files.path(name);
        let length = match std::fs::metadata(&own) {
            Ok(metadata) => metadata.len(),
            // Named by `verify`; a backup of the rest is better than none.
            Err(_) => {
                missing.push(*name);
                continue;
            }
        };
        if std::fs::metadata(&path).map_or(true, |there| there.len() != length) {
            let mut source = File::open(&own).map_err(DeskError::io(context()))?;
            if !copy_checked(&mut source, &target, name).map_err(DeskError::io(context()))? {
                missing.push(*name);
                continue;
            }
            report.files_copied += 1;
        }
        entries.push(Entry {
            path: format!("files/{name}"),
            sha256: *name,
            length,
        });
    }
    for name in names_in(&target).map_err(DeskError::io(context()))? {
        if !wanted.contains(&name)
            && remove_if_there(&target.join(name.to_string())).map_err(DeskError::io(context()))?
        {
            report.files_deleted += 1;
        }
    }
    Ok(missing)
}

/// The vault's other files, by path from the vault.
fn small_files(desk: &Desk) -> Result<Vec<String>, DeskError> {
    let mut paths = vec!["keyring".to_owned(), "journal/a".to_owned()];
    for path in ["organisation.toml", "decoys"] {
        if desk.folder.path().join(path).is_file() {
            paths.push(path.to_owned());
        }
    }
    let context = || "reading the vault";
    for folder in ["people", "aside", "public", "forms"] {
        files_in(desk.folder.path(), folder.to_owned(), &mut paths)
            .map_err(DeskError::io(context()))?;
    }
    Ok(paths)
}

/// Paths of the files in a folder of the vault and in those within: a page has folders of its own.
fn files_in(vault: &Path, folder: String, paths: &mut Vec<String>) -> io::Result<()> {
    let entries = match std::fs::read_dir(vault.join(&folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type()?;
        let file_name = entry.file_name();
        let Some(name) = file_name.to_str().filter(|name| !name.starts_with(".tmp-")) else {
            continue;
        };
        let path = format!("{folder}/{name}");
        if kind.is_dir() {
            files_in(vault, path, paths)?;
        } else if kind.is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

fn copy_small(desk: &Desk, folder: &Path, path: &str) -> Result<Entry, DeskError> {
    let context = || format!("writing the backup of {path}");
    let source = desk.folder.path().join(path);
    let target = folder.join(path);
    let (sha256, length) = hash_and_length(&source).map_err(DeskError::io(context()))?;
    if let Some(parent) = target.parent() {
        create_folder(parent).map_err(DeskError::io(context()))?;
        let there = hash_and_length(&target).ok();
        if there != Some((sha256, length)) {
            let mut content = File::open(&source).map_err(DeskError::io(context()))?;
            let whole =
                copy_checked(&mut content, parent, &sha256).map_err(DeskError::io(context()))?;
            if !whole {
                return Err(DeskError::damaged(path.to_owned()));
            }
            std::fs::rename(parent.join(sha256.to_string()), &target)
                .and_then(|()| sync_folder(parent))
                .map_err(DeskError::io(context()))?;
        }
    }
    Ok(Entry {
        path: path.to_owned(),
        sha256,
        length,
    })
}

/// Deletes what an earlier backup held and this one does not: removed caseworkers' files and
/// letters that opened meanwhile.
fn delete_unlisted(
    folder: &Path,
    entries: &[Entry],
    report: &mut BackupReport,
) -> Result<(), DeskError> {
    let listed: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    // A copy that was cut off before it got its name: a keyring's would keep destroyed keys.
    for name in ["", "journal", "people", "aside"] {
        let place = folder.join(name);
        if !place.is_dir() {
            continue;
        }
        for left in names_in(&place).map_err(DeskError::io("tidying the backup"))? {
            remove_if_there(&place.join(left.to_string()))
                .map_err(DeskError::io("tidying the backup"))?;
        }
    }
    for name in ["people", "aside"] {
        for path in list(&folder.join(name)).map_err(DeskError::io("tidying the backup"))? {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            if !listed.contains(format!("{name}/{file}").as_str()) {
                remove_if_there(&path).map_err(DeskError::io("tidying the backup"))?;
                report.files_deleted += 1;
            }
        }
    }
    Ok(())
}

fn hash_and_length(path: &Path) -> io::Result<(Digest, u64)> {
    let mut writer = DigestWriter::new(io::sink());
    io::copy(&mut BufReader::new(File::open(path)?), &mut writer)?;
    let (_, sha256, length) = writer.finish();
    Ok((sha256, length))
}

/// Reads a file back, asking the system to forget what it remembers of it: otherwise the check
/// would read memory and not the medium.
fn hash_from_medium(path: &Path) -> io::Result<(Digest, u64)> {
    let file = File::open(path)?;
    // Best effort: some file systems do not take the advice.
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    let mut writer = DigestWriter::new(io::sink());
    io::copy(&mut BufReader::new(file), &mut writer)?;
    let (_, sha256, length) = writer.finish();
    Ok((sha256, length))
}

pub(super) fn restore(
    stick: &Path,
    vault: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<RestoreReport, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let source = stick.path("backup");
    let manifest = read_manifest(&source)?.ok_or(DeskError::NoVault)?;
    let folder = Folder::create(vault)?;
    let context = || "restoring";
    let mut report = RestoreReport {
        events: manifest.events,
        files: 0,
        made: manifest.made,
        damaged: Vec::new(),
    };
    // First the note that this is a restored vault, last the keyring, which makes it one: cut off
    // in between, it is no vault yet and can be restored again.
    replace(&folder.path().join(RESTORED), b"restored\n").map_err(DeskError::io(context()))?;
    let total = manifest.files.len() as u64;
    let keyring_last = |entry: &&Entry| entry.path == "keyring";
    let others = manifest.files.iter().filter(|entry| !keyring_last(entry));
    let ordered = others.chain(manifest.files.iter().filter(keyring_last));
    for (done, entry) in ordered.enumerate() {
        progress(Progress {
            step: ProgressStep::Files,
            done: done as u64,
            total,
        });
        if !is_inside(&entry.path) {
            report.damaged.push(entry.path.clone());
            continue;
        }
        let target = folder.path().join(&entry.path);
        let Some(parent) = target.parent() else {
            continue;
        };
        create_folder(parent).map_err(DeskError::io(context()))?;
        let copied = match File::open(source.join(&entry.path)) {
            Ok(file) => {
                copy_damaged(file, &target, &entry.sha256).map_err(DeskError::io(context()))?
            }
            Err(_) => false,
        };
        if copied {
            report.files += 1;
        } else {
            report.damaged.push(entry.path.clone());
        }
    }
    if !folder.path().join("keyring").exists() {
        return Err(DeskError::damaged("the backup's keyring"));
    }
    folder.finish_creation()?;
    Ok(report)
}

/// Copies also what is damaged (a journal or keyring may still give most of itself), and says
/// whether it is whole. A damaged attachment is left out: nothing of it could be used.
fn copy_damaged(mut source: impl Read, target: &Path, expected: &Digest) -> io::Result<bool> {
    let parent = target.parent().unwrap_or(Path::new("."));
    let (file, temporary) = crate::vault::temporary(parent)?;
    let mut writer = DigestWriter::new(io::BufWriter::new(file));
    io::copy(&mut source, &mut writer)?;
    let (out, found, _) = writer.finish();
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    let is_whole = found == *expected;
    if is_whole
        || target
            .parent()
            .and_then(Path::file_name)
            .is_none_or(|name| name != "files")
    {
        std::fs::rename(&temporary, target)?;
        sync_folder(parent)?;
    } else {
        std::fs::remove_file(&temporary)?;
    }
    Ok(is_whole)
}

/// Whether the vault was restored and nobody has unlocked it since.
pub(super) fn is_restored(desk: &Desk) -> bool {
    desk.folder.path().join(RESTORED).exists()
}

/// The restored vault has its new device name, on the medium.
pub(super) fn settle_restored(desk: &mut Desk) -> Result<(), DeskError> {
    remove_if_there(&desk.folder.path().join(RESTORED))
        .map(drop)
        .map_err(DeskError::io("finishing the restore"))
}

/// Goes on under another device name: sequence numbers of the old one may be taken.
pub(super) fn new_device(desk: &mut Desk) -> Result<(), DeskError> {
    let device = super::create::new_device();
    let former = std::mem::replace(&mut desk.keyring.desk.device, device);
    desk.keyring.desk.former.push(former);
    let lane = desk.keyring.desk.lane;
    if let Some(own) = desk
        .keyring
        .desks
        .iter_mut()
        .find(|entry| entry.lane == lane)
    {
        own.devices.push(device);
    }
    // What was written since the backup is gone here: it counts as not backed up, and colleagues
    // are asked for everything again.
    desk.keyring.backup = None;
    for entry in &mut desk.keyring.desks {
        entry.number = 0;
        entry.heads = BTreeMap::new();
    }
    desk.save_keyring()
}
