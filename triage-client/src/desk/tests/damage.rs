//! Damage to every file of a vault: nothing disappears without being named.
//!
//! Trials are seeded by their number. `SEALPOST_ROUNDS` is how many each test runs.

use std::collections::BTreeMap;

use super::*;
use crate::desk::report::short;
use crate::model::{Case, TimelineEntry};

/// Trials of each test, without `SEALPOST_ROUNDS`.
const ROUNDS: u64 = 45;
const PAGE: usize = 4096;

fn rounds() -> u64 {
    std::env::var("SEALPOST_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS)
}

/// Another generator for each trial.
struct Dice(u64);

impl Dice {
    fn new(trial: u64) -> Self {
        Self(trial.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, limit: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// Every file of a folder, by path from it.
pub(super) type Snapshot = BTreeMap<String, Vec<u8>>;

pub(super) fn snapshot(folder: &Path) -> Snapshot {
    fn add(root: &Path, folder: &Path, found: &mut Snapshot) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                // Its making tells a copy of the vault from the vault.
                if name != "lock" {
                    found.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
    }
    let mut found = Snapshot::new();
    add(folder, folder, &mut found);
    found
}

/// Puts a vault back, in its place.
pub(super) fn put_back(vault: &Path, snapshot: &Snapshot) {
    for entry in std::fs::read_dir(vault).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            std::fs::remove_dir_all(&path).unwrap();
        } else if !path.ends_with("lock") {
            std::fs::remove_file(&path).unwrap();
        }
    }
    for (name, bytes) in snapshot {
        let path = vault.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// A vault with everything that one may hold, and what it must still hold or name.
struct Full {
    world: World,
    whole: Snapshot,
    cases: BTreeMap<CaseId, (Case, Vec<Vec<u8>>)>,
    destroyed: CaseId,
    aside: Digest,
    foreign: Snapshot,
}

impl Full {
    fn new() -> Self {
        let mut world = World::new();
        let (mut desk, organisation) = world.published();
        for text in ["one", "two", "three", "gone"] {
            let receipt = Receipt::generate(&mut OsRng);
            world.put(&letter(
                &organisation,
                &receipt,
                LetterKind::First,
                text,
                format!("photo of {text}").as_bytes(),
                world.now,
            ));
        }
        let stranger = crypto_core::HybridIdentity::generate(&mut OsRng);
        let class = crypto_core::SizeClass::for_plaintext(10).unwrap();
        let sealed = crypto_core::Sealer::new(stranger.recipient(), class, Vec::new())
            .unwrap()
            .finish()
            .unwrap();
        let aside = world.put(&sealed);
        let imported = world.exchange(&mut desk).import.cases;
        assert_eq!(imported.len(), 4);
        let gone = imported
            .iter()
            .find(|id| desk.case(id).unwrap().row.title.contains("gone"))
            .copied()
            .unwrap_or(imported[0]);
        let kept: Vec<CaseId> = imported.into_iter().filter(|id| *id != gone).collect();
        let parcel = world.home.path().join("material.pdf");
        std::fs::write(&parcel, vec![5; 9000]).unwrap();
        for (at, id) in kept.iter().enumerate() {
            desk.write_note(id, &format!("note {at}"), world.now)
                .unwrap();
            desk.set_status(id, Status::Working, world.now).unwrap();
        }
        let draft = ReplyDraft {
            text: "We can help.".to_owned(),
            parcels: vec![parcel],
            status: None,
        };
        desk.write_reply(&kept[0], &draft, world.now).unwrap();
        desk.destroy(&gone, "asked for", world.now).unwrap();
        world.later(1);
        world.exchange(&mut desk);
        desk.write_note(&kept[1], "last", world.now).unwrap();
        desk.keep_drafts(b"unfinished").unwrap();
        assert_eq!(desk.verify(&mut quiet).unwrap(), []);
        let cases = kept
            .iter()
            .map(|id| (*id, shown(&mut desk, id).unwrap()))
            .collect();
        drop(desk);
        let whole = snapshot(&world.vault());
        let other = World::new();
        let (desk, ..) = with_case(&other);
        drop(desk);
        Self {
            whole,
            cases,
            destroyed: gone,
            aside,
            foreign: snapshot(&other.vault()),
            world,
        }
    }

    /// Opens the vault after damage; everything must be there or be named.
    fn check(&self, what: &str) -> Result<(), DeskError> {
        let mut desk = self.world.try_unlock()?;
        let opening = desk.findings().to_vec();
        let mut found: BTreeMap<CaseId, _> = BTreeMap::new();
        for id in self.cases.keys() {
            found.insert(*id, desk.case(id));
        }
        let verified = desk.verify(&mut quiet).unwrap();
        let named = |findings: &[Finding], about: &str| {
            findings
                .iter()
                .any(|finding| !finding.mended && finding.about.contains(about))
        };
        let lost = opening
            .iter()
            .any(|finding| finding.kind == FindingKind::Lost);
        for (id, (case, files)) in &self.cases {
            let about = format!("case {}", id.short());
            match &found[id] {
                Ok(found) if found == case => {}
                // What only the organisation's events say of a case went with them.
                Ok(found) if lost && facts(found) == facts(case) => {}
                other => assert!(
                    named(&opening, &about),
                    "{what}: {about} is not named: {opening:?}\n{other:?}"
                ),
            }
            for (at, file) in files.iter().enumerate() {
                let is = shown(&mut desk, id)
                    .ok()
                    .and_then(|(_, files)| files.get(at).cloned());
                assert!(
                    is.as_ref() == Some(file) || named(&verified, &about),
                    "{what}: a file of {about} is not named: {verified:?}"
                );
            }
        }
        assert!(
            matches!(desk.case(&self.destroyed), Err(DeskError::NoCase)),
            "{what}: what was destroyed is back"
        );
        assert!(!desk.keyring.cases.contains_key(&self.destroyed), "{what}");
        let aside = self
            .world
            .vault()
            .join("aside")
            .join(format!("{}.age", self.aside));
        assert!(
            crate::vault::hash_file(&aside).ok() == Some(self.aside)
                || named(&verified, &short(&self.aside)),
            "{what}: the letter kept aside is not named: {verified:?}"
        );
        assert!(
            desk.drafts()
                .is_ok_and(|drafts| drafts[..] == b"unfinished"[..])
                || named(&verified, "drafts"),
            "{what}: unfinished texts: {verified:?}"
        );
        drop(desk);
        // What was mended stays so, and what was not is named again.
        let mut desk = self.world.unlock();
        let again = desk.verify(&mut quiet).unwrap();
        assert_eq!(
            again.iter().filter(|finding| finding.mended).count(),
            0,
            "{what}: mended again: {again:?}"
        );
        for finding in verified.iter().filter(|finding| !finding.mended) {
            assert!(again.contains(finding), "{what}: {finding:?} in {again:?}");
        }
        Ok(())
    }

    /// Damages the file and says how.
    fn damage(&self, file: &str, dice: &mut Dice) -> String {
        let path = self.world.vault().join(file);
        let mut bytes = self.whole[file].clone();
        let at = dice.below(bytes.len());
        let how = match dice.below(8) {
            0 | 1 if !bytes.is_empty() => {
                bytes[at] ^= 1 << dice.below(8);
                format!("bit at {at}")
            }
            2 if !bytes.is_empty() => {
                for _ in 0..16 {
                    let at = dice.below(bytes.len());
                    bytes[at] ^= 1 << dice.below(8);
                }
                "sixteen bits".to_owned()
            }
            3 | 4 => {
                let start = at / PAGE * PAGE;
                let end = (start + PAGE).min(bytes.len());
                bytes[start..end].fill(0);
                format!("zeros from {start}")
            }
            5 => {
                bytes.truncate(at);
                format!("cut at {at}")
            }
            6 => {
                std::fs::remove_file(&path).unwrap();
                return format!("{file} deleted");
            }
            _ => match self.foreign.get(file) {
                Some(foreign) => {
                    bytes.clone_from(foreign);
                    "another vault's".to_owned()
                }
                None => {
                    bytes.clear();
                    "emptied".to_owned()
                }
            },
        };
        std::fs::write(&path, bytes).unwrap();
        format!("{file}: {how}")
    }

    /// Runs trials on files whose names `is_meant`; each is chosen as often as the others.
    fn trials(&self, is_meant: impl Fn(&str) -> bool) {
        let files: Vec<&String> = self.whole.keys().filter(|name| is_meant(name)).collect();
        assert!(!files.is_empty());
        for trial in 0..rounds() {
            put_back(&self.world.vault(), &self.whole);
            let mut dice = Dice::new(trial);
            let file = files[dice.below(files.len())];
            let what = format!("trial {trial}, {}", self.damage(file, &mut dice));
            match self.check(&what) {
                Ok(()) => {}
                // One bit makes the version in the marker another one.
                Err(DeskError::NewerVault) if file == "vault" => {}
                Err(error) => panic!("{what}: {error}"),
            }
        }
    }
}

/// A case and what its attachments hold.
fn shown(desk: &mut Desk, id: &CaseId) -> Result<(Case, Vec<Vec<u8>>), DeskError> {
    let case = desk.case(id)?;
    let mut files = Vec::new();
    for letter in &case.letters {
        for index in 0..letter.attachments.len() {
            files.push(
                desk.read_attachment(id, &letter.id, index, 1 << 20)
                    .map(|content| content.to_vec())
                    .unwrap_or_default(),
            );
        }
    }
    Ok((case, files))
}

/// What a case's own events say of it.
fn facts(case: &Case) -> (usize, Vec<String>, Vec<String>, Vec<TimelineEntry>) {
    (
        case.letters.len(),
        case.notes.iter().map(|note| note.text.clone()).collect(),
        case.replies
            .iter()
            .map(|reply| reply.text.clone())
            .collect(),
        case.timeline.clone(),
    )
}

#[test]
fn damage_to_the_journal_is_mended() {
    Full::new().trials(|name| name.starts_with("journal/"));
}

#[test]
fn damage_to_keys_and_people_is_mended() {
    Full::new().trials(|name| {
        name.starts_with("keyring") || name.starts_with("people/") || name == "vault"
    });
}

#[test]
fn damage_to_the_cache_costs_nothing() {
    Full::new().trials(|name| name.starts_with("store/"));
}

#[test]
fn damage_to_anything_else_is_named() {
    Full::new().trials(|name| {
        !["journal/", "keyring", "people/", "store/"]
            .iter()
            .any(|known| name.starts_with(known))
            && name != "vault"
    });
}

#[test]
fn damage_at_the_same_place_of_both_copies_is_named() {
    let full = Full::new();
    for trial in 0..rounds() {
        for (pair, is_key) in [
            (["journal/a", "journal/b"], false),
            (["keyring", "keyring.twin"], true),
            (["people/linh.age", "people/linh.twin"], true),
        ] {
            put_back(&full.world.vault(), &full.whole);
            let mut what = String::new();
            for file in pair {
                // The same numbers: the same damage.
                what = full.damage(file, &mut Dice::new(trial));
            }
            let what = format!("trial {trial}, both: {what}");
            match full.check(&what) {
                Ok(()) => {}
                Err(error) if is_key => {
                    let hint = error.hint().unwrap_or_default();
                    assert!(hint.contains("backup"), "{what}: {error}: {hint}");
                }
                Err(error) => panic!("{what}: {error}"),
            }
        }
    }
}
