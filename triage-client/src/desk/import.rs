//! Importing letters from a stick.
//!
//! A letter is read once: hashed while it is opened, its files sealed into the vault on the way.
//! Nothing of it is kept unless its end was authentic and its hash is its name. Letters are
//! committed in batches, each together with the acknowledgement that answers it.

mod answering;
mod foreign;
mod opening;
mod reading;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use crypto_core::{AnswerKey, Digest, HybridIdentity, LetterKind, RelayId, hour_of, hours_after};
use jiff::Timestamp;
use zeroize::Zeroizing;

use answering::{Pending, unanswered};
use opening::Outcome;
pub(super) use opening::set_aside;

use super::error::DeskError;
use super::open::Desk;
use super::reply::Writer;
use super::report::{ImportReport, Progress, ProgressStep, Unopened, UnopenedReason};
use super::{ExchangeOptions, secret_file};
use crate::model::{CaseId, Content, EVENT_LIMITS, EventBody, Imported, ImportedFile, Secret};
use crate::stick::{Arrivals, InboxFile, Stick, list, named};
use crate::vault::{copy_checked, hash_file, remove_if_there, sync_folder};

/// Letters in one commit. Each commit writes the keyring whole and flushes the journal twice, which
/// with few letters in it took most of an import's time. What a cut-off commit loses is still on
/// the stick.
const BATCH: usize = 256;
/// Longest content of one commit, in bytes, but for its last letter: it waits in memory.
const BATCH_BYTES: usize = 8 << 20;

pub(super) fn run(
    desk: &mut Desk,
    stick: &Path,
    options: &ExchangeOptions,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    desk.keyring.numbers.exchange += 1;
    from_stick(desk, &stick, options, now, progress).map(|(report, _)| report)
}

/// Imports; also returns how many acknowledgements were written.
pub(super) fn from_stick(
    desk: &mut Desk,
    stick: &Stick,
    options: &ExchangeOptions,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<(ImportReport, usize), DeskError> {
    let mut identities = desk.intake_identities();
    if let Some((path, passphrase)) = &options.fallback {
        let seed = secret_file::open(path, passphrase, secret_file::Role::Fallback)?;
        identities.push(HybridIdentity::from_seed(seed.seed.expose()));
    }
    let (arrivals, strange) = stick.arrivals();
    let inbox = stick.inbox().map_err(DeskError::io("reading the inbox"))?;
    let asides = aside(desk);
    let total = (inbox.len() + asides.len()) as u64;
    let mut run = Run {
        identities,
        answer_keys: desk
            .keyring
            .answer_keys
            .iter()
            .map(|key| AnswerKey::from_bytes(key.expose()))
            .collect(),
        unanswered: unanswered(desk),
        writer: Writer::of(desk)?,
        arrivals,
        now,
        report: ImportReport::default(),
        batch: Batch::default(),
        acknowledged: 0,
    };
    if strange {
        // Promises are counted from now, then: somebody may want the hours.
        run.report.unopened.push(Unopened {
            file: "arrivals.json".to_owned(),
            reason: UnopenedReason::Arrivals,
        });
    }
    let kept = asides.into_iter().map(|file| (file, true));
    for (done, (file, is_aside)) in kept
        .chain(inbox.into_iter().map(|file| (file, false)))
        .enumerate()
    {
        progress(Progress {
            step: ProgressStep::Letters,
            done: done as u64,
            total,
        });
        match run.take(desk, &file, is_aside) {
            // One letter that does not fit into the vault must not keep out those behind it. A
            // vault that takes nothing at all fails at the commit.
            Err(DeskError::Io { .. }) => run.unopened(&file, UnopenedReason::NotKept),
            other => other?,
        }
        if run.batch.letters.len() >= BATCH || run.batch.bytes >= BATCH_BYTES {
            run.commit(desk)?;
        }
    }
    run.commit(desk)?;
    run.acknowledge_again(desk)?;
    if run.report.imported > 0 {
        // As after every commit: an earlier mark of the journal is not wrong.
        let _ = desk.save_keyring();
    }
    progress(Progress {
        step: ProgressStep::Letters,
        done: total,
        total,
    });
    desk.store.flush();
    run.report.cases.sort_unstable();
    run.report.cases.dedup();
    Ok((run.report, run.acknowledged))
}

/// Sealed letters that were kept because nothing here opened them.
pub(super) fn aside(desk: &Desk) -> Vec<InboxFile> {
    list(&desk.folder.aside())
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| {
            let name = named(&path, ".age")?.parse().ok()?;
            Some(InboxFile { name, path })
        })
        .collect()
}

