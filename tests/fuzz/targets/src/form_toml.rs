//! A form as people write it.

use crypto_core::Form;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let data = crate::text(data);
    let Ok(form) = Form::from_toml(data) else {
        return;
    };
    let again = Form::from_json(form.to_json()).expect("read from TOML, so it reads from JSON");
    assert_eq!(again, form);
    assert_eq!(again.hash(), form.hash());
}
