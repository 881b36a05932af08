//! What a rule, a cause, a browser's code or a pasted console line means, and what to do about it.
//! Needs no capture.

mod console;
mod difference;
pub mod terms;

use std::borrow::Cow;
use std::fmt::Write;

use url::Url;

use crate::causes::CAUSES;
use crate::causes::CauseKind;
use crate::report::sanitize::terminal;
use crate::rules::RULES;
use crate::rules::Rule;
use terms::Term;
use terms::named;
use terms::terms;

/// How much of what was pasted is looked at.
const MOST: usize = 16 * 1024;
/// How much of a value is put into a sentence.
const SHOWN: usize = 200;
/// How many near matches are offered.
const OFFERED: usize = 3;

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

/// What a term means, with the values of the pasted line filled in. Nothing in it can harm a
/// terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the rule, the cause or the word.
    pub term: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: String,
    /// What the values of the pasted line show, one sentence each.
    pub observations: Vec<String>,
    /// What usually brings it about, the commonest first.
    pub how_it_comes_about: Vec<String>,
    /// What to look at to tell these apart.
    pub look_at: Vec<String>,
    /// What to change.
    pub mend: Vec<String>,
    /// The values of the pasted line: a name such as `origin` and the value.
    pub values: Vec<(&'static str, String)>,
    /// Whose words the pasted line has.
    pub browser: Option<&'static str>,
    /// What browsers and other tools call it.
    pub also_known_as: &'static [&'static str],
}

/// Explains a word (a rule, a cause, a browser's code, a page of MDN) or a pasted console line.
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
    if let Some(explanation) = by_name(text) {
        return Answer::Found(Box::new(explanation));
    }
    if let Some(line) = console::recognise(text)
        && let Some(term) = named(line.term)
    {
        return Answer::Found(Box::new(Explanation::of_line(term, line)));
    }
    // A code inside other words: the address of a page, a line of a log.
    let inside = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || "_.:-".contains(c)))
        .map(|word| word.trim_matches(['.', ':', '-']))
        .filter(|word| word.len() >= 6 && word.contains(|c: char| c.is_ascii_uppercase()))
        .find_map(by_name);
    if let Some(explanation) = inside {
        return Answer::Found(Box::new(explanation));
    }
    let nearest = nearest(text);
    if nearest.is_empty() {
        Answer::Nothing
    } else {
        Answer::Nearest(nearest)
    }
}

/// What has that name: a term, a rule without one, else what is also known by it.
fn by_name(word: &str) -> Option<Explanation> {
    let wanted = normal(word);
    if wanted.is_empty() {
        return None;
    }
    if let Some(term) = terms().find(|term| normal(term.name) == wanted) {
        return Some(Explanation::of_word(term, false));
    }
    if let Some(kind) = CAUSES.iter().find(|kind| normal(kind.name) == wanted) {
        return Some(Explanation::of_cause(kind));
    }
    if let Some(rule) = RULES.iter().find(|rule| normal(rule.name) == wanted) {
        return Some(Explanation::of_rule(rule));
    }
    // Firefox numbers its categories when their wording changes: CORSMissingAllowOrigin2.
    let unnumbered = if wanted.starts_with("cors") {
        wanted.trim_end_matches(|c: char| c.is_ascii_digit())
    } else {
        wanted.as_str()
    };
    for wanted in [wanted.as_str(), unnumbered] {
        for term in terms() {
            let names = &mut term.also_known_as.iter();
            if names.any(|name| normal(name) == wanted) {
                let preflight = wanted.starts_with("preflight");
                return Some(Explanation::of_word(term, preflight));
            }
        }
    }
    let kind = CAUSES.iter().find(|kind| {
        let names = &mut kind.also_known_as.iter();
        names.any(|name| normal(name) == wanted)
    });
    if let Some(kind) = kind {
        return Some(Explanation::of_cause(kind));
    }
    let known = |rule: &&&Rule| rule.also_known_as.iter().any(|name| normal(name) == wanted);
    let rule = RULES.iter().find(known)?;
    Some(Explanation::of_rule(rule))
}

