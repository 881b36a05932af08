//! The modules use one another in one direction only: each may use those that `src/lib.rs` lists
//! above it. And only the command line prints.

use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules in the order of `src/lib.rs`.
fn order() -> Vec<String> {
    let library = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    library
        .lines()
        .map(|line| line.strip_prefix("pub ").unwrap_or(line))
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The modules that a source names after `crate::`, also in `use crate::{a, b::c}`.
fn used(source: &str) -> Vec<String> {
    let mut used = Vec::new();
    for after in source.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => used.push(first_name(after)),
            Some(group) => {
                let mut depth = 0;
                let mut begins = true;
                for (place, c) in group.char_indices() {
                    if begins && depth == 0 && (c.is_alphanumeric() || c == '_') {
                        used.push(first_name(&group[place..]));
                        begins = false;
                    }
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' => begins = true,
                        _ => {}
                    }
                }
            }
        }
    }
    used
}

fn first_name(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with the module of the library that it belongs to.
fn modules() -> Vec<(String, PathBuf)> {
    let root = root().join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let first = file.strip_prefix(&root).unwrap().components().next();
            let name = Path::new(first.unwrap().as_os_str()).with_extension("");
            (name.to_string_lossy().into_owned(), file)
        })
        .collect()
}

#[test]
fn modules_use_only_those_above_them() {
    let order = order();
    assert_eq!(order.first().map(String::as_str), Some("spread"));
    assert_eq!(order.last().map(String::as_str), Some("cli"));
    let mut wrong = Vec::new();
    for (module, file) in modules() {
        if module == "lib" || module == "main" {
            continue;
        }
        let place = order.iter().position(|m| *m == module);
        let place = place.unwrap_or_else(|| panic!("{module} is not in src/lib.rs"));
        let source = std::fs::read_to_string(&file).unwrap();
        for name in used(&source) {
            if order
                .iter()
                .position(|m| *m == name)
                .is_some_and(|p| p > place)
            {
                wrong.push(format!("{} uses {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A source without its tests; nothing of a file that holds only tests.
fn without_tests(file: &Path) -> String {
    let name = file.file_stem().unwrap().to_string_lossy();
    if name.ends_with("tests") || ["cases", "testing", "oracle"].contains(&&*name) {
        return String::new();
    }
    let source = std::fs::read_to_string(file).unwrap();
    let end = source
        .find("\n#[cfg(test)]\nmod tests")
        .unwrap_or(source.len());
    source[..end].to_owned()
}

#[test]
fn tokens_of_json_are_read_without_a_word_of_captures() {
    for (module, file) in modules() {
        if module == "json" {
            let source = without_tests(&file);
            let others: Vec<_> = used(&source)
                .into_iter()
                .filter(|name| name != "json")
                .collect();
            assert!(others.is_empty(), "{} uses {others:?}", file.display());
        }
    }
}

#[test]
fn only_inputs_and_exports_know_a_file_format() {
    let rooms = [
        "capture", "fetch", "exchange", "verdict", "rules", "causes", "fixes", "report",
    ];
    let marks = [
        "crate::input",
        "\"/log",
        "/request/headers",
        "/response/",
        "\"_error\"",
    ];
    for (module, file) in modules() {
        if rooms.contains(&module.as_str()) {
            let source = without_tests(&file);
            let code = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for mark in marks {
                    assert!(!line.contains(mark), "{}: {line}", file.display());
                }
            }
        }
    }
}

#[test]
fn enums_of_the_engine_may_grow() {
    for (module, file) in modules() {
        if ["tui", "cli"].contains(&module.as_str()) {
            continue;
        }
        let source = without_tests(&file);
        let lines: Vec<&str> = source.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            if !line.trim_start().starts_with("pub enum ") {
                continue;
            }
            let attributes = lines[..number].iter().rev().take_while(|line| {
                let line = line.trim_start();
                line.starts_with('#') || line.starts_with("//")
            });
            assert!(
                attributes
                    .into_iter()
                    .any(|line| line.contains("#[non_exhaustive]")),
                "{}: `{}` is not #[non_exhaustive]",
                file.display(),
                line.trim()
            );
        }
    }
}

#[test]
fn main_does_nothing() {
    let main = std::fs::read_to_string(root().join("src/main.rs")).unwrap();
    let code = main
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with("//"));
    assert_eq!(code.count(), 3);
}

#[test]
fn names_after_crate_are_found() {
    let source = "use crate::capture::Capture;\nuse crate::{fetch::{a, b}, report};\nlet x = crate::http::y;";
    assert_eq!(used(source), ["capture", "fetch", "report", "http"]);
}