struct Run {
    identities: Vec<HybridIdentity>,
    answer_keys: Vec<AnswerKey>,
    writer: Writer,
    arrivals: Arrivals,
    now: Timestamp,
    report: ImportReport,
    batch: Batch,
    acknowledged: usize,
    /// Cases to acknowledge that an earlier import could not.
    unanswered: Vec<CaseId>,
}

#[derive(Default)]
struct Batch {
    letters: Vec<(CaseId, Box<Imported>)>,
    covers: Vec<Digest>,
    set_aside: Vec<Digest>,
    /// Length of the letters' contents.
    bytes: usize,
    /// Files in `aside/` that are no longer needed there once the batch is durable.
    opened_asides: Vec<PathBuf>,
}

impl Run {
    fn take(&mut self, desk: &mut Desk, file: &InboxFile, is_aside: bool) -> Result<(), DeskError> {
        let tag = desk.keyring.letter_tag(&file.name);
        if desk.index.letters.contains_key(&file.name) || desk.index.covers.contains(&tag) {
            if is_aside {
                self.batch.opened_asides.push(file.path.clone());
            } else {
                self.report.known += 1;
            }
            return Ok(());
        }
        if desk.index.destroyed_letters.contains(&tag) {
            if is_aside {
                self.batch.opened_asides.push(file.path.clone());
            } else {
                // An old stick, or a relay that was not told: it is told again.
                if !desk.keyring.to_release.contains(&file.name) {
                    desk.keyring.to_release.push(file.name);
                }
                self.report.destroyed += 1;
            }
            return Ok(());
        }
        if !is_aside
            && hash_file(&desk.folder.aside().join(file_name(&file.name))).ok() == Some(file.name)
        {
            // Tried a moment ago, from the copy in the vault, and named there. A copy that was
            // damaged meanwhile is replaced.
            return Ok(());
        }
        match self.open(desk, file)? {
            Outcome::Letter(letter, _, _) if letter.kind == LetterKind::Cover => {
                self.report.covers += 1;
                self.batch.covers.push(tag);
            }
            Outcome::Letter(letter, proven, files) => {
                let mut case = desk
                    .keyring
                    .case_id("receipt", letter.receipt.id().as_bytes());
                if desk.index.destroyed.contains(&case) {
                    // A new letter under the receipt of a destroyed case opens a new one.
                    case = desk.keyring.case_id("letter", file.name.as_bytes());
                }
                let content = Content::Letter(Box::new(letter));
                if !self.add(desk, case, file, proven, content, files) {
                    return self.not_taken(desk, file, is_aside, UnopenedReason::Malformed);
                }
            }
            Outcome::Foreign(content, files) => {
                let case = desk.keyring.case_id("letter", file.name.as_bytes());
                if !self.add(desk, case, file, false, content, files) {
                    return self.not_taken(desk, file, is_aside, UnopenedReason::Malformed);
                }
            }
            Outcome::Unopened(reason) => return self.not_taken(desk, file, is_aside, reason),
        }
        if is_aside {
            self.batch.opened_asides.push(file.path.clone());
        }
        Ok(())
    }

    fn not_taken(
        &mut self,
        desk: &Desk,
        file: &InboxFile,
        is_aside: bool,
        reason: UnopenedReason,
    ) -> Result<(), DeskError> {
        if is_aside {
            let tag = desk.keyring.letter_tag(&file.name);
            let tried = desk.index.aside.get(&tag);
            // An import that was cut off kept the letter and did not come to say so.
            if is_told(reason) && tried.is_none_or(|lanes| !lanes.contains(&desk.keyring.desk.lane))
            {
                self.batch.set_aside.push(tag);
            }
            self.unopened(file, reason);
            Ok(())
        } else {
            self.set_aside(desk, file, reason)
        }
    }

    fn unopened(&mut self, file: &InboxFile, reason: UnopenedReason) {
        self.report.unopened.push(Unopened {
            file: file_name(&file.name),
            reason,
        });
    }

    /// Keeps a copy of what may open another day, and names it.
    fn set_aside(
        &mut self,
        desk: &Desk,
        file: &InboxFile,
        reason: UnopenedReason,
    ) -> Result<(), DeskError> {
        if is_told(reason) || reason == UnopenedReason::NewerVersion {
            let context = || "keeping an unopened letter";
            let Ok(mut source) = File::open(&file.path) else {
                self.unopened(file, UnopenedReason::Unreadable);
                return Ok(());
            };
            let folder = desk.folder.aside();
            let taken =
                copy_checked(&mut source, &folder, &file.name).map_err(DeskError::io(context()))?;
            if !taken {
                // It read differently a moment ago: the stick is failing.
                self.unopened(file, UnopenedReason::Unreadable);
                return Ok(());
            }
            std::fs::rename(
                folder.join(file.name.to_string()),
                folder.join(file_name(&file.name)),
            )
            .and_then(|()| sync_folder(&folder))
            .map_err(DeskError::io(context()))?;
            if is_told(reason) {
                self.batch
                    .set_aside
                    .push(desk.keyring.letter_tag(&file.name));
            }
        }
        self.unopened(file, reason);
        Ok(())
    }

