//! The terminal UI in a terminal: the program as its user runs it.
#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use pty::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corslens");

fn fixture(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", name]
        .iter()
        .collect();
    path.display().to_string()
}

fn open(folder: &Path, files: &[String], size: (u16, u16)) -> Session {
    Session::spawn(PROGRAM, files, &[], folder, size)
}

fn shop() -> Session {
    let mut session = open(Path::new("."), &[fixture("shop.har")], (100, 30));
    session.wait_for("cross-origin");
    session
}

#[test]
fn modes_are_restored_after_every_signal_that_ends_it() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT] {
        let mut session = shop();
        let taken = session.modes();
        assert_ne!(taken, *session.modes_before(), "it takes the terminal");
        let process = i32::try_from(session.process()).expect("a process id");
        kill(Pid::from_raw(process), signal).expect("the signal is sent");
        let status = session.end();
        assert_eq!(session.modes(), *session.modes_before(), "{signal}");
        let told = 128 + u32::try_from(signal as i32).expect("a number");
        assert_eq!(status.exit_code(), told, "{signal}");
        let words = format!("corslens: ended by {signal}");
        assert_eq!(session.screen().trim(), words);
    }
}

#[test]
fn modes_are_restored_after_q_and_the_shell_sees_success() {
    let mut session = shop();
    session.send("q");
    let status = session.end();
    assert_eq!(session.modes(), *session.modes_before());
    assert_eq!(status.exit_code(), 0);
    assert_eq!(session.screen().trim(), "", "nothing is left behind");
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_coming_back_takes_it_again() {
    let script = format!(
        "set -m; '{PROGRAM}' '{}'; echo stopped; read -r line; fg; echo done",
        fixture("shop.har")
    );
    let mut session = Session::spawn("sh", &["-c", &script], &[], Path::new("."), (100, 30));
    session.wait_for("cross-origin");
    session.send("\u{1a}");
    session.wait_for("stopped");
    assert_eq!(session.modes(), *session.modes_before());
    session.send("go on\n");
    session.wait_for("cross-origin");
    assert!(session.cells().alternate_screen());
    session.send("q");
    session.wait_for("done");
    session.end();
    assert_eq!(session.modes(), *session.modes_before());
}

#[test]
fn the_first_frame_does_not_wait_for_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("slow.har");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    // Nobody writes into the pipe, so that opening it does not even return.
    let mut session = open(folder.path(), &["slow.har".to_owned()], (80, 24));
    session.wait_for("slow.har  waiting");
    session.send("?");
    session.wait_for("next failure");
    session.send("qq");
    assert_eq!(session.end().exit_code(), 0);
    assert_eq!(session.modes(), *session.modes_before());
}

#[test]
fn entries_are_shown_before_the_file_is_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("slow.har");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let text = std::fs::read_to_string(fixture("shop.har")).expect("the shop");
    let end = text.find("/v2/cart/items/9").expect("an entry");
    let mut session = open(folder.path(), &["slow.har".to_owned()], (100, 30));
    session.wait_for("slow.har  waiting");
    let mut writer = OpenOptions::new().write(true).open(&pipe).expect("a pipe");
    // The writer stops in the midst of an entry, and what is before it is shown.
    writer.write_all(&text.as_bytes()[..end]).expect("taken");
    session.wait_for("reading");
    session.wait_for("… OPTIONS 204");
    assert!(session.screen().contains("not judged yet"));
    session.send("G");
    session.wait_until("to show the last row", |screen| {
        let contents = screen.contents();
        contents.lines().any(|line| line.starts_with(">… OPTIONS"))
    });
    session.send("?");
    session.wait_for("In the list");
    session.send("q");
    writer.write_all(&text.as_bytes()[end..]).expect("taken");
    drop(writer);
    session.wait_for("16 blocked");
    session.wait_without("not judged yet");
    session.send("q");
    assert_eq!(session.end().exit_code(), 0);
    assert_eq!(session.modes(), *session.modes_before());
}

#[test]
fn a_capture_from_a_pipe_leaves_the_keyboard_to_the_user() {
    let script = format!("cat '{}' | '{PROGRAM}' -", fixture("shop.har"));
    let mut session = Session::spawn("sh", &["-c", &script], &[], Path::new("."), (100, 30));
    session.wait_for("standard input · Chromium");
    session.send("?");
    session.wait_for("In the list");
    session.send("qq");
    assert_eq!(session.end().exit_code(), 0);
    assert_eq!(session.modes(), *session.modes_before());
}

