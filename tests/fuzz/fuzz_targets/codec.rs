//! Bounded CBOR: what `scan` lets through means the same to two decoders, and has one encoding.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sealpost_fuzz::codec::run(data));
