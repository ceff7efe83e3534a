//! Signed documents as the relay reads them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::relay_documents::run(data));
