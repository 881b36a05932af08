//! What if: the exchange with other response headers or another credentials mode, and what every
//! browser would make of it.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Page;
use crate::browsers::Profile;
use crate::exchange::CredentialsMode;
use crate::report::{ExchangeId, Report};
use crate::rules;
use crate::tui::text;
use crate::verdict::what_if::{Answer, Message, WhatIf};
use crate::verdict::{Unknown, Verdict, Verdicts};

/// Headers that an answer may lack, in the order in which they are offered.
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
    /// What differs; only messages that were edited are in it.
    change: WhatIf,
    verdicts: Verdicts,
}

impl Experiment {
    /// One in which nothing differs yet.
    #[must_use]
    pub fn new(report: &Report, id: ExchangeId) -> Self {
        let change = WhatIf::default();
        Self {
            id,
            recorded: report.recorded_answers(id),
            verdicts: report.what_if(id, &change),
            change,
        }
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
            Message::Preflight(0) => "the preflight's answer".to_owned(),
            Message::Response(0) => "the response".to_owned(),
            Message::Preflight(hop) => format!("the preflight's answer after redirect {hop}"),
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

    /// Takes an edit of a message: `Name: value` sets a header, `-Name` takes it out, a number is
    /// the status. Why not, where it is none of these.
    pub fn edit(&mut self, report: &Report, number: usize, line: &str) -> Result<(), &'static str> {
        const FORM: &str = "Name: value sets a header, -Name takes it out, 204 is a status.";
        let Some(mut answer) = self.answer(number).cloned() else {
            return Err("There is no such message.");
        };
        let line = line.trim();
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic());
        if let Ok(status) = line.parse::<u16>() {
            if !(100..600).contains(&status) {
                return Err("A status is a number from 100 to 599.");
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
            // Who says a header supposes that there is an answer.
            if answer.status <= 0 {
                answer.status = 200;
            }
        }
        let message = answer.message;
        self.change.answers.retain(|own| own.message != message);
        if self.recorded.answers.get(number) != Some(&answer) {
            self.change.answers.push(answer);
        }
        self.verdicts = report.what_if(self.id, &self.change);
        Ok(())
    }

    /// Supposes credentials, then none, then what was recorded.
    pub fn next_credentials(&mut self, report: &Report) {
        self.change.credentials = match self.change.credentials {
            None => Some(CredentialsMode::Include),
            Some(CredentialsMode::Include) => Some(CredentialsMode::Omit),
            Some(_) => None,
        };
        self.verdicts = report.what_if(self.id, &self.change);
    }
}

pub(super) fn write(report: &Report, experiment: &Experiment, page: &mut Page) {
    let theme = page.theme;
    let recorded = report.row(experiment.id).verdicts;
    for profile in Profile::ALL {
        let (before, after) = (recorded.of(profile), experiment.verdicts.of(profile));
        let mut spans = vec![Span::raw(text::fit(profile.name(), 13))];
        if before.outcome != after.outcome {
            let was = format!("{} {} → ", before.outcome.symbol(), before.outcome.word());
            spans.push(Span::styled(was, theme.faint()));
        }
        let now = format!("{} {}", after.outcome.symbol(), after.outcome.word());
        spans.push(Span::styled(now, theme.outcome(after.outcome)));
        spans.push(Span::styled(because(*after), theme.faint()));
        page.spans(&spans, 13);
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
            Span::styled(if differs { "* " } else { "  " }, theme.accent()),
            Span::styled("credentials: ", theme.name()),
            Span::styled(credentials, style),
        ],
        4,
    );
    for number in 0..experiment.messages() {
        write_message(experiment, number, page);
    }
    page.gap();
    let keys = "w edits a header, c the credentials, u goes back to what was recorded";
    page.text(keys, theme.faint());
}

fn because(verdict: Verdict) -> String {
    if let Some(rule) = verdict.because.and_then(|refusal| rules::of(refusal.kind)) {
        return format!("  {}", rule.summary);
    }
    let needs: Vec<&str> = verdict.needs.iter().map(Unknown::word).collect();
    if needs.is_empty() {
        String::new()
    } else {
        format!("  depends on {}", needs.join(", "))
    }
}

/// What a message says of CORS, with a star before what was not recorded so.
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
            ("* ", theme.strong())
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
    line(differs, "status", &status(answer.status));
    for header in &answer.headers {
        let differs = !recorded.headers.contains(header);
        if differs || tells_of_cors(&header.0) {
            line(differs, &header.0, &header.1);
        }
    }
    for header in &recorded.headers {
        let gone = |(name, _): &(String, String)| name.eq_ignore_ascii_case(&header.0);
        if !answer.headers.iter().any(gone) {
            line(true, &header.0, "(taken out)");
        }
    }
}

fn tells_of_cors(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let begins = ["access-control-", "cross-origin-", "timing-allow-"];
    begins.iter().any(|start| name.starts_with(start))
        || matches!(name.as_str(), "vary" | "location" | "content-type")
}
