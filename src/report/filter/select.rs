//! Asks a filter about many exchanges: what an integer column decides is asked once for each of
//! its values, and only the rest of each exchange.

use regex::Regex;

use super::{Expression, Filter, Key, Term, path, refusals};
use crate::report::columns::{Column, Columns, Decided};
use crate::report::{ExchangeId, Report, Row};
use crate::spread;

/// A column with more values than this is not asked beforehand.
const VALUES: usize = 4096;

/// So many exchanges are looked at before somebody is asked whether to go on.
const CHUNK: usize = 4096;

/// A filter with what its columns decide.
enum Node<'f> {
    All(Vec<Node<'f>>),
    Any(Vec<Node<'f>>),
    Not(Box<Node<'f>>),
    /// Decided for each value of a column.
    Values(&'f Column, Vec<bool>),
    /// To be asked of each exchange.
    Ask(Question<'f>),
}

/// A question about one exchange.
#[derive(Clone, Copy)]
enum Question<'f> {
    Term(&'f Term),
    Origin(&'f Regex),
    Method(&'f Regex),
    Refusal(&'f Regex),
    Url(&'f Regex),
    Path(&'f Regex),
}

impl Question<'_> {
    fn holds(self, report: &Report, row: &Row<'_>) -> bool {
        match self {
            Self::Term(term) => term.holds(report, row),
            Self::Origin(pattern) => row.origin.is_some_and(|origin| pattern.is_match(origin)),
            Self::Method(pattern) => pattern.is_match(row.method),
            Self::Refusal(pattern) => {
                refusals(report, row).any(|refusal| pattern.is_match(refusal.kind.name()))
            }
            Self::Url(pattern) => pattern.is_match(row.url),
            Self::Path(pattern) => pattern.is_match(path(row.url)),
        }
    }
}

impl Filter {
    /// Those of these exchanges that the filter lets through, in their order; all of them are asked
    /// where none are given. `None` where `go_on`, which is told of every few thousand exchanges
    /// that were looked at, says no.
    pub fn select(
        &self,
        report: &Report,
        columns: &Columns,
        among: Option<&[ExchangeId]>,
        go_on: &(impl Fn(usize) -> bool + Sync),
    ) -> Option<Vec<ExchangeId>> {
        let all: Vec<ExchangeId>;
        let among = if let Some(among) = among {
            among
        } else {
            all = report.ids().collect();
            &all
        };
        let Some(expression) = &self.expression else {
            return Some(among.to_vec());
        };
        let node = Node::of(expression, report, columns);
        let asked = |part: &[ExchangeId]| -> Option<Vec<ExchangeId>> {
            if !go_on(part.len()) {
                return None;
            }
            let through = part.iter().copied();
            Some(
                through
                    .filter(|&id| node.holds(report, columns, id))
                    .collect(),
            )
        };
        spread::joined(among, CHUNK, asked, |ids, more| {
            let mut ids = ids?;
            ids.extend(more?);
            Some(ids)
        })
    }
}

impl<'f> Node<'f> {
    fn of(expression: &'f Expression, report: &Report, columns: &'f Columns) -> Self {
        let each = |parts: &'f [Expression]| -> Vec<Self> {
            let nodes = parts.iter().map(|part| Self::of(part, report, columns));
            let mut nodes: Vec<Self> = nodes.collect();
            nodes.sort_by_key(Self::cost);
            nodes
        };
        match expression {
            Expression::All(parts) => Self::All(each(parts)),
            Expression::Any(parts) => Self::Any(each(parts)),
            Expression::Not(inner) => Self::Not(Box::new(Self::of(inner, report, columns))),
            Expression::Term(term) => Self::of_term(term, report, columns),
        }
    }

    fn of_term(term: &'f Term, report: &Report, columns: &'f Columns) -> Self {
        let by = |decided, question| Self::decided(decided, question, report, columns);
        let whole = Question::Term(term);
        match term {
            Term::Anywhere(pattern) => Self::Any(vec![
                by(Decided::Method, Question::Method(pattern)),
                by(Decided::Origin, Question::Origin(pattern)),
                by(Decided::Refusal, Question::Refusal(pattern)),
                Self::Ask(Question::Url(pattern)),
            ]),
            Term::Text(Key::Path, pattern) => Self::Ask(Question::Path(pattern)),
            Term::Text(Key::Url, pattern) => Self::Ask(Question::Url(pattern)),
            Term::Text(key, _) | Term::Unknown(key) | Term::Verdict(key, _) => match key {
                Key::Origin => by(Decided::Origin, whole),
                Key::Host => by(Decided::Target, whole),
                Key::Method => by(Decided::Method, whole),
                Key::Type => by(Decided::Resource, whole),
                Key::Page => by(Decided::Page, whole),
                Key::File => by(Decided::Capture, whole),
                Key::Status => by(Decided::Status, whole),
                Key::Rule => by(Decided::Refusal, whole),
                Key::Verdict | Key::Chromium | Key::Firefox | Key::WebKit | Key::Standard => {
                    by(Decided::Verdict, whole)
                }
                _ => Self::Ask(whole),
            },
            Term::Phase(_) => by(Decided::Refusal, whole),
            Term::Status(..) => by(Decided::Status, whole),
            Term::Recorded(_) | Term::Disagree(_) => by(Decided::Verdict, whole),
            Term::Finding(_) => Self::Ask(whole),
        }
    }

    fn decided(
        decided: Decided,
        question: Question<'f>,
        report: &Report,
        columns: &'f Columns,
    ) -> Self {
        let column = columns.column(decided);
        if column.samples().len() > VALUES {
            return Self::Ask(question);
        }
        let samples = column.samples().iter();
        let holds = samples.map(|&id| question.holds(report, &report.row(id)));
        Self::Values(column, holds.collect())
    }

    /// What is decided beforehand is looked at first.
    fn cost(&self) -> usize {
        match self {
            Self::Values(..) => 0,
            Self::Not(inner) => inner.cost(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).max().unwrap_or(0),
            Self::Ask(Question::Url(_) | Question::Path(_)) => 1,
            Self::Ask(_) => 2,
        }
    }

    fn holds(&self, report: &Report, columns: &Columns, id: ExchangeId) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(report, columns, id)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(report, columns, id)),
            Self::Not(inner) => !inner.holds(report, columns, id),
            Self::Values(column, holds) => holds[column.of(id) as usize],
            Self::Ask(Question::Url(pattern)) => pattern.is_match(columns.url(report, id)),
            Self::Ask(Question::Path(pattern)) => pattern.is_match(path(columns.url(report, id))),
            Self::Ask(question) => question.holds(report, &report.row(id)),
        }
    }
}

/// Whether all that a filter lets through is among what an earlier text let through, because only
/// more was typed: every word of the earlier text stands in a word at its place, and nothing but
/// plain words is in either.
#[must_use]
pub fn narrows(earlier: &str, text: &str) -> bool {
    let plain = |word: &&str| {
        let special = ["or", "and", "not"]
            .iter()
            .any(|own| word.eq_ignore_ascii_case(own));
        !special
            && !word.starts_with(['-', '!', '/'])
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '='))
    };
    let mut words = text.split_whitespace();
    let all_plain = text.split_whitespace().all(|word| plain(&word));
    all_plain
        && earlier.split_whitespace().all(|before| {
            let now = words.next();
            plain(&before) && now.is_some_and(|now| now.contains(before))
        })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::input;

    fn report(name: &str) -> Report {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name);
        Report::new(vec![input::open(&path, &mut |_| {}).expect("a capture")])
    }

    #[test]
    fn columns_decide_as_rows_do() {
        let report = report("shop.har");
        let columns = Columns::of(&report);
        for text in [
            "",
            "cart",
            "https",
            "GET",
            "allow-origin",
            "origin:*shop*",
            "origin:unknown",
            "host:api.shop.example",
            "host:*.example",
            "path:/v2/",
            "url:?q=",
            "method:PUT,DELETE",
            "status:>=400",
            "status:none",
            "rule:origin",
            "rule:vary",
            "cause:none",
            "verdict:blocked,failed",
            "phase:preflight",
            "chromium:allowed",
            "safari:blocked",
            "browser:disagree",
            "recorded:delivered",
            "type:fetch",
            "page:shop",
            "file:shop",
            "!(cart or host:cdn*) status:200",
            "-method:GET verdict:allowed",
        ] {
            let filter = Filter::parse(text).expect("a filter");
            let one_by_one: Vec<ExchangeId> = report
                .ids()
                .filter(|&id| filter.matches(&report, &report.row(id)))
                .collect();
            let at_once = filter.select(&report, &columns, None, &|_| true);
            assert_eq!(at_once.as_ref(), Some(&one_by_one), "{text}");
            assert_eq!(
                filter.select(&report, &columns, None, &|_| false).is_none(),
                !text.is_empty()
            );
        }
    }

    #[test]
    fn only_what_is_stricter_narrows() {
        for (earlier, text, expected) in [
            ("", "c", true),
            ("c", "ca", true),
            ("cart", "cart it", true),
            ("cart it", "cart items", true),
            ("art", "cart", true),
            ("cart", "car", false),
            ("cart", "dog", false),
            ("cart o", "cart or", false),
            ("cart", "cart or dog", false),
            ("cart", "-cart", false),
            ("a", "a -b", false),
            ("host:a", "host:ap", false),
            ("/v2", "/v2/", false),
            ("a*", "a*b", false),
            ("a b", "a", false),
        ] {
            assert_eq!(narrows(earlier, text), expected, "{earlier} → {text}");
        }
        let report = report("shop.har");
        let columns = Columns::of(&report);
        let select = |text: &str| {
            let filter = Filter::parse(text).expect("a filter");
            filter
                .select(&report, &columns, None, &|_| true)
                .expect("all")
        };
        let texts = ["", "c", "ca", "cart", "car", "p", "pi", "api 2", "api 20"];
        for earlier in texts {
            for text in texts.into_iter().filter(|text| narrows(earlier, text)) {
                let before = select(earlier);
                assert!(
                    select(text).iter().all(|id| before.contains(id)),
                    "{earlier} → {text}"
                );
            }
        }
    }
}
