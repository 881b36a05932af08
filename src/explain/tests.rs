use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::explanation::{CAUSES as COMMON_CAUSES, FIX, LOOK_AT, MEANING};
use super::names::{OFFERED, normal};
use super::terms::terms;
use super::*;
use crate::browsers::codes;
use crate::causes::CAUSES;
use crate::fetch::Phase;
use crate::fetch::Refusal;
use crate::fetch::RefusalKind;

fn found(text: &str) -> Explanation {
    match explain(text) {
        Answer::Found(explanation) => *explanation,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn every_rule_is_explained_under_its_name_and_every_browsers_code() {
    for kind in RefusalKind::ALL {
        assert_eq!(found(kind.name()).term, kind.name());
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
            let names = [
                codes::chromium(refusal),
                codes::firefox(refusal),
                codes::mdn(kind),
            ];
            for name in names.into_iter().flatten() {
                found(name);
            }
        }
        if let Some(name) = codes::chromium(Refusal {
            kind,
            phase: Phase::Response,
            hop: 0,
        }) && name.starts_with(|c: char| c.is_ascii_uppercase())
            && kind != RefusalKind::AuthorizationNotCovered
        {
            assert_eq!(found(name).term, kind.name(), "{name}");
        }
    }
}

#[test]
fn every_rule_of_the_table_is_explained() {
    for rule in crate::rules::RULES {
        assert_eq!(found(rule.name).term, rule.name);
        for name in rule.also_known_as {
            found(name);
        }
        let explanation = Explanation::of_rule(rule);
        for heading in [MEANING, COMMON_CAUSES, LOOK_AT, FIX] {
            assert!(!explanation.section(heading).is_empty(), "{}", rule.name);
        }
        assert!(!explanation.text(Some(80)).contains("```"), "{}", rule.name);
    }
}

#[test]
fn every_cause_is_explained() {
    for kind in CAUSES {
        assert_eq!(found(kind.name).term, kind.name);
        for name in kind.also_known_as {
            found(name);
        }
        let explanation = Explanation::of_cause(kind);
        for heading in [MEANING, COMMON_CAUSES, LOOK_AT, FIX] {
            assert!(!explanation.section(heading).is_empty(), "{}", kind.name);
        }
        assert!(!explanation.text(Some(80)).contains('`'), "{}", kind.name);
    }
}

/// Rules, codes and categories as they are written elsewhere, each with the term it belongs to.
const NAMES: &[(&str, &str)] = &[
    ("MissingAllowOriginHeader", "allow-origin-missing"),
    ("kMissingAllowOriginHeader", "allow-origin-missing"),
    (
        "Network.CorsError.MissingAllowOriginHeader",
        "allow-origin-missing",
    ),
    ("CORSMissingAllowOrigin2", "allow-origin-missing"),
    ("corsmissingalloworigin", "allow-origin-missing"),
    ("acao-missing", "allow-origin-missing"),
    ("preflight-acao-missing", "allow-origin-missing"),
    ("acao-multiple-headers", "allow-origin-multiple"),
    (
        "PreflightMultipleAllowOriginValues",
        "allow-origin-multiple",
    ),
    ("CORSPreflightDidNotSucceed3", "preflight-status-not-ok"),
    ("CORSDidNotSucceed2", "network-error"),
    ("CORSMissingAllowHeaderFromPreflight2", "header-not-allowed"),
    (
        "CORSAllowHeaderFromPreflightDeprecation",
        "authorization-not-covered",
    ),
    ("net::ERR_CONNECTION_REFUSED", "network-error"),
    ("ERR_NAME_NOT_RESOLVED", "network-error"),
    ("net::ERR_FAILED", "unexplained"),
    ("net::ERR_BLOCKED_BY_ORB", "opaque-response-blocked"),
    ("corp-not-same-origin", "corp-same-origin"),
    (
        "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
        "coep-corp",
    ),
    ("mixed-content", "mixed-content"),
    ("LocalNetworkAccessPermissionDenied", "local-network-access"),
    (
        "PreflightMissingAllowPrivateNetwork",
        "private-network-access",
    ),
    ("NoCorsRedirectModeNotFollow", "redirect-mode"),
    ("InvalidResponse", "preflight-failed"),
    (
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin",
        "allow-origin-missing",
    ),
    ("Reason: CORSMethodNotFound", "method-not-allowed"),
    ("preflight-unauthorized", "preflight-unauthorized"),
    ("headers-set-twice", "headers-set-twice"),
    (
        "Access-Control-Allow-Headers",
        "access-control-allow-headers",
    ),
    ("Vary", "vary-origin-missing"),
    ("nginx", "nginx"),
    ("ASP.NET", "asp-net-core"),
    ("azure", "azure"),
    ("TypeError: Failed to fetch", "failed-to-fetch"),
    ("preflight", "preflight"),
    ("cors error", "cors-error"),
    ("CORS error", "cors-error"),
    ("401", "status-401"),
    ("403 (Forbidden)", "status-403"),
    ("404", "status-404"),
    ("405", "status-405"),
    ("500", "status-500"),
    ("502", "status-502"),
    ("504", "status-502"),
    (
        "strict-origin-when-cross-origin",
        "strict-origin-when-cross-origin",
    ),
    (
        "Referrer Policy: strict-origin-when-cross-origin",
        "strict-origin-when-cross-origin",
    ),
];

#[test]
fn names_as_others_write_them() {
    for (name, term) in NAMES {
        assert_eq!(found(name).term, *term, "{name}");
    }
}

#[test]
fn every_rule_of_the_reference_resolves() {
    for name in [
        "acao-wildcard-with-credentials preflight-acao-wildcard-with-credentials acao-multiple-values",
        "preflight-acao-multiple-headers preflight-acao-multiple-values acao-invalid",
        "preflight-acao-invalid acao-mismatch preflight-acao-mismatch acao-null-literal acac-missing",
        "acac-not-true preflight-acac-missing preflight-acac-not-true preflight-missing",
        "preflight-network-error preflight-status-not-ok preflight-redirect acam-invalid acah-invalid",
        "method-not-allowed header-not-allowed authorization-not-covered-by-wildcard",
        "redirect-contains-credentials redirect-non-http-scheme too-many-redirects",
        "redirect-tainted-origin-null redirect-mode-error no-cors-redirect-mode disallowed-by-mode",
        "cors-disabled-scheme cors-disabled-by-user origin-header-not-addable actual-network-error",
        "lna-permission-denied lna-insecure-context lna-target-mismatch pna-header-missing",
        "pna-header-invalid pna-device-id-missing pna-device-name-missing pna-unexpected",
        "max-age-invalid max-age-capped max-age-missing expose-headers-missing",
        "expose-headers-wildcard-with-credentials expose-headers-invalid expose-headers-on-preflight",
        "vary-origin-missing cached-response-without-acao corp-blocked coep-corp-blocked orb-blocked",
        "nosniff-blocked tao-missing mixed-content csp-blocked",
        "InsecureLocalNetwork InvalidLocalNetworkAccess InsecurePrivateNetwork",
        "InvalidPrivateNetworkAccess PreflightInvalidAllowPrivateNetwork",
        "PreflightMissingPrivateNetworkAccessId PreflightMissingPrivateNetworkAccessName",
        "UnexpectedPrivateNetworkAccess PrivateNetworkAccessPermissionUnavailable CORSDisabled",
        "CORSOriginHeaderNotAdded CORSRequestNotHttp CORSMultipleAllowOriginNotAllowed MimeTypeMismatch2",
        "BlockMixedActiveContent csp content-type ORB COEP SOP coep-frame-resource-needs-coep-header",
    ]
    .iter()
    .flat_map(|line| line.split(' '))
    {
        found(name);
    }
}

#[test]
fn no_name_belongs_to_two_terms() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for term in terms() {
        let names: BTreeSet<String> = std::iter::once(&term.name)
            .chain(term.also_known_as)
            .map(|name| normal(name))
            .collect();
        for name in names {
            assert!(!name.is_empty());
            if let Some(other) = owners.insert(name.clone(), term.name) {
                panic!("{name} is {other} and {}", term.name);
            }
        }
    }
}

