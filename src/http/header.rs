//! Header lists and how values are taken out of them.
//!
//! <https://fetch.spec.whatwg.org/#concept-header-list>

use std::borrow::Cow;

/// The headers of one message, in the order they were recorded, borrowed from the capture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderList<'a> {
    lines: Vec<(&'a str, &'a str)>,
}

/// What [`HeaderList::extract`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extracted<'a> {
    /// No header of that name.
    Absent,
    /// The header is there, and one line of it does not follow the grammar.
    Failure {
        /// The element that is not a token.
        token: &'a str,
    },
    /// The elements of all lines, in order. Empty where the header is present but empty.
    List(Vec<&'a str>),
}

impl<'a> HeaderList<'a> {
    /// A list of name and value pairs, as they are in the message.
    #[must_use]
    pub fn new(lines: Vec<(&'a str, &'a str)>) -> Self {
        Self { lines }
    }

    /// All lines, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> + '_ {
        self.lines.iter().copied()
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no line at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether a line of that name is present; names compare without regard to case.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.lines(name).next().is_some()
    }

    /// The values of the lines with that name, outer spaces and tabs removed.
    pub fn lines<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'a str> + 'b {
        self.lines
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| trim_ows(value))
    }

    /// The value of the first line with that name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&'a str> {
        self.lines(name).next()
    }

    /// The combined value: all lines of that name joined with a comma and a space.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get>
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut lines = self.lines(name);
        let first = lines.next()?;
        let Some(second) = lines.next() else {
            return Some(Cow::Borrowed(first));
        };
        let mut value = format!("{first}, {second}");
        for line in lines {
            value.push_str(", ");
            value.push_str(line);
        }
        Some(Cow::Owned(value))
    }

    /// The elements of a header whose grammar is a comma-separated list of tokens, such as
    /// `Access-Control-Allow-Headers`. Empty elements are legal and skipped.
    ///
    /// <https://fetch.spec.whatwg.org/#extract-header-list-values>
    #[must_use]
    pub fn extract(&self, name: &str) -> Extracted<'a> {
        let mut present = false;
        let mut list = Vec::new();
        for line in self.lines(name) {
            present = true;
            for element in line.split(',').map(trim_ows) {
                if element.is_empty() {
                    continue;
                }
                if !is_token(element) {
                    return Extracted::Failure { token: element };
                }
                list.push(element);
            }
        }
        if present {
            Extracted::List(list)
        } else {
            Extracted::Absent
        }
    }

    /// The elements of a header split at commas that are outside quoted strings; never fails,
    /// and keeps empty elements.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split>
    #[must_use]
    pub fn get_decode_split(&self, name: &str) -> Option<Vec<String>> {
        let value = self.get(name)?;
        let mut elements = vec![String::new()];
        let mut quoted = false;
        let mut escaped = false;
        for c in value.chars() {
            if c == ',' && !quoted {
                elements.push(String::new());
                continue;
            }
            if quoted && escaped {
                escaped = false;
            } else if quoted && c == '\\' {
                escaped = true;
            } else if c == '"' {
                quoted = !quoted;
            }
            if let Some(last) = elements.last_mut() {
                last.push(c);
            }
        }
        Some(elements.iter().map(|e| trim_ows(e).to_owned()).collect())
    }
}

/// Removes spaces and tabs at both ends (optional whitespace, RFC 9110 section 5.6.3).
#[must_use]
pub fn trim_ows(value: &str) -> &str {
    value.trim_matches([' ', '\t'])
}

/// Whether `value` is a token (RFC 9110 section 5.6.2): at least one character, and none of the
/// delimiters.
#[must_use]
pub fn is_token(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(is_token_byte)
}

/// Whether `byte` may be in a token.
#[must_use]
pub fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_|~`".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_name_are_joined_in_order() {
        let list = HeaderList::new(vec![("A", " 1 "), ("b", "x"), ("a", "2\t")]);
        assert_eq!(list.get("a").as_deref(), Some("1, 2"));
        assert_eq!(list.get("B").as_deref(), Some("x"));
        assert_eq!(list.get("c"), None);
    }

    #[test]
    fn extraction_table() {
        let rows: &[(&[&str], Extracted)] = &[
            (&[], Extracted::Absent),
            (&[""], Extracted::List(vec![])),
            (&["GET, PUT"], Extracted::List(vec!["GET", "PUT"])),
            (&[",a,,b,"], Extracted::List(vec!["a", "b"])),
            (&["a", "b ,c"], Extracted::List(vec!["a", "b", "c"])),
            (&["*"], Extracted::List(vec!["*"])),
            (&["GET PUT"], Extracted::Failure { token: "GET PUT" }),
            (&["GET", "['PUT']"], Extracted::Failure { token: "['PUT']" }),
            (&["\"GET\""], Extracted::Failure { token: "\"GET\"" }),
        ];
        for (values, expected) in rows {
            let list = HeaderList::new(values.iter().map(|v| ("X", *v)).collect());
            assert_eq!(&list.extract("x"), expected, "{values:?}");
        }
    }

    #[test]
    fn decode_split_respects_quotes_and_keeps_empty_elements() {
        let list = HeaderList::new(vec![("X", "a, \"b,c\", ,d")]);
        assert_eq!(
            list.get_decode_split("x").unwrap(),
            ["a", "\"b,c\"", "", "d"]
        );
    }
}
