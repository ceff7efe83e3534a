//! The three bearer tokens of a relay.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize as _;

use crate::card::Token;
use crate::config::RelayConfig;

/// Why a token cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Its file cannot be read.
    #[error("the {0} token cannot be read")]
    Unreadable(&'static str),
    /// Its file holds something else.
    #[error("the {0} token is not 43 letters of base64url")]
    Malformed(&'static str),
    /// Others than the relay's user may read its file.
    #[error("the {0} token can be read by other users of this machine")]
    TooOpen(&'static str),
}

/// The tokens.
pub(crate) struct Tokens {
    pub(crate) pull: Token,
    pub(crate) push: Token,
    pub(crate) metrics: Token,
}

impl Tokens {
    pub(crate) fn read(config: &RelayConfig) -> Result<Self, TokenError> {
        Ok(Self {
            pull: read("pull", &config.pull_token_file)?,
            push: read("push", &config.push_token_file)?,
            metrics: read("metrics", &config.metrics_token_file)?,
        })
    }
}

/// Reads one token.
pub(crate) fn read(name: &'static str, path: &Path) -> Result<Token, TokenError> {
    let facts = fs::metadata(path).map_err(|_| TokenError::Unreadable(name))?;
    // Group read is what systemd's LoadCredential and shared service users may need; the rest of
    // the machine is nobody's business.
    if facts.mode() & 0o027 != 0 {
        return Err(TokenError::TooOpen(name));
    }
    let mut text = fs::read_to_string(path).map_err(|_| TokenError::Unreadable(name))?;
    let token = Token::parse(&text).map_err(|_| TokenError::Malformed(name));
    text.zeroize();
    token
}

/// Compares in constant time. Hashing first makes the lengths equal, so that not even the length
/// of a guess is told.
pub(crate) fn matches(given: &str, expected: &str) -> bool {
    Sha256::digest(given)
        .ct_eq(&Sha256::digest(expected))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_text_matches() {
        assert!(matches("abc", "abc"));
        assert!(!matches("abc", "abd"));
        assert!(!matches("", "abc"));
        assert!(!matches("abcabc", "abc"));
    }
}
