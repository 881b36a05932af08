//! The HTML report in a real browser: its own script runs, nothing of a capture does, and nothing is
//! fetched. Where there is no Chromium the test says so and does nothing.

#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};

fn chromium() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&paths)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// The page as the browser sees it once its script has run.
fn opened(browser: &Path, folder: &Path, page: &Path) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg("--virtual-time-budget=3000")
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn written(capture: &str, name: &str) -> String {
    let capture = input::read(&mut capture.as_bytes(), name, &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut bytes = Vec::new();
    let html = export::format("html").unwrap();
    (html.write)(&mut bytes, &report, &ids, &Options::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn nothing_of_a_hostile_capture_runs_or_is_fetched() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: no Chromium here");
        return;
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let run = "document.documentElement.dataset.ran=1";
    let nasty = format!(
        "\"'><script>{run}</script><img src=\"http://{address}/a\" onerror=\"{run}\">\
         <svg onload={run}></svg></style></script></pre><link rel=stylesheet href=http://{address}/b>\
         <iframe src=http://{address}/c></iframe>{{{{ 7*7 }}}}<meta http-equiv=refresh content=\"0;url=http://{address}/d\">"
    );
    let entry = |url: String| {
        serde_json::json!({
            "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 5, "_resourceType": nasty,
            "request": { "method": nasty, "url": url, "headers": [
                { "name": "Origin", "value": "https://shop.example" },
                { "name": "Sec-Fetch-Mode", "value": "cors" },
            ] },
            "response": {
                "status": 200,
                "headers": [
                    { "name": "Access-Control-Allow-Origin", "value": nasty },
                    { "name": "Server", "value": nasty },
                ],
                "content": {}, "_error": "net::ERR_FAILED"
            },
        })
    };
    let urls = (0..3).map(|number| format!("https://api.example/{number}/{nasty}"));
    let document = serde_json::json!({ "log": {
        "creator": { "name": nasty, "version": nasty },
        "pages": [{ "id": "p", "title": nasty }],
        "entries": urls.map(entry).collect::<Vec<_>>(),
    }});
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    fs::write(&page, written(&document.to_string(), &nasty)).unwrap();
    let seen = opened(&browser, folder.path(), &page);
    assert!(
        seen.contains("3 of 3 requests shown"),
        "its own script runs: {seen}"
    );
    assert!(!seen.contains("data-ran"), "{seen}");
    for element in [
        "<img",
        "<iframe",
        "<link",
        "http-equiv=\"refresh",
        "<svg onload",
    ] {
        assert!(!seen.contains(element), "{element}");
    }
    assert_eq!(seen.matches("<script").count(), 1);
    assert!(listener.accept().is_err(), "something was fetched");
}

#[test]
fn a_thousand_requests_are_filtered_by_the_page_itself() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: no Chromium here");
        return;
    };
    let entries: Vec<serde_json::Value> = (0..1000)
        .map(|number| {
            serde_json::json!({
                "startedDateTime": format!("2026-01-01T00:00:{:02}.{:03}Z", number / 100, number % 100 * 10),
                "time": 5, "_resourceType": "fetch",
                "request": {
                    "method": "GET", "url": format!("https://api.example/items/{number}"),
                    "headers": [{ "name": "Origin", "value": "https://shop.example" }],
                },
                "response": { "status": 200, "headers": [], "content": {} },
            })
        })
        .collect();
    let document = serde_json::json!({ "log": {
        "creator": { "name": "WebInspector", "version": "537.36" }, "entries": entries,
    }});
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    fs::write(&page, written(&document.to_string(), "many.har")).unwrap();
    let seen = opened(&browser, folder.path(), &page);
    assert!(
        seen.contains("1000 of 1000 requests shown"),
        "{}",
        &seen[..2000]
    );
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no Python here to press keys with");
        return;
    }
    // Into the filter, what to look for, out of it again, on to the next control.
    let keys = "/ i t e m s / 7 7 Escape Tab".split(' ');
    let told = pressed(&browser, folder.path(), &page, keys);
    let told: Vec<&str> = told.lines().collect();
    let (last, before) = (told.len() - 1, told.len() - 2);
    assert_eq!(
        [told[0], told[1], told[before - 1], told[before], told[last]],
        [
            "1000 of 1000 requests shown, 1000 rows, at ",
            "1000 of 1000 requests shown, 1000 rows, at filter",
            "11 of 1000 requests shown, 11 rows, at filter",
            "1000 of 1000 requests shown, 1000 rows, at filter",
            "1000 of 1000 requests shown, 1000 rows, at verdict",
        ],
        "{told:#?}"
    );
}

/// What the page shows before any of these keys is pressed and after each.
fn pressed<'a>(
    browser: &Path,
    folder: &Path,
    page: &Path,
    keys: impl Iterator<Item = &'a str>,
) -> String {
    let rows = "Array.from(document.querySelectorAll('#requests tbody tr'))";
    let expression = format!(
        "document.getElementById('shown').textContent + ', ' + \
         {rows}.filter((row) => row.offsetParent !== null).length + ' rows, at ' + \
         document.activeElement.id"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("python3")
        .arg(root.join("tests/support/keys.py"))
        .arg(browser)
        .arg(folder.join("keys"))
        .arg(page)
        .arg(expression)
        .args(keys)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    String::from_utf8(output.stdout).unwrap()
}