#[test]
fn every_term_is_written_out() {
    for term in terms() {
        assert!(!term.title.ends_with('.'), "{}", term.name);
        assert!(term.meaning.ends_with('.'), "{}", term.name);
        let sentences = term.causes.iter().chain(term.look_at).chain(term.fix);
        for sentence in sentences {
            assert!(sentence.ends_with(['.', '?']), "{}: {sentence}", term.name);
            assert!(!sentence.contains("  "), "{}: {sentence}", term.name);
        }
        let text = Explanation::of_term(term).filled().text(Some(80));
        for hole in [
            "{origin}", "{url}", "{host}", "{value}", "{status}", "{space}",
        ] {
            assert!(!text.contains(hole), "{text}");
        }
    }
}

#[test]
fn every_line_of_a_console_leads_to_a_name() {
    for term in crate::console::terms() {
        assert!(super::names::title(term).is_some(), "{term}");
    }
}

/// What three browsers printed for real failures, with the code or category they gave.
const CONSOLE: &str = include_str!("../../fixtures/console.tsv");

#[test]
fn lines_of_real_browsers_are_recognised_with_their_values() {
    let mut count = 0;
    for row in CONSOLE.lines().filter(|row| !row.starts_with('#')) {
        let mut fields = row.split('\t');
        let (code, values, line) = (
            fields.next().unwrap(),
            fields.next().unwrap(),
            fields.next().unwrap(),
        );
        let explanation = found(line);
        let allowed: Vec<&str> = code.split('|').collect();
        assert!(
            allowed.contains(&explanation.term),
            "{} instead of {code}: {line}",
            explanation.term
        );
        for pair in values.split(' ').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap();
            let value = value.replace("%20", " ");
            let got = explanation.values.iter().find(|(n, _)| *n == name);
            assert_eq!(
                got.map(|(_, v)| v.as_str()),
                Some(value.as_str()),
                "{name}: {line}"
            );
        }
        count += 1;
    }
    assert!(count > 100, "{count}");
}

