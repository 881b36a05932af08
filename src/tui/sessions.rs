//! Sessions as rows: a capture, the keys pressed, the screen that comes of it.

use std::sync::Arc;

use crossterm::event::KeyCode;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;

use super::keys::Key;
use super::message::{Command, Message, Saved};
use super::model::{InputState, Model, Stage};
use super::pane::detail::{Subject, Tab};
use super::pane::provisional::ProvisionalRow;
use super::theme::Theme;
use super::update::update;
use super::{sample, view};
use crate::input::Body;
use crate::report::{Cause, Fix, Report};
use crate::verdict::Outcome;

/// A model and what it wanted done.
struct Session {
    model: Model,
    commands: Vec<Command>,
}

impl Session {
    fn on(report: Arc<Report>, size: (u16, u16)) -> Self {
        let names = report.captures.iter().map(|c| c.file.clone()).collect();
        let mut session = Self {
            model: Model::new(names, Theme::COLOR, size.into()),
            commands: Vec::new(),
        };
        session.take(Message::Loaded(report));
        session
    }

    fn take(&mut self, message: Message) -> bool {
        let effects = update(&mut self.model, message);
        self.commands.extend(effects.commands);
        effects.draw
    }

    /// Presses keys as they are written: `j`, `<enter>`, `<c-d>`, `<click 3,5>`, `<wheel 3,5>`,
    /// `<resize 40,12>`.
    fn press(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let end = match first {
                '<' => rest.find('>').map_or(1, |end| end + 1),
                _ => first.len_utf8(),
            };
            let (key, after) = rest.split_at(end);
            rest = after;
            self.take(message(key));
        }
        self.model.catch_up();
    }

    fn screen(&self) -> String {
        let mut text = String::new();
        let terminal = self.draw();
        let buffer = terminal.backend().buffer();
        for row in buffer.content().chunks(buffer.area.width.into()) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                line.push_str(cell.symbol());
                skip = super::text::width(cell.symbol()).saturating_sub(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn draw(&self) -> Terminal<TestBackend> {
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        terminal
            .draw(|frame| view::draw(&self.model, frame))
            .expect("a frame");
        terminal
    }

    /// The text that is drawn with a modifier, each stretch on a line.
    fn marked(&self, modifier: Modifier) -> Vec<String> {
        let terminal = self.draw();
        let buffer = terminal.backend().buffer();
        let mut marked = Vec::new();
        for row in buffer.content().chunks(buffer.area.width.into()) {
            for run in
                row.chunk_by(|a, b| a.modifier.contains(modifier) == b.modifier.contains(modifier))
            {
                if run[0].modifier.contains(modifier) {
                    marked.push(run.iter().map(ratatui::buffer::Cell::symbol).collect());
                }
            }
        }
        marked
    }
}

fn message(key: &str) -> Message {
    let inner = key.strip_prefix('<').and_then(|key| key.strip_suffix('>'));
    let Some(inner) = inner else {
        return press(KeyCode::Char(key.chars().next().expect("a key")));
    };
    let (name, numbers) = inner.split_once(' ').unwrap_or((inner, ""));
    let numbers: Vec<u16> = numbers
        .split(',')
        .filter_map(|number| number.parse().ok())
        .collect();
    if let [x, y] = numbers[..] {
        return match name {
            "click" => Message::Click(Position::new(x, y)),
            "wheel" => Message::Wheel(Position::new(x, y), 3),
            "resize" => Message::Resize(Size::new(x, y)),
            _ => panic!("{key} is no message"),
        };
    }
    if let Some(letter) = name.strip_prefix("c-") {
        let mut key = Key::from(crossterm::event::KeyEvent::from(KeyCode::Char(
            letter.chars().next().expect("a letter"),
        )));
        key.modifiers = crossterm::event::KeyModifiers::CONTROL;
        return Message::Key(key);
    }
    press(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "s-tab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "back" => KeyCode::Backspace,
        "pgdn" => KeyCode::PageDown,
        "lt" => KeyCode::Char('<'),
        _ => panic!("{key} is no key"),
    })
}

