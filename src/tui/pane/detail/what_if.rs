//! What if: the exchange with other response headers or another credentials mode, and the verdict
//! of every browser.

use std::fmt::Write as _;

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, why};
use crate::browsers::Profile;
use crate::exchange::CredentialsMode;
use crate::fetch::{Phase, RefusalKind};
use crate::report::{Comparison, Detail};
use crate::report::{ExchangeId, Report};
use crate::rules;
use crate::tui::text;
use crate::verdict::what_if::{Answer, Message, WhatIf};
use crate::verdict::{Outcome, Unknown, Verdict};

/// Headers that a response may lack, in the order in which they are offered.
const OFFERED: [&str; 6] = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Max-Age",
    "Cross-Origin-Resource-Policy",
];

/// What is supposed of an exchange.
#[derive(Debug)]
pub struct Experiment {
    id: ExchangeId,
    recorded: WhatIf,
    /// What differs.
    change: WhatIf,
}

impl Experiment {
    /// With what is tried on the exchange.
    #[must_use]
    pub fn new(report: &Report, id: ExchangeId) -> Self {
        Self {
            id,
            recorded: report.recorded_answers(id),
            change: report.change(id).cloned().unwrap_or_default(),
        }
    }

    /// Where an edit begins: the message that failed, by its number, and the line that it lacks.
    #[must_use]
    pub fn start(&self, report: &Report, detail: &Detail) -> Option<(usize, String)> {
        let verdicts = report.recorded_verdicts(self.id).recorded_by;
        let refusal = verdicts.because?;
        let hop = usize::from(refusal.hop);
        let message = match refusal.phase {
            Phase::Preflight => Message::Preflight(hop),
            _ => Message::Response(hop),
        };
        let messages = &self.recorded.answers;
        let number = messages.iter().position(|own| own.message == message)?;
        let answer = self.answer(number)?;
        if refusal.kind == RefusalKind::PreflightStatusNotOk && !(200..300).contains(&answer.status)
        {
            return Some((number, "204".to_owned()));
        }
        let failing = detail.comparisons.iter().filter(|comparison| {
            comparison.enough == Some(false) && comparison.message.starts_with(refusal.phase.word())
        });
        let line = failing.filter_map(needed_line).find(|(name, value)| {
            let mut headers = answer.headers.iter();
            !headers.any(|(own, there)| own.eq_ignore_ascii_case(name) && there == value)
        });
        line.map(|(name, value)| (number, format!("{name}: {value}")))
    }

    /// The messages that can be edited.
    #[must_use]
    pub fn messages(&self) -> usize {
        self.recorded.answers.len()
    }

    /// What a message is called.
    #[must_use]
    pub fn title(&self, number: usize) -> String {
        let Some(answer) = self.recorded.answers.get(number) else {
            return String::new();
        };
        match answer.message {
            Message::Preflight(0) => "the response to the preflight".to_owned(),
            Message::Response(0) => "the response".to_owned(),
            Message::Preflight(hop) => {
                format!("the response to the preflight after redirect {hop}")
            }
            Message::Response(hop) => format!("the response after redirect {hop}"),
        }
    }

    /// A message as it is supposed to be.
    fn answer(&self, number: usize) -> Option<&Answer> {
        let recorded = self.recorded.answers.get(number)?;
        Some(self.change.answer(recorded.message).unwrap_or(recorded))
    }

    /// Lines to begin an edit of a message with: what it says of CORS, and what it might say.
    #[must_use]
    pub fn lines(&self, number: usize) -> Vec<String> {
        let Some(answer) = self.answer(number) else {
            return Vec::new();
        };
        let there = |name: &str| {
            let mut headers = answer.headers.iter();
            headers.find(|(own, _)| own.eq_ignore_ascii_case(name))
        };
        let line = |name: &&str| match there(name) {
            Some((name, value)) => format!("{}: {}", text::value(name), text::value(value)),
            None => format!("{name}: "),
        };
        OFFERED.iter().map(line).collect()
    }

