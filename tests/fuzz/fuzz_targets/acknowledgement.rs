//! What a desk tells relays, and the envelope it travels in.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::acknowledgement::run(data));
