//! The public release: no path of it leaves its folder.

use std::path::{Component, Path};

use crypto_core::PublicRelease;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
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
}