    /// The change with an edit of a message: `Name: value` sets a header, `-Name` takes it out, a
    /// number is the status; `None` where everything is as recorded again. `Err` says why the line
    /// is none of these.
    pub fn edited(&self, number: usize, line: &str) -> Result<Option<WhatIf>, &'static str> {
        const FORM: &str = "Name: value sets a header, -Name removes it, 204 sets the status.";
        let Some(mut answer) = self.answer(number).cloned() else {
            return Err("That message does not exist.");
        };
        let line = line.trim();
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
        if let Ok(status) = line.parse::<u16>() {
            if !(100..600).contains(&status) {
                return Err("A status must be a number from 100 to 599.");
            }
            answer.status = status.into();
        } else if let Some(name) = line.strip_prefix('-').map(str::trim) {
            if !is_name(name) {
                return Err(FORM);
            }
            answer.remove(name.trim_end_matches(':'));
        } else {
            let (name, value) = line.split_once(':').ok_or(FORM)?;
            let (name, value) = (name.trim(), value.trim());
            if !is_name(name) {
                return Err(FORM);
            }
            answer.set(name, value);
            // A response with a header has a status.
            if answer.status <= 0 {
                answer.status = 200;
            }
        }
        let message = answer.message;
        let mut change = self.change.clone();
        change.answers.retain(|own| own.message != message);
        if self.recorded.answers.get(number) != Some(&answer) {
            change.answers.push(answer);
        }
        Ok(self.different(change))
    }

    /// The change with credentials, then without, then with those that were recorded.
    #[must_use]
    pub fn next_credentials(&self) -> Option<WhatIf> {
        let mut change = self.change.clone();
        change.credentials = match change.credentials {
            None => Some(CredentialsMode::Include),
            Some(CredentialsMode::Include) => Some(CredentialsMode::Omit),
            Some(_) => None,
        };
        self.different(change)
    }

    fn different(&self, change: WhatIf) -> Option<WhatIf> {
        (change != WhatIf::default() && change != self.recorded).then_some(change)
    }

    /// The header lines that differ from what was recorded, one message after the other.
    #[must_use]
    pub fn changed_lines(&self) -> String {
        let mut lines = String::new();
        for number in 0..self.messages() {
            let (Some(answer), Some(recorded)) =
                (self.answer(number), self.recorded.answers.get(number))
            else {
                continue;
            };
            if answer == recorded {
                continue;
            }
            let _ = writeln!(lines, "# {}", self.title(number));
            if answer.status != recorded.status {
                let _ = writeln!(lines, "HTTP/1.1 {}", answer.status);
            }
            for header in &answer.headers {
                if !recorded.headers.contains(header) {
                    let _ = writeln!(lines, "{}: {}", header.0, header.1);
                }
            }
            for (name, _) in gone(answer, recorded) {
                let _ = writeln!(lines, "# without {name}");
            }
        }
        lines
    }
}

/// The line that a comparison needs: of a list what is there already, and what is missing.
pub fn needed_line(comparison: &Comparison) -> Option<(&'static str, String)> {
    let needed = comparison.needed.as_deref()?;
    let name = comparison.granted_name;
    let is_list = name.ends_with("-Methods") || name.ends_with("-Headers");
    let granted = comparison.granted.as_deref().unwrap_or("").trim();
    if !is_list || granted.is_empty() {
        return Some((name, needed.to_owned()));
    }
    let there = |item: &str| {
        let mut items = granted.split(',');
        items.any(|own| own.trim().eq_ignore_ascii_case(item))
    };
    let mut list = granted.to_owned();
    for item in needed.split(',').map(str::trim).filter(|item| !there(item)) {
        let _ = write!(list, ", {item}");
    }
    Some((name, list))
}

/// The headers that are taken out of a response.
fn gone<'a>(
    answer: &'a Answer,
    recorded: &'a Answer,
) -> impl Iterator<Item = &'a (String, String)> {
    recorded.headers.iter().filter(|(name, _)| {
        let mut headers = answer.headers.iter();
        !headers.any(|(own, _)| own.eq_ignore_ascii_case(name))
    })
}

