//! The public release: what a relay serves to everyone (protocol 9.2).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::document::{self, DocumentError, DocumentType, JsonExtension, Signed, malformed};
use crate::{Digest, OrganisationId, SigningKey, VerifyingKey};

const MAX_BYTES: usize = 1 << 20;
const MAX_FILES: usize = 1_000;
const MAX_TOTAL_BYTES: u64 = 64 << 20;
const MAX_PATH_BYTES: usize = 200;
const MAX_SEGMENTS: usize = 4;
/// Without these a client has nothing to begin with.
const ALWAYS: [&str; 2] = ["organisation.json", "organisation.json.minisig"];

/// The list of public files, switched as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRelease {
    /// Whose release.
    pub organisation: OrganisationId,
    /// Rises with every release.
    pub number: u64,
    /// Signed it.
    pub root: VerifyingKey,
    /// The files.
    pub files: Vec<PublicFile>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// One public file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFile {
    /// Where it is served, relative to the root.
    pub path: String,
    /// SHA-256 of the content.
    pub sha256: Digest,
    /// Length in bytes.
    pub length: u64,
}

impl PublicRelease {
    /// Reads a release without looking at its signature.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value = document::open(bytes, DocumentType::Public, MAX_BYTES)?;
        let release: Self = document::body(value)?;
        release.validate()?;
        Ok(release)
    }

    /// Reads a release signed by `root`.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`]; [`DocumentError::Signature`] too if it names another root.
    pub fn verify(bytes: &[u8], minisig: &str, root: &VerifyingKey) -> Result<Self, DocumentError> {
        let release = Self::parse(bytes)?;
        if release.root != *root {
            return Err(DocumentError::Signature);
        }
        document::verify(bytes, minisig, root)?;
        Ok(release)
    }

    /// Signs the release.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if a reader would refuse it or `root` is not its root.
    pub fn sign(&self, root: &SigningKey) -> Result<Signed, DocumentError> {
        self.validate()?;
        if root.public() != self.root {
            return Err(malformed("root is another key than the one that signs"));
        }
        Ok(document::sign(
            DocumentType::Public,
            self.organisation,
            self.number,
            document::write(DocumentType::Public, self),
            root,
        ))
    }

    /// Finds a file by its path.
    pub fn file(&self, path: &str) -> Option<&PublicFile> {
        self.files.iter().find(|file| file.path == path)
    }

    fn validate(&self) -> Result<(), DocumentError> {
        document::check_number(self.number)?;
        if self.files.len() > MAX_FILES {
            return Err(malformed("more than 1000 files"));
        }
        let mut paths = BTreeSet::new();
        for file in &self.files {
            if !is_path(&file.path) || !paths.insert(file.path.as_str()) {
                return Err(malformed("a path is not allowed, or occurs twice"));
            }
        }
        if !ALWAYS.iter().all(|path| paths.contains(path)) {
            return Err(malformed("the organisation file is not among the files"));
        }
        let total = self
            .files
            .iter()
            .try_fold(0u64, |sum, file| sum.checked_add(file.length));
        if total.is_none_or(|total| total > MAX_TOTAL_BYTES) {
            return Err(malformed("more than 64 MiB in all"));
        }
        // A file and a folder of one name cannot both be written to a disk.
        let is_folder = |path: &str| {
            path.match_indices('/')
                .any(|(at, _)| paths.contains(&path[..at]))
        };
        if paths.iter().any(|path| is_folder(path)) {
            return Err(malformed("a path is both a file and a folder"));
        }
        Ok(())
    }
}

/// Returns whether a path can neither leave its folder nor hide in it.
fn is_path(path: &str) -> bool {
    let is_segment = |segment: &str| {
        !segment.is_empty()
            && (!segment.starts_with('.') || segment == ".well-known")
            && segment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    path.len() <= MAX_PATH_BYTES
        && path.split('/').count() <= MAX_SEGMENTS
        && path.split('/').all(is_segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, length: u64) -> PublicFile {
        PublicFile {
            path: path.to_owned(),
            sha256: Digest::of(path.as_bytes()),
            length,
        }
    }

    fn release(key: &SigningKey) -> PublicRelease {
        PublicRelease {
            organisation: OrganisationId::from_bytes([1; 16]),
            number: 3,
            root: key.public(),
            files: ALWAYS.iter().map(|path| file(path, 100)).collect(),
            x: JsonExtension::new(),
        }
    }

    #[test]
    fn signed_and_read() {
        let key = SigningKey::from_seed(&[1; 32]);
        let release = release(&key);
        let signed = release.sign(&key).expect("valid");
        assert_eq!(
            PublicRelease::verify(&signed.bytes, &signed.minisig, &key.public()),
            Ok(release.clone())
        );
        assert!(release.file("organisation.json").is_some());
        let other = SigningKey::from_seed(&[2; 32]);
        assert_eq!(
            PublicRelease::verify(&signed.bytes, &signed.minisig, &other.public()),
            Err(DocumentError::Signature)
        );
        assert!(release.sign(&other).is_err());
        let mut bytes = signed.bytes;
        let last = bytes.len() - 1;
        bytes[last] = b' ';
        assert_eq!(
            PublicRelease::verify(&bytes, &signed.minisig, &key.public()),
            Err(DocumentError::Signature)
        );
    }

    #[test]
    fn paths() {
        for good in [
            "index.html",
            "fr/index.html",
            ".well-known/security.txt",
            "a/b/c/d",
            "A-Z_0.9",
        ] {
            assert!(is_path(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            ".hidden",
            "a/.tmp-b",
            ".well-known2",
            "a\\b",
            "a b",
            "é",
            "a%2f",
            "a\0",
            "a/b/c/d/e",
            &"a".repeat(201),
        ] {
            assert!(!is_path(bad), "{bad}");
        }
    }

    #[test]
    fn refused_lists() {
        let key = SigningKey::from_seed(&[1; 32]);
        let with = |files: Vec<PublicFile>| {
            let mut release = release(&key);
            release.files.extend(files);
            release.sign(&key).is_ok()
        };
        assert!(with(vec![file("a", 1), file("b/c", 1)]));
        assert!(!with(vec![file("a", 1), file("a", 1)]));
        assert!(!with(vec![file("a", 1), file("a/b", 1)]));
        assert!(!with(vec![file("a", MAX_TOTAL_BYTES)]));
        assert!(!with(vec![file("a", u64::MAX)]));
        assert!(!with((0..999).map(|n| file(&n.to_string(), 0)).collect()));
        let mut bare = release(&key);
        bare.files.pop();
        assert!(bare.sign(&key).is_err());
        let mut unnumbered = release(&key);
        unnumbered.number = 0;
        assert!(unnumbered.sign(&key).is_err());
    }
}
