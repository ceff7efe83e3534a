//! The organisation file: what is read is written and read again as the same.

use std::sync::LazyLock;

use crypto_core::{Language, Organisation, Pin, parse_time};

static MINISIG: LazyLock<String> = LazyLock::new(|| {
    crypto_core::SigningKey::from_seed(&[1; 32]).sign_document(b"another document", "comment")
});

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let organisation = match Organisation::parse(data) {
        Ok(organisation) => organisation,
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() < 1000, "an error repeats the document");
            assert!(!text.chars().any(char::is_control), "control characters");
            return;
        }
    };
    let again = Organisation::parse(&organisation.to_json_bytes()).expect("written by us");
    assert_eq!(again, organisation);
    for time in [
        "2026-11-23T14:00:00Z",
        "9999-12-30T22:00:00Z",
        "0001-01-01T00:00:00Z",
    ] {
        let now = parse_time(time).expect("a time");
        // There always is a key.
        organisation.intake_key(now);
        organisation.staleness(now);
        for lack in organisation.missing(now) {
            lack.text(Language::En);
        }
    }
    assert!(Pin::first(data, &MINISIG).is_err());
    organisation.answer_key();
    for programme in &organisation.programmes {
        assert!(
            organisation
                .programme_by_form(&programme.form.hash())
                .is_some()
        );
    }
}