/// A name without case, punctuation and the prefixes that tools put before it.
fn normal(name: &str) -> String {
    let name = name
        .trim_start_matches("net::")
        .trim_start_matches("Network.")
        .trim_start_matches("CorsError.")
        .trim_start_matches("CorsError::");
    // Chromium's sources: kMissingAllowOriginHeader.
    let name = match name.strip_prefix('k') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => rest,
        _ => name,
    };
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The names most like this one, best first: by letters, else by the words in it.
fn nearest(text: &str) -> Vec<&'static str> {
    let wanted = normal(text);
    if wanted.is_empty() || wanted.len() > 64 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &'static str)> = Vec::new();
    for term in terms() {
        for name in std::iter::once(&term.name).chain(term.also_known_as) {
            let distance = strsim::levenshtein(&wanted, &normal(name));
            if distance <= 1 + wanted.len() / 5 {
                near.push((distance, name));
            }
        }
    }
    let rules = RULES.iter().map(|rule| rule.name);
    for name in rules.chain(CAUSES.iter().map(|kind| kind.name)) {
        let distance = strsim::levenshtein(&wanted, &normal(name));
        if distance <= 1 + wanted.len() / 5 {
            near.push((distance, name));
        }
    }
    if near.is_empty() {
        let words: Vec<String> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() >= 3)
            .map(str::to_ascii_lowercase)
            .collect();
        let titles = terms().map(|term| (term.name, term.title));
        let titles = titles.chain(CAUSES.iter().map(|kind| (kind.name, kind.title)));
        let titles = titles.chain(RULES.iter().map(|rule| (rule.name, rule.summary)));
        for (name, title) in titles.filter(|_| !words.is_empty()) {
            let all = format!("{name} {title}").to_ascii_lowercase();
            if words.iter().all(|word| all.contains(word.as_str())) {
                near.push((0, name));
            }
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    let mut names: Vec<&'static str> = Vec::new();
    for (_, name) in near {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(OFFERED);
    names
}

impl Explanation {
    fn of_word(term: &'static Term, preflight: bool) -> Self {
        Self::new(term, &[], preflight)
    }

    /// A cause explains itself.
    fn of_cause(kind: &'static CauseKind) -> Self {
        let section = |heading: &str| -> Vec<String> {
            let paragraphs = kind.section(heading);
            paragraphs
                .iter()
                .map(|text| text.replace('`', ""))
                .collect()
        };
        let mut look_at = section("What to look at");
        look_at.extend(
            section("Not to be mistaken for")
                .iter()
                .map(|text| format!("Not to be mistaken for: {text}")),
        );
        Self {
            term: kind.name,
            title: kind.title,
            meaning: section("What happens").join(" "),
            observations: Vec::new(),
            how_it_comes_about: section("How it comes about"),
            look_at,
            mend: section("Fix"),
            values: Vec::new(),
            browser: None,
            also_known_as: kind.also_known_as,
        }
    }

    /// A rule that has no term of its own explains itself.
    fn of_rule(rule: &'static Rule) -> Self {
        let documentation = rule.documentation();
        let sections = sections(&documentation);
        let section = |heading: &str| -> Vec<String> {
            let found = sections.iter().filter(|(name, _)| *name == heading);
            found.flat_map(|(_, text)| text.clone()).collect()
        };
        let mut meaning = section("What it does");
        meaning.extend(section("Why it fails"));
        meaning.extend(section("Why it matters"));
        Self {
            term: rule.name,
            title: rule.summary,
            meaning: meaning.join(" "),
            observations: Vec::new(),
            how_it_comes_about: Vec::new(),
            look_at: Vec::new(),
            mend: section("Fix"),
            values: Vec::new(),
            browser: None,
            also_known_as: rule.also_known_as,
        }
    }

    fn of_line(term: &'static Term, line: console::Line) -> Self {
        let values: Vec<(&'static str, String)> = line
            .values
            .into_iter()
            .map(|(name, value)| (name, terminal(&value).into_owned()))
            .collect();
        let mut explanation = Self::new(term, &values, line.preflight);
        explanation.observations = observations(term, &values);
        if let Some(or) = line.or.and_then(named) {
            explanation.observations.push(format!(
                "{} says the same where {} ({}).",
                line.browser, or.title, or.name
            ));
        }
        explanation.values = values;
        explanation.browser = Some(line.browser);
        explanation
    }

    fn new(term: &'static Term, values: &[(&'static str, String)], preflight: bool) -> Self {
        let fill = |texts: &[&str]| texts.iter().map(|text| filled(text, values)).collect();
        let mut meaning = filled(term.meaning, values);
        let mut mend: Vec<String> = fill(term.mend);
        if preflight && !term.name.starts_with("preflight") {
            meaning.push_str(
                " It was the answer to the preflight: the browser asked for permission with \
                 OPTIONS first, and the request itself was never sent.",
            );
            mend.insert(
                0,
                "Look at the status of the OPTIONS request: where it is an error, answer OPTIONS \
                 with 204 and the Access-Control headers before authentication and routing."
                    .into(),
            );
        }
        Self {
            term: term.name,
            title: term.title,
            meaning,
            observations: Vec::new(),
            how_it_comes_about: fill(term.causes),
            look_at: fill(term.look_at),
            mend,
            values: Vec::new(),
            browser: None,
            also_known_as: term.also_known_as,
        }
    }

    /// All of it as text, in lines of at most `width` columns where that is given.
    #[must_use]
    pub fn text(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(usize::MAX).max(20);
        let mut text = format!("{}: {}\n\n", self.term, self.title);
        paragraph(&mut text, &self.meaning, "", width);
        if !self.values.is_empty() {
            let whose = self.browser.unwrap_or("the browser");
            let _ = write!(text, "\nIn this line of {whose}\n");
            for (name, value) in &self.values {
                let shown = if value.is_empty() { "(empty)" } else { value };
                let _ = writeln!(text, "  {:<15} {shown}", label(name));
            }
        }
        let observed = if self.values.is_empty() {
            "Beside that"
        } else {
            "What that shows"
        };
        for (heading, sentences) in [
            (observed, &self.observations),
            ("How it comes about", &self.how_it_comes_about),
            ("What to look at", &self.look_at),
            ("How to mend it", &self.mend),
        ] {
            if sentences.is_empty() {
                continue;
            }
            let _ = write!(text, "\n{heading}\n");
            for sentence in sentences {
                paragraph(&mut text, sentence, "- ", width);
            }
        }
        if !self.also_known_as.is_empty() {
            text.push_str("\nAlso known as\n");
            paragraph(&mut text, &self.also_known_as.join(", "), "  ", width);
        }
        text
    }
}