    /// Takes a letter into the batch; false, and nothing is done, if no event could hold it.
    fn add(
        &mut self,
        desk: &mut Desk,
        case: CaseId,
        file: &InboxFile,
        proven: bool,
        content: Content,
        files: Vec<ImportedFile>,
    ) -> bool {
        let hours = self.arrivals.get(&file.name);
        // A relay's clock that runs ahead must not put off the promise.
        let arrived = hours
            .and_then(|hours| hours.values().min().copied())
            .map(|hour| hour.min(hour_of(self.now)));
        let promise = match &content {
            Content::Letter(letter) => promise_hours(desk, &letter.programme),
            Content::Foreign { .. } => None,
        };
        let due = promise.map(|promise| hours_after(arrived.unwrap_or(hour_of(self.now)), promise));
        let relays: Vec<RelayId> = hours
            .map(|hours| hours.keys().copied().collect())
            .unwrap_or_default();
        let unproven = !proven && matches!(content, Content::Letter(_));
        let imported = Imported {
            letter: file.name,
            arrived,
            relays,
            due,
            exchange: desk.keyring.numbers.exchange,
            proven,
            content,
            files,
        };
        // The commit refuses what it could not read again, and with it everything in its batch.
        let body = EventBody::Imported(Box::new(imported));
        let fits = crypto_core::to_bytes(&body)
            .map(Zeroizing::new)
            .ok()
            .filter(|bytes| crypto_core::scan(bytes, EVENT_LIMITS).is_ok())
            .map(|bytes| bytes.len());
        let (EventBody::Imported(imported), Some(bytes)) = (body, fits) else {
            return false;
        };
        self.batch.bytes += bytes;
        self.report.unproven += usize::from(unproven);
        // A key alone is what an import that was cut off left.
        let known = desk.index.cases.contains_key(&case)
            || self.batch.letters.iter().any(|(other, _)| *other == case);
        self.report.new_cases += usize::from(!known);
        desk.keyring
            .cases
            .entry(case)
            .or_insert_with(|| vec![Secret::random()]);
        self.report.imported += 1;
        self.report.cases.push(case);
        self.batch.letters.push((case, imported));
        true
    }

    /// Writes the batch: keys first, then events, each case's letters before their
    /// acknowledgement.
    fn commit(&mut self, desk: &mut Desk) -> Result<(), DeskError> {
        let batch = std::mem::take(&mut self.batch);
        let mut bodies: Vec<(Option<CaseId>, EventBody)> = Vec::new();
        let mut answered: BTreeMap<CaseId, Pending> = BTreeMap::new();
        for (case, imported) in batch.letters {
            if let Content::Letter(letter) = &imported.content {
                answered
                    .entry(case)
                    .or_insert_with(|| Pending::new(&letter.receipt))
                    .add(letter, &imported);
            }
            bodies.push((Some(case), EventBody::Imported(imported)));
        }
        let lane = desk.keyring.desk.lane;
        bodies.extend(
            batch
                .covers
                .into_iter()
                .map(|letter| (None, EventBody::Cover { letter })),
        );
        bodies.extend(
            batch
                .set_aside
                .into_iter()
                .map(|letter| (None, EventBody::SetAside { letter, lane })),
        );
        for (case, pending) in answered {
            bodies.extend(self.acknowledge(desk, case, &pending));
        }
        if !bodies.is_empty() {
            desk.save_keyring()?;
            desk.append(bodies, self.now)?;
        }
        for path in batch.opened_asides {
            // The next import knows the letter and tries again.
            let _ = remove_if_there(&path);
        }
        Ok(())
    }
}

/// Whether relays hear that a letter was set aside. A newer version's is kept here too, and never
/// reported: relays shall keep it.
fn is_told(reason: UnopenedReason) -> bool {
    matches!(
        reason,
        UnopenedReason::NoKey | UnopenedReason::Damaged | UnopenedReason::Malformed
    )
}

fn promise_hours(desk: &Desk, programme: &str) -> Option<u32> {
    desk.index
        .published
        .as_ref()?
        .organisation
        .programmes
        .iter()
        .find(|known| known.id == programme)
        .map(|known| known.promise_hours)
}

pub(super) fn file_name(letter: &Digest) -> String {
    format!("{letter}.age")
}
