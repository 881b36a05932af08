//! The program itself, run as a user runs it.

use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;

/// `corslens` in the repository's root, with nothing inherited that changes its output.
pub fn corslens(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("corslens").unwrap();
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        // With it a panic would print a backtrace, which no user should ever see.
        .env("RUST_BACKTRACE", "1");
    command
}

/// What a run printed and how it ended.
pub struct Run {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The exit status.
    pub status: Option<i32>,
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Run {
    finished(&corslens(arguments).output().unwrap())
}

/// The texts of what a finished run printed.
pub fn finished(output: &std::process::Output) -> Run {
    Run {
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
        status: output.status.code(),
    }
}
