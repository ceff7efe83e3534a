//! The journal of a desk, as it lies on a failing disk.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::desk_journal::run(data));
