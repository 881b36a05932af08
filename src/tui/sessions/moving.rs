//! Sessions in which one moves about: filter, failures, one step back.

use std::sync::Arc;

use crossterm::event::KeyCode;
use ratatui::layout::Size;

use super::{Session, press};
use crate::tui::message::{Command, Message};
use crate::tui::sample;

#[test]
fn the_same_key_again_takes_the_filter_away() {
    let shop = sample::fixture("shop.har");
    // All of the shop's requests come from one page.
    for (key, report) in [
        ("o", sample::hostile()),
        ("H", Arc::clone(&shop)),
        ("x", shop),
    ] {
        let mut session = Session::on(report, (100, 30));
        let all = session.model.list.shown();
        session.press(key);
        assert!(session.model.list.shown() < all, "{key}");
        assert!(session.model.list.shown() > 0, "{key}");
        session.press(key);
        assert_eq!(session.model.list.shown(), all, "{key}");
    }
}

#[test]
fn what_a_filter_hid_is_selected_again_when_it_comes_back() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("nnn");
    let selected = session.model.list.selected_exchange();
    assert!(selected.is_some());
    for keys in ["/zzz<enter>", "<esc>"] {
        session.press(keys);
    }
    assert_eq!(session.model.list.selected_exchange(), selected);
    session.press("/DELETE<enter>");
    let other = session.model.list.selected_exchange();
    assert!(other.is_some() && other != selected);
}

#[test]
fn escape_goes_one_step_back_each_time() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("/shop<enter><enter>?");
    assert_eq!(session.model.overlays.len(), 1);
    session.press("<esc>");
    assert!(session.model.overlays.is_empty());
    assert!(session.model.detail_has_focus());
    session.press("<esc>");
    assert!(!session.model.detail_has_focus());
    assert_eq!(session.model.filter.text(), "shop");
    session.press("<esc>");
    assert_eq!(session.model.filter.text(), "");
    assert_eq!(session.commands, [], "and it never quits");
}

#[test]
fn every_failure_is_reached_by_n_and_then_the_first_again() {
    let report = sample::fixture("shop.har");
    let failures = report
        .ids()
        .filter(|&id| report.row(id).outcome.is_failure())
        .count();
    for grouping in ["", "gr", "go", "gn"] {
        let mut session = Session::on(Arc::clone(&report), (100, 30));
        session.press(grouping);
        session.press("gg");
        let mut seen = Vec::new();
        for _ in 0..failures {
            session.press("n");
            seen.push(session.model.list.selected_exchange().expect("a failure"));
        }
        let first = seen[0];
        session.press("n");
        assert_eq!(session.model.list.selected_exchange(), Some(first));
        session.press("N");
        assert_eq!(session.model.list.selected_exchange(), seen.last().copied());
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), failures);
    }
}

#[test]
fn where_nothing_is_shown_nothing_is_offered_to_be_written() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("/zzz<enter>e");
    assert!(session.model.overlays.is_empty());
    assert!(
        session
            .screen()
            .contains("there is nothing to export: no request is shown")
    );
}

#[test]
fn a_group_is_filtered_by_what_its_requests_share() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("<left>o");
    assert_eq!(session.model.filter.text(), "origin:https://shop.example");
    session.press("<esc><left>H");
    assert_eq!(session.model.filter.text(), "host:static.shop-cdn.example");

    let mixed = [
        (
            "GET",
            "https://a.example/",
            "https://one.example",
            200,
            &[][..],
        ),
        ("GET", "https://b.example/", "https://two.example", 200, &[]),
    ];
    for (key, told) in [("o", "from several origins"), ("H", "to several hosts")] {
        let mut session = Session::on(sample::report(&mixed), (100, 30));
        session.press("grgg");
        session.press(key);
        assert_eq!(session.model.filter.text(), "");
        assert!(session.screen().contains(told), "{}", session.screen());
    }
}

#[test]
fn the_way_back_is_named_where_the_detail_fills_the_screen() {
    for size in [(40, 12), (30, 10), (80, 24)] {
        let mut session = Session::on(sample::fixture("shop.har"), size);
        session.press("n<enter>");
        assert!(session.screen().contains("Esc back"), "{size:?}");
    }
}

#[test]
fn secrets_stay_off_the_clipboard() {
    let url = "https://api.example/?access_token=c2VjcmV0LXRva2Vu";
    let report = sample::report(&[("GET", url, "https://app.example", 200, &[])]);
    for key in ["yf", "yu", "yc", "Y"] {
        let mut session = Session::on(Arc::clone(&report), (100, 30));
        session.press(key);
        let [Command::Copy { text, .. }] = session.commands.as_slice() else {
            panic!("{:?}", session.commands);
        };
        assert!(text.contains("https://api.example/"), "{text}");
        assert!(!text.contains("c2VjcmV0LXRva2Vu"), "{text}");
    }
}

#[test]
fn a_key_that_does_nothing_draws_nothing() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("j");
    assert!(!session.take(press(KeyCode::Char('§'))));
    assert!(session.take(press(KeyCode::Char('j'))));
}

#[test]
fn no_size_and_no_state_breaks_the_screen() {
    let keys = [
        "",
        "<enter>",
        "<enter>s",
        "<enter>S",
        "/status:(",
        "?",
        ":",
        "e",
        "!",
        "2<enter>",
        "grZ",
        "p",
        "a",
        "A6G",
        "y",
        "g",
        "/DELETE<enter>p",
        "0",
        "0jl",
        "5<enter>G",
        "b<enter>G",
        "6<enter>G",
        "w<c-u>x",
    ];
    for report in [sample::fixture("shop.har"), sample::hostile()] {
        for keys in keys {
            let mut session = Session::on(Arc::clone(&report), (100, 30));
            session.press(keys);
            for (width, height) in (1..=60).map(|n| (n * 2, 61 - n)).chain([
                (1, 1),
                (20, 5),
                (21, 6),
                (500, 5),
                (20, 200),
                (96, 5),
                (95, 36),
            ]) {
                session.take(Message::Resize(Size::new(width, height)));
                session.draw();
                session.press("jk");
            }
        }
    }
}

#[test]
fn where_browsers_disagree_the_other_ones_own_words_are_told() {
    let report = sample::fixture("rules/browsers-disagree.har");
    let id = report
        .ids()
        .find(|&id| report.row(id).verdicts.browsers_disagree())
        .expect("a disagreement");
    let mut session = Session::on(Arc::clone(&report), (160, 60));
    session.model.overview = None;
    session.model.list.select_exchange(id);
    session.take(Message::Resize(Size::new(160, 60)));
    let told = crate::tui::pane::detail::Told::of(&report, id);
    let words = |profile, finding: &crate::report::Finding| match profile {
        crate::browsers::Profile::Firefox => finding.codes.firefox.clone(),
        crate::browsers::Profile::Chromium => finding.codes.chromium.clone(),
        _ => None,
    };
    assert!(!told.refused_in.is_empty());
    for (profile, finding) in &told.refused_in {
        if let Some(code) = words(*profile, finding) {
            assert!(
                session.screen().contains(&code),
                "{code} in\n{}",
                session.screen()
            );
        }
    }
}
