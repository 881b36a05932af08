//! Requests that only a console shows: each becomes an entry that holds what its lines say, and
//! nothing else.

use super::find::tell;
use super::spoken::Report;
use crate::capture::statement::{At, Claim};
use crate::capture::{Capture, Entry, EntryId, Flags, Statement};

/// Adds an entry for each report.
pub(super) fn add(capture: &mut Capture, reports: Vec<Report>) {
    for report in reports {
        let Ok(number) = u32::try_from(capture.entries.len()) else {
            return;
        };
        let id = EntryId::new(number);
        let entry = entry(capture, &report);
        capture.entries.push(entry);
        let (kinds, preflight) = report.refused.unwrap_or_default();
        tell(capture, id, &report, (report.by_value(kinds), preflight));
        if report.refused.is_none()
            && let Some(first) = report.lines.first()
        {
            let statement = Statement {
                claim: Claim::Failed(capture.entries[id.index()].error),
                ..capture.statements[*first]
            };
            capture.statements.push(statement);
        }
    }
}

fn entry(capture: &mut Capture, report: &Report) -> Entry {
    let line = report
        .lines
        .first()
        .and_then(|at| capture.statements.get(*at));
    let number = match line.map(|line| line.place) {
        Some(At::Line(number) | At::Event(number)) => number,
        _ => u32::try_from(capture.entries.len()).unwrap_or(u32::MAX),
    };
    let error = report.error.as_deref().filter(|_| report.refused.is_none());
    let mut text = |text: Option<&str>| capture.strings.intern(text?);
    Entry {
        recording: report.recording,
        number,
        url: text(Some(report.asked())),
        method: text(report.method.as_deref()),
        resource_type: text(report.kind.as_deref().and_then(resource_type)),
        error: text(error),
        started_at: report.time,
        flags: Flags {
            only_told: true,
            ..Flags::default()
        },
        ..Entry::default()
    }
}

/// The kind of resource in the words of recorders.
fn resource_type(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "fetch" => "fetch",
        "XMLHttpRequest" => "xhr",
        "script" | "Script" => "script",
        "CSS stylesheet" => "stylesheet",
        "image" | "Image" => "image",
        "font" | "Font" => "font",
        "video" | "audio" => "media",
        _ => return None,
    })
}
