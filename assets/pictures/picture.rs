//! A terminal's screen as an SVG picture, and several as one that moves.

use std::collections::HashMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 14.0;
const FONT: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// The text and the background of the terminal in the picture.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    pub text: [u8; 3],
    pub background: [u8; 3],
}

pub const DARK: Ground = Ground {
    text: [0xd7, 0xda, 0xe0],
    background: [0x16, 0x18, 0x21],
};

pub const LIGHT: Ground = Ground {
    text: [0x24, 0x29, 0x2f],
    background: [0xff, 0xff, 0xff],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    text: [u8; 3],
    background: [u8; 3],
    bold: bool,
    underline: bool,
}

/// One screen.
pub fn still(screen: &vt100::Screen, ground: Ground) -> String {
    let mut svg = begin(screen, ground);
    for row in 0..screen.size().0.get() {
        let words = line(screen, row, ground);
        if !words.is_empty() {
            let _ = writeln!(
                svg,
                "<g transform=\"translate(0 {})\">{words}</g>",
                top(row)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Several screens, each shown for so many seconds, over and over. A line that stays the same is in
/// the file once.
pub fn moving(screens: &[(vt100::Screen, f64)], ground: Ground) -> String {
    let Some((first, _)) = screens.first() else {
        return String::new();
    };
    let whole: f64 = screens.iter().map(|(_, seconds)| seconds).sum();
    let mut svg = begin(first, ground);
    let mut lines: HashMap<String, usize> = HashMap::new();
    let (mut definitions, mut frames, mut rules) = (String::new(), String::new(), String::new());
    let mut start = 0.0;
    for (number, (screen, seconds)) in screens.iter().enumerate() {
        let (from, to) = (start / whole * 100.0, (start + seconds) / whole * 100.0);
        start += seconds;
        let before = if number == 0 {
            String::new()
        } else {
            format!("0%,{from:.3}%{{visibility:hidden}}")
        };
        let _ = write!(
            rules,
            "@keyframes f{number}{{{before}{from:.3}%,{to:.3}%{{visibility:visible}}{to:.3}%,100%\
             {{visibility:hidden}}}}.f{number}{{animation:f{number} {whole:.1}s step-end infinite}}"
        );
        let _ = writeln!(frames, "<g class=\"f{number}\" visibility=\"hidden\">");
        for row in 0..screen.size().0.get() {
            let words = line(screen, row, ground);
            if words.is_empty() {
                continue;
            }
            let known = lines.len();
            let id = *lines.entry(words.clone()).or_insert_with(|| {
                let _ = writeln!(definitions, "<g id=\"l{known}\">{words}</g>");
                known
            });
            let _ = writeln!(frames, "<use href=\"#l{id}\" y=\"{}\"/>", top(row));
        }
        frames.push_str("</g>\n");
    }
    let _ = write!(
        svg,
        "<style>{rules}</style>\n<defs>\n{definitions}</defs>\n{frames}</svg>\n"
    );
    svg
}

fn begin(screen: &vt100::Screen, ground: Ground) -> String {
    let (rows, columns) = screen.size();
    let width = f64::from(columns.get()) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(rows.get()) * CELL.1 + 2.0 * MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONT}\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        hex(ground.background)
    )
}

fn top(row: u16) -> f64 {
    MARGIN + f64::from(row) * CELL.1
}

/// A line of a screen, as if it were at the top of the picture.
fn line(screen: &vt100::Screen, row: u16, ground: Ground) -> String {
    let mut svg = String::new();
    let mut run: Option<(u16, u16, Style, String)> = None;
    for column in 0..screen.size().1.get() {
        let Some(cell) = screen
            .cell(row, column)
            .filter(|cell| !cell.is_wide_continuation())
        else {
            continue;
        };
        let style = style(cell, ground);
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
                draw(&mut svg, run.take(), ground);
                run = Some((column, cells, style, text.to_owned()));
            }
        }
    }
    draw(&mut svg, run, ground);
    svg
}

fn style(cell: &vt100::Cell, ground: Ground) -> Style {
    let mut text = color(cell.fgcolor(), ground.text);
    let mut background = color(cell.bgcolor(), ground.background);
    if cell.dim() {
        for (mine, other) in text.iter_mut().zip(ground.background) {
            *mine = u8::try_from((u16::from(*mine) * 11 + u16::from(other) * 9) / 20).unwrap_or(0);
        }
    }
    if cell.inverse() {
        std::mem::swap(&mut text, &mut background);
    }
    Style {
        text,
        background,
        bold: cell.bold(),
        underline: cell.underline(),
    }
}

/// The program is told that the terminal shows all colours, and uses no others.
fn color(color: vt100::Color, default: [u8; 3]) -> [u8; 3] {
    match color {
        vt100::Color::Rgb(red, green, blue) => [red, green, blue],
        vt100::Color::Idx(_) | vt100::Color::Default => default,
    }
}

fn draw(svg: &mut String, run: Option<(u16, u16, Style, String)>, ground: Ground) {
    let Some((column, cells, style, words)) = run else {
        return;
    };
    let x = MARGIN + f64::from(column) * CELL.0;
    if style.background != ground.background {
        let _ = write!(
            svg,
            "<rect x=\"{x:.1}\" width=\"{:.1}\" height=\"{}\" fill=\"{}\"/>",
            f64::from(cells) * CELL.0,
            CELL.1,
            hex(style.background)
        );
    }
    let bold = if style.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let underline = if style.underline {
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
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"13.5\" textLength=\"{:.1}\" \
                 lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{bold}{underline}>{word}</text>",
                x + cells_wide(at),
                cells_wide(cells),
                hex(style.text)
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
