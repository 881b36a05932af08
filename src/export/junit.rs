//! The report as `JUnit` XML: a test suite for each capture, a test case for each request that CORS
//! is about.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::Options;
use super::item::{Item, Request};
use super::words::line;
use crate::http::Origin;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// Blocked requests are failures, requests without a response errors, undecided ones skipped.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let mut document = quick_junit::Report::new("corslens");
    for (number, capture) in report.captures.iter().enumerate() {
        let mut suite = TestSuite::new(line(&capture.file));
        let of_capture = ids
            .iter()
            .filter(|id| report.exchanges[id.0 as usize].capture as usize == number);
        for id in of_capture {
            if let Some(case) = case(report, *id, options) {
                suite.add_test_case(case);
            }
        }
        document.add_test_suite(suite);
    }
    let text = document.to_string().map_err(io::Error::other)?;
    out.write_all(text.trim_end().as_bytes())?;
    out.write_all(b"\n")
}

fn case(report: &Report, id: ExchangeId, options: &Options) -> Option<TestCase> {
    let row = report.row(id);
    let status = match row.outcome {
        Outcome::SameOrigin | Outcome::NotCors => return None,
        Outcome::Allowed => TestCaseStatus::success(),
        Outcome::Blocked => failure(report, id, options, NonSuccessKind::Failure),
        Outcome::Failed => failure(report, id, options, NonSuccessKind::Error),
        Outcome::Undetermined => {
            let mut skipped = TestCaseStatus::skipped();
            let unknowns = report.gist(id).unknowns;
            skipped.set_message(line(&options.text(&unknowns.join(" "))));
            skipped
        }
    };
    let request = Request::of(report, id, options);
    let mut case = TestCase::new(line(&request.title), status);
    let host = Origin::of_url(row.url).map(|origin| origin.host().to_owned());
    case.set_classname(line(&host.unwrap_or_default()));
    Some(case)
}

fn failure(
    report: &Report,
    id: ExchangeId,
    options: &Options,
    kind: NonSuccessKind,
) -> TestCaseStatus {
    let item = Item::of(report, id, options);
    let row = report.row(id);
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(line(&item.headline));
    status.set_type(match item.rules.as_slice() {
        [] => row.outcome.word().to_owned(),
        rules => rules.join(" or "),
    });
    let mut lines = item.explanation;
    let cause = row
        .cause
        .and_then(|cause| report.causes.get(cause as usize));
    if let Some(cause) = cause {
        lines.push(options.text(&cause.title).into_owned());
        if let Some(fix) = cause.fixes.first() {
            lines.push(format!("Fix: {}", options.text(&fix.title)));
            lines.extend(options.text(&fix.text).lines().map(str::to_owned));
        }
    }
    lines.extend(item.console.into_iter().map(|(_, console)| console));
    let lines: Vec<String> = lines.iter().map(|text| line(text)).collect();
    status.set_description(lines.join("\n"));
    status
}
