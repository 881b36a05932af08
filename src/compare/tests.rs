use super::*;
use crate::verdict::Outcome;

fn subject(line: &str) -> Subject {
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (method, url, origin, outcome, reason) = (word(), word(), word(), word(), word());
    let outcome = Outcome::ALL
        .into_iter()
        .find(|known| known.word() == outcome)
        .unwrap();
    let origin = (origin != "?").then_some(origin);
    Subject {
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        ..Subject::new(method, url, origin, outcome)
    }
}

fn statuses(before: &[&str], after: &[&str]) -> Vec<Status> {
    let before: Vec<Subject> = before.iter().map(|line| subject(line)).collect();
    let after: Vec<Subject> = after.iter().map(|line| subject(line)).collect();
    compare(&before, &after)
        .iter()
        .map(|change| change.status)
        .collect()
}

const GET: &str = "GET https://api.example/items/17 https://shop.example";

#[test]
fn what_becomes_of_an_endpoint() {
    let line = |rest: &str| format!("{GET} {rest}");
    for (before, after, status) in [
        ("allowed", "allowed", Status::Same),
        ("allowed", "not-cors", Status::Same),
        ("allowed", "undetermined", Status::Same),
        ("allowed", "blocked allow-origin-missing", Status::Broken),
        (
            "undetermined",
            "blocked allow-origin-missing",
            Status::Broken,
        ),
        ("allowed", "failed network-error", Status::Broken),
        ("blocked allow-origin-missing", "allowed", Status::Fixed),
        ("blocked allow-origin-missing", "undetermined", Status::Open),
        ("blocked a", "blocked a", Status::StillFails),
        ("blocked a", "blocked b", Status::Changed),
        ("blocked a", "failed network-error", Status::Changed),
    ] {
        let (before, after) = (line(before), line(after));
        assert_eq!(
            statuses(&[&before], &[&after]),
            [status],
            "{before} {after}"
        );
    }
    let (good, bad) = (line("allowed"), line("blocked a"));
    assert_eq!(statuses(&[], &[&good]), [Status::New]);
    assert_eq!(statuses(&[], &[&bad]), [Status::NewFailure]);
    assert_eq!(statuses(&[&bad], &[]), [Status::Gone]);
    assert_eq!(statuses(&[], &[]), []);
}

#[test]
fn how_often_is_no_difference() {
    let (good, bad) = (format!("{GET} allowed"), format!("{GET} blocked a"));
    let (good, bad) = (good.as_str(), bad.as_str());
    assert_eq!(statuses(&[good, good], &[good]), [Status::Same]);
    assert_eq!(statuses(&[bad, bad, bad], &[bad]), [Status::StillFails]);
    assert_eq!(statuses(&[good, good], &[good, bad]), [Status::Broken]);
    assert_eq!(statuses(&[good, bad], &[good]), [Status::Fixed]);
}

#[test]
fn requests_are_matched_by_what_they_are() {
    let at = |url: &str, origin: &str, rest: &str| format!("GET {url} {origin} {rest}");
    for (before, after, matched) in [
        // Another item of the same list, another query.
        (
            "https://api.example/items/17?x=1",
            "https://api.example/items/4711",
            true,
        ),
        (
            "https://api.example/items",
            "https://api.example/carts",
            false,
        ),
        (
            "https://api.example/items",
            "https://api2.example/items",
            false,
        ),
    ] {
        let before = at(before, "https://shop.example", "blocked a");
        let after = at(after, "https://shop.example", "allowed");
        assert_eq!(
            statuses(&[&before], &[&after]) == [Status::Fixed],
            matched,
            "{before} {after}"
        );
    }
    // Another origin is another request; an unknown one is the only one it can be.
    let url = "https://api.example/items";
    let bad = at(url, "https://shop.example", "blocked a");
    let other = at(url, "https://admin.example", "allowed");
    let unknown = at(url, "?", "allowed");
    assert_eq!(statuses(&[&bad], &[&other]), [Status::New, Status::Gone]);
    assert_eq!(statuses(&[&bad], &[&unknown]), [Status::Fixed]);
    assert_eq!(statuses(&[&unknown], &[&bad]), [Status::Broken]);
    let also = at(url, "https://admin.example", "blocked a");
    assert_eq!(
        statuses(&[&bad, &also], &[&unknown]),
        [Status::New, Status::Gone, Status::Gone],
        "it may be either"
    );
}

#[test]
fn what_broke_comes_first() {
    let line = |path: &str, rest: &str| {
        format!("GET https://api.example/{path} https://shop.example {rest}")
    };
    let before = [
        line("a", "allowed"),
        line("b", "blocked x"),
        line("c", "allowed"),
    ];
    let after = [
        line("a", "allowed"),
        line("b", "allowed"),
        line("c", "blocked x"),
    ];
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    assert_eq!(
        statuses(&before, &after),
        [Status::Broken, Status::Fixed, Status::Same]
    );
}
