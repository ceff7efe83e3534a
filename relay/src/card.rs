//! The setup card: what a desk and a courier need to use a relay.

use std::fmt;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::digest::Id16;

/// The longest card, in bytes. A card is about 2 KiB.
const MAX_CARD_BYTES: u64 = 64 << 10;

/// A bearer token: base64url without padding of 32 random bytes.
///
/// Never printed, never logged: `Debug` is redacted and there is no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Zeroize, ZeroizeOnDrop)]
pub struct Token(String);

impl Token {
    /// Makes a token of 32 random bytes.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a token; white space around it (the end of a line in a file) is dropped.
    pub fn parse(text: &str) -> Result<Self, CardError> {
        let text = text.trim();
        match URL_SAFE_NO_PAD.decode(text) {
            Ok(mut bytes) => {
                let fits = bytes.len() == 32;
                bytes.zeroize();
                if fits {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(CardError::MalformedToken)
                }
            }
            Err(_) => Err(CardError::MalformedToken),
        }
    }

    /// Hands out the secret, to send it or to compare with it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// What is wrong with a setup card.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// The file cannot be read or written.
    #[error("the setup card cannot be read or written")]
    Io(#[from] io::Error),
    /// The file is not a card of version 1.
    #[error("this is not a setup card of a relay")]
    Malformed,
    /// A token on it is not 32 bytes of base64url.
    #[error("a token is not 43 letters of base64url")]
    MalformedToken,
    /// It is of a later major version.
    #[error("this setup card is of a later version than this program knows")]
    UnknownVersion,
}

/// `relay-card.json` (protocol, section 10.4). Whoever holds it can fetch sealed letters and
/// cannot open them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RelayCard {
    #[serde(rename = "type")]
    kind: CardType,
    version: u64,
    /// The relay's identifier.
    pub relay: Id16,
    /// Its name, to show.
    pub name: String,
    /// Its address for everyone, `https://host[:port]`, if it has one.
    pub https: Option<String>,
    /// Its address as an onion service, `http://….onion`, if it has one.
    pub onion: Option<String>,
    /// Base64 of the DER certificate to trust for `https`; none means the web's authorities.
    pub certificate: Option<String>,
    /// Lets its holder list and fetch sealed letters.
    pub pull_token: Token,
    /// Lets its holder push signed documents.
    pub push_token: Token,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum CardType {
    #[serde(rename = "sealpost-relay-card")]
    RelayCard,
}

impl RelayCard {
    /// Makes a card.
    pub fn new(relay: Id16, name: String, pull_token: Token, push_token: Token) -> Self {
        Self {
            kind: CardType::RelayCard,
            version: 1,
            relay,
            name,
            https: None,
            onion: None,
            certificate: None,
            pull_token,
            push_token,
        }
    }

    /// Reads a card from JSON.
    pub fn from_json(bytes: &[u8]) -> Result<Self, CardError> {
        let card: Self = serde_json::from_slice(bytes).map_err(|_| CardError::Malformed)?;
        if card.version != 1 {
            return Err(CardError::UnknownVersion);
        }
        if card.certificate.is_some() && card.certificate_der().is_none() {
            return Err(CardError::Malformed);
        }
        Ok(card)
    }

    /// Reads a card from a file.
    pub fn read(path: &Path) -> Result<Self, CardError> {
        use io::Read as _;
        let mut bytes = Vec::new();
        std::fs::File::open(path)?
            .take(MAX_CARD_BYTES)
            .read_to_end(&mut bytes)?;
        let card = Self::from_json(&bytes);
        bytes.zeroize();
        card
    }

    /// Writes the card as JSON, one key a line.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a card always becomes JSON");
        text.push('\n');
        text
    }

    /// Returns the certificate to trust, if the card names one.
    pub fn certificate_der(&self) -> Option<Vec<u8>> {
        STANDARD.decode(self.certificate.as_deref()?).ok()
    }

    /// Names the certificate to trust.
    pub fn set_certificate_der(&mut self, der: &[u8]) {
        self.certificate = Some(STANDARD.encode(der));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn card() -> RelayCard {
        RelayCard::new(
            Id16::from_bytes([1; 16]),
            "one".to_owned(),
            Token::from_random(&[2; 32]),
            Token::from_random(&[3; 32]),
        )
    }

    #[test]
    fn a_card_survives_the_journey_and_never_shows_its_tokens() {
        let mut made = card();
        made.https = Some("https://relay.example:8443".to_owned());
        made.set_certificate_der(&[1, 2, 3]);
        let read = RelayCard::from_json(made.to_json().as_bytes()).unwrap();
        assert_eq!(read.pull_token, made.pull_token);
        assert_eq!(read.https, made.https);
        assert_eq!(read.certificate_der(), Some(vec![1, 2, 3]));
        let shown = format!("{made:?}");
        assert!(!shown.contains(made.pull_token.expose()));
        assert!(!shown.contains(made.push_token.expose()));
    }

    #[test]
    fn other_files_and_short_tokens_are_no_cards() {
        let good = card().to_json();
        for (from, to) in [
            ("sealpost-relay-card", "sealpost-other"),
            ("\"version\": 1", "\"version\": 2"),
            ("\"certificate\": null", "\"certificate\": \"???\""),
        ] {
            assert!(good.contains(from));
            assert!(RelayCard::from_json(good.replace(from, to).as_bytes()).is_err());
        }
        assert!(Token::parse("short").is_err());
        assert!(Token::parse(&format!("{}\n", Token::from_random(&[9; 32]).expose())).is_ok());
    }
}
