//! What is found out about a file while it streams by, for the notes of its capture.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Remarks about a file, each told once.
#[derive(Debug, Clone, Default)]
pub struct Remarks(Arc<Mutex<Told>>);

#[derive(Debug, Default)]
struct Told {
    texts: Vec<String>,
    missing: Option<String>,
}

impl Remarks {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells something that the user should know of.
    pub fn say(&self, text: impl Into<String>) {
        let text = text.into();
        let texts = &mut self.told().texts;
        if !texts.contains(&text) {
            texts.push(text);
        }
    }

    /// Tells that a part of the file is missing or was not read.
    pub fn miss(&self, text: impl Into<String>) {
        let text = text.into();
        self.told().missing.get_or_insert_with(|| text.clone());
        self.say(text);
    }

    /// What was told since the last time.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.told().texts)
    }

    /// The first part that is missing.
    pub fn missing(&self) -> Option<String> {
        self.told().missing.clone()
    }
}