#[test]
fn one_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["missing.har".to_owned(), fixture("shop.har")];
    let mut session = open(folder.path(), &files, (100, 30));
    session.wait_for("1 file could not be read; ! tells why");
    assert!(session.screen().contains("shop.har"));
    session.send("!");
    session.wait_for("missing.har: cannot be read");
    session.send("q");
    session.wait_without("missing.har: cannot be read");
    session.send("q");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn without_any_capture_it_says_why_and_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("notes.har"), "not json").expect("a file");
    let files = ["missing.har".to_owned(), "notes.har".to_owned()];
    let mut session = open(folder.path(), &files, (100, 30));
    let status = session.end();
    assert_eq!(status.exit_code(), 2);
    assert_eq!(session.modes(), *session.modes_before());
    let screen = session.screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert!(
        lines[0].starts_with("corslens: missing.har: cannot be read"),
        "{screen}"
    );
    assert!(lines[1].starts_with("corslens: notes.har: "), "{screen}");
}

#[test]
fn no_color_means_no_colour() {
    let colours = |session: &Session| {
        let screen = session.cells();
        let (rows, columns) = screen.size();
        (0..rows.get())
            .flat_map(|row| (0..columns.get()).filter_map(move |column| screen.cell(row, column)))
            .filter(|cell| {
                cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
            })
            .count()
    };
    let arguments = [fixture("shop.har")];
    for (value, plain) in [("1", true), ("", false)] {
        let environment = [("NO_COLOR", value)];
        let folder = Path::new(".");
        let mut session = Session::spawn(PROGRAM, &arguments, &environment, folder, (100, 30));
        session.wait_for("cross-origin");
        assert_eq!(colours(&session) == 0, plain, "NO_COLOR={value}");
        session.send("q");
        session.end();
    }
}

#[test]
fn the_mouse_selects_opens_changes_tabs_and_scrolls() {
    // Buttons and the wheel as terminals send them (SGR), at a column and row counted from 1.
    let button = |number: u8, column: u16, row: u16| format!("\x1b[<{number};{column};{row}M");
    let mut session = open(Path::new("."), &[fixture("shop.har")], (80, 24));
    session.wait_for("16 blocked");
    let row_of = |session: &Session, text: &str| {
        let row = session
            .screen()
            .lines()
            .position(|line| line.contains(text));
        u16::try_from(row.expect("a row")).expect("a row") + 1
    };
    let row = row_of(&session, "DELETE");
    session.send(&button(0, 30, row));
    session.wait_until("to select the row", |screen| {
        screen
            .contents()
            .lines()
            .any(|line| line.starts_with('>') && line.contains("DELETE"))
    });
    session.send(&button(0, 30, row));
    session.wait_for("1 Why");
    session.send(&button(0, 30, row_of(&session, "5 Raw")));
    session.wait_for("OPTIONS");
    session.send(&button(65, 30, 10));
    session.wait_without("Preflight · entry");
    session.send("qq");
    session.end();
}

#[test]
fn copying_goes_through_the_terminal() {
    let mut session = shop();
    session.send("/method:DELETE\rY");
    session.wait_for("copied the URL");
    // https://api.shop.example/v2/cart/items/9
    let url = "aHR0cHM6Ly9hcGkuc2hvcC5leGFtcGxlL3YyL2NhcnQvaXRlbXMvOQ==";
    assert_eq!(session.clipboard(), [url]);
    session.send("q");
    session.end();
}

