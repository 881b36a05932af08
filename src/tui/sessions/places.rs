//! Sessions about where one is: back and forward, marks, searching, the room that panes have, and
//! files that are read again.

use super::*;
use crate::tui::work::Judged;

fn url(session: &Session) -> String {
    let id = session.model.list.selected_exchange().expect("a request");
    session.model.report.row(id).url.to_owned()
}

#[test]
fn jumps_are_gone_back_and_forward_again() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 40));
    let mut urls = vec![url(&session)];
    for _ in 0..3 {
        session.press("n");
        urls.push(url(&session));
    }
    session.press("5");
    assert_eq!(session.model.detail.tab, Tab::Raw);
    session.press("[");
    assert_eq!(session.model.detail.tab, Tab::Why);
    for at in (0..3).rev() {
        session.press("[");
        assert_eq!(url(&session), urls[at]);
    }
    session.press("[");
    assert!(session.screen().contains("nothing to go back to"));
    session.press("]]");
    assert_eq!(url(&session), urls[2]);
    // Another way taken from here has no way forward.
    session.press("n]");
    assert!(session.screen().contains("nothing to go forward to"));
    // A filter is a place too, and so is the view of the whole.
    let here = url(&session);
    session.press("o0<enter>");
    assert!(!session.model.filter.text().is_empty());
    session.press("<c-o><c-o>");
    session.press("<c-o>");
    assert_eq!((session.model.filter.text(), url(&session)), ("", here));
}

#[test]
fn places_are_marked_with_letters() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 40));
    session.press("nn5ma");
    let marked = url(&session);
    session.press("nnn1");
    assert_ne!(url(&session), marked);
    session.press("'");
    assert!(session.screen().contains("a  "), "{}", session.screen());
    session.press("a");
    assert_eq!(url(&session), marked);
    assert_eq!(session.model.detail.tab, Tab::Raw);
    session.press("'z");
    assert!(session.screen().contains("no place is marked z"));
    session.press("m<esc>");
    assert!(session.model.overlays.is_empty());
}

#[test]
fn text_is_searched_in_the_detail() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 30));
    session.press("n5<tab>/SEC-FETCH");
    let first = session.model.detail.found;
    assert!(first.is_some());
    let marked = session.marked_with(session.model.theme.marked());
    assert!(
        marked
            .iter()
            .any(|text| text.eq_ignore_ascii_case("sec-fetch")),
        "{marked:?}"
    );
    session.press("<enter>");
    let selected = url(&session);
    session.press("n");
    assert_ne!(session.model.detail.found, first);
    session.press("N");
    assert_eq!(session.model.detail.found, first);
    assert_eq!(url(&session), selected, "n leads through the text");
    session.press("<esc>n");
    assert_ne!(url(&session), selected, "n leads to the next failure again");
    session.press("/nowhere to be found<enter>");
    assert!(session.screen().contains("not found: nowhere to be found"));
}

#[test]
fn panes_get_the_room_that_they_are_given() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 40));
    let width = |session: &Session| {
        let layout = super::super::layout::Layout::of(&session.model);
        (
            layout.list.map_or(0, |area| area.width),
            layout.detail.map_or(0, |area| area.width),
        )
    };
    let (list, detail) = width(&session);
    session.press("<lt>");
    assert!(width(&session).0 < list && width(&session).1 > detail);
    session.press(">>");
    assert!(width(&session).0 > list);
    session.press("z");
    assert_eq!(width(&session), (120, 0));
    session.press("<tab>");
    assert_eq!(width(&session), (0, 120));
    session.press("z");
    // The line between them follows the mouse, as far as either pane is of use.
    let column = width(&session).0;
    session.take(Message::Click(Position::new(column, 10)));
    session.take(Message::Drag(Position::new(30, 12)));
    assert_eq!(width(&session).0, 30);
    session.take(Message::Drag(Position::new(1, 12)));
    assert_eq!(width(&session).0, 24);
    session.take(Message::Release);
    session.take(Message::Drag(Position::new(60, 12)));
    assert_eq!(width(&session).0, 24);
}

#[test]
fn headings_menus_and_fields_are_there_for_the_mouse() {
    let mut session = Session::on(sample::fixture("shop.har"), (120, 40));
    let click = |session: &mut Session, wanted: &str| {
        let screen = session.screen();
        let (row, line) = screen
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(wanted))
            .unwrap_or_else(|| panic!("{wanted} in\n{screen}"));
        let column = super::super::text::width(&line[..line.find(wanted).unwrap()]);
        let position = Position::new(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
        session.take(Message::Click(position));
    };
    click(&mut session, "by cause");
    click(&mut session, "group by target host");
    assert!(session.screen().contains("by target host ─"));
    click(&mut session, "failures first");
    click(&mut session, "by URL");
    assert!(session.screen().contains(" by URL ─"));
    session.press("e");
    click(&mut session, "json");
    click(&mut session, "secrets");
    click(&mut session, "[ ]");
    let screen = session.screen();
    assert!(screen.contains("shop-cors.json"), "{screen}");
    assert!(screen.contains("[x]"), "{screen}");
}

#[test]
fn files_are_read_again_and_everything_stays_where_it_was() {
    let report = sample::fixture("shop.har");
    let mut session = Session::on(Arc::clone(&report), (120, 40));
    session.press("/api<enter>n<tab>5jj");
    let (url_before, scroll) = (url(&session), session.model.detail.scroll);
    session.press("R");
    assert_eq!(session.commands.pop(), Some(Command::Reload));
    // What is shown stays until the rest is there.
    session.take(Message::Judging);
    assert_eq!(session.model.stage, Stage::Ready);
    session.take(Message::Loaded(Judged::of(Arc::clone(&report))));
    assert_eq!(url(&session), url_before);
    assert_eq!(session.model.filter.text(), "api");
    assert_eq!(session.model.detail.scroll, scroll);
    assert_eq!(session.model.detail.tab, Tab::Raw);
    assert!(session.screen().contains("read again: 17 → 17 failures"));
    // Where it cannot be read, what is shown is better than nothing.
    session.press("R");
    session.take(Message::NotRead("shop.har: it is gone".to_owned()));
    assert!(
        session
            .screen()
            .contains("not read again: shop.har: it is gone")
    );
    assert_eq!(url(&session), url_before);
    session.commands.clear();
    session.take(Message::Changed(vec!["shop.har".into()]));
    assert_eq!(session.commands, [Command::Reload]);
}
