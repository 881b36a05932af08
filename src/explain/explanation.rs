//! An explanation: what a term means, its causes and its fix, with the values of a pasted line
//! filled in, and as text.

use std::borrow::Cow;
use std::fmt::Write;

use url::Url;

use super::observations;
use super::terms::Term;
use crate::causes::CauseKind;
use crate::console;
use crate::report::sanitize::terminal;
use crate::rules::{Block, Rule, Section, sections};

/// How much of a value is put into a sentence.
const SHOWN: usize = 200;

/// A value of a pasted line, with its name: `origin`, `url`, `header` …
pub type Value = (&'static str, String);

/// What a term means, with the values of the pasted line filled in. Nothing in it can harm a
/// terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the rule, the cause or the term.
    pub term: &'static str,
    /// A few words.
    pub title: Cow<'static, str>,
    /// What it means, its causes, what to look at, how to fix it.
    pub sections: Vec<Section>,
    /// What the pasted line shows beyond that, one sentence each.
    pub observations: Vec<String>,
    /// The values of the pasted line.
    pub values: Vec<Value>,
    /// The browser or the program whose words were pasted.
    pub said_by: Option<&'static str>,
    /// The section of the standard, or its own documentation.
    pub link: Option<&'static str>,
    /// What browsers and other tools call it.
    pub also_known_as: &'static [&'static str],
}

impl Explanation {
    /// A rule, in its own words.
    pub(super) fn of_rule(rule: &'static Rule) -> Self {
        Self {
            link: Some(rule.spec),
            also_known_as: rule.also_known_as,
            ..Self::new(rule.name, rule.summary.into(), rule.sections())
        }
    }

    /// A cause, in its own words.
    pub(super) fn of_cause(kind: &'static CauseKind) -> Self {
        let mut sections = sections(&kind.documentation());
        for section in &mut sections {
            let heading = match section.heading.as_str() {
                "What happens" => MEANING,
                heading if heading.starts_with("How it") => CAUSES,
                "Fix" => FIX,
                "Not to be mistaken for" => "What it is not",
                _ => continue,
            };
            heading.clone_into(&mut section.heading);
        }
        Self {
            also_known_as: kind.also_known_as,
            ..Self::new(kind.name, kind.title.into(), sections)
        }
    }

    /// A term.
    pub(super) fn of_term(term: &'static Term) -> Self {
        let mut sections = vec![Section {
            heading: MEANING.to_owned(),
            blocks: vec![Block::Paragraph(term.meaning.to_owned())],
        }];
        for (heading, sentences) in [
            (CAUSES, term.causes),
            (LOOK_AT, term.look_at),
            (FIX, term.fix),
        ] {
            if !sentences.is_empty() {
                sections.push(Section {
                    heading: heading.to_owned(),
                    blocks: sentences
                        .iter()
                        .map(|text| Block::Item((*text).to_owned()))
                        .collect(),
                });
            }
        }
        Self {
            also_known_as: term.also_known_as,
            ..Self::new(term.name, term.title.into(), sections)
        }
    }

