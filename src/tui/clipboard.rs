//! Copying: to the clipboard of this machine where there is one, else through the terminal, else to
//! a file whose name is told. Part of `runtime`.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;

/// How long a program for the clipboard may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program that takes the text from its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tool {
    /// The program.
    name: &'static str,
    /// Its arguments.
    arguments: &'static [&'static str],
    /// Where the text is then, in words.
    place: &'static str,
}

const WL_COPY: Tool = tool("wl-copy", &[], "the clipboard (wl-copy)");
const XCLIP: Tool = tool(
    "xclip",
    &["-selection", "clipboard", "-in"],
    "the clipboard (xclip)",
);
const XSEL: Tool = tool("xsel", &["--clipboard", "--input"], "the clipboard (xsel)");
const PBCOPY: Tool = tool("pbcopy", &[], "the clipboard (pbcopy)");
const CLIP: Tool = tool("clip.exe", &[], "the clipboard (clip.exe)");
const TMUX: Tool = tool(
    "tmux",
    &["load-buffer", "-w", "-"],
    "tmux's buffer (and the terminal's clipboard, if tmux may set it)",
);

const fn tool(name: &'static str, arguments: &'static [&'static str], place: &'static str) -> Tool {
    Tool {
        name,
        arguments,
        place,
    }
}

/// A way to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Through a program.
    Tool(Tool),
    /// By a sequence that the terminal obeys.
    Terminal,
    /// The same, wrapped so that GNU screen passes it on.
    Screen,
    /// Into a file.
    File,
}

/// Where the program runs, as far as copying depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact")]
struct Surroundings {
    /// Over SSH: the clipboard of this machine is not the user's.
    remote: bool,
    wayland: bool,
    x11: bool,
    mac: bool,
    windows: bool,
    tmux: bool,
    screen: bool,
    /// A terminal that is known not to obey the sequence.
    deaf: bool,
}

impl Surroundings {
    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let is = |name: &str, wanted: &str| variable(name).is_some_and(|value| value == wanted);
        Self {
            remote: set("SSH_CONNECTION") || set("SSH_TTY"),
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            mac: cfg!(target_os = "macos"),
            windows: cfg!(windows) || set("WSL_DISTRO_NAME"),
            tmux: set("TMUX"),
            screen: set("STY"),
            deaf: set("VTE_VERSION")
                || is("TERM_PROGRAM", "Apple_Terminal")
                || is("TERM", "linux")
                || is("TERM", "dumb"),
        }
    }

    /// The ways to copy, the best first; the last always works or says why not.
    fn ways(self) -> Vec<Way> {
        let mut ways = Vec::new();
        if !self.remote {
            let tools = [
                (self.mac, PBCOPY),
                (self.windows, CLIP),
                (self.wayland, WL_COPY),
                (self.x11, XCLIP),
                (self.x11, XSEL),
            ];
            let here = tools.into_iter().filter(|(there, _)| *there);
            ways.extend(here.map(|(_, tool)| Way::Tool(tool)));
        }
        if self.tmux {
            ways.push(Way::Tool(TMUX));
        } else if self.screen {
            ways.push(Way::Screen);
        } else if !self.deaf {
            ways.push(Way::Terminal);
        }
        ways.push(Way::File);
        ways
    }
}

/// Where a copied text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// In words.
    pub place: String,
    /// What the terminal has to be sent for it, between two frames; empty where it is there already.
    pub sequence: Vec<u8>,
}

/// Copies a text in the first way that works.
///
/// # Errors
///
/// Where no way works, what went wrong with the last.
pub fn copy(text: &str) -> io::Result<Copied> {
    let surroundings = Surroundings::of(|name| std::env::var(name).ok());
    let mut failed = io::Error::other("no way to copy");
    for way in surroundings.ways() {
        let copied = match way {
            Way::Tool(tool) => feed(tool, text).map(|()| (tool.place.to_owned(), Vec::new())),
            Way::Terminal => sequence(text)
                .map(|sequence| ("the terminal's clipboard (OSC 52)".to_owned(), sequence)),
            Way::Screen => sequence(text).map(|sequence| {
                let place = "the terminal's clipboard (OSC 52 through screen)".to_owned();
                (place, through_screen(&sequence))
            }),
            Way::File => to_file(text).map(|path| (path.display().to_string(), Vec::new())),
        };
        match copied {
            Ok((place, sequence)) => return Ok(Copied { place, sequence }),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// Gives the text to a program, which must end soon and well.
fn feed(tool: Tool, text: &str) -> io::Result<()> {
    let mut child = Command::new(tool.name)
        .args(tool.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let process = child.id();
    let text = text.to_owned();
    let (to, ended) = mpsc::channel();
    // A program that does not read, or does not end, holds up this thread only.
    thread::Builder::new()
        .name("clipboard".to_owned())
        .spawn(move || {
            let input = child.stdin.take();
            let written = input.map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
            let status = written.and_then(|()| child.wait());
            // Whoever waited may have given up.
            let _ = to.send(status);
        })?;
    if let Ok(status) = ended.recv_timeout(PATIENCE) {
        return well(tool, status?);
    }
    end(process);
    Err(io::Error::other(format!("{} did not finish", tool.name)))
}

/// Ends a program that was not yet waited for.
#[cfg(unix)]
fn end(process: u32) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    if let Ok(process) = i32::try_from(process) {
        // Nothing is left to do where it cannot be ended.
        let _ = kill(Pid::from_raw(process), Signal::SIGKILL);
    }
}

/// It is left to end when this program does.
#[cfg(not(unix))]
fn end(_: u32) {}

fn well(tool: Tool, status: ExitStatus) -> io::Result<()> {
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("{} failed", tool.name)))
    }
}

