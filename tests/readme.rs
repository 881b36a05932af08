//! The README's tables and examples are what the program says. After a change to it,
//! `UPDATE_DOCS=1 cargo test --test readme` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use corslens::causes::CAUSES;
use corslens::export::{self, FORMATS, Options};
use corslens::har;
use corslens::har::dialect::DIALECTS;
use corslens::report::filter::{FIELDS, Filter};
use corslens::report::{ExchangeId, Report};
use corslens::rules::RULES;
use corslens::tui::keys;

/// The parts that are made from the program's tables, by the name between their marks.
fn parts() -> [(&'static str, String); 7] {
    [
        ("finding", finding()),
        ("formats", formats()),
        ("filter", filter()),
        ("keys", keys::markdown()),
        ("causes", causes()),
        ("rules", rules()),
        ("recorders", recorders()),
    ]
}

fn finding() -> String {
    // As the README names it, not as this machine does.
    let bytes = fs::read(root().join("fixtures/shop.har")).unwrap();
    let name = "fixtures/shop.har";
    let capture = har::read(&mut bytes.as_slice(), name, &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let filter = Filter::parse("method:DELETE").unwrap();
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

fn rules() -> String {
    let mut table = String::from("| rule | | what is wrong |\n|---|---|---|\n");
    for rule in RULES {
        let severity = rule.severity.word();
        writeln!(table, "| `{}` | {severity} | {} |", rule.name, rule.summary).unwrap();
    }
    table
}

fn recorders() -> String {
    let mut table = String::from("| written by | what it cannot show |\n|---|---|\n");
    // Those with the same gaps share a row.
    let mut rows: Vec<(Vec<&str>, String)> = Vec::new();
    for habits in DIALECTS {
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
fn the_readme_is_up_to_date() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut made = readme.clone();
    for (name, text) in parts() {
        let (begin, end) = (
            format!("<!-- begin {name} -->\n"),
            format!("<!-- end {name} -->"),
        );
        let from = made.find(&begin).unwrap_or_else(|| panic!("no {begin}")) + begin.len();
        let to = from
            + made[from..]
                .find(&end)
                .unwrap_or_else(|| panic!("no {end}"));
        made.replace_range(from..to, &text);
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, made).unwrap();
        return;
    }
    assert!(
        made == readme,
        "README.md is not what the program says: UPDATE_DOCS=1 cargo test --test readme"
    );
}

#[test]
fn files_that_the_readme_names_are_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let links = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
        assert!(root().join(link).exists(), "{link}");
    }
}
