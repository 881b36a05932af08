//! Why the handshake of a WebSocket failed: Chromium writes the error in the place of the first
//! message, and leaves the status 0.

use super::notes::Path;
use super::shape::Progress;
use crate::capture::strings::Text;
use crate::json::tokens::{Json, Stop, Value};

impl Json<'_> {
    /// The error in `_webSocketMessages`, where the first message is one.
    pub(super) fn socket_error(&mut self) -> Result<Option<Text>, Stop> {
        if self.value()? != Value::Array {
            self.skip()?;
            return Ok(None);
        }
        self.window.take(1);
        let mut first = true;
        if !self.element(&mut first)? {
            return Ok(None);
        }
        if self.value()? != Value::Object {
            self.skip_out(1, b']')?;
            return Ok(None);
        }
        self.window.take(1);
        let (mut is_error, mut data) = (false, None);
        let mut progress = Progress::default();
        while let Some(member) = self.member_of(
            |shapes| &mut shapes.message,
            &mut progress,
            |name| match name {
                b"type" => 0,
                b"data" => 1,
                _ => 2,
            },
        )? {
            match member {
                0 if self.value()? == Value::String => {
                    let content = self.string()?;
                    is_error = self.bytes(content) == b"error";
                }
                // Messages may be long and hold anything: only an error is kept.
                1 if is_error => {
                    data = self.some_text(Path::to("/_webSocketMessages/0/data"))?;
                }
                _ => self.skip()?,
            }
        }
        self.skip_out(1, b']')?;
        Ok(data)
    }
}
