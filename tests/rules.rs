//! The table of rules as a whole: named, documented, known by the browsers' names, each with a
//! fixture that breaks it.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use corslens::browsers::{Profile, codes};
use corslens::console;
use corslens::explain::{Answer, explain};
use corslens::fetch::{Phase, Refusal, RefusalKind};
use corslens::input;
use corslens::report::{Finding, Report};
use corslens::rules::{self, Block, RULES, Severity};
use serde_json::Value;

#[test]
fn every_refusal_has_the_rule_of_its_name() {
    for kind in RefusalKind::ALL {
        let rule = rules::of(kind).unwrap_or_else(|| panic!("{} has no rule", kind.name()));
        assert_eq!(rule.name, kind.name());
        assert_eq!(rule.severity, Severity::Error, "{}", rule.name);
    }
}

#[test]
fn names_are_unique_and_in_kebab_case() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        assert!(names.insert(rule.name), "{} is there twice", rule.name);
        let words = || rule.name.split('-');
        assert!(
            words().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
            "{}",
            rule.name
        );
        assert_eq!(
            rules::by_name(rule.name).map(|found| found.name),
            Some(rule.name)
        );
    }
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        let mut wanted = vec![
            "What it means",
            "Why it matters",
            "Common causes",
            "What to look at",
            "Example",
            "How to fix it",
            "What browsers say",
        ];
        if rule.refusal.is_some() {
            wanted.remove(1);
        }
        let sections = rule.sections();
        let headings: Vec<&str> = sections.iter().map(|s| s.heading.as_str()).collect();
        assert_eq!(headings, wanted, "{}", rule.name);
        for section in &sections {
            assert!(
                !section.blocks.is_empty(),
                "{}: {}",
                rule.name,
                section.heading
            );
        }
        assert_eq!(
            rule.documentation()
                .lines()
                .filter(|line| line.starts_with("```"))
                .count()
                % 2,
            0,
            "{}: a code block is not closed",
            rule.name
        );
        let fix = sections.iter().find(|s| s.heading == "How to fix it");
        assert!(
            fix.is_some_and(|fix| fix.blocks.iter().any(|b| matches!(b, Block::Code(_)))),
            "{}: no header to send",
            rule.name
        );
    }
}

#[test]
fn a_rule_is_explained_in_its_own_words() {
    for rule in RULES {
        let Answer::Found(explanation) = explain(rule.name) else {
            panic!("{} is not explained", rule.name);
        };
        assert_eq!(explanation.term, rule.name);
        assert_eq!(explanation.title, rule.summary);
        assert_eq!(explanation.sections, rule.sections(), "{}", rule.name);
    }
}

/// Rules whose messages other rules share, or that a console names in the words of another.
const SAID_AS: &[(&str, &str)] = &[
    ("allow-origin-invalid", "allow-origin-mismatch"),
    ("allow-origin-invalid", "allow-origin-missing"),
    ("allow-origin-mismatch", "allow-origin-missing"),
    ("allow-origin-multiple", "allow-origin-mismatch"),
    (
        "authorization-covered-by-wildcard-only",
        "authorization-not-covered",
    ),
    ("coep-corp", "corp-same-origin"),
    ("corp-same-site", "corp-same-origin"),
    ("cors-header-sent-by-client", "header-not-allowed"),
    ("disallowed-by-mode", "same-origin-policy"),
    ("frame-refused", "content-security-policy"),
    // After a preflight, in Firefox.
    ("network-error", "allow-origin-multiple"),
    ("preflight-failed", "network-error"),
    ("redirect-contains-credentials", "network-error"),
    ("redirect-scheme", "network-error"),
    ("too-many-redirects", "network-error"),
];

