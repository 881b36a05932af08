//! What is offered for many recordings is run with the tools that it is for: the Spark job, and the
//! reading of JSON Lines and CSV with pandas and `DuckDB`. A tool that is not here is named, and its
//! test is skipped.
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use program::{Run, run};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this Python can import all of these; says what it cannot.
fn python_has(modules: &str) -> bool {
    let import = format!("import {modules}");
    let run = Command::new("python3").args(["-c", &import]).output();
    let has = run.is_ok_and(|run| run.status.success());
    if !has {
        eprintln!("skipped: no Python with {modules} here");
    }
    has
}

fn python(script: &str, arguments: &[&str]) -> String {
    let run = Command::new("python3")
        .arg("-c")
        .arg(script)
        .args(arguments)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{err}");
    String::from_utf8(run.stdout).unwrap()
}

/// The shop, and other recordings with gaps in them, as JSON Lines and as CSV.
fn tables(folder: &Path) -> [PathBuf; 2] {
    ["jsonl", "csv"].map(|format| {
        let path = folder.join(format!("report.{format}"));
        let out = path.to_str().unwrap();
        let Run { out, err, status } =
            run(&["check", "fixtures/shop.har", "fixtures/seed", "-o", out]);
        assert_eq!((out.as_str(), status), ("", Some(1)), "{err}");
        path
    })
}

#[test]
fn pandas_reads_the_types_that_were_meant() {
    if !python_has("pandas") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [lines, csv] = tables(folder.path());
    let script = "
import sys, pandas
lines = pandas.read_json(sys.argv[1], lines=True)
table = pandas.read_csv(sys.argv[2], dtype_backend='numpy_nullable', parse_dates=['started'])
assert len(lines) == len(table) > 27, (len(lines), len(table))
assert list(lines['id']) == list(table['id'])
for column, kind in [('id', 'int64'), ('capture', 'int64')]:
    assert str(lines[column].dtype) == kind, (column, lines[column].dtype)
# Some requests have no entry or no status: nullable integers, not text.
for column in ['id', 'entry', 'status']:
    assert str(table[column].dtype) == 'Int64', (column, table[column].dtype)
assert 'datetime64' in str(table['started'].dtype), table['started'].dtype
for column in ['url', 'host', 'verdict', 'headline']:
    assert pandas.api.types.is_string_dtype(table[column]), column
assert (table['verdict'] == 'blocked').sum() >= 16
assert lines['verdicts'].map(lambda v: v['recorded_by']['verdict']).tolist() == table['verdict'].tolist()
assert lines['findings'].map(len).sum() > 16
print('ok')";
    let arguments = [lines.to_str().unwrap(), csv.to_str().unwrap()];
    assert_eq!(python(script, &arguments), "ok\n");
}

#[test]
fn duckdb_answers_the_questions_of_the_documentation() {
    if !python_has("duckdb") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    tables(&reports);
    let text = fs::read_to_string(root().join("docs/builds.md")).unwrap();
    let (_, queries) = text.split_once("```sql\n").unwrap();
    let (queries, _) = queries.split_once("```").unwrap();
    let script = "
import os, sys, duckdb
os.chdir(sys.argv[1])
for query in sys.argv[2].split(';'):
    if query.strip():
        rows = duckdb.sql(query).fetchall()
        assert sum(row[1] for row in rows) >= 16, rows
        assert all(isinstance(row[1], int) for row in rows), rows
types = dict(duckdb.sql(\"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_csv('reports/*.csv'))\").fetchall())
for column, kind in [('id', 'BIGINT'), ('entry', 'BIGINT'), ('status', 'BIGINT'), ('url', 'VARCHAR'), ('verdict', 'VARCHAR')]:
    assert types[column] == kind, (column, types[column])
assert types['started'].startswith('TIMESTAMP'), types['started']
print('ok')";
    let arguments = [folder.path().to_str().unwrap(), queries];
    assert_eq!(python(script, &arguments), "ok\n");
}

#[test]
fn spark_counts_causes_by_host_and_week() {
    let java = Command::new("java").arg("-version").output();
    if !java.is_ok_and(|run| run.status.success()) {
        eprintln!("skipped: no Java here");
        return;
    }
    if !python_has("pyspark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let recordings = folder.path().join("recordings");
    fs::create_dir(&recordings).unwrap();
    for name in ["a.har", "b.har"] {
        fs::copy(root().join("fixtures/shop.har"), recordings.join(name)).unwrap();
    }
    fs::write(recordings.join("c.har"), "no recording").unwrap();
    let counts = folder.path().join("counts");
    let program = Command::cargo_bin("corslens").unwrap();
    let job = Command::new("python3")
        .arg(root().join("examples/spark/causes.py"))
        .args([&recordings, &counts])
        .arg("--program")
        .arg(program.get_program())
        // Two executors in processes of their own, as on a cluster.
        .env(
            "PYSPARK_SUBMIT_ARGS",
            "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false pyspark-shell",
        )
        .env("PYSPARK_PYTHON", "python3")
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&job.stderr);
    assert!(job.status.success(), "{err}");
    let table = |name: &str| -> Vec<String> {
        let mut lines: Vec<String> = fs::read_dir(counts.join(name))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
            .flat_map(|path| {
                let text = fs::read_to_string(path).unwrap();
                text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        lines.sort_unstable();
        lines
    };
    let causes = table("causes");
    let fonts = ",cors-not-configured,static.shop-cdn.example,4,2";
    assert_eq!(
        causes.iter().filter(|row| row.ends_with(fonts)).count(),
        1,
        "{causes:#?}"
    );
    let requests = causes.iter().map(|row| {
        let number = row.rsplit(',').nth(1).unwrap();
        number.parse::<usize>().unwrap()
    });
    assert_eq!(requests.sum::<usize>(), 34, "{causes:#?}");
    // Every week is a date.
    assert!(
        causes.iter().all(|row| row.starts_with("20")),
        "{causes:#?}"
    );
    let unreadable = table("unreadable");
    assert_eq!(unreadable.len(), 1, "{unreadable:#?}");
    assert!(unreadable[0].contains("c.har"), "{unreadable:#?}");
}
