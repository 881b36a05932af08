//! What a rule, a cause, a stack, a browser's code or a pasted line means, and what to do about it.
//! Needs no capture.
//!
//! A rule and a cause explain themselves: their own documentation is printed. [`terms`] has what is
//! neither. `copied` knows what people copy from panels, consoles, frameworks and servers' logs.

mod copied;
mod explanation;
mod localised;
mod names;
mod observations;
mod services;
pub mod terms;

pub use explanation::{Explanation, Value};

use crate::console;

/// How much of what was pasted is looked at.
const MOST: usize = 16 * 1024;

/// What there is to say about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// It is known.
    Found(Box<Explanation>),
    /// It is not, but these are like it.
    Nearest(Vec<&'static str>),
    /// Nothing is like it.
    Nothing,
}

/// Explains a word (a rule, a cause, a stack, a browser's code, a page of MDN) or a pasted line.
#[must_use]
pub fn explain(text: &str) -> Answer {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text[..end].trim();
    if text.is_empty() {
        return Answer::Nothing;
    }
    if let Some(explanation) = found(text) {
        return Answer::Found(Box::new(explanation.filled()));
    }
    let nearest = names::nearest(text);
    if nearest.is_empty() {
        Answer::Nothing
    } else {
        Answer::Nearest(nearest)
    }
}

fn found(text: &str) -> Option<Explanation> {
    let plain = copied::plain(text);
    copied::first(&plain)
        .or_else(|| names::by_name(text))
        .or_else(|| line(text))
        .or_else(|| of_line(console::cut_off(text)?))
        .or_else(|| localised::recognise(&plain))
        .or_else(|| copied::any(&plain))
        .or_else(|| code_inside(text, is_code))
        .or_else(|| general(text))
        .or_else(|| code_inside(text, is_header))
}

/// A line of a browser's console that names its reason.
fn line(text: &str) -> Option<Explanation> {
    let line = console::recognise(text).filter(|line| !GENERAL.contains(&line.term))?;
    of_line(line)
}

/// Articles that do not name a reason: anything that does is better.
const GENERAL: [&str; 3] = ["cors", "failed-to-fetch", "access-control-checks"];

/// A line that says that it is CORS, and not why.
fn general(text: &str) -> Option<Explanation> {
    of_line(console::recognise(text)?)
}

fn of_line(line: console::Line) -> Option<Explanation> {
    let mut explanation = names::by_name(line.term)?;
    if let Some(or) = line.or
        && let Some(title) = names::title(or)
    {
        explanation.observations.push(format!(
            "{} uses the same words for {or}: {title}.",
            line.browser
        ));
    }
    Some(explanation.with_line(line))
}

/// A name inside other words: the address of a page, a line of a log.
fn code_inside(text: &str, is_name: fn(&str) -> bool) -> Option<Explanation> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "_.:-".contains(c)))
        .map(|word| word.trim_matches(['.', ':', '-']))
        .filter(|word| word.len() >= 6 && is_name(word))
        .find_map(|word| copied::code(word).or_else(|| names::by_name(word)))
}

/// `ERR_FAILED`, `CORSMissingAllowOrigin`: no word of a language.
fn is_code(word: &str) -> bool {
    let humps = word
        .bytes()
        .zip(word.bytes().skip(1))
        .filter(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase());
    word.contains('_') || humps.count() > 1
}

/// `Access-Control-Allow-Origin`.
fn is_header(word: &str) -> bool {
    word.matches('-').count() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests;
