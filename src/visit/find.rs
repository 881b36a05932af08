//! Which entries a report is about: those of its URL, as far as kind, method, origin and status go
//! with what it says. Identical requests share what their reports agree on.

use std::collections::{BTreeMap, HashMap};

use super::spoken::Report;
use crate::capture::recorder::Outcome;
use crate::capture::statement::{About, Claim};
use crate::capture::{Capture, Entry, EntryId, Note, Place, RefusalKind, RefusalKinds, Statement};
use crate::http::HeaderList;

/// Of more contradictions, only the number is told.
const MOST_NOTES: usize = 20;

/// Hands every report to the entries that it is about; gives back those of which the capture has
/// no entry.
pub(super) fn attach(capture: &mut Capture, reports: Vec<Report>) -> Vec<Report> {
    let (groups, unmatched) = grouped(capture, reports);
    let mut contradicted = 0;
    for (entries, reports) in groups {
        // One look for all that say the same: both sides may be many.
        let mut alike: BTreeMap<Likeness, Vec<Report>> = BTreeMap::new();
        for report in reports {
            alike.entry(likeness(&report)).or_default().push(report);
        }
        let mut about: BTreeMap<Vec<EntryId>, Vec<Report>> = BTreeMap::new();
        for mut reports in alike.into_values() {
            let candidates = candidates(capture, &entries, &reports[0]);
            if candidates.is_empty() {
                for report in &reports {
                    contradiction(capture, &entries, report, &mut contradicted);
                }
            } else {
                about.entry(candidates).or_default().append(&mut reports);
            }
        }
        for (candidates, reports) in about {
            share(capture, &candidates, &reports);
        }
    }
    if contradicted > MOST_NOTES {
        capture.notes.push(Note {
            place: Place::default(),
            text: format!(
                "{} more lines of the console contradict the capture",
                contradicted - MOST_NOTES
            ),
        });
    }
    unmatched
}

/// What decides which entries of a URL a report may be about.
type Likeness = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i32>,
    bool,
);

fn likeness(report: &Report) -> Likeness {
    (
        report.method.clone(),
        report.kind.clone(),
        report.origin.clone(),
        report.status,
        report.is_of_the_response(),
    )
}

/// Reports by the entries of their URLs, in the order of the first report.
type Groups = Vec<(Vec<EntryId>, Vec<Report>)>;

fn grouped(capture: &Capture, reports: Vec<Report>) -> (Groups, Vec<Report>) {
    let mut named: HashMap<&str, Vec<EntryId>> = HashMap::new();
    for report in &reports {
        for url in [&report.url, &report.initial].into_iter().flatten() {
            named.insert(bare(url), Vec::new());
        }
    }
    for (id, entry) in capture.iter() {
        if let Some(entries) = named.get_mut(bare(capture.url(entry))) {
            entries.push(id);
        }
    }
    // Names of URLs have to outlive the reports that are given away.
    let found: Vec<Option<String>> = reports
        .iter()
        .map(|report| {
            let mut urls = [&report.url, &report.initial].into_iter().flatten();
            let is_there = |url: &&str| named.get(url).is_some_and(|entries| !entries.is_empty());
            Some(
                urls.find_map(|url| Some(bare(url)).filter(is_there))?
                    .to_owned(),
            )
        })
        .collect();
    let mut entries: HashMap<String, Vec<EntryId>> = named
        .into_iter()
        .map(|(url, entries)| (url.to_owned(), entries))
        .collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut groups = Groups::new();
    let mut unmatched = Vec::new();
    for (report, url) in reports.into_iter().zip(found) {
        let Some(url) = url else {
            unmatched.push(report);
            continue;
        };
        let number = *numbers.entry(url).or_insert_with_key(|url| {
            groups.push((entries.remove(url).unwrap_or_default(), Vec::new()));
            groups.len() - 1
        });
        groups[number].1.push(report);
    }
    (groups, unmatched)
}

fn bare(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}

