//! The journal of a desk, as it lies on a failing disk.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::desk_journal::run(data));
