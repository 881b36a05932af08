//! A run that is killed while it writes leaves the file that was there, or the whole new one, and
//! nothing else.
#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "the long run tells its figures")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corslens");
const OLD: &str = "what was there before";
const SIGNALS: [Signal; 4] = [
    Signal::SIGINT,
    Signal::SIGTERM,
    Signal::SIGHUP,
    Signal::SIGKILL,
];

/// A command that writes files.
struct Writer {
    arguments: Vec<String>,
    outputs: Vec<&'static str>,
}

fn writers(capture: &str) -> [Writer; 2] {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    [
        Writer {
            arguments: words(&[
                "check", capture, "-o", "a.json", "-o", "a.html", "-o", "a.csv",
            ]),
            outputs: vec!["a.json", "a.html", "a.csv"],
        },
        Writer {
            arguments: words(&["redact", capture, "a.har"]),
            outputs: vec!["a.har"],
        },
    ]
}

/// A capture that takes a while to write about.
fn capture(folder: &Path, times: usize) -> String {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
    let mut har: serde_json::Value = serde_json::from_slice(&fs::read(shop).unwrap()).unwrap();
    let entries = har["log"]["entries"].as_array_mut().unwrap();
    *entries = vec![entries.clone(); times].concat();
    let path = folder.join("capture.har");
    fs::write(&path, har.to_string()).unwrap();
    path.display().to_string()
}

fn start(folder: &Path, writer: &Writer) -> Child {
    // Another build can be tried, such as a release.
    let program = std::env::var_os("CORSLENS").unwrap_or_else(|| PROGRAM.into());
    Command::new(program)
        .args(&writer.arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the run when so much of its time is over.
fn end(mut child: Child, signal: Signal, after: Duration) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begun.elapsed() >= after {
            let id = i32::try_from(child.id()).unwrap();
            kill(Pid::from_raw(id), signal).unwrap();
            return child.wait().unwrap();
        }
        std::thread::yield_now();
    }
}

/// The unfinished files in a folder.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| entry.path())
        .filter(|path| {
            !path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("a.")
        })
        .collect()
}

/// As if a minute had gone by: what is being written just now is left alone.
fn make_old(files: &[PathBuf]) {
    for path in files {
        let before = SystemTime::now() - Duration::from_secs(60);
        let file = File::options().append(true).open(path).unwrap();
        file.set_modified(before).unwrap();
    }
}

fn kill_at_every_moment(rounds: u32, times: usize) {
    let home = tempfile::tempdir().unwrap();
    let capture = capture(home.path(), times);
    for writer in writers(&capture) {
        let folder = home.path().join(&writer.arguments[0]);
        fs::create_dir(&folder).unwrap();
        let whole_time = (0..3)
            .map(|_| {
                let begun = Instant::now();
                start(&folder, &writer).wait().unwrap();
                begun.elapsed()
            })
            .min()
            .unwrap();
        let new: BTreeMap<&str, Vec<u8>> = writer
            .outputs
            .iter()
            .map(|name| (*name, fs::read(folder.join(name)).unwrap()))
            .collect();
        for signal in SIGNALS {
            let (mut killed, mut kept, mut replaced, mut left) = (0, 0, 0, 0);
            for round in 0..rounds {
                for name in &writer.outputs {
                    fs::write(folder.join(name), OLD).unwrap();
                }
                let child = start(&folder, &writer);
                // Most of the time goes by before anything is written.
                let moment = whole_time / 2 + whole_time * round / rounds;
                let status = end(child, signal, moment);
                killed += u32::from(status.signal() == Some(signal as i32));
                for (name, new) in &new {
                    let found = fs::read(folder.join(name)).unwrap();
                    if found == OLD.as_bytes() {
                        kept += 1;
                    } else {
                        assert!(found == *new, "{signal}: {name} is neither old nor new");
                        replaced += 1;
                    }
                }
                let litter = unfinished(&folder);
                left += litter.len();
                assert!(
                    litter.is_empty() || signal == Signal::SIGKILL,
                    "{signal}: {litter:?}"
                );
                make_old(&litter);
            }
            // The next run removes what was left.
            start(&folder, &writer).wait().unwrap();
            assert_eq!(unfinished(&folder), Vec::<PathBuf>::new());
            println!(
                "{} {signal}: {killed} of {rounds} runs killed; files kept {kept}, replaced \
                 {replaced}; unfinished files left {left}",
                writer.arguments[0]
            );
        }
    }
}

#[test]
fn the_old_file_or_the_new_one_is_there() {
    kill_at_every_moment(5, 1);
}

/// The same, killed by `strace` at each system call that has to do with writing.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_at_any_step_of_writing_leaves_one_of_them() {
    let traces = Command::new("strace")
        .args(["-e", "trace=none", "true"])
        .stderr(Stdio::null())
        .status();
    if !traces.is_ok_and(|status| status.success()) {
        println!("skipped: strace is not here, or may not trace");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let capture = capture(home.path(), 1);
    for writer in writers(&capture) {
        let folder = home.path().join(&writer.arguments[0]);
        fs::create_dir(&folder).unwrap();
        let run = |inject: Option<&str>| {
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-e", "trace=none", "-o", "/dev/null"]);
            command.args(inject.iter().flat_map(|inject| ["-e", inject]));
            command
                .arg(PROGRAM)
                .args(&writer.arguments)
                .current_dir(&folder);
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap()
        };
        run(None);
        let name = writer.outputs[0];
        let new = fs::read(folder.join(name)).unwrap();
        // The second link gives the file a name for a moment, until it takes the place of the old.
        for (step, number) in [
            ("flock", 1),
            ("write", 1),
            ("fsync", 1),
            ("linkat", 1),
            ("linkat", 2),
            ("rename", 1),
        ] {
            for signal in SIGNALS {
                fs::write(folder.join(name), OLD).unwrap();
                run(Some(&format!(
                    "inject={step}:signal={signal}:when={number}"
                )));
                let found = fs::read(folder.join(name)).unwrap();
                assert!(
                    found == OLD.as_bytes() || found == new,
                    "{signal} at {step}: {name} is neither old nor new"
                );
                let left = unfinished(&folder);
                let named = (step, number) == ("linkat", 2) || step == "rename";
                assert!(left.is_empty() || named, "{signal} at {step}: {left:?}");
                if !left.is_empty() {
                    make_old(&left);
                    run(None);
                    assert_eq!(unfinished(&folder), Vec::<PathBuf>::new());
                }
            }
        }
    }
}

#[test]
fn a_file_that_may_not_grow_keeps_the_old_one_and_is_told() {
    let home = tempfile::tempdir().unwrap();
    let capture = capture(home.path(), 1);
    for writer in writers(&capture) {
        let folder = home.path().join(&writer.arguments[0]);
        fs::create_dir(&folder).unwrap();
        let first = folder.join(writer.outputs[0]);
        fs::write(&first, OLD).unwrap();
        let limited = Command::new("sh")
            .args(["-c", "ulimit -f 8 && exec \"$0\" \"$@\"", PROGRAM])
            .args(&writer.arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        let told = String::from_utf8(limited.stderr).unwrap();
        assert_eq!(limited.status.code(), Some(2), "{told}");
        assert!(told.contains("could not be written: "), "{told}");
        assert_eq!(fs::read_to_string(&first).unwrap(), OLD);
        let names = fs::read_dir(&folder).unwrap().count();
        assert_eq!(names, 1, "nothing else is there");
    }
}

/// The figures for SECURITY.md: `cargo test --test killed -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn two_hundred_times_by_each_signal() {
    kill_at_every_moment(200, 2);
}