#[test]
fn bodies_are_read_from_the_file_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = r#"{"request": {"method": "GET", "url": "https://a.example/", "headers": []},
        "response": {"status": 200, "headers": [], "content": {"text": "{\"a\": \"body\"}"}}}"#;
    let text = format!(r#"{{"log": {{"entries": [{entry}]}}}}"#);
    let file = folder.path().join("body.har");
    std::fs::write(&file, &text).expect("written");
    let mut session = open(folder.path(), &["body.har".to_owned()], (100, 30));
    session.wait_for("cross-origin");
    session.send("jb");
    session.wait_for(r#"{"a": "body"}"#);
    session.send("b");
    session.wait_for("b shows the body");
    std::fs::write(&file, "{}").expect("written");
    session.send("b");
    session.wait_for("The body cannot be shown: the file has changed since");
    session.send("q");
    session.end();

    std::fs::write(&file, &text).expect("written");
    let script = format!("cat body.har | '{PROGRAM}' -");
    let mut session = Session::spawn("sh", &["-c", &script], &[], folder.path(), (160, 30));
    session.wait_for("cross-origin");
    session.send("jb");
    session.wait_for("The body cannot be shown: standard input cannot be read a second time.");
    session.send("q");
    assert_eq!(session.end().exit_code(), 0);
}

/// The whole of a session, with the screen after each step.
#[test]
fn a_session_from_opening_to_quitting() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = open(folder.path(), &[fixture("shop.har")], (80, 24));
    session.wait_for("16 blocked");
    insta::assert_snapshot!("session_1_opened", session.screen());

    session.send("o");
    session.wait_for("/ origin:");
    insta::assert_snapshot!("session_2_filtered_by_origin", session.screen());

    session.send("n\r");
    session.wait_for("1 Why");
    insta::assert_snapshot!("session_3_a_failure_opened", session.screen());

    session.send("2");
    session.wait_for("granted");
    insta::assert_snapshot!("session_4_its_headers", session.screen());

    session.send("e");
    session.wait_for("Export what is shown");
    // From the file's name to the format, and on to Markdown.
    session.send("\u{1b}[A\u{1b}[D");
    session.wait_for("shop-cors.md");
    insta::assert_snapshot!("session_5_export", session.screen());
    session.send("\r");
    session.wait_for("to shop-cors.md");
    let written = std::fs::read_to_string(folder.path().join("shop-cors.md")).expect("the export");
    assert!(written.contains("flags.json"), "{written}");

    session.send("e");
    session.wait_for("Export what is shown");
    session.send("\u{1b}[A\u{1b}[D");
    session.wait_for("shop-cors.md");
    session.send("\r");
    session.wait_for("exists already");
    insta::assert_snapshot!("session_6_overwrite", session.screen());
    session.send("n");
    session.wait_without("exists already");
    session.send("\u{15}no/such/folder.md\r");
    session.wait_for("The folder no/such does not exist.");
    session.send("\u{1b}");
    session.wait_without("Export what is shown");

    session.resize(40, 12);
    session.wait_until("to fit 40 columns", |screen| {
        screen
            .contents()
            .lines()
            .all(|line| line.chars().count() <= 40)
            // As it is only on so narrow a screen: the first frame of that size is there.
            && screen.contents().contains("Why [Headers] Steps")
    });
    insta::assert_snapshot!("session_7_at_40x12", session.screen());

    session.send("qq");
    assert_eq!(session.end().exit_code(), 0);
    assert_eq!(session.modes(), *session.modes_before());
    assert_eq!(session.screen().trim(), "");
}

#[test]
fn the_first_view_says_that_a_capture_was_read_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let shop = std::fs::read(fixture("shop.har")).unwrap();
    let cut = folder.path().join("cut.har");
    std::fs::write(&cut, &shop[..24_000]).unwrap();
    let files = [cut.display().to_string()];
    let mut session = open(folder.path(), &files, (80, 24));
    session.wait_for("read in part: the file is cut off; ! tells more");
    assert!(
        session
            .screen()
            .lines()
            .next()
            .unwrap()
            .contains("read in part")
    );
    session.send("q");
    session.end();
}

#[test]
fn a_console_opened_later_settles_what_was_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let har = r#"{"log":{"version":"1.2","creator":{"name":"Firefox","version":"153.0"},"entries":[
        {"startedDateTime":"2026-11-25T09:11:02.000Z","time":1,
         "request":{"method":"GET","url":"https://api.example/a","headers":[
           {"name":"Origin","value":"https://shop.example"},
           {"name":"Referer","value":"https://shop.example/"}]},
         "response":{"status":200,"statusText":"","headers":[
           {"name":"access-control-allow-origin","value":"*"}],"content":{"size":0}}}]}}"#;
    let line = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
                resource at https://api.example/a. (Reason: Credential is not supported if the CORS \
                header ‘Access-Control-Allow-Origin’ is ‘*’).\n";
    std::fs::write(folder.path().join("app.har"), har).expect("it is written");
    std::fs::write(folder.path().join("console.log"), line).expect("it is written");
    let mut session = open(folder.path(), &["app.har".to_owned()], (120, 34));
    session.wait_for("? 1 open");
    session.send(":");
    session.wait_for("Commands");
    session.send("open console.log\r");
    session.wait_for("✗ 1 blocked");
    session.wait_for("console.log line 1");
    session.send("q");
    session.end();
}
