//! Puts exchanges into groups and in order, by integer columns alone.

use std::sync::Arc;

use super::{Group, Order};
use crate::report::columns::{Columns, Decided};
use crate::report::filter::Filter;
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report};
use crate::tui::pane::list::group_title;
use crate::tui::work::Ticket;
use crate::verdict::Outcome;

/// What the list is to show.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What lets exchanges through.
    pub filter: Option<Filter>,
    /// Those to ask, where they are known to hold all that the filter lets through.
    pub among: Option<Arc<Vec<ExchangeId>>>,
    /// What groups have in common.
    pub by: Option<GroupBy>,
    /// What comes first.
    pub order: Order,
}

/// Exchanges in groups and in order.
#[derive(Debug)]
pub struct Arranged {
    /// What groups have in common.
    pub by: Option<GroupBy>,
    /// What comes first.
    pub order: Order,
    /// What the filter let through, as recorded.
    pub through: Arc<Vec<ExchangeId>>,
    /// The same, group after group.
    pub ids: Arc<Vec<ExchangeId>>,
    /// The groups; one, without a heading, where nothing is grouped.
    pub groups: Vec<Group>,
}

impl Default for Arranged {
    /// Nothing, by cause.
    fn default() -> Self {
        Self {
            by: Some(GroupBy::Cause),
            order: Order::default(),
            through: Arc::default(),
            ids: Arc::default(),
            groups: Vec::new(),
        }
    }
}

/// What is counted of a group.
#[derive(Clone, Copy)]
struct Count {
    members: u32,
    failures: u32,
    worst: u8,
    first: u32,
    /// Where they were sent, if that is the same for all.
    target: Option<u32>,
}

const NONE: Count = Count {
    members: 0,
    failures: 0,
    worst: u8::MAX,
    first: u32::MAX,
    target: None,
};

/// So many exchanges are gone through before it is asked whether to go on.
const CHUNK: usize = 1 << 16;

/// Lets exchanges through, groups them and puts them in order. `None` where it was stopped.
pub fn arrange(
    report: &Report,
    columns: &Columns,
    wanted: &Wanted,
    ticket: &Ticket,
) -> Option<Arranged> {
    let through = match (&wanted.filter, &wanted.among) {
        (None, Some(among)) => Arc::clone(among),
        (filter, among) => {
            let among = among.as_ref().map(|among| among.as_slice());
            let asked = among.map_or(columns.len(), <[ExchangeId]>::len);
            ticket.begin(asked);
            let go_on = |looked_at| ticket.go_on(looked_at);
            let everything = Filter::default();
            let filter = filter.as_ref().unwrap_or(&everything);
            Arc::new(filter.select(report, columns, among, &go_on)?)
        }
    };
    ticket.begin(0);
    let sorted = sorted(report, columns, &through, wanted.order, ticket)?;
    let (ids, groups) = match wanted.by {
        None => {
            let group = whole(columns, &sorted);
            (sorted, group.into_iter().collect())
        }
        Some(by) => grouped(report, columns, &sorted, by, wanted.order, ticket)?,
    };
    Some(Arranged {
        by: wanted.by,
        order: wanted.order,
        through,
        ids: Arc::new(ids),
        groups,
    })
}

/// The exchanges in the order of the rows of a group.
fn sorted(
    report: &Report,
    columns: &Columns,
    through: &[ExchangeId],
    order: Order,
    ticket: &Ticket,
) -> Option<Vec<ExchangeId>> {
    match order {
        Order::Recorded => Some(through.to_vec()),
        Order::FailuresFirst => {
            let mut places = [0; Outcome::ALL.len() + 1];
            for &id in through {
                places[usize::from(columns.rank(id)) + 1] += 1;
            }
            for at in 1..places.len() {
                places[at] += places[at - 1];
            }
            let mut sorted = vec![ExchangeId(0); through.len()];
            for part in through.chunks(CHUNK) {
                if !ticket.go_on(0) {
                    return None;
                }
                for &id in part {
                    let place = &mut places[usize::from(columns.rank(id))];
                    sorted[*place] = id;
                    *place += 1;
                }
            }
            Some(sorted)
        }
        Order::Url => {
            let places = columns.by_url(report);
            if !ticket.go_on(0) {
                return None;
            }
            let mut sorted: Vec<u64> = through
                .iter()
                .map(|id| u64::from(places[id.0 as usize]) << 32 | u64::from(id.0))
                .collect();
            sorted.sort_unstable();
            let id = |place: u64| ExchangeId(u32::try_from(place & 0xffff_ffff).unwrap_or(0));
            Some(sorted.into_iter().map(id).collect())
        }
    }
}

/// All of them as one group.
fn whole(columns: &Columns, ids: &[ExchangeId]) -> Option<Group> {
    let worst = ids.iter().map(|&id| columns.rank(id)).min()?;
    let failures = ids
        .iter()
        .filter(|&&id| columns.outcome(id).is_failure())
        .count();
    Some(Group {
        number: 0,
        start: 0,
        members: ids.len(),
        failures,
        worst: outcome(worst),
        first: ids[0],
        one_target: false,
        folded: false,
        alone: false,
    })
}