/// The sections of a rule's documentation: each heading with its paragraphs, and each line of an
/// example as one of them.
fn sections(documentation: &str) -> Vec<(&str, Vec<String>)> {
    let mut sections: Vec<(&str, Vec<String>)> = Vec::new();
    let mut in_example = false;
    let mut in_paragraph = false;
    for line in documentation.lines().map(str::trim) {
        let fence = line.starts_with("```");
        if fence {
            in_example = !in_example;
        }
        if fence || line.is_empty() {
            in_paragraph = false;
        } else if let Some(heading) = line.strip_prefix("# ").filter(|_| !in_example) {
            sections.push((heading, Vec::new()));
            in_paragraph = false;
        } else if let Some((_, paragraphs)) = sections.last_mut() {
            let line = line.replace('`', "");
            match paragraphs.last_mut() {
                Some(paragraph) if in_paragraph && !in_example => {
                    paragraph.push(' ');
                    paragraph.push_str(&line);
                }
                _ => paragraphs.push(line),
            }
            in_paragraph = true;
        }
    }
    sections
}

/// The values' names in words.
fn label(name: &str) -> &str {
    match name {
        "url" => "URL",
        "initial" => "redirected from",
        "kind" => "kind",
        "value" => "header's value",
        "header" => "header",
        "space" => "address space",
        other => other,
    }
}

/// Puts the values into a text; a word in brackets where one is not known.
fn filled(text: &str, values: &[(&'static str, String)]) -> String {
    let value_of = |name: &str| -> Option<Cow<'_, str>> {
        let known = values.iter().find(|(n, _)| *n == name);
        let value = known.map(|(_, value)| value.as_str());
        if name == "host" {
            let url = values.iter().find(|(n, _)| *n == "url")?;
            let host = Url::parse(&url.1).ok()?;
            return Some(Cow::Owned(host.host_str()?.to_owned()));
        }
        let value = value?;
        if value.is_empty() {
            return Some(Cow::Borrowed("nothing"));
        }
        Some(match value.char_indices().nth(SHOWN) {
            Some((cut, _)) => Cow::Owned(format!("{}…", &value[..cut])),
            None => Cow::Borrowed(value),
        })
    };
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        result.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        match value_of(name) {
            Some(value) => result.push_str(&value),
            None => {
                let _ = write!(result, "[{}]", unknown(name));
            }
        }
        rest = after;
    }
    result.push_str(rest);
    result
}

