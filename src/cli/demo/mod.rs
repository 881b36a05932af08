//! The built-in capture, with a tour of the screen.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use flate2::read::GzDecoder;

use super::exit::Exit;
use super::{Screen, check, complain, is_dumb, on_screen, options};
use crate::report::Report;
use crate::{input, tui};

/// The page load of a small shop with 17 failing requests: `fixtures/shop.har`.
const CAPTURE: &[u8] = include_bytes!("shop.har.gz");

/// The name it is shown with.
const NAME: &str = "shop.har";

/// Opens the built-in capture; without a terminal, prints the report on it.
pub fn run(screen: &Screen) -> Exit {
    let done = if io::stdout().is_terminal() && !is_dumb() {
        unpacked().map(|folder| show(&folder.path().join(NAME), screen))
    } else {
        report().map(|report| check::tell(&report))
    };
    done.unwrap_or_else(|error| {
        complain(&format!("cannot unpack the demo: {error:#}"));
        Exit::Trouble
    })
}

/// The screen reads from a file, which it may read again.
fn unpacked() -> anyhow::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let mut file = std::fs::File::create(folder.path().join(NAME))?;
    io::copy(&mut GzDecoder::new(CAPTURE), &mut file)?;
    Ok(folder)
}

fn report() -> anyhow::Result<Report> {
    let capture = input::read(&mut GzDecoder::new(CAPTURE), NAME, &mut |_| {})?;
    Ok(Report::new(vec![capture]))
}

fn show(file: &Path, screen: &Screen) -> Exit {
    let options = tui::Options {
        tour: true,
        ..options(screen)
    };
    on_screen(vec![file.to_owned()], options, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_the_shop_of_the_fixtures() {
        let folder = unpacked().unwrap();
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
        assert_eq!(
            std::fs::read(folder.path().join(NAME)).unwrap(),
            std::fs::read(fixture).unwrap()
        );
    }
}
