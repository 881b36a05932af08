//! Filters against a small report made by hand.

use super::*;
use crate::exchange::{Exchange, Hop, Preflight};
use crate::fetch::RefusalKind;
use crate::report::{Assessment, Cause, ExchangeId};
use crate::verdict::{Needs, Unknown, Verdicts};

struct Sample {
    report: Report,
}

impl Sample {
    fn new() -> Self {
        let refusal = Refusal {
            kind: RefusalKind::AllowOriginMissing,
            phase: Phase::Preflight,
            hop: 0,
        };
        let allowed = Verdict::plain(Outcome::Allowed);
        let split = Verdicts::new(allowed, |profile| match profile {
            Profile::Firefox => Verdict::plain(Outcome::Blocked),
            _ => allowed,
        });
        let verdicts = [
            Verdicts::all(Verdict::blocked(refusal)),
            split,
            Verdicts::all(Verdict::undetermined(Needs::of(Unknown::Credentials))),
            Verdicts::all(Verdict::plain(Outcome::Failed)),
        ];
        let exchanges = verdicts
            .into_iter()
            .enumerate()
            .map(|(number, verdicts)| Assessment {
                capture: 0,
                exchange: Exchange {
                    hops: [Hop {
                        entry: crate::capture::EntryId::new(0),
                        preflight: Preflight::NotSeen,
                        stored: None,
                        rival: None,
                    }]
                    .into_iter()
                    .collect(),
                    orphan: None,
                },
                recorded: Recorded::Unknown,
                verdicts,
                reasons: [None, None],
                cause: (number == 0).then_some(0),
                origin: None,
            })
            .collect();
        let capture = crate::capture::Capture {
            file: "monday.har".to_owned(),
            ..Default::default()
        };
        Self {
            report: Report {
                captures: vec![capture].into(),
                exchanges,
                causes: vec![Cause {
                    id: "options-without-route@api.shop.example".to_owned(),
                    title: "OPTIONS has no route".to_owned(),
                    ..Cause::default()
                }],
                ..Report::default()
            },
        }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let facts = [
            (
                "DELETE",
                "https://api.shop.example/v2/cart/items/9?q=a,b",
                Some("https://shop.example"),
                Some(405),
                Some("fetch"),
            ),
            (
                "GET",
                "https://cdn.shop.example:8443/f/Inter.woff2",
                Some("https://www.shop.example"),
                Some(200),
                Some("font"),
            ),
            ("GET", "http://localhost:3000/a b", Some("null"), None, None),
            (
                "POST",
                "https://old.example/shop.example",
                None,
                Some(0),
                Some("xhr"),
            ),
        ];
        facts
            .into_iter()
            .enumerate()
            .map(|(number, (method, url, origin, status, resource))| {
                let id = ExchangeId(u32::try_from(number).unwrap());
                let assessment = &self.report.exchanges[number];
                Row {
                    id,
                    capture: &self.report.captures[0],
                    outcome: assessment.verdicts.recorded_by.outcome,
                    verdicts: &assessment.verdicts,
                    recorded: assessment.recorded,
                    method,
                    url,
                    origin,
                    page: (number == 0).then_some("https://shop.example/checkout"),
                    status,
                    resource,
                    started: None,
                    refusal: assessment.verdicts.recorded_by.because,
                    cause: assessment.cause,
                }
            })
            .collect()
    }

    fn matching(&self, filter: &str) -> Vec<usize> {
        let filter = Filter::parse(filter).unwrap_or_else(|e| panic!("{filter}: {e}"));
        let rows = self.rows();
        (0..rows.len())
            .filter(|&i| filter.matches(&self.report, &rows[i]))
            .collect()
    }
}

