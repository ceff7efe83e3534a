//! The organisation file: what is read is written and read again as the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::organisation::run(data));
