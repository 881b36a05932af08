//! Policies that are not CORS, in captures of Chromium 156 and Firefox 153: what must be said of
//! each, and of a capture that looks alike and must not be taken for it.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use corslens::export::{self, Options};
use corslens::http::difference::{Difference, difference};
use corslens::input;
use corslens::report::Report;
use corslens::verdict::Outcome;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/policy")
        .join(name)
}

fn text(name: &str) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path(name)).expect("the fixture is there");
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("the fixture is gzip");
    text
}

fn read(text: &str) -> Report {
    let capture = input::read(&mut text.as_bytes(), "capture.har", &mut |_| {}).expect("a HAR");
    Report::new(vec![capture])
}

/// The outcome, the rule, and everything said about the request to a URL that ends like this.
fn told(report: &Report, end: &str) -> (Outcome, Option<&'static str>, String) {
    let id = report
        .ids()
        .find(|id| report.row(*id).url.ends_with(end))
        .unwrap_or_else(|| panic!("no request to {end}"));
    let row = report.row(id);
    let detail = report.detail(id);
    let mut said = vec![detail.headline.clone()];
    said.extend(detail.explanation.clone());
    said.extend(detail.unknowns.clone());
    for finding in &detail.findings {
        said.push(format!("[{}] {}", finding.rule, finding.summary));
        said.extend(finding.codes.chromium.clone());
        said.extend(finding.console.chromium.clone());
    }
    let rule = row.refusal.map(|refusal| refusal.kind.name());
    (row.outcome, rule, said.join("\n"))
}

/// File, the end of the URL, outcome, rule, words that are said, words that are not.
type Expected = (
    &'static str,
    &'static str,
    Outcome,
    Option<&'static str>,
    &'static [&'static str],
    &'static [&'static str],
);

const TABLE: &[Expected] = &[
    (
        "chromium-lna-raw.har.gz",
        ":18902/put",
        Outcome::Blocked,
        Some("local-network-access"),
        &["`loopback`", "Response headers do not help"],
        &["nothing in the capture shows why", "did not answer"],
    ),
    (
        "chromium-lna-raw.har.gz",
        ":18902/localhost",
        Outcome::Blocked,
        Some("local-network-access"),
        &["`loopback`"],
        &["nothing in the capture shows why"],
    ),
    (
        "chromium-lna-raw.har.gz",
        ":18902/ws",
        Outcome::Blocked,
        Some("local-network-access"),
        &["`loopback`"],
        &["did not answer"],
    ),
    (
        "chromium-lna-public.har.gz",
        ":18902/fetch",
        Outcome::Blocked,
        Some("local-network-access"),
        &[
            "LocalNetworkAccessPermissionDenied",
            "Permission was denied for this request to access the `loopback` address space.",
        ],
        &["InsecureLocalNetwork"],
    ),
    (
        "chromium-lna-http-public.har.gz",
        ":18902/fetch",
        Outcome::Blocked,
        Some("local-network-access"),
        &[
            "InsecureLocalNetwork",
            "The request client is not a secure context and the resource is in more-private \
             address space `loopback`.",
            "There is no prompt and no setting",
        ],
        &["Permission was denied"],
    ),
    (
        "firefox-deny-lna-public.har.gz",
        ":18902/fetch",
        Outcome::Blocked,
        Some("local-network-access"),
        &[],
        &["did not answer"],
    ),
    (
        "firefox-deny-lna-public.har.gz",
        ":18902/put",
        Outcome::Blocked,
        Some("local-network-access"),
        &[],
        &["did not answer"],
    ),
    (
        "lna-granted.har.gz",
        ":18623/status",
        Outcome::Allowed,
        None,
        &["[local-network-granted]", "loopback"],
        &[],
    ),
    (
        "chromium-dip-raw.har.gz",
        ":18912/img.svg",
        Outcome::Blocked,
        Some("dip-corp"),
        &["Document-Isolation-Policy"],
        &["Cross-Origin-Embedder-Policy"],
    ),
    (
        "chromium-dip-raw.har.gz",
        ":18912/f",
        Outcome::Allowed,
        None,
        &[],
        &["Document-Isolation-Policy"],
    ),
];

#[test]
fn policies_are_told_by_their_own_names() {
    for (file, end, outcome, rule, words, never) in TABLE {
        let report = read(&text(file));
        let (found, because, said) = told(&report, end);
        assert_eq!((found, because), (*outcome, *rule), "{file} {end}: {said}");
        for word in *words {
            assert!(said.contains(word), "{file} {end}: no {word:?} in\n{said}");
        }
        for word in *never {
            assert!(!said.contains(word), "{file} {end}: {word:?} in\n{said}");
        }
    }
}

