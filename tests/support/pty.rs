//! A program in a terminal that is not there: spawn it, press keys, wait for what it shows.
//!
//! Nothing sleeps. Waiting takes what the program writes as it comes, until the screen is as
//! expected; the deadline only ends a test that would never pass.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// After so long a screen that was waited for will not come any more.
const DEADLINE: Duration = Duration::from_secs(30);

/// What a program writes before and after a frame that is to be shown as a whole.
const FRAME: [&[u8]; 2] = [b"\x1b[?2026h", b"\x1b[?2026l"];

/// A program in a terminal.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    terminal: vt100::Parser<Clipboard>,
    /// The end of what was written, to find marks of frames in.
    tail: Vec<u8>,
    /// Whether the last frame is only partly there.
    partly: bool,
    modes: Modes,
}

/// What programs put on the terminal's clipboard (OSC 52).
#[derive(Default)]
struct Clipboard(Vec<String>);

impl vt100::Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0.push(String::from_utf8_lossy(data).into_owned());
    }
}

/// The settings of a terminal that a program may leave changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Modes {
    line_discipline: String,
    alternate_screen: bool,
    cursor_hidden: bool,
    bracketed_paste: bool,
    mouse: String,
}

impl Session {
    /// Starts a program in a terminal of a size, in a folder. The environment is ours but for
    /// `TERM`, what says something of the terminal, and the variables given.
    pub fn spawn(
        program: impl AsRef<OsStr>,
        arguments: &[impl AsRef<OsStr>],
        environment: &[(&str, &str)],
        folder: &Path,
        (columns, rows): (u16, u16),
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        // What decides where copies go is the tests' own terminal, not that of whoever runs them.
        for name in [
            "NO_COLOR",
            "COLORTERM",
            "COLORFGBG",
            "LC_ALL",
            "LC_CTYPE",
            "LANG",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "TMUX",
            "STY",
            "SSH_CONNECTION",
            "SSH_TTY",
            "VTE_VERSION",
            "TERM_PROGRAM",
        ] {
            command.env_remove(name);
        }
        // Nobody's own configuration.
        command.env("XDG_CONFIG_HOME", "/nonexistent");
        for (name, value) in environment {
            command.env(name, value);
        }
        let terminal = vt100::Parser::new_with_callbacks(
            length(rows),
            length(columns),
            0,
            Clipboard::default(),
        );
        let modes = Modes::of(&*pair.master, terminal.screen());
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (to, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if to.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            writer: pair.master.take_writer().expect("its input"),
            master: pair.master,
            child,
            output,
            terminal,
            tail: Vec::new(),
            partly: false,
            modes,
        }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        self.writer
            .write_all(keys.as_bytes())
            .and_then(|()| self.writer.flush())
            .expect("the program takes keys");
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("to show {text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until the screen does not show a text.
    pub fn wait_without(&mut self, text: &str) {
        self.wait_until(&format!("not to show {text:?}"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until something holds of the screen.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while self.partly || !holds(self.terminal.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(reason) => panic!(
                    "waited for the screen {what} ({reason}):\n{}",
                    self.screen()
                ),
            }
        }
    }

    /// Waits until the next frame is whole, and then until nothing was written for a while. Gives
    /// how long each took from now. For measurements.
    #[allow(dead_code, reason = "tests wait for what is on the screen instead")]
    pub fn frames(&mut self, quiet: Duration) -> [Duration; 2] {
        let start = Instant::now();
        let mut first = None;
        let mut last = Duration::ZERO;
        loop {
            let patience = if first.is_some() { quiet } else { DEADLINE };
            match self.output.recv_timeout(patience) {
                Ok(bytes) => {
                    self.take(&bytes);
                    last = start.elapsed();
                    if !self.partly {
                        first.get_or_insert(last);
                    }
                }
                Err(_) => return [first.unwrap_or(last), last],
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.terminal.process(bytes);
        self.tail.extend_from_slice(bytes);
        let last = |mark: &[u8]| self.tail.windows(mark.len()).rposition(|w| w == mark);
        match FRAME.map(last) {
            [None, None] => {}
            [begun, ended] => self.partly = begun > ended,
        }
        let kept = self.tail.len().saturating_sub(FRAME[0].len() - 1);
        self.tail.drain(..kept);
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let contents = self.terminal.screen().contents();
        let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    /// The screen, cell by cell.
    pub fn cells(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// What was put on the clipboard, in Base64 as it was sent.
    pub fn clipboard(&self) -> &[String] {
        &self.terminal.callbacks().0
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal
            .screen_mut()
            .set_size(length(rows), length(columns));
        self.master.resize(size(columns, rows)).expect("a new size");
    }

    /// The process, to send signals to.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Waits until the program has ended and everything that it wrote is on the screen.
    pub fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for the end of the program:\n{}", self.screen())
                }
            }
        }
        self.child.wait().expect("an exit status")
    }

    /// The modes of the terminal before the program started.
    pub fn modes_before(&self) -> &Modes {
        &self.modes
    }

    /// The modes of the terminal now.
    pub fn modes(&self) -> Modes {
        Modes::of(&*self.master, self.terminal.screen())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed half-way must not leave the program behind.
        let _ = self.child.kill();
    }
}

impl Modes {
    fn of(master: &(dyn MasterPty + Send), screen: &vt100::Screen) -> Self {
        Self {
            line_discipline: format!("{:?}", master.get_termios()),
            alternate_screen: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            bracketed_paste: screen.bracketed_paste(),
            mouse: format!("{:?}", screen.mouse_protocol_mode()),
        }
    }
}

fn length(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a terminal has cells")
}

const fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
