//! What relays answer a courier: descriptions, pages of the inbox, boards.

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    relay::fuzzing::read_answer(data);
}
