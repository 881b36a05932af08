//! The command line: arguments, what they ask for, and the exit status. The only place that
//! writes to standard output and standard error.

mod arguments;
mod check;
mod compare;
mod completions;
#[cfg(not(fuzzing))]
mod config;
#[cfg(fuzzing)]
pub mod config;
mod confine;
mod demo;
mod exit;
mod gate;
mod input;
mod manual;
mod redact;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::Parser;

use crate::explain::{self, Answer};
use crate::report::sanitize::terminal;
use crate::rules::RULES;
use crate::tui;
use confine::Needs;
use input::Expanded;

pub use arguments::{
    Arguments, Check, Chosen, Colour, Command, Compare, Inputs, Screen, filter_help,
};
pub use exit::{Exit, FailOn};

/// Text is not set wider than this, however wide the terminal: long lines read badly.
const WIDEST: usize = 100;

/// How much of a pasted text is read from standard input.
const PASTED: u64 = 1 << 16;

/// Does what the arguments ask, the first of which is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    // An error of ours is one line and a status, as any other trouble is.
    std::panic::set_hook(Box::new(|panic| {
        complain(&format!(
            "internal error in corslens (please report it): {panic}"
        ));
    }));
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing is left to do where standard error is closed.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Trouble
            } else {
                Exit::Clean
            };
        }
    };
    hear_of_full_files();
    std::panic::catch_unwind(|| obey(arguments)).unwrap_or(Exit::Trouble)
}

/// A file that reaches the limit of `ulimit -f` is an error like a full disk, which is told; the
/// signal that comes with it would end the program without a word.
#[cfg(unix)]
fn hear_of_full_files() {
    use nix::sys::signal::{SigSet, Signal};
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    // Where it fails the signal ends the program; the file that was there stays all the same.
    let _ = signals.thread_block();
}

#[cfg(not(unix))]
fn hear_of_full_files() {}

fn obey(arguments: Arguments) -> Exit {
    let inputs = match &arguments.command {
        Some(Command::Check(arguments)) => &arguments.inputs,
        _ => &arguments.inputs,
    };
    if let Some(bytes) = inputs.max_memory {
        crate::input::limit_memory(bytes);
    }
    // They read no file and write none.
    if let Some(Command::Explain { .. } | Command::Rules | Command::Completions { .. }) =
        &arguments.command
    {
        Needs::default().confine();
    }
    match arguments.command {
        None => look(arguments.inputs, &arguments.screen),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Compare(chosen)) if compare::is_for_screen(&chosen) => {
            let options = tui::Options {
                comparing: true,
                ..options(&arguments.screen)
            };
            on_screen(vec![chosen.before, chosen.after], options, true)
        }
        Some(Command::Compare(arguments)) => compare::run(&arguments),
        Some(Command::Redact { from, to }) => redact::run(&from, &to),
        Some(Command::Explain { text }) => explain(&text),
        Some(Command::Demo { screen }) => demo::run(&screen),
        Some(Command::Rules) => printed(rules),
        Some(Command::Config { path }) => config(path),
        Some(Command::Completions { shell }) => printed(|out| out.write_all(&shell.script())),
        Some(Command::Man { command, folder }) => manual(command.as_deref(), folder.as_deref()),
    }
}

/// Opens the screen; where there is none, says the same in text.
fn look(inputs: Inputs, screen: &Screen) -> Exit {
    if !io::stdout().is_terminal() || is_dumb() {
        return check::run(&Check::of(inputs));
    }
    let Expanded {
        files,
        troubles,
        remarks,
    } = input::expand(&inputs.files);
    for line in troubles.iter().chain(&remarks) {
        complain(line);
    }
    if files.is_empty() {
        return Exit::Trouble;
    }
    let filter = Some(inputs.filter.text).filter(|text| !text.is_empty());
    let options = tui::Options {
        filter,
        ..options(screen)
    };
    on_screen(files, options, troubles.is_empty())
}

/// Shows files on the screen; `whole`: there was no trouble before.
fn on_screen(files: Vec<PathBuf>, options: tui::Options, whole: bool) -> Exit {
    match tui::run(files, options) {
        Ok(()) if whole => Exit::Clean,
        Ok(()) => Exit::Trouble,
        Err(error) => {
            for line in format!("{error:#}").lines() {
                complain(line);
            }
            let ended = error.downcast_ref::<tui::Ended>();
            ended.map_or(Exit::Trouble, |ended| Exit::Signal(ended.number))
        }
    }
}

