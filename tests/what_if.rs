//! Another answer, another verdict: edits of the shop's capture, and what each browser would make
//! of them.

mod support;

use std::path::Path;

use corslens::browsers::Profile;
use corslens::exchange::CredentialsMode;
use corslens::input;
use corslens::report::{ExchangeId, Report};
use corslens::verdict::Outcome;
use corslens::verdict::what_if::{Message, WhatIf};

const SHOP: &str = "https://shop.example";
const ORIGIN: &str = "Access-Control-Allow-Origin";

type Edit = fn(&mut WhatIf);
type Answers = [(Outcome, Option<&'static str>); 3];

const ALLOWED: Answers = [(Outcome::Allowed, None); 3];

const fn blocked(rule: &'static str) -> Answers {
    [(Outcome::Blocked, Some(rule)); 3]
}

/// The end of a URL, the edit, and what Chromium, Firefox and WebKit answer.
const EDITS: &[(&str, &str, Edit, Answers)] = &[
    (
        "the origin in place of the wildcard",
        "/v2/cart",
        |change| set(change, Message::Response(0), ORIGIN, SHOP),
        ALLOWED,
    ),
    (
        "no credentials with the wildcard",
        "/v2/cart",
        |change| change.credentials = Some(CredentialsMode::Omit),
        ALLOWED,
    ),
    (
        "the origin, and credentials not allowed",
        "/v2/cart",
        |change| {
            set(change, Message::Response(0), ORIGIN, SHOP);
            answer(change, Message::Response(0)).remove("Access-Control-Allow-Credentials");
        },
        blocked("allow-credentials-not-true"),
    ),
    (
        "an answer to OPTIONS without the method",
        "/v2/cart/items/9",
        |change| {
            answer(change, Message::Preflight(0)).status = 204;
            set(change, Message::Preflight(0), ORIGIN, SHOP);
            set(
                change,
                Message::Preflight(0),
                "Access-Control-Allow-Credentials",
                "true",
            );
        },
        blocked("method-not-allowed"),
    ),
    (
        "a good answer to OPTIONS, and nobody knows what comes then",
        "/v2/cart/items/9",
        |change| {
            answer(change, Message::Preflight(0)).status = 204;
            set(change, Message::Preflight(0), ORIGIN, SHOP);
            set(
                change,
                Message::Preflight(0),
                "Access-Control-Allow-Credentials",
                "true",
            );
            set(
                change,
                Message::Preflight(0),
                "Access-Control-Allow-Methods",
                "DELETE",
            );
        },
        [(Outcome::Undetermined, None); 3],
    ),
    (
        "a good answer to OPTIONS and to the request",
        "/v2/cart/items/9",
        |change| {
            for message in [Message::Preflight(0), Message::Response(0)] {
                answer(change, message).status = 200;
                set(change, message, ORIGIN, SHOP);
                set(change, message, "Access-Control-Allow-Credentials", "true");
            }
            set(
                change,
                Message::Preflight(0),
                "Access-Control-Allow-Methods",
                "DELETE",
            );
        },
        ALLOWED,
    ),
    (
        "401 in place of the redirect to the login",
        "/session",
        |change| {
            let answer = answer(change, Message::Response(0));
            answer.status = 401;
            answer.remove("Location");
        },
        ALLOWED,
    ),
    (
        "the login page names the page, but is asked with null",
        "/session",
        |change| {
            set(change, Message::Response(1), ORIGIN, SHOP);
            set(
                change,
                Message::Response(1),
                "Access-Control-Allow-Credentials",
                "true",
            );
        },
        blocked("allow-origin-mismatch"),
    ),
    (
        "a second line that is empty, which Firefox drops",
        "/flags.json",
        |change| {
            set(change, Message::Response(0), ORIGIN, SHOP);
            answer(change, Message::Response(0))
                .headers
                .push((ORIGIN.to_owned(), String::new()));
        },
        [
            (Outcome::Blocked, Some("allow-origin-multiple")),
            (Outcome::Allowed, None),
            (Outcome::Blocked, Some("allow-origin-multiple")),
        ],
    ),
    (
        "the final address in place of the redirect",
        "/v1/coupons",
        |change| {
            change.url = Some("https://api.shop.example/v2/coupons".to_owned());
            change.answers.truncate(1);
            let answer = answer(change, Message::Response(0));
            answer.status = 200;
            answer.remove("Location");
            answer.set(ORIGIN, SHOP);
        },
        ALLOWED,
    ),
    (
        "headers do not help an http URL on an https page",
        "/prices",
        |change| {
            let answer = answer(change, Message::Response(0));
            answer.status = 200;
            answer.set(ORIGIN, "*");
        },
        blocked("mixed-content"),
    ),
    (
        "nobody answers, whatever the credentials",
        "/health",
        |change| change.credentials = Some(CredentialsMode::Omit),
        [(Outcome::Failed, None); 3],
    ),
];

#[test]
fn edits_change_the_verdict_as_the_browsers_would() {
    let report = open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har"));
    for (what, end, edit, expected) in EDITS {
        let id = exchange(&report, end);
        let mut change = report.recorded_answers(id);
        edit(&mut change);
        let verdicts = report.what_if(id, &change);
        let found = [Profile::Chromium, Profile::Firefox, Profile::WebKit].map(|profile| {
            let verdict = verdicts.of(profile);
            (
                verdict.outcome,
                verdict.because.map(|refusal| refusal.kind.name()),
            )
        });
        assert_eq!(&found, expected, "{what}");
    }
}

#[test]
fn without_an_edit_nothing_changes() {
    for path in support::fixtures() {
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        let report = Report::new(vec![capture]);
        for id in report.ids() {
            let recorded = report.what_if(id, &report.recorded_answers(id));
            assert_eq!(&recorded, report.row(id).verdicts, "{}", path.display());
        }
    }
}

#[test]
fn a_header_is_set_once_and_taken_out_whole() {
    let mut change = WhatIf::default();
    change.answers.push(corslens::verdict::what_if::Answer {
        message: Message::Response(0),
        status: 200,
        headers: [("Vary", "Accept"), ("X", "1"), ("vary", "Origin")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
    });
    let answer = &mut change.answers[0];
    answer.set("VARY", "Origin");
    assert_eq!(answer.headers.len(), 2);
    assert_eq!(answer.headers[0], ("Vary".to_owned(), "Origin".to_owned()));
    answer.remove("vary");
    answer.set("Y", "2");
    assert_eq!(answer.headers[1], ("Y".to_owned(), "2".to_owned()));
}

fn open(path: &Path) -> Report {
    Report::new(vec![input::open(path, &mut |_| {}).unwrap()])
}

fn exchange(report: &Report, end: &str) -> ExchangeId {
    let found: Vec<ExchangeId> = report
        .ids()
        .filter(|id| report.row(*id).url.ends_with(end))
        .collect();
    assert_eq!(found.len(), 1, "{end}");
    found[0]
}

fn answer(change: &mut WhatIf, message: Message) -> &mut corslens::verdict::what_if::Answer {
    change
        .answers
        .iter_mut()
        .find(|answer| answer.message == message)
        .unwrap()
}

fn set(change: &mut WhatIf, message: Message, name: &str, value: &str) {
    answer(change, message).set(name, value);
}
