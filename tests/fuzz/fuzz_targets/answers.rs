//! Answers: as a letter brings them, and as a person types them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::answers::run(data));
