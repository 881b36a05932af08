//! Annotations for a GitHub workflow: one for each cause, as workflow commands.

use std::io::{self, Write};

use super::Options;
use super::item::{Item, Request};
use super::words::{count, group_title, line, verdict_sentence};
use crate::report::group::{GroupBy, group};
use crate::report::summary::Summary;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// GitHub shows this many errors of a step.
const SHOWN: usize = 10;

/// An error for each cause, a warning for what cannot be decided, and a notice with the counts.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let mut left_out = 0;
    let mut shown = 0;
    for group in group(report, ids, GroupBy::Cause) {
        let Some(first) = group.members.first() else {
            continue;
        };
        let title = group_title(report, &group, options);
        if group.outcome == Outcome::Undetermined {
            let request = Request::of(report, *first, options).title;
            command(out, "warning", &title, &[request])?;
        }
        if !group.outcome.is_failure() {
            continue;
        }
        if shown == SHOWN {
            left_out += 1;
            continue;
        }
        shown += 1;
        let cause = group
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let item = Item::of(report, *first, options);
        let mut lines = vec![item.request.title, item.headline];
        if let Some(fix) = cause.and_then(|cause| cause.fixes.first()) {
            lines.push(format!("Fix: {}", options.text(&fix.title)));
            lines.extend(options.text(&fix.text).lines().map(str::to_owned));
        }
        command(out, "error", &title, &lines)?;
    }
    let mut sentence = verdict_sentence(report, &Summary::of(report, ids), options);
    if left_out > 0 {
        let causes = count(left_out, "more cause is", "more causes are");
        sentence = format!("{sentence} {causes} not shown here.");
    }
    command(out, "notice", "corslens", &[sentence])
}

fn command(out: &mut dyn Write, level: &str, title: &str, lines: &[String]) -> io::Result<()> {
    let lines: Vec<String> = lines.iter().map(|text| escape(&line(text))).collect();
    let title = escape(&line(title)).replace(':', "%3A").replace(',', "%2C");
    writeln!(out, "::{level} title={title}::{}", lines.join("%0A"))
}

/// As the runner reads it.
fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn nothing_ends_a_command_or_begins_another() {
        let mut out = Vec::new();
        let lines = ["a\n::set-output name=x::y%0A".to_owned(), "b".to_owned()];
        command(&mut out, "error", "t: 1, 2::z\r\n", &lines).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::error title=t%3A 1%2C 2%3A%3Az\\r\\n::a\\n::set-output name=x::y%250A%0Ab\n"
        );
    }
}
