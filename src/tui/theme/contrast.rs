//! Every colour that the program puts on another can be read: in every theme, over the backgrounds
//! of common terminals, in the views as they are drawn.

use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::style::{Color, Modifier};

use super::palette::{self, Ink, Palette};
use super::{Depth, Theme, ThemeName};
use crate::tui::background::Background;
use crate::tui::sample;
use crate::tui::sessions::Session;

/// What the guidelines for the accessibility of web content ask of text.
const ENOUGH: f64 = 4.5;

/// The backgrounds of terminals as they are shipped.
const TERMINALS: &[(&str, u32, Background)] = &[
    ("xterm", 0x00_0000, Background::Dark),
    ("VGA", 0x00_0000, Background::Dark),
    ("Solarized dark", 0x00_2b36, Background::Dark),
    ("GNOME dark", 0x17_1421, Background::Dark),
    ("Ubuntu", 0x30_0a24, Background::Dark),
    ("Tango dark", 0x2e_3436, Background::Dark),
    ("macOS Terminal Pro", 0x00_0000, Background::Dark),
    ("macOS Terminal Clear Dark", 0x1e_1e1e, Background::Dark),
    ("Windows Terminal Campbell", 0x0c_0c0c, Background::Dark),
    ("Nord", 0x2e_3440, Background::Dark),
    ("Dracula", 0x28_2a36, Background::Dark),
    ("xterm, white", 0xff_ffff, Background::Light),
    ("Solarized light", 0xfd_f6e3, Background::Light),
    ("GNOME light", 0xff_ffff, Background::Light),
    ("Tango light", 0xee_eeec, Background::Light),
    ("macOS Terminal Basic", 0xff_ffff, Background::Light),
    (
        "Windows Terminal One Half Light",
        0xfa_fafa,
        Background::Light,
    ),
];

fn channels(rgb: u32) -> [f64; 3] {
    let [_, red, green, blue] = rgb.to_be_bytes();
    [red, green, blue].map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn luminance(rgb: u32) -> f64 {
    let [red, green, blue] = channels(rgb);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The value that every terminal gives a colour; `None` for the terminal's own.
fn value(color: Color) -> Option<u32> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(u32::from_be_bytes([0, red, green, blue])),
        Color::Indexed(number @ 16..=231) => {
            let at = u32::from(number) - 16;
            let step = |place: u32| match at / place % 6 {
                0 => 0,
                step => 55 + 40 * step,
            };
            Some(step(36) << 16 | step(6) << 8 | step(1))
        }
        Color::Indexed(number @ 232..) => Some((8 + 10 * (u32::from(number) - 232)) * 0x01_0101),
        other => panic!("{other:?} is what each terminal makes of it"),
    }
}

fn themes() -> Vec<(ThemeName, Depth, Background, Theme)> {
    let mut themes = Vec::new();
    for (name, ..) in ThemeName::ALL {
        for depth in [Depth::Indexed, Depth::Exact] {
            for background in [Background::Dark, Background::Light] {
                let theme = Theme::new(name, depth, Some(background));
                if theme != Theme::MONO {
                    themes.push((name, depth, background, theme));
                }
            }
        }
    }
    themes
}

/// Sessions that show every view and menu, by their keys.
const VIEWS: &[&str] = &[
    "",
    "n2",
    "n3",
    "n4<enter>",
    "n5",
    "nA6",
    "nw",
    "n<enter><enter>",
    "0",
    "A",
    "y",
    ":",
    ":fix",
    "e",
    "?",
    "!",
    "i",
    "g",
    "/host:zz",
    "/orign:x",
    "p2",
    "ne<enter>",
    "gh",
    "nny<down><down>",
    "<tab>j",
];

