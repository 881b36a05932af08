//! Every exchange is judged by itself, so that all cores can do it.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use foldhash::HashMap;

use super::index;
use crate::spread;
use crate::verdict::{Assessment, Brief, Briefs};

/// How many exchanges are judged between two looks at what is left; fewer are judged sooner than
/// a thread is woken.
const CHUNK: usize = 1024;

/// Judges every exchange and keeps the briefs of those that failed; the origins that requests were
/// made from, each once, in order.
pub fn judge_all(briefs: &mut Briefs<'_>, exchanges: &mut [Assessment]) -> Vec<String> {
    // Which ones are kept where there are too many changes nothing but the time it takes.
    let room = AtomicUsize::new(Briefs::MOST);
    let take_room = || {
        let less = |room: usize| room.checked_sub(1);
        room.fetch_update(Relaxed, Relaxed, less).is_ok()
    };
    let work = |chunk: &mut [Assessment]| {
        let mut origins = Origins::default();
        let mut failed = Vec::new();
        for (place, assessment) in chunk.iter_mut().enumerate() {
            let Some(brief) = briefs.lay_out(assessment) else {
                continue;
            };
            judge(&brief, assessment, &mut origins);
            if brief.verdicts.recorded_by.outcome.is_failure() && take_room() {
                failed.push((place, brief));
            }
        }
        (origins, failed)
    };
    let judged = spread::chunks_mut(exchanges, CHUNK, work);
    // Each chunk has numbered its origins from 0.
    let mut all = Origins::default();
    let chunks = exchanges.chunks_mut(CHUNK);
    for (start, ((origins, failed), chunk)) in
        (0..).step_by(CHUNK).zip(judged.into_iter().zip(chunks))
    {
        briefs.keep(
            failed
                .into_iter()
                .map(|(place, brief)| (start + place, brief)),
        );
        let numbers: Vec<u32> = origins.list.iter().map(|text| all.number(text)).collect();
        for assessment in chunk {
            assessment.origin = assessment
                .origin
                .and_then(|origin| numbers.get(origin as usize).copied());
        }
    }
    all.list
}

fn judge(brief: &Brief<'_>, assessment: &mut Assessment, origins: &mut Origins) {
    assessment.recorded = brief.evidence.recorded;
    assessment.verdicts = brief.verdicts;
    assessment.reasons = brief.reasons;
    assessment.origin = brief.origin().map(|origin| origins.number(origin));
}

/// Serialised origins, numbered as they come.
#[derive(Default)]
struct Origins {
    list: Vec<String>,
    known: HashMap<String, u32>,
}

impl Origins {
    fn number(&mut self, origin: &str) -> u32 {
        if let Some(&number) = self.known.get(origin) {
            return number;
        }
        let number = index(self.list.len());
        self.list.push(origin.to_owned());
        self.known.insert(origin.to_owned(), number);
        number
    }
}
