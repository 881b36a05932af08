//! Every report is what `src/export/schema.json` says.

mod support;

use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use serde_json::Value;

fn validator() -> jsonschema::Validator {
    let schema = serde_json::from_str(include_str!("../src/export/schema.json")).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn written(format: &str, report: &Report) -> Vec<u8> {
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut bytes = Vec::new();
    let format = export::format(format).unwrap();
    (format.write)(&mut bytes, report, &ids, &Options::default()).unwrap();
    bytes
}

#[test]
fn every_report_of_every_fixture_validates() {
    let validator = validator();
    for path in support::fixtures() {
        // What is no capture on purpose has no report.
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        let report = Report::new(vec![capture]);
        let document: Value = serde_json::from_slice(&written("json", &report)).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

#[test]
fn every_line_is_an_exchange_of_the_json_report() {
    let path = support::root().join("fixtures/shop.har");
    let report = Report::new(vec![input::open(&path, &mut |_| {}).unwrap()]);
    let document: Value = serde_json::from_slice(&written("json", &report)).unwrap();
    let lines = String::from_utf8(written("jsonl", &report)).unwrap();
    let exchanges = document["exchanges"].as_array().unwrap();
    assert_eq!(lines.lines().count(), exchanges.len());
    for (line, exchange) in lines.lines().zip(exchanges) {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line.as_object_mut().unwrap().remove("file").unwrap();
        assert_eq!(&line, exchange);
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = validator();
    let path = support::root().join("fixtures/shop.har");
    let report = Report::new(vec![input::open(&path, &mut |_| {}).unwrap()]);
    let good: Value = serde_json::from_slice(&written("json", &report)).unwrap();
    for (pointer, bad) in [
        ("/schema", Value::from("corslens.report/2")),
        (
            "/exchanges/0/verdicts/chromium/verdict",
            Value::from("fine"),
        ),
        ("/exchanges/0/hops", Value::from("0")),
        ("/summary/verdicts/blocked", Value::from(-1)),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = bad;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}
