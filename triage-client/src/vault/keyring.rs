//! The keyring: every key of the desk in one sealed file, written whole (protocol 12.2).
//!
//! The body is sealed with the vault's root key; the head holds a copy of the root key for each
//! caseworker, sealed to that person's hybrid recipient. So the root key can be replaced, which
//! is how destruction works, without anybody's passphrase. What is destroyed with the old root
//! key is what the old file held; whoever copied the old file earlier and knows a passphrase
//! can still open that copy.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::Path;

use crypto_core::{
    AtRestKey, Digest, HybridIdentity, HybridRecipient, KeyId, Limits, OrganisationId, Sealer,
    SizeClass, VerifyingKey, from_bytes, open, scan, to_bytes,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use zeroize::Zeroizing;

use super::durable;
use crate::desk::DeskError;
use crate::model::{CaseId, DeviceId, Secret, pairs};

const MAGIC: &[u8; 8] = b"SPKEYRNG";
const VERSION: u8 = 1;
const PREAMBLE_BYTES: usize = 16;
const COPIES: [&str; 2] = ["keyring", "keyring.twin"];
const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    depth: 16,
    items: 4 << 20,
};

/// Why no keyring could be opened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum KeyringError {
    /// Neither copy is whole.
    Damaged,
    /// Written by a newer version.
    Newer,
    /// This person is not among those who may open it.
    NoPerson,
}

/// How far the journal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JournalMark {
    pub(crate) count: u64,
    pub(crate) head: Digest,
}

impl JournalMark {
    /// An empty journal.
    pub(crate) const START: Self = Self {
        count: 0,
        head: Digest::from_bytes([0; 32]),
    };
}

/// Keys of one case: usually one, more if two laptops opened the case before they met.
pub(crate) type CaseKeys = Vec<Secret>;

/// Everything the desk must keep secret or must not forget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keyring {
    /// Rises with every writing.
    pub(crate) generation: u64,
    /// Of this vault and its backups.
    pub(crate) vault: DeviceId,
    /// None until the laptop is enrolled.
    pub(crate) organisation: Option<OrganisationId>,
    /// Name of the organisation as given at the beginning.
    pub(crate) name: String,
    /// Minisign line of the root's public key.
    pub(crate) root: Option<VerifyingKey>,
    /// SHA-256 of the root key that may follow.
    pub(crate) next_root: Option<Digest>,
    pub(crate) journal: JournalMark,
    pub(crate) journal_key: Secret,
    pub(crate) store_key: Secret,
    /// Shared by all laptops: events that belong to no case, names of cases, hashes of letters.
    pub(crate) common_key: Secret,
    #[serde(with = "pairs")]
    pub(crate) cases: BTreeMap<CaseId, CaseKeys>,
    /// Keyed hashes of letters that were destroyed.
    pub(crate) destroyed: Vec<Digest>,
    /// Sealed letters of destroyed cases that relays have not yet been told about.
    pub(crate) to_release: Vec<Digest>,
    pub(crate) intake: Vec<IntakeSecret>,
    /// Public half; the secret lies beside the root's.
    pub(crate) fallback: Option<HybridRecipient>,
    /// Newest first.
    pub(crate) answer_keys: Vec<Secret>,
    pub(crate) desk: DeskSecret,
    /// Every laptop, this one included.
    pub(crate) desks: Vec<DeskEntry>,
    pub(crate) people: Vec<PersonEntry>,
    pub(crate) numbers: Numbers,
    pub(crate) backup: Option<BackupMark>,
    /// How many events of each device there have been here, so that a lost end is noticed.
    #[serde(default, with = "pairs")]
    pub(crate) heads: BTreeMap<DeviceId, u64>,
    /// Cases that lost events, for as long as any are lost.
    #[serde(default)]
    pub(crate) incomplete: BTreeSet<CaseId>,
    /// Destroyed cases: they stay so even if the event that says so is lost.
    #[serde(default)]
    pub(crate) destroyed_cases: BTreeSet<CaseId>,
    /// Whether unfinished texts were kept: that their file is gone is noticed then.
    #[serde(default)]
    pub(crate) has_drafts: bool,
    /// When the vault's lock file was made: a copy of the vault lies beside another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<i64>,
}

/// An intake key of one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntakeSecret {
    pub(crate) seed: Secret,
    #[serde(with = "crypto_core::day")]
    pub(crate) from: Date,
    #[serde(with = "crypto_core::day")]
    pub(crate) until: Date,
}

