//! Requests that stand in two recordings: a HAR and the log in which the browser itself says what
//! it decided. What the log says of a request holds for the one in the HAR.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{is_unread, translated};
use crate::capture::recorder::Outcome;
use crate::capture::{Capture, EntryId, Note, Place, Recording};
use crate::http::Origin;

/// Two recorders write down the same moment this far apart at most, in microseconds.
const APART: i64 = 1_000_000;

/// Where there are more of the same in one recording, they have to be this close.
const CLOSE: i64 = 50_000;

/// Joins each log to the recordings that show the same requests; the rest stays as it is, in its
/// order.
pub(super) fn together(captures: Vec<Capture>) -> Vec<Capture> {
    let is_log = |capture: &Capture| {
        let outcome = capture.producer.recorder.habits().outcome;
        outcome == Outcome::Stated && !capture.entries.is_empty()
    };
    if captures.len() < 2 || !captures.iter().any(is_log) {
        return captures;
    }
    let (logs, mut others): (Vec<_>, Vec<_>) = captures
        .into_iter()
        .enumerate()
        .partition(|(_, capture)| is_log(capture));
    let mut alone = Vec::new();
    for (number, log) in logs {
        let hosts: Vec<(usize, Pairs)> = others
            .iter()
            .enumerate()
            .filter_map(|(host, (_, capture))| Some((host, pairs(capture, &log)?)))
            .collect();
        match <[_; 1]>::try_from(hosts) {
            Ok([(host, pairs)]) => join(&mut others[host].1, log, pairs),
            Err(hosts) if hosts.is_empty() => alone.push((number, log)),
            Err(hosts) => {
                for (host, pairs) in hosts {
                    let _ = tell(&mut others[host].1, &log, &pairs);
                }
            }
        }
    }
    others.append(&mut alone);
    others.sort_by_key(|(number, _)| *number);
    others.into_iter().map(|(_, capture)| capture).collect()
}

/// The entries of a recording by those of a log.
type Pairs = HashMap<EntryId, EntryId>;

/// Which entries of a log are which of a recording; `None` where the two are not of one visit:
/// less than half of what was recorded is in the log.
fn pairs(capture: &Capture, log: &Capture) -> Option<Pairs> {
    let browsers = (capture.producer.browser, log.producer.browser);
    if matches!(browsers, (Some(one), Some(other)) if one != other) {
        return None;
    }
    let (first, last) = span(capture)?;
    let mut recorded = by_request(capture, i64::MIN, i64::MAX);
    let mut pairs = Pairs::new();
    let all: usize = recorded.values().map(Vec::len).sum();
    for (request, mut logged) in by_request(log, first - APART, last + APART) {
        let Some(recorded) = recorded.get_mut(&request) else {
            continue;
        };
        recorded.sort_unstable();
        logged.sort_unstable();
        let apart = if recorded.len() == logged.len() {
            APART
        } else {
            CLOSE
        };
        let mut recorded = recorded.iter().peekable();
        for (time, entry) in logged {
            while recorded.next_if(|(own, _)| *own < time - apart).is_some() {}
            if let Some((_, own)) = recorded.next_if(|(own, _)| *own <= time + apart) {
                pairs.insert(entry, *own);
            }
        }
    }
    (!pairs.is_empty() && pairs.len() * 2 >= all).then_some(pairs)
}

/// When the first and the last entry of a recording began.
fn span(capture: &Capture) -> Option<(i64, i64)> {
    let times = || capture.entries.iter().filter_map(|entry| entry.started_at);
    Some((times().min()?, times().max()?))
}

/// The entries that began between two moments, by method and URL.
fn by_request(
    capture: &Capture,
    from: i64,
    to: i64,
) -> BTreeMap<(&str, &str), Vec<(i64, EntryId)>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, entry) in capture.iter() {
        if let Some(time) = entry.started_at.filter(|time| (from..=to).contains(time)) {
            let url = capture.url(entry);
            let url = url.split_once('#').map_or(url, |(url, _)| url);
            let request = (capture.method(entry), url);
            found.entry(request).or_default().push((time, id));
        }
    }
    found
}

/// Tells a recording what a log says of its requests; the number of the log in it.
fn tell(capture: &mut Capture, log: &Capture, pairs: &Pairs) -> Option<u16> {
    let recording = u16::try_from(capture.joined.len() + 1).ok()?;
    let texts = capture.strings.absorb(&log.strings);
    for statement in &log.statements {
        let entry = match statement.about.entry {
            Some(entry) => match pairs.get(&entry) {
                Some(own) => Some(*own),
                None => continue,
            },
            None if is_unread(statement) => None,
            None => continue,
        };
        let told = translated(statement, &texts, recording, entry);
        capture.statements.extend(told);
    }
    capture.joined.push(Recording {
        file: log.file.clone(),
        source: log.source.clone(),
    });
    Some(recording)
}

/// Makes one capture of a recording and the log of the same visit: requests of the same hosts and
/// pages that the recording lacks are added to it.
fn join(capture: &mut Capture, mut log: Capture, mut pairs: Pairs) {
    let Ok(recording) = u16::try_from(capture.joined.len() + 1) else {
        return;
    };
    let known: HashSet<Origin> = capture
        .entries
        .iter()
        .filter_map(|entry| Origin::of_url(capture.url(entry)))
        .collect();
    let (first, last) = span(capture).unwrap_or_default();
    let mut base = capture.entries.len();
    let mut added = Vec::new();
    let mut left_out = 0_usize;
    for (id, entry) in log.iter() {
        if pairs.contains_key(&id) {
            continue;
        }
        let in_time = |time| (first - APART..=last + APART).contains(&time);
        let is_known =
            |url: &str| Origin::of_url(url).is_some_and(|origin| known.contains(&origin));
        let page = log.request_header(entry, "Origin");
        let page = page.or_else(|| log.optional(entry.initiator_url));
        if entry.started_at.is_some_and(in_time)
            && (is_known(log.url(entry)) || page.is_some_and(is_known))
            && let Ok(number) = u32::try_from(base)
        {
            pairs.insert(id, EntryId::new(number));
            added.push(id);
            base += 1;
        } else {
            left_out += 1;
        }
    }
    if tell(capture, &log, &pairs).is_none() {
        return;
    }
    let mut entries = Vec::with_capacity(added.len());
    for id in added {
        let mut entry = log.entry(id).clone();
        entry.recording = recording;
        entries.push(entry);
    }
    log.entries = entries;
    if left_out > 0 {
        capture.notes.push(Note {
            place: Place::default(),
            text: format!(
                "{left_out} other requests in {} are left out: open that file alone to see them",
                log.file
            ),
        });
    }
    for note in std::mem::take(&mut log.notes) {
        let text = format!("{}: {}", log.file, note.text);
        capture.notes.push(Note { text, ..note });
    }
    if let Some(partial) = log.partial.take() {
        capture.is_partial(format!("{}: {}", log.file, partial.why), Place::default());
    }
    capture.absorb(log, 0);
}
