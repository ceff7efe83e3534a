//! Words and numbers as people type them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::receipt::run(data));
