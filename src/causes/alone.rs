//! The cause of one failing exchange alone: nothing in it is taken from another exchange that has
//! the same cause.

use super::remedy::Remedies;
use super::siblings::Siblings;
use super::{Cause, Proof, diagnose};
use crate::capture::Capture;
use crate::verdict::{Assessment, Briefs};

/// The cause of the exchange with this number, in its own words, with the fixes that let this
/// exchange through. `None` where none is known.
pub(crate) fn of_one(
    captures: &[Capture],
    briefs: &Briefs<'_>,
    origins: &[String],
    assessments: &[Assessment],
    number: usize,
) -> Option<Cause> {
    let assessment = assessments.get(number)?;
    let mut siblings = Siblings::of(captures, origins, assessments, &[number]);
    let several = captures.len() > 1;
    let mut group = briefs
        .look(number, assessment, |brief| {
            diagnose(brief, assessment.capture, &siblings, several)
        })
        .flatten()?;
    group.exchanges = vec![u32::try_from(number).unwrap_or(u32::MAX)];
    let mut mended = Remedies::new(captures, briefs, &siblings).of(&group, assessments);
    // What another request wants of the host may be more than a policy can grant. Then the policy
    // is for this request alone.
    if !mended.fixes.iter().any(|fix| fix.proof != Proof::Advice) {
        siblings.want_only(captures, origins, assessment);
        mended = Remedies::new(captures, briefs, &siblings).of(&group, assessments);
    }
    Some(group.cause(mended))
}
