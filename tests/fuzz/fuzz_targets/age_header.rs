//! A sealed file as it comes: nothing about it can be trusted.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::age_header::run(data));
