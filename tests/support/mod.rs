//! What several tests need: the fixtures.

use std::path::{Path, PathBuf};

/// Every capture under `fixtures/`, sorted.
pub fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join("fixtures"), &mut found);
    found.sort();
    assert!(!found.is_empty(), "there are no fixtures");
    found
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if is_capture(&path) {
            found.push(path);
        }
    }
}

fn is_capture(path: &Path) -> bool {
    let unpacked = path.with_extension("");
    let name = if path.extension().is_some_and(|e| e == "gz") {
        &unpacked
    } else {
        path
    };
    name.extension().is_some_and(|extension| extension == "har")
}
