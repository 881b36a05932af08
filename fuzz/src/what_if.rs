//! Edits of responses: each byte chooses a request, a message, a header or a value. What was
//! recorded has the recorded verdicts, and a change that is tried and taken back leaves nothing.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use corslens::input;
use corslens::report::{ExchangeId, Report};

static REPORTS: LazyLock<Vec<Report>> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../fixtures/shop.har"),
        include_bytes!("../../fixtures/corpus/mechanisms/chrome/000.har.gz"),
        include_bytes!("../../fixtures/corpus/credentials/firefox/000.har.gz"),
    ];
    files
        .into_iter()
        .map(|mut bytes| {
            let capture = input::read(&mut bytes, "capture.har", &mut |_| {}).expect("a capture");
            Report::new(vec![capture])
        })
        .collect()
});

const NAMES: [&str; 12] = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Access-Control-Allow-Private-Network",
    "Cross-Origin-Resource-Policy",
    "Content-Type",
    "X-Content-Type-Options",
    "Vary",
    "Location",
];

const VALUES: [&str; 16] = [
    "*", "null", "true", "false", "https://shop.example", "https://shop.example/", "GET, PUT",
    "content-type, authorization", "same-origin", "cross-origin", "nosniff", "text/html", "-1",
    "86400", "//evil.example/", "",
];

const STATUSES: [i32; 12] = [0, 200, 204, 301, 302, 307, 401, 404, 405, 500, -1, i32::MAX];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes.iter().copied();
    let mut next = |end: usize| usize::from(rest.next().unwrap_or(0)) % end.max(1);
    let report = &REPORTS[next(REPORTS.len())];
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut changes = BTreeMap::new();
    for _ in 0..1 + next(3) {
        let id = ids[(next(256) * 256 + next(256)) % ids.len()];
        let mut change = report.recorded_answers(id);
        assert_eq!(report.what_if(id, &change), *report.row(id).verdicts, "as recorded");
        for _ in 0..next(8) {
            if change.answers.is_empty() {
                break;
            }
            let answer = next(change.answers.len());
            let answer = &mut change.answers[answer];
            let name = NAMES[next(NAMES.len())];
            match next(4) {
                0 => answer.remove(name),
                1 => answer.status = STATUSES[next(STATUSES.len())],
                2 => {
                    let length = next(24);
                    let value: Vec<u8> = (0..length).map(|_| next(256) as u8).collect();
                    answer.set(name, &String::from_utf8_lossy(&value));
                }
                _ => answer.set(name, VALUES[next(VALUES.len())]),
            }
        }
        match next(6) {
            0 => change.origin = Some(VALUES[next(VALUES.len())].to_owned()),
            1 => change.url = Some(VALUES[next(VALUES.len())].to_owned()),
            2 => change.follow = Some(VALUES[next(VALUES.len())].to_owned()),
            3 => change.without_request_headers.push("authorization".to_owned()),
            4 => change.bodies_fit = true,
            _ => {}
        }
        let _ = report.what_if(id, &change);
        changes.insert(id, change);
    }
    let changed: Vec<ExchangeId> = changes.keys().copied().collect();
    let tried = report.trying(changes);
    let back = tried.trying(BTreeMap::new());
    for id in changed {
        let _ = tried.detail(id);
        let _ = tried.cause_of(id);
        assert_eq!(back.row(id).verdicts, report.row(id).verdicts, "taken back");
    }
});
