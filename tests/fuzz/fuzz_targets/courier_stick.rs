//! A stick as the courier finds it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::courier_stick::run(data));
