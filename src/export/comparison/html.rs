//! The comparison as one HTML file: it loads nothing and runs nothing.

use std::io::{self, Write};

use askama::Template;

use super::{Comparison, counts, outcome, sections, sentence, symbol, title};
use crate::export::html::{STYLE, STYLE_HASH};
use crate::export::words::line;

#[derive(Template)]
#[template(path = "comparison.html")]
struct Page {
    style: &'static str,
    style_hash: &'static str,
    version: &'static str,
    sides: [(&'static str, String); 2],
    sentence: String,
    counts: Vec<(usize, &'static str)>,
    sections: Vec<Section>,
}

struct Section {
    word: &'static str,
    title: String,
    /// Whether both sides have the same to say.
    same: bool,
    rows: Vec<Row>,
    left_out: usize,
}

struct Row {
    symbol: &'static str,
    request: String,
    before: String,
    after: String,
}

/// The whole page.
pub fn write(out: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let mut told = Vec::new();
    sections(comparison, |section| {
        let rows: Vec<Row> = section
            .changes
            .iter()
            .map(|change| Row {
                symbol: symbol(change),
                request: line(&title(change)),
                before: line(&outcome(&change.before)),
                after: line(&outcome(&change.after)),
            })
            .collect();
        told.push(Section {
            word: section.status.word(),
            title: section.title.clone(),
            same: rows.iter().all(|row| row.before == row.after),
            rows,
            left_out: section.left_out,
        });
        Ok(())
    })?;
    let page = Page {
        style: STYLE,
        style_hash: STYLE_HASH,
        version: env!("CARGO_PKG_VERSION"),
        sides: [
            ("before", line(comparison.before)),
            ("after", line(comparison.after)),
        ],
        sentence: sentence(comparison.changes),
        counts: counts(comparison.changes)
            .into_iter()
            .map(|(status, number)| (number, status.meaning(number)))
            .collect(),
        sections: told,
    };
    page.write_into(out).map_err(io::Error::other)?;
    writeln!(out)
}
