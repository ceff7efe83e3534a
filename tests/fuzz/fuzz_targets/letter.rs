//! A letter's frame, as it is after unsealing: preamble, header, proof, attachments, padding.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::letter::run(data));
