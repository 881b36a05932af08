//! What is made to fill the memory, the stack or the time is read up to a limit.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::Write;

use corslens::input;
use flate2::Compression;
use flate2::write::GzEncoder;
use program::run;

fn har(entries: usize) -> String {
    let entry = r#"{"request":{"method":"GET","url":"https://a.example/"}}"#;
    format!(
        r#"{{"log":{{"entries":[{}]}}}}"#,
        vec![entry; entries].join(",")
    )
}

fn entries(text: &str) -> usize {
    let report: serde_json::Value = serde_json::from_str(text).unwrap();
    let captures = report["captures"].as_array().unwrap().iter();
    let entries = captures.map(|capture| capture["entries"].as_u64().unwrap());
    usize::try_from(entries.sum::<u64>()).unwrap()
}

#[test]
fn a_capture_is_read_as_far_as_the_memory_allows() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("a.har"), har(3000)).unwrap();
    fs::write(at("b.har"), har(3000)).unwrap();
    let check = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "json"];
        all.extend(arguments);
        run(&all)
    };
    let (a, b) = (at("a.har"), at("b.har"));
    let found = check(&[&a, "--max-memory", "2M"]);
    assert_eq!(found.status, Some(3), "{}", found.err);
    let why = "the memory limit is reached (2 MiB; --max-memory changes it)";
    assert!(found.err.contains(why), "{}", found.err);
    assert!(found.out.contains("the entries before that are shown"));
    assert!(
        (1200..2400).contains(&entries(&found.out)),
        "{}",
        entries(&found.out)
    );
    let found = check(&[&a, "--max-memory", "2M", "--partial-ok"]);
    assert_eq!(found.status, Some(0), "{}", found.err);
    // Each alone has room enough.
    let found = check(&[&a, "--max-memory", "20M"]);
    assert_eq!((found.status, entries(&found.out)), (Some(0), 3000));
    let found = check(&[&a, &b, "--max-memory", "5M"]);
    assert_eq!(found.status, Some(3), "{}", found.err);
    assert!(
        (4000..5500).contains(&entries(&found.out)),
        "{}",
        entries(&found.out)
    );
    // A large one is stopped too while several threads read it.
    fs::write(at("large.har"), har(120_000)).unwrap();
    let found = check(&[&at("large.har"), "--max-memory", "8M"]);
    assert_eq!(found.status, Some(3), "{}", found.err);
    assert!(entries(&found.out) < 60_000, "{}", entries(&found.out));
}

#[test]
fn causes_are_found_as_far_as_the_memory_allows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("failing.har");
    let failing: Vec<String> = (0..400)
        .map(|host| {
            format!(
                r#"{{"_resourceType":"fetch",
                "request":{{"method":"GET","url":"https://h{host}.example/",
                "headers":[{{"name":"Origin","value":"https://a.example"}},
                           {{"name":"Sec-Fetch-Mode","value":"cors"}}]}},
                "response":{{"status":200,"headers":[],"_error":"net::ERR_FAILED"}}}}"#
            )
        })
        .collect();
    let creator = r#""creator":{"name":"WebInspector","version":"537.36"}"#;
    let text = format!(
        r#"{{"log":{{{creator},"entries":[{}]}}}}"#,
        failing.join(",")
    );
    fs::write(&path, text).unwrap();
    let causes = |memory: &str| {
        let path = path.to_str().unwrap();
        let found = run(&["check", path, "--format", "json", "--max-memory", memory]);
        assert_eq!(found.status, Some(1), "{}", found.err);
        let report: serde_json::Value = serde_json::from_str(&found.out).unwrap();
        assert_eq!(report["summary"]["verdicts"]["blocked"], 400);
        (report["causes"].as_array().unwrap().len(), found.out)
    };
    let (all, text) = causes("64M");
    assert_eq!(all, 400);
    assert!(!text.contains("the memory limit"));
    let (some, text) = causes("4M");
    assert_eq!(some, 256);
    let why = "the memory limit is reached (4 MiB; --max-memory changes it); 144 failed \
               requests have a verdict, but no cause and no fix";
    assert!(text.contains(why));
}

#[test]
fn many_entries_in_a_small_archive_end_at_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.har.gz");
    let mut packer = GzEncoder::new(fs::File::create(&path).unwrap(), Compression::fast());
    packer.write_all(br#"{"log":{"entries":["#).unwrap();
    let many = r#"{"request":{"method":"GET","url":"https://a.example/"}},"#.repeat(1000);
    for _ in 0..1000 {
        packer.write_all(many.as_bytes()).unwrap();
    }
    packer.finish().unwrap();
    let found = run(&[
        "check",
        path.to_str().unwrap(),
        "--max-memory",
        "16M",
        "--format",
        "json",
    ]);
    assert_eq!(found.status, Some(3), "{}", found.err);
    assert!(entries(&found.out) < 20_000);
}

#[test]
fn no_nesting_is_too_deep() {
    const DEEP: usize = 300_000;
    let entry = |inside: &str| {
        format!(
            r#"{{"log":{{"x":{inside},"entries":[{{"request":{{"url":"https://a.example/"}},"_initiator":{{"stack":{inside}}},"cache":{inside}}}]}}}}"#
        )
    };
    let arrays = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let objects = format!("{}1{}", r#"{"parent":"#.repeat(DEEP), "}".repeat(DEEP));
    for inside in [arrays, objects] {
        let text = entry(&inside);
        let capture = input::read(&mut text.as_bytes(), "deep.har", &mut |_| {}).unwrap();
        assert_eq!(capture.entries.len(), 1);
        // The same without an end.
        let cut = &text[..text.len() / 2];
        let _ = input::read(&mut &cut.as_bytes()[..], "deep.har", &mut |_| {});
    }
}
