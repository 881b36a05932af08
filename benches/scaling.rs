//! Time against size, from a thousand exchanges to a million, on captures made to be hard: one URL,
//! everything in flight at once, every request refused, long chains of redirects.
//!
//! ```text
//! cargo bench --bench scaling [-- MOST]      writes assets/scaling.csv and assets/scaling.svg
//! ```
//!
//! The slopes that it prints are those of the logarithms: 1 is linear, 2 quadratic.
#![expect(clippy::print_stdout, reason = "a program")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

#[path = "../tests/support/hard.rs"]
#[expect(dead_code, reason = "one sort is for the tests alone")]
mod hard;

use corslens::export::{FORMATS, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};

/// A sort of capture: its name, how it is made, the largest that makes sense.
type Case = (&'static str, fn(usize) -> String, usize);

const CASES: [Case; 7] = [
    ("one URL", hard::one_url, 1_000_000),
    ("many URLs", hard::many_urls, 1_000_000),
    ("every request refused", hard::refused, 1_000_000),
    ("preflights in flight", hard::in_flight, 100_000),
    ("redirects to one URL", hard::to_one_url, 100_000),
    ("hops of one fetch", hard::hops, 30_000),
    ("headers of one entry", hard::headers, 100_000),
];

const SIZES: [usize; 7] = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

/// One measurement, in milliseconds.
struct Point {
    size: usize,
    read: f64,
    judge: f64,
    report: f64,
}

impl Point {
    fn total(&self) -> f64 {
        self.read + self.judge + self.report
    }
}

fn main() -> std::io::Result<()> {
    let most = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    for (name, make, largest) in CASES {
        let points: Vec<Point> = SIZES
            .into_iter()
            .filter(|&size| size <= largest.min(most))
            .map(|size| measure(&make(size), size))
            .collect();
        let judging = slope(points.iter().map(|point| (point.size, point.judge)));
        let total = slope(points.iter().map(|point| (point.size, point.total())));
        println!("{name:<24} slope {total:.2} in all, {judging:.2} of judging");
        lines.push((name, points));
    }
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    fs::write(assets.join("scaling.csv"), table(&lines))?;
    fs::write(assets.join("scaling.svg"), picture(&lines))
}

/// The best of some rounds: the others were disturbed.
fn measure(text: &str, size: usize) -> Point {
    let rounds = (300_000 / size).clamp(1, 7);
    let mut best = Point {
        size,
        read: f64::INFINITY,
        judge: f64::INFINITY,
        report: f64::INFINITY,
    };
    for _ in 0..rounds {
        let start = Instant::now();
        let capture = input::read(&mut text.as_bytes(), "made.har", &mut |_| {});
        let captures: Vec<_> = capture.into_iter().collect();
        best.read = best.read.min(milliseconds(start));
        let start = Instant::now();
        let report = Report::new(captures);
        best.judge = best.judge.min(milliseconds(start));
        let start = Instant::now();
        let failures: Vec<ExchangeId> = report
            .ids()
            .filter(|id| report.row(*id).outcome.is_failure())
            .collect();
        let written = FORMATS
            .iter()
            .find(|format| format.name == "markdown")
            .map(|format| {
                (format.write)(
                    &mut std::io::sink(),
                    &report,
                    &failures,
                    &Options::default(),
                )
            });
        black_box(written);
        best.report = best.report.min(milliseconds(start));
    }
    best
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// The slope of the line that fits the logarithms best.
fn slope(points: impl Iterator<Item = (usize, f64)>) -> f64 {
    let points: Vec<(f64, f64)> = points.map(|(x, y)| (log(x), y.log10())).collect();
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX));
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let along: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    along / points.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>()
}

fn log(size: usize) -> f64 {
    f64::from(u32::try_from(size).unwrap_or(u32::MAX)).log10()
}

fn table(lines: &[(&str, Vec<Point>)]) -> String {
    let mut table = String::from("case,size,read ms,judge ms,report ms\n");
    for (name, points) in lines {
        for point in points {
            let Point {
                size,
                read,
                judge,
                report,
            } = point;
            let _ = writeln!(table, "{name},{size},{read:.2},{judge:.2},{report:.2}");
        }
    }
    table
}

const COLOURS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555",
];

/// The whole time against the size, both in logarithms, beside a linear line.
fn picture(lines: &[(&str, Vec<Point>)]) -> String {
    let x = |size: usize| 70.0 + (log(size) - 3.0) / 3.0 * 480.0;
    let y = |time: f64| 430.0 - (time.max(0.1).log10() + 1.0) / 6.0 * 400.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 490\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <title>Time to read, judge and report, against the size of the capture</title>\n\
         <rect width=\"760\" height=\"490\" fill=\"#fff\"/>\n",
    );
    let mut add = |line: std::fmt::Arguments<'_>| {
        let _ = svg.write_fmt(line);
        svg.push('\n');
    };
    for (size, label) in [
        (1_000, "1,000"),
        (10_000, "10,000"),
        (100_000, "100,000"),
        (1_000_000, "1,000,000"),
    ] {
        let x = x(size);
        add(format_args!(
            "<path d=\"M{x:.0} 30V430\" stroke=\"#ddd\"/><text x=\"{x:.0}\" y=\"450\" text-anchor=\"middle\">{label}</text>"
        ));
    }
    for (time, label) in [
        (0.1, "0.1 ms"),
        (1.0, "1 ms"),
        (10.0, "10 ms"),
        (100.0, "100 ms"),
        (1e3, "1 s"),
        (1e4, "10 s"),
        (1e5, "100 s"),
    ] {
        let y = y(time);
        add(format_args!(
            "<path d=\"M70 {y:.0}H550\" stroke=\"#ddd\"/><text x=\"62\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>",
            y + 4.0
        ));
    }
    add(format_args!(
        "<path d=\"M{:.0} {:.0}L{:.0} {:.0}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>",
        x(1_000),
        y(1.0),
        x(1_000_000),
        y(1_000.0)
    ));
    add(format_args!(
        "<text x=\"310\" y=\"478\" text-anchor=\"middle\">exchanges (hops, headers)</text>"
    ));
    for (place, ((name, points), colour)) in (0_u32..).zip(lines.iter().zip(COLOURS)) {
        let path: Vec<String> = points
            .iter()
            .map(|point| format!("{:.1} {:.1}", x(point.size), y(point.total())))
            .collect();
        add(format_args!(
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            path.join("L")
        ));
        let height = 40 + place * 22;
        add(format_args!(
            "<path d=\"M565 {height}H590\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"596\" y=\"{}\">{name}</text>",
            height + 4
        ));
    }
    add(format_args!(
        "<path d=\"M565 194H590\" stroke=\"#999\" stroke-dasharray=\"4 4\"/><text x=\"596\" y=\"198\">linear, 1 µs each</text>"
    ));
    svg.push_str("</svg>\n");
    svg
}
