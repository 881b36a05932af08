//! Sessions as rows: a capture, the keys pressed, the screen that comes of it.

mod comparing;
mod mouse;
mod moving;
mod places;
mod supposing;
mod touring;

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
use super::work::Judged;
use super::{sample, view};
use crate::input::Body;
use crate::report::{Cause, Fix, Report};
use crate::verdict::Outcome;

/// A model and what it wanted done.
pub(super) struct Session {
    pub(super) model: Model,
    commands: Vec<Command>,
}

impl Session {
    pub(super) fn on(report: Arc<Report>, size: (u16, u16)) -> Self {
        let names = report.captures.iter().map(|c| c.file.clone()).collect();
        let mut session = Self {
            model: Model::new(names, Theme::COLOR, size.into()),
            commands: Vec::new(),
        };
        session.take(Message::Loaded(Judged::of(report)));
        session
    }

    fn take(&mut self, message: Message) -> bool {
        let effects = update(&mut self.model, message);
        self.commands.extend(effects.commands);
        effects.draw
    }

    /// Presses keys as they are written: `j`, `<enter>`, `<c-d>`, `<click 3,5>`, `<wheel 3,5>`,
    /// `<resize 40,12>`.
    pub(super) fn press(&mut self, keys: &str) {
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

    pub(super) fn draw(&self) -> Terminal<TestBackend> {
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

impl Session {
    /// The text that is drawn in the colours of a style, each stretch on a line.
    fn marked_with(&self, style: ratatui::style::Style) -> Vec<String> {
        let terminal = self.draw();
        let buffer = terminal.backend().buffer();
        let is =
            |cell: &ratatui::buffer::Cell| Some(cell.fg) == style.fg && Some(cell.bg) == style.bg;
        let rows = buffer.content().chunks(buffer.area.width.into());
        rows.flat_map(|row| row.chunk_by(|a, b| is(a) == is(b)))
            .filter(|run| is(&run[0]))
            .map(|run| run.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
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
    ("three_panes_in_a_wide_terminal", (210, 40), "n2"),
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
    ("sorted_by_url", (100, 30), "gnsu"),
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
    ("all_folded", (100, 30), "Z"),
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
        session.take(Message::Loaded(Judged::of(Arc::clone(&report))));
        assert!(session.model.provisional.is_empty(), "they are not kept");
        let id = session.model.list.selected_exchange().expect("a request");
        let exchange = &report.exchanges[id.0 as usize].exchange;
        let entry = crate::capture::EntryId::new(u32::try_from(chosen).expect("an entry"));
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
    session.take(Message::Loaded(Judged::of(Arc::clone(&report))));
    let id = session.model.list.selected_exchange().expect("a request");
    assert!(report.row(id).outcome.is_failure());
}

#[test]
fn the_mouse_works_while_reading() {
    let report = sample::fixture("shop.har");
    let mut session = reading(&report, &[40], (100, 12));
    session.press("<click 5,3>");
    let chosen = session
        .model
        .provisional
        .chosen()
        .map(|row| row.entry.number());
    assert_eq!(chosen, Some(1));
    session.press("<wheel 5,6>");
    let chosen = session
        .model
        .provisional
        .chosen()
        .map(|row| row.entry.number());
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
            crate::capture::EntryId::new(0),
            Err("the file is gone".to_owned()),
        )],
    });
    let line = "The body cannot be shown: the file is gone.";
    assert!(session.screen().contains(line));
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
