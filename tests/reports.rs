//! The reports of the shop capture, as they are written. Read a change before accepting it:
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test --test reports` and `git diff`.

use std::path::Path;

use corslens::export::{self, Options};
use corslens::input;
use corslens::report::filter::Filter;
use corslens::report::{ExchangeId, Report};

fn written(format: &str, filter: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
    let bytes = std::fs::read(path).unwrap();
    let capture = input::read(&mut bytes.as_slice(), "shop.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let filter = Filter::parse(filter).unwrap();
    let ids: Vec<ExchangeId> = report
        .ids()
        .filter(|id| filter.matches(&report, &report.row(*id)))
        .collect();
    let mut bytes = Vec::new();
    let format = export::format(format).unwrap();
    (format.write)(&mut bytes, &report, &ids, &Options::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_shop_in_text() {
    insta::assert_snapshot!(written("text", ""));
}

#[test]
fn the_shop_in_markdown() {
    insta::assert_snapshot!(written("markdown", ""));
}

/// The same two requests in every format for programs.
const TWO: &str = "method:DELETE or cause:cached-response";

#[test]
fn two_requests_of_the_shop_in_csv() {
    insta::assert_snapshot!(written("csv", TWO));
}

#[test]
fn two_requests_of_the_shop_in_junit() {
    insta::assert_snapshot!(written("junit", TWO));
}

#[test]
fn two_requests_of_the_shop_as_annotations() {
    insta::assert_snapshot!(written("github", TWO));
}

#[test]
fn two_requests_of_the_shop_for_a_model() {
    insta::assert_snapshot!(written("agent", TWO));
}

#[test]
fn one_request_of_the_shop_in_sarif() {
    insta::assert_snapshot!(written("sarif", "method:DELETE"));
}

#[test]
fn one_request_of_the_shop_in_json() {
    insta::assert_snapshot!(written("json", "method:DELETE"));
}