fn press(code: KeyCode) -> Message {
    Message::Key(Key::from(crossterm::event::KeyEvent::from(code)))
}

/// The name of the snapshot, the size of the screen, the keys.
const SESSIONS: &[(&str, (u16, u16), &str)] = &[
    ("opened", (100, 30), ""),
    ("opened_80x24", (80, 24), ""),
    ("opened_40x12", (40, 12), ""),
    ("opened_in_a_tall_terminal", (80, 50), ""),
    ("opened_in_a_wide_terminal", (200, 40), ""),
    ("the_next_failure", (100, 30), "n"),
    ("a_failure_opened_80x24", (80, 24), "nn<enter>"),
    ("a_failure_opened_40x12", (40, 12), "nn<enter>"),
    (
        "headers_of_a_trailing_slash",
        (100, 30),
        "/flags.json<enter>2",
    ),
    ("headers_of_a_missing_method", (100, 30), "/profile<enter>2"),
    ("steps", (100, 30), "3"),
    ("raw", (100, 30), "5"),
    ("fix", (100, 40), "n4"),
    ("fix_for_another_server", (100, 40), "n<enter>SS"),
    (
        "fix_for_a_server_by_name",
        (100, 40),
        "n4<enter>sspring<enter>",
    ),
    ("servers", (100, 30), "4<enter>s"),
    ("fix_40x12", (40, 12), "n4"),
    ("filtered_by_origin", (100, 30), "o"),
    ("filter_being_typed", (100, 30), "/status:200 ho"),
    ("filter_completed", (100, 30), "/ver<tab>bl<tab>"),
    ("filter_in_error", (100, 30), "/status:(200"),
    ("filter_switched_off", (100, 30), "/graphql<enter>f"),
    ("filter_without_match", (100, 30), "/zzz<enter>"),
    ("grouped_by_rule", (100, 30), "gr"),
    ("grouped_by_origin", (100, 30), "go"),
    ("grouped_by_host", (100, 30), "gh"),
    ("grouped_by_agreement", (100, 30), "ga"),
    ("not_grouped", (100, 30), "gn"),
    ("sorted_by_url", (100, 30), "gnss"),
    ("a_group_selected", (100, 30), "<left>"),
    ("a_fix_tried", (120, 40), "/DELETE<enter>a"),
    ("all_fixes_tried", (120, 40), "A"),
    ("a_fix_tried_80x24", (80, 24), "na"),
    ("a_preflight_edited", (100, 30), "/PATCH<enter>w<enter>"),
    (
        "evidence_in_the_recording",
        (100, 30),
        "/DELETE<enter><enter><enter>",
    ),
    ("copy_menu", (100, 30), "/DELETE<enter>y"),
    ("beside_one_that_works", (140, 40), "/DELETE<enter>p"),
    (
        "beside_one_that_works_80x24",
        (80, 24),
        "/DELETE<enter>p<enter>",
    ),
    ("group_menu", (100, 30), "g"),
    ("overview", (120, 50), "0"),
    ("overview_200x60", (200, 60), "0"),
    ("overview_40x12", (40, 12), "0jj"),
    ("overview_opened", (120, 30), "0ll<enter>"),
    ("filter_values", (100, 30), "/host:api"),
    ("opened_120x40", (120, 40), ""),
    ("all_folded", (100, 30), "z"),
    ("help", (100, 30), "?"),
    ("help_40x12", (40, 12), "?j"),
    ("palette", (100, 30), ":filt"),
    ("export", (100, 30), "e"),
    ("export_40x12", (40, 12), "e"),
    ("notes", (100, 30), "!"),
    ("the_rule_explained", (100, 40), "/PATCH<enter>i"),
    ("the_rule_explained_40x12", (40, 12), "/PATCH<enter>ij"),
    ("what_if", (100, 30), "/PATCH<enter>6"),
    (
        "what_if_edited",
        (100, 30),
        "/flags.json<enter>w<enter>w<c-u>-vary<enter>c",
    ),
    (
        "what_if_being_edited",
        (100, 30),
        "/PATCH<enter>w<s-tab><down><down>",
    ),
    ("what_if_40x12", (40, 12), "/PATCH<enter>w<down>"),
    ("too_small", (19, 5), ""),
];

