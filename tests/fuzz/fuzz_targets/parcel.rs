//! A parcel's frame, sealed as it would come from a relay.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::parcel::run(data));
