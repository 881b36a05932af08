//! Folders of captures: what cannot be read in them is named, and nothing is waited for.
#![cfg(unix)]

#[path = "support/program.rs"]
mod program;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use program::{Run, corslens, finished, run};

const CAPTURE: &str = r#"{"log": {"entries": [{"request": {"method": "GET", "url": "https://a.example/"}, "response": {"status": 200}}]}}"#;

fn captures(found: &Run) -> usize {
    let report: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    report["captures"].as_array().unwrap().len()
}

fn forbid(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o000)).unwrap();
}

/// The program as somebody who may not read everything; `None` where that is not possible.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Option<Run> {
    let mut command = corslens(arguments);
    let we_are_root = folder.metadata().unwrap().uid() == 0;
    if we_are_root {
        command.uid(65534).gid(65534).current_dir("/");
    }
    command.output().ok().as_ref().map(finished)
}

#[test]
fn an_unreadable_part_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(at("m")).unwrap();
    for name in [
        "a.har",
        "forbidden.har",
        "forbidden.json",
        "m/b.har",
        "z.har",
    ] {
        fs::write(at(name), CAPTURE).unwrap();
    }
    for name in ["forbidden.har", "forbidden.json", "m"] {
        forbid(&at(name));
    }
    let path = folder.path().display().to_string();
    let found = as_nobody(folder.path(), &["check", &path, "--format", "json"]);
    fs::set_permissions(at("m"), Permissions::from_mode(0o755)).unwrap();
    // Where the program itself may not be started by somebody else there is nothing to see.
    let Some(found) = found else { return };
    assert_eq!(captures(&found), 2, "{}", found.err);
    assert_eq!(found.status, Some(2));
    for name in ["forbidden.har", "forbidden.json", "m"] {
        let line = format!("corslens: {path}/{name}: cannot be read: Permission denied");
        assert!(found.err.contains(&line), "{line} is not in: {}", found.err);
    }
    let named = found.err.matches(": cannot be read: ").count();
    assert_eq!(named, 3, "{}", found.err);
}

#[test]
fn pipes_sockets_and_devices_are_passed_over_whatever_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.har"), CAPTURE).unwrap();
    for name in ["pipe.har", "pipe.json", "pipe.zip"] {
        mkfifo(&at(name), Mode::from_bits_truncate(0o600)).unwrap();
    }
    let _socket = UnixListener::bind(at("socket.har")).unwrap();
    symlink("/dev/zero", at("zero.har")).unwrap();
    symlink(at("pipe.har"), at("link.har.gz")).unwrap();
    let found = run(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(
        (captures(&found), found.status),
        (1, Some(0)),
        "{}",
        found.err
    );
    assert!(found.err.contains(": 6 other files "), "{}", found.err);
}

#[test]
fn links_that_lead_in_circles_or_nowhere_end() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("deep")).unwrap();
    fs::write(at("deep/a.har"), CAPTURE).unwrap();
    symlink(folder.path(), at("deep/up")).unwrap();
    symlink(at("self.har"), at("self.har")).unwrap();
    symlink(at("deep/a.har"), at("link.har")).unwrap();
    symlink("gone.har", at("dangling.har")).unwrap();
    let path = folder.path().display().to_string();
    let found = run(&["check", &path, "--format", "json"]);
    assert_eq!(
        (captures(&found), found.status),
        (2, Some(2)),
        "{}",
        found.err
    );
    for name in ["self.har", "dangling.har"] {
        let line = format!("corslens: {path}/{name}: cannot be read: ");
        assert!(found.err.contains(&line), "{line} is not in: {}", found.err);
    }
}

#[test]
fn folders_in_folders_are_looked_into_and_the_end_of_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut path = folder.path().to_owned();
    for _ in 0..70 {
        path.push("d");
    }
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("a.har"), CAPTURE).unwrap();
    fs::write(folder.path().join("d/d/d/b.har"), CAPTURE).unwrap();
    let found = run(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(
        (captures(&found), found.status),
        (1, Some(2)),
        "{}",
        found.err
    );
    assert!(found.err.contains("nested too deeply"), "{}", found.err);
}