#[test]
fn what_browsers_say_is_recognised_as_the_rule() {
    let mut recognised = 0;
    let mut wrong = Vec::new();
    for rule in RULES {
        let sections = rule.sections();
        let says = sections.last().unwrap();
        let lines = says.blocks.iter().filter_map(|block| match block {
            Block::Code(lines) => Some(lines),
            _ => None,
        });
        for line in lines.flatten() {
            let Some(found) = console::recognise(line) else {
                continue;
            };
            let fits = found.term == rule.name
                || matches!(found.term, "access-control-checks" | "failed-to-fetch")
                || SAID_AS.contains(&(rule.name, found.term));
            recognised += 1;
            if !fits {
                wrong.push(format!("{}: {} says: {line}", rule.name, found.term));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(recognised > 50, "{recognised}");
}

#[test]
fn summaries_follow_a_count() {
    for rule in RULES {
        assert!(!rule.summary.ends_with('.'), "{}", rule.name);
        assert!(rule.summary.len() <= 72, "{}: {}", rule.name, rule.summary);
        assert!(
            !rule.summary.starts_with("The ") && !rule.summary.starts_with("A "),
            "{}",
            rule.name
        );
    }
}

#[test]
fn every_rule_names_its_section_of_the_standard() {
    for rule in RULES {
        assert!(rule.spec.starts_with("https://"), "{}", rule.name);
        assert!(url::Url::parse(rule.spec).is_ok(), "{}", rule.name);
        if rule.spec.contains(".spec.whatwg.org/") {
            assert!(rule.spec.contains('#'), "{}", rule.name);
        }
    }
}

#[test]
fn every_code_that_is_printed_leads_to_its_rule() {
    for kind in RefusalKind::ALL {
        for phase in [
            Phase::Request,
            Phase::Preflight,
            Phase::Redirect,
            Phase::Response,
        ] {
            let refusal = Refusal {
                kind,
                phase,
                hop: 0,
            };
            let codes = [
                codes::chromium(refusal),
                codes::firefox(refusal),
                codes::mdn(kind),
            ];
            for code in codes.into_iter().flatten() {
                let found = rules::known_as(code);
                assert!(
                    found.iter().any(|rule| rule.refusal == Some(kind)),
                    "{code} does not lead to {}",
                    kind.name()
                );
            }
        }
    }
}

/// The browsers' names that stand for more than one fault.
const SHARED: &[(&str, &[&str])] = &[
    (
        "CORSAllowOriginNotMatchingOrigin",
        &[
            "allow-origin-multiple",
            "allow-origin-invalid",
            "allow-origin-mismatch",
        ],
    ),
    ("CORSDidNotSucceed", &["preflight-failed", "network-error"]),
    (
        "CORSDidNotSucceed2",
        &[
            "preflight-failed",
            "network-error",
            "redirect-contains-credentials",
            "redirect-scheme",
            "too-many-redirects",
            "port-blocked",
        ],
    ),
    (
        "CORSMissingAllowHeaderFromPreflight",
        &["header-not-allowed", "authorization-not-covered"],
    ),
    (
        "CORSMissingAllowHeaderFromPreflight2",
        &["header-not-allowed", "authorization-not-covered"],
    ),
    (
        "CORSRequestNotHttp",
        &["redirect-scheme", "scheme-not-supported"],
    ),
    ("SOP", &["redirect-scheme", "disallowed-by-mode"]),
    ("COEP", &["corp-same-origin", "corp-same-site", "coep-corp"]),
    (
        "HeaderDisallowedByPreflightResponse",
        &["header-not-allowed", "authorization-not-covered"],
    ),
    (
        "net::ERR_BLOCKED_BY_RESPONSE",
        &[
            "corp-same-origin",
            "corp-same-site",
            "coep-corp",
            "frame-refused",
        ],
    ),
    (
        "net::ERR_FAILED",
        &["redirect-mode", "service-worker", "unexplained"],
    ),
    ("inspector", &["blocked-by-client", "stopped-in-browser"]),
    (
        "net::ERR_UNKNOWN_URL_SCHEME",
        &["redirect-scheme", "scheme-not-supported"],
    ),
];

#[test]
fn a_browsers_name_leads_to_one_rule_unless_the_browser_shares_it() {
    let mut by_word: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in RULES {
        for word in rule.also_known_as {
            assert!(!word.is_empty() && word.trim() == *word, "{}", rule.name);
            // Chromium's blocked reason for mixed content is the rule's own name.
            let named = rules::by_name(word).is_none_or(|found| found.name == rule.name);
            assert!(named, "{word} is another rule's name");
            by_word.entry(word).or_default().push(rule.name);
        }
    }
    by_word.retain(|_, rules| rules.len() > 1);
    let shared: BTreeMap<&str, Vec<&str>> = SHARED
        .iter()
        .map(|(word, rules)| (*word, rules.to_vec()))
        .collect();
    assert_eq!(by_word, shared);
}

#[test]
fn words_are_found_in_small_and_capital_letters() {
    let names =
        |word: &str| -> Vec<&str> { rules::known_as(word).iter().map(|rule| rule.name).collect() };
    assert_eq!(names("corsmissingALLOWorigin"), ["allow-origin-missing"]);
    assert_eq!(names("Method-Not-Allowed"), ["method-not-allowed"]);
    assert!(names("NoSuchThing").is_empty());
}

/// The exchanges of a fixture, each with the expectation that names it, what refuses it by the
/// rules of any browser, and the notes on it.
struct Told {
    place: String,
    expected: Value,
    refusals: BTreeSet<&'static str>,
    notes: Vec<&'static str>,
}

fn told(path: &Path) -> Vec<Told> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value = serde_json::from_str(&text).unwrap();
    let expectations = document["log"]["_expect"].as_array().unwrap().clone();
    let capture = input::read(&mut text.as_bytes(), "fixture.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let mut all = Vec::new();
    for id in report.ids() {
        let row = report.row(id);
        let Some(expected) = expectations
            .iter()
            .find(|e| e["url"] == row.url && e["method"] == row.method)
        else {
            continue;
        };
        let mut notes = Vec::new();
        for finding in report.detail(id).findings {
            if rules::by_name(finding.rule).is_some_and(|rule| rule.check.is_some()) {
                check_note(&document, &finding);
                notes.push(finding.rule);
            }
        }
        all.push(Told {
            place: format!("{}: {} {}", path.display(), row.method, row.url),
            expected: expected.clone(),
            refusals: Profile::ALL
                .iter()
                .map(|profile| row.verdicts.of(*profile))
                .chain([&row.verdicts.recorded_by])
                .filter_map(|verdict| verdict.because)
                .map(|refusal| refusal.kind.name())
                .collect(),
            notes,
        });
    }
    assert_eq!(all.len(), expectations.len(), "{}", path.display());
    all
}

/// What a rule says must be a sentence, hold no secret of the fixture, and point at what it names.
fn check_note(document: &Value, finding: &Finding) {
    let rule = finding.rule;
    assert!(
        finding.summary.ends_with('.'),
        "{rule}: {}",
        finding.summary
    );
    for secret in ["c29tZXRoaW5n", "c2VjcmV0"] {
        assert!(
            !finding.summary.contains(secret),
            "{rule}: {}",
            finding.summary
        );
    }
    assert!(!finding.evidence.is_empty(), "{rule}");
    for evidence in &finding.evidence {
        let found = document
            .pointer(&evidence.place)
            .unwrap_or_else(|| panic!("{rule}: nothing at {}", evidence.place));
        if let Some(value) = &evidence.value {
            assert_eq!(found["name"], evidence.name.as_str(), "{rule}");
            assert_eq!(found["value"], value.as_str(), "{rule}");
        } else {
            let absent = |header: &Value| {
                header["name"]
                    .as_str()
                    .is_none_or(|name| !name.eq_ignore_ascii_case(&evidence.name))
            };
            let all_absent = found.as_array().is_none_or(|all| all.iter().all(absent));
            assert!(all_absent, "{rule}");
        }
    }
}

#[test]
fn every_rule_has_a_fixture_that_breaks_it() {
    for rule in RULES {
        let path = support::root().join(format!("fixtures/rules/{}.har", rule.name));
        let broken =
            |told: &Told| told.refusals.contains(rule.name) || told.notes.contains(&rule.name);
        assert!(told(&path).iter().any(broken), "{}", path.display());
    }
}

#[test]
fn fixtures_are_noted_as_they_expect() {
    let mut checked = 0;
    for path in support::fixtures() {
        if !path
            .parent()
            .is_some_and(|folder| folder.ends_with("fixtures/rules"))
        {
            continue;
        }
        for told in told(&path) {
            if let Some(expected) = told.expected.get("notes") {
                assert_eq!(expected, &Value::from(told.notes), "{}", told.place);
                checked += 1;
            }
        }
    }
    assert!(checked > 30, "only {checked} expectations");
}

#[test]
fn every_fixture_of_a_rule_has_its_rule() {
    for path in support::fixtures() {
        if path
            .parent()
            .is_some_and(|folder| folder.ends_with("fixtures/rules"))
        {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(rules::by_name(&name).is_some(), "{name}");
        }
    }
}