#[test]
fn values_are_filled_in() {
    let explanation = found(
        "Access to fetch at 'https://config.example/flags.json' from origin 'https://shop.example' \
         has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value \
         'https://shop.example/' that is not equal to the supplied origin. Have the server send \
         the header with a valid value.",
    );
    assert_eq!(explanation.term, "allow-origin-mismatch");
    assert_eq!(explanation.said_by, Some("Chromium"));
    assert_eq!(
        explanation.observations,
        [
            "The page is https://shop.example, but the value is https://shop.example/: it ends with \
             a slash, and an origin does not."
        ]
    );
    insta::assert_snapshot!(explanation.text(Some(80)));
}

#[test]
fn a_failure_beside_a_status_is_told_from_one_without() {
    let withheld = found("GET https://a.example/x net::ERR_FAILED 200 (OK)");
    assert_eq!(withheld.term, "answer-withheld");
    assert!(
        withheld.section(MEANING)[0]
            .starts_with("The response of https://a.example/x had the status 200,")
    );
    assert!(withheld.section(FIX)[0].starts_with("Let a.example send Access-Control-Allow-Origin"));

    let failed = found("main.js:7  GET https://a.example/x net::ERR_FAILED 502 (Bad Gateway)");
    assert_eq!(failed.term, "answer-withheld");
    assert!(failed.observations[0].starts_with("The status is 502: a gateway"));

    let nothing = found("PUT https://a.example/x net::ERR_FAILED");
    assert_eq!(nothing.term, "nothing-came-back");
    assert!(nothing.section(MEANING)[0].starts_with("https://a.example/x has no status"));
    assert_eq!(
        nothing.values,
        [
            ("url", "https://a.example/x".to_owned()),
            ("method", "PUT".to_owned())
        ]
    );

    // The line with the reason says more.
    let both = found(
        "Access to fetch at 'https://a.example/x' from origin 'https://b.example' has been blocked \
         by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested \
         resource.\nGET https://a.example/x net::ERR_FAILED 200 (OK)",
    );
    assert_eq!(both.term, "allow-origin-missing");
}

