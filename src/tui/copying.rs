//! What can be copied of a request: the values themselves, never their cut or escaped picture, with
//! secrets left out.

use std::fmt::Write as _;

use super::pane::detail::what_if::needed_line;
use super::pane::detail::{Told, fix, why};
use crate::export::{self, FORMATS};
use crate::http::header::is_token;
use crate::report::secrets::{redact_header, redact_text, redact_url};
use crate::report::{ExchangeId, Fix, Report};

/// Something that can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The key that copies it from the menu.
    pub key: char,
    /// What it is.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What can be copied of an exchange, what is wanted most first.
#[must_use]
pub fn items(
    report: &Report,
    id: ExchangeId,
    told: &Told,
    stack: Option<usize>,
    edited: Option<String>,
) -> Vec<Item> {
    let row = report.row(id);
    let url = redact_url(row.url);
    let mut items = Vec::new();
    let mut add = |key: char, name: &str, text: String| {
        items.push(Item {
            key,
            name: name.to_owned(),
            text,
        });
    };
    if let Some(cause) = &told.cause {
        let fixes = fix::listed(cause, stack);
        for (fix, key) in fixes.iter().zip(['y', '2', '3', '4', '5']) {
            add(key, &format!("fix: {}", fix.title), of_fix(fix));
        }
    }
    if let Some(edited) = edited.filter(|text| !text.is_empty()) {
        add('e', "the headers edited in \"What if\"", edited);
    }
    let needed = told
        .detail
        .comparisons
        .iter()
        .filter(|comparison| comparison.enough == Some(false))
        .find_map(needed_line);
    if let Some((name, value)) = needed {
        let value = redact_header(name, &value).into_owned();
        add('h', "the needed header line", format!("{name}: {value}"));
    }
    add('f', "the finding as Markdown", markdown(report, id));
    add('u', "the URL", for_url(&url));
    let question = Question {
        method: row.method,
        url: &url,
        origin: row.origin,
    };
    if let Some(preflight) = preflight_headers(report, id) {
        add('p', "curl: the preflight", question.preflight(&preflight));
    }
    add('c', "curl: the request", question.request());
    if let Some(shown) = why::evidence(told).first() {
        add('w', "its place in the file", shown.place.clone());
    }
    items
}

/// A fix as it is pasted.
#[must_use]
pub fn of_fix(fix: &Fix) -> String {
    let mut text = redact_text(fix.text.trim_end()).into_owned();
    text.push('\n');
    text
}

fn markdown(report: &Report, id: ExchangeId) -> String {
    let Some(format) = FORMATS.iter().find(|format| format.name == "markdown") else {
        return String::new();
    };
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = (format.write)(&mut text, report, &[id], &export::Options::default());
    String::from_utf8_lossy(&text).into_owned()
}

/// The same URL without characters that no URL has: browsers encode them before they send it.
#[must_use]
pub fn for_url(url: &str) -> String {
    let mut text = String::with_capacity(url.len());
    let mut bytes = [0; 4];
    for character in url.chars() {
        if character.is_control() || character == ' ' {
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(text, "%{byte:02X}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// The names and values of `Access-Control-Request-*`, as the browser sent them with a preflight,
/// or the method alone where a preflight is not recorded and is needed.
fn preflight_headers(report: &Report, id: ExchangeId) -> Option<Vec<(String, String)>> {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    let (entry, _) = super::pane::detail::raw::entries(&assessment.exchange)
        .into_iter()
        .find(|(_, title)| title.starts_with("Preflight"))?;
    let request = capture.request_headers(capture.entry(entry));
    let asked = |name: &'static str| {
        let value = request.first(name)?;
        Some((name.to_owned(), value.to_owned()))
    };
    let headers = [
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
        "Access-Control-Request-Private-Network",
    ];
    Some(headers.into_iter().filter_map(asked).collect())
}

/// A question for the live server.
struct Question<'q> {
    method: &'q str,
    url: &'q str,
    origin: Option<&'q str>,
}

impl Question<'_> {
    fn preflight(&self, headers: &[(String, String)]) -> String {
        let mut command = self.begin("OPTIONS");
        for (name, value) in headers {
            let _ = write!(command, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
        }
        command.push('\n');
        command
    }

    fn request(&self) -> String {
        let method = if is_token(self.method) {
            self.method
        } else {
            "GET"
        };
        let mut command = self.begin(method);
        command.push('\n');
        command
    }

    fn begin(&self, method: &str) -> String {
        let how = match method {
            // Only the headers are wanted; `-I` would send HEAD.
            "GET" => "-sS -D - -o /dev/null".to_owned(),
            "HEAD" => "-sS -I".to_owned(),
            method => format!("-sS -i -X {method}"),
        };
        let mut command = format!("curl {how} {}", quoted(&for_url(self.url)));
        if let Some(origin) = self.origin {
            let _ = write!(
                command,
                " \\\n  -H {}",
                quoted(&format!("Origin: {origin}"))
            );
        }
        command
    }
}

/// One word for a shell. Line breaks and the like have no place in a command that is pasted.
fn quoted(word: &str) -> String {
    let plain: String = word.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", plain.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    fn of(report: &Report, id: ExchangeId) -> Vec<Item> {
        items(report, id, &Told::of(report, id), None, None)
    }

    fn text(items: &[Item], key: char) -> &str {
        let item = items.iter().find(|item| item.key == key);
        &item.unwrap_or_else(|| panic!("{key} in {items:?}")).text
    }

    #[test]
    fn no_key_copies_two_things() {
        let report = sample::fixture("shop.har");
        for id in report.ids() {
            let mut keys: Vec<char> = of(&report, id).iter().map(|item| item.key).collect();
            keys.sort_unstable();
            let all = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), all);
        }
    }

    #[test]
    fn a_question_for_the_server_has_the_origin_and_what_the_preflight_asked() {
        let report = sample::fixture("shop.har");
        let id = report.ids().find(|&id| report.row(id).method == "DELETE");
        let items = of(&report, id.expect("a request"));
        assert_eq!(
            text(&items, 'p'),
            "curl -sS -i -X OPTIONS 'https://api.shop.example/v2/cart/items/9' \\\n  -H 'Origin: \
             https://shop.example' \\\n  -H 'Access-Control-Request-Method: DELETE'\n"
        );
        assert!(text(&items, 'c').starts_with("curl -sS -i -X DELETE 'https://"));
    }

    #[test]
    fn nothing_of_a_value_is_cut_and_nothing_breaks_out_of_a_command() {
        let long = format!("https://api.example/{}?end=HERE", "a".repeat(10_000));
        let hostile = "https://api.example/'; rm -rf ~;\u{1b}[31m\n'";
        for url in [long.as_str(), hostile] {
            let report = sample::report(&[("GET", url, "https://app.example", 200, &[])]);
            let items = of(&report, ExchangeId(0));
            let copied = text(&items, 'u');
            assert!(!copied.chars().any(char::is_control), "{copied:?}");
            assert_eq!(copied.ends_with("HERE"), url.ends_with("HERE"));
            assert!(!text(&items, 'c').contains('\u{1b}'));
            let command = text(&items, 'c').replace("'\\''", "");
            assert_eq!(command.matches('\'').count(), 4, "{command}");
        }
    }
}
