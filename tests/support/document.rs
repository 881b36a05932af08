//! Parts of the README that the program writes, each between two marks with its name.

use std::fs;
use std::path::{Path, PathBuf};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Fails where a part of the README is not this text; where `UPDATE_DOCS` is set, makes it so.
pub fn hold(parts: &[(&str, String)]) {
    let readme = fs::read_to_string(path()).expect("the README is there");
    let mut made = readme.clone();
    let mut old = Vec::new();
    for (name, text) in parts {
        let begin = format!("<!-- begin {name} -->\n");
        let end = format!("<!-- end {name} -->");
        let from = made.find(&begin).unwrap_or_else(|| panic!("no {begin}")) + begin.len();
        let length = made[from..]
            .find(&end)
            .unwrap_or_else(|| panic!("no {end}"));
        if made[from..from + length] != **text {
            old.push(*name);
        }
        made.replace_range(from..from + length, text);
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path(), made).expect("the README can be written");
        return;
    }
    assert!(
        old.is_empty(),
        "README.md does not say what the program says of: {}. UPDATE_DOCS=1 cargo test --test \
         readme --test score",
        old.join(", ")
    );
}
