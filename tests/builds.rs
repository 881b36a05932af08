//! What is offered for builds is run: the GitHub Action's script, the pre-commit hook's command,
//! the Playwright reporter.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;

const SHOP: &str = "fixtures/shop.har";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the program that is tested.
fn program() -> PathBuf {
    let command = Command::cargo_bin("corslens").unwrap();
    PathBuf::from(command.get_program())
}

fn action(folder: &Path, inputs: &[(&str, &str)]) -> Output {
    let path = std::env::var("PATH").unwrap();
    let program = program();
    Command::new(root().join("packaging/action"))
        .current_dir(root())
        .env(
            "PATH",
            format!("{}:{path}", program.parent().unwrap().display()),
        )
        .env("RUNNER_TEMP", folder)
        .env("GITHUB_STEP_SUMMARY", folder.join("summary"))
        .envs(inputs.iter().copied())
        .output()
        .unwrap()
}

fn has_bash() -> bool {
    Command::new("bash").arg("--version").output().is_ok()
}

#[test]
fn the_action_annotates_and_sums_up() {
    if !has_bash() {
        eprintln!("skipped: no bash here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let spaced = folder.path().join("a b.har");
    fs::copy(root().join(SHOP), &spaced).unwrap();
    let html = folder.path().join("report.html");
    let files = format!("{SHOP}\n{}\n", spaced.display());
    let run = action(
        folder.path(),
        &[
            ("FILES", &files),
            ("FILTER", "host:auth.example"),
            ("OUTPUTS", html.to_str().unwrap()),
        ],
    );
    let out = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(1), "{out}");
    assert_eq!(
        out.matches("::error title=auth.example ").count(),
        2,
        "{out}"
    );
    let summary = fs::read_to_string(folder.path().join("summary")).unwrap();
    assert!(summary.starts_with("# Cross-origin requests"), "{summary}");
    assert!(
        fs::read_to_string(html)
            .unwrap()
            .starts_with("<!doctype html>")
    );
}

#[test]
fn an_input_of_the_action_is_never_a_command() {
    if !has_bash() {
        eprintln!("skipped: no bash here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let nasty = format!("$(touch {0})`touch {0}`;touch {0}", mark.display());
    for name in ["FILES", "FILTER", "BASELINE", "ALLOW", "FAIL_ON"] {
        let run = action(folder.path(), &[("FILES", SHOP), (name, &nasty)]);
        assert!(!mark.exists(), "{name}");
        let expected = if name == "FILTER" {
            vec![0, 2]
        } else {
            vec![2]
        };
        let code = run.status.code().unwrap();
        assert!(expected.contains(&code), "{name}: {code}");
    }
    // What looks like an option is a file.
    let run = action(folder.path(), &[("FILES", "--help")]);
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn the_hook_runs_a_command_that_there_is() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let entry = hooks
        .lines()
        .find_map(|line| line.trim().strip_prefix("entry: corslens "));
    let run = Command::new(program())
        .args(entry.unwrap().split(' '))
        .arg(SHOP)
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8(run.stdout).unwrap().lines().count() <= 10);
}

#[test]
fn the_reporter_names_what_the_browser_blocked() {
    // Node runs TypeScript from version 22.18 on.
    let script = format!(
        "import Reporter from '{}/examples/playwright/corslens-reporter.ts';
         const attachments = [{{ name: 'har', path: '{SHOP}' }}];
         new Reporter().onTestEnd({{ title: 'checkout' }}, {{ status: 'failed', attachments }});
         new Reporter().onTestEnd({{ title: 'fine' }}, {{ status: 'passed', attachments }});",
        root().display()
    );
    let run = Command::new("node")
        .args(["--input-type=module", "-e", &script])
        .env("CORSLENS", program())
        .current_dir(root())
        .output();
    let Ok(run) = run else {
        eprintln!("skipped: no Node here");
        return;
    };
    let err = String::from_utf8_lossy(&run.stderr);
    if err.contains("ERR_UNKNOWN_FILE_EXTENSION") || err.contains("Unexpected") {
        eprintln!("skipped: this Node does not run TypeScript");
        return;
    }
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(
        out.contains("checkout: the browser blocked requests\n"),
        "{out}{err}"
    );
    assert!(out.contains("17 failed"), "{out}");
    assert!(!out.contains("fine"), "{out}");
}
