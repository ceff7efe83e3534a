//! Signed documents as the relay and the courier read them, held against the letter's side.

use relay::{
    Acknowledgement, Edition, Envelope, Opening, OrganisationFile, ParcelNote, PublicKey,
    PublicRelease, RelayCard,
};

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    if let Ok(envelope) = Envelope::from_json(data) {
        assert_eq!(Envelope::from_json(&envelope.to_json()), Ok(envelope));
    }
    let _ = Opening::read(data);
    if let Ok(edition) = Edition::read(data) {
        assert_eq!(edition.slots.len(), edition.chunks.len() * 16);
        assert!(edition.lane < 16 && edition.number > 0);
        if let Ok(theirs) = crypto_core::Edition::parse(data) {
            assert_eq!(theirs.chunks().len(), edition.chunks.len());
        }
    }
    if let Ok(list) = Acknowledgement::read(data) {
        assert!(list.lane < 16 && list.number > 0);
        if let Ok(theirs) = crypto_core::Acknowledgement::parse(data) {
            assert_eq!(theirs.letters.len(), list.letters.len());
        }
    }
    if let Ok(note) = ParcelNote::read(data) {
        note.last_day();
    }
    if let Ok(release) = PublicRelease::read(data) {
        for file in &release.files {
            let path = std::path::Path::new(&file.path);
            let plain = |part| matches!(part, std::path::Component::Normal(_));
            assert!(path.components().all(plain), "{}", file.path);
        }
    }
    if let Ok(file) = OrganisationFile::read(data) {
        for desk in &file.desks {
            assert_eq!(file.desk(desk.lane), Some(&desk.key));
        }
    }
    if let Ok(card) = RelayCard::from_json(data) {
        let again = RelayCard::from_json(card.to_json().as_bytes()).expect("written by us");
        assert_eq!(again.certificate_der(), card.certificate_der());
        assert!(!format!("{card:?}").contains(card.push_token.expose()));
    }
    let text = crate::text(data);
    if let Ok(key) = text.parse::<PublicKey>() {
        assert_eq!(key.as_str().parse(), Ok(key.clone()));
        assert!(key.verify(b"a document nobody signed", text).is_err());
    }
    if let Ok(key) = crypto_core::SigningKey::from_seed(&[1; 32])
        .public()
        .to_string()
        .parse::<PublicKey>()
    {
        assert!(key.verify(b"a document nobody signed", text).is_err());
    }
}
