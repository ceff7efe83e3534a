//! Where letters go.

use serde::{Deserialize, Serialize};

use crate::RelayId;
use crate::document::{DocumentError, JsonExtension, malformed};

const MAX_NAME_BYTES: usize = 200;
const MAX_URL_BYTES: usize = 300;
const MAX_CERTIFICATE_BYTES: usize = 8_192;

/// A relay that takes letters for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// Its id.
    pub id: RelayId,
    /// What people call it.
    pub name: String,
    /// Where it is on the web: begins with `https://`.
    #[serde(default)]
    pub https: Option<String>,
    /// Where it is on Tor: begins with `http://`, host ends with `.onion`.
    #[serde(default)]
    pub onion: Option<String>,
    /// The one certificate to trust for `https`, in DER; the web's authorities, if there is none.
    #[serde(default, with = "der")]
    pub certificate: Option<Vec<u8>>,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

impl Relay {
    pub(super) fn validate(&self) -> Result<(), DocumentError> {
        let at = format!("relay {}", self.id);
        if self.name.trim().is_empty() || self.name.len() > MAX_NAME_BYTES {
            return Err(malformed(format!("{at}: no name, or a long one")));
        }
        check_url(&at, self.https.as_deref(), self.onion.as_deref())?;
        if self
            .certificate
            .as_ref()
            .is_some_and(|der| der.is_empty() || der.len() > MAX_CERTIFICATE_BYTES)
        {
            return Err(malformed(format!(
                "{at}: an empty or oversized certificate"
            )));
        }
        Ok(())
    }
}

/// Refuses addresses that would carry letters in the clear, or past the relay.
pub(crate) fn check_url(
    at: &str,
    https: Option<&str>,
    onion: Option<&str>,
) -> Result<(), DocumentError> {
    if https.is_some_and(|url| host(url, &["https://"]).is_none()) {
        return Err(malformed(format!(
            "{at}: `https` does not begin with https://"
        )));
    }
    let is_onion = |url: &str| {
        host(url, &["http://", "https://"]).is_some_and(|host| host.ends_with(".onion"))
    };
    if onion.is_some_and(|url| !is_onion(url)) {
        return Err(malformed(format!("{at}: `onion` is not an onion address")));
    }
    Ok(())
}

/// Returns the host of an address, without its port; nothing if the address holds anything that
/// two readers might read differently.
fn host<'a>(url: &'a str, schemes: &[&str]) -> Option<&'a str> {
    let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme))?;
    let is_plain = url.len() <= MAX_URL_BYTES
        && url.bytes().all(|b| b.is_ascii_graphic())
        // A user part, a query or a fragment has no place in the address of a relay.
        && !url.contains(['@', '?', '#', '\\', '"', '<', '>', '`', '{', '}', '|', '^']);
    let authority = rest.split('/').next()?;
    let host = match authority.strip_prefix('[') {
        Some(literal) => literal.split(']').next()?,
        None => authority.split(':').next()?,
    };
    (is_plain && !host.is_empty()).then_some(host)
}

/// Reads and writes DER as base64.
pub(crate) mod der {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(crate) fn serialize<S: Serializer>(der: &Option<Vec<u8>>, s: S) -> Result<S::Ok, S::Error> {
        match der {
            Some(der) => s.serialize_str(&STANDARD.encode(der)),
            None => s.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        Option::<String>::deserialize(d)?
            .map(|text| {
                STANDARD
                    .decode(text)
                    .map_err(|_| de::Error::custom("a certificate is not in base64"))
            })
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in [
            "https://relay.example",
            "https://relay.example:8443/",
            "https://127.0.0.1:4430",
            "https://[::1]:4430/base",
        ] {
            assert_eq!(check_url("relay", Some(good), None), Ok(()), "{good}");
        }
        for bad in [
            "",
            "http://relay.example",
            "HTTPS://relay.example",
            "https://",
            "https://:443",
            "https://user@relay.example",
            "https://relay.example/?a",
            "https://relay.example/#a",
            "https://relay example",
            "https://rélay.example",
        ] {
            assert!(check_url("relay", Some(bad), None).is_err(), "{bad}");
        }
        for good in [
            "http://abc.onion",
            "http://abc.onion:8080/",
            "https://abc.onion",
        ] {
            assert_eq!(check_url("relay", None, Some(good)), Ok(()), "{good}");
        }
        for bad in [
            "http://relay.example",
            "http://relay.example/.onion",
            "http://abc.onion.relay.example",
            "abc.onion",
        ] {
            assert!(check_url("relay", None, Some(bad)).is_err(), "{bad}");
        }
    }
}
