//! What the reports for people say of one exchange.

use super::Options;
use super::words::browser_name;
use crate::browsers::Profile;
use crate::capture::{Browser, Part};
use crate::explain::{Answer, explain};
use crate::report::group::Group;
use crate::report::{Detail, ExchangeId, Finding, Report, Severity};
use crate::verdict::Outcome;

/// Which exchange it is. Redacted, not yet escaped.
pub struct Request {
    /// What became of it.
    pub outcome: Outcome,
    /// The method and the URL.
    pub title: String,
    /// Where it stands in the capture: the first entry, or a line of a console.
    pub place: String,
    /// The file, where the report is about more than one.
    pub file: Option<String>,
}

impl Request {
    /// What tells an exchange from the others.
    pub fn of(report: &Report, id: ExchangeId, options: &Options) -> Self {
        let row = report.row(id);
        let entry = report.exchanges[id.0 as usize].first_entry();
        Self {
            outcome: row.outcome,
            title: format!("{} {}", row.method, options.url(row.url))
                .trim_start()
                .to_owned(),
            place: entry.map_or_else(String::new, |id| {
                let entry = row.capture.entry(id);
                if entry.flags.only_told {
                    row.capture.place(entry, Part::Entry)
                } else {
                    format!("entry {}", entry.number)
                }
            }),
            file: (report.captures.len() > 1).then(|| row.capture.file.clone()),
        }
    }
}

/// What the text and Markdown reports say of a failed exchange. Redacted, not yet escaped.
pub struct Item {
    /// Which it is.
    pub request: Request,
    /// The URLs it was redirected to.
    pub redirects: Vec<String>,
    /// What a reader would act on.
    pub headline: String,
    /// What happened.
    pub explanation: Vec<String>,
    /// Header lines that would do.
    pub needed: Vec<Needed>,
    /// Browser and console line, for each rule that blocked it.
    pub console: Vec<(&'static str, String)>,
    /// What is not known, and how to capture it.
    pub unknowns: Vec<String>,
    /// Rules that blocked it: one, or the two that are possible.
    pub rules: Vec<&'static str>,
    /// JSON Pointers to the response, or to what else shows it.
    pub pointers: Vec<String>,
}

impl Item {
    /// The places of what shows it, other than the request's own.
    pub fn other_places(&self) -> impl Iterator<Item = &str> {
        let places = self.pointers.iter().map(String::as_str);
        places.filter(|place| *place != self.request.place)
    }

