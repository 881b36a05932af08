//! Damaged, packed and oddly arranged captures: what a person expects to open opens, and what is no
//! capture gets one clear line.

use std::io::{Cursor, Write};

use corslens::capture::Capture;
use corslens::input;
use corslens::input::OpenError;
use serde_json::{Value, json};

const GOOD: &str = include_str!("../fixtures/shop.har");

fn open(bytes: &[u8]) -> Result<Capture, OpenError> {
    input::read(&mut Cursor::new(bytes), "capture.har", &mut |_| {})
}

fn good() -> Value {
    serde_json::from_str(GOOD).unwrap()
}

fn entries() -> usize {
    good()["log"]["entries"].as_array().unwrap().len()
}

/// Indented as browsers write it.
fn indented(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap()
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value = good();
    change(&mut value["log"]);
    indented(&value)
}

/// The file with the first `from` replaced; it must be there.
fn replaced(from: &str, to: &[u8]) -> Vec<u8> {
    let at = GOOD
        .find(from)
        .unwrap_or_else(|| panic!("{from} is not in the fixture"));
    [
        &GOOD.as_bytes()[..at],
        to,
        &GOOD.as_bytes()[at + from.len()..],
    ]
    .concat()
}

/// The file with something put into the body of an entry in the middle.
fn in_a_body(put: &[u8]) -> Vec<u8> {
    let mut value = good();
    let entries = value["log"]["entries"].as_array_mut().unwrap();
    let middle = entries.len() / 2;
    entries[middle]["response"]["content"]["text"] = json!("before-MARK-after");
    let text = String::from_utf8(indented(&value)).unwrap();
    let at = text.find("MARK").unwrap();
    [&text.as_bytes()[..at], put, &text.as_bytes()[at + 4..]].concat()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    packer.start_file("0a1b.png", options).unwrap();
    packer.write_all(b"\x89PNG").unwrap();
    packer.start_file(name, options).unwrap();
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap().into_inner()
}

fn utf16(bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{GOOD}")
        .encode_utf16()
        .flat_map(bytes)
        .collect()
}

/// Every row of a capture: what the table and the rules need of it.
fn rows(capture: &Capture) -> Vec<String> {
    capture
        .entries
        .iter()
        .map(|entry| {
            format!(
                "{} {} {:?} {:?} {:?} {:?} {:?}",
                capture.method(entry),
                capture.url(entry),
                entry.started_at,
                entry.status,
                capture.optional(entry.error),
                capture.request_headers(entry),
                capture.response_headers(entry),
            )
        })
        .collect()
}

struct Case {
    name: &'static str,
    file: Vec<u8>,
    entries: usize,
    /// A piece of the first note; empty where there is nothing to note.
    note: &'static str,
    /// The rows are those of the whole capture (as many as there are).
    same: bool,
}

fn case(name: &'static str, file: Vec<u8>, note: &'static str) -> Case {
    Case {
        name,
        file,
        entries: entries(),
        note,
        same: true,
    }
}

