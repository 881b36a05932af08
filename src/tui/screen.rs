//! The terminal in our hands, and how it is given back. Part of `runtime`.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::anyhow;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};

/// The terminal in our hands.
pub struct Screen {
    mouse: bool,
    /// Whether it is in our hands now.
    held: Arc<AtomicBool>,
    /// What a thread other than this one said when it panicked.
    died: Arc<Mutex<Option<String>>>,
}

impl Screen {
    /// Takes the terminal, and sees to it that a panic gives it back.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let screen = Self {
            mouse,
            held: Arc::default(),
            died: Arc::default(),
        };
        screen.give_back_on_panic();
        screen.take()?;
        Ok(screen)
    }

    fn take(&self) -> io::Result<()> {
        self.held.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mut out = io::stdout();
        queue!(
            out,
            EnterAlternateScreen,
            EnableBracketedPaste,
            cursor::Hide
        )?;
        if self.mouse {
            take_mouse(&mut out)?;
        }
        out.flush()
    }

    /// Takes the terminal again, whatever changed it meanwhile.
    pub fn retake(&self) -> io::Result<()> {
        disable_raw_mode()?;
        self.take()
    }

    /// Gives the terminal back and stops, with everything else in the foreground, as the shell
    /// expects of Ctrl-Z.
    #[cfg(unix)]
    pub fn suspend(&self) -> io::Result<()> {
        use nix::sys::signal::{Signal, kill};
        use nix::unistd::Pid;
        give_back(&self.held);
        kill(Pid::from_raw(0), Signal::SIGTSTP)?;
        self.take()
    }

    /// There is no such thing here.
    #[cfg(not(unix))]
    pub fn suspend(&self) -> io::Result<()> {
        self.retake()
    }

    /// On a panic of this thread: gives the terminal back, then lets the panic be told. What
    /// another thread says when it panics is kept until the terminal is given back.
    fn give_back_on_panic(&self) {
        let ours = thread::current().id();
        let held = Arc::clone(&self.held);
        let died = Arc::clone(&self.died);
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().id() == ours {
                give_back(&held);
                tell(info);
            } else {
                *died.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
            }
        }));
    }

    /// Why a thread is gone.
    pub fn death(&self) -> anyhow::Error {
        let mut died = self.died.lock().unwrap_or_else(PoisonError::into_inner);
        anyhow!(
            died.take()
                .unwrap_or_else(|| "for an unknown reason".to_owned())
        )
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if !thread::panicking() {
            drop(std::panic::take_hook());
        }
        give_back(&self.held);
    }
}

/// Asks for presses, the wheel, and movements with a button pressed; not, as crossterm does, for
/// every movement, which would only be thrown away.
#[cfg(unix)]
fn take_mouse(out: &mut io::Stdout) -> io::Result<()> {
    out.write_all(b"\x1b[?1000h\x1b[?1002h\x1b[?1006h")
}

/// Asks for what the console can tell.
#[cfg(not(unix))]
fn take_mouse(out: &mut io::Stdout) -> io::Result<()> {
    queue!(out, crossterm::event::EnableMouseCapture)
}

/// Undoes all that [`Screen::take`] does, once. Nothing can be done where this fails.
fn give_back(held: &AtomicBool) {
    if held.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}
