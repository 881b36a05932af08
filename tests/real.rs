//! Captures that nobody here made.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use corslens::input;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/real")
}

/// The files and their numbers of entries, from the table of their origins.
fn listed() -> Vec<(String, Option<usize>)> {
    let origin = std::fs::read_to_string(folder().join("ORIGIN.md")).unwrap();
    origin
        .lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.split(" | ").collect();
            let file = cells.first()?.strip_prefix("| `")?.strip_suffix('`')?;
            Some((
                file.to_owned(),
                cells.last()?.trim_end_matches(" |").parse().ok(),
            ))
        })
        .collect()
}

#[test]
fn every_one_opens_with_all_its_entries_or_says_in_one_line_why_not() {
    for (file, entries) in listed() {
        let opened = input::open(&folder().join(&file), &mut |_| {});
        match (opened, entries) {
            (Ok(capture), Some(entries)) => assert_eq!(capture.entries.len(), entries, "{file}"),
            (Ok(_), None) => panic!("{file} opened"),
            (Err(error), Some(_)) => panic!("{file}: {error}"),
            (Err(error), None) => {
                let line = error.to_string();
                assert!(
                    line.contains(&file) && line.len() > file.len() + 20,
                    "{line}"
                );
                assert!(!line.contains(char::is_control), "{line:?}");
            }
        }
    }
}

#[test]
fn the_origin_of_every_file_is_told() {
    let listed: BTreeSet<_> = listed().into_iter().map(|(file, _)| file).collect();
    let present: BTreeSet<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|file| file != "ORIGIN.md")
        .collect();
    assert_eq!(listed, present);
    assert!(listed.len() > 40);
}

#[test]
fn producers_and_browsers_are_recognised() {
    for (file, _) in listed() {
        let Ok(capture) = input::open(&folder().join(&file), &mut |_| {}) else {
            continue;
        };
        let producer = &capture.producer;
        if producer.name == "WebInspector" {
            assert_eq!(
                producer.recorder,
                corslens::capture::Recorder::Chromium,
                "{file}"
            );
            assert_eq!(
                producer.browser,
                Some(corslens::capture::Browser::Chromium),
                "{file}"
            );
        }
        if producer.name == "Firefox" {
            assert_eq!(
                producer.browser,
                Some(corslens::capture::Browser::Firefox),
                "{file}"
            );
            assert!(producer.browser_version.is_some(), "{file}");
        }
    }
}
