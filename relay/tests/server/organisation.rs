//! An organisation with a root and a desk, which signs with real minisign keys.

use std::io::Cursor;

use minisign::KeyPair;
use relay::{BlobId, CHUNK_BYTES, Envelope};
use serde_json::{Value, json};

pub(crate) const ORGANISATION: &str = "00112233445566778899aabbccddeeff";

pub(crate) struct Organisation {
    pub(crate) root: KeyPair,
    pub(crate) desk: KeyPair,
    pub(crate) next_root: Option<String>,
}

impl Organisation {
    pub(crate) fn new() -> Self {
        Self {
            root: pair(),
            desk: pair(),
            next_root: None,
        }
    }

    pub(crate) fn root_line(&self) -> String {
        self.root.pk.to_base64()
    }

    /// A signed upload of a public release with these files besides the organisation file.
    pub(crate) fn release(&self, number: u64, files: &[(&str, &[u8])]) -> Vec<u8> {
        let organisation = json!({
            "type": "sealpost-organisation", "version": 1, "organisation": ORGANISATION,
            "number": number, "name": "Example", "root": self.root_line(),
            "next_root": self.next_root,
            "desks": [{"lane": 3, "key": self.desk.pk.to_base64()}], "relays": [],
        })
        .to_string();
        let signature = sign(&self.root, &organisation).signature;
        let mut all = vec![
            ("organisation.json", organisation.as_bytes()),
            ("organisation.json.minisig", signature.as_bytes()),
        ];
        all.extend(files);
        let list: Vec<Value> = all
            .iter()
            .map(|(path, bytes)| {
                json!({"path": path, "sha256": BlobId::of(bytes).to_string(), "length": bytes.len()})
            })
            .collect();
        let document = json!({
            "type": "sealpost-public", "version": 1, "organisation": ORGANISATION,
            "number": number, "root": self.root_line(), "files": list,
        });
        let blobs: Vec<&[u8]> = all.iter().map(|(_, bytes)| *bytes).collect();
        upload(&sign(&self.root, &document.to_string()), &blobs)
    }

    /// An edition of lane 3 with two chunks of a given filling.
    pub(crate) fn edition(&self, number: u64, fill: u8) -> (Envelope, Vec<Vec<u8>>) {
        let chunks: Vec<Vec<u8>> = (0..2)
            .map(|chunk| vec![fill ^ chunk; CHUNK_BYTES as usize])
            .collect();
        let names: Vec<String> = chunks
            .iter()
            .map(|chunk| BlobId::of(chunk).to_string())
            .collect();
        let slots: Vec<String> = (0..32).map(|slot| format!("{slot:032x}")).collect();
        let document = json!({
            "type": "sealpost-edition", "version": 1, "organisation": ORGANISATION,
            "number": number, "lane": 3, "hour": "2026-11-23T14:00:00Z",
            "slots": slots, "chunks": names,
        });
        (sign(&self.desk, &document.to_string()), chunks)
    }

    pub(crate) fn parcel(&self, number: u64, parcel: &[u8], expires: &str) -> Vec<u8> {
        let document = json!({
            "type": "sealpost-parcel", "version": 1, "organisation": ORGANISATION,
            "number": number, "lane": 3, "sha256": BlobId::of(parcel).to_string(),
            "length": parcel.len(), "expires": expires,
        });
        upload(&sign(&self.desk, &document.to_string()), &[parcel])
    }

    pub(crate) fn acknowledgement(&self, number: u64, relay: &str, letters: &[String]) -> Envelope {
        let letters: Vec<Value> = letters
            .iter()
            .map(|id| json!({"sha256": id, "reason": "imported"}))
            .collect();
        let document = json!({
            "type": "sealpost-acknowledgement", "version": 1, "organisation": ORGANISATION,
            "number": number, "lane": 3, "relays": [relay], "letters": letters,
        });
        sign(&self.desk, &document.to_string())
    }
}

pub(crate) fn pair() -> KeyPair {
    KeyPair::generate_unencrypted_keypair().unwrap()
}

pub(crate) fn sign(pair: &KeyPair, document: &str) -> Envelope {
    let signature = minisign::sign(None, &pair.sk, Cursor::new(document), None, None).unwrap();
    Envelope {
        document: document.to_owned(),
        signature: signature.into_string(),
    }
}

pub(crate) fn upload(envelope: &Envelope, blobs: &[&[u8]]) -> Vec<u8> {
    let mut bytes = envelope.upload_head();
    for blob in blobs {
        bytes.extend_from_slice(blob);
    }
    bytes
}