/// How the screen is to be: as the arguments say, else the environment, else the configuration.
fn options(screen: &Screen) -> tui::Options {
    let read = config::path(config_variable).map(|path| config::load(&path));
    let (config, mistakes) = match read.unwrap_or_else(|| Ok(config::Config::default())) {
        Ok(config) => (config, Vec::new()),
        Err(mistakes) => (config::Config::default(), mistakes),
    };
    let usual = tui::Options::default();
    let asked_for = screen.theme.or_else(|| {
        // `NO_COLOR` goes before the configuration.
        let free = usual.theme == tui::ThemeName::Auto;
        config.theme.filter(|_| free)
    });
    tui::Options {
        theme: asked_for.unwrap_or(usual.theme),
        ascii: screen.ascii || config.ascii.unwrap_or(usual.ascii),
        mouse: !screen.no_mouse && config.mouse.unwrap_or(usual.mouse),
        grouping: config.grouping,
        order: config.order.unwrap_or(usual.order),
        server: config.server,
        keymap: config.keymap,
        watch: screen.watch,
        mistakes,
        tour: false,
        filter: None,
        comparing: false,
    }
}

fn config_variable(name: &str) -> Option<std::path::PathBuf> {
    std::env::var_os(name).map(Into::into)
}

/// Prints the configuration's defaults, or where it is.
fn config(path: bool) -> Exit {
    if !path {
        return printed(|out| out.write_all(config::defaults().as_bytes()));
    }
    if let Some(path) = config::path(config_variable) {
        return printed(|out| writeln!(out, "{}", path.display()));
    }
    complain("no folder for configurations: HOME is not set");
    Exit::Trouble
}

/// How wide text is set on this terminal.
fn columns() -> usize {
    let columns = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
    columns.clamp(20, WIDEST)
}

/// Whether the user's environment lets programs colour what they show.
fn may_colour() -> bool {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !no_colour && !is_dumb()
}

/// Whether the terminal can only print lines.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}

/// Prints a page of the manual, or writes all of them.
fn manual(command: Option<&str>, folder: Option<&Path>) -> Exit {
    if let Some(folder) = folder {
        return match manual::all(folder) {
            Ok(()) => Exit::Clean,
            Err(error) => {
                complain(&format!("{}: {error}", terminal(&folder.to_string_lossy())));
                Exit::Trouble
            }
        };
    }
    match manual::page(command) {
        Ok(Some(page)) => printed(|out| out.write_all(&page)),
        Ok(None) => {
            complain(&format!(
                "unknown command {}",
                terminal(command.unwrap_or_default())
            ));
            Exit::Trouble
        }
        Err(error) => {
            complain(&error.to_string());
            Exit::Trouble
        }
    }
}

/// Explains a word or a pasted line.
fn explain(words: &[String]) -> Exit {
    let mut text = words.join(" ");
    if text == "-" {
        text.clear();
        let mut bytes = Vec::new();
        // More than this is no line of a console.
        let read = io::stdin().lock().take(PASTED).read_to_end(&mut bytes);
        if let Err(error) = read {
            complain(&format!("standard input: {error}"));
            return Exit::Trouble;
        }
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    match explain::explain(&text) {
        Answer::Found(explanation) => {
            let width = io::stdout().is_terminal().then(columns);
            let text = explanation.text(Some(width.unwrap_or(WIDEST)));
            printed(|out| out.write_all(text.as_bytes()))
        }
        Answer::Nearest(names) => {
            let names = names.join(", ");
            complain(&format!(
                "unknown term {text:?}; did you mean one of these? {names}"
            ));
            Exit::Trouble
        }
        Answer::Nothing => {
            complain(&format!(
                "unknown term {:?}; corslens rules lists the rules, and lines of a browser's console \
                 can be pasted between quotes",
                text.chars().take(200).collect::<String>()
            ));
            Exit::Trouble
        }
    }
}

fn rules(out: &mut dyn Write) -> io::Result<()> {
    let longest = RULES.iter().map(|rule| rule.name.len()).max();
    let width = longest.unwrap_or_default();
    for rule in RULES {
        writeln!(
            out,
            "{:width$}  {:7}  {}",
            rule.name,
            rule.severity.word(),
            rule.summary
        )?;
    }
    Ok(())
}

/// Writes to standard output. A reader may stop whenever it has seen enough.
fn printed(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // Or the rest would be tried again when the buffer is dropped.
            drop(out.into_parts());
            Exit::Clean
        }
        Err(error) => {
            drop(out.into_parts());
            complain(&format!("standard output: {error}"));
            Exit::Trouble
        }
    }
}

/// One line on standard error.
fn complain(trouble: &str) {
    // Nothing is left to do where standard error is closed.
    let _ = writeln!(io::stderr(), "corslens: {}", terminal(trouble));
}
