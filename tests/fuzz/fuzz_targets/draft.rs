//! A draft's frame, as it is after unsealing.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::draft::run(data));
