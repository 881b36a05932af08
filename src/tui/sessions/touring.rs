//! The tour of the screen.

use super::*;

#[test]
fn the_tour_follows_what_one_does_and_ends_when_it_is_told_to() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 40));
    assert!(!session.screen().contains("tour 1/7"));
    session.model.tour = Some(super::super::tour::Tour::default());
    let shows = |session: &Session, words: &str| {
        let screen = session.screen();
        assert!(screen.contains(words), "{words} in\n{screen}");
    };
    shows(&session, "tour 1/7");
    shows(&session, "n goes to the next.");
    for (keys, next) in [
        ("j", "tour 1/7"),
        ("n", "tour 2/7"),
        ("2", "tour 3/7"),
        // Out of order: what is done already is not asked for.
        ("o", "tour 3/7"),
        ("4", "tour 4/7"),
        ("a", "tour 6/7: 0 shows the whole"),
        ("0", "tour 7/7"),
        ("<esc>:", "That was the tour"),
    ] {
        session.press(keys);
        shows(&session, next);
    }
    session.press("<esc>T");
    assert!(!session.screen().contains("tour"));
}