/// The entries of the URL that the report may be about. Empty where all of them were delivered.
fn candidates(capture: &Capture, entries: &[EntryId], report: &Report) -> Vec<EntryId> {
    let is_preflight = |entry: &Entry| {
        capture.method(entry).eq_ignore_ascii_case("OPTIONS")
            && capture
                .request_header(entry, "Access-Control-Request-Method")
                .is_some()
    };
    let mut left: Vec<EntryId> = entries.to_vec();
    // A preflight stands for its request only where that was not recorded.
    narrow(capture, &mut left, |entry| !is_preflight(entry));
    if let Some(method) = &report.method {
        narrow(capture, &mut left, |entry| {
            let asked = capture.request_header(entry, "Access-Control-Request-Method");
            let own = asked.unwrap_or(capture.method(entry));
            own.eq_ignore_ascii_case(method)
        });
    }
    if let Some(types) = report.kind.as_deref().and_then(types) {
        narrow(capture, &mut left, |entry| {
            let own = capture.optional(entry.resource_type);
            own.is_none_or(|own| types.contains(&own))
        });
    }
    if let Some(origin) = &report.origin {
        narrow(capture, &mut left, |entry| {
            let own = capture.request_header(entry, "Origin");
            own.is_none_or(|own| own == origin || own == "null")
        });
    }
    let marks = capture.producer.recorder.habits().outcome == Outcome::ErrorTexts;
    left.retain(|id| {
        let entry = capture.entry(*id);
        !(marks && is_delivered(capture, entry))
    });
    if let Some(status) = report.status.filter(|_| report.is_of_the_response()) {
        narrow(capture, &mut left, |entry| entry.status == Some(status));
    }
    left
}

/// Keeps the entries that fit, where any does.
fn narrow(capture: &Capture, left: &mut Vec<EntryId>, fits: impl Fn(&Entry) -> bool) {
    let fit = |id: &EntryId| fits(capture.entry(*id));
    if left.iter().any(fit) {
        left.retain(fit);
    }
}

/// The kinds of resource in the words of recorders, for a kind in the words of a console.
fn types(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "fetch" => &["fetch", "xhr", "other"],
        "XMLHttpRequest" => &["xhr", "fetch"],
        "script" | "Script" | "Imported resource" => &["script", "other"],
        "CSS stylesheet" => &["stylesheet", "style", "css"],
        "image" | "Image" => &["image", "img"],
        "font" | "Font" => &["font"],
        "video" | "audio" => &["media", "video", "audio"],
        _ => return None,
    })
}

/// Whether a recorder that marks what failed shows that the response reached the page.
fn is_delivered(capture: &Capture, entry: &Entry) -> bool {
    entry.status.is_some_and(|status| status > 0)
        && capture.recorded_error(entry).is_none()
        && entry.redirect_url.is_none()
        && !capture.response_headers(entry).contains("Location")
}

/// Tells every candidate what the reports say, as far as they agree.
fn share(capture: &mut Capture, candidates: &[EntryId], reports: &[Report]) {
    let marks = capture.producer.recorder.habits().outcome;
    let every_one_failed = matches!(marks, Outcome::ErrorTexts | Outcome::AnyFailure);
    let refusing: Vec<&Report> = reports
        .iter()
        .filter(|report| report.refused.is_some())
        .collect();
    let known = refusing.iter().filter_map(|report| report.refused);
    let all = known.clone().fold(Vec::new(), |mut all, (kinds, _)| {
        all.extend(kinds.iter());
        all
    });
    let kinds = RefusalKinds::of(&all);
    let mut phases = known.map(|(_, preflight)| preflight);
    let phase = phases.next().flatten();
    let phase = phase.filter(|phase| phases.all(|other| other == Some(*phase)));
    let plausible: Vec<EntryId> = candidates
        .iter()
        .copied()
        .filter(|id| {
            let entry = capture.entry(*id);
            let response = capture.response_headers(entry);
            phase == Some(true)
                || kinds.is_empty()
                || kinds.iter().any(|kind| fits(kind, &response))
        })
        .collect();
    let told: &[EntryId] = if refusing.len() >= candidates.len() || every_one_failed {
        candidates
    } else if plausible.len() <= refusing.len() {
        &plausible
    } else {
        // Nobody can tell which of them it was.
        &[]
    };
    if told.is_empty() {
        return;
    }
    // Each has one of the refusals, and each refusal has one of them; what they say is the same.
    for number in 0..told.len().max(refusing.len()) {
        if let Some(report) = refusing.get(number % refusing.len().max(1)) {
            tell(capture, told[number % told.len()], report, (kinds, phase));
        }
    }
    let others = reports.iter().filter(|report| report.refused.is_none());
    for (number, report) in others.enumerate() {
        tell(capture, told[number % told.len()], report, (kinds, phase));
    }
}

