//! What a desk reads that others wrote, as `tests/fuzz` hands it in.

use std::collections::BTreeMap;
use std::path::Path;

use crypto_core::{FrameKind, encode_head, from_bytes, read_head, to_bytes};

use super::colleague::{Header, Pieces, SHARED_LIMITS, Shared};
use super::enrol;
use crate::model::{
    CaseId, Clock, DeviceId, EVENT_LIMITS, EventBody, FoldedEvent, SignedEvent, fold,
};
use crate::stick::Stick;

/// Reads a stick: the inbox, the hours of arrival, requests of new laptops.
pub fn read_stick(folder: &Path) {
    let Ok(stick) = Stick::new(folder) else {
        return;
    };
    // A file where a folder should be is an error that the desk names.
    for file in stick.inbox().unwrap_or_default() {
        assert!(file.path.ends_with(format!("{}.age", file.name)));
    }
    let (arrivals, _) = stick.arrivals();
    for hours in arrivals.values() {
        assert!(!hours.is_empty());
    }
    for request in enrol::requests(folder).unwrap_or_default() {
        assert_eq!(request.words().split_whitespace().count(), 8);
        assert!(!request.person().is_empty() && !request.numbers().is_empty());
    }
}

/// Reads bytes as each part of what one laptop writes for another: header, shared keys, events,
/// and what events hold; and folds those into a case.
pub fn read_message(bytes: &[u8]) {
    if let Ok((header, _)) = read_head::<Header>(FrameKind::Desk, &mut &bytes[..]) {
        let again = encode_head(FrameKind::Desk, &header).expect("read, so it can be written");
        let (header, _) = read_head::<Header>(FrameKind::Desk, &mut &again[..]).expect("ours");
        let once_more = encode_head(FrameKind::Desk, &header).expect("read, so it can be written");
        assert_eq!(once_more, again);
    }
    if let Ok(shared) = from_bytes::<Shared>(bytes, SHARED_LIMITS) {
        let again = to_bytes(&shared).expect("read, so it can be written");
        from_bytes::<Shared>(&again, SHARED_LIMITS).expect("written by us");
    }
    let mut events = Vec::new();
    for (at, piece) in Pieces(bytes).enumerate().take(64) {
        if let Ok((signed, _)) = SignedEvent::decode(piece) {
            let again = signed.encode().expect("read, so it can be written");
            assert!(SignedEvent::decode(&again).is_ok());
        }
        let Ok(body) = from_bytes::<EventBody>(piece, EVENT_LIMITS) else {
            continue;
        };
        let again = to_bytes(&body).expect("read, so it can be written");
        let again: EventBody = from_bytes(&again, EVENT_LIMITS).expect("written by us");
        assert_eq!(again, body);
        events.push(FoldedEvent {
            clock: Clock {
                wall: (at / 3) as i64,
                count: 0,
            },
            device: DeviceId::from_bytes([(at % 2) as u8; 16]),
            seq: at as u64,
            person: "someone".to_owned(),
            body,
        });
    }
    let case = CaseId::from_bytes([1; 16]);
    let forms = BTreeMap::new();
    let folded = fold(case, events.clone(), &forms);
    // The same events give the same case, in whatever order they came.
    events.reverse();
    assert_eq!(fold(case, events, &forms), folded);
}
