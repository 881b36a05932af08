//! Why the handshake of a WebSocket failed: Chromium writes the error in the place of the first
//! message, and leaves the status 0.

use super::notes::Path;
use super::state::Har;
use crate::capture::strings::Text;
use crate::json::shape::Progress;
use crate::json::tokens::{Stop, Value};

impl Har<'_> {
    /// The error in `_webSocketMessages`, where the first message is one.
    pub(super) fn socket_error(&mut self) -> Result<Option<Text>, Stop> {
        if self.json.value()? != Value::Array {
            self.json.skip()?;
            return Ok(None);
        }
        self.json.window.take(1);
        let mut first = true;
        if !self.json.element(&mut first)? {
            return Ok(None);
        }
        if self.json.value()? != Value::Object {
            self.json.skip_out(1, b']')?;
            return Ok(None);
        }
        self.json.window.take(1);
        let (mut is_error, mut data) = (false, None);
        let mut progress = Progress::default();
        while let Some(member) =
            self.json
                .member_of(&mut self.shapes.message, &mut progress, |name| match name {
                    b"type" => 0,
                    b"data" => 1,
                    _ => 2,
                })?
        {
            match member {
                0 if self.json.value()? == Value::String => {
                    let content = self.json.string()?;
                    is_error = self.json.bytes(content) == b"error";
                }
                // Messages may be long and hold anything: only an error is kept.
                1 if is_error => {
                    data = self.some_text(Path::to("/_webSocketMessages/0/data"))?;
                }
                _ => self.json.skip()?,
            }
        }
        self.json.skip_out(1, b']')?;
        Ok(data)
    }
}
