//! An edition: every place it gives lies on the board.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::edition::run(data));
