//! Words and numbers as people type them.

use crypto_core::{Country, Fingerprint, Language, Receipt, WordList};

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let data = crate::text(data);
    if let Ok(receipt) = Receipt::parse(data) {
        let numbers = receipt.numbers().join(" ");
        assert_eq!(Receipt::parse(&numbers).as_ref(), Ok(&receipt));
        for list in WordList::ALL {
            let words = receipt.words(list).join(" ");
            assert_eq!(Receipt::parse(&words).as_ref(), Ok(&receipt));
        }
    }
    if let Ok(fingerprint) = data.parse::<Fingerprint>() {
        assert_eq!(fingerprint.numbers().join(" ").parse(), Ok(fingerprint));
    }
    for list in WordList::ALL {
        list.complete(data);
    }
    Country::by_text(data);
    let _ = data.parse::<Language>();
}
