//! Large captures of the sorts that are hard to pair and to explain. What is checked is that
//! nothing is lost or mixed up, on however many cores; how long they take is for
//! `cargo bench --bench scaling`.

#[path = "support/hard.rs"]
mod hard;

use std::collections::HashSet;

use corslens::exchange::Preflight;
use corslens::input;
use corslens::report::{Proof, Report};
use corslens::verdict::Outcome;

/// Far more than are judged by one thread at a time.
const MANY: usize = 20_000;

fn report(text: &str) -> Report {
    let capture = input::read(&mut text.as_bytes(), "hard.har", &mut |_| {}).unwrap();
    assert!(capture.notes.is_empty(), "{:?}", capture.notes);
    Report::new(vec![capture])
}

fn count(report: &Report, outcome: Outcome) -> usize {
    let rows = report.ids().map(|id| report.row(id));
    rows.filter(|row| row.outcome == outcome).count()
}

/// Each failing exchange stands in its cause once, in order, and names it.
fn causes_and_exchanges_agree(report: &Report) {
    let mut explained = 0;
    for (place, cause) in (0..).zip(report.causes()) {
        assert!(cause.exchanges.is_sorted(), "{}", cause.id);
        for &exchange in &cause.exchanges {
            assert_eq!(report.exchanges()[exchange as usize].cause, Some(place));
        }
        explained += cause.exchanges.len();
    }
    let failing = report.ids().map(|id| report.row(id));
    let failing = failing.filter(|row| row.outcome.is_failure()).count();
    assert_eq!(explained, failing);
}

#[test]
fn every_tenth_of_many_requests_is_refused() {
    for text in [hard::one_url(MANY), hard::many_urls(MANY)] {
        let report = report(&text);
        assert_eq!(report.exchanges().len(), MANY);
        assert_eq!(count(&report, Outcome::Blocked), MANY / 10);
        assert_eq!(count(&report, Outcome::Allowed), MANY - MANY / 10);
        causes_and_exchanges_agree(&report);
    }
}

#[test]
fn the_answers_do_not_depend_on_the_number_of_cores() {
    // More header names than a policy takes, spread over all parts.
    let text = hard::named_headers(MANY, 300);
    let on = |cores: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build();
        pool.unwrap().install(|| report(&text))
    };
    let (one, eight) = (on(1), on(8));
    assert_eq!(one.causes(), eight.causes());
    assert!(one.causes().iter().any(|cause| !cause.fixes.is_empty()));
    for (a, b) in one.exchanges().iter().zip(eight.exchanges()) {
        assert_eq!((a.verdicts, a.cause), (b.verdicts, b.cause));
    }
}

#[test]
fn what_is_all_refused_is_one_cause() {
    let report = report(&hard::refused(MANY));
    assert_eq!(report.causes().len(), 1);
    assert_eq!(report.causes()[0].exchanges.len(), MANY);
    causes_and_exchanges_agree(&report);
    // Every one of them was tried with the fix, on whatever thread. Advice promises nothing.
    let tried: Vec<usize> = report.causes()[0]
        .fixes
        .iter()
        .filter(|fix| fix.proof != Proof::Advice)
        .map(|fix| fix.allows)
        .collect();
    assert!(!tried.is_empty());
    assert!(tried.iter().all(|allows| *allows == MANY), "{tried:?}");
}

#[test]
fn preflights_in_flight_at_once_each_belong_to_one_request() {
    let report = report(&hard::in_flight(MANY));
    assert_eq!(count(&report, Outcome::Allowed), MANY);
    let mut preflights = HashSet::new();
    for assessment in report.exchanges() {
        let [hop] = &assessment.exchange.hops[..] else {
            panic!("{:?}", assessment.exchange);
        };
        let Preflight::Sent(preflight) = hop.preflight else {
            panic!("{hop:?}");
        };
        assert!(preflights.insert(preflight));
    }
    assert_eq!(preflights.len(), MANY);
}

#[test]
fn redirects_to_one_url_each_have_their_own_target() {
    let report = report(&hard::to_one_url(MANY));
    assert_eq!(report.exchanges().len(), MANY);
    let hops = report.exchanges().iter().map(|a| a.exchange.hops.len());
    assert!(hops.into_iter().all(|hops| hops == 2));
}

#[test]
fn a_thousand_hops_are_one_exchange() {
    let report = report(&hard::hops(1_000));
    let [only] = report.exchanges() else {
        panic!("{} exchanges", report.exchanges().len());
    };
    assert_eq!(only.exchange.hops.len(), 1_000);
    let detail = report.detail(report.ids().next().unwrap());
    assert!(!detail.headline.is_empty());
}

#[test]
fn ten_thousand_headers_of_an_entry_are_all_there() {
    let report = report(&hard::headers(10_000));
    let capture = &report.captures()[0];
    let entry = &capture.entries[0];
    assert_eq!(capture.request_headers(entry).len(), 5_003);
    assert_eq!(capture.response_headers(entry).len(), 5_003);
    assert_eq!(count(&report, Outcome::Allowed), 1);
}
