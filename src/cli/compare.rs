//! `corslens compare`: what changed between two recordings, or between a report and a recording.

use std::fs::File;
use std::io::{IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use super::arguments::Compare;
use super::check::read_in_part;
use super::confine::Needs;
use super::exit::Exit;
use super::{complain, input, printed};
use crate::compare::{Subject, compare, subjects};
use crate::export::comparison::{COMPARISON_FORMATS, Comparison, ComparisonFormat};
use crate::export::words::count;
use crate::export::{self, written};
use crate::report::Report;
use crate::report::filter::Filter;

/// Whether the comparison is shown on the screen: on a terminal, of two recordings, where no other
/// form is asked for.
pub fn is_for_screen(arguments: &Compare) -> bool {
    let is_recording = |path: &PathBuf| path.is_file() && !is_report(path);
    std::io::stdout().is_terminal()
        && !super::is_dumb()
        && arguments.format.is_none()
        && arguments.output.is_none()
        && !arguments.all
        && arguments.filter.filter.is_empty()
        && is_recording(&arguments.before)
        && is_recording(&arguments.after)
}

/// Does what the arguments ask.
pub fn run(arguments: &Compare) -> Exit {
    let target = match target(arguments) {
        Ok(target) => target,
        Err(trouble) => {
            complain(&trouble);
            return Exit::Trouble;
        }
    };
    let sides = [arguments.before.clone(), arguments.after.clone()];
    // A link in a folder may lead out of it.
    let mut read = input::expand(&sides).files;
    read.extend(sides);
    Needs {
        read,
        written: target.1.map(Path::to_owned).into_iter().collect(),
    }
    .confine();
    let filter = &arguments.filter.filter;
    let sides = [&arguments.before, &arguments.after].map(|path| side(path, filter));
    let [(before, before_exit), (after, after_exit)] = match sides {
        [Ok(before), Ok(after)] => [before, after],
        sides => {
            for trouble in sides.into_iter().filter_map(Result::err) {
                complain(&trouble);
            }
            return Exit::Trouble;
        }
    };
    let changes = compare(&before, &after);
    let name = |path: &Path, side: &[Subject]| {
        let requests = count(side.len(), "request", "requests");
        format!("{}, {requests}", path.display())
    };
    let comparison = Comparison {
        before: &name(&arguments.before, &before),
        after: &name(&arguments.after, &after),
        changes: &changes,
        all: arguments.all,
    };
    let (format, path) = target;
    let written = match path {
        None => printed(|out| (format.write)(out, &comparison)),
        Some(path) => {
            let saved = export::save_with(path, &mut |out| (format.write)(out, &comparison));
            match saved {
                Ok(()) => Exit::Clean,
                Err(error) => {
                    let path = path.display();
                    complain(&format!(
                        "{path}: the comparison could not be written: {error}"
                    ));
                    Exit::Trouble
                }
            }
        }
    };
    let broke = changes.iter().any(|change| change.status.is_broken());
    let found = if broke { Exit::Found } else { Exit::Clean };
    written.max(found).max(before_exit).max(after_exit)
}

/// The format and the file; `None` stands for standard output.
fn target(arguments: &Compare) -> Result<(&'static ComparisonFormat, Option<&Path>), String> {
    let path = arguments.output.as_deref();
    let path = path.filter(|path| path.as_os_str() != "-");
    let Some(path) = path else {
        return Ok((arguments.format.unwrap_or(&COMPARISON_FORMATS[0]), None));
    };
    let inputs = [arguments.before.clone(), arguments.after.clone()];
    if export::replaces_one_of(path, &inputs) {
        return Err(format!(
            "{}: the comparison would overwrite what it is made from; give it another name",
            path.display()
        ));
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let named = || {
        COMPARISON_FORMATS.iter().find(|format| {
            [format.extension, format.name]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&ending))
        })
    };
    let format = arguments.format.or_else(named);
    let format = format.unwrap_or(&COMPARISON_FORMATS[0]);
    Ok((format, Some(path)))
}

/// One side: a recording, a folder of them, or a JSON report; and whether it was read whole.
fn side(path: &PathBuf, filter: &Filter) -> Result<(Vec<Subject>, Exit), String> {
    if is_report(path) {
        let name = path.display();
        if !filter.is_empty() {
            return Err(format!(
                "{name}: a report cannot be filtered; give the recording"
            ));
        }
        let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
        let subjects = written::subjects_of(&bytes).map_err(|error| format!("{name}: {error}"))?;
        return Ok((subjects, Exit::Clean));
    }
    let read = input::read_all(input::expand(std::slice::from_ref(path)));
    for remark in &read.remarks {
        complain(remark);
    }
    // A side that is not whole would show what it lacks as gone.
    if let Some(trouble) = read.troubles.into_iter().next() {
        return Err(trouble);
    }
    let partial = read_in_part(&read.captures);
    let report = Report::new(read.captures);
    let ids = report.select(|row| filter.matches(&report, row));
    Ok((subjects(&report, &ids), partial))
}

fn is_report(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(256).read_to_end(&mut start));
    read.is_ok() && written::begins_like_a_report(&start)
}