#[test]
fn screens_after_keys() {
    for (name, size, keys) in SESSIONS {
        let mut session = Session::on(sample::fixture("shop.har"), *size);
        session.press(keys);
        insta::assert_snapshot!(*name, session.screen(), keys);
    }
}

#[test]
fn a_detail_with_everything_in_it() {
    for (name, tab) in [
        ("everything_why", Tab::Why),
        ("everything_headers", Tab::Headers),
        ("everything_steps", Tab::Steps),
    ] {
        let mut session = Session::on(sample::hostile(), (80, 70));
        let id = crate::report::ExchangeId(0);
        session.model.list.select_exchange(id);
        session.model.detail.tab = tab;
        session.model.detail.subject = Subject::Exchange(id, Box::new(sample::told()));
        session.model.focus = super::model::Focus::Detail;
        session.model.size = Size::new(80, 35);
        insta::assert_snapshot!(name, session.screen());
    }
}

#[test]
fn a_cause_is_shown_with_its_fix_and_the_fix_is_copied_as_it_is() {
    let mut report = sample::fixture("shop.har");
    let inner = Arc::get_mut(&mut report).expect("nobody else has it");
    let explained: Vec<u32> = inner
        .ids()
        .filter(|&id| inner.row(id).method == "DELETE")
        .map(|id| id.0)
        .collect();
    for exchange in &mut inner.exchanges {
        exchange.cause = None;
    }
    for &id in &explained {
        inner.exchanges[id as usize].cause = Some(0);
    }
    inner.causes = vec![Cause {
        id: "options-without-route@api.shop.example".to_owned(),
        kind: "options-without-route",
        title: format!("OPTIONS has no route {}", sample::HOSTILE),
        explanation: "nginx responds with 405 to OPTIONS; the application never sees it."
            .to_owned(),
        confidence: "certain",
        exchanges: explained,
        evidence: Vec::new(),
        fixes: vec![Fix {
            stack: "nginx".to_owned(),
            title: "nginx: answer OPTIONS".to_owned(),
            text: "location /v2/ {\n    if ($request_method = OPTIONS) { return 204; }\n}"
                .to_owned(),
            allows: 1,
            ..Fix::default()
        }],
        ..Cause::default()
    }];
    let mut session = Session::on(report, (100, 30));
    session.press("/DELETE<enter>");
    insta::assert_snapshot!("cause_of_a_request", session.screen());
    let fix = "location /v2/ {\n    if ($request_method = OPTIONS) { return 204; }\n}\n";
    for keys in ["yy", "y<enter>"] {
        session.press(keys);
        let [Command::Copy { what, text }] = session.commands.as_slice() else {
            panic!("{:?}", session.commands);
        };
        assert_eq!(what, "fix: nginx: answer OPTIONS");
        assert_eq!(text, fix);
        session.commands.clear();
    }
    session.press("yf");
    let [Command::Copy { text, .. }] = session.commands.as_slice() else {
        panic!("{:?}", session.commands);
    };
    assert!(text.contains("/v2/cart/items/9"), "{text}");
}

