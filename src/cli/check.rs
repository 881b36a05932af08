//! `corslens check`: captures in, a report and an exit status out.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::arguments::{Check, Colour};
use super::confine::Needs;
use super::exit::Exit;
use super::gate::Gate;
use super::{columns, complain, input, may_colour, printed};
use crate::capture::Capture;
use crate::export::{self, Format, Options};
use crate::report::{ExchangeId, Report};

/// Does what the arguments ask.
pub fn run(arguments: &Check) -> Exit {
    let expanded = input::expand(&arguments.inputs.files);
    // What would be lost is told before anything is read.
    let targets = match targets(&arguments.output, arguments.format, &expanded.files) {
        Ok(targets) => targets,
        Err(trouble) => return troubled(&trouble),
    };
    let rules = match Gate::rules(arguments.baseline.as_deref(), arguments.allow.as_deref()) {
        Ok(rules) => rules,
        Err(trouble) => return troubled(&trouble),
    };
    Needs {
        read: expanded.files.clone(),
        written: arguments.output.clone(),
    }
    .confine();
    let read = input::read_all(expanded);
    for line in read.troubles.iter().chain(&read.remarks) {
        complain(line);
    }
    let partial = read_in_part(&read.captures);
    if read.captures.is_empty() {
        return Exit::Trouble;
    }
    let report = Report::new(read.captures);
    let filter = &arguments.inputs.filter.filter;
    let ids = report.select(|row| filter.matches(&report, row));
    if ids.is_empty() && !filter.is_empty() {
        complain("no request matches the filter");
    }
    let gate = rules.judge(&report, &ids, arguments.require_evidence);
    for line in &gate.remarks {
        complain(line);
    }
    if arguments.show_secrets {
        complain("--show-secrets: the report contains cookies and tokens; do not share it");
    }
    let mut exit = arguments
        .fail_on
        .judge(&report, &gate.unknown)
        .max(gate.exit);
    if !read.troubles.is_empty() {
        exit = Exit::Trouble;
    }
    if !arguments.partial_ok {
        exit = exit.max(partial);
    }
    for Target { format, path } in targets {
        // People have seen what is known.
        let (ids, known) = if format.for_people {
            (&gate.unknown, ids.len() - gate.unknown.len())
        } else {
            (&ids, 0)
        };
        exit = exit.max(if let Some(path) = path {
            save(
                format,
                path,
                &report,
                ids,
                &options(arguments, false, known),
            )
        } else {
            let options = options(arguments, io::stdout().is_terminal(), known);
            printed(|out| (format.write)(out, &report, ids, &options))
        });
    }
    // The program ends: the system takes the memory back sooner at once than string by string.
    std::mem::forget(report);
    exit
}

/// Prints the text report on all there is.
pub fn tell(report: &Report) -> Exit {
    let ids = report.select(|_| true);
    printed(|out| (export::FORMATS[0].write)(out, report, &ids, &Options::default()))
}

fn troubled(trouble: &str) -> Exit {
    complain(trouble);
    Exit::Trouble
}

/// Says which captures were read only in part.
pub fn read_in_part(captures: &[Capture]) -> Exit {
    let mut exit = Exit::Clean;
    for capture in captures {
        if let Some(how) = capture.read_in_part() {
            complain(&format!("{}: {how}", capture.file));
            exit = Exit::Partial;
        }
    }
    exit
}

/// A report that is asked for.
struct Target<'a> {
    format: &'static Format,
    /// The file; `None` stands for standard output.
    path: Option<&'a Path>,
}

/// In which formats the report is written, and to which files. `Err` says why it must not be
/// written there.
fn targets<'a>(
    outputs: &'a [PathBuf],
    format: Option<&'static Format>,
    inputs: &[PathBuf],
) -> Result<Vec<Target<'a>>, String> {
    if outputs.is_empty() {
        let format = format.unwrap_or(&export::FORMATS[0]);
        return Ok(vec![Target { format, path: None }]);
    }
    // Of several files, each has the format that its name tells.
    let chosen = format.filter(|_| outputs.len() == 1);
    let target = |path: &'a PathBuf| {
        if path.as_os_str() == "-" {
            let format = format.unwrap_or(&export::FORMATS[0]);
            return Ok(Target { format, path: None });
        }
        if export::replaces_one_of(path, inputs) {
            return Err(format!(
                "{}: the report would overwrite the capture it is made from; give it another name",
                path.display()
            ));
        }
        let format = chosen.or_else(|| format_of(path)).or(format);
        let format = format.ok_or_else(|| {
            let known: Vec<String> = export::FORMATS
                .iter()
                .map(|format| format!(".{}", format.extension))
                .collect();
            format!(
                "{}: no format has this ending; name the file {}, or choose with --format",
                path.display(),
                known.join(", ")
            )
        })?;
        let path = Some(path.as_path());
        Ok(Target { format, path })
    };
    outputs.iter().map(target).collect()
}

fn save(
    format: &Format,
    path: &Path,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> Exit {
    match export::save(path, format, report, ids, options) {
        Ok(()) => Exit::Clean,
        Err(error) => troubled(&format!(
            "{}: the report could not be written: {error}",
            path.display()
        )),
    }
}

/// The format whose files are named like this; text for a name without an ending.
fn format_of(path: &Path) -> Option<&'static Format> {
    let Some(extension) = path.extension() else {
        return export::FORMATS.first();
    };
    let extension = extension.to_string_lossy();
    export::FORMATS.iter().find(|format| {
        [format.extension, format.name]
            .iter()
            .any(|ending| ending.eq_ignore_ascii_case(&extension))
    })
}

fn options(arguments: &Check, on_terminal: bool, known: usize) -> Options {
    Options {
        secrets: arguments.show_secrets,
        width: on_terminal.then(columns),
        colour: match arguments.color {
            Colour::Auto => on_terminal && may_colour(),
            Colour::Always => true,
            Colour::Never => false,
        },
        extent: arguments.extent(),
        known,
        tokens: arguments.tokens,
    }
}
