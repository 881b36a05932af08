use crate::capture::Capture;
use crate::capture::statement::{At, Claim};
use crate::input::{OpenError, read};

const BLOCKED: &str = "Access to fetch at 'https://api.example/a' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

const FIREFOX: &str = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/a. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.";

const FAILED: &str = "GET https://api.example/a net::ERR_FAILED 200 (OK)";

fn open(text: impl AsRef<[u8]>) -> Result<Capture, OpenError> {
    read(&mut text.as_ref(), "console.log", &mut |_| {})
}

/// The lines that say something, by number, and their words.
fn lines(capture: &Capture) -> Vec<(u32, &str)> {
    let statements = capture.statements.iter();
    let line = |statement: &crate::capture::Statement| match (statement.place, statement.claim) {
        (At::Line(number), Claim::Words(words)) => Some((number, capture.text(words))),
        _ => None,
    };
    statements.filter_map(line).collect()
}

#[test]
fn every_program_that_prints_a_console_is_read() {
    let wrapped = |around: &str| around.replace("{}", BLOCKED);
    let forms = [
        // Copied, and saved by the developer tools.
        (BLOCKED.to_owned(), 1),
        (wrapped("page:1 {}\r\napp.js:24  GET https://api.example/a net::ERR_FAILED 200 (OK)\r\nload @ app.js:24\r\n"), 1),
        (wrapped("\u{feff}\n\n{}"), 3),
        (wrapped("app.js:3 {} app.js:3:9"), 1),
        // chrome --enable-logging.
        (wrapped("[4211:4211:1125/091102.123456:INFO:CONSOLE(1)] \"{}\", source: https://shop.example/ (1)"), 1),
        // Test tools.
        (wrapped("pw:browser [pid=1][err] [1:1:INFO:CONSOLE:0] \"{}\", source: https://shop.example/ (0)"), 1),
        (wrapped("  console.error\n    {}\n\n      at Page.onConsole"), 2),
        (wrapped("cons:error ✘  {}"), 1),
        (wrapped("JavaScript error: {}"), 1),
        // The log of a CI run.
        (wrapped("2026-11-25T09:11:02.1234567Z \u{1b}[31m[chromium] › {}\u{1b}[39m"), 1),
        (wrapped("09:11:02 web_1  | \u{1b}[0;31m{}\u{1b}[0m"), 1),
        (wrapped("##[error]{}"), 1),
        (wrapped("> {}"), 1),
        // Broken over lines by a terminal.
        (BLOCKED.replace(" has been", "\nhas been"), 1),
        (BLOCKED.replace("CORS policy: ", "CORS policy: \n   "), 1),
        // A message in JSON.
        (serde_json::json!([{ "level": "SEVERE", "message": format!("https://shop.example/ - {BLOCKED}") }]).to_string(), 1),
        (serde_json::json!({ "time": 1, "msg": BLOCKED }).to_string(), 1),
    ];
    for (text, line) in forms {
        let capture = open(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let found = lines(&capture);
        assert_eq!(
            found.first().map(|(number, _)| *number),
            Some(line),
            "{text}"
        );
        let said = crate::console::said(found[0].1).unwrap();
        assert_eq!(said.url.as_deref(), Some("https://api.example/a"), "{text}");
        assert_eq!(
            said.origin.as_deref(),
            Some("https://shop.example"),
            "{text}"
        );
        assert!(said.names_a_check(), "{text}");
        assert!(!found[0].1.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn sentences_that_follow_each_other_stay_apart() {
    let unexplained = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/b. (Reason: CORS request did not succeed). Status code: (null).";
    let security = "Security Error: Content at https://api.example/c may not load or link to file:///etc/passwd.";
    let cut = "Access to fetch at 'https://api.example/d' from origin 'https://shop.example' has been blocked by CORS policy:";
    let tables: [(&[&str], &[u32]); 4] = [
        (&[unexplained, security, FIREFOX], &[1, 2, 3]),
        (&[unexplained, "listening on port 3000", FIREFOX], &[1, 3]),
        (&[cut, BLOCKED, FAILED], &[1, 2, 3]),
        (&[cut, FAILED, "done"], &[1, 2]),
    ];
    for (text, expected) in tables {
        let capture = open(text.join("\n")).unwrap();
        let numbers: Vec<u32> = lines(&capture).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, expected, "{text:?}");
    }
}

#[test]
fn a_number_behind_a_message_counts_as_often() {
    let capture = open(format!("{FIREFOX} 3\n{FIREFOX}\n")).unwrap();
    let numbers: Vec<u32> = lines(&capture).iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 1, 1, 2]);
}

#[test]
fn what_is_no_console_is_left_to_the_other_inputs() {
    let html = format!("<!doctype html><p>{BLOCKED}");
    let har = format!(r#"{{"log":{{"entries":[],"comment":"{FAILED}"}}}}"#);
    for text in [
        "",
        "listening on port 3000, CORS enabled\nGET /a 200\n",
        "TypeError: Failed to fetch",
        "\u{0}\u{1}\u{2}binary net::ERR_FAILED",
        &html,
        &har,
    ] {
        let recorder = open(text).map(|capture| capture.producer.recorder);
        let console = crate::capture::Recorder::Console;
        assert!(
            recorder.is_err() || recorder.unwrap() != console,
            "{text:?}"
        );
    }
}

#[test]
fn damage_costs_no_more_than_the_line_it_is_in() {
    let text = format!("{BLOCKED}\n{FAILED}\n{FIREFOX}\n");
    for length in 0..text.len() {
        if let Ok(capture) = open(&text.as_bytes()[..length]) {
            let whole = memchr::memchr_iter(b'\n', &text.as_bytes()[..length]).count();
            assert!(lines(&capture).len() >= whole, "cut at {length}");
        }
    }
    let mut garbage = BLOCKED.as_bytes().to_vec();
    garbage.extend_from_slice(b"\n\xff\xfe\x80 CORS \xc3\x28 net::ERR_\n");
    garbage.extend_from_slice(FAILED.as_bytes());
    let capture = open(&garbage).unwrap();
    let numbers: Vec<u32> = lines(&capture).iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 3]);
}

#[test]
fn long_lines_are_read_in_parts_and_kept_short() {
    let mut text = format!("{FAILED}\n");
    text.push_str(&"net::ERR_ CORS \u{1b}[31m ".repeat(200_000));
    text.push('\n');
    text.push_str(&BLOCKED.replace("/a'", &format!("/a{}'", "x".repeat(20_000))));
    text.push('\n');
    text.push_str(FAILED);
    let capture = open(&text).unwrap();
    let found = lines(&capture);
    assert_eq!(found.first().map(|(number, _)| *number), Some(1));
    assert_eq!(found.last().map(|(number, _)| *number), Some(4));
    assert!(found.iter().all(|(_, words)| words.len() <= 4096));
}

#[test]
fn text_of_other_encodings_is_read() {
    // What PowerShell writes with `>`.
    let mut bytes = vec![0xff, 0xfe];
    for unit in format!("{BLOCKED}\r\n{FAILED}\r\n").encode_utf16() {
        bytes.extend_from_slice(&unit.to_le_bytes());
    }
    assert_eq!(lines(&open(&bytes).unwrap()).len(), 2);
}
