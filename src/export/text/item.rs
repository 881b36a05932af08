//! One request in the text report: in a line, or with all that is said of it.

use std::io;

use super::page::{Page, Paint};
use crate::export::item::{Item, Request};
use crate::export::words::line;

/// Where a request stands: the file where there are several, and the entry.
pub fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{file}, {}", request.place),
        None => request.place.clone(),
    }
}

/// `GET https://api.example/items (entry 7)`. Not yet escaped.
pub fn placed(request: &Request) -> String {
    format!("{}  ({})", request.title, entry(request))
}

/// The mark of what became of a request, its method and URL.
pub fn title(page: &mut Page, request: &Request, after: &str) -> io::Result<()> {
    let outcome = request.outcome;
    page.paint(Paint::of(outcome), outcome.symbol())?;
    writeln!(page.out, " {}{after}", line(&request.title))
}

/// The same, and where it stands.
pub fn placed_title(page: &mut Page, request: &Request) -> io::Result<()> {
    title(page, request, &format!("  ({})", line(&entry(request))))
}

/// All that is said of a request.
pub fn item(page: &mut Page, item: &Item) -> io::Result<()> {
    title(page, &item.request, "")?;
    for redirect in &item.redirects {
        writeln!(page.out, "  → {}", line(redirect))?;
    }
    page.paragraph("  ", Paint::Bold, &line(&item.headline))?;
    for sentence in &item.explanation {
        page.paragraph("  ", Paint::Plain, &line(sentence))?;
    }
    for unknown in &item.unknowns {
        page.labelled("open", &line(unknown))?;
    }
    for needed in &item.needed {
        let instead = match &needed.granted {
            None => "has none".to_owned(),
            Some(granted) => format!("has `{granted}`"),
        };
        let text = format!("{}  ({}, which {instead})", needed.header, needed.place);
        page.labelled("needed", &line(&text))?;
    }
    for (number, (_, console)) in item.console.iter().enumerate() {
        let label = if number == 0 { "console" } else { "or" };
        page.labelled(label, &line(console))?;
    }
    let mut place = entry(&item.request);
    for pointer in item.other_places() {
        place.push_str(", ");
        place.push_str(pointer);
    }
    page.labelled("where", &line(&place))
}