#[test]
fn the_difference_inside_a_value_is_underlined() {
    let mut session = Session::on(sample::hostile(), (80, 35));
    let id = crate::report::ExchangeId(0);
    session.model.theme = Theme::MONO;
    session.model.list.select_exchange(id);
    session.model.detail.tab = Tab::Headers;
    session.model.detail.subject = Subject::Exchange(id, Box::new(sample::told()));
    session.model.focus = super::model::Focus::Detail;
    let marked = session.marked(Modifier::UNDERLINED);
    assert_eq!(marked, ["PATCH", "x-trace", "/", "(none)", "true"]);
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let mut session = Session::on(sample::hostile(), (100, 40));
    for tab in ["6", "1", "2", "3", "4", "5"] {
        session.press(tab);
        for _ in 0..8 {
            session.press("j");
            let terminal = session.draw();
            for cell in terminal.backend().buffer().content() {
                let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                assert!(!cell.symbol().chars().any(bad), "{:?}", cell.symbol());
            }
        }
    }
    session.press("gj");
    insta::assert_snapshot!("hostile", session.screen());
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
        "grz",
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
        !session.model.list.groups[0].folded,
        "a click selects a group"
    );
    session.take(Message::Click(Position::new(5, first)));
    assert!(session.model.list.groups[0].folded, "a second one folds it");
    session.take(Message::Click(Position::new(1, first)));
    assert!(
        !session.model.list.groups[0].folded,
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
            Some(super::model::Overlay::Help(_))
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
        let all = session.model.list.shown;
        session.press(key);
        assert!(session.model.list.shown < all, "{key}");
        assert!(session.model.list.shown > 0, "{key}");
        session.press(key);
        assert_eq!(session.model.list.shown, all, "{key}");
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
fn what_is_shown_is_what_is_exported() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("xe<down><down> <enter>");
    let [Command::Save(save)] = session.commands.as_slice() else {
        panic!("{:?}", session.commands);
    };
    assert_eq!(save.path.to_str(), Some("shop-cors.txt"));
    assert_eq!(save.ids.len(), session.model.totals.failures());
    assert!(!save.overwrite);
    assert!(
        !save.secrets,
        "down from the name is secrets, and down again is the format"
    );
    let save = save.clone();
    session.commands.clear();
    session.take(Message::Saved(Saved::Exists(save.clone())));
    insta::assert_snapshot!("overwrite", session.screen());
    session.press("n");
    assert_eq!(session.commands, []);
    session.take(Message::Saved(Saved::Exists(save)));
    session.press("y");
    let [Command::Save(save)] = session.commands.as_slice() else {
        panic!("{:?}", session.commands);
    };
    assert!(save.overwrite);
    session.take(Message::Saved(Saved::Failed(
        "no room on the disk".to_owned(),
    )));
    assert!(session.screen().contains("no room on the disk"));
}

#[test]
fn where_nothing_is_shown_nothing_is_offered_to_be_written() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("/zzz<enter>e");
    assert!(session.model.overlays.is_empty());
    assert!(session.screen().contains("nothing is shown to export"));
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
fn progress_is_shown_while_files_are_read() {
    let names = vec!["a.har".to_owned(), "b.har".to_owned(), "c.har".to_owned()];
    let mut model = Model::new(names, Theme::COLOR, Size::new(80, 14));
    model.inputs[0].state = InputState::Unreadable("a.har: cannot be read: gone".to_owned());
    let mut session = Session {
        model,
        commands: Vec::new(),
    };
    let progress = crate::input::Progress {
        bytes: 25_000_000,
        total: Some(100_000_000),
        entries: 1234,
    };
    session.take(Message::Reading {
        input: 1,
        progress,
        rows: Vec::new(),
    });
    insta::assert_snapshot!("reading", session.screen());
    session.take(Message::Judging);
    assert_eq!(session.model.stage, Stage::Judging);
    session.press("njke<esc>o<enter>");
    insta::assert_snapshot!("judging", session.screen());
}