/// This laptop's own keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeskSecret {
    pub(crate) device: DeviceId,
    /// Earlier names of this laptop, before it was restored from backups.
    pub(crate) former: Vec<DeviceId>,
    pub(crate) lane: u8,
    pub(crate) signing: Secret,
    pub(crate) identity: Secret,
}

/// What is known of a laptop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeskEntry {
    pub(crate) lane: u8,
    pub(crate) key: VerifyingKey,
    pub(crate) recipient: HybridRecipient,
    pub(crate) devices: Vec<DeviceId>,
    /// How many events of each device it said it has.
    #[serde(with = "pairs")]
    pub(crate) heads: BTreeMap<DeviceId, u64>,
    /// Sealed files it said it lacks.
    pub(crate) missing: Vec<Digest>,
    /// Events it said it lost.
    pub(crate) lost: Vec<(DeviceId, u64)>,
    /// Number of its last message taken over.
    pub(crate) number: u64,
}

/// A caseworker of any laptop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonEntry {
    pub(crate) name: String,
    pub(crate) key: VerifyingKey,
    /// Set for those who may unlock this vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) access: Option<PersonAccess>,
}

/// How a caseworker gets in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonAccess {
    pub(crate) recipient: HybridRecipient,
    /// The passphrase-sealed file: a colleague's unlocking mends it.
    pub(crate) file: ByteBuf,
}

impl PersonEntry {
    pub(crate) fn id(&self) -> KeyId {
        self.key.key_id()
    }
}

/// Numbers that only rise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    pub(crate) edition: u64,
    pub(crate) acknowledgement: u64,
    pub(crate) exchange: u64,
    pub(crate) message: u64,
    pub(crate) parcel: u64,
}

/// The last verified backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackupMark {
    pub(crate) at: Timestamp,
    pub(crate) journal: JournalMark,
    /// How many events of each device it holds.
    #[serde(with = "pairs")]
    pub(crate) heads: BTreeMap<DeviceId, u64>,
    /// Sealed files it lacks, because they were damaged or gone here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<Digest>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    generation: u64,
    /// By key id of the person: the root key, sealed.
    wraps: BTreeMap<String, ByteBuf>,
}

impl Keyring {
    /// Writes both copies; each is whole on the medium before the older one is touched.
    pub(crate) fn write(&mut self, folder: &Path, root: &AtRestKey) -> Result<(), DeskError> {
        self.generation += 1;
        let sealed = self.seal(root)?;
        for name in COPIES {
            durable::replace(&folder.join(name), &sealed)
                .map_err(DeskError::io("writing the keyring"))?;
        }
        Ok(())
    }