    /// Puts together what is said of an exchange.
    pub fn of(report: &Report, id: ExchangeId, options: &Options) -> Self {
        let row = report.row(id);
        let detail = report.detail(id);
        let assessment = &report.exchanges[id.0 as usize];
        let errors = || {
            detail
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
        };
        let first = assessment.first_entry();
        let browser = first.and_then(|id| row.capture.browser_of(row.capture.entry(id)));
        let browser = browser.unwrap_or(Browser::Chromium);
        let console = errors().filter_map(|finding| {
            let line = match browser {
                Browser::Chromium => &finding.console.chromium,
                Browser::Firefox => &finding.console.firefox,
                Browser::WebKit => &finding.console.webkit,
            };
            let line = line.as_deref()?;
            Some((browser_name(browser), options.text(line).into_owned()))
        });
        // One line may be said of two faults.
        let mut console: Vec<_> = console.collect();
        console.dedup();
        let texts = |texts: &[String]| -> Vec<String> {
            texts.iter().map(|t| options.text(t).into_owned()).collect()
        };
        Self {
            request: Request::of(report, id, options),
            redirects: assessment
                .exchange
                .hops
                .iter()
                .skip(1)
                .map(|hop| row.capture.url(row.capture.entry(hop.entry)))
                .map(|url| options.url(url).into_owned())
                .collect(),
            headline: options.text(&detail.headline).into_owned(),
            explanation: texts(&detail.explanation),
            needed: if headers_help(report, row.cause) {
                needed(&detail, options)
            } else {
                Vec::new()
            },
            console,
            unknowns: unknowns(&detail, row.outcome, options),
            rules: errors().map(|finding| finding.rule).collect(),
            pointers: pointers(errors()),
        }
    }
}

/// What is not known. What becomes of it in other browsers is left to the JSON report where the
/// request failed here: the reader has something to fix first.
pub fn unknowns(detail: &Detail, outcome: Outcome, options: &Options) -> Vec<String> {
    let about_another = |text: &str| {
        Profile::ALL
            .iter()
            .any(|profile| text.starts_with(&format!("{}: ", profile.name())))
    };
    detail
        .unknowns
        .iter()
        .filter(|text| !outcome.is_failure() || !about_another(text))
        .map(|text| options.text(text).into_owned())
        .collect()
}

/// Whether headers of the server would help, as far as the cause knows.
fn headers_help(report: &Report, cause: Option<u32>) -> bool {
    let cause = cause.and_then(|cause| report.causes.get(cause as usize));
    cause.is_none_or(|cause| cause.policy.is_some() || cause.fixes.is_empty())
}

/// A header line that would have let a request through.
pub struct Needed {
    /// Name and value.
    pub header: String,
    /// The message it belongs in.
    pub place: String,
    /// The value that the message has instead.
    pub granted: Option<String>,
}

fn needed(detail: &Detail, options: &Options) -> Vec<Needed> {
    detail
        .comparisons
        .iter()
        .filter(|comparison| comparison.enough == Some(false))
        .filter_map(|comparison| {
            let value = options.text(comparison.needed.as_deref()?);
            let granted = comparison.granted.as_deref();
            Some(Needed {
                header: format!("{}: {value}", comparison.granted_name),
                place: place(&comparison.message),
                granted: granted.map(|granted| options.text(granted).into_owned()),
            })
        })
        .collect()
}

/// `in the response` for `response`, `in the response to preflight 2` for `preflight 2`.
fn place(message: &str) -> String {
    let (kind, number) = message.split_once(' ').unwrap_or((message, ""));
    let which = if number.is_empty() {
        format!("the {kind}")
    } else {
        format!("{kind} {number}")
    };
    if kind == "preflight" {
        format!("in the response to {which}")
    } else {
        format!("in {which}")
    }
}

/// Of the places that show what was wrong, those in the answers, where there are some.
fn pointers<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut all: Vec<&str> = Vec::new();
    for place in findings.flat_map(|finding| &finding.evidence) {
        if !all.contains(&place.place.as_str()) {
            all.push(&place.place);
        }
    }
    let is_header = |pointer: &&str| pointer.contains("/response/headers");
    if all.iter().any(is_header) {
        all.retain(is_header);
    }
    all.into_iter().map(str::to_owned).collect()
}

/// What a common cause says that applies to error responses only.
const ON_ERRORS: &[&str] = &["error page", "error response"];

/// What usually brings a failure about that only a console shows, the commonest first.
pub fn likely(report: &Report, group: &Group) -> Vec<String> {
    const MOST: usize = 3;
    let only_told = |id: &ExchangeId| {
        let row = report.row(*id);
        let entry = report.exchanges[id.0 as usize].first_entry();
        entry.is_some_and(|entry| row.capture.entry(entry).flags.only_told)
    };
    if group.cause.is_some() || !group.members.iter().any(only_told) {
        return Vec::new();
    }
    let Some(first) = group.members.first() else {
        return Vec::new();
    };
    // The line itself tells more than the name of the rule.
    let detail = report.gist(*first);
    let Some(finding) = detail.findings.first() else {
        return Vec::new();
    };
    let line = finding
        .evidence
        .iter()
        .find_map(|shown| shown.value.as_deref());
    // Where the line gives a good status, the response was not an error.
    let succeeded = report
        .row(*first)
        .status
        .is_some_and(|status| (200..300).contains(&status));
    let fits = |cause: &&str| !(succeeded && ON_ERRORS.iter().any(|words| cause.contains(words)));
    match explain(line.unwrap_or(finding.rule)) {
        Answer::Found(explanation) => explanation
            .causes()
            .filter(fits)
            .take(MOST)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_in_words() {
        for (message, expected) in [
            ("response", "in the response"),
            ("redirect 1", "in redirect 1"),
            ("preflight", "in the response to the preflight"),
            (
                "preflight 2 (cached)",
                "in the response to preflight 2 (cached)",
            ),
        ] {
            assert_eq!(place(message), expected);
        }
    }
}
