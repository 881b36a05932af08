//! The command line: arguments, what they ask for, and the exit status. The only place that
//! writes to standard output and standard error.

mod arguments;
mod exit;
mod input;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::Path;

use clap::{CommandFactory, Parser};

use crate::explain::{self, Answer};
use crate::export::{self, Format, Options};
use crate::fetch::RefusalKind;
use crate::report::sanitize::terminal;
use crate::report::{ExchangeId, Report};
use crate::tui;

pub use arguments::{Arguments, Check, Colour, Command, Inputs, filter_help};
pub use exit::{Exit, FailOn};

/// Text is not set wider than this, however wide the terminal: long lines read badly.
const WIDEST: usize = 100;

/// How much of a pasted text is read from standard input.
const PASTED: u64 = 1 << 16;

/// Does what the arguments ask, the first of which is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    // A fault of ours is one line and a status, as any other trouble is.
    std::panic::set_hook(Box::new(|panic| {
        complain(&format!("a fault in corslens itself: {panic}"));
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
    std::panic::catch_unwind(|| obey(&arguments)).unwrap_or(Exit::Trouble)
}

fn obey(arguments: &Arguments) -> Exit {
    match &arguments.command {
        None => look(&arguments.inputs),
        Some(Command::Check(arguments)) => check(arguments),
        Some(Command::Explain { text }) => explain(text),
        Some(Command::Rules) => printed(rules),
        Some(Command::Completions { shell }) => printed(|out| {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "corslens", &mut script);
            out.write_all(&script)
        }),
        Some(Command::Man) => {
            printed(|out| clap_mangen::Man::new(Arguments::command()).render(out))
        }
    }
}

/// Opens the screen; where there is none, says the same in text.
fn look(inputs: &Inputs) -> Exit {
    if io::stdout().is_terminal() {
        return show(inputs);
    }
    check(&Check {
        inputs: Inputs {
            files: inputs.files.clone(),
        },
        format: None,
        output: None,
        filter: crate::report::filter::Filter::default(),
        fail_on: FailOn::Blocked,
        show_secrets: false,
        color: Colour::Auto,
    })
}

fn show(inputs: &Inputs) -> Exit {
    let (files, troubles) = input::expand(&inputs.files);
    for trouble in &troubles {
        complain(trouble);
    }
    if files.is_empty() {
        return Exit::Trouble;
    }
    match tui::run(files, tui::Options::default()) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            for line in format!("{error:#}").lines() {
                complain(line);
            }
            Exit::Trouble
        }
    }
}

fn check(arguments: &Check) -> Exit {
    let read = input::read_all(&arguments.inputs.files);
    for trouble in &read.troubles {
        complain(trouble);
    }
    if read.captures.is_empty() {
        return Exit::Trouble;
    }
    let report = Report::new(read.captures);
    let ids: Vec<ExchangeId> = report
        .ids()
        .filter(|id| arguments.filter.matches(&report, &report.row(*id)))
        .collect();
    let written = match &arguments.output {
        Some(path) if path.as_os_str() != "-" => save(arguments, path, &report, &ids),
        _ => {
            let format = arguments.format.unwrap_or(&export::FORMATS[0]);
            let options = options(arguments, io::stdout().is_terminal());
            printed(|out| (format.write)(out, &report, &ids, &options))
        }
    };
    let unread = if read.troubles.is_empty() {
        Exit::Clean
    } else {
        Exit::Trouble
    };
    arguments
        .fail_on
        .judge(&report, &ids)
        .max(written)
        .max(unread)
}

fn save(arguments: &Check, path: &Path, report: &Report, ids: &[ExchangeId]) -> Exit {
    let format = arguments.format.unwrap_or_else(|| format_of(path));
    let options = options(arguments, false);
    match export::save(path, format, report, ids, &options) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            let path = path.display();
            complain(&format!("{path}: the report could not be written: {error}"));
            Exit::Trouble
        }
    }
}

/// The format whose files are named like this; text where none are.
fn format_of(path: &Path) -> &'static Format {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    export::FORMATS
        .iter()
        .find(|format| format.extension.eq_ignore_ascii_case(&extension))
        .unwrap_or(&export::FORMATS[0])
}

fn options(arguments: &Check, on_terminal: bool) -> Options {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    Options {
        secrets: arguments.show_secrets,
        width: on_terminal.then(columns),
        colour: match arguments.color {
            Colour::Auto => on_terminal && !no_colour && !dumb,
            Colour::Always => true,
            Colour::Never => false,
        },
    }
}

/// How wide text is set on this terminal.
fn columns() -> usize {
    let columns = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
    columns.clamp(20, WIDEST)
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
                "nothing is known of {text:?}; is it one of these? {names}"
            ));
            Exit::Trouble
        }
        Answer::Nothing => {
            complain(&format!(
                "nothing is known of {:?}; corslens rules lists what can be asked for, and lines \
                 of a browser's console can be pasted between quotes",
                text.chars().take(200).collect::<String>()
            ));
            Exit::Trouble
        }
    }
}

fn rules(out: &mut dyn Write) -> io::Result<()> {
    for kind in RefusalKind::ALL {
        writeln!(out, "{}", kind.name())?;
    }
    Ok(())
}

/// Writes to standard output. Whoever reads it may stop whenever they have seen enough.
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