fn grouped(
    report: &Report,
    columns: &Columns,
    sorted: &[ExchangeId],
    by: GroupBy,
    order: Order,
    ticket: &Ticket,
) -> Option<(Vec<ExchangeId>, Vec<Group>)> {
    let mut counts = vec![NONE; columns.groups(by)];
    let targets = columns.column(Decided::Target);
    for part in sorted.chunks(CHUNK) {
        if !ticket.go_on(0) {
            return None;
        }
        for &id in part {
            let count = &mut counts[columns.group(by, id) as usize];
            let target = Some(targets.of(id));
            if count.members == 0 {
                count.target = target;
            } else if count.target != target {
                count.target = None;
            }
            count.members += 1;
            count.failures += u32::from(columns.outcome(id).is_failure());
            count.worst = count.worst.min(columns.rank(id));
            count.first = count.first.min(id.0);
        }
    }
    let mut groups: Vec<Group> = ordered(report, columns, &counts, by, order)
        .into_iter()
        .map(|(number, first)| {
            let count = counts[number as usize];
            Group {
                number,
                start: 0,
                members: count.members as usize,
                failures: count.failures as usize,
                worst: outcome(count.worst),
                first,
                one_target: count.target.is_some(),
                folded: false,
                alone: false,
            }
        })
        .collect();
    let mut places = vec![0_u32; counts.len()];
    let mut start = 0;
    for group in &mut groups {
        group.start = start;
        places[group.number as usize] = u32::try_from(start).unwrap_or(u32::MAX);
        start += group.members;
    }
    let mut ids = vec![ExchangeId(0); sorted.len()];
    for part in sorted.chunks(CHUNK) {
        if !ticket.go_on(0) {
            return None;
        }
        for &id in part {
            let place = &mut places[columns.group(by, id) as usize];
            ids[*place as usize] = id;
            *place += 1;
        }
    }
    Some((ids, groups))
}

/// The numbers of the groups that there are, in order, each with its earliest exchange: those with
/// the worst outcome first, of those the largest, of those the earliest; or as the order says.
fn ordered(
    report: &Report,
    columns: &Columns,
    counts: &[Count],
    by: GroupBy,
    order: Order,
) -> Vec<(u32, ExchangeId)> {
    const LARGEST: u32 = (1 << 29) - 1;
    // The earliest exchange tells the group, so that all of it fits into one integer.
    let mut keys: Vec<u64> = counts
        .iter()
        .filter(|count| count.members > 0)
        .map(|count| {
            let first = u64::from(count.first);
            match order {
                Order::Recorded | Order::Url => first,
                Order::FailuresFirst => {
                    let smaller = LARGEST - count.members.min(LARGEST);
                    u64::from(count.worst) << 61 | u64::from(smaller) << 32 | first
                }
            }
        })
        .collect();
    keys.sort_unstable();
    let group = |key: u64| {
        let first = ExchangeId(u32::try_from(key & 0xffff_ffff).unwrap_or(0));
        (columns.group(by, first), first)
    };
    let mut groups: Vec<(u32, ExchangeId)> = keys.into_iter().map(group).collect();
    if order == Order::Url {
        groups.sort_by_cached_key(|(_, first)| group_title(report, by, *first));
    }
    groups
}

fn outcome(rank: u8) -> Outcome {
    Outcome::ALL[usize::from(rank).min(Outcome::ALL.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::group::group;
    use crate::tui::sample;

    #[test]
    fn groups_are_those_of_reports() {
        for report in [sample::fixture("shop.har"), sample::hostile()] {
            let columns = Columns::of(&report);
            let ids: Vec<ExchangeId> = report.ids().collect();
            for by in GroupBy::ALL {
                let wanted = Wanted {
                    filter: None,
                    among: None,
                    by: Some(by),
                    order: Order::FailuresFirst,
                };
                let ticket = Ticket::default();
                let arranged = arrange(&report, &columns, &wanted, &ticket).expect("a list");
                let expected = group(&report, &ids, by);
                assert_eq!(arranged.groups.len(), expected.len(), "{}", by.word());
                for (own, expected) in arranged.groups.iter().zip(expected) {
                    let mut members = arranged.ids[own.range()].to_vec();
                    members.sort_unstable();
                    assert_eq!(members, expected.members, "{}", by.word());
                    assert_eq!(own.worst, expected.outcome);
                    assert_eq!(own.first, expected.members[0]);
                }
            }
        }
    }

    #[test]
    fn what_is_stopped_ends() {
        let report = sample::fixture("shop.har");
        let columns = Columns::of(&report);
        let wanted = Wanted {
            filter: None,
            among: None,
            by: Some(GroupBy::Host),
            order: Order::default(),
        };
        let ticket = Ticket::default();
        ticket.stop();
        assert!(arrange(&report, &columns, &wanted, &ticket).is_none());
    }
}
