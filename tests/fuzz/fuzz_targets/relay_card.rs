//! The setup card of a relay, off a stick.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::relay_card::run(data));
