//! What made the browser send a request, in the forms that producers write it in.

use super::notes::Path;
use super::state::Har;
use super::values::{NO_OBJECT, NO_TEXT};
use crate::capture::strings::Text;
use crate::json::shape::Progress;
use crate::json::tokens::{Stop, Value};

/// What the forms of `_initiator` say.
#[derive(Debug, Default)]
pub struct Initiator {
    /// It is an object.
    pub is_object: bool,
    /// `type`.
    pub kind: Option<Text>,
    /// `url`, or all of it where it is a string.
    pub url: Option<Text>,
    /// The first http(s) URL of its stack; else the first of an extension.
    pub stack_url: Option<Text>,
    /// `requestId`: the request that a preflight was sent for.
    pub request: Option<Text>,
}

/// Whether a URL is that of an extension's script.
pub fn is_extension(url: &[u8]) -> bool {
    [
        &b"chrome-extension:"[..],
        b"moz-extension:",
        b"safari-web-extension:",
    ]
    .iter()
    .any(|scheme| url.starts_with(scheme))
}

impl Har<'_> {
    /// Chromium writes an object; chrome-har and `WebPageTest` a URL.
    pub(super) fn initiator(&mut self) -> Result<Initiator, Stop> {
        let mut initiator = Initiator::default();
        match self.json.value()? {
            Value::String | Value::Word => {
                initiator.url = self.some_text(Path::to("/_initiator"))?;
                return Ok(initiator);
            }
            Value::Array => {
                self.skip_noted(Path::to("/_initiator"), NO_OBJECT)?;
                return Ok(initiator);
            }
            Value::Object => self.json.window.take(1),
        }
        initiator.is_object = true;
        let mut progress = Progress::default();
        while let Some(member) = self.json.member_of(
            &mut self.shapes.initiator,
            &mut progress,
            |name| match name {
                b"type" => 0,
                b"url" => 1,
                b"requestId" => 2,
                b"stack" => 3,
                _ => 4,
            },
        )? {
            match member {
                0 => initiator.kind = self.some_text(Path::to("/_initiator/type"))?,
                1 => initiator.url = self.some_text(Path::to("/_initiator/url"))?,
                2 => initiator.request = self.some_text(Path::to("/_initiator/requestId"))?,
                3 => initiator.stack_url = self.stack_url()?,
                _ => self.json.skip()?,
            }
        }
        Ok(initiator)
    }

    /// The first http(s) URL of a stack's frames, else of its parent's; else the first of an
    /// extension, whose frames may also only wrap the page's own call. Stacks of a hundred parents
    /// are common, so they are walked without recursion.
    fn stack_url(&mut self) -> Result<Option<Text>, Stop> {
        if self.json.value()? != Value::Object {
            self.json.skip()?;
            return Ok(None);
        }
        self.json.window.take(1);
        let mut best: Option<(u64, Text)> = None;
        let mut extension: Option<(u64, Text)> = None;
        // How many stacks are open, each the parent of the one around it.
        let mut depth = 1_u64;
        let mut progress = Progress::default();
        loop {
            let member = self
                .json
                .member_of(&mut self.shapes.stack, &mut progress, |name| match name {
                    b"callFrames" => 0,
                    b"parent" => 1,
                    _ => 2,
                })?;
            let unseen = best.is_none_or(|(known, _)| depth < known);
            match member {
                None => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(best.or(extension).map(|(_, url)| url));
                    }
                    progress = Progress::begun();
                }
                Some(0) if unseen && self.json.value()? == Value::Array => {
                    self.json.window.take(1);
                    let (url, from_extension) = self.frames_url()?;
                    if extension.is_none_or(|(known, _)| depth < known) {
                        extension = from_extension.map(|url| (depth, url)).or(extension);
                    }
                    if let Some(url) = url {
                        best = Some((depth, url));
                        if depth == 1 {
                            // Nothing better can come.
                            self.json.skip_out(1, b'}')?;
                            return Ok(Some(url));
                        }
                    }
                }
                Some(1) if unseen && self.json.value()? == Value::Object => {
                    self.json.window.take(1);
                    depth += 1;
                    progress = Progress::default();
                }
                Some(_) => self.json.skip()?,
            }
        }
    }

    /// The first http(s) URL of call frames whose `[` was taken, and the first of an extension
    /// before it.
    fn frames_url(&mut self) -> Result<(Option<Text>, Option<Text>), Stop> {
        let mut extension = None;
        let mut first_frame = true;
        while self.json.element(&mut first_frame)? {
            if self.json.value()? != Value::Object {
                self.json.skip()?;
                continue;
            }
            self.json.window.take(1);
            let mut progress = Progress::default();
            while let Some(is_url) =
                self.json
                    .member_of(&mut self.shapes.call_frame, &mut progress, |name| {
                        name == b"url"
                    })?
            {
                if !is_url || self.json.value()? != Value::String {
                    self.json.skip()?;
                    continue;
                }
                let content = self.json.string()?;
                let url = self.json.bytes(content);
                if url.starts_with(b"http:") || url.starts_with(b"https:") {
                    let url = self.intern(content);
                    self.json.skip_out(2, b']')?;
                    return Ok((url, extension));
                }
                if extension.is_none() && is_extension(url) {
                    extension = self.intern(content);
                }
            }
        }
        Ok((None, extension))
    }

    /// chrome-har keeps the whole initiator as JSON inside a string.
    pub(super) fn initiator_detail(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        const KEY: &[u8] = b"\"requestId\":\"";
        if self.json.value()? != Value::String {
            self.skip_noted(path, NO_TEXT)?;
            return Ok(None);
        }
        let content = self.json.string()?;
        let detail = self.json.bytes(content);
        let id = memchr::memmem::find(detail, KEY).and_then(|at| {
            let id = &detail[at + KEY.len()..];
            let id = &id[..memchr::memchr(b'"', id)?];
            (!id.is_empty()).then(|| id.to_vec())
        });
        Ok(id.and_then(|id| self.capture.strings.intern_bytes(&id)))
    }
}
