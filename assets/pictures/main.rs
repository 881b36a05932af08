//! Draws the screen, run for real in a terminal that is not there.
//!
//! ```sh
//! cargo run --example pictures -- PROGRAM views FOLDER    # every view, in both themes
//! cargo run --example pictures -- PROGRAM screenshot      # the README's picture
//! cargo run --example pictures -- PROGRAM demo FOLDER     # the tour: demo.cast and demo.svg
//! ```

mod picture;
#[path = "../../tests/support/pty.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod pty;

use std::env;
use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use picture::{DARK, Ground, LIGHT};
use pty::Session;

const SHOP: &str = "fixtures/shop.har";

/// A view: its name, the size of the screen, the arguments, what is typed, what is then shown.
type View = (
    &'static str,
    (u16, u16),
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

const VIEWS: &[View] = &[
    ("opened", (120, 40), &[SHOP], &[]),
    ("headers", (120, 40), &[SHOP], &[("nnn2", "granted")]),
    ("beside", (150, 40), &[SHOP], &[("nnn2p", "beside")]),
    ("steps", (120, 40), &[SHOP], &[("nnn3", "[3 Steps]")]),
    ("fix", (120, 40), &[SHOP], &[("nnn4", "[4 Fix]")]),
    ("raw", (120, 40), &[SHOP], &[("nnn5", "[5 Raw]")]),
    ("what-if", (120, 40), &[SHOP], &[("na6", "[6 What if]")]),
    ("all-tried", (120, 40), &[SHOP], &[("A", "TRYING")]),
    ("edit", (120, 40), &[SHOP], &[("nw", "Edit")]),
    ("overview", (120, 40), &[SHOP], &[("0", "Overview")]),
    ("by-host", (120, 40), &[SHOP], &[("gh", "by target host")]),
    (
        "filter",
        (120, 40),
        &[SHOP],
        &[("/host:\t", "api.shop.example")],
    ),
    ("palette", (120, 40), &[SHOP], &[(":fix", "fix for")]),
    ("copy", (120, 40), &[SHOP], &[("ny", "Copy")]),
    ("export", (120, 40), &[SHOP], &[("e", "Export")]),
    ("search", (120, 40), &[SHOP], &[("n5\t/origin", "search:")]),
    ("help", (120, 40), &[SHOP], &[("?", "next row")]),
    ("notes", (120, 40), &[SHOP], &[("!", "Problems and limits")]),
    ("tour", (120, 40), &["demo"], &[("nn", "tour 2/7")]),
    ("small", (80, 24), &[SHOP], &[]),
    ("smallest", (40, 12), &[SHOP], &[]),
    ("wide", (200, 50), &[SHOP], &[("n", "How we know")]),
];

/// The tour: what is typed, what is then shown, and for how many seconds that stays.
const TOUR: &[(&str, &str, f64)] = &[
    ("", "tour 1/7", 4.0),
    ("n", "tour 2/7", 1.5),
    ("n", "/v2/cart/items", 3.0),
    ("2", "tour 3/7", 4.0),
    ("4", "tour 4/7", 4.0),
    ("a", "TRYING", 4.0),
    ("o", "tour 6/7", 3.0),
    ("0", "tour 7/7", 5.0),
    ("\u{1b}", "[", 1.0),
    (":", "That was the tour", 1.0),
    ("spring", "fix for Spring Boot", 3.0),
    ("\r", "Spring", 5.0),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (program, rest) = words.split_first().ok_or("which program?")?;
    let program = std::path::absolute(program)?;
    match rest {
        ["views", folder] => views(&program, Path::new(folder)),
        ["screenshot"] => {
            let view = (
                "screenshot",
                (110, 34),
                &[SHOP][..],
                &[("nnnn", "DELETE https://")][..],
            );
            let svg = drawn(&program, &view, "dark", DARK);
            Ok(io::stdout().write_all(svg.as_bytes())?)
        }
        ["demo", folder] => demo(&program, Path::new(folder)),
        _ => Err("usage: pictures PROGRAM views FOLDER | screenshot | demo FOLDER".into()),
    }
}

fn start(program: &Path, size: (u16, u16), arguments: &[&str], theme: &str) -> Session {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--theme", theme])
        .collect();
    let environment = [("COLORTERM", "truecolor")];
    let mut session = Session::spawn(program, &arguments, &environment, Path::new("."), size);
    session.wait_for("✗ 16");
    session
}

fn drawn(
    program: &Path,
    (_, size, arguments, typed): &View,
    theme: &str,
    ground: Ground,
) -> String {
    let mut session = start(program, *size, arguments, theme);
    for (keys, shown) in *typed {
        session.send(keys);
        session.wait_for(shown);
    }
    let svg = picture::still(session.cells(), ground);
    session.send("\u{3}");
    session.end();
    svg
}

fn views(program: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for view in VIEWS {
        for (theme, ground) in [("dark", DARK), ("light", LIGHT)] {
            let svg = drawn(program, view, theme, ground);
            fs::write(folder.join(format!("{}-{theme}.svg", view.0)), svg)?;
        }
    }
    Ok(())
}

/// Takes the tour. The recording holds what the screen shows after each step, not the program's own
/// bytes, so that it is the same each time.
fn demo(program: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let size = (104, 30);
    let mut session = start(program, size, &["demo"], "dark");
    let header = serde_json::json!({
        "version": 2,
        "width": size.0,
        "height": size.1,
        "title": "corslens demo",
        "env": { "TERM": "xterm-256color" },
    });
    let mut cast = format!("{header}\n");
    let (mut screens, mut time) = (Vec::new(), 0.0);
    for (keys, shown, seconds) in TOUR {
        session.send(keys);
        session.wait_for(shown);
        let screen = session.cells().clone();
        let bytes = screen.contents_formatted();
        let event = serde_json::json!([time, "o", bytes]);
        cast.push_str(&event.to_string());
        cast.push('\n');
        time += seconds;
        screens.push((screen, *seconds));
    }
    cast.push_str(&serde_json::json!([time, "o", ""]).to_string());
    cast.push('\n');
    session.send("\u{3}");
    session.end();
    let paths: [PathBuf; 2] = ["demo.cast", "demo.svg"].map(|name| folder.join(name));
    fs::write(&paths[0], cast)?;
    fs::write(&paths[1], picture::moving(&screens, DARK))?;
    Ok(())
}
