//! The streaming reader against the tree, on captures made up at random, whole and damaged ones,
//! through windows of every size.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use super::oracle::{self, described};
use super::parallel::Division;
use super::producer;
use super::read::HarReader;
use crate::capture::Capture;
use crate::input::disk::Disk;
use crate::input::open;
use crate::input::reader::{OpenError, Opened, Reading};
use crate::json::window;

fn read(file: &[u8], window: usize) -> Result<Capture, OpenError> {
    Box::new(HarReader::new(Opened::new(
        Box::new(file),
        "capture.har",
        None,
        window,
    )?)?)
    .finish()
}

fn rows(capture: &Capture) -> Vec<String> {
    capture
        .entries
        .iter()
        .map(|entry| described(capture, entry))
        .collect()
}

/// Strings that are hard to read.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "",
            "https://api.example/a?b=1",
            "http://localhost:8801/page.html",
            "*",
            "a\"b\\",
            "\\",
            "},{\"startedDateTime\":\"",
            "line\nline\r\nline",
            "2026-11-22T15:12:25.887Z",
            "200",
            "Service Worker",
            "base64",
            "\u{1f600}\u{e9}\u{0}",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,40}",
        "[a\"\\\\\u{e9}\n{}\\[\\]:,]{0,30}",
        "x{60,200}",
    ]
}

/// A value of the type that a field should have, mostly.
fn field(usual: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![
        8 => usual,
        1 => Just(Value::Null),
        1 => select(vec![json!(0), json!(true), json!(""), json!([]), json!({}), json!("17"), json!(-1), json!([{"a": "}"}])]),
    ]
    .boxed()
}

fn string() -> BoxedStrategy<Value> {
    field(text().prop_map(Value::from))
}

fn number() -> BoxedStrategy<Value> {
    field(prop_oneof![
        (-5_i64..1000).prop_map(Value::from),
        (-10.0_f64..1e6).prop_map(Value::from),
    ])
}

