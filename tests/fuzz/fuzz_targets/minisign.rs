//! Signatures and public keys in minisign's format: none is forged, and keys have one spelling.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::minisign::run(data));