    fn seal(&self, root: &AtRestKey) -> Result<Vec<u8>, DeskError> {
        let mut wraps = BTreeMap::new();
        for person in &self.people {
            if let Some(access) = &person.access {
                let mut sealer = Sealer::new(&access.recipient, SizeClass::reply(), Vec::new())?;
                sealer
                    .write_all(root.expose())
                    .map_err(DeskError::io("sealing the root key"))?;
                let wrapped = sealer
                    .finish()
                    .map_err(DeskError::io("sealing the root key"))?;
                wraps.insert(person.id().to_string(), ByteBuf::from(wrapped));
            }
        }
        let head = to_bytes(&Head {
            generation: self.generation,
            wraps,
        })?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&[VERSION, 0, 0, 0]);
        let length = u32::try_from(head.len()).map_err(|_| DeskError::damaged("the keyring"))?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&head);
        let body = Zeroizing::new(to_bytes(self)?);
        // What could not be read again must never replace what can.
        scan(&body, LIMITS)?;
        let sealed = root.seal(&mut rand_core::OsRng, &bytes, &body);
        bytes.extend_from_slice(&sealed);
        Ok(bytes)
    }

    /// Opens the newer whole copy. The flag says whether the other one has to be mended.
    pub(crate) fn open(
        folder: &Path,
        person: KeyId,
        identity: &HybridIdentity,
    ) -> Result<(Self, AtRestKey, bool), KeyringError> {
        let copies: Vec<Option<Vec<u8>>> = COPIES
            .iter()
            .map(|name| std::fs::read(folder.join(name)).ok())
            .collect();
        let differs = copies[0] != copies[1];
        let results: Vec<_> = copies
            .iter()
            .map(|bytes| {
                let bytes = bytes.as_ref().ok_or(KeyringError::Damaged)?;
                Self::open_bytes(bytes, person, identity)
            })
            .collect();
        let mut errors = Vec::new();
        let mut best: Option<(Self, AtRestKey)> = None;
        for result in results {
            match result {
                Ok(found)
                    if best
                        .as_ref()
                        .is_none_or(|best| best.0.generation < found.0.generation) =>
                {
                    best = Some(found);
                }
                Ok(_) => {}
                Err(error) => errors.push(error),
            }
        }
        match best {
            Some((keyring, root)) => Ok((keyring, root, differs)),
            None if errors.contains(&KeyringError::Newer) => Err(KeyringError::Newer),
            None if errors.contains(&KeyringError::NoPerson) => Err(KeyringError::NoPerson),
            None => Err(KeyringError::Damaged),
        }
    }

    /// Opens the keyring in a backup.
    pub(crate) fn open_backup(
        folder: &Path,
        person: KeyId,
        identity: &HybridIdentity,
    ) -> Result<Self, KeyringError> {
        let bytes = std::fs::read(folder.join(COPIES[0])).map_err(|_| KeyringError::Damaged)?;
        Self::open_bytes(&bytes, person, identity).map(|(keyring, _)| keyring)
    }

    fn open_bytes(
        bytes: &[u8],
        person: KeyId,
        identity: &HybridIdentity,
    ) -> Result<(Self, AtRestKey), KeyringError> {
        let damaged = KeyringError::Damaged;
        let preamble = bytes.get(..PREAMBLE_BYTES).ok_or(KeyringError::Damaged)?;
        if &preamble[..8] != MAGIC {
            return Err(damaged);
        }
        if preamble[8] > VERSION {
            return Err(KeyringError::Newer);
        }
        let length = preamble[12..16]
            .iter()
            .fold(0usize, |length, byte| length << 8 | usize::from(*byte));
        let (head, sealed) = bytes
            .split_at_checked(PREAMBLE_BYTES.saturating_add(length))
            .ok_or(KeyringError::Damaged)?;
        let parsed: Head =
            from_bytes(&head[PREAMBLE_BYTES..], LIMITS).map_err(|_| KeyringError::Damaged)?;
        let wrapped = parsed
            .wraps
            .get(&person.to_string())
            .ok_or(KeyringError::NoPerson)?;
        let root = unwrap_root(wrapped, identity).map_err(|_| KeyringError::Damaged)?;
        let body = root.open(head, sealed).map_err(|_| KeyringError::Damaged)?;
        let keyring: Self = from_bytes(&body, LIMITS).map_err(|_| KeyringError::Damaged)?;
        if keyring.generation == parsed.generation {
            Ok((keyring, root))
        } else {
            Err(damaged)
        }
    }

    /// The keyed hash of a sealed letter.
    pub(crate) fn letter_tag(&self, letter: &Digest) -> Digest {
        Digest::from_bytes(self.common().mac("sealpost/v1/letter", letter.as_bytes()))
    }

    /// The desk's name for the case of a receipt, or of a letter without one.
    pub(crate) fn case_id(&self, kind: &str, of: &[u8]) -> CaseId {
        let mac = self.common().mac(&format!("sealpost/v1/case/{kind}"), of);
        let mut id = [0; 16];
        id.copy_from_slice(&mac[..16]);
        CaseId::from_bytes(id)
    }

    pub(crate) fn common(&self) -> AtRestKey {
        AtRestKey::from_bytes(*self.common_key.expose())
    }

    pub(crate) fn person_name(&self, id: KeyId) -> Option<&str> {
        self.people
            .iter()
            .find(|person| person.id() == id)
            .map(|person| person.name.as_str())
    }
}

fn unwrap_root(wrapped: &[u8], identity: &HybridIdentity) -> io::Result<AtRestKey> {
    let damaged = || io::Error::from(io::ErrorKind::InvalidData);
    let mut reader = open(std::slice::from_ref(identity), wrapped).map_err(|_| damaged())?;
    let mut root = Zeroizing::new([0; 32]);
    reader.read_exact(&mut *root)?;
    // To the authenticated end.
    io::copy(&mut reader, &mut io::sink())?;
    Ok(AtRestKey::from_bytes(*root))
}
