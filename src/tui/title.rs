//! The lines at the top: the file and its counts, the whole in a sentence, what the recorder leaves
//! out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::comparison::Fate;
use super::model::{InputState, Model, Stage};
use super::text;
use crate::capture::Browser;
use crate::input::Progress;
use crate::report::Report;
use crate::verdict::Outcome;

/// The program's name and the file at the left, the counts in the colours of their verdicts at the
/// right; what has no room goes, the counts of failures last.
pub fn draw_title(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    buffer.set_style(area, theme.title());
    let width = usize::from(area.width);
    let ready = model.stage == Stage::Ready;
    let mut counts = if ready { counts(model) } else { Vec::new() };
    let size = |counts: &[(u8, String, Style)]| -> usize {
        counts
            .iter()
            .map(|(_, words, _)| text::width(words) + 2)
            .sum()
    };
    // Every fact with how soon it goes when there is no room for it.
    let mut facts: Vec<(u8, String)> = vec![(0, file(model))];
    if ready {
        if let Some(producer) = producer(model).filter(|_| !model.comparing) {
            facts.push((2, producer));
        }
        let entries = model.totals.entries;
        if !model.comparing {
            facts.push((4, text::counted(entries, "entry", "entries")));
        }
        if model.report.captures.iter().any(|c| c.partial.is_some()) {
            facts.push((1, "read in part".to_owned()));
        }
        if model.watching {
            facts.push((3, "watching".to_owned()));
        }
        if !model.trials.is_empty() {
            let changes = text::counted(model.trials.len(), "change", "changes");
            facts.push((1, format!("TRYING {changes}")));
        }
    }
    if let Some(work) = &model.works.shown {
        facts.push((0, format!("{work} …")));
    }
    match model.stage {
        Stage::Reading => {
            facts.push((1, "reading".to_owned()));
            facts.extend(progress(model).map(|progress| (2, progress)));
        }
        Stage::Judging => facts.push((1, "judging".to_owned())),
        Stage::Ready => {}
    }
    if !ready && model.entries_read() > 0 {
        let entries = text::counted(model.entries_read(), "entry", "entries");
        facts.push((3, entries));
    }
    let name = " corslens  ";
    let length = |facts: &[(u8, String)]| -> usize {
        let each = facts.iter().map(|(_, fact)| text::width(fact) + 3);
        text::width(name) + each.sum::<usize>()
    };
    while length(&facts) + size(&counts) > width {
        let fact = facts.iter().map(|(rank, _)| *rank).max().unwrap_or(0);
        let count = counts.iter().map(|(rank, ..)| *rank).max().unwrap_or(0);
        if fact == 0 && count == 0 {
            break;
        }
        if fact >= count {
            facts.retain(|(rank, _)| *rank != fact);
        } else {
            counts.retain(|(rank, ..)| *rank != count);
        }
    }
    let room = width.saturating_sub(size(&counts));
    // A name that is cut says so, and keeps clear of the counts.
    let rest = length(&facts).saturating_sub(text::width(&facts[0].1));
    let name_room = room.saturating_sub(rest).max(1);
    facts[0].1 = text::clip(&facts[0].1, name_room).into_owned();
    let mut line = vec![Span::styled(name, theme.strong())];
    for (number, (_, fact)) in facts.into_iter().enumerate() {
        if number > 0 {
            line.push(Span::raw(" · "));
        }
        line.push(Span::raw(fact));
    }
    buffer.set_line(
        area.x,
        area.y,
        &Line::from(line),
        u16::try_from(room).unwrap_or(0),
    );
    let mut right = Vec::new();
    for (_, words, style) in counts {
        right.push(Span::styled(format!("{words}  "), style));
    }
    let place = area.x + u16::try_from(room).unwrap_or(0);
    buffer.set_line(place, area.y, &Line::from(right), area.width);
}

/// The counts for the title, each with how soon it goes.
fn counts(model: &Model) -> Vec<(u8, String, Style)> {
    let theme = model.theme;
    let totals = model.totals;
    let mut counts = Vec::new();
    if let Some(compare) = model.compare.as_ref().filter(|_| model.comparing) {
        let kinds = [
            (0, Fate::NewlyFailing),
            (1, Fate::StillFailing),
            (1, Fate::Fixed),
            (5, Fate::Gone),
        ];
        for (rank, fate) in kinds {
            let number = compare.comparison.count(fate);
            if number > 0 {
                let words = format!("{} {} {}", fate.sign(), text::count(number), fate.words());
                let outcome = fate.outcome().unwrap_or(Outcome::SameOrigin);
                counts.push((rank, words, theme.in_title(outcome)));
            }
        }
        return counts;
    }
    let mut add = |rank: u8, outcome: Outcome, number: usize, words: &str| {
        if number > 0 {
            let words = format!("{} {}{words}", outcome.symbol(), text::count(number));
            counts.push((rank, words, theme.in_title(outcome)));
        }
    };
    add(0, Outcome::Blocked, totals.blocked, " blocked");
    add(1, Outcome::Failed, totals.failed, " no response");
    add(5, Outcome::Undetermined, totals.undetermined, " open");
    add(6, Outcome::Allowed, totals.allowed, " allowed");
    counts
}

