//! What one desk writes for another, as it is after unsealing: header, keys, events.

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    triage_client::fuzzing::read_message(data);
}
