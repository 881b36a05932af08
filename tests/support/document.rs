//! Parts of the README and of `docs/` that the program writes, each between two marks with its
//! name.

use std::fs;
use std::path::{Path, PathBuf};

/// The documents that may hold such parts.
pub fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("README.md")];
    let folder = root.join("docs").read_dir().expect("docs/ is there");
    found.extend(
        folder
            .map(|entry| entry.expect("docs/ can be listed").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md")),
    );
    found.sort();
    found
}

/// Fails where a part is not this text; where `UPDATE_DOCS` is set, makes it so.
pub fn hold(parts: &[(&str, String)]) {
    let mut old = Vec::new();
    let mut missing: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    for path in documents() {
        let document = fs::read_to_string(&path).expect("the document can be read");
        let mut made = document.clone();
        for (name, text) in parts {
            let begin = format!("<!-- begin {name} -->\n");
            let end = format!("<!-- end {name} -->");
            let Some(from) = made.find(&begin).map(|at| at + begin.len()) else {
                continue;
            };
            let length = made[from..]
                .find(&end)
                .unwrap_or_else(|| panic!("no {end} in {}", path.display()));
            missing.retain(|other| other != name);
            if made[from..from + length] != **text {
                old.push(format!("{name} in {}", path.display()));
            }
            made.replace_range(from..from + length, text);
        }
        if std::env::var_os("UPDATE_DOCS").is_some() && made != document {
            fs::write(&path, made).expect("the document can be written");
        }
    }
    assert!(missing.is_empty(), "no document has the parts {missing:?}");
    assert!(
        old.is_empty() || std::env::var_os("UPDATE_DOCS").is_some(),
        "the program no longer says this: {old:#?}. Run UPDATE_DOCS=1 cargo test --test readme \
         --test score"
    );
}
