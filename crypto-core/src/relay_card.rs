//! The setup card of a relay (protocol 10.4).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::RelayId;
use crate::document::{DocumentError, JsonExtension, malformed, read_value};
use crate::organisation::{check_url, der};

const MAX_BYTES: usize = 64 << 10;
const CARD_TYPE: &str = "sealpost-relay-card";
const TOKEN_BYTES: usize = 32;

/// What desk and courier need to know of a relay. Whoever holds it can fetch sealed letters, and
/// cannot open them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelayCard {
    /// Its id.
    pub relay: RelayId,
    /// What people call it.
    pub name: String,
    /// Where it is on the web.
    #[serde(default)]
    pub https: Option<String>,
    /// Where it is on Tor.
    #[serde(default)]
    pub onion: Option<String>,
    /// The one certificate to trust for `https`, in DER.
    #[serde(default, with = "der")]
    pub certificate: Option<Vec<u8>>,
    /// Lets its holder fetch letters.
    pub pull_token: RelayToken,
    /// Lets its holder push what a desk or the root has signed.
    pub push_token: RelayToken,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// A token of a relay: base64url without padding of 32 bytes. Wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct RelayToken(Zeroizing<String>);

impl RelayToken {
    /// Reads a token.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Malformed`] if it is not 32 bytes in base64url without padding.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let is_token = URL_SAFE_NO_PAD
            .decode(text)
            .is_ok_and(|bytes| Zeroizing::new(bytes).len() == TOKEN_BYTES);
        if is_token {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(malformed("a token is not 32 bytes in base64url"))
        }
    }

    /// Returns the token, for an `Authorization` header.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RelayToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelayToken(…)")
    }
}

impl Serialize for RelayToken {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RelayToken {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(d)?);
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl RelayCard {
    /// Reads a card.
    ///
    /// # Errors
    ///
    /// Any [`DocumentError`] but those of signatures; none repeats a token.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let mut value = read_value(bytes, MAX_BYTES)?;
        let record = value.as_object_mut().ok_or(DocumentError::WrongType)?;
        if record.remove("type") != Some(Value::from(CARD_TYPE)) {
            return Err(DocumentError::WrongType);
        }
        match record.remove("version").as_ref().and_then(Value::as_u64) {
            Some(1) => {}
            Some(version) if version > 1 => return Err(DocumentError::UnknownVersion { version }),
            _ => return Err(malformed("version")),
        }
        let card: Self = crate::document::body(value)?;
        if card.name.trim().is_empty() {
            return Err(malformed("name is empty"));
        }
        check_url("the card", card.https.as_deref(), card.onion.as_deref())?;
        Ok(card)
    }

    /// Writes the card. The caller wipes the bytes.
    pub fn to_json_bytes(&self) -> Zeroizing<Vec<u8>> {
        #[derive(Serialize)]
        struct Headed<'a> {
            r#type: &'static str,
            version: u8,
            #[serde(flatten)]
            card: &'a RelayCard,
        }
        let mut bytes = serde_json::to_vec_pretty(&Headed {
            r#type: CARD_TYPE,
            version: 1,
            card: self,
        })
        .expect("a card has text keys and no value that can fail");
        bytes.push(b'\n');
        Zeroizing::new(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> RelayCard {
        RelayCard {
            relay: RelayId::from_bytes([7; 16]),
            name: "first".to_owned(),
            https: Some("https://127.0.0.1:4430".to_owned()),
            onion: None,
            certificate: Some(vec![0x30, 0x82]),
            pull_token: RelayToken::parse(&URL_SAFE_NO_PAD.encode([1; 32])).expect("a token"),
            push_token: RelayToken::parse(&URL_SAFE_NO_PAD.encode([2; 32])).expect("a token"),
            x: JsonExtension::new(),
        }
    }

    #[test]
    fn text_and_back() {
        let bytes = card().to_json_bytes();
        assert_eq!(RelayCard::parse(&bytes), Ok(card()));
        let text = std::str::from_utf8(&bytes).expect("JSON is text");
        assert!(text.contains("\"certificate\": \"MII=\""), "{text}");
    }

    #[test]
    fn refused() {
        let good = String::from_utf8(card().to_json_bytes().to_vec()).expect("JSON is text");
        for (from, to) in [
            ("sealpost-relay-card", "sealpost-edition"),
            ("\"version\": 1", "\"version\": 0"),
            ("\"version\": 1", "\"version\": 2"),
            ("https://127", "http://127"),
            ("\"first\"", "\" \""),
            ("AQEB", "AQE="),
            ("AQEB", ""),
            ("\"onion\"", "\"lion\""),
            ("MII=", "MII"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from}");
            let error = RelayCard::parse(bad.as_bytes()).expect_err(to);
            assert!(!error.to_string().contains("AQEB"), "{error}");
        }
    }

    #[test]
    fn tokens_do_not_reach_logs() {
        assert!(!format!("{:?}", card()).contains("AQEB"));
    }
}