/// What stands where a value is not known.
fn unknown(name: &str) -> &str {
    match name {
        "origin" => "the page's origin",
        "url" => "the URL",
        "host" => "its host",
        "value" => "some value",
        "space" => "local",
        other => other,
    }
}

/// What the values show beyond what the term says anyway.
fn observations(term: &Term, values: &[(&'static str, String)]) -> Vec<String> {
    let value = |name: &str| {
        let known = values.iter().find(|(n, _)| *n == name);
        known.map(|(_, value)| value.as_str())
    };
    let mut sentences = Vec::new();
    if term.name.starts_with("allow-origin-")
        && let (Some(origin), Some(header)) = (value("origin"), value("value"))
    {
        sentences.extend(difference::difference(origin, header));
    }
    if value("origin") == Some("null") {
        sentences.push(
            "The origin null means a page from disk, a sandboxed frame, or a request that was \
             redirected from one foreign host to another."
                .into(),
        );
    }
    if let Some(initial) = value("initial") {
        sentences.push(format!(
            "The request went to {initial} first and was redirected: is that meant, or does the \
             redirect lead to a login page?"
        ));
    }
    if let Some(sentence) = value("status").and_then(status_sentence) {
        sentences.push(sentence);
    }
    if let Some(sentence) = value("header").and_then(header_sentence) {
        sentences.push(sentence.into());
    }
    if value("method") == Some("patch") {
        sentences.push(
            "patch in lower case is sent as it is, and is another method than PATCH: write it in \
             upper case in the page."
                .into(),
        );
    }
    sentences
}

/// What a status says about where the answer came from.
fn status_sentence(status: &str) -> Option<String> {
    if status == "(null)" {
        return Some("There was no status: no answer came.".into());
    }
    let says = match status.parse::<u16>().ok()? {
        401 | 403 => {
            "something wants a login, which a preflight never carries, or forbids the request"
        }
        404 | 405 | 501 => "no route answers this method here; for a preflight that is OPTIONS",
        408 | 502..=504 => "a gateway did not get an answer from the server behind it",
        413 => "the body is too large for a server in front",
        429 => "a limit on the number of requests was reached",
        500..=599 => "the server failed, and its error page lacks the headers",
        300..=399 => "it is a redirect: those need the headers too",
        400..=499 => "the server refused the request",
        _ => return None,
    };
    Some(format!("The status is {status}: {says}."))
}

/// Who usually adds a request header.
fn header_sentence(header: &str) -> Option<&'static str> {
    let name = header.to_ascii_lowercase();
    let families: [(&[&str], &str); 6] = [
        (
            &[
                "traceparent",
                "tracestate",
                "baggage",
                "sentry-trace",
                "b3",
                "x-b3-",
                "x-datadog-",
                "newrelic",
                "request-id",
                "request-context",
                "uber-trace-id",
                "elastic-apm-",
            ],
            "This header comes from a tracing library, which can be told which hosts to leave out.",
        ),
        (
            &["x-csrf", "x-xsrf", "csrf"],
            "This header comes from CSRF protection, which other hosts seldom need.",
        ),
        (
            &["x-requested-with"],
            "This header is added by jQuery and older libraries; nothing needs it today.",
        ),
        (
            &["cache-control", "pragma", "expires", "if-"],
            "This header belongs to caching; fetch's cache option does the same without it.",
        ),
        (
            &["access-control-"],
            "This header belongs into the answer: take it out of the page's request.",
        ),
        (
            &["content-type"],
            "JSON makes the browser ask for content-type: every server for such bodies must list it.",
        ),
    ];
    families
        .into_iter()
        .find(|(names, _)| names.iter().any(|start| name.starts_with(start)))
        .map(|(_, sentence)| sentence)
}

/// A paragraph in lines of at most `width` columns; further lines stand below the text of the
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

#[cfg(test)]
mod tests;
