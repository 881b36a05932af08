//! Words that more than one format uses.

use std::collections::BTreeMap;

use super::Options;
use super::item::unknowns;
use crate::browsers::Profile;
use crate::capture::recorder::Seat;
use crate::capture::{Browser, Capture, Entry, Note};
use crate::causes::Actor;
use crate::fixes::Stack;
use crate::report::group::Group;
use crate::report::sanitize::terminal;
use crate::report::summary::Summary;
use crate::report::{Cause, ExchangeId, Fix, Proof, Report};
use crate::rules::{self, RULES, Rule};
use crate::verdict::{Outcome, Verdict};

/// The browser, as reports spell it.
pub const fn browser_word(browser: Browser) -> &'static str {
    match browser {
        Browser::Chromium => "chromium",
        Browser::Firefox => "firefox",
        Browser::WebKit => "webkit",
    }
}

/// The browser's name for readers.
pub const fn browser_name(browser: Browser) -> &'static str {
    match browser {
        Browser::Chromium => "Chromium",
        Browser::Firefox => "Firefox",
        Browser::WebKit => "WebKit",
    }
}

/// `shop.har: Chromium 156, 36 entries`. Not yet escaped.
pub fn capture_title(capture: &Capture) -> String {
    let producer = &capture.producer;
    let habits = producer.recorder.habits();
    let mut parts = Vec::new();
    if let Some(browser) = producer.browser {
        // The zeros stand for what Chromium's `User-Agent` does not tell.
        let version = producer.browser_version.as_deref().unwrap_or_default();
        let version = version.trim_end_matches(".0");
        let name = format!("{} {version}", browser_name(browser));
        parts.push(name.trim_end().to_owned());
    }
    match habits.seat {
        Seat::Panel(_) if producer.browser.is_some() => {}
        Seat::Unknown if !producer.name.is_empty() => {
            parts.push(format!("written by {}", producer.name));
        }
        _ => parts.push(format!("written by {}", habits.name)),
    }
    let only_told = |entry: &&Entry| entry.flags.only_told;
    let told = capture.entries.iter().filter(only_told).count();
    if let Some(how) = capture.read_in_part() {
        parts.push(how);
    } else if told < capture.entries.len() || told == 0 {
        let recorded = capture.entries.len() - told;
        parts.push(count(recorded, "entry", "entries"));
    }
    if told > 0 {
        let requests = count(told, "request", "requests");
        parts.push(format!("{requests} that only the console shows"));
    }
    let joined: Vec<&str> = capture.joined.iter().map(|other| &*other.file).collect();
    let with = if joined.is_empty() {
        String::new()
    } else {
        format!(" (with {})", joined.join(", "))
    };
    format!("{}{with}: {}", capture.file, parts.join(", "))
}

/// `12 recordings, 345 entries`, for captures that are not named one by one; `other` where some
/// were named.
pub fn captures_title(captures: &[Capture], other: bool) -> String {
    let (one, many) = if other {
        ("other recording", "other recordings")
    } else {
        ("recording", "recordings")
    };
    let entries = captures.iter().map(|capture| capture.entries.len()).sum();
    format!(
        "{}, {}",
        count(captures.len(), one, many),
        count(entries, "entry", "entries")
    )
}

/// What a reader must know of captures of this kind. What the two common ones do not show is said
/// with the requests that it matters to.
pub fn limits(capture: &Capture) -> &'static [&'static str] {
    let habits = capture.producer.recorder.habits();
    if habits.limits_where_they_matter {
        &[]
    } else {
        habits.limits
    }
}

/// `1 entry`, `36 entries`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The report in a line.
pub fn verdict_sentence(report: &Report, summary: &Summary, options: &Options) -> String {
    let known = match options.known {
        0 => String::new(),
        1 => " 1 known failure is left out.".to_owned(),
        known => format!(" {known} known failures are left out."),
    };
    format!("{}{known}", sentence(report, summary))
}

