//! One exchange with its verdicts, as reports hold it.

use super::{Needs, Verdict, Verdicts};
use crate::capture::EntryId;
use crate::exchange::Exchange;
use crate::exchange::Recorded;
use crate::fetch::Refusal;

/// One exchange, judged.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The index of its capture in the report's captures.
    pub capture: u32,
    /// Its entries.
    pub exchange: Exchange,
    /// What the recorder says became of it.
    pub recorded: Recorded,
    /// The verdicts.
    pub verdicts: Verdicts,
    /// Up to two checks that the recording browser may have named, where the capture leaves
    /// the choice open.
    pub reasons: [Option<Refusal>; 2],
    /// The index of its cause in the report's causes.
    pub cause: Option<u32>,
    /// The index of the request's origin in the report's list of origins.
    pub(crate) origin: Option<u32>,
}

impl Assessment {
    /// An exchange that nobody has judged yet.
    #[must_use]
    pub(crate) fn open(capture: u32, exchange: Exchange) -> Self {
        let nothing_known = Verdict::undetermined(Needs::default());
        Self {
            capture,
            exchange,
            recorded: Recorded::Unknown,
            verdicts: Verdicts::all(nothing_known),
            reasons: [None, None],
            cause: None,
            origin: None,
        }
    }

    /// The entry that the exchange begins with.
    #[must_use]
    pub fn first_entry(&self) -> Option<EntryId> {
        self.exchange
            .hops
            .first()
            .map(|hop| hop.entry)
            .or(self.exchange.orphan)
    }
}
