//! Draws the terminal UI, run for real in a terminal that is not there, as an SVG picture.
//!
//! ```sh
//! cargo run --example screenshot -- PROGRAM CAPTURE COLUMNSxROWS KEYS TEXT > picture.svg
//! ```
//!
//! `TEXT` is what the screen shows once the keys have done their work.

#[path = "../tests/support/pty.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod pty;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use pty::Session;
use unicode_width::UnicodeWidthStr as _;

const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 14.0;
const FONT: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const BACKGROUND: [u8; 3] = [0x16, 0x18, 0x21];
const FOREGROUND: [u8; 3] = [0xc6, 0xc8, 0xd1];

/// The sixteen colours of the terminal in the picture.
const PALETTE: [[u8; 3]; 16] = [
    [0x1e, 0x21, 0x32],
    [0xe2, 0x78, 0x78],
    [0xb4, 0xbe, 0x82],
    [0xe2, 0xa4, 0x78],
    [0x84, 0xa0, 0xc6],
    [0xa0, 0x93, 0xc7],
    [0x89, 0xb8, 0xc2],
    [0xc6, 0xc8, 0xd1],
    [0x6b, 0x70, 0x89],
    [0xf0, 0x86, 0x6b],
    [0xc0, 0xca, 0x8e],
    [0xe9, 0xb1, 0x89],
    [0x8f, 0xb4, 0xe8],
    [0xad, 0xa0, 0xd3],
    [0x95, 0xc4, 0xce],
    [0xd2, 0xd4, 0xde],
];

#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    foreground: [u8; 3],
    background: [u8; 3],
    bold: bool,
    underline: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, capture, size, keys, text] = arguments.as_slice() else {
        return Err("usage: screenshot PROGRAM CAPTURE COLUMNSxROWS KEYS TEXT".into());
    };
    let (columns, rows) = size.split_once('x').ok_or("the size is such as 100x30")?;
    let size = (columns.parse()?, rows.parse()?);
    let program = std::path::absolute(program)?;
    let mut session = Session::spawn(program, &[capture], &[], Path::new("."), size);
    session.wait_for("failed");
    session.send(keys);
    session.wait_for(text);
    io::stdout().write_all(picture(session.cells()).as_bytes())?;
    session.send("\u{3}");
    session.end();
    Ok(())
}

fn picture(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let width = f64::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(rows) * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONT}\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        hex(BACKGROUND)
    );
    for row in 0..rows {
        let mut run: Option<(u16, u16, Style, String)> = None;
        for column in 0..columns {
            let Some(cell) = screen
                .cell(row, column)
                .filter(|cell| !cell.is_wide_continuation())
            else {
                continue;
            };
            let style = style(cell);
            let text = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            let cells = if cell.is_wide() { 2 } else { 1 };
            match &mut run {
                Some((_, length, same, words)) if *same == style => {
                    *length += cells;
                    words.push_str(text);
                }
                _ => {
                    draw(&mut svg, row, run.take());
                    run = Some((column, cells, style, text.to_owned()));
                }
            }
        }
        draw(&mut svg, row, run);
    }
    svg.push_str("</svg>\n");
    svg
}

fn style(cell: &vt100::Cell) -> Style {
    let mut foreground = color(cell.fgcolor(), FOREGROUND);
    let mut background = color(cell.bgcolor(), BACKGROUND);
    if cell.dim() {
        for (mine, other) in foreground.iter_mut().zip(BACKGROUND) {
            *mine = u8::try_from((u16::from(*mine) * 11 + u16::from(other) * 9) / 20).unwrap_or(0);
        }
    }
    if cell.inverse() {
        std::mem::swap(&mut foreground, &mut background);
    }
    Style {
        foreground,
        background,
        bold: cell.bold(),
        underline: cell.underline(),
    }
}

fn color(color: vt100::Color, default: [u8; 3]) -> [u8; 3] {
    match color {
        vt100::Color::Idx(number) => PALETTE.get(usize::from(number)).copied().unwrap_or(default),
        vt100::Color::Rgb(red, green, blue) => [red, green, blue],
        vt100::Color::Default => default,
    }
}

fn draw(svg: &mut String, row: u16, run: Option<(u16, u16, Style, String)>) {
    let Some((column, cells, style, words)) = run else {
        return;
    };
    let x = MARGIN + f64::from(column) * CELL.0;
    let y = MARGIN + f64::from(row) * CELL.1;
    let width = f64::from(cells) * CELL.0;
    if style.background != BACKGROUND {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{}\"/>",
            CELL.1,
            hex(style.background)
        );
    }
    let bold = if style.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let line = if style.underline {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    // Every word has its own place, so that another font's widths move nothing.
    let mut at = 0;
    for word in words.split(' ') {
        let cells = word.width();
        if cells > 0 {
            let word = word
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" \
                 lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{bold}{line}>{word}</text>",
                x + cells_wide(at),
                y + 13.5,
                cells_wide(cells),
                hex(style.foreground)
            );
        }
        at += cells + 1;
    }
}

fn cells_wide(cells: usize) -> f64 {
    f64::from(u16::try_from(cells).unwrap_or(u16::MAX)) * CELL.0
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
