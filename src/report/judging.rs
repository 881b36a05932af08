//! Every exchange is judged by itself, so that all cores can do it.

use foldhash::HashMap;

use super::index;
use crate::capture::Capture;
use crate::exchange::evidence::Context;
use crate::exchange::observe::Observed;
use crate::spread;
use crate::verdict::Assessment;
use crate::verdict::eliminate::{conclude, survivors};

/// How many exchanges are judged between two looks at what is left; fewer are judged sooner than
/// a thread is woken.
const CHUNK: usize = 1024;

/// Judges every exchange; the origins that they were made from, each once, in order.
pub fn judge_all(
    captures: &[Capture],
    contexts: &[Context],
    exchanges: &mut [Assessment],
) -> Vec<String> {
    let work = |chunk: &mut [Assessment]| {
        let mut origins = Origins::default();
        for assessment in chunk {
            judge(captures, contexts, assessment, &mut origins);
        }
        origins
    };
    let judged = spread::chunks_mut(exchanges, CHUNK, work);
    // Each chunk has numbered its origins from 0.
    let mut all = Origins::default();
    for (origins, chunk) in judged.into_iter().zip(exchanges.chunks_mut(CHUNK)) {
        let numbers: Vec<u32> = origins.list.iter().map(|text| all.number(text)).collect();
        for assessment in chunk {
            assessment.origin = assessment
                .origin
                .and_then(|origin| numbers.get(origin as usize).copied());
        }
    }
    all.list
}

fn judge(
    captures: &[Capture],
    contexts: &[Context],
    assessment: &mut Assessment,
    origins: &mut Origins,
) {
    let number = assessment.capture as usize;
    let (Some(capture), Some(context)) = (captures.get(number), contexts.get(number)) else {
        return;
    };
    let observed = Observed::new(capture, &assessment.exchange);
    let evidence = context.evidence(capture, &observed);
    let survivors = survivors(capture, &observed, &evidence);
    let conclusion = conclude(capture, &observed, &evidence, &survivors);
    assessment.recorded = evidence.recorded;
    assessment.verdicts = conclusion.verdicts;
    assessment.reasons = conclusion.reasons;
    assessment.origin = evidence
        .origin
        .value
        .map(|origin| origins.number(origin.serialize()));
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
