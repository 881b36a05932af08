//! One exchange a line, each a JSON object of the shape it has in the JSON report, and the
//! name of its capture's file.

use std::io::{self, Write};

use serde::Serialize;

use super::Options;
use super::contract::Exchange;
use super::json::write_line;
use crate::report::{ExchangeId, Report};
use crate::spread;

/// Nothing is held but the lines being written.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    spread::written(
        ids,
        |text, _, id| {
            let line = Line {
                file: &report.row(*id).capture.file,
                exchange: Exchange::of(report, *id, options),
            };
            write_line(text, &line)
        },
        |text| out.write_all(text),
    )
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    exchange: Exchange,
}
