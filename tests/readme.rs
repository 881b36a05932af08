//! The tables and examples of the README and of `docs/` are what the program says. After a change to
//! it, `UPDATE_DOCS=1 cargo test --test readme` updates them. `tests/score.rs` holds the score.

#[path = "support/document.rs"]
mod document;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use corslens::capture::recorder::RECORDERS;
use corslens::causes::CAUSES;
use corslens::export::{self, FORMATS, Options};
use corslens::fixes::STACKS;
use corslens::input;
use corslens::report::filter::{FIELDS, Filter};
use corslens::report::{ExchangeId, Report};
use corslens::rules::RULES;
use corslens::tui::keys;

/// The parts that are made from the program's tables, by the name between their marks.
fn parts() -> [(&'static str, String); 8] {
    [
        ("finding", finding()),
        ("formats", formats()),
        ("filter", filter()),
        ("keys", keys::markdown()),
        ("causes", causes()),
        ("stacks", stacks()),
        ("rules", rules()),
        ("recorders", recorders()),
    ]
}

fn finding() -> String {
    // As the README names it, not as this machine does.
    let bytes = fs::read(root().join("fixtures/shop.har")).unwrap();
    let name = "fixtures/shop.har";
    let capture = input::read(&mut bytes.as_slice(), name, &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let filter = Filter::parse("cause:cached-response").unwrap();
    let ids: Vec<ExchangeId> = report
        .ids()
        .filter(|id| filter.matches(&report, &report.row(*id)))
        .collect();
    let options = Options {
        width: Some(90),
        ..Options::default()
    };
    let mut text = Vec::new();
    let format = export::format("text").unwrap();
    (format.write)(&mut text, &report, &ids, &options).unwrap();
    format!("```text\n{}```\n", String::from_utf8(text).unwrap())
}

fn formats() -> String {
    let mut table = String::from("| format | file | |\n|---|---|---|\n");
    for format in FORMATS {
        writeln!(
            table,
            "| `{}` | `.{}` | {} |",
            format.name, format.extension, format.help
        )
        .unwrap();
    }
    table
}

fn filter() -> String {
    let mut table = String::from("| field | matches | for example |\n|---|---|---|\n");
    for field in FIELDS {
        let names: Vec<String> = std::iter::once(&field.name)
            .chain(field.aliases)
            .map(|name| format!("`{name}`"))
            .collect();
        writeln!(
            table,
            "| {} | {} | `{}` |",
            names.join(", "),
            field.help,
            field.example
        )
        .unwrap();
    }
    table
}

fn causes() -> String {
    let mut table = String::from("| cause | what lies behind it |\n|---|---|\n");
    for kind in CAUSES {
        writeln!(table, "| `{}` | {} |", kind.name, kind.title).unwrap();
    }
    table
}

fn stacks() -> String {
    // The plain headers are for none of them.
    let known = STACKS.iter().filter(|stack| stack.id != "headers");
    let names: Vec<&str> = known.map(|stack| stack.name).collect();
    let ran = STACKS.iter().filter(|stack| stack.ran_with.is_some());
    let text = format!(
        "{}. Of these {}, {} were [really run](../tests/stacks/README.md) with what corslens writes \
         for them; the others follow their documentation.",
        names.join(", "),
        names.len(),
        ran.count()
    );
    wrapped(&text)
}

/// Lines of at most 100 characters.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + 1 + word.len() > 100 {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += word.len();
    }
    lines.push('\n');
    lines
}

fn rules() -> String {
    let mut text = String::from("| rule | | what is wrong |\n|---|---|---|\n");
    for rule in RULES {
        let severity = rule.severity.word();
        let name = rule.name;
        writeln!(
            text,
            "| [`{name}`](#{name}) | {severity} | {} |",
            rule.summary
        )
        .unwrap();
    }
    for rule in RULES {
        let summary = capitalised(rule.summary);
        write!(text, "\n## {}\n\n{summary}.\n", rule.name).unwrap();
        let mut code = false;
        for line in rule.documentation().lines() {
            if line.starts_with("```") {
                code = !code;
                // A block of its own.
                let line = if code { "\n```text" } else { "```\n" };
                writeln!(text, "{line}").unwrap();
            } else if let Some(heading) = line.strip_prefix("# ").filter(|_| !code) {
                write!(text, "\n**{heading}**\n\n").unwrap();
            } else {
                writeln!(text, "{line}").unwrap();
            }
        }
        writeln!(text, "\n[In the standard]({})", rule.spec).unwrap();
    }
    squeezed(&text)
}

/// The text with its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// At most one empty line in a row.
fn squeezed(text: &str) -> String {
    let mut result = String::new();
    for line in text.lines() {
        if !line.is_empty() || !result.ends_with("\n\n") {
            result.push_str(line);
            result.push('\n');
        }
    }
    result
}

fn recorders() -> String {
    let mut table = String::from("| written by | what it cannot show |\n|---|---|\n");
    // Those with the same gaps share a row.
    let mut rows: Vec<(Vec<&str>, String)> = Vec::new();
    for habits in RECORDERS {
        let limits = habits.limits.join(" ");
        match rows.iter_mut().find(|(_, same)| *same == limits) {
            Some((names, _)) => names.push(habits.name),
            None => rows.push((vec![habits.name], limits)),
        }
    }
    for (names, limits) in rows {
        writeln!(table, "| {} | {limits} |", names.join(", ")).unwrap();
    }
    table
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_documents_are_up_to_date() {
    document::hold(&parts());
}

#[test]
fn files_that_the_documents_name_are_there() {
    let mut documents = document::documents();
    documents.extend(["ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = document.parent().unwrap().join(link);
            assert!(target.exists(), "{} names {link}", document.display());
        }
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut wanted = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(" = ") {
            wanted.push(name);
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let text = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let described: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(described, wanted);
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150);
}

#[test]
fn the_changelog_counts_the_stacks() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let words: Vec<&str> = changelog.split_whitespace().collect();
    // The plain headers are for none of them.
    let expected = format!(
        "any other of the {} servers, frameworks and services",
        STACKS.len() - 1
    );
    assert!(words.join(" ").contains(&expected), "{expected}");
}