#[test]
fn a_preflight_is_said_to_be_one() {
    let observed = |name: &str| found(name).observations.join(" ");
    let preflight = observed("PreflightMissingAllowOriginHeader");
    assert!(preflight.contains("never sent") && preflight.contains("OPTIONS"));
    assert!(!observed("MissingAllowOriginHeader").contains("never sent"));
}

#[test]
fn the_fix_of_a_rule_names_the_page_and_the_host_that_were_pasted() {
    let explanation = found(
        "Access to fetch at 'https://config.test/flags.json' from origin 'https://app.test' has \
         been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the \
         requested resource.",
    );
    let fix = explanation.section(FIX);
    assert!(
        fix.contains(&"Access-Control-Allow-Origin: https://app.test".to_owned()),
        "{fix:?}"
    );
    // An example stays an example.
    assert!(explanation.section("Example")[0].contains("https://shop.example"));
}

#[test]
fn a_name_that_several_rules_share_says_so() {
    let explanation = found("CORSDidNotSucceed2");
    assert_eq!(explanation.term, "network-error");
    assert!(explanation.observations[0].contains("preflight-failed"));
}

#[test]
fn a_misspelt_word_gets_the_nearest() {
    for (text, first) in [
        ("allow-orign-missing", "allow-origin-missing"),
        ("MissingAlowOriginHeader", "MissingAllowOriginHeader"),
        ("CORSDidNotSuceed", "CORSDidNotSucceed"),
        ("prefligth", "preflight"),
        ("wildcard credentials", "wildcard-with-credentials"),
        ("cors-not", "cors-not-configured"),
        ("preflight-statu", "preflight-status-not-ok"),
        ("prefligth status", "preflight-status-not-ok"),
        ("nginx-always", "nginx-without-always"),
    ] {
        match explain(text) {
            Answer::Nearest(names) => {
                assert_eq!(names[0], first, "{text}");
                assert!(names.len() <= OFFERED);
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    for text in [
        "",
        "   ",
        "zzzzqqqq",
        "?",
        "a sentence about nothing in particular",
    ] {
        assert_eq!(explain(text), Answer::Nothing, "{text}");
    }
}

#[test]
fn pasted_text_cannot_harm_the_terminal() {
    let explanation = found(
        "Access to fetch at 'https://a.example/\u{1b}]0;x\u{7}\u{202e}' from origin \
         'https://b.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' \
         header contains the invalid value '\u{1b}[2J\u{9b}31m'. Have",
    );
    assert_eq!(explanation.term, "allow-origin-invalid");
    let text = explanation.text(None);
    assert!(
        !text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']),
        "{text:?}"
    );
}

#[test]
fn a_very_long_text_is_cut_and_answered() {
    let long = format!(
        "The 'Access-Control-Allow-Origin' header contains the invalid value '{}'.",
        "é".repeat(5000)
    );
    let explanation = found(&long);
    assert_eq!(explanation.term, "allow-origin-invalid");
    assert!(explanation.section(MEANING)[0].len() < 1000);
    assert_eq!(explain(&"x".repeat(1_000_000)), Answer::Nothing);
}

/// What people paste, and the article that each leads to.
const PASTED: &str = include_str!("../../fixtures/explain.tsv");

#[test]
fn what_people_paste_leads_to_its_article() {
    let rows = PASTED.lines().filter(|row| !row.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (article, text) in rows.filter_map(|row| row.split_once('\t')) {
        let got = match explain(text) {
            Answer::Found(explanation) => explanation.term,
            Answer::Nearest(_) | Answer::Nothing => "-",
        };
        if got != article {
            wrong.push(format!("{got} instead of {article}: {text}"));
        }
        count += 1;
    }
    assert!(count > 150, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
