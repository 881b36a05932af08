//! The built-in capture, with a tour of the screen.

use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::exit::Exit;
use super::{Check, Chosen, Inputs, Screen, check, complain, is_dumb, on_screen, options};
use crate::tui;

/// The page load of a small shop with 17 failing requests: `fixtures/shop.har`.
const CAPTURE: &[u8] = include_bytes!("shop.har.gz");

/// Opens the built-in capture; without a terminal, prints the report on it.
pub fn run(screen: &Screen) -> Exit {
    match written() {
        Ok(folder) => show(&folder.path().join("shop.har"), screen),
        Err(error) => {
            complain(&format!("cannot unpack the demo: {error}"));
            Exit::Trouble
        }
    }
}

fn written() -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let mut capture = Vec::new();
    GzDecoder::new(CAPTURE).read_to_end(&mut capture)?;
    std::fs::write(folder.path().join("shop.har"), capture)?;
    Ok(folder)
}

fn show(file: &Path, screen: &Screen) -> Exit {
    let files: Vec<PathBuf> = vec![file.to_owned()];
    if !io::stdout().is_terminal() || is_dumb() {
        return check::run(&Check::of(Inputs {
            files,
            max_memory: None,
            filter: Chosen::default(),
        }));
    }
    let options = tui::Options {
        tour: true,
        ..options(screen)
    };
    on_screen(files, options, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_the_shop_of_the_fixtures() {
        let folder = written().unwrap();
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
        assert_eq!(
            std::fs::read(folder.path().join("shop.har")).unwrap(),
            std::fs::read(fixture).unwrap()
        );
    }
}
