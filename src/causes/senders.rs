//! Which servers answer at a host, and whether it is the application that sends the CORS headers of
//! its good responses: there they have to be changed.

use super::siblings::{Answers, Class};
use crate::capture::{Capture, EntryId};
use crate::fixes::{Confidence, Stack, detect};
use crate::layers::{self, Seen};

/// The servers of a host.
#[derive(Debug, Default)]
pub(super) struct Senders {
    /// The names of the stacks that it shows, best first.
    pub stacks: Vec<&'static str>,
    /// Whether it is an application that sends the CORS headers of the host's good responses.
    pub application: bool,
}

impl Senders {
    /// The servers behind the response in `entry`, and behind the host's other `answers`.
    /// `known` is the stack that must change, where it is known.
    pub(super) fn of(
        capture: &Capture,
        entry: EntryId,
        answers: Option<&Answers>,
        known: Option<&'static str>,
    ) -> Self {
        use Class as C;
        let shown = |id: EntryId| {
            let seen = Seen::of(capture, id);
            // A framework or service that shows in more than one header, or in the URL, comes first.
            let by_layer = layers::shown(&seen)
                .into_iter()
                .filter(|(_, sure)| *sure >= super::layer::SHOWN)
                .filter_map(|(layer, _)| Stack::named(layer.stack?));
            let by_header = detect(&seen.response)
                .into_iter()
                .filter(|(_, confidence)| *confidence > Confidence::Possible)
                .map(|(stack, _)| stack);
            by_layer.chain(by_header).collect::<Vec<_>>()
        };
        let behind = |classes: &[C]| -> Vec<&'static Stack> {
            let ids = classes.iter().filter_map(|class| answers?.first(*class));
            ids.flat_map(shown).collect()
        };
        let own: Vec<&Stack> = shown(entry);
        let mut senders = behind(&[C::Granted, C::PreflightGranted, C::ErrorGranted]);
        senders.retain(|stack| stack.is_application());
        let application = !senders.is_empty();
        let mut found = Vec::new();
        if application {
            // What sends the headers today is where to change them, unless the request never got
            // that far.
            if !own.iter().any(|stack| stack.is_application()) {
                found.extend(own.first());
            }
            found.extend(senders);
        } else {
            found.extend(own);
            // What stands behind shows in the responses that went well.
            found.extend(behind(&[
                C::Granted,
                C::PreflightGranted,
                C::Bare,
                C::ErrorBare,
            ]));
        }
        let mut stacks: Vec<&'static str> = Vec::new();
        for stack in known.and_then(Stack::named).into_iter().chain(found) {
            if !stacks.contains(&stack.id) {
                stacks.push(stack.id);
            }
        }
        Self {
            stacks,
            application,
        }
    }
}
