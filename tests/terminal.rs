//! What the screen makes of the terminal that it is in: background, colours, signs.
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]
#![cfg(unix)]

#[path = "support/pty.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod pty;

use std::path::Path;

use pty::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_corslens");

fn shop(options: &[&str], environment: &[(&str, &str)]) -> Session {
    let capture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shop.har");
    let arguments: Vec<&str> = options.iter().copied().chain([capture]).collect();
    let mut session = Session::spawn(PROGRAM, &arguments, environment, Path::new("."), (100, 30));
    session.wait_for("cross-origin");
    session
}

/// The colours of the sign of a blocked request.
fn colours(screen: &vt100::Screen) -> Option<(vt100::Color, vt100::Color)> {
    let (rows, columns) = screen.size();
    // The first one is in the title.
    let mut cells = (1..rows.get())
        .flat_map(|row| (0..columns.get()).filter_map(move |column| screen.cell(row, column)));
    let sign = cells.find(|cell| cell.contents() == "✗" && !cell.inverse())?;
    Some((sign.fgcolor(), sign.bgcolor()))
}

#[test]
fn a_light_terminal_gets_the_light_theme_and_the_reply_presses_no_key() {
    let mut session = shop(&[], &[]);
    let dark = colours(session.cells());
    let before = session.screen();
    session.send("\u{1b}]11;rgb:fdfd/f6f6/e3e3\u{1b}\\");
    session.wait_until("in other colours", |screen| colours(screen) != dark);
    assert_eq!(session.screen(), before);
    session.send("q");
    session.end();
}

#[test]
fn colours_are_the_terminals_and_the_users_choice() {
    use vt100::Color::{Default, Idx, Rgb};
    let red = |red, green, blue| Rgb(red, green, blue);
    for (options, environment, expected) in [
        (&[][..], &[][..], (Idx(210), Default)),
        (&[], &[("COLORFGBG", "0;15")], (Idx(124), Default)),
        (
            &[],
            &[("COLORTERM", "truecolor")],
            (red(0xff, 0x8b, 0x85), Default),
        ),
        (&["--theme", "light"], &[], (Idx(124), Default)),
        // The terminal is known not to suit the theme.
        (
            &["--theme", "light"],
            &[("COLORFGBG", "15;0")],
            (Idx(124), Idx(231)),
        ),
        (&["--theme", "high-contrast"], &[], (Idx(217), Idx(16))),
        (&["--theme", "color-blind"], &[], (Idx(209), Default)),
        (&["--theme", "no-color"], &[], (Default, Default)),
        (&[], &[("NO_COLOR", "1")], (Default, Default)),
        (
            &["--theme", "dark"],
            &[("NO_COLOR", "1")],
            (Idx(210), Default),
        ),
        (
            &[],
            &[("TERM", "linux"), ("LANG", "C.UTF-8")],
            (Default, Default),
        ),
    ] {
        let mut session = shop(options, environment);
        let ascii = environment.iter().any(|(_, value)| *value == "linux");
        if !ascii {
            let shown = colours(session.cells());
            assert_eq!(shown, Some(expected), "{options:?} {environment:?}");
        }
        session.send("q");
        session.end();
    }
}

