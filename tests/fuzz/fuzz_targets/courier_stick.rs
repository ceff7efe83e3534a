//! A stick as the courier finds it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::courier_stick::run(data));
