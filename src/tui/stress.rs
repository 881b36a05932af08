//! A session made of arbitrary bytes: keys, text, the mouse, other sizes, exports and files that end
//! one way or another. The screen is drawn after each. For tests and fuzzing only.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::background::Background;
use super::clipboard::Copied;
use super::keys::{BINDINGS, Key};
use super::message::{Command, Message, Saved};
use super::model::Model;
use super::theme::Theme;
use super::update::update;
use super::view;
use super::work::Judged;
use crate::input::{Body, Progress};
use crate::report::Report;

/// Every key that does something somewhere.
static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    BINDINGS
        .iter()
        .flat_map(|binding| binding.keys)
        .copied()
        .collect()
});

/// What is pasted.
const PASTED: [&str; 6] = [
    "verdict:blocked host:",
    "Access to fetch at 'https://api.example/' from origin 'https://shop.example' has been blocked \
     by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    "access-control-allow-origin: *\r\nvary: origin\n",
    "\u{1b}[31m\u{202e}\u{9b}2J\t",
    "e\u{301}👩‍👩‍👧字字字",
    "/tmp/report.json",
];

/// Plays the session that the bytes describe.
///
/// # Panics
///
/// Where a screen shows a control character, or changed although nobody said that it has to be
/// drawn.
pub fn play(report: &Arc<Report>, bytes: &[u8]) {
    let mut rest = Bytes(bytes);
    let mut player = Player::new(report, rest.size());
    player.model.ascii = rest.one_in(4);
    if rest.one_in(2) {
        // As if the capture were large.
        player.model.at_once = 0;
    }
    if rest.one_in(8) {
        let progress = Progress {
            bytes: 1,
            total: Some(2),
            entries: 1,
        };
        player.take(Message::Reading {
            input: 0,
            progress,
            rows: Vec::new(),
        });
        player.take(Message::Judging);
    }
    player.take(Message::Loaded(Judged::of(Arc::clone(report))));
    while !rest.0.is_empty() {
        let message = rest.message(report);
        player.take(message);
        while let Some(command) = player.commands.pop_front() {
            player.carry_out(command, report, &mut rest);
        }
    }
}

/// What is left of the bytes; where nothing is, zeros.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        first
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.next()) % end.max(1)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 1
    }

    fn size(&mut self) -> Size {
        Size::new(self.next().into(), (self.next() % 80).into())
    }

    fn position(&mut self) -> Position {
        Position::new(self.next().into(), (self.next() % 80).into())
    }

    fn message(&mut self, report: &Arc<Report>) -> Message {
        match self.next() {
            byte @ 0..=169 => Message::Key(KEYS[usize::from(byte) % KEYS.len()]),
            170..=199 => Message::Key(self.any_key()),
            200..=209 => Message::Click(self.position()),
            210..=214 => Message::Drag(self.position()),
            215 => Message::Release,
            216 => Message::Changed(vec![PASTED[0].into()]),
            217 => Message::Background([Background::Dark, Background::Light][self.below(2)]),
            218..=227 => {
                let lines = i32::from(self.next()) - 128;
                Message::Wheel(self.position(), lines)
            }
            228..=237 => Message::Resize(self.size()),
            238..=249 => Message::Paste(PASTED[self.below(PASTED.len())].to_owned()),
            250..=251 => Message::Judging,
            252..=253 => Message::Unreadable {
                input: self.below(3),
                reason: PASTED[3].to_owned(),
            },
            _ => Message::Loaded(Judged::of(Arc::clone(report))),
        }
    }

    fn any_key(&mut self) -> Key {
        let code = match self.next() {
            byte @ 0x20..=0x7e => KeyCode::Char(byte.into()),
            0..=31 => KeyCode::F(self.next()),
            0x7f => KeyCode::Delete,
            _ => KeyCode::Char(['字', 'é', '\u{301}', '\u{202e}', '\u{7}'][self.below(5)]),
        };
        let modifiers = KeyModifiers::from_bits_truncate(self.next());
        Key::from(KeyEvent::new(code, modifiers))
    }
}

struct Player {
    model: Model,
    terminal: Terminal<TestBackend>,
    commands: VecDeque<Command>,
}

