//! Words and numbers as people type them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::receipt::run(data));