fn sentence(report: &Report, summary: &Summary) -> String {
    if report.exchanges.is_empty() {
        return "There is no request to judge.".to_owned();
    }
    if summary.exchanges == 0 {
        return "No request matches the filter.".to_owned();
    }
    let all = summary.exchanges;
    let blocked = summary.count(Outcome::Blocked);
    let failed = summary.count(Outcome::Failed);
    let open = summary.count(Outcome::Undetermined);
    let mut parts = vec![count(all, "request", "requests")];
    if all > 1 && summary.cross_origin > 0 {
        let cross_origin = summary.cross_origin;
        parts[0] = format!("{}, {cross_origin} of them cross-origin", parts[0]);
    }
    match (blocked, failed) {
        (0, 0) if open == all => {}
        (0, 0) if all == 1 => parts.push("not blocked".to_owned()),
        (0, 0) => parts.push("none was blocked".to_owned()),
        (_, 0) if blocked == all => parts.push("blocked by the browser".to_owned()),
        (_, 0) => parts.push(format!("{blocked} failed, blocked by the browser")),
        (0, _) if failed == all => parts.push("without a response".to_owned()),
        (0, _) => parts.push(format!("{failed} failed, without a response")),
        _ => parts.push(format!(
            "{} failed: {blocked} blocked by the browser, {failed} without a response",
            blocked + failed
        )),
    }
    match open {
        0 => {}
        1 if all == 1 => parts.push("it cannot be decided from the capture".to_owned()),
        _ => parts.push(format!("{open} cannot be decided from the capture")),
    }
    format!("{}.", parts.join("; "))
}

/// Where a note of the reader points, as the beginning of a line; empty where it is about the whole
/// file.
pub fn note_place(note: &Note) -> String {
    let place = &note.place;
    let mut parts = Vec::new();
    if let Some(pointer) = &place.pointer {
        parts.push(pointer.clone());
    } else if let Some(entry) = place.entry {
        parts.push(format!("entry {entry}"));
    }
    if let Some(line) = place.line {
        parts.push(format!("line {line}"));
    }
    if let Some(offset) = place.offset {
        parts.push(format!("byte {offset}"));
    }
    if parts.is_empty() {
        return String::new();
    }
    parts.join(", ") + ": "
}

/// One line of hostile text for a reader: harmless on a terminal, and not longer than anyone reads
/// (a `data:` URL can be megabytes).
pub fn line(text: &str) -> String {
    let safe = terminal(text);
    let length = safe.chars().count();
    if length <= LONGEST {
        return safe.into_owned();
    }
    let start: String = safe.chars().take(LONGEST - 100).collect();
    let end: String = safe.chars().skip(length - 50).collect();
    format!("{start} […{} more…] {end}", length - LONGEST + 50)
}

/// One line of a text to paste: whole, however long, and with its tabs, which are no harm.
pub fn code_line(text: &str) -> String {
    let parts: Vec<_> = text.split('\t').map(terminal).collect();
    parts.join("\t")
}

/// The longest value that is shown whole.
const LONGEST: usize = 1000;