fn deep_stack(depth: usize) -> Vec<u8> {
    let deep = format!("{}{{}}{}", r#"{"parent":"#.repeat(depth), "}".repeat(depth));
    let deep = format!(r#""_initiator": {{"type": "script", "stack": {deep}}}, "_was""#);
    replaced(r#""_initiator""#, deep.as_bytes())
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<Case> {
    let cut = GOOD.len() * 6 / 10;
    let whole = open(GOOD.as_bytes()).unwrap();
    let before_cut = whole
        .entries
        .iter()
        .filter(|e| e.span.start + u64::from(e.span.len) <= cut as u64)
        .count();
    let different = |case: Case| Case {
        same: false,
        ..case
    };
    let one_less = |case: Case| Case {
        entries: entries() - 1,
        same: false,
        ..case
    };
    vec![
        case("00 control", GOOD.into(), ""),
        Case {
            entries: before_cut,
            ..case(
                "01 truncated at 60 %",
                GOOD.as_bytes()[..cut].into(),
                "cut off here",
            )
        },
        case("02 UTF-8 BOM", format!("\u{feff}{GOOD}").into(), ""),
        case("03 UTF-16LE with BOM", utf16(u16::to_le_bytes, true), ""),
        case("03 UTF-16BE with BOM", utf16(u16::to_be_bytes, true), ""),
        case(
            "03 UTF-16LE without BOM",
            utf16(u16::to_le_bytes, false),
            "",
        ),
        case("04 lone surrogate in body", in_a_body(br"\ud800"), ""),
        case("05 invalid UTF-8 in body", in_a_body(b"\xff\xfe"), ""),
        case("06 raw newline and tab in body", in_a_body(b"\n\t"), ""),
        case("07 invalid escape in body", in_a_body(br"\x41"), ""),
        different(case(
            "08 lone surrogate in a header value",
            replaced(r#""value": ""#, br#""value": "\ud800"#),
            "surrogate",
        )),
        case(
            "09 nulls as Firefox writes them",
            changed(|log| {
                for entry in log["entries"].as_array_mut().unwrap() {
                    entry["cache"] = json!({"afterRequest": null});
                    entry["time"] = Value::Null;
                    entry["request"]["headersSize"] = Value::Null;
                    entry.as_object_mut().unwrap().remove("serverIPAddress");
                }
            }),
            "",
        ),
        case(
            "10 cache entry without lastAccess",
            changed(|log| log["entries"][0]["cache"] = json!({"afterRequest": {"expires": false}})),
            "",
        ),
        case(
            "11 onLoad null",
            changed(|log| log["pages"][0]["pageTimings"]["onLoad"] = Value::Null),
            "",
        ),
        case(
            "12 no pages",
            changed(|log| drop(log.as_object_mut().unwrap().remove("pages"))),
            "",
        ),
        case(
            "13 header values are objects",
            changed(|log| {
                for entry in log["entries"].as_array_mut().unwrap() {
                    for header in entry["request"]["headers"].as_array_mut().unwrap() {
                        header["value"] = json!({"type": "string", "value": header["value"]});
                    }
                }
            }),
            "",
        ),
        case(
            "14 mimeType missing",
            changed(|log| {
                let content = &mut log["entries"][0]["response"]["content"];
                drop(content.as_object_mut().unwrap().remove("mimeType"));
            }),
            "",
        ),
        case(
            "15 status is a string",
            changed(|log| {
                let status = log["entries"][0]["response"]["status"].to_string();
                log["entries"][0]["response"]["status"] = json!(status);
            }),
            "a number written as a string",
        ),
        different(case(
            "16 an entry without response",
            changed(|log| {
                drop(
                    log["entries"][1]
                        .as_object_mut()
                        .unwrap()
                        .remove("response"),
                );
            }),
            "",
        )),
        case("17 a stack 300 deep", deep_stack(300), ""),
        case("17 a stack 100,000 deep", deep_stack(100_000), ""),
        case(
            "18 comma after the last entry",
            {
                let text = String::from_utf8(indented(&good())).unwrap();
                let end = text.rfind("    }\n    ]").unwrap();
                format!("{},{}", &text[..end + 5], &text[end + 5..]).into()
            },
            "a comma after the last element",
        ),
        case(
            "19 NaN in timings",
            changed(|log| log["entries"][2]["timings"]["wait"] = json!("NaN"))
                .split(|&b| b == b'\n')
                .map(|line| String::from_utf8_lossy(line).replace("\"NaN\"", "NaN"))
                .collect::<Vec<_>>()
                .join("\n")
                .into(),
            "should be a number",
        ),
        case(
            "20 garbage after the end",
            format!("{GOOD}\n<!-- saved -->").into(),
            "follows the end",
        ),
        case(
            "21 no version",
            changed(|log| drop(log.as_object_mut().unwrap().remove("version"))),
            "",
        ),
        case("22 gzip", gzipped(GOOD.as_bytes()), ""),
        case(
            "22 gzip cut off",
            {
                let packed = gzipped(GOOD.as_bytes());
                packed[..packed.len() - 4].into()
            },
            "the end of the compressed file is cut off",
        ),
        case(
            "22 zip as Playwright writes it",
            zipped("trace.har", GOOD.as_bytes()),
            "",
        ),
        case(
            "22 gzip in zip",
            zipped("trace.har.gz", &gzipped(GOOD.as_bytes())),
            "",
        ),
        case(
            "25 two response objects, the last one counts",
            replaced(
                r#""response": {"#,
                br#""response": {"status": 999}, "response": {"#,
            ),
            "twice",
        ),
        case(
            "JSONP",
            format!("onInputData({GOOD});").into(),
            "function call",
        ),
        case("bare log", indented(&good()["log"]), ""),
        case(
            "bare array of entries",
            indented(&good()["log"]["entries"]),
            "",
        ),
        case("array with a capture", format!("[{GOOD}]").into(), ""),
        Case {
            entries: entries() * 2,
            same: false,
            ..case(
                "array of captures",
                format!("[{GOOD},\n{GOOD}]").into(),
                "more than one place",
            )
        },
        Case {
            entries: 1,
            ..case("a single entry", indented(&good()["log"]["entries"][0]), "")
        },
        case(
            "members around log",
            {
                let mut value = json!({"name": "x", "extra": [1, {"entries": 5}]});
                value["log"] = good()["log"].take();
                value["after"] = json!({"log": 1});
                indented(&value)
            },
            "",
        ),
        case(
            "entries before creator",
            {
                let log = good();
                let log = &log["log"];
                indented(
                    &json!({"log": {"entries": log["entries"], "pages": log["pages"], "creator": log["creator"]}}),
                )
            },
            "",
        ),
        case(
            "headers as pairs",
            headers_as(|name, value| json!([name, value])),
            "",
        ),
        case(
            "header values as arrays",
            headers_as(|name, value| json!({"value": [value], "name": name})),
            "",
        ),
        case("minified", serde_json::to_vec(&good()).unwrap(), ""),
        case("carriage returns", GOOD.replace('\n', "\r\n").into(), ""),
        case(
            "a comma missing between entries",
            {
                let text = String::from_utf8(indented(&good())).unwrap();
                let at = text.find("      },\n      {").unwrap();
                format!("{}{}", &text[..at + 7], &text[at + 8..]).into()
            },
            "a comma is missing",
        ),
        one_less(case(
            "a quote in a body is not escaped",
            in_a_body(b"\" quote"),
            "the entry is left out",
        )),
        one_less(case(
            "an entry's bracket is missing",
            {
                let text = String::from_utf8(indented(&good())).unwrap();
                let at = text.find("      },\n      {").unwrap();
                format!("{}{}", &text[..at + 6], &text[at + 7..]).into()
            },
            "the entry is left out",
        )),
        one_less(case(
            "a hole of zeros",
            {
                let mut bytes = GOOD.as_bytes().to_vec();
                let start = usize::try_from(whole.entries[3].span.start).unwrap();
                bytes[start + 100..start + 300].fill(0);
                bytes
            },
            "the entry is left out",
        )),
        one_less(case(
            "the head is cut off",
            {
                let start = usize::try_from(whole.entries[0].span.start).unwrap();
                let line = start + GOOD[start..].find(r#""request""#).unwrap();
                GOOD.as_bytes()[line..].into()
            },
            "the beginning of the capture is missing",
        )),
    ]
}

fn headers_as(form: impl Fn(&Value, &Value) -> Value) -> Vec<u8> {
    changed(|log| {
        for entry in log["entries"].as_array_mut().unwrap() {
            for message in ["request", "response"] {
                for header in entry[message]["headers"].as_array_mut().unwrap() {
                    *header = form(&header["name"], &header["value"]);
                }
            }
        }
    })
}

#[test]
fn what_a_person_expects_to_open_opens() {
    let whole = rows(&open(GOOD.as_bytes()).unwrap());
    for case in cases() {
        let capture = open(&case.file).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let notes: Vec<_> = capture.notes.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(
            capture.entries.len(),
            case.entries,
            "{}: {notes:?}",
            case.name
        );
        if case.note.is_empty() {
            assert_eq!(notes, [""; 0], "{}", case.name);
        } else {
            assert!(
                notes.first().is_some_and(|n| n.contains(case.note)),
                "{}: {notes:?}",
                case.name
            );
        }
        let rows = rows(&capture);
        if case.same {
            assert_eq!(rows, whole[..rows.len()], "{}", case.name);
        }
    }
}

#[test]
fn what_is_no_capture_gets_one_clear_line() {
    let table: &[(&str, Vec<u8>, &str)] = &[
        ("23 empty file", b"".into(), "is empty"),
        ("blanks", b" \n\n".into(), "is empty"),
        ("24 not a HAR", b"{}".into(), "is JSON, but not a HAR"),
        (
            "other JSON",
            br#"{"a": [1], "b\u001b[31m": {"request": {}}}"#.into(),
            r"it has `a`, `b\u{1b}[31m`",
        ),
        ("a number", b"5 ".into(), "not JSON"),
        (
            "array of other things",
            b"[1, 2]".into(),
            "is JSON, but not a HAR",
        ),
        (
            "log without entries",
            br#"{"log": {"version": "1.2"}}"#.into(),
            "without `entries`",
        ),
        (
            "HTML",
            b"<!doctype html><title>Sign in</title>".into(),
            "HTML",
        ),
        ("binary", b"\x7fELF\x02\x01\x01\0\0".into(), "7f 45 4c 46"),
        (
            "Git LFS",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:5".into(),
            "git lfs pull",
        ),
        ("YAML", b"log:\n  version: '1.2'\n".into(), "YAML"),
        (
            "zip without a capture",
            zipped("readme.txt", b"x"),
            "contains neither a .har",
        ),
        (
            "broken zip",
            b"PK\x03\x04 and no more".into(),
            "zip archive",
        ),
        (
            "pasted",
            format!("Here it is:\n\n```\n{GOOD}").into(),
            "begin at line 4",
        ),
        ("text", b"Dear all, \x7f".into(), "begins with `Dear all,"),
    ];
    for (name, file, expected) in table {
        let error = open(file)
            .err()
            .unwrap_or_else(|| panic!("{name} opened"))
            .to_string();
        assert!(error.starts_with("capture.har: "), "{name}: {error}");
        assert!(error.contains(expected), "{name}: {error}");
        assert!(!error.contains(char::is_control), "{name}: {error:?}");
    }
}

#[test]
fn a_capture_without_entries_opens_with_a_note() {
    let capture = open(br#"{"log": {"entries": []}}"#).unwrap();
    assert!(capture.entries.is_empty());
    assert_eq!(capture.notes.len(), 1);
    assert_eq!(capture.notes[0].text, "the capture has no entries");
}

#[test]
fn a_note_says_where() {
    let file = "{\"log\": {\"entries\": [\n{\"request\": {\"headers\": []}},\n{\"request\": {\"headers\": [\n{\"name\": \"a\", \"value\": \"b\"},\n\"x\"]}}]}}";
    let capture = open(file.as_bytes()).unwrap();
    let place = &capture.notes[0].place;
    assert_eq!(place.offset, file.find("\"x\"").map(|at| at as u64));
    assert_eq!(place.line, Some(5));
    assert_eq!(place.entry, Some(1));
    assert_eq!(
        place.pointer.as_deref(),
        Some("/log/entries/1/request/headers/1")
    );
}

#[test]
fn spans_hold_the_entry_and_its_body() {
    let file = String::from_utf8(in_a_body(br"\u00e9 \\")).unwrap();
    let capture = open(file.as_bytes()).unwrap();
    let bytes = |span: corslens::capture::Span| {
        let start = usize::try_from(span.start).unwrap();
        &file[start..start + span.len as usize]
    };
    let expected: Value = serde_json::from_str(&file).unwrap();
    let mut bodies = 0;
    for (at, entry) in capture.entries.iter().enumerate() {
        let expected = &expected["log"]["entries"][at];
        assert_eq!(
            serde_json::from_str::<Value>(bytes(entry.span)).unwrap(),
            *expected
        );
        let text = &expected["response"]["content"]["text"];
        assert_eq!(entry.flags.has_body, text.is_string());
        if entry.flags.has_body {
            bodies += 1;
            assert_eq!(
                serde_json::from_str::<Value>(bytes(entry.body)).unwrap(),
                *text
            );
        }
    }
    assert!(bodies > 0);
}

#[test]
fn hostile_files_end_soon() {
    let repeat = |piece: &str, count: usize| piece.repeat(count).into_bytes();
    let mut table: Vec<(&str, Vec<u8>)> = vec![
        ("brackets", repeat("[", 1_000_000)),
        ("braces", repeat("{\"a\":", 300_000)),
        ("objects of entries", repeat("{\"request\":", 100_000)),
        (
            "entries in entries",
            repeat("{\"request\":{\"headers\":[", 50_000),
        ),
        ("quotes", repeat("{\"", 500_000)),
        (
            "one long key",
            [b"{\"".as_slice(), &vec![b'k'; 3_000_000]].concat(),
        ),
        (
            "blanks",
            [b"{\"log\":".as_slice(), &vec![b' '; 3_000_000]].concat(),
        ),
        (
            "a word",
            [b"{\"log\":".as_slice(), &vec![b'1'; 3_000_000]].concat(),
        ),
        (
            "odd members",
            [
                b"{\"log\":{\"entries\":[".as_slice(),
                &repeat("{\"time\":{},\"time\":[]},", 100_000),
            ]
            .concat(),
        ),
    ];
    let headers: Vec<Value> = (0..20_000)
        .map(|number| json!({"name": format!("x-{number}"), "value": "v"}))
        .collect();
    let entry = |turn: usize| {
        let mut headers = headers.clone();
        headers.rotate_left(turn);
        json!({"_requestId": "1", "request": {"headers": headers}})
    };
    let many = json!({"log": {"entries": [entry(0), entry(7), entry(10_000)]}});
    table.push(("many headers", many.to_string().into_bytes()));
    for (name, file) in table {
        if let Ok(capture) = open(&file) {
            assert!(capture.notes.len() <= 101, "{name}");
        }
    }
}
