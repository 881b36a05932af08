//! Fetches bodies from the files for the tab Raw, on a thread of its own: to find one in a packed
//! file may take a while. Of several requests that wait, only the last is answered.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::SystemTime;

use anyhow::Context as _;
use tokio::sync::mpsc::UnboundedSender;

use super::message::{BodiesWanted, Message};
use crate::capture::Span;
use crate::input;
use crate::input::Body;

/// So much of a body is read, as it is written in the file.
const MOST: u64 = 64 * 1024;

/// Starts the thread. Its results come as [`Message::Bodies`].
pub fn start(
    inputs: Vec<PathBuf>,
    answers: UnboundedSender<Message>,
) -> anyhow::Result<Sender<BodiesWanted>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("bodies".to_owned())
        .spawn(move || answer(&inputs, &asked, &answers))
        .context("cannot start a thread")?;
    Ok(ask)
}

fn answer(inputs: &[PathBuf], asked: &Receiver<BodiesWanted>, answers: &UnboundedSender<Message>) {
    // When each was written last, as it is read for the first time.
    let written: Vec<_> = inputs.iter().map(|path| written(path)).collect();
    while let Ok(first) = asked.recv() {
        let wanted = asked.try_iter().last().unwrap_or(first);
        let (Some(path), Some(&then)) = (inputs.get(wanted.input), written.get(wanted.input))
        else {
            continue;
        };
        let read = |span| read(path, span, then).map_err(|error| error.to_string());
        let bodies = wanted.spans.iter();
        let answer = Message::Bodies {
            id: wanted.id,
            bodies: bodies.map(|&(entry, span)| (entry, read(span))).collect(),
        };
        if answers.send(answer).is_err() {
            return;
        }
    }
}

fn written(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|about| about.modified()).ok()
}

fn read(path: &Path, span: Span, then: Option<SystemTime>) -> std::io::Result<Body> {
    let body = input::body(path, span, MOST)?;
    // What stands in the right place may still be something else.
    if written(path) != then {
        return Err(std::io::Error::other(
            "the file has changed since it was read",
        ));
    }
    Ok(body)
}
