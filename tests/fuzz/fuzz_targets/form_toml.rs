//! A form as people write it.
#![no_main]

use crypto_core::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let Ok(form) = Form::from_toml(data) else {
        return;
    };
    let again = Form::from_json(form.to_json()).expect("read from TOML, so it reads from JSON");
    assert_eq!(again, form);
    assert_eq!(again.hash(), form.hash());
});
