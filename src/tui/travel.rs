//! Where one was: back and forward, and places with a letter. Part of `update`.

use std::collections::BTreeMap;

use ratatui::text::{Line, Span};

use super::keys::Action;
use super::model::{Focus, Model, Overlay};
use super::pane::detail::Tab;
use super::text;
use super::work::After;
use crate::report::ExchangeId;

/// So many places are kept.
const MOST: usize = 200;

/// A place that one can go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    exchange: Option<(ExchangeId, String)>,
    tab: Tab,
    in_detail: bool,
    filter: String,
    overview: bool,
}

/// Where one was.
#[derive(Debug, Default)]
pub struct Travel {
    back: Vec<Place>,
    forward: Vec<Place>,
    marks: BTreeMap<char, Place>,
}

/// What the next letter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// It marks the place.
    Mark,
    /// It goes to the place that it marks.
    GoTo,
}

impl Travel {
    /// Keeps a place that was left by a jump.
    pub fn left(&mut self, place: Place) {
        self.forward.clear();
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        let over = self.back.len().saturating_sub(MOST);
        self.back.drain(..over);
    }
}

/// Whether an action may lead far from where one is; steps and scrolling do not.
#[must_use]
pub const fn is_jump(action: Action) -> bool {
    !matches!(
        action,
        Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::HalfPageUp
            | Action::HalfPageDown
            | Action::GoBack
            | Action::GoForward
            | Action::EditFilter
            | Action::NextTab
            | Action::PreviousTab
    )
}

/// Where one is.
#[must_use]
pub fn here(model: &Model) -> Place {
    let selected = model.list.selected_exchange();
    Place {
        exchange: selected.map(|id| (id, model.report.row(id).url.to_owned())),
        tab: model.detail.tab,
        in_detail: model.focus == Focus::Detail,
        filter: model.filter.text().to_owned(),
        overview: model.overview.is_some(),
    }
}

/// Goes back, or forward again.
pub fn go(model: &mut Model, back: bool) {
    let now = here(model);
    let travel = &mut model.travel;
    let (from, to) = if back {
        (&mut travel.back, &mut travel.forward)
    } else {
        (&mut travel.forward, &mut travel.back)
    };
    // What is where one is already is no step.
    let next = std::iter::from_fn(|| from.pop()).find(|place| *place != now);
    match next {
        Some(place) => {
            to.push(now);
            arrive(model, &place);
        }
        None if back => model.tell("nothing to go back to".to_owned()),
        None => model.tell("nothing to go forward to".to_owned()),
    }
}

fn arrive(model: &mut Model, place: &Place) {
    model.overlays.clear();
    let exchange = place.exchange.as_ref();
    let exchange = exchange.and_then(|(id, url)| model.same_exchange(*id, url));
    if model.filter.text() != place.filter {
        model.filter.set(place.filter.clone());
        model.refilter_and(exchange.map_or(After::Stay, After::Select));
    } else if let Some(id) = exchange {
        model.list.select_exchange(id);
    }
    model.settle();
    model.detail.open(place.tab);
    model.focus = if place.in_detail {
        Focus::Detail
    } else {
        Focus::List
    };
    if place.overview != model.overview.is_some() {
        model.toggle_overview();
    }
}

/// Takes the letter of a place. Gives whether one was awaited.
pub fn take_letter(model: &mut Model, letter: char) -> bool {
    let Some(Overlay::Letter(what)) = model.overlays.last() else {
        return false;
    };
    let what = *what;
    model.overlays.pop();
    if !letter.is_ascii_alphanumeric() {
        model.tell("a place is marked with a letter or a digit".to_owned());
        return true;
    }
    match what {
        Letter::Mark => {
            let here = here(model);
            model.travel.marks.insert(letter, here);
            model.tell(format!("marked {letter}; ' {letter} comes back here"));
        }
        Letter::GoTo => match model.travel.marks.get(&letter).cloned() {
            Some(place) => {
                let here = here(model);
                model.travel.left(here);
                arrive(model, &place);
            }
            None => model.tell(format!("no place is marked {letter}; m {letter} marks one")),
        },
    }
    true
}

/// What the box for a letter says: the places that have one.
#[must_use]
pub fn lines(model: &Model, what: Letter, width: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let words = match what {
        Letter::Mark => "Mark this place: type a letter",
        Letter::GoTo if model.travel.marks.is_empty() => "No place is marked yet; m marks one",
        Letter::GoTo => "Go to: type its letter",
    };
    let mut lines = vec![Line::raw(words)];
    for (letter, place) in model.travel.marks.iter().take(20) {
        let name = match &place.exchange {
            Some((_, url)) => text::value(url),
            None => "the list".to_owned(),
        };
        let room = width.saturating_sub(3);
        lines.push(Line::from(vec![
            Span::styled(format!("{letter}  "), theme.accent()),
            Span::raw(text::clip_middle(&name, room)),
        ]));
    }
    lines
}
