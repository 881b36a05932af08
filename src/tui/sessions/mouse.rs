//! Sessions with the mouse.

use ratatui::layout::Position;

use super::Session;
use crate::tui::message::Message;
use crate::tui::pane::detail::Tab;
use crate::tui::sample;

#[test]
fn mouse() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    let heading = session
        .screen()
        .lines()
        .position(|l| l.contains("by cause"))
        .expect("a list");
    let first = u16::try_from(heading).expect("a row") + 1;
    let before = session.model.list.selection();
    session.take(Message::Click(Position::new(5, first + 2)));
    assert_ne!(session.model.list.selection(), before, "a click selects");
    assert!(!session.model.detail_has_focus());
    session.take(Message::Click(Position::new(5, first + 2)));
    assert!(session.model.detail_has_focus(), "a second click opens");
    let tabs = session
        .screen()
        .lines()
        .nth(heading)
        .expect("tabs")
        .to_owned();
    let steps = tabs.chars().position(|c| c == '3').expect("a tab");
    session.take(Message::Click(Position::new(
        u16::try_from(steps).expect("a column"),
        first - 1,
    )));
    assert_eq!(session.model.detail.tab, Tab::Steps);
    session.take(Message::Click(Position::new(5, first)));
    assert!(
        !session.model.list.groups()[0].folded,
        "a click selects a group"
    );
    session.take(Message::Click(Position::new(5, first)));
    assert!(
        session.model.list.groups()[0].folded,
        "a second one folds it"
    );
    session.take(Message::Click(Position::new(1, first)));
    assert!(
        !session.model.list.groups()[0].folded,
        "and so does one on its sign"
    );
    let selected = session.model.list.selection();
    session.take(Message::Wheel(Position::new(70, 10), 3));
    assert_eq!(
        session.model.list.selection(),
        selected,
        "the wheel is over the detail"
    );
    let footer = session
        .screen()
        .lines()
        .nth(29)
        .expect("a footer")
        .to_owned();
    let help = footer.chars().position(|c| c == '?').expect("help");
    let help = u16::try_from(help).expect("a column");
    session.take(Message::Click(Position::new(help, 29)));
    assert!(
        matches!(
            session.model.overlays.last(),
            Some(crate::tui::model::Overlay::Help(_))
        ),
        "a click on a key of the footer does what the key does"
    );
}

#[test]
fn the_wheel_scrolls_the_list_without_moving_what_is_selected() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 12));
    session.press("gg<down><down><down><down><down>");
    let selected = session.model.list.selection();
    let before = session.screen();
    session.press("<wheel 5,6>");
    assert_ne!(session.screen(), before);
    assert_eq!(session.model.list.selection(), selected);
}