/// An object with some of these members, in any order, and others that nobody knows.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| weighted(0.8, value.prop_map(move |value| (name.to_owned(), value))))
        .collect();
    let unknown = vec(("_[a-z]{1,8}x", string()), 0..2);
    (members, unknown)
        .prop_map(|(members, unknown)| {
            members
                .into_iter()
                .flatten()
                .chain(unknown)
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
        .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
        .boxed()
}

fn headers() -> BoxedStrategy<Value> {
    let value = || {
        prop_oneof![
            6 => text().prop_map(Value::from),
            1 => vec(text().prop_map(Value::from), 0..3).prop_map(Value::from),
            1 => text().prop_map(|text| json!({"type": "string", "value": text})),
            1 => string(),
        ]
    };
    let list = |one: BoxedStrategy<Value>| vec(one, 0..6).prop_map(Value::from);
    field(prop_oneof![
        6 => list(object(vec![("name", string()), ("value", value().boxed())])),
        1 => list((text(), value()).prop_map(|(name, value)| json!([name, value])).boxed()),
        1 => vec(("[a-z]{1,9}", value()), 0..4)
            .prop_map(|map| Value::Object(map.into_iter().collect())),
    ])
}

fn stack() -> BoxedStrategy<Value> {
    let frames = || {
        field(
            vec(
                object(vec![("url", string()), ("functionName", string())]),
                0..3,
            )
            .prop_map(Value::from),
        )
    };
    let last = object(vec![("callFrames", frames())]);
    last.prop_recursive(3, 8, 1, move |inner| {
        object(vec![
            ("callFrames", frames()),
            ("parent", inner.boxed()),
            ("parentId", string()),
        ])
    })
    .boxed()
}

fn entry() -> BoxedStrategy<Value> {
    let request = object(vec![
        ("method", string()),
        ("url", string()),
        ("httpVersion", string()),
        ("headers", headers()),
        ("headersSize", number()),
        (
            "postData",
            field(object(vec![("mimeType", string()), ("text", string())])),
        ),
        (
            "cookies",
            field(Just(json!([{"name": "a", "value": "}\"]"}]))),
        ),
    ]);
    let content = object(vec![
        ("size", number()),
        ("mimeType", string()),
        ("text", string()),
        ("encoding", string()),
    ]);
    let response = object(vec![
        ("status", number()),
        ("statusText", string()),
        ("httpVersion", string()),
        ("headers", headers()),
        ("content", field(content)),
        ("redirectURL", string()),
        ("_error", string()),
        ("_failureText", string()),
        (
            "_fetchedViaServiceWorker",
            field(any::<bool>().prop_map(Value::from)),
        ),
    ]);
    let initiator = prop_oneof![
        object(vec![
            ("type", string()),
            ("url", string()),
            ("requestId", string()),
            ("stack", field(stack()))
        ]),
        text().prop_map(Value::from),
    ];
    let truth = || field(any::<bool>().prop_map(Value::from));
    let timings = object(vec![
        ("send", number()),
        ("wait", number()),
        ("receive", number()),
        ("ssl", number()),
    ]);
    object(vec![
        ("startedDateTime", string()),
        ("time", number()),
        ("pageref", string()),
        ("request", field(request)),
        ("response", field(response)),
        ("cache", field(Just(json!({"afterRequest": null})))),
        ("timings", field(timings)),
        ("serverIPAddress", string()),
        ("connection", string()),
        ("_connectionId", string()),
        ("_resourceType", string()),
        ("_request_type", string()),
        ("_initiator", field(initiator)),
        ("_initiator_type", string()),
        (
            "_initiator_detail",
            field(text().prop_map(|id| {
                json!(
                    json!({"requestId": id.replace(|c: char| !c.is_ascii_alphanumeric(), "")})
                        .to_string()
                )
            })),
        ),
        ("_requestId", string()),
        ("_fromCache", string()),
        ("_fetchType", string()),
        ("_fetchedViaServiceWorker", truth()),
        ("_wasFulfilled", truth()),
        ("_wasAborted", truth()),
        ("_apiRequestRef", string()),
        ("_error", string()),
    ])
}

/// A capture, indented or not.
fn file() -> BoxedStrategy<(Value, String)> {
    let log = (
        object(vec![
            ("version", string()),
            (
                "creator",
                field(object(vec![("name", string()), ("version", string())])),
            ),
            ("browser", string()),
            (
                "pages",
                field(
                    vec(object(vec![("id", string()), ("title", string())]), 0..3)
                        .prop_map(Value::from),
                ),
            ),
        ]),
        vec(prop_oneof![9 => entry(), 1 => string()], 0..6),
        any::<Index>(),
    )
        .prop_map(|(log, entries, at)| {
            let Value::Object(log) = log else {
                return json!({});
            };
            let mut members: Vec<_> = log.into_iter().collect();
            let at = at.index(members.len() + 1);
            members.insert(at, ("entries".to_owned(), Value::from(entries)));
            json!({"log": Value::Object(members.into_iter().collect())})
        });
    (log, any::<bool>())
        .prop_map(|(log, indented)| {
            let file = if indented {
                serde_json::to_string_pretty(&log)
            } else {
                serde_json::to_string(&log)
            };
            (log, file.unwrap_or_default())
        })
        .boxed()
}

/// A way to damage a file: from where, how many bytes are lost, what is put there.
fn damage() -> impl Strategy<Value = (Index, usize, Vec<u8>)> {
    let put = prop_oneof![
        select(vec![
            "", "\"", "{", "}", "[", "]", ",", ":", "\\", "\n", "null", "\0"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        vec(any::<u8>(), 0..8),
    ];
    (any::<Index>(), prop_oneof![0_usize..3, 0_usize..200], put)
}

proptest! {
    #[test]
    fn a_stream_and_a_tree_say_the_same((document, file) in file()) {
        let mut expected = oracle::capture(&document);
        let capture = read(file.as_bytes(), window::SIZE);
        let capture = capture.map_err(|error| TestCaseError::fail(error.to_string()))?;
        if capture.producer.recorder.habits().repeats_request_headers {
            producer::drop_repeated_headers(&mut expected);
        }
        prop_assert_eq!(rows(&capture), rows(&expected));
        let titles = |capture: &Capture| -> Vec<_> {
            capture.pages.iter().map(|page| (capture.text(page.id).to_owned(), capture.optional(page.title).map(str::to_owned))).collect()
        };
        prop_assert_eq!(titles(&capture), titles(&expected));
    }

    #[test]
    fn a_damaged_file_keeps_the_entries_before_the_damage((_, file) in file(), (at, lost, put) in damage()) {
        let whole = read(file.as_bytes(), window::SIZE).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let at = at.index(file.len());
        let file = file.as_bytes();
        let damaged = [&file[..at], &put, &file[(at + lost).min(file.len())..]].concat();
        let before = whole
            .entries
            .iter()
            .take_while(|entry| entry.span.start + u64::from(entry.span.len) <= at as u64)
            .count();
        if before > 0 {
            let capture = read(&damaged, window::SIZE).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let found = rows(&capture);
            prop_assert!(found.len() >= before, "{} of {before}: {:?}", found.len(), capture.notes);
            prop_assert_eq!(&found[..before], &rows(&whole)[..before]);
        }
        for size in [1, 2, 7, 64] {
            let (wide, narrow) = (read(&damaged, window::SIZE), read(&damaged, size));
            match (wide, narrow) {
                (Ok(wide), Ok(narrow)) => {
                    prop_assert_eq!(&wide.notes, &narrow.notes, "window {}", size);
                    prop_assert_eq!(rows(&wide), rows(&narrow), "window {}", size);
                    prop_assert!(wide.entries.iter().map(|e| (e.span, e.body)).eq(narrow.entries.iter().map(|e| (e.span, e.body))));
                }
                (Err(wide), Err(narrow)) => prop_assert_eq!(wide.to_string(), narrow.to_string()),
                (wide, narrow) => prop_assert!(false, "window {size}: {wide:?} {narrow:?}"),
            }
        }
    }

    #[test]
    fn bytes_of_any_kind_end_well(file in vec(prop_oneof![any::<u8>(), select(b"{}[]\",:\\".to_vec())], 0..400)) {
        if let Ok(capture) = read(&file, 16) {
            prop_assert!(capture.notes.len() <= 101);
        }
    }
}

/// A file long enough to be divided, of the same entries again and again.
pub(super) fn long(entries: usize) -> Vec<u8> {
    let shop = include_str!("../../../fixtures/shop.har");
    let value: Value = serde_json::from_str(shop).unwrap_or_default();
    let known = value["log"]["entries"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut entries: Vec<Value> = known.into_iter().cycle().take(entries).collect();
    // A body as long as several segments, with something in it that looks like an entry.
    let entry = "},{\"startedDateTime\":\"x\",\"request\":{}},".repeat(2000);
    entries[20]["response"]["content"]["text"] = Value::from(entry);
    entries[30]["response"]["status"] = json!("odd");
    let value = json!({"log": {"creator": {"name": "WebInspector"}, "entries": entries, "pages": [{"id": "after"}]}});
    serde_json::to_vec_pretty(&value).unwrap_or_default()
}

pub(super) fn same_in_pieces(file: &[u8], segment: u64, threads: usize) {
    let path = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(path.path(), file).expect("written");
    let Ok(whole) = read(file, window::SIZE) else {
        // Cut off before the first entry.
        assert!(open(path.path(), &mut |_| {}).is_err());
        return;
    };
    let opened = Opened::file(path.path()).expect("a file");
    let mut reader = Box::new(HarReader::new(opened).expect("a capture"));
    reader.divide(Division {
        disk: Disk::open(path.path()).expect("a file"),
        segment,
        threads,
    });
    let pieces = reader.finish().expect("a capture");
    assert_eq!(pieces.notes, whole.notes, "segment {segment}");
    assert_eq!(pieces.partial, whole.partial, "segment {segment}");
    assert_eq!(pieces.producer, whole.producer, "segment {segment}");
    assert_eq!(pieces.pages.len(), whole.pages.len(), "segment {segment}");
    let different = rows(&pieces)
        .into_iter()
        .zip(rows(&whole))
        .find(|(a, b)| a != b);
    assert_eq!(different, None, "segment {segment}");
    assert_eq!(
        pieces.entries.len(),
        whole.entries.len(),
        "segment {segment}"
    );
    let spans = |capture: &Capture| -> Vec<_> {
        capture
            .entries
            .iter()
            .map(|entry| (entry.span, entry.body))
            .collect()
    };
    assert_eq!(spans(&pieces), spans(&whole), "segment {segment}");
}

/// The captures of a folder and the folders in it.
fn captures(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            found.extend(captures(&path));
        } else if name.ends_with(".har") || name.ends_with(".har.gz") {
            found.push(path);
        }
    }
    found
}

/// All fixtures; with `CORSLENS_CAPTURES` the captures in that folder too.
#[test]
fn every_capture_is_read_as_serde_json_reads_it_whole_and_in_pieces() {
    let mut paths = captures(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    paths.extend(
        std::env::var_os("CORSLENS_CAPTURES")
            .map(|folder| captures(Path::new(&folder)))
            .unwrap_or_default(),
    );
    let mut compared = 0;
    for path in paths {
        let file = std::fs::read(&path).expect("a fixture");
        let mut plain = Vec::new();
        if file.starts_with(&[0x1f, 0x8b]) {
            MultiGzDecoder::new(file.as_slice())
                .read_to_end(&mut plain)
                .expect("a fixture in gzip");
        } else {
            plain = file;
        }
        // What serde_json refuses, it cannot be compared with.
        let Ok(document) = serde_json::from_slice::<Value>(&plain) else {
            continue;
        };
        let (Ok(capture), true) = (
            read(&plain, window::SIZE),
            document["log"]["entries"].is_array(),
        ) else {
            continue;
        };
        let mut expected = oracle::capture(&document);
        if capture.producer.recorder.habits().repeats_request_headers {
            producer::drop_repeated_headers(&mut expected);
        }
        let different = rows(&capture)
            .into_iter()
            .zip(rows(&expected))
            .find(|(a, b)| a != b);
        assert_eq!(different, None, "{}", path.display());
        assert_eq!(
            capture.entries.len(),
            expected.entries.len(),
            "{}",
            path.display()
        );
        let segment = (plain.len() as u64 / 7).max(700);
        same_in_pieces(&plain, segment, 3);
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_divided_file_reads_as_an_undivided_one() {
    let file = long(300);
    for segment in [700, 5_000, 40_000, 300_000] {
        for threads in [1, 2, 3] {
            same_in_pieces(&file, segment, threads);
        }
    }
}

#[test]
fn what_is_noted_does_not_depend_on_where_reading_began() {
    let entries: Vec<String> = (0..200)
        .map(|number| {
            let request = match number % 7 {
                3 => "{\"url\":\"u\",\"method\":\"G\"}",
                5 => "{\"method\":\"G\",\"method\": \n \"P\"}",
                _ => "{\"method\":\"G\",\"url\":\"u\"}",
            };
            format!("{{\"_id\": {number},\n \"request\": {request}}}")
        })
        .collect();
    let file = format!("{{\"log\": {{\"entries\": [\n{}]}}}}", entries.join(",\n"));
    for segment in [300, 900, 5_000] {
        same_in_pieces(file.as_bytes(), segment, 2);
    }
}

#[test]
fn damage_does_not_hide_a_capture_that_begins_as_an_entry_does() {
    let file = r#"{"log":{"entries":[{"comment":"","request":{"url":"https://a.example/"}},
        {"request":{"method" "GET"}}]}}
        {"log":{"comment":"second","entries":[{"startedDateTime":"x","request":{"url":"https://b.example/"}}]}}"#;
    let capture = read(file.as_bytes(), window::SIZE).expect("a capture");
    let urls: Vec<_> = capture.entries.iter().map(|e| capture.url(e)).collect();
    assert_eq!(urls, ["https://a.example/", "https://b.example/"]);
}

#[test]
fn a_divided_file_may_be_damaged_anywhere() {
    let whole = long(60);
    for at in (0..whole.len()).step_by(whole.len() / 23).skip(2) {
        let mut cut = whole[..at].to_vec();
        same_in_pieces(&cut, 20_000, 2);
        cut.extend_from_slice(&whole[(at + 3000).min(whole.len())..]);
        same_in_pieces(&cut, 20_000, 2);
    }
}
