//! Bounded CBOR: what `scan` lets through means the same to two decoders, and has one encoding.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::codec::run(data));