pub(super) fn write(report: &Report, experiment: &Experiment, page: &mut Page) {
    let theme = page.theme;
    write_verdicts(report, experiment.id, page);
    if let Some(words) = why::progress(report.row(experiment.id).verdicts.recorded_by)
        && report.change(experiment.id).is_some()
    {
        page.gap();
        page.text(words, theme.strong());
    }
    page.gap();
    let (credentials, differs) = match experiment.change.credentials {
        None => ("as recorded", false),
        Some(CredentialsMode::Include) => ("include", true),
        Some(_) => ("omit", true),
    };
    let style = if differs {
        theme.strong()
    } else {
        theme.faint()
    };
    page.spans(
        &[
            Span::styled(if differs { "~ " } else { "  " }, theme.changed()),
            Span::styled("credentials: ", theme.name()),
            Span::styled(credentials, style),
        ],
        4,
    );
    for number in 0..experiment.messages() {
        write_message(experiment, number, page);
    }
    let also = [
        ("the page's origin", experiment.change.origin.as_deref()),
        ("the URL", experiment.change.url.as_deref()),
        ("the redirect leads to", experiment.change.follow.as_deref()),
    ];
    for (what, value) in also {
        if let Some(value) = value {
            page.gap();
            page.spans(
                &[
                    Span::styled("~ ", theme.changed()),
                    Span::styled(format!("{what}: "), theme.name()),
                    Span::styled(text::value(value), theme.strong()),
                ],
                4,
            );
        }
    }
    for name in &experiment.change.without_request_headers {
        let spans = [
            Span::styled("~ ", theme.changed()),
            Span::styled("if if if the page does not send: ", theme.name()),
            Span::styled(text::value(name), theme.strong()),
        ];
        page.spans(&spans, 4);
    }
    page.gap();
    let keys = "a tries the fix, w edits a header, c changes the credentials, u undoes the change";
    page.text(keys, theme.faint());
}

/// The verdicts before and after; browsers that agree share a line.
fn write_verdicts(report: &Report, id: ExchangeId, page: &mut Page) {
    let theme = page.theme;
    let recorded = report.recorded_verdicts(id);
    let now = report.row(id).verdicts;
    let mut lines: Vec<(Vec<&str>, Outcome, Verdict)> = Vec::new();
    for profile in Profile::ALL {
        let (before, after) = (recorded.of(profile).outcome, *now.of(profile));
        let same = |line: &&mut (Vec<&str>, Outcome, Verdict)| line.1 == before && line.2 == after;
        match lines.iter_mut().find(same) {
            Some((names, ..)) => names.push(profile.name()),
            None => lines.push((vec![profile.name()], before, after)),
        }
    }
    for (names, before, after) in lines {
        let names = names.join(", ");
        let mut spans = vec![Span::raw(format!("{names}  "))];
        if before != after.outcome {
            let was = format!("{} {} → ", before.symbol(), before.word());
            spans.push(Span::styled(was, theme.faint()));
        }
        let outcome = format!("{} {}", after.outcome.symbol(), after.outcome.word());
        spans.push(Span::styled(outcome, theme.outcome(after.outcome)));
        page.spans(&spans, 2);
        let because = because(after);
        if !because.is_empty() {
            page.indented(2, &because, theme.faint());
        }
    }
}

fn because(verdict: Verdict) -> String {
    if let Some(rule) = verdict.because.and_then(|refusal| rules::of(refusal.kind)) {
        return rule.summary.to_owned();
    }
    let needs: Vec<&str> = verdict.needs.iter().map(Unknown::word).collect();
    if needs.is_empty() {
        String::new()
    } else {
        format!("depends on {}", needs.join(", "))
    }
}

/// What a message says of CORS, with a mark before what was recorded otherwise.
fn write_message(experiment: &Experiment, number: usize, page: &mut Page) {
    let (Some(answer), Some(recorded)) = (
        experiment.answer(number),
        experiment.recorded.answers.get(number),
    ) else {
        return;
    };
    let theme = page.theme;
    page.heading(&text::sentence(&experiment.title(number)));
    let mut line = |differs: bool, name: &str, value: &str| {
        let (star, style) = if differs {
            ("~ ", theme.changed())
        } else {
            ("  ", Style::new())
        };
        let spans = [
            Span::styled(star, theme.accent()),
            Span::styled(format!("{}: ", text::value(name)), theme.name()),
            Span::styled(text::value(value), style),
        ];
        page.spans(&spans, 4);
    };
    let status = |status: i32| match status {
        ..=0 => "none".to_owned(),
        status => status.to_string(),
    };
    let differs = answer.status != recorded.status;
    let value = if differs {
        format!("{} → {}", status(recorded.status), status(answer.status))
    } else {
        status(answer.status)
    };
    line(differs, "status", &value);
    for header in &answer.headers {
        let differs = !recorded.headers.contains(header);
        if differs || tells_of_cors(&header.0) {
            line(differs, &header.0, &header.1);
        }
    }
    for (name, _) in gone(answer, recorded) {
        line(true, name, "(removed)");
    }
}

fn tells_of_cors(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let begins = ["access-control-", "cross-origin-", "timing-allow-"];
    begins.iter().any(|start| name.starts_with(start))
        || matches!(name.as_str(), "vary" | "location" | "content-type")
}
