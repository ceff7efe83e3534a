//! Requests as a relay meets them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::relay_request::run(data));
