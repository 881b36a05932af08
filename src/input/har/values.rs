//! Values of the types that HAR gives them, and those of other types that producers write instead:
//! taken where they can be, noted where they cannot.

use super::notes::Path;
use super::state::Har;
use crate::capture::strings::Text;
use crate::json::tokens::{Stop, Value};

/// What is said of a value that is no string.
pub const NO_TEXT: &str = "should be a string; it was skipped";
const NO_NUMBER: &str = "should be a number; it was skipped";
/// What is said of a value that is no object.
pub const NO_OBJECT: &str = "should be an object; it was skipped";
/// What is said of a value that is no array.
pub const NO_ARRAY: &str = "should be an array; it was skipped";

/// What the network panel calls a resource type that is written as the debugging protocol and tools
/// that use it do (`XHR`, `CSPViolationReport`); `None` where it is written that way already.
pub fn resource_type(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Some(match text {
        "CSPViolationReport" => "csp-violation-report".to_owned(),
        "SignedExchange" => "signed-exchange".to_owned(),
        _ => text.to_ascii_lowercase(),
    })
}

impl Har<'_> {
    /// The text of a value: a string, or a number as it is written.
    pub fn text(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        match self.json.value()? {
            Value::String => {
                let content = self.json.string()?;
                Ok(self.intern(content))
            }
            Value::Word => {
                let offset = self.json.window.mark();
                let word = self.json.word()?;
                if word.number().is_some() {
                    return Ok(self.capture.strings.intern_bytes(word.bytes()));
                }
                if !word.is_null() && word.truth().is_none() {
                    self.note(offset, path, NO_TEXT);
                }
                Ok(None)
            }
            Value::Object | Value::Array => {
                self.skip_noted(path, NO_TEXT)?;
                Ok(None)
            }
        }
    }

    /// As [`Har::text`], the empty string counted as absent.
    pub fn some_text(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        let text = self.text(path)?;
        Ok(text.filter(|&text| !self.capture.strings.bytes(text).is_empty()))
    }

    /// A resource type in the words of the network panel, in whatever case it is written.
    pub fn resource_type(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        let text = self.some_text(path)?;
        let Some(known) = text.and_then(|text| resource_type(self.capture.text(text))) else {
            return Ok(text);
        };
        Ok(self.capture.strings.intern(&known))
    }

    /// A number, also where it is written as a string.
    pub fn number(&mut self, path: Path) -> Result<Option<f64>, Stop> {
        let value = self.json.value()?;
        let offset = self.json.window.mark();
        match value {
            Value::String => {
                let content = self.json.string()?;
                let text = self.json.bytes(content);
                let (number, empty) = (crate::json::tokens::number(text), text.is_empty());
                match number {
                    Some(_) => self.note(offset, path, "a number written as a string"),
                    None if !empty => self.note(offset, path, NO_NUMBER),
                    None => {}
                }
                Ok(number)
            }
            Value::Word => {
                let word = self.json.word()?;
                let number = word.number();
                if number.is_none() && !word.is_null() {
                    self.note(offset, path, NO_NUMBER);
                }
                Ok(number)
            }
            Value::Object | Value::Array => {
                self.skip_noted(path, NO_NUMBER)?;
                Ok(None)
            }
        }
    }

    /// As [`Har::number`], without what stands behind the point.
    pub fn whole_number(&mut self, path: Path) -> Result<Option<i64>, Stop> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float beyond the range saturates"
        )]
        Ok(self.number(path)?.map(|number| number as i64))
    }

    /// `true`, or anything else.
    pub fn truth(&mut self) -> Result<bool, Stop> {
        if self.json.value()? == Value::Word {
            return Ok(self.json.word()?.truth() == Some(true));
        }
        self.json.skip()?;
        Ok(false)
    }

    /// Takes the `{` of an object; passes over anything else, with a note unless it is `null`.
    pub fn object(&mut self, path: Path) -> Result<bool, Stop> {
        match self.json.value()? {
            Value::Object => {
                self.json.window.take(1);
                Ok(true)
            }
            Value::Word => self.null(path, NO_OBJECT).map(|()| false),
            Value::String | Value::Array => self.skip_noted(path, NO_OBJECT).map(|()| false),
        }
    }

    /// Passes over a word, with a note unless it is `null`.
    pub fn null(&mut self, path: Path, text: &'static str) -> Result<(), Stop> {
        let offset = self.json.window.mark();
        if !self.json.word()?.is_null() {
            self.note(offset, path, text);
        }
        Ok(())
    }

    /// Passes over a value that should not be there.
    pub fn skip_noted(&mut self, path: Path, text: &'static str) -> Result<(), Stop> {
        let offset = self.json.window.offset();
        self.note(offset, path, text);
        self.json.skip()
    }
}

#[cfg(test)]
mod tests {
    use super::resource_type;

    #[test]
    fn resource_types_are_those_of_the_panel_in_whatever_case() {
        let table = [
            ("fetch", None),
            ("signed-exchange", None),
            ("", None),
            ("Fetch", Some("fetch")),
            ("XHR", Some("xhr")),
            ("Preflight", Some("preflight")),
            ("CSPViolationReport", Some("csp-violation-report")),
        ];
        for (written, known) in table {
            assert_eq!(resource_type(written).as_deref(), known, "{written}");
        }
    }
}