/// A session in which entries of two files are read, a batch at a time; the first of them is no
/// capture in the end.
fn reading(report: &Report, batches: &[usize], size: (u16, u16)) -> Session {
    let names = vec!["broken.har".to_owned(), "shop.har".to_owned()];
    let mut session = Session {
        model: Model::new(names, Theme::COLOR, size.into()),
        commands: Vec::new(),
    };
    let capture = &report.captures[0];
    let batch = |input: usize, from: usize, to: usize| Message::Reading {
        input,
        progress: crate::input::Progress {
            bytes: 1000 * to as u64,
            total: Some(1000 * capture.entries.len() as u64),
            entries: to,
        },
        rows: capture
            .iter()
            .map(|(id, _)| ProvisionalRow::of(input, capture, id))
            .take(to)
            .skip(from)
            .collect(),
    };
    session.take(batch(0, 0, 3));
    session.take(Message::Unreadable {
        input: 0,
        reason: "broken.har: is no capture".to_owned(),
    });
    let mut read = 0;
    for &entries in batches {
        assert!(session.take(batch(1, read, read + entries)));
        read += entries;
    }
    session
}

#[test]
fn entries_are_shown_as_they_are_read() {
    let report = sample::fixture("shop.har");
    for (name, size, keys) in [
        ("read_so_far", (100, 30), ""),
        ("read_so_far_80x24", (80, 24), "jj"),
        ("read_so_far_40x12", (40, 12), "G"),
    ] {
        let mut session = reading(&report, &[1, 2, 20], size);
        session.press(keys);
        insta::assert_snapshot!(name, session.screen(), keys);
    }
    let mut session = reading(&report, &[1, 2, 20], (100, 30));
    for key in ["n", "o", "H", "x", "e", "y", "Y", "i"] {
        session.press(key);
        assert!(session.screen().contains("still analysing"), "{key}");
    }
    assert_eq!(session.commands, []);
    session.press("?");
    assert_eq!(session.model.overlays.len(), 1);
    session.press("qq");
    assert_eq!(session.commands, [Command::Quit]);
}

#[test]
fn the_row_chosen_while_reading_stays_selected_when_it_is_judged() {
    let report = sample::fixture("shop.har");
    let all = report.captures[0].entries.len();
    for chosen in 0..all {
        let mut session = reading(&report, &[all], (100, 30));
        session.press("j<up>");
        session.press(&"<down>".repeat(chosen));
        session.take(Message::Judging);
        session.take(Message::Loaded(Arc::clone(&report)));
        assert!(session.model.provisional.is_empty(), "they are not kept");
        let id = session.model.list.selected_exchange().expect("a request");
        let exchange = &report.exchanges[id.0 as usize].exchange;
        let entry = crate::capture::EntryId(u32::try_from(chosen).expect("an entry"));
        let its_own = exchange.orphan == Some(entry)
            || exchange.hops.iter().any(|hop| {
                hop.entry == entry || hop.preflight == crate::exchange::Preflight::Sent(entry)
            });
        assert!(its_own, "entry {chosen} is not of {exchange:?}");
    }
}

#[test]
fn where_nobody_chose_the_first_failure_is_selected() {
    let report = sample::fixture("shop.har");
    let mut session = reading(&report, &[5], (100, 30));
    session.take(Message::Loaded(Arc::clone(&report)));
    let id = session.model.list.selected_exchange().expect("a request");
    assert!(report.row(id).outcome.is_failure());
}

#[test]
fn the_mouse_works_while_reading() {
    let report = sample::fixture("shop.har");
    let mut session = reading(&report, &[40], (100, 12));
    session.press("<click 5,3>");
    let chosen = session.model.provisional.chosen().map(|row| row.entry.0);
    assert_eq!(chosen, Some(1));
    session.press("<wheel 5,6>");
    let chosen = session.model.provisional.chosen().map(|row| row.entry.0);
    assert_eq!(chosen, Some(3));
}

