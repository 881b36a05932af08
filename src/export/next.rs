//! The commands that are useful after a report.

use crate::report::Report;

/// A command and what it is for.
#[derive(Debug, PartialEq, Eq)]
pub struct Next {
    /// What to type. It holds nothing from a capture but the names of files that need no quoting.
    pub command: String,
    /// What it does.
    pub what: &'static str,
}

/// What to do after reading this report. `word` is what the first failure is explained under;
/// `in_full` is the filter of a cause that is not told in full.
pub fn commands(
    report: &Report,
    word: Option<&str>,
    in_full: Option<String>,
    shortened: bool,
) -> Vec<Next> {
    let file = file(report);
    let mut commands = Vec::new();
    if let Some(word) = word {
        commands.push(Next {
            command: format!("corslens explain {word}"),
            what: "what it means and how to fix it",
        });
    }
    if let Some(filter) = in_full {
        commands.push(Next {
            command: format!("corslens check {file} --filter {filter}"),
            what: "one cause in full, with its fix to paste",
        });
    }
    if shortened {
        commands.push(Next {
            command: format!("corslens check {file} --all"),
            what: "every request in full",
        });
    }
    if word.is_some() {
        commands.push(Next {
            command: format!("corslens {file}"),
            what: "see the requests and try fixes",
        });
        commands.push(Next {
            command: format!("corslens check {file} -o report.html"),
            what: "the same as a file to send",
        });
    }
    commands
}

/// The file to name in a command: the capture's own name where there is one capture and its name
/// means nothing to a shell.
fn file(report: &Report) -> &str {
    let [capture] = report.captures.as_slice() else {
        return "FILE…";
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._+".contains(c);
    let name = capture.file.as_str();
    let safe = name.starts_with(plain) && name.chars().all(|c| plain(c) || c == '-');
    if safe { name } else { "FILE" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Capture;

    #[test]
    fn only_names_that_need_no_quoting_are_repeated() {
        for (name, expected) in [
            ("fixtures/shop.har", "fixtures/shop.har"),
            ("-", "FILE"),
            ("-rf", "FILE"),
            ("a b.har", "FILE"),
            ("$(reboot).har", "FILE"),
            ("a\u{1b}[2J.har", "FILE"),
            ("", "FILE"),
        ] {
            let report = Report {
                captures: vec![Capture {
                    file: name.to_owned(),
                    ..Capture::default()
                }]
                .into(),
                ..Report::default()
            };
            assert_eq!(file(&report), expected, "{name:?}");
        }
        assert_eq!(file(&Report::default()), "FILE…");
    }
}
