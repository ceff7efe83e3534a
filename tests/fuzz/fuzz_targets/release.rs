//! The public release: no path of it leaves its folder.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::release::run(data));