/// A request for a text, one for a picture, and one that got no response.
fn with_bodies() -> Arc<Report> {
    let entry = |url: &str, content: serde_json::Value| {
        serde_json::json!({
            "request": { "method": "GET", "url": url, "headers": [] },
            "response": { "status": 200, "headers": [], "content": content },
        })
    };
    let picture = serde_json::json!({ "text": "iVBORw0KGgo=", "encoding": "base64" });
    let text = serde_json::json!({ "log": { "entries": [
        entry("https://a.example/text", serde_json::json!({ "text": "some text" })),
        entry("https://a.example/picture", picture),
        entry("https://a.example/nothing", serde_json::json!({ "text": "" })),
        entry("https://a.example/more", serde_json::json!({ "text": "more text" })),
    ] } })
    .to_string();
    let capture = crate::input::read(&mut text.as_bytes(), "bodies.har", &mut |_| {});
    Arc::new(Report::new(vec![capture.expect("a capture")]))
}

#[test]
fn bodies_are_fetched_when_they_are_asked_for() {
    let report = with_bodies();
    let mut session = Session::on(Arc::clone(&report), (100, 20));
    session.press("gngg5");
    assert!(session.screen().contains("b shows the body"));
    assert_eq!(session.commands, [], "nothing is read unasked");
    session.press("b");
    assert!(session.screen().contains("being read"));
    let [Command::Fetch(wanted)] = session.commands.as_slice() else {
        panic!("{:?}", session.commands);
    };
    let [(entry, span)] = wanted.spans[..] else {
        panic!("{wanted:?}");
    };
    assert_eq!(span, report.captures[0].entry(entry).body);
    let answer = |id, text: &str| Message::Bodies {
        id,
        bodies: vec![(
            entry,
            Ok(Body {
                text: text.to_owned(),
                cut: true,
            }),
        )],
    };
    let id = wanted.id;
    let other = crate::report::ExchangeId(id.0 + 1);
    assert!(
        !session.take(answer(other, "of another")),
        "it came too late"
    );
    let text = format!("{{\n\t\"a\": \"{}\"\n}}", sample::HOSTILE);
    assert!(session.take(answer(id, &text)));
    insta::assert_snapshot!("raw_with_a_body", session.screen());
    session.press("j");
    assert!(session.screen().contains("12 bytes of base64"));
    session.press("j");
    assert!(!session.screen().contains("body"));
    session.press("j");
    let fetched: Vec<u32> = session
        .commands
        .iter()
        .filter_map(|command| match command {
            Command::Fetch(wanted) => Some(wanted.id.0),
            _ => None,
        })
        .collect();
    assert_eq!(fetched, [0, 3], "each as it is selected");
    session.press("b");
    assert!(session.screen().contains("b shows the body"));
}

#[test]
fn a_body_that_cannot_be_shown_is_one_line() {
    let mut session = Session::on(with_bodies(), (100, 20));
    session.press("gnggb");
    session.take(Message::Bodies {
        id: crate::report::ExchangeId(0),
        bodies: vec![(
            crate::capture::EntryId(0),
            Err("the file is gone".to_owned()),
        )],
    });
    let line = "The body cannot be shown: the file is gone.";
    assert!(session.screen().contains(line));
}

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

#[test]
fn a_key_that_does_nothing_draws_nothing() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 30));
    session.press("j");
    assert!(!session.take(press(KeyCode::Char('§'))));
    assert!(session.take(press(KeyCode::Char('j'))));
}

#[test]
fn verdicts_are_told_by_symbol_and_word_without_colours() {
    let mut session = Session::on(sample::fixture("shop.har"), (100, 40));
    session.model.theme = Theme::MONO;
    session.press("gn<resize 240,60>");
    let screen = session.screen();
    for outcome in [Outcome::Blocked, Outcome::Failed, Outcome::Allowed] {
        let told = format!("{} {}", outcome.symbol(), outcome.word());
        assert!(screen.contains(&told), "{told} in\n{screen}");
    }
}
