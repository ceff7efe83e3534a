//! What relays answer a courier.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::courier_answer::run(data));