#[test]
fn terminals_that_know_no_more_than_ascii_are_sent_no_more() {
    for (options, environment) in [
        (&["--ascii"][..], &[][..]),
        (&[], &[("LANG", "C")]),
        (&[], &[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")]),
        (&[], &[("TERM", "linux")]),
        (&[], &[("TERM", "vt100")]),
    ] {
        let mut session = shop(options, environment);
        let screen = session.screen();
        assert!(screen.is_ascii(), "{options:?} {environment:?}:\n{screen}");
        session.send("q");
        session.end();
    }
}

#[test]
fn the_configuration_is_used_and_a_mistake_in_it_is_told_on_the_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("corslens")).expect("a folder");
    let path = folder.path().join("corslens/config.toml");
    let home = folder.path().to_str().expect("a name");
    let environment = [("XDG_CONFIG_HOME", home)];
    std::fs::write(
        &path,
        "theme = \"light\"\ngroup = \"host\"\nkeys.quit = \"Q\"",
    )
    .expect("a file");
    let mut session = shop(&[], &environment);
    session.wait_for("by target host");
    assert_eq!(
        colours(session.cells()).map(|(text, _)| text),
        Some(vt100::Color::Idx(124))
    );
    session.send("q?");
    session.wait_for("Q                quit");
    session.send("q");
    session.wait_without("Q                quit");
    session.send("Q");
    assert!(session.end().success());

    std::fs::write(&path, "theme = \"light\"\ngroup = \"hots\"").expect("a file");
    let mut session = shop(&[], &environment);
    session.wait_for("1 mistake in the configuration, so its defaults are used; ! shows what");
    session.wait_for("by cause");
    session.send("!");
    session.wait_for("config.toml:2: unknown group \"hots\"; did you mean \"host\"?");
    session.send("qq");
    session.end();
}

/// The column of the line between list and detail.
fn divider(screen: &vt100::Screen) -> Option<u16> {
    let columns = screen.size().1.get();
    (0..columns).find(|column| {
        let cell = screen.cell(10, *column);
        cell.is_some_and(|cell| cell.contents() == "│")
    })
}

#[test]
fn the_line_between_the_panes_is_dragged_and_mere_movements_are_not_asked_for() {
    let mut session = shop(&[], &[]);
    assert_eq!(
        session.cells().mouse_protocol_mode(),
        vt100::MouseProtocolMode::ButtonMotion
    );
    let before = divider(session.cells()).expect("two panes");
    // Columns and rows are counted from 1.
    session.send(&format!("\u{1b}[<0;{};11M", before + 1));
    session.send("\u{1b}[<32;55;11M\u{1b}[<32;61;12M\u{1b}[<0;61;12m");
    session.wait_until("with the line moved", |screen| divider(screen) == Some(60));
    session.send("q");
    session.end();
    let mut session = shop(&["--no-mouse"], &[]);
    assert_eq!(
        session.cells().mouse_protocol_mode(),
        vt100::MouseProtocolMode::None
    );
    session.send("q");
    session.end();
}

#[test]
fn a_pasted_console_line_leads_to_its_request_and_presses_no_key() {
    let mut session = shop(&[], &[]);
    session.send(
        "\u{1b}[200~Access to fetch at 'https://geo.example/ip' from origin \
         'https://shop.example' has been blocked by CORS policy: q\nq\u{1b}[201~",
    );
    session.wait_for("this is the request of the pasted line");
    session.wait_for("GET https://geo.example/ip");
    session.send("q");
    assert!(session.end().success());
}

#[test]
fn in_tmux_as_it_is_shipped_a_copy_is_in_its_buffer() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("tmux");
    let tmux = |arguments: &[&str]| {
        let mut command = std::process::Command::new("tmux");
        command.env_remove("TMUX").arg("-S").arg(&socket);
        command.args(arguments).output()
    };
    if tmux(&["-V"]).is_err() {
        eprintln!("there is no tmux");
        return;
    }
    let capture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shop.har");
    let socket_name = socket.to_str().expect("a name");
    let program = format!("'{PROGRAM}' '{capture}'");
    let arguments = [
        "-S",
        socket_name,
        "-f",
        "/dev/null",
        "-u",
        "new-session",
        &program,
    ];
    let environment = [("LANG", "C.UTF-8")];
    let mut session = Session::spawn("tmux", &arguments, &environment, Path::new("."), (100, 30));
    session.wait_for("cross-origin");
    session.send("y");
    session.wait_for("Copy");
    session.send("f");
    session.wait_for("copied the finding as Markdown");
    let buffer = tmux(&["show-buffer"]).expect("the buffer").stdout;
    let buffer = String::from_utf8_lossy(&buffer);
    assert!(buffer.contains("static.shop-cdn.example"), "{buffer}");
    session.send("q");
    session.end();
}
