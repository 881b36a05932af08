//! One request a row, for spreadsheets and warehouses. A cell that a spreadsheet would calculate
//! begins with an apostrophe.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Options;
use super::words::BROWSERS;
use crate::http::Origin;
use crate::report::sanitize::terminal;
use crate::report::shape::url_shape;
use crate::report::{ExchangeId, Report};
use crate::rules::Severity;

const COLUMNS: [&str; 21] = [
    "file",
    "id",
    "entry",
    "started",
    "method",
    "url",
    "host",
    "shape",
    "origin",
    "page",
    "type",
    "status",
    "verdict",
    "rule",
    "chromium",
    "firefox",
    "webkit",
    "cause",
    "confidence",
    "headline",
    "fix",
];

/// Every request of these.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    for id in ids {
        let row = report.row(*id);
        let detail = report.gist(*id);
        let assessment = &report.exchanges[id.0 as usize];
        let entry = assessment
            .first_entry()
            .map(|entry| row.capture.entry(entry).number.to_string());
        let url = options.url(row.url);
        let host = Origin::of_url(row.url).map(|origin| origin.host().to_owned());
        let cause = row
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let fix = cause.and_then(|cause| cause.fixes.first());
        let errors = detail.findings.iter();
        let mut rules: Vec<&str> = errors
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.rule)
            .collect();
        rules.dedup();
        let number = |number: Option<i32>| number.map(|number| number.to_string());
        let [chromium, firefox, webkit] =
            BROWSERS.map(|profile| row.verdicts.of(profile).outcome.word());
        let cells = [
            cell(&row.capture.file),
            id.0.to_string().into(),
            entry.unwrap_or_default().into(),
            cell(row.started.unwrap_or_default()),
            cell(row.method),
            owned(&url),
            owned(&host.unwrap_or_default()),
            owned(&url_shape(&url)),
            cell(row.origin.unwrap_or_default()),
            owned(&options.url(row.page.unwrap_or_default())),
            cell(row.resource.unwrap_or_default()),
            number(row.status).unwrap_or_default().into(),
            row.outcome.word().into(),
            rules.join(" or ").into(),
            chromium.into(),
            firefox.into(),
            webkit.into(),
            cause.map_or("", |cause| cause.kind).into(),
            cause.map_or("", |cause| cause.confidence).into(),
            owned(&options.text(&detail.headline)),
            owned(&options.text(fix.map_or("", |fix| &fix.title))),
        ];
        rows.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
    }
    rows.flush()
}

/// Text from a capture: one line, and no formula.
fn cell(text: &str) -> Cow<'_, str> {
    let safe = terminal(text);
    if safe.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{safe}").into();
    }
    safe
}

fn owned(text: &str) -> Cow<'static, str> {
    cell(text).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\\t=1"),
            ("GET", "GET"),
            ("a\r\n=1", "a\\r\\n=1"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
