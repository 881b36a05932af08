//! Judges a recording: `cargo run --example judge -- fixtures/shop.har`.

#![expect(clippy::print_stdout, reason = "an example of a program that prints")]

use std::error::Error;
use std::path::Path;

use corslens::input;
use corslens::report::Report;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: judge FILE")?;
    let capture = input::open(Path::new(&path), &mut |_progress| {})?;
    let report = Report::new(vec![capture]);
    for row in report.ids().map(|id| report.row(id)) {
        println!("{:12} {:7} {}", row.outcome.word(), row.method, row.url);
    }
    for cause in report.causes() {
        println!("{} ({} requests)", cause.title, cause.exchanges.len());
    }
    Ok(())
}
