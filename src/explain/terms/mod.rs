//! What can be explained beside rules, causes and stacks, one row a thing.

mod browsers;
mod concepts;
mod headers;
mod neighbours;
mod script;
mod servers;
mod statuses;

/// One thing that can be explained.
///
/// The texts may have `{origin}`, `{url}`, `{host}`, `{value}`, `{method}`, `{header}`,
/// `{status}` and `{space}`, which are filled in from a pasted line; without one they read "[the
/// URL]" and so on.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its usual causes, the commonest first.
    pub causes: &'static [&'static str],
    /// What to look at to tell these apart.
    pub look_at: &'static [&'static str],
    /// What to change.
    pub fix: &'static [&'static str],
    /// What browsers and other tools call it.
    pub also_known_as: &'static [&'static str],
}

impl Term {
    /// A row to fill in.
    const ROW: Self = Self {
        name: "",
        title: "",
        meaning: "",
        causes: &[],
        look_at: &[],
        fix: &[],
        also_known_as: &[],
    };
}

/// All terms.
pub fn terms() -> impl Iterator<Item = &'static Term> {
    TERMS.iter().copied().flatten()
}

/// The term of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Term> {
    terms().find(|term| term.name == name)
}

static TERMS: &[&[Term]] = &[
    concepts::TERMS,
    headers::TERMS,
    statuses::TERMS,
    script::TERMS,
    browsers::TERMS,
    neighbours::TERMS,
    servers::TERMS,
];
