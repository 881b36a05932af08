//! Sessions in which headers are edited.

use super::Session;
use crate::tui::sample;

#[test]
fn supposing_another_answer_shows_what_every_browser_would_say() {
    for (request, keys, told) in [
        // The origin without the slash at its end.
        ("/flags.json<enter>", "w<enter>", "✗ blocked → ✓ allowed"),
        (
            "/flags.json<enter>",
            "w<c-u>-Access-Control-Allow-Origin<enter>",
            "✗ blocked",
        ),
        // What the request itself would be answered is not known.
        ("/PATCH<enter>", "w<enter>", "? undetermined"),
    ] {
        let mut session = Session::on(sample::fixture("shop.har"), (160, 30));
        session.press(request);
        session.press(keys);
        assert!(session.model.overlays.is_empty(), "{keys} is taken");
        let screen = session.screen();
        let lines = |name: &str| screen.lines().filter(|l| l.contains(name)).count();
        let verdicts = screen.lines().find(|line| {
            let detail = line.split('│').nth(1).unwrap_or_default();
            detail
                .trim_start()
                .starts_with("Chromium, Firefox, WebKit, ")
        });
        let line = verdicts.unwrap_or_else(|| panic!("one line for all browsers in\n{screen}"));
        assert!(line.contains(told), "{keys}: {line}");
        assert!(lines("│ ~ ") > 0, "what differs is marked");
        session.press("u");
        assert!(!session.screen().contains("→ ✓"));
        assert!(!session.screen().contains("│ ~ "));
    }
}

#[test]
fn supposed_credentials_go_round() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("/flags.json<enter>");
    for told in ["include", "omit", "as recorded", "include"] {
        session.press("c");
        assert!(session.screen().contains(&format!("credentials: {told}")));
    }
    // Another request is as it was recorded, and the change stays with the first.
    session.press("<esc><esc>n");
    assert!(session.screen().contains("credentials: as recorded"));
    session.press("N");
    assert!(session.screen().contains("credentials: include"));
}

#[test]
fn what_is_not_a_header_is_refused_and_can_be_corrected() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("/flags.json<enter>");
    for typed in [
        "",
        "no header",
        ": value",
        "- ",
        "-",
        "99",
        "600",
        "a b: c",
        "é: c",
    ] {
        session.press("w<c-u>");
        session.press(typed);
        session.press("<enter>");
        assert_eq!(session.model.overlays.len(), 1, "{typed:?} is refused");
        session.press("<c-u>204<enter>");
        assert!(session.model.overlays.is_empty(), "and a status is taken");
    }
    assert!(session.screen().contains("→ 204"));
}
