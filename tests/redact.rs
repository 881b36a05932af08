//! Files that are safe to send say the same as before.

#[path = "support/program.rs"]
mod program;
#[path = "support/mod.rs"]
mod support;

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use corslens::export::redact::redact;
use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use program::{Run, run};
use regex::Regex;

const SHOP: &str = "fixtures/shop.har";

/// The report as JSON, in which placeholders and what a report strikes out look alike.
fn report(mut bytes: &[u8], secret: &Regex) -> Option<String> {
    let capture = input::read(&mut bytes, "capture.har", &mut |_| {}).ok()?;
    let report = Report::new(vec![capture]);
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut written = Vec::new();
    let json = export::format("json").unwrap();
    (json.write)(&mut written, &report, &ids, &Options::default()).unwrap();
    let written = String::from_utf8(written).unwrap();
    Some(secret.replace_all(&written, "SECRET").into_owned())
}

#[test]
fn reports_before_and_after_are_the_same() {
    // Notes name the byte, which moves.
    let secret = Regex::new(r#"\[redacted\]|redacted-\d+|"(offset|line)": \d+"#).unwrap();
    let mut of_folder: HashMap<PathBuf, usize> = HashMap::new();
    let mut redacted_files = 0;
    let mut different = Vec::new();
    for path in support::fixtures() {
        // The corpora hold thousands of the same kind.
        let folder = path.parent().unwrap().to_owned();
        let in_corpus = folder.components().any(|part| part.as_os_str() == "corpus");
        let number = of_folder.entry(folder).or_default();
        *number += 1;
        if in_corpus && *number > 1 {
            continue;
        }
        let mut bytes = fs::read(&path).unwrap();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut plain = Vec::new();
            let mut packed = flate2::read::MultiGzDecoder::new(bytes.as_slice());
            if packed.read_to_end(&mut plain).is_err() {
                continue;
            }
            bytes = plain;
        }
        let Ok(redacted) = redact(&bytes) else {
            continue;
        };
        let after = serde_json::to_vec_pretty(&redacted.document).unwrap();
        let before = report(&bytes, &secret);
        let after = report(&after, &secret);
        redacted_files += 1;
        if before != after {
            let (before, after) = (before.unwrap(), after.unwrap());
            let lines = before.lines().zip(after.lines());
            let first = lines.into_iter().find(|(before, after)| before != after);
            different.push(format!("{}: {first:#?}", path.display()));
        }
    }
    assert!(redacted_files > 100, "{redacted_files}");
    assert!(
        different.is_empty(),
        "{} of {redacted_files}: {}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn it_says_what_it_removed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("safe.har");
    let target = target.to_str().unwrap();
    let Run { out, err, status } = run(&["redact", SHOP, target]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.starts_with(target), "{out}");
    assert!(out.contains("bodies removed"), "{out}");
    assert!(out.contains("every verdict is unchanged"), "{out}");
    let summary = |file| {
        let out = run(&["check", file, "--summary"]).out;
        out.split_once('\n').unwrap().1.to_owned()
    };
    assert_eq!(summary(target), summary(SHOP));
    // To standard output, what was removed goes to standard error.
    let Run { out, err, .. } = run(&["redact", SHOP, "-"]);
    assert_eq!(out, fs::read_to_string(target).unwrap());
    assert!(err.contains("bodies removed"), "{err}");
    // Once is enough.
    let Run { out, .. } = run(&["redact", target, "-"]);
    assert_eq!(out, fs::read_to_string(target).unwrap());
}

#[test]
fn what_cannot_be_redacted_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let [cut, same] = ["cut.har", "same.har"].map(|name| folder.path().join(name));
    let whole = fs::read(support::root().join(SHOP)).unwrap();
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    fs::write(&same, &whole).unwrap();
    let [cut, same] = [cut.to_str().unwrap(), same.to_str().unwrap()];
    let target = folder.path().join("out.har");
    for (from, to, message) in [
        (
            cut,
            target.to_str().unwrap(),
            "only a whole HAR file can be redacted",
        ),
        (same, same, "would overwrite the capture"),
        ("none.har", target.to_str().unwrap(), "none.har"),
        (
            "Cargo.toml",
            target.to_str().unwrap(),
            "only a whole HAR file",
        ),
    ] {
        let Run { err, status, .. } = run(&["redact", from, to]);
        assert_eq!(status, Some(2), "{from}");
        assert!(err.contains(message), "{err}");
        assert!(!target.exists());
    }
    assert_eq!(fs::read(same).unwrap(), whole);
}

#[test]
fn a_name_that_ends_with_gz_is_packed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("safe.har.gz");
    let target = target.to_str().unwrap();
    assert_eq!(run(&["redact", SHOP, target]).status, Some(0));
    assert!(fs::read(target).unwrap().starts_with(&[0x1f, 0x8b]));
    let Run { out, .. } = run(&["check", target]);
    assert!(out.contains("blocked 16"), "{out}");
}
