//! Sessions with two captures.

use std::path::PathBuf;
use std::sync::Arc;

use super::Session;
use crate::report::Report;
use crate::tui::message::{Command, Message};
use crate::tui::sample;
use crate::tui::work::Judged;

const PAGE: &str = "https://app.example";

/// Two captures of one page: something is fixed, something else broke.
fn sides() -> (Arc<Report>, Arc<Report>) {
    let allow: &[(&str, &str)] = &[
        ("Access-Control-Allow-Origin", PAGE),
        ("Access-Control-Allow-Credentials", "true"),
        ("Server", "Express"),
    ];
    let slash: &[(&str, &str)] = &[
        ("Access-Control-Allow-Origin", "https://app.example/"),
        ("Server", "nginx"),
    ];
    let before = sample::report(&[
        ("GET", "https://api.example/v1/orders/17", PAGE, 200, &[]),
        ("GET", "https://api.example/v1/prices", PAGE, 200, slash),
        ("GET", "https://api.example/v1/users", PAGE, 200, allow),
        ("GET", "https://api.example/v1/old", PAGE, 200, allow),
    ]);
    let after = sample::report(&[
        ("GET", "https://api.example/v1/orders/18", PAGE, 200, allow),
        ("GET", "https://api.example/v1/prices", PAGE, 200, &[]),
        ("GET", "https://api.example/v1/users", PAGE, 200, slash),
        ("GET", "https://api.example/v1/new", PAGE, 200, allow),
    ]);
    (before, after)
}

fn session(size: (u16, u16)) -> Session {
    let (before, after) = sides();
    let mut session = Session::on(Arc::clone(&after), size);
    session.take(Message::Loaded(Judged::beside(before, after)));
    session
}

#[test]
fn what_changed_is_shown() {
    for (name, size, keys) in [
        ("compared", (120, 40), ""),
        ("compared_200x60", (200, 60), ""),
        ("compared_80x24", (80, 24), ""),
        ("compared_80x24_opened", (80, 24), "<enter>"),
        ("compared_40x12", (40, 12), ""),
        ("compared_and_fixed", (120, 40), "<down><down><down><down>"),
    ] {
        let mut session = session(size);
        session.press(keys);
        insta::assert_snapshot!(name, session.screen(), keys);
    }
}

#[test]
fn a_request_is_opened_in_the_later_capture_and_the_way_leads_back() {
    let mut session = session((120, 40));
    let compare = session.model.compare.as_ref().expect("a comparison");
    let fated = compare.selected().expect("a request");
    let id = fated.after[0];
    session.press("<enter>");
    assert!(!session.model.comparing);
    assert_eq!(session.model.list.selected_exchange(), Some(id));
    session.press("=");
    assert!(session.model.comparing);
    session.press("<esc>");
    assert!(!session.model.comparing);
    // Folding, failures and the ends of the list.
    session.press("=zz");
    session.press("n");
    let compare = session.model.compare.as_ref().expect("a comparison");
    assert!(compare.selected().is_some());
}

#[test]
fn another_recording_is_compared_from_the_palette() {
    let (before, after) = sides();
    let mut session = Session::on(Arc::clone(&before), (120, 40));
    session.press(":compare after.har<enter>");
    let expected = Command::Compare(PathBuf::from("after.har"));
    assert_eq!(session.commands, [expected]);
    session.take(Message::Judging);
    session.take(Message::Loaded(Judged::beside(before, after)));
    assert!(session.model.comparing);
    assert!(session.screen().contains("1 request fails that did not"));
}