/// The whole in a sentence; while a change is tried, what it does.
pub fn draw_summary(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let width = usize::from(area.width).saturating_sub(2);
    let compare = model.compare.as_ref().filter(|_| model.comparing);
    let (words, keys) = match model.trials.last() {
        _ if compare.is_some() => {
            let sentence = compare.map_or_else(String::new, |own| own.comparison.sentence());
            (sentence, "")
        }
        Some(_) => (model.trial_words.clone(), "u undo U undo all"),
        None if model.standing.fixable => (model.standing.sentence.clone(), "A tries them"),
        None => (model.standing.sentence.clone(), ""),
    };
    buffer.set_stringn(
        area.x + 1,
        area.y,
        text::clip(&words, width),
        width,
        theme.strong(),
    );
    let left = width.saturating_sub(text::width(&words));
    if text::width(keys) + 3 <= left {
        let column = area.right() - u16::try_from(text::width(keys)).unwrap_or(0) - 1;
        buffer.set_string(column, area.y, keys, theme.faint());
    }
}

/// What the recorder leaves out, as far as it fits.
pub fn draw_limit(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let limits = &model.standing.limits;
    let more = match limits.len() {
        0 | 1 => "  ! more".to_owned(),
        many => format!("  ! {} more", many - 1),
    };
    let Some(first) = limits.first() else {
        return;
    };
    let whole = limits.len() == 1 && text::width(first) + 2 < area.width.into();
    let more = if whole { String::new() } else { more };
    let room = usize::from(area.width).saturating_sub(2 + text::width(&more));
    let words = text::clip(first, room);
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(words.into_owned(), theme.outcome(Outcome::Failed)),
        Span::styled(more, theme.faint()),
    ]);
    buffer.set_line(area.x, area.y, &line, area.width);
}

/// How far the files are that are read or were.
fn progress(model: &Model) -> Option<String> {
    let mut begun = false;
    let mut all = Progress {
        total: Some(0),
        ..Progress::default()
    };
    for input in &model.inputs {
        match &input.state {
            InputState::Reading(progress) => {
                begun = true;
                all.bytes += progress.bytes;
                all.total = all.total.zip(progress.total).map(|(all, one)| all + one);
            }
            // How long it is nobody has looked yet.
            InputState::Waiting => all.total = None,
            InputState::Unreadable(_) => {}
        }
    }
    begun.then(|| read(&all))
}

pub fn read(progress: &Progress) -> String {
    match progress.total {
        Some(total) => format!("{} of {}", text::bytes(progress.bytes), text::bytes(total)),
        None => text::bytes(progress.bytes),
    }
}

fn file(model: &Model) -> String {
    let base = |name: &str| {
        let last = name
            .rsplit('/')
            .find(|part| !part.is_empty())
            .unwrap_or(name);
        text::value(if name == "-" { "standard input" } else { last })
    };
    if let Some(compare) = model.compare.as_ref().filter(|_| model.comparing) {
        let name = |report: &Report| {
            let capture = report.captures.first();
            capture.map_or_else(String::new, |capture| base(&capture.file))
        };
        let comparison = &compare.comparison;
        return format!("{} → {}", name(&comparison.before), name(&comparison.after));
    }
    let names: Vec<&str> = if model.stage == Stage::Ready {
        model
            .report
            .captures
            .iter()
            .map(|c| c.file.as_str())
            .collect()
    } else {
        model
            .inputs
            .iter()
            .map(|input| input.name.as_str())
            .collect()
    };
    match names.as_slice() {
        [] => String::new(),
        [name] => base(name),
        [name, rest @ ..] => format!("{} and {} more", base(name), text::count(rest.len())),
    }
}

fn producer(model: &Model) -> Option<String> {
    let [capture] = model.report.captures.as_slice() else {
        return None;
    };
    let producer = &capture.producer;
    let browser = match producer.browser {
        Some(Browser::Chromium) => Some("Chromium"),
        Some(Browser::Firefox) => Some("Firefox"),
        Some(Browser::WebKit) => Some("WebKit"),
        None => None,
    };
    let (name, version) = match browser {
        Some(name) => (name, producer.browser_version.as_deref().unwrap_or("")),
        None => (producer.name.as_str(), producer.version.as_str()),
    };
    let major = version.split('.').next().unwrap_or("");
    let text = text::value(&format!("{name} {major}"));
    let text = text::clip(text.trim(), 30).into_owned();
    (!text.is_empty()).then_some(text)
}