#[test]
fn filters_find_what_they_say() {
    let sample = Sample::new();
    for (filter, expected) in [
        ("", &[0, 1, 2, 3][..]),
        ("   ", &[0, 1, 2, 3]),
        ("cart", &[0]),
        ("CART", &[0]),
        ("allow-origin", &[0]),
        ("delete", &[0]),
        ("/v2/cart", &[0]),
        ("/items\\/\\d/", &[0]),
        ("https://api.shop.example", &[0]),
        ("localhost:3000", &[2]),
        ("\"a b\"", &[2]),
        ("cart*9", &[0]),
        ("origin:shop.example", &[0]),
        ("origin:https://shop.example", &[0]),
        ("origin:https://shop.example/cart", &[0]),
        ("origin:http://shop.example", &[]),
        ("origin:*.shop.example", &[1]),
        ("origin:*shop.example", &[0, 1]),
        ("origin:null", &[2]),
        ("origin:unknown", &[3]),
        ("origin:/^https:/", &[0, 1]),
        ("host:shop.example", &[]),
        ("host:api.shop.example", &[0]),
        ("host:cdn.shop.example:8443", &[1]),
        ("host:cdn.shop.example", &[1]),
        ("host:localhost", &[2]),
        ("path:shop.example", &[3]),
        ("path:/v2/", &[0]),
        ("path:q=", &[]),
        ("url:q=a,b", &[0]),
        ("url:\"a b\"", &[2]),
        ("method:get", &[1, 2]),
        ("method:PUT,DELETE", &[0]),
        ("status:>=400", &[0]),
        ("status:4xx", &[0]),
        ("status:200..299", &[1]),
        ("status:<400", &[1, 3]),
        ("status:none", &[2, 3]),
        ("status:405,200", &[0, 1]),
        ("rule:allow-origin-missing", &[0]),
        ("cause:route", &[0]),
        ("cause:none", &[1, 2, 3]),
        ("verdict:blocked", &[0]),
        ("verdict:failed,undetermined", &[2, 3]),
        ("phase:preflight", &[0]),
        ("firefox:blocked", &[0, 1]),
        ("Chrome:allowed", &[1]),
        ("safari:allowed", &[1]),
        ("browser:disagree", &[1]),
        ("recorded:unknown", &[0, 1, 2, 3]),
        ("type:font", &[1]),
        ("type:unknown", &[2]),
        ("page:checkout", &[0]),
        ("file:monday", &[0, 1, 2, 3]),
        ("!verdict:blocked", &[1, 2, 3]),
        ("-verdict:blocked -method:GET", &[3]),
        ("not not cart", &[0]),
        ("method:GET status:200", &[1]),
        ("method:GET and status:200", &[1]),
        ("cart or font:8 or woff2", &[0, 1]),
        ("method:GET (status:200 or origin:null)", &[1, 2]),
        ("!(method:GET or method:POST)", &[0]),
        ("method:GET or method:POST status:0", &[1, 2, 3]),
    ] {
        assert_eq!(sample.matching(filter), expected, "{filter}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (filter, at, message) in [
        (
            "cart orign:x",
            5,
            "unknown field `orign`; did you mean `origin`?",
        ),
        (
            "verdict:blokced",
            8,
            "unknown verdict `blokced`; did you mean `blocked`?",
        ),
        (
            "rule:alow-origin-missing",
            5,
            "unknown rule `alow-origin-missing`; did you mean `allow-origin-missing`?",
        ),
        (
            "rule:zzz",
            5,
            "unknown rule `zzz`; `corslens rules` lists them",
        ),
        (
            "rule:zzz\u{1b}[31m",
            5,
            "unknown rule `zzz\\u{1b}[31m`; `corslens rules` lists them",
        ),
        (
            "phase:x",
            6,
            "unknown phase `x`; it can be request, preflight, redirect, response",
        ),
        (
            "status:many",
            7,
            "`many` is not a status; write `404`, `4xx`, `>=400`, `400..499` or `none`",
        ),
        (
            "origin:",
            7,
            "a value is missing, as in `origin:shop.example`",
        ),
        ("a (b or c", 2, "this `(` is never closed"),
        ("a) b", 1, "this `)` has no `(`"),
        ("a or", 4, "a search term is missing here"),
        ("or a", 0, "a search term is missing before this word"),
        ("a ()", 3, "a search term is missing before this `)`"),
        ("\"open", 0, "this quote is never closed"),
        ("!", 1, "a search term is missing here"),
        ("url:/(/", 4, "invalid regular expression: unclosed group"),
        ("/a{1000}{1000}/", 0, "this regular expression is too large"),
        (
            "status:/4../",
            7,
            "this field does not support regular expressions",
        ),
    ] {
        let error = Filter::parse(filter).unwrap_err();
        assert_eq!(
            (error.at, error.message.as_str()),
            (at, message),
            "{filter}"
        );
    }
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    for filter in [
        "(".repeat(100_000),
        "!".repeat(100_000),
        "not ".repeat(100_000),
    ] {
        let error = Filter::parse(&filter).unwrap_err();
        assert_eq!(error.message, "nested too deeply");
    }
}

#[test]
fn the_table_of_fields_is_whole() {
    for field in FIELDS {
        assert!(Filter::parse(field.example).is_ok(), "{}", field.example);
        assert!(field.help.len() < 60, "{}", field.name);
        for name in std::iter::once(&field.name).chain(field.aliases) {
            let found: Vec<_> = FIELDS
                .iter()
                .filter(|f| f.name == *name || f.aliases.contains(name))
                .collect();
            assert_eq!(found.len(), 1, "{name}");
        }
    }
}

#[test]
fn a_clause_asks_for_its_value() {
    let sample = Sample::new();
    for (field, value, expected) in [
        ("origin", "https://shop.example", &[0][..]),
        ("url", "a b", &[2]),
        ("url", "q=a,b", &[0]),
        ("url", "*", &[]),
        ("url", "\"", &[]),
        ("path", "/v2/cart/items/9", &[0]),
    ] {
        assert_eq!(
            sample.matching(&Filter::clause(field, value)),
            expected,
            "{value}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC*") {
        if let Err(error) = Filter::parse(&text) {
            assert!(text.is_char_boundary(error.at));
        }
    }
}