/// What puts a text on the terminal's clipboard (OSC 52).
fn sequence(text: &str) -> io::Result<Vec<u8>> {
    let mut sequence = Vec::new();
    crossterm::queue!(sequence, CopyToClipboard::to_clipboard_from(text))?;
    Ok(sequence)
}

/// GNU screen passes on what is wrapped in a device control string, in pieces that it can hold.
fn through_screen(sequence: &[u8]) -> Vec<u8> {
    let mut wrapped = Vec::new();
    for piece in sequence.chunks(240) {
        wrapped.extend_from_slice(b"\x1bP");
        wrapped.extend_from_slice(piece);
        wrapped.extend_from_slice(b"\x1b\\");
    }
    wrapped
}

/// A new file that only the user can read.
fn to_file(text: &str) -> io::Result<PathBuf> {
    let mut file = tempfile::Builder::new()
        .prefix("corslens-")
        .suffix(".txt")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    let (_, path) = file.keep().map_err(|error| error.error)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_of_this_machine_comes_first_and_a_file_last() {
        let here = Surroundings {
            mac: false,
            windows: false,
            ..Surroundings::default()
        };
        for (surroundings, expected) in [
            (here, &[Way::Terminal, Way::File][..]),
            (
                Surroundings {
                    wayland: true,
                    x11: true,
                    ..here
                },
                &[
                    Way::Tool(WL_COPY),
                    Way::Tool(XCLIP),
                    Way::Tool(XSEL),
                    Way::Terminal,
                    Way::File,
                ],
            ),
            (
                Surroundings {
                    x11: true,
                    remote: true,
                    ..here
                },
                &[Way::Terminal, Way::File],
            ),
            (
                Surroundings {
                    tmux: true,
                    deaf: true,
                    ..here
                },
                &[Way::Tool(TMUX), Way::File],
            ),
            (
                Surroundings {
                    screen: true,
                    ..here
                },
                &[Way::Screen, Way::File],
            ),
            (Surroundings { deaf: true, ..here }, &[Way::File]),
            (
                Surroundings { mac: true, ..here },
                &[Way::Tool(PBCOPY), Way::Terminal, Way::File],
            ),
        ] {
            assert_eq!(surroundings.ways(), expected, "{surroundings:?}");
        }
    }

    #[test]
    fn surroundings_are_read_from_the_environment() {
        for (name, value, expected) in [
            ("TMUX", "/tmp/tmux-1000/default,1,0", true),
            ("TMUX", "", false),
        ] {
            let of = Surroundings::of(|asked| (asked == name).then(|| value.to_owned()));
            assert_eq!(of.tmux, expected);
        }
        let of = Surroundings::of(|asked| (asked == "VTE_VERSION").then(|| "7600".to_owned()));
        assert!(of.deaf && !of.remote);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_is_missing_fails_or_hangs_is_told_from_one_that_works() {
        const TOOLS: &[(Tool, bool)] = &[
            (tool("true", &[], ""), true),
            (tool("false", &[], ""), false),
            (tool("corslens-no-such-program", &[], ""), false),
            (tool("sleep", &["60"], ""), false),
        ];
        for (tool, works) in TOOLS {
            assert_eq!(feed(*tool, "").is_ok(), *works, "{}", tool.name);
        }
    }

    #[test]
    fn a_file_holds_the_whole_text() {
        let text = "x".repeat(100_000);
        let path = to_file(&text).expect("a file");
        assert_eq!(std::fs::read_to_string(&path).expect("its text"), text);
        std::fs::remove_file(path).expect("gone");
    }
}
