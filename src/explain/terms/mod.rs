//! What can be explained beside the causes and the rules that explain themselves, one row a thing.

mod concepts;
mod notes;
mod rules;
mod statuses;

/// One thing that can be explained.
///
/// The texts may hold `{origin}`, `{url}`, `{host}`, `{value}`, `{method}`, `{header}`,
/// `{status}` and `{space}`, which are filled in from a pasted line; without one they stand for
/// something like "the page's origin".
#[derive(Debug)]
pub struct Term {
    /// Its name here: of a rule, or a word.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What usually brings it about, the commonest first.
    pub causes: &'static [&'static str],
    /// What to look at to tell these apart.
    pub look_at: &'static [&'static str],
    /// What to change.
    pub mend: &'static [&'static str],
    /// What browsers and other tools call it.
    pub also_known_as: &'static [&'static str],
}

/// All terms: rules that block, notes, words, statuses.
pub fn terms() -> impl Iterator<Item = &'static Term> {
    TERMS.iter().copied().flatten()
}

/// The term of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Term> {
    terms().find(|term| term.name == name)
}

static TERMS: &[&[Term]] = &[rules::TERMS, notes::TERMS, concepts::TERMS, statuses::TERMS];