    /// What usually brings it about, the commonest first.
    pub fn causes(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter();
        let causes = sections.filter(|section| section.heading == CAUSES);
        causes
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Item(text) => Some(text.as_str()),
                Block::Paragraph(_) | Block::Code(_) => None,
            })
    }

    pub(super) const fn new(
        term: &'static str,
        title: Cow<'static, str>,
        sections: Vec<Section>,
    ) -> Self {
        Self {
            term,
            title,
            sections,
            observations: Vec::new(),
            values: Vec::new(),
            said_by: None,
            link: None,
            also_known_as: &[],
        }
    }

    /// The same, for a line of a browser's console.
    #[must_use]
    pub(super) fn with_line(mut self, line: console::Line) -> Self {
        let values = line.values.into_iter();
        let values: Vec<Value> = values
            .map(|(name, value)| (name, terminal(&value).into_owned()))
            .collect();
        if line.preflight {
            self.of_preflight();
        }
        let seen = observations::of(self.term, &values);
        self.observations.extend(seen);
        self.values = values;
        self.said_by = Some(line.browser);
        self
    }

    /// The same, where it was the preflight that failed.
    pub(super) fn of_preflight(&mut self) {
        if !self.term.starts_with("preflight") {
            self.observations.push(
                "It is about the preflight: the browser sent OPTIONS first, its response failed \
                 the check, and the request itself was never sent. Look at the status of the \
                 OPTIONS request. If it is an error, respond to OPTIONS with 204 and the \
                 Access-Control headers before authentication and routing."
                    .to_owned(),
            );
        }
    }

    /// Puts the values into the texts. A rule's fix names an example's page and host instead of
    /// holes.
    #[must_use]
    pub(super) fn filled(mut self) -> Self {
        for section in &mut self.sections {
            let in_fix = section.heading == FIX;
            for block in &mut section.blocks {
                let texts = match block {
                    Block::Paragraph(text) | Block::Item(text) => std::slice::from_mut(text),
                    Block::Code(lines) => lines.as_mut_slice(),
                };
                for text in texts {
                    *text = filled(text, &self.values);
                    if in_fix {
                        *text = with_example_replaced(text, &self.values);
                    }
                }
            }
        }
        self
    }

    /// The text of a section: paragraphs, items and lines of code, each in one line.
    #[must_use]
    pub fn section(&self, heading: &str) -> Vec<String> {
        let found = self.sections.iter().filter(|s| s.heading == heading);
        let blocks = found.flat_map(|section| &section.blocks);
        blocks
            .flat_map(|block| match block {
                Block::Paragraph(text) | Block::Item(text) => vec![text.clone()],
                Block::Code(lines) => lines.clone(),
            })
            .collect()
    }

    /// All of it as text, in lines of at most `width` columns where that is given.
    #[must_use]
    pub fn text(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(usize::MAX).max(20);
        let mut text = format!("{}: {}\n", self.term, self.title);
        if !self.values.is_empty() {
            let whose = self.said_by.unwrap_or("the browser");
            let _ = write!(text, "\nIn this line of {whose}\n");
            for (name, value) in &self.values {
                let shown = if value.is_empty() { "(empty)" } else { value };
                let _ = writeln!(text, "  {:<15} {shown}", label(name));
            }
        }
        if !self.observations.is_empty() {
            text.push_str("\nWhat this shows\n");
            for sentence in &self.observations {
                paragraph(&mut text, sentence, "- ", width);
            }
        }
        for section in &self.sections {
            let _ = write!(text, "\n{}\n", section.heading);
            for (number, block) in section.blocks.iter().enumerate() {
                let follows =
                    |wanted: fn(&Block) -> bool| number > 0 && wanted(&section.blocks[number - 1]);
                match block {
                    Block::Paragraph(words) => {
                        if follows(|block| matches!(block, Block::Paragraph(_))) {
                            text.push('\n');
                        }
                        paragraph(&mut text, &words.replace('`', ""), "", width);
                    }
                    Block::Item(words) => {
                        paragraph(&mut text, &words.replace('`', ""), "- ", width);
                    }
                    Block::Code(lines) => {
                        for line in lines {
                            code(&mut text, line, width);
                        }
                    }
                }
            }
        }
        if !self.also_known_as.is_empty() {
            text.push_str("\nAlso known as\n");
            paragraph(&mut text, &self.also_known_as.join(", "), "  ", width);
        }
        if let Some(link) = self.link {
            let _ = write!(text, "\n{link}\n");
        }
        text
    }
}

pub(super) const MEANING: &str = "What it means";
pub(super) const CAUSES: &str = "Common causes";
pub(super) const LOOK_AT: &str = "What to look at";
pub(super) const FIX: &str = "How to fix it";

/// The values' names in words.
fn label(name: &str) -> &str {
    match name {
        "url" => "URL",
        "initial" => "redirected from",
        "value" => "header's value",
        "space" => "address space",
        other => other,
    }
}

