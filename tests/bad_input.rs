//! Whatever it is given: one clear line, the right exit status, never a backtrace.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use program::{Run, corslens, finished, run};

const SHOP: &str = "fixtures/shop.har";

/// One line that names the file and says what is wrong; nothing on standard output.
fn is_refused(given: &Run, file: &str, says: &str) {
    let Run { out, err, status } = given;
    assert_eq!(*status, Some(2), "{err}");
    assert_eq!(out, "", "{file}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.starts_with(&format!("corslens: {file}: ")), "{err}");
    assert!(err.to_lowercase().contains(says), "{says} is not in: {err}");
    for word in ["panick", "backtrace", "src/", "Error {", "Err("] {
        assert!(!err.contains(word), "{err}");
    }
}

#[test]
fn what_is_no_capture_gets_one_line_that_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content, says) in [
        ("empty.har", &b""[..], "empty"),
        ("blank.har", b" \n\t ", "empty"),
        (
            "binary.har",
            b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe\x80",
            "not",
        ),
        ("text.har", b"GET / HTTP/1.1\r\n\r\n", "not"),
        (
            "other.har",
            b"{\"name\": \"corslens\", \"version\": 1}",
            "log",
        ),
        ("list.har", b"[1, 2, 3]", "har"),
        ("nolog.har", b"{\"log\": 3}", "log"),
        ("torn.har.gz", b"\x1f\x8b\x08\0\0\0\0\0", "end of file"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let file = path.to_str().unwrap();
        is_refused(&run(&["check", file]), file, says);
        // Without a subcommand and a terminal it is the same.
        is_refused(&run(&[file]), file, says);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();

    is_refused(
        &run(&["check", &at("none.har")]),
        &at("none.har"),
        "no such file",
    );

    // A directory may be given, but this one holds nothing.
    fs::create_dir(at("folder")).unwrap();
    is_refused(&run(&["check", &at("folder")]), &at("folder"), "no capture");

    // Opening a socket fails for everyone, also for those who may read any file.
    #[cfg(unix)]
    {
        let _socket = std::os::unix::net::UnixListener::bind(at("socket.har")).unwrap();
        is_refused(
            &run(&["check", &at("socket.har")]),
            &at("socket.har"),
            "read",
        );
    }
}

#[test]
fn a_cut_capture_gives_everything_before_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.har");
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SHOP)).unwrap();
    fs::write(&path, &whole[..whole.len() * 9 / 10]).unwrap();

    let Run { out, err, status } = run(&["check", path.to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains(": read in part ("), "{err}");
    assert!(out.contains("note: "), "{out}");
    assert!(out.contains("https://api.shop.example/v2/cart "), "{out}");
    assert!(!out.contains("https://down.example:9443/health"), "{out}");
}

#[test]
fn a_capture_without_entries_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.har");
    fs::write(
        &path,
        r#"{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}"#,
    )
    .unwrap();
    let Run { out, err, status } = run(&["check", path.to_str().unwrap()]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.contains("no request to judge"), "{out}");
}

#[test]
fn one_bad_file_does_not_hide_the_others() {
    let Run { out, err, status } = run(&["check", "none.har", SHOP]);
    assert_eq!(status, Some(2));
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.starts_with("corslens: none.har: "), "{err}");
    assert!(out.contains("17 failed"), "{out}");
}

#[test]
fn names_are_made_harmless_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("\u{1b}[31mred\n.har");
    fs::write(&path, "").unwrap();
    let Run { err, .. } = run(&["check", path.to_str().unwrap()]);
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains("\\u{1b}[31mred\\n.har"), "{err}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    for format in ["text", "json", "jsonl", "markdown"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = corslens(&["check", SHOP, "--format", format])
            .stdout(writer)
            .output()
            .unwrap();
        let Run { err, status, .. } = finished(&output);
        assert_eq!((status, err.as_str()), (Some(1), ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::File::create("/dev/full").unwrap();
    let output = corslens(&["check", SHOP]).stdout(full).output().unwrap();
    let Run { err, status, .. } = finished(&output);
    assert_eq!(status, Some(2));
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.starts_with("corslens: standard output: "), "{err}");
}

#[test]
fn standard_input_is_read_as_files_are() {
    let mut child = corslens(&["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let shop = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SHOP)).unwrap();
    child.stdin.take().unwrap().write_all(&shop).unwrap();
    let Run { out, err, status } = finished(&child.wait_with_output().unwrap());
    assert_eq!((status, err.as_str()), (Some(1), ""));
    assert!(out.contains("17 failed"), "{out}");

    let empty = corslens(&["check", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    is_refused(&finished(&empty), "-", "empty");
}
