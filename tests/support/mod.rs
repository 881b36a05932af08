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
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, found);
        } else if name.ends_with(".har") || name.ends_with(".har.gz") {
            found.push(path);
        }
    }
}