#[test]
fn every_pair_of_colours_that_is_drawn_can_be_read() {
    let report = sample::fixture("shop.har");
    let mut bad = BTreeSet::new();
    for keys in VIEWS {
        let mut session = Session::on(Arc::clone(&report), (130, 40));
        session.press(keys);
        for (name, depth, background, theme) in themes() {
            session.model.theme = theme;
            let terminal = session.draw();
            let cells = terminal.backend().buffer().content();
            let pairs: BTreeSet<_> = cells
                .iter()
                .filter(|cell| cell.symbol() != " " || cell.modifier.contains(Modifier::REVERSED))
                .map(|cell| {
                    assert!(
                        !cell.modifier.contains(Modifier::DIM),
                        "{keys}: how much a terminal dims nobody knows"
                    );
                    (value(cell.fg), value(cell.bg))
                })
                .collect();
            for (text, ground) in pairs {
                assert!(
                    text.is_some() || ground.is_none(),
                    "{keys} {name:?}: the terminal's own text on a background of ours"
                );
                let Some(text) = text else { continue };
                for (terminal, own, of) in TERMINALS {
                    let ground = match ground {
                        Some(ground) => ground,
                        None if *of == background => *own,
                        None => continue,
                    };
                    let contrast = contrast(text, ground);
                    if contrast < ENOUGH {
                        bad.insert(format!(
                            "{name:?} {depth:?}: {text:06x} on {ground:06x} ({terminal}): {contrast:.2}"
                        ));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Every role on everything that it may stand on, also where no view shows the pair today.
#[test]
fn every_role_can_be_read_on_every_background() {
    for (palette, background) in [
        (&palette::DARK, Some(Background::Dark)),
        (&palette::DARK_SAFE, Some(Background::Dark)),
        (&palette::LIGHT, Some(Background::Light)),
        (&palette::LIGHT_SAFE, Some(Background::Light)),
        (&palette::HIGH_CONTRAST, None),
    ] {
        for exact in [true, false] {
            let of = |ink: Ink| value(ink.color(exact)).expect("a colour of its own");
            let mut grounds = vec![of(palette.ground), of(palette.bar.1)];
            let own = TERMINALS.iter().filter(|(.., of)| Some(*of) == background);
            grounds.extend(own.map(|(_, ground, _)| *ground));
            for role in roles(palette) {
                for ground in &grounds {
                    let contrast = contrast(of(role), *ground);
                    assert!(
                        contrast >= ENOUGH,
                        "{role:?} on {ground:06x}: {contrast:.2}"
                    );
                }
            }
            let least = if background.is_none() { 7.0 } else { ENOUGH };
            for (text, ground) in [palette.bar, palette.selected] {
                assert!(contrast(of(text), of(ground)) >= least);
            }
            if background.is_none() {
                for role in roles(palette) {
                    assert!(contrast(of(role), of(palette.ground)) >= least, "{role:?}");
                }
            }
        }
    }
}

fn roles(palette: &Palette) -> [Ink; 9] {
    [
        palette.bar.0,
        palette.bad,
        palette.warning,
        palette.good,
        palette.open,
        palette.accent,
        palette.dim,
        palette.code,
        palette.changed,
    ]
}

/// What is left of a colour for somebody who lacks one kind of cone (Viénot, Brettel and Mollon,
/// 1999, for the first two; Brettel and others, 1997, simplified, for the third).
const BLIND: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.112_38, 0.887_62, 0.0],
            [0.112_38, 0.887_62, 0.0],
            [0.004_01, -0.004_01, 1.0],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.292_75, 0.707_25, 0.0],
            [0.292_75, 0.707_25, 0.0],
            [-0.022_34, 0.022_34, 1.0],
        ],
    ),
    (
        "tritanopia",
        [
            [1.0, 0.147_9, -0.147_9],
            [0.0, 0.847_6, 0.152_4],
            [0.0, 0.831_1, 0.168_9],
        ],
    ),
];

/// How far two colours are apart for the eye (CIE 1976).
fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    let lab = |[red, green, blue]: [f64; 3]| {
        let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
        let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
        let [x, y, z] = [x, y, z].map(|part: f64| {
            if part > 0.008_856 {
                part.cbrt()
            } else {
                7.787 * part + 16.0 / 116.0
            }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    };
    let pairs = lab(one).into_iter().zip(lab(other));
    pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn bad_warning_and_good_are_told_apart_with_any_colour_blindness() {
    for palette in [&palette::DARK_SAFE, &palette::LIGHT_SAFE] {
        for exact in [true, false] {
            let of = |ink: Ink| channels(value(ink.color(exact)).expect("a colour"));
            let seen = [palette.bad, palette.warning, palette.good].map(of);
            for (kind, matrix) in BLIND {
                let seen = seen.map(|[red, green, blue]| {
                    matrix.map(|[a, b, c]| (a * red + b * green + c * blue).clamp(0.0, 1.0))
                });
                for (one, other) in [(0, 1), (0, 2), (1, 2)] {
                    let apart = distance(seen[one], seen[other]);
                    assert!(
                        apart >= 20.0,
                        "{kind}: {one} and {other} are {apart:.0} apart"
                    );
                }
            }
        }
    }
}