/// File, what is changed into what, the end of the URL, and the rule that must not be named.
type Changed = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const LOOK_ALIKE: &[Changed] = &[
    // A page of this machine needs no permission; then the error stands for something else.
    (
        "chromium-lna-public.har.gz",
        &[
            ("93.184.216.34", "127.0.0.1"),
            (
                "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
                "net::ERR_CONNECTION_REFUSED",
            ),
        ],
        ":18902/fetch",
        "local-network-access",
    ),
    (
        "firefox-deny-lna-public.har.gz",
        &[("93.184.216.34", "127.0.0.1")],
        ":18902/fetch",
        "local-network-access",
    ),
    // Firefox asks from version 153 on.
    (
        "firefox-deny-lna-public.har.gz",
        &[("153.", "140.")],
        ":18902/fetch",
        "local-network-access",
    ),
    (
        "chromium-dip-raw.har.gz",
        &[
            ("Document-Isolation-Policy", "X-Document-Isolation-Policy"),
            (
                "AfterDefaultedToSameOriginByDip",
                "AfterDefaultedToSameOriginByCoep",
            ),
        ],
        ":18912/img.svg",
        "dip-corp",
    ),
    (
        "lna-granted.har.gz",
        &[("93.184.216.34", "127.0.0.1")],
        ":18623/status",
        "local-network-granted",
    ),
];

#[test]
fn what_looks_alike_is_not_taken_for_it() {
    for (file, changes, end, never) in LOOK_ALIKE {
        let mut document = text(file);
        for (from, to) in *changes {
            assert!(document.contains(from), "{file}: no {from}");
            document = document.replace(from, to);
        }
        let (_, because, said) = told(&read(&document), end);
        assert_ne!(because, Some(*never), "{file} {end}: {said}");
        assert!(
            !said.contains(&format!("[{never}]")),
            "{file} {end}: {said}"
        );
    }
}

#[test]
fn an_http_image_of_the_same_site_may_be_used_on_an_https_page() {
    let same_site = text("corp.har.gz");
    let rule = |document: &str| told(&read(document), "/a.png").1;
    assert_eq!(rule(&same_site), None);
    // The other way round it may not.
    let turned = same_site
        .replace("http://img.shop.example", "https://img.shop.example")
        .replace("https://www.shop.example", "http://www.shop.example");
    assert_eq!(rule(&turned), Some("corp-same-site"));
}

#[test]
fn a_recording_against_its_headers_is_a_contradiction_and_no_disagreement() {
    let report = read(&text("contradiction.har.gz"));
    let id = report.ids().next().expect("there is a request");
    let verdicts = report.row(id).verdicts;
    assert!(verdicts.contradicts_headers);
    assert!(!verdicts.browsers_disagree());
    let mut out = Vec::new();
    let ids: Vec<_> = report.ids().collect();
    let format = export::format("text").expect("there is a text report");
    (format.write)(&mut out, &report, &ids, &Options::default()).expect("it can be written");
    let out = String::from_utf8(out).expect("reports are UTF-8");
    assert!(
        out.contains("The recording contradicts its headers: 1 request"),
        "{out}"
    );
    assert!(!out.contains("Browsers disagree"), "{out}");
    // With the header that the page needs there is nothing to tell.
    let agreed = text("contradiction.har.gz").replace(
        "\"headers\": [{\"name\": \"Content-Type\"",
        "\"headers\": [{\"name\": \"Access-Control-Allow-Origin\", \"value\": \"*\"}, {\"name\": \"Content-Type\"",
    );
    let report = read(&agreed);
    let id = report.ids().next().expect("there is a request");
    assert!(agreed.contains("Access-Control-Allow-Origin"));
    assert!(!report.row(id).verdicts.contradicts_headers);
}

/// The values of `differences.har.gz`, and in what each differs from the page's origin.
const DIFFERENCES: [(&str, Option<&str>); 16] = [
    ("https://shop.example/", Some("slash")),
    ("\"https://shop.example\"", Some("quotes")),
    ("[https://shop.example]", Some("quotes")),
    ("(https://shop.example)", Some("quotes")),
    ("HTTPS://shop.example", Some("case")),
    ("shop.example", Some("no-scheme")),
    ("https://*.shop.example", Some("pattern")),
    ("http://shop.example", Some("scheme")),
    ("https://shop.example:8443", Some("port")),
    ("https://www.shop.example", Some("www")),
    ("https://undefined", Some("placeholder")),
    ("{{ORIGIN}}", Some("placeholder")),
    ("https://shop.example/path", Some("path")),
    ("https://shop.example:443", Some("default-port")),
    ("undefined", Some("placeholder")),
    ("https://shop.exampl", None),
];

#[test]
fn a_difference_from_the_origin_has_one_explanation_wherever_it_is_told() {
    let report = read(&text("differences.har.gz"));
    let rows: Vec<_> = report.ids().map(|id| report.row(id)).collect();
    assert_eq!(rows.len(), DIFFERENCES.len());
    for (row, (value, key)) in rows.iter().zip(DIFFERENCES) {
        let difference = difference(value, "https://shop.example");
        assert_eq!(difference.map(Difference::key), key, "{value}");
        let headline = report.detail(row.id).headline;
        assert!(headline.contains(value), "{value}: {headline}");
        let Some(difference) = difference else {
            continue;
        };
        let words = difference.to_string();
        assert!(headline.contains(&words), "{value}: {headline}");
        let cause = row.cause.map(|cause| &report.causes()[cause as usize]);
        let cause = cause.unwrap_or_else(|| panic!("{value} has a cause"));
        // A pattern may be meant for another page; the others are slips.
        if difference.is_slip() {
            assert!(
                cause.explanation.contains(&words),
                "{value}: {}",
                cause.explanation
            );
            assert!(
                cause.title.contains(difference.title()),
                "{value}: {}",
                cause.title
            );
        }
    }
}