/// Whether a response may have been refused by a check of every response.
fn fits(kind: RefusalKind, response: &HeaderList<'_>) -> bool {
    let allowed = response.first("Access-Control-Allow-Origin");
    match kind {
        RefusalKind::AllowOriginMissing => allowed.is_none(),
        RefusalKind::AllowOriginWildcardWithCredentials => allowed == Some("*"),
        RefusalKind::AllowOriginMultiple
        | RefusalKind::AllowOriginInvalid
        | RefusalKind::AllowOriginMismatch => allowed.is_some_and(|allowed| allowed != "*"),
        RefusalKind::AllowCredentialsNotTrue => {
            response.first("Access-Control-Allow-Credentials") != Some("true")
        }
        _ => true,
    }
}

/// Adds what a report says of an entry to the statements of the capture.
pub(super) fn tell(
    capture: &mut Capture,
    id: EntryId,
    report: &Report,
    (kinds, preflight): (RefusalKinds, Option<bool>),
) {
    let about = About {
        entry: Some(id),
        ..report.about(capture)
    };
    let Some(first) = report.lines.first().copied() else {
        return;
    };
    // The lines themselves are kept beside it, so that they can be shown.
    for at in &report.lines {
        let line = capture.statements[*at];
        if line.about.entry.is_none() {
            capture.statements[*at].about = about;
        } else {
            capture.statements.push(Statement { about, ..line });
        }
    }
    let place = capture.statements[first];
    let mut say = |claim| {
        capture.statements.push(Statement {
            about,
            claim,
            ..place
        });
    };
    if report.refused.is_some() {
        say(Claim::Refused {
            kinds,
            preflight,
            subject: None,
        });
        let with_credentials = [
            RefusalKind::AllowOriginWildcardWithCredentials,
            RefusalKind::AllowCredentialsNotTrue,
        ];
        if !kinds.is_empty() && kinds.iter().all(|kind| with_credentials.contains(&kind)) {
            say(Claim::Credentials {
                include: true,
                why: "the console says that the request carried credentials",
            });
        }
    }
    let is_recorded = |name| capture.request_header(capture.entry(id), name).is_some();
    if about.origin.is_some() && !is_recorded("Origin") {
        let claim = Claim::Origin;
        capture.statements.push(Statement {
            about,
            claim,
            ..place
        });
    }
}

/// Notes a line that says of a request that it was refused, while the capture shows that the page
/// got its response.
fn contradiction(
    capture: &mut Capture,
    entries: &[EntryId],
    report: &Report,
    contradicted: &mut usize,
) {
    let Some(line) = report
        .lines
        .first()
        .and_then(|at| capture.statements.get(*at))
    else {
        return;
    };
    *contradicted += 1;
    if *contradicted > MOST_NOTES {
        return;
    }
    let places: Vec<String> = entries
        .iter()
        .take(3)
        .map(|id| capture.place(capture.entry(*id), crate::capture::Part::Entry))
        .collect();
    let text = format!(
        "{} says that the browser refused {}, but the capture shows that the page got the \
         response ({}): they may be from different visits",
        capture.cite(line),
        report.asked(),
        places.join(", ")
    );
    capture.notes.push(Note {
        place: Place::default(),
        text,
    });
}
