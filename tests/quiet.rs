//! What the program doesn't do: it opens no connection, and writes nothing that it was not asked to
//! write. `strace` lists its system calls; where it is not installed, nothing is shown here.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "a test says that it was skipped")]

#[path = "support/pty.rs"]
#[expect(dead_code, reason = "only a part of it is needed here")]
mod pty;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_corslens");
/// Everything that reaches a network, and everything that changes files.
const CALLS: &str = "trace=%network,open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,\
                     mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat";

fn shop() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har")
}

fn has_strace() -> bool {
    let found = Command::new("strace")
        .args(["-e", "trace=none", "true"])
        .stderr(Stdio::null())
        .status();
    let works = found.is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace is not here, or may not trace");
    }
    works
}

/// The calls that reach a network or change a file, of a log of strace.
fn deeds(log: &Path) -> Vec<String> {
    let log = fs::read_to_string(log).expect("strace wrote its log");
    assert!(
        log.contains("shop.har"),
        "the log is of a run that read the capture"
    );
    log.lines()
        .filter(|line| !line.contains("+++") && !line.contains("---"))
        // The end of a call whose beginning, with all that it asks for, stands further up.
        .filter(|line| !line.contains(" resumed>"))
        .filter(|line| {
            let opens = line.contains("open(") || line.contains("openat(");
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"]
                .iter()
                .any(|flag| line.contains(flag));
            // A terminal, and nothing at all, are no files.
            let device = line.contains("\"/dev/tty\"") || line.contains("\"/dev/null\"");
            !opens || (writes && !device)
        })
        // Its own threads wake each other, and a signal wakes the screen, through a pair of sockets.
        .filter(|line| !(line.contains("AF_UNIX") && line.contains("socketpair(")))
        .filter(|line| !(line.contains("sendto(") || line.contains("recvfrom(")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn check_reaches_no_network_and_changes_no_file() {
    if !has_strace() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    for format in ["text", "json", "markdown"] {
        let status = Command::new("strace")
            .args(["-f", "-e", CALLS, "-o"])
            .arg(&log)
            .args([PROGRAM, "check", "--format", format])
            .arg(shop())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1), "the shop has failures");
        assert_eq!(deeds(&log), Vec::<String>::new(), "{format}");
    }
}

#[test]
fn the_screen_reaches_no_network_and_changes_no_file() {
    if !has_strace() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let shop = shop();
    let arguments = [
        "-f",
        "-e",
        CALLS,
        "-o",
        log.to_str().unwrap(),
        PROGRAM,
        shop.to_str().unwrap(),
    ];
    let mut session = pty::Session::spawn("strace", &arguments, &[], folder.path(), (100, 30));
    session.wait_for("cross-origin");
    session.send("j");
    session.send("q");
    session.end();
    assert_eq!(deeds(&log), Vec::<String>::new());
}

fn has_landlock() -> bool {
    use landlock::{Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
    // It holds for the thread that asks for it.
    let restricted = std::thread::spawn(|| {
        let rules = Ruleset::default().handle_access(AccessFs::from_all(landlock::ABI::V1));
        let status = rules.unwrap().create().unwrap().restrict_self().unwrap();
        status.ruleset != RulesetStatus::NotEnforced
    });
    restricted.join().unwrap()
}

/// Where the kernel has Landlock, a command that waits for its recording has given everything else
/// up by then.
#[test]
fn commands_are_confined_before_they_read() {
    if !has_landlock() {
        println!("skipped: this kernel has no Landlock");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.har");
    let shop = shop();
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let [pipe, shop] = [pipe.to_str().unwrap(), shop.to_str().unwrap()];
    for arguments in [
        ["check", pipe, shop],
        ["compare", shop, pipe],
        ["redact", pipe, "-"],
    ] {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // This waits until the program opens the pipe.
        let mut writer = fs::File::options().write(true).open(pipe).unwrap();
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        // It may have looked at the beginning only.
        let _ = writer.write_all(&fs::read(shop).unwrap());
        drop(writer);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(status.contains("NoNewPrivs:\t1"), "{}", arguments[0]);
    }
}

#[test]
fn a_connection_or_a_written_file_would_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    fs::write(
        &log,
        "1 openat(AT_FDCWD, \"shop.har\", O_RDONLY|O_CLOEXEC) = 3\n\
         1 socket(AF_INET, SOCK_STREAM, 0) = 4\n\
         1 openat(AT_FDCWD, \"/tmp/x\", O_WRONLY|O_CREAT, 0666 <unfinished ...>\n\
         1 <... openat resumed>) = 5\n\
         1 +++ exited with 1 +++\n",
    )
    .unwrap();
    assert_eq!(deeds(&log).len(), 2);
}
