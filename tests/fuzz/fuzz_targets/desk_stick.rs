//! A stick as the desk finds it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::desk_stick::run(data));
