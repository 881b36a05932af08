//! Which recordings are of one visit.

use std::collections::HashSet;

use super::{is_unread, translated};
use crate::capture::statement::Claim;
use crate::capture::{Capture, Note, Place, Recording};
use crate::console::said;

/// Joins each console to the capture that it belongs to; the rest stays as it is, in its order.
pub(super) fn together(captures: Vec<Capture>) -> Vec<Capture> {
    if captures.len() < 2 {
        return captures;
    }
    let (consoles, mut others): (Vec<_>, Vec<_>) =
        captures.into_iter().enumerate().partition(|(_, capture)| {
            capture.entries.is_empty() && capture.statements.iter().any(is_unread)
        });
    let mut alone = Vec::new();
    for (number, console) in consoles {
        let host = host(&console, others.iter().map(|(_, capture)| capture));
        match host.and_then(|host| others.get_mut(host)) {
            Some((_, host)) => absorb(host, console),
            None => alone.push((number, console)),
        }
    }
    others.append(&mut alone);
    others.sort_by_key(|(number, _)| *number);
    others.into_iter().map(|(_, capture)| capture).collect()
}

/// The capture that shows most of the URLs that a console names; the only one, where there is only
/// one of that browser.
fn host<'c>(console: &Capture, captures: impl Iterator<Item = &'c Capture>) -> Option<usize> {
    let browser = console.producer.browser;
    let of_that_browser = |capture: &Capture| {
        browser.is_none()
            || capture
                .producer
                .browser
                .is_none_or(|own| Some(own) == browser)
    };
    let captures: Vec<(usize, &Capture)> = captures
        .enumerate()
        .filter(|(_, capture)| of_that_browser(capture))
        .collect();
    if let [(only, _)] = captures.as_slice() {
        return Some(*only);
    }
    let named: HashSet<String> = console
        .statements
        .iter()
        .filter_map(|statement| match statement.claim {
            Claim::Words(words) => said(console.text(words))?.url,
            _ => None,
        })
        .collect();
    let shown = |capture: &Capture| {
        let urls = capture.entries.iter().map(|entry| capture.url(entry));
        urls.filter(|url| named.contains(*url)).count()
    };
    captures
        .into_iter()
        .map(|(number, capture)| (shown(capture), number))
        .filter(|(shown, _)| *shown > 0)
        .max_by_key(|(shown, number)| (*shown, std::cmp::Reverse(*number)))
        .map(|(_, number)| number)
}

/// Takes a console's lines into the capture of the same visit.
fn absorb(host: &mut Capture, console: Capture) {
    let texts = host.strings.absorb(&console.strings);
    let Ok(recording) = u16::try_from(host.joined.len() + 1) else {
        return;
    };
    let lines = console.statements.iter();
    let told = lines.filter_map(|line| translated(line, &texts, recording, None));
    host.statements.extend(told);
    if let Some(partial) = console.partial {
        let why = format!("{}: {}", console.file, partial.why);
        host.is_partial(why, Place::default());
    }
    for note in console.notes {
        host.notes.push(Note {
            text: format!("{}: {}", console.file, note.text),
            ..note
        });
    }
    host.joined.push(Recording {
        file: console.file,
        source: console.source,
    });
}
