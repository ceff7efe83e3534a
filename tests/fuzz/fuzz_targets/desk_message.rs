//! What one desk writes for another.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::desk_message::run(data));
