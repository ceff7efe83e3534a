//! The public release: no path of it leaves its folder.
#![no_main]

use std::path::{Component, Path};

use crypto_core::PublicRelease;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(release) = PublicRelease::parse(data) else {
        return;
    };
    assert!(release.file("organisation.json").is_some());
    for file in &release.files {
        assert!(
            Path::new(&file.path)
                .components()
                .all(|part| matches!(part, Component::Normal(_))),
            "{}",
            file.path
        );
    }
});
