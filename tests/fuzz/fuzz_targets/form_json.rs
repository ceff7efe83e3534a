//! A form as it travels: its hash survives another JSON writer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_targets::form_json::run(data));