/// What is fragile about requests that work, rule by rule in the order of their table: the rule,
/// and for each request what is said of it. Where browsers disagree has its own section.
pub fn fragile(
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> Vec<(&'static Rule, Vec<(ExchangeId, String)>)> {
    let mut found: Vec<(&'static Rule, Vec<(ExchangeId, String)>)> = RULES
        .iter()
        .filter(|rule| rule.refusal.is_none() && rule.name != "browsers-disagree")
        .map(|rule| (*rule, Vec::new()))
        .collect();
    for id in ids {
        if report.row(*id).outcome.is_failure() {
            continue;
        }
        for finding in report.gist(*id).findings {
            let place = found.iter_mut().find(|(rule, _)| rule.name == finding.rule);
            if let Some((_, requests)) = place {
                requests.push((*id, options.text(&finding.summary).into_owned()));
            }
        }
    }
    found.retain(|(_, requests)| !requests.is_empty());
    found
}

/// `vary-origin-missing: 3 requests, an answer … (warning)`.
pub fn fragile_title(rule: &Rule, requests: usize) -> String {
    format!(
        "{}: {} ({} {})",
        capitalised(rule.summary),
        count(requests, "request", "requests"),
        rule.severity.word(),
        rule.name
    )
}

/// With an upper-case letter at the start.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The browsers, in the order in which they are set against one another.
pub const BROWSERS: [Profile; 3] = [Profile::Chromium, Profile::Firefox, Profile::WebKit];

/// Of these exchanges, those that the browsers judge differently.
pub fn disagreements(report: &Report, ids: &[ExchangeId]) -> Vec<ExchangeId> {
    ids.iter()
        .copied()
        .filter(|id| report.row(*id).verdicts.browsers_disagree())
        .collect()
}

/// `Browsers disagree: 2 requests`.
pub fn disagreements_title(number: usize) -> String {
    format!(
        "Browsers disagree: {}",
        count(number, "request", "requests")
    )
}

/// Of these exchanges, those whose recorded headers speak against what the recording says.
pub fn contradictions(report: &Report, ids: &[ExchangeId]) -> Vec<ExchangeId> {
    ids.iter()
        .copied()
        .filter(|id| report.row(*id).verdicts.contradicts_headers)
        .collect()
}

/// `The recording contradicts its headers: 2 requests`.
pub fn contradictions_title(number: usize) -> String {
    format!(
        "The recording contradicts its headers: {}",
        count(number, "request", "requests")
    )
}

/// What a contradiction means.
pub const CONTRADICTION: &str = "By the recorded headers browsers would refuse these responses, \
                                 but the recording says that the page got them. Possible reasons: \
                                 an extension, a header override, disabled web security, or an \
                                 edited file.";

/// `blocked (mixed-content)`.
pub fn verdict_words(verdict: Verdict) -> String {
    let outcome = verdict.outcome.word();
    match verdict.because {
        Some(refusal) => format!("{outcome} ({})", refusal.kind.name()),
        None => outcome.to_owned(),
    }
}

/// The members of a group, those together for which the same is not known, and what that is.
pub fn alike(
    report: &Report,
    group: &Group,
    options: &Options,
) -> Vec<(Vec<String>, Vec<ExchangeId>)> {
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut alike: Vec<(Vec<String>, Vec<ExchangeId>)> = Vec::new();
    for id in &group.members {
        let unknowns = unknowns(&report.gist(*id), report.row(*id).outcome, options);
        let place = *places.entry(unknowns).or_insert_with_key(|unknowns| {
            alike.push((unknowns.clone(), Vec::new()));
            alike.len() - 1
        });
        alike[place].1.push(*id);
    }
    alike
}

/// The word to explain the first of these groups with: its cause, else its rule.
pub fn to_explain(report: &Report, groups: &[Group]) -> Option<&'static str> {
    groups.iter().find_map(|group| match group.cause {
        Some(cause) => report.causes.get(cause as usize).map(|cause| cause.kind),
        None => rules::by_name(&group.label).map(|rule| rule.name),
    })
}

/// The filter that finds the requests of a group. It holds nothing from the capture.
pub fn selector(report: &Report, group: &Group) -> String {
    match (group.cause_in(report), rules::by_name(&group.label)) {
        (Some(cause), _) => format!("cause:{}", cause.kind),
        (None, Some(rule)) => format!("rule:{}", rule.name),
        (None, None) => format!("verdict:{}", group.outcome.word()),
    }
}

/// The best fix of a group in a few words: `Allow it in nginx`. Redacted, not yet escaped.
pub fn fix_title(report: &Report, group: &Group, options: &Options) -> Option<String> {
    let fix = group.cause_in(report)?.fixes.first()?;
    Some(options.text(&fix.title).into_owned())
}

/// The same, and whether it was tested: `Allow it in nginx (tested)`.
pub fn short_fix(report: &Report, group: &Group, options: &Options) -> Option<String> {
    let title = fix_title(report, group, options)?;
    let fix = group.cause_in(report)?.fixes.first()?;
    Some(match fix.proof {
        Proof::Tested => format!("{title} (tested)"),
        Proof::RestsOn(_) | Proof::Advice => title,
    })
}

/// How many fixes of a cause are written in full; the rest by name.
pub const SHOWN_FIXES: usize = 3;

/// How a fix stands to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Turn {
    /// The best.
    First,
    /// A further step.
    Then,
    /// A change in place of the others.
    Instead,
}

/// The fixes that people are shown, each with its turn: the best first. Plain headers are left out
/// where a service responded that has only its own settings.
pub fn fixes(cause: &Cause) -> Vec<(Turn, &Fix)> {
    let service = cause
        .fixes
        .iter()
        .any(|fix| Stack::named(&fix.stack).is_some_and(Stack::is_service));
    cause
        .fixes
        .iter()
        .filter(|fix| !service || fix.stack != "headers")
        .enumerate()
        .map(|(number, fix)| match (number, fix.follows) {
            (0, _) => (Turn::First, fix),
            (_, true) => (Turn::Then, fix),
            (_, false) => (Turn::Instead, fix),
        })
        .collect()
}

/// The titles of the fixes after the first `shown`, which are not written in full; `None` where all
/// are.
pub fn other_fixes(cause: &Cause, shown: usize) -> Option<String> {
    let titles: Vec<&str> = fixes(cause)
        .into_iter()
        .skip(shown)
        .map(|(_, fix)| fix.title.as_str())
        .collect();
    (!titles.is_empty()).then(|| titles.join("; "))
}

/// Where a change is made, and so who makes it.
const fn whose(actor: Actor) -> &'static str {
    match actor {
        Actor::Layer => "in the proxy, CDN or login in front",
        Actor::Console => "in the service's console",
        Actor::Visitor => "by the visitor, in the browser",
        Actor::Backend => "on a server of your own",
        Actor::Page => "in the page",
        _ => "by the server's owner",
    }
}

