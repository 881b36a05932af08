//! What to change in the page, where the server is not at fault or cannot be changed.

use super::policy::Warning;
use super::stack::Part;
use super::stack::Remedy;

/// A change in the page. The values come from a capture: in code they stand as strings, and where
/// one cannot be shown safely the change has no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientChange<'a> {
    /// A request header that need not be sent.
    DropHeader(&'a str),
    /// The URL that a redirect leads to.
    FinalUrl(&'a str),
    /// A method whose letters must be upper case.
    UpperCase(&'a str),
    /// Cookies that the request does not need.
    LeaveOutCredentials,
    /// A resource that is loaded without CORS and could be loaded with it.
    Crossorigin,
    /// A page that is opened from disk.
    ServePage,
}

impl ClientChange<'_> {
    /// The change as text to paste.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        let code = match *self {
            Self::DropHeader(name) => format!("// headers: leave out {}\n", string(name)),
            Self::FinalUrl(url) => format!("fetch({})\n", string(url)),
            Self::UpperCase(method) => format!(
                "fetch(url, {{ method: {} }})\n",
                string(&method.to_ascii_uppercase())
            ),
            Self::LeaveOutCredentials => "\
fetch(url, { credentials: \"omit\" })
// XMLHttpRequest: leave out withCredentials = true
"
            .to_owned(),
            Self::Crossorigin => {
                "<img src=\"…\" crossorigin>  <!-- or script, link, video -->\n".to_owned()
            }
            Self::ServePage => "npx serve .\n".to_owned(),
        };
        Remedy::new(
            self.title(),
            vec![Part {
                place: "in the page",
                text: code,
            }],
            self.notes(),
            if *self == Self::ServePage { "#" } else { "//" },
        )
    }

    fn title(&self) -> &'static str {
        match self {
            Self::DropHeader(_) => "Do not send the header",
            Self::FinalUrl(_) => "Call the final URL",
            Self::UpperCase(_) => "Write the method in upper case",
            Self::LeaveOutCredentials => "Send no cookies",
            Self::Crossorigin => "Load it with CORS",
            Self::ServePage => "Serve the page over http",
        }
    }

    fn notes(&self) -> Vec<String> {
        match *self {
            Self::DropHeader(name) if name.to_ascii_lowercase().starts_with("access-control-") => {
                vec![Warning::ResponseHeaderInRequest(plain(name)).to_string()]
            }
            Self::DropHeader(_) => vec![
                "Where a library adds it, tell the library which hosts are meant \
                 (tracePropagationTargets, propagateTraceHeaderCorsUrls, allowedTracingUrls)."
                    .into(),
            ],
            Self::FinalUrl(_) => {
                vec!["The request then needs no redirect, and keeps its Origin.".into()]
            }
            Self::UpperCase(_) => {
                vec![
                    "Only GET, HEAD, POST, PUT, DELETE and OPTIONS are upper-cased for you.".into(),
                ]
            }
            Self::LeaveOutCredentials => vec![
                "A token that the page puts into Authorization itself is no credential in this \
                 sense and still works."
                    .into(),
            ],
            Self::Crossorigin => {
                vec!["The server must then send Access-Control-Allow-Origin for the file.".into()]
            }
            Self::ServePage => {
                vec!["A page from disk has the origin null, which no server should allow.".into()]
            }
        }
    }
}

/// A value as a string of JavaScript, which JSON's strings are; without line separators that old
/// parsers take for line breaks, and without what could end a script element.
fn string(value: &str) -> String {
    serde_json::Value::from(plain(value))
        .to_string()
        .replace('<', "\\u003c")
}

/// Control characters and what turns the direction of text round are left out.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_code_as_strings() {
        for (change, expected) in [
            (
                ClientChange::FinalUrl("https://a.example/x\"); evil(\""),
                r#"fetch("https://a.example/x\"); evil(\"")"#,
            ),
            (
                ClientChange::FinalUrl("https://a.example/\n\u{2028}</script>"),
                r#"fetch("https://a.example/\u003c/script>")"#,
            ),
            (
                ClientChange::UpperCase("patch"),
                r#"fetch(url, { method: "PATCH" })"#,
            ),
            (
                ClientChange::DropHeader("baggage"),
                r#"leave out "baggage""#,
            ),
        ] {
            let text = change.remedy().text();
            assert!(text.contains(expected), "{text}");
        }
    }

    #[test]
    fn a_header_of_answers_is_said_to_be_one() {
        let text = ClientChange::DropHeader("Access-Control-Allow-Origin")
            .remedy()
            .text();
        assert!(text.contains("belongs to the server's answer"), "{text}");
    }
}
