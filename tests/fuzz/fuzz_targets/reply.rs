//! A reply's frame, as it is after unsealing. No input has a proof, so none is ever shown.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::reply::run(data));