/// Where a fix of a cause is made, and how it is known that it helps.
pub fn proof(cause: &Cause, fix: &Fix) -> String {
    let all = cause.exchanges.len();
    let tested = if fix.allows == all {
        "tested: with this change Chromium, Firefox and WebKit allow it".to_owned()
    } else {
        format!(
            "tested: with this change Chromium, Firefox and WebKit allow {} of these {all}; the \
             others have a second problem",
            fix.allows
        )
    };
    let known = match &fix.proof {
        Proof::Tested => tested,
        Proof::RestsOn(what) => format!("assumes that {what}"),
        Proof::Advice => "advice: a capture cannot test it".to_owned(),
    };
    format!("{}; {known}", whose(fix.actor))
}

/// Where a cause shows, each with what stands there. Redacted, not yet escaped.
pub fn places(cause: &Cause, options: &Options) -> Vec<String> {
    cause
        .evidence
        .iter()
        .map(|place| {
            let (name, pointer) = (&place.name, &place.place);
            match &place.value {
                Some(value) => {
                    format!("{name}: {} at {pointer}", options.value(name, value))
                }
                None => format!("no {name} at {pointer}"),
            }
        })
        .collect()
}

/// What the members of a group have in common, and how many they are. Redacted, not yet escaped.
pub fn group_title(report: &Report, group: &Group, options: &Options) -> String {
    let requests = count(group.members.len(), "request", "requests");
    let cause = group
        .cause
        .and_then(|cause| report.causes.get(cause as usize));
    if let Some(cause) = cause {
        let capture = report.captures.get(cause.capture as usize);
        let place = capture
            .filter(|_| report.captures.len() > 1)
            .map_or_else(String::new, |capture| format!(" of {}", capture.file));
        return format!("{}: {requests}{place}", options.text(&group.label));
    }
    match group.outcome {
        Outcome::Failed => format!("No response: {requests}"),
        Outcome::Undetermined => format!("Undetermined: {requests}"),
        _ => match rules::by_name(&group.label) {
            Some(rule) => format!("{}: {requests} ({})", capitalised(rule.summary), rule.name),
            None => format!("{}: {requests}", group.label),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_in_a_line() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
        let report = Report::new(vec![crate::input::open(&path, &mut |_| {}).unwrap()]);
        // Blocked, failed, undetermined, allowed; cross-origin.
        for (counts, cross_origin, expected) in [
            ([0, 0, 0, 0], 0, "No request matches the filter."),
            ([1, 0, 0, 0], 1, "1 request; blocked by the browser."),
            ([0, 1, 0, 0], 1, "1 request; without a response."),
            (
                [0, 0, 1, 0],
                0,
                "1 request; it cannot be decided from the capture.",
            ),
            ([0, 0, 0, 1], 1, "1 request; not blocked."),
            (
                [0, 0, 0, 3],
                2,
                "3 requests, 2 of them cross-origin; none was blocked.",
            ),
            (
                [0, 0, 2, 1],
                0,
                "3 requests; none was blocked; 2 cannot be decided from the capture.",
            ),
            (
                [2, 0, 0, 1],
                0,
                "3 requests; 2 failed, blocked by the browser.",
            ),
            ([0, 2, 0, 1], 0, "3 requests; 2 failed, without a response."),
            (
                [2, 1, 1, 0],
                4,
                "4 requests, 4 of them cross-origin; 3 failed: 2 blocked by the browser, 1 without \
                 a response; 1 cannot be decided from the capture.",
            ),
        ] {
            let mut outcomes = [0; Outcome::ALL.len()];
            outcomes[..4].copy_from_slice(&counts);
            let summary = Summary {
                exchanges: counts.iter().sum(),
                cross_origin,
                outcomes,
                ..Summary::default()
            };
            assert_eq!(sentence(&report, &summary), expected);
        }
    }

    #[test]
    fn long_lines_are_shortened_in_the_middle() {
        let long = format!("{}{}{}", "a".repeat(2000), "\u{1b}", "z".repeat(2000));
        let shown = line(&long);
        assert!(
            shown.chars().count() <= LONGEST,
            "{}",
            shown.chars().count()
        );
        assert!(
            shown.starts_with("aaa") && shown.ends_with("zzz"),
            "{shown}"
        );
        assert_eq!(line("short"), "short");
    }

    #[test]
    fn lines_to_paste_are_whole_and_keep_their_tabs() {
        let long = format!("\t\theader {}", "a".repeat(2 * LONGEST));
        assert_eq!(code_line(&long), long);
        assert_eq!(
            code_line("\ta\u{1b}[2J\u{202e}\tb\r"),
            "\ta\\u{1b}[2J\\u{202e}\tb\\r"
        );
    }
}
