//! The manual pages, from the declaration of the command line: one for the program and one for
//! each of its commands.

use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use super::arguments::{Arguments, EXAMPLES};

/// The page of the program, or of one of its commands; `None` where there is no such command.
pub fn page(command: Option<&str>) -> io::Result<Option<Vec<u8>>> {
    let mut program = Arguments::command().after_help(EXAMPLES);
    // Names the pages of commands as git does: corslens-check.
    program.build();
    let Some(command) = command else {
        return written(program, "EXAMPLES").map(Some);
    };
    let Some(command) = program.find_subcommand(command) else {
        return Ok(None);
    };
    written(command.clone(), "MORE").map(Some)
}

/// Writes all pages into a folder.
pub fn all(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let program = Arguments::command();
    let commands = program
        .get_subcommands()
        .map(|command| Some(command.get_name()));
    for command in std::iter::once(None).chain(commands) {
        let name = command.map_or_else(
            || "corslens.1".to_owned(),
            |command| format!("corslens-{command}.1"),
        );
        if let Some(page) = page(command)? {
            std::fs::write(folder.join(name), page)?;
        }
    }
    Ok(())
}

/// `extra` is the heading of what stands after the options, which keeps its lines: filled
/// paragraphs would run the rows of a table together.
fn written(command: clap::Command, extra: &str) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    let page = match page.split_once(".SH EXTRA\n") {
        Some((before, after)) => {
            let (section, rest) = after.split_once(".SH ").unwrap_or((after, ""));
            let rest = if rest.is_empty() {
                String::new()
            } else {
                format!(".SH {rest}")
            };
            format!("{before}.SH {extra}\n.nf\n{section}.fi\n{rest}")
        }
        None => page.into_owned(),
    };
    Ok(page.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let folder = tempfile::tempdir().unwrap();
        all(folder.path()).unwrap();
        for command in Arguments::command().get_subcommands() {
            let file = folder
                .path()
                .join(format!("corslens-{}.1", command.get_name()));
            let page = std::fs::read_to_string(&file).unwrap();
            assert!(page.contains(".SH SYNOPSIS"), "{page}");
            assert!(!page.contains(".SH EXTRA"), "{page}");
        }
        let page = String::from_utf8(page(None).unwrap().unwrap()).unwrap();
        assert!(page.contains(".SH EXAMPLES\n.nf\n"), "{page}");
        assert!(page.contains(".fi\n.SH VERSION"), "{page}");
    }

    #[test]
    fn an_unknown_command_has_none() {
        assert_eq!(page(Some("nothing")).unwrap(), None);
    }
}
