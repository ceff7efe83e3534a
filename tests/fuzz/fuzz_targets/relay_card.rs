//! The setup card of a relay, off a stick.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::relay_card::run(data));