/// The value of that name; `host` is that of the URL.
fn value_of<'v>(name: &str, values: &'v [Value]) -> Option<Cow<'v, str>> {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name);
    if name == "host" {
        let url = Url::parse(&value("url")?.1).ok()?;
        return Some(Cow::Owned(url.host_str()?.to_owned()));
    }
    let (_, value) = value(name)?;
    if value.is_empty() {
        return Some(Cow::Borrowed("nothing"));
    }
    Some(match value.char_indices().nth(SHOWN) {
        Some((cut, _)) => Cow::Owned(format!("{}…", &value[..cut])),
        None => Cow::Borrowed(value),
    })
}

/// What is written where a value is not known.
fn unknown(name: &str) -> Option<&'static str> {
    Some(match name {
        "origin" => "[the page's origin]",
        "url" => "[the URL]",
        "host" => "[the host]",
        "value" => "[the value]",
        "method" => "[the method]",
        "header" => "[the header]",
        "status" => "[the status]",
        "space" => "local",
        _ => return None,
    })
}

/// Puts the values into the holes of a text. Other braces stay.
fn filled(text: &str, values: &[Value]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        result.push_str(before);
        let hole = after.split_once('}');
        let known = hole.and_then(|(name, after)| {
            let words = unknown(name)?;
            let value = value_of(name, values).unwrap_or(Cow::Borrowed(words));
            Some((value, after))
        });
        rest = if let Some((value, after)) = known {
            result.push_str(&value);
            after
        } else {
            result.push('{');
            after
        };
    }
    result.push_str(rest);
    result
}

/// A text in which the page and the host of an example are those of the pasted line.
fn with_example_replaced(text: &str, values: &[Value]) -> String {
    let pairs = [("https://shop.example", "origin"), ("api.example", "host")];
    pairs.iter().fold(text.to_owned(), |text, (example, name)| {
        match value_of(name, values).filter(|value| *value != "null") {
            Some(value) => text.replace(example, &value),
            None => text,
        }
    })
}

/// A line as it is; one that is too long goes on below the text after its first word.
fn code(text: &mut String, line: &str, width: usize) {
    let columns = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let indent = line.find("  ").map_or(2, |at| {
        let gap = line[at..].len() - line[at..].trim_start().len();
        columns(&line[..at]) + gap
    });
    let mut written = 0;
    text.push_str("  ");
    for (number, word) in line.split(' ').enumerate() {
        if number > 0 && written > indent && 3 + written + columns(word) > width {
            let _ = write!(text, "\n  {:indent$}", "");
            written = indent;
        } else if number > 0 {
            text.push(' ');
            written += 1;
        }
        text.push_str(word);
        written += columns(word);
    }
    text.push('\n');
}

/// A paragraph in lines of at most `width` columns; further lines begin below the text of the
/// first.
fn paragraph(text: &mut String, sentence: &str, mark: &str, width: usize) {
    let mut line = mark.to_owned();
    let indent = " ".repeat(mark.len());
    let mut words = 0;
    let mut header = String::new();
    for word in sentence.split_whitespace() {
        // A header's name stays on the line of its value.
        if word.ends_with(':') && word.starts_with(|c: char| c.is_ascii_uppercase()) {
            header.push_str(word);
            header.push(' ');
            continue;
        }
        header.push_str(word);
        let glued = std::mem::take(&mut header);
        let word = glued.as_str();
        let columns = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        if words > 0 && columns(&line) + 1 + columns(word) > width {
            text.push_str(&line);
            text.push('\n');
            line.clone_from(&indent);
            words = 0;
        }
        if words > 0 {
            line.push(' ');
        }
        line.push_str(word);
        words += 1;
    }
    if !header.is_empty() {
        if words > 0 {
            line.push(' ');
        }
        line.push_str(header.trim_end());
    }
    text.push_str(&line);
    text.push('\n');
}
