//! From the text of a filter to its tree.
//!
//! ```text
//! any  = all { "or" all }          term  = "(" any ")" | [ field ":" ] value
//! all  = not { ["and"] not }       value = word | "quoted" | /regex/
//! not  = { "not" | "!" | "-" } term
//! ```

use regex::{Regex, RegexBuilder};

use super::field::{FIELDS, Key, find, nearest, suggestion};
use super::{Expression, FilterError, Term};
use crate::exchange::Recorded;
use crate::fetch::Phase;
use crate::rules::RULES;
use crate::verdict::Outcome;

/// Parentheses and nots may be nested this deep.
const DEEPEST: usize = 64;

/// A compiled pattern may take this much memory.
const PATTERN_BYTES: usize = 1 << 20;

pub(super) fn parse(text: &str) -> Result<Option<Expression>, FilterError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
    };
    parser.skip_spaces();
    if parser.rest().is_empty() {
        return Ok(None);
    }
    let expression = parser.any()?;
    match parser.rest().chars().next() {
        None => Ok(Some(expression)),
        // `any` stops only at the end and at what closes a parenthesis.
        Some(_) => Err(parser.error("this `)` has no `(`")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// How a value was written.
enum Value {
    Word(String),
    Quoted(String),
    Regex(String),
}

impl<'a> Parser<'a> {
    fn any(&mut self) -> Result<Expression, FilterError> {
        let mut parts = vec![self.all()?];
        while self.keyword("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, FilterError> {
        let mut parts = vec![self.not()?];
        loop {
            if self.keyword("and") {
                parts.push(self.not()?);
            } else if self.rest().is_empty() || self.rest().starts_with(')') || self.sees("or") {
                return Ok(one_or(parts, Expression::All));
            } else {
                parts.push(self.not()?);
            }
        }
    }

    fn not(&mut self) -> Result<Expression, FilterError> {
        let negated = if self.rest().starts_with(['!', '-']) {
            self.at += 1;
            self.skip_spaces();
            true
        } else {
            self.keyword("not")
        };
        if !negated {
            return self.term();
        }
        let inner = self.deeper(Self::not)?;
        Ok(Expression::Not(Box::new(inner)))
    }

    fn term(&mut self) -> Result<Expression, FilterError> {
        if self.rest().is_empty() {
            return Err(self.error("a search term is missing here"));
        }
        if self.sees("or") || self.sees("and") {
            return Err(self.error("a search term is missing before this word"));
        }
        if self.rest().starts_with(')') {
            return Err(self.error("a search term is missing before this `)`"));
        }
        if self.rest().starts_with('(') {
            let open = self.at;
            self.at += 1;
            self.skip_spaces();
            let inner = self.deeper(Self::any)?;
            if !self.rest().starts_with(')') {
                return Err(FilterError {
                    at: open,
                    message: "this `(` is never closed".to_owned(),
                });
            }
            self.at += 1;
            self.skip_spaces();
            return Ok(inner);
        }
        let start = self.at;
        let field = self.field()?;
        let value_at = self.at;
        let value = self.value()?;
        self.skip_spaces();
        let at = |message: String| FilterError {
            at: value_at,
            message,
        };
        match field {
            None => {
                let pattern = match value {
                    Value::Word(text) => substring(&text),
                    Value::Quoted(text) => pattern(&regex::escape(&text)),
                    Value::Regex(text) => pattern(&text),
                };
                let pattern = pattern.map_err(|message| FilterError { at: start, message })?;
                Ok(Expression::Term(Term::Anywhere(pattern)))
            }
            Some(key) => clause(key, value).map_err(at),
        }
    }

    /// The field's name and colon, where there are some.
    fn field(&mut self) -> Result<Option<Key>, FilterError> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .unwrap_or(rest.len());
        let name = &rest[..length];
        let Some(value) = rest[length..].strip_prefix(':') else {
            return Ok(None);
        };
        if let Some(field) = find(name) {
            self.at += length + 1;
            if value.is_empty() || value.starts_with(char::is_whitespace) || value.starts_with(')')
            {
                let message = format!("a value is missing, as in `{}`", field.example);
                return Err(self.error(&message));
            }
            return Ok(Some(field.key));
        }
        // An address, or host and port.
        let is_port = value.starts_with(|c: char| c.is_ascii_digit());
        if name.is_empty() || value.starts_with("//") || is_port {
            return Ok(None);
        }
        let names = FIELDS.iter().map(|field| field.name);
        Err(self.error(&format!(
            "unknown field `{name}`; {}",
            suggestion(name, names)
        )))
    }

    fn value(&mut self) -> Result<Value, FilterError> {
        let rest = self.rest();
        if rest.starts_with('"') {
            return self.quoted().map(Value::Quoted);
        }
        if let Some(regex) = regex_literal(rest) {
            self.at += regex.len() + 2;
            return Ok(Value::Regex(regex.to_owned()));
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '(' || c == ')')
            .unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error("a value is missing here"));
        }
        self.at += end;
        Ok(Value::Word(rest[..end].to_owned()))
    }

    fn quoted(&mut self) -> Result<String, FilterError> {
        let open = self.at;
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((offset, c)) = characters.next() {
            match c {
                '"' => {
                    self.at += offset + 1;
                    return Ok(text);
                }
                '\\' => text.extend(characters.next().map(|(_, c)| c)),
                c => text.push(c),
            }
        }
        Err(FilterError {
            at: open,
            message: "this quote is never closed".to_owned(),
        })
    }

    fn deeper(
        &mut self,
        inner: fn(&mut Self) -> Result<Expression, FilterError>,
    ) -> Result<Expression, FilterError> {
        if self.depth == DEEPEST {
            return Err(self.error("nested too deeply"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// Takes the keyword, if it comes next.
    fn keyword(&mut self, word: &str) -> bool {
        let found = self.sees(word);
        if found {
            self.at += word.len();
            self.skip_spaces();
        }
        found
    }

    fn sees(&self, word: &str) -> bool {
        let rest = self.rest();
        rest.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
            && rest[word.len()..]
                .chars()
                .next()
                .is_none_or(|c| c.is_whitespace() || c == '(' || c == ')')
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error(&self, message: &str) -> FilterError {
        FilterError {
            at: self.at,
            message: message.to_owned(),
        }
    }
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        many(parts)
    }
}

/// What is between the slashes of `/regex/`: no space, and the closing slash ends the value.
/// `/v2/cart` is a path, not an expression.
fn regex_literal(rest: &str) -> Option<&str> {
    let body = rest.strip_prefix('/')?;
    let mut escaped = false;
    for (offset, c) in body.char_indices() {
        if c.is_whitespace() {
            return None;
        }
        let ends_here = c == '/'
            && !escaped
            && body[offset + 1..]
                .chars()
                .next()
                .is_none_or(|next| next.is_whitespace() || next == ')');
        if ends_here {
            return (offset > 0).then(|| &body[..offset]);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn clause(key: Key, value: Value) -> Result<Expression, String> {
    let (words, literal) = match value {
        Value::Regex(text) if is_text(key) => {
            return Ok(Expression::Term(Term::Text(key, pattern(&text)?)));
        }
        Value::Regex(_) => return Err("this field does not support regular expressions".to_owned()),
        // A comma may be part of an address.
        Value::Word(text) if matches!(key, Key::Url | Key::Path | Key::Page) => (vec![text], false),
        Value::Word(text) => (text.split(',').map(str::to_owned).collect(), false),
        Value::Quoted(text) => (vec![text], true),
    };
    let mut terms = Vec::new();
    for word in words.iter().filter(|word| literal || !word.is_empty()) {
        terms.push(Expression::Term(term(key, word, literal)?));
    }
    if terms.is_empty() {
        return Err("a value is missing here".to_owned());
    }
    Ok(one_or(terms, Expression::Any))
}

fn is_text(key: Key) -> bool {
    matches!(
        key,
        Key::Origin
            | Key::Host
            | Key::Path
            | Key::Url
            | Key::Method
            | Key::Rule
            | Key::Cause
            | Key::Type
            | Key::Page
            | Key::File
    )
}

fn term(key: Key, word: &str, literal: bool) -> Result<Term, String> {
    let is = |special: &str| !literal && word.eq_ignore_ascii_case(special);
    Ok(match key {
        Key::Origin | Key::Page | Key::Type if is("unknown") => Term::Unknown(key),
        Key::Cause | Key::Status if is("none") => Term::Unknown(key),
        Key::Origin | Key::Host => {
            // Where an address is pasted, its origin is meant.
            let value = match word.split_once("://") {
                Some((scheme, rest)) if !literal => {
                    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                    &word[..scheme.len() + 3 + end]
                }
                _ => word,
            };
            Term::Text(key, whole(value, literal)?)
        }
        Key::Method | Key::Type => Term::Text(key, whole(word, literal)?),
        Key::Rule => rule(word)?,
        Key::Path | Key::Url | Key::Cause | Key::Page | Key::File if literal => {
            Term::Text(key, pattern(&regex::escape(word))?)
        }
        Key::Path | Key::Url | Key::Cause | Key::Page | Key::File => {
            Term::Text(key, substring(word)?)
        }
        Key::Status => status(word)?,
        Key::Verdict | Key::Chromium | Key::Firefox | Key::WebKit | Key::Standard => {
            Term::Verdict(key, one_of("verdict", word, &Outcome::ALL, Outcome::word)?)
        }
        Key::Phase => {
            let all = [
                Phase::Request,
                Phase::Preflight,
                Phase::Redirect,
                Phase::Response,
            ];
            Term::Phase(one_of("phase", word, &all, Phase::word)?)
        }
        Key::Recorded => {
            let all = [
                Recorded::Blocked,
                Recorded::Delivered,
                Recorded::Failed,
                Recorded::Unknown,
            ];
            Term::Recorded(one_of("outcome", word, &all, Recorded::word)?)
        }
        Key::Browsers => {
            let all = ["agree", "disagree"];
            Term::Disagree(one_of("answer", word, &all, |word| word)? == "disagree")
        }
    })
}

/// A part of the name of at least one rule. Those that do not block must be looked for in the
/// details, which takes longer.
fn rule(word: &str) -> Result<Term, String> {
    let pattern = substring(word)?;
    let mut known = RULES
        .iter()
        .filter(|rule| pattern.is_match(rule.name))
        .peekable();
    if known.peek().is_some() {
        return Ok(if known.all(|rule| rule.refusal.is_some()) {
            Term::Text(Key::Rule, pattern)
        } else {
            Term::Finding(pattern)
        });
    }
    let advice = match nearest(word, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`corslens rules` lists them".to_owned(),
    };
    Err(format!("unknown rule `{word}`; {advice}"))
}

fn one_of<T: Copy>(
    what: &str,
    word: &str,
    all: &[T],
    spelled: fn(T) -> &'static str,
) -> Result<T, String> {
    all.iter()
        .copied()
        .find(|value| spelled(*value).eq_ignore_ascii_case(word))
        .ok_or_else(|| {
            let known = all.iter().map(|value| spelled(*value));
            format!("unknown {what} `{word}`; {}", suggestion(word, known))
        })
}

/// `404`, `4xx`, `400..499`, `>=400`, `<300`, `!=200` is left to `!status:200`.
fn status(word: &str) -> Result<Term, String> {
    let wrong =
        || format!("`{word}` is not a status; write `404`, `4xx`, `>=400`, `400..499` or `none`");
    let number = |text: &str| text.parse::<i32>().map_err(|_| wrong());
    if let Some(text) = word.strip_prefix(">=") {
        return Ok(Term::Status(number(text)?, i32::MAX));
    }
    if let Some(text) = word.strip_prefix("<=") {
        return Ok(Term::Status(i32::MIN, number(text)?));
    }
    if let Some(text) = word.strip_prefix('>') {
        return Ok(Term::Status(number(text)?.saturating_add(1), i32::MAX));
    }
    if let Some(text) = word.strip_prefix('<') {
        return Ok(Term::Status(i32::MIN, number(text)?.saturating_sub(1)));
    }
    if let Some((low, high)) = word.split_once("..") {
        return Ok(Term::Status(number(low)?, number(high)?));
    }
    let lower = word.to_ascii_lowercase();
    if let Some(class) = lower.strip_suffix("xx")
        && class.len() == 1
    {
        let hundreds = number(class)? * 100;
        return Ok(Term::Status(hundreds, hundreds + 99));
    }
    let exact = number(word.strip_prefix('=').unwrap_or(word))?;
    Ok(Term::Status(exact, exact))
}

/// The word anywhere, `*` standing for any text.
fn substring(word: &str) -> Result<Regex, String> {
    pattern(&with_stars(word))
}

/// The whole value, `*` standing for any text unless it is to be taken literally.
fn whole(word: &str, literal: bool) -> Result<Regex, String> {
    let inner = if literal {
        regex::escape(word)
    } else {
        with_stars(word)
    };
    pattern(&format!("^(?:{inner})$"))
}

fn with_stars(word: &str) -> String {
    let parts: Vec<String> = word.split('*').map(regex::escape).collect();
    parts.join(".*")
}

fn pattern(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text)
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .dfa_size_limit(PATTERN_BYTES)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "this regular expression is too large".to_owned(),
            error => {
                // The first lines draw the expression with a mark; the last says what is wrong.
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default();
                format!(
                    "invalid regular expression: {}",
                    last.trim_start_matches("error: ")
                )
            }
        })
}