impl Player {
    fn new(report: &Report, size: Size) -> Self {
        let names = report.captures.iter().map(|c| c.file.clone()).collect();
        let mut player = Self {
            model: Model::new(names, Theme::MONO, size),
            terminal: terminal(size),
            commands: VecDeque::new(),
        };
        player.draw();
        player
    }

    /// What the runtime does, without a terminal.
    fn take(&mut self, message: Message) {
        let told = format!("{message:?}");
        let before = self.terminal.backend().buffer().clone();
        let effects = update(&mut self.model, message);
        self.commands.extend(effects.commands);
        self.draw();
        let after = self.terminal.backend().buffer();
        let changed = before != *after;
        assert!(
            effects.draw || !changed,
            "{told} changed the screen, which was not drawn"
        );
    }

    fn draw(&mut self) {
        self.model.catch_up();
        let size = self.model.size;
        if self.terminal.size().ok() != Some(size) {
            self.terminal = terminal(size);
        }
        let model = &self.model;
        self.terminal
            .draw(|frame| view::draw(model, frame))
            .unwrap_or_else(|never| match never {});
        let bad = control(self.terminal.backend().buffer());
        assert_eq!(bad, None, "the screen shows a control character");
    }

    fn carry_out(&mut self, command: Command, report: &Arc<Report>, rest: &mut Bytes<'_>) {
        match command {
            Command::Copy { what, .. } => {
                let place = if rest.one_in(2) {
                    Err("no clipboard".to_owned())
                } else {
                    Ok(Copied {
                        place: "the clipboard".to_owned(),
                        sequence: Vec::new(),
                    })
                };
                self.take(Message::Copied { what, place });
            }
            Command::Save(save) => self.take(Message::Saved(match rest.below(3) {
                0 => Saved::Written {
                    exchanges: save.ids.len(),
                    path: save.path,
                },
                1 if !save.overwrite => Saved::Exists(save),
                _ => Saved::Failed("no room".to_owned()),
            })),
            Command::Fetch(wanted) => {
                let body = Body {
                    text: PASTED[rest.below(PASTED.len())].to_owned(),
                    cut: rest.one_in(2),
                };
                let bodies = wanted
                    .spans
                    .iter()
                    .map(|(entry, _)| (*entry, Ok(body.clone())));
                self.take(Message::Bodies {
                    id: wanted.id,
                    bodies: bodies.collect(),
                });
            }
            Command::Compare(_) => {
                let judged = Judged::beside(Arc::clone(report), Arc::clone(report));
                self.take(Message::Loaded(judged));
            }
            Command::Reload if rest.one_in(3) => {
                self.take(Message::NotRead("it is gone".to_owned()));
            }
            Command::Open(_) | Command::Reload => {
                self.take(Message::Loaded(Judged::of(Arc::clone(report))));
            }
            // It comes back at once, or dies.
            Command::Work(job) => {
                let done = if rest.one_in(16) { None } else { job.run() };
                let number = job.number;
                self.take(Message::Worked { number, done });
            }
            Command::Discard(_)
            | Command::Send(_)
            | Command::Redraw
            | Command::Suspend
            | Command::Quit => {}
        }
    }
}

fn terminal(size: Size) -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(size.width, size.height)).unwrap_or_else(|never| match never {})
}

fn control(buffer: &Buffer) -> Option<char> {
    let symbols = buffer
        .content()
        .iter()
        .flat_map(|cell| cell.symbol().chars());
    symbols
        .into_iter()
        .find(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    use super::super::sample;
    use super::*;

    #[test]
    fn any_session_shows_screens() {
        let [shop, hostile] = [sample::fixture("shop.har"), sample::hostile()];
        let config = Config {
            cases: 24,
            ..Config::default()
        };
        let generator = TestRunner::deterministic().new_rng();
        TestRunner::new_with_rng(config, generator)
            .run(&proptest::collection::vec(any::<u8>(), 0..200), |bytes| {
                play(&shop, &bytes);
                play(&hostile, &bytes);
                Ok(())
            })
            .unwrap();
    }
}
