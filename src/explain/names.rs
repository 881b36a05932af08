//! What is called by a name: by its own, by the names that browsers and tools give it, and what is
//! nearly called so.

use super::explanation::Explanation;
use super::services;
use super::terms::terms;
use crate::causes::CAUSES;
use crate::rules::{self, RULES};

/// How many near names are offered.
pub(super) const OFFERED: usize = 3;

/// Names that several rules have, or that belong to an article elsewhere, each with the one it
/// leads to.
const SHARED: &[(&str, &str)] = &[
    ("CORSAllowOriginNotMatchingOrigin", "allow-origin-mismatch"),
    ("CORSDidNotSucceed", "network-error"),
    ("CORSMissingAllowHeaderFromPreflight", "header-not-allowed"),
    ("CORSRequestNotHttp", "scheme-not-supported"),
    ("HeaderDisallowedByPreflightResponse", "header-not-allowed"),
    ("SOP", "same-origin-policy"),
    ("COEP", "coep-corp"),
    ("net::ERR_BLOCKED_BY_RESPONSE", "coep-corp"),
    ("net::ERR_FAILED", "unexplained"),
    ("net::ERR_UNKNOWN_URL_SCHEME", "scheme-not-supported"),
    ("inspector", "blocked-by-client"),
    ("file", "page-from-disk"),
    ("file://", "page-from-disk"),
];

/// What has that name: its own name, else one that it is also known by.
pub(super) fn by_name(word: &str) -> Option<Explanation> {
    let wanted = normal(word);
    if wanted.is_empty() {
        return None;
    }
    let article = |name: &str| own_name(&normal(name));
    if let Some(found) = own_name(&wanted) {
        return Some(found);
    }
    // Firefox numbers its categories when their wording changes: CORSMissingAllowOrigin2.
    let unnumbered = if wanted.starts_with("cors") {
        wanted.trim_end_matches(|c: char| c.is_ascii_digit())
    } else {
        wanted.as_str()
    };
    let both = [wanted.as_str(), unnumbered];
    let shared = SHARED
        .iter()
        .find(|(shared, _)| both.contains(&normal(shared).as_str()));
    if let Some((_, name)) = shared {
        let mut explanation = article(name)?;
        explanation.observations.extend(others(&wanted, name));
        return Some(explanation);
    }
    for wanted in both {
        if let Some(mut explanation) = also_known_as(wanted) {
            if wanted.starts_with("preflight") {
                explanation.of_preflight();
            }
            return Some(explanation);
        }
    }
    services::by_name(word)
}

/// What else a shared name stands for.
fn others(name: &str, but: &str) -> Option<String> {
    let mut others: Vec<String> = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.name != but) {
        if rule.also_known_as.iter().any(|known| normal(known) == name) {
            others.push(format!("{} ({})", rule.name, rule.summary));
        }
    }
    (!others.is_empty()).then(|| format!("The same name is used for: {}.", others.join(", ")))
}

fn own_name(wanted: &str) -> Option<Explanation> {
    if let Some(rule) = RULES.iter().find(|rule| normal(rule.name) == wanted) {
        return Some(Explanation::of_rule(rule));
    }
    if let Some(term) = terms().find(|term| normal(term.name) == wanted) {
        return Some(Explanation::of_term(term));
    }
    let kind = CAUSES.iter().find(|kind| normal(kind.name) == wanted)?;
    Some(Explanation::of_cause(kind))
}

fn also_known_as(wanted: &str) -> Option<Explanation> {
    let has = |names: &[&str]| names.iter().any(|name| normal(name) == wanted);
    if let Some(term) = terms().find(|term| has(term.also_known_as)) {
        return Some(Explanation::of_term(term));
    }
    if let Some(rule) = RULES.iter().find(|rule| has(rule.also_known_as)) {
        return Some(Explanation::of_rule(rule));
    }
    let kind = CAUSES.iter().find(|kind| has(kind.also_known_as))?;
    Some(Explanation::of_cause(kind))
}

/// A name without case, punctuation and the prefixes that tools put before it.
pub(super) fn normal(name: &str) -> String {
    let name = name
        .trim_start_matches("net::")
        .trim_start_matches("Network.")
        .trim_start_matches("CorsError.")
        .trim_start_matches("CorsError::")
        .trim_start_matches("CorsIssue::");
    // Chromium's sources: kMissingAllowOriginHeader.
    let name = match name.strip_prefix('k') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => rest,
        _ => name,
    };
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The names most like this one, best first: by their letters, by the words in them, else by the
/// words in their titles.
pub(super) fn nearest(text: &str) -> Vec<&'static str> {
    let wanted = normal(text);
    if wanted.is_empty() || wanted.len() > 64 {
        return Vec::new();
    }
    let all = || {
        let terms = terms().flat_map(|term| std::iter::once(&term.name).chain(term.also_known_as));
        let rules = RULES.iter().map(|rule| &rule.name);
        rules
            .chain(CAUSES.iter().map(|kind| &kind.name))
            .chain(terms)
            .chain(RULES.iter().flat_map(|rule| rule.also_known_as))
            .copied()
    };
    let mut near: Vec<(usize, &'static str)> = Vec::new();
    let words = words(text);
    for name in all() {
        let distance = strsim::levenshtein(&wanted, &normal(name));
        if distance <= 1 + wanted.len() / 5 {
            near.push((distance, name));
        } else if let Some(left) = parts(&words, name) {
            near.push((2 + wanted.len() / 5 + left, name));
        }
    }
    if near.is_empty() && words.iter().all(|word| word.len() >= 3) {
        let titles = terms().map(|term| (term.name, term.title));
        let titles = titles.chain(CAUSES.iter().map(|kind| (kind.name, kind.title)));
        let titles = titles.chain(RULES.iter().map(|rule| (rule.name, rule.summary)));
        for (name, title) in titles {
            let all = format!("{name} {title}").to_ascii_lowercase();
            if words.iter().all(|word| all.contains(word.as_str())) {
                near.push((0, name));
            }
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    let mut names: Vec<&'static str> = Vec::new();
    for (_, name) in near {
        if !names.iter().any(|known| normal(known) == normal(name)) {
            names.push(name);
        }
    }
    names.truncate(OFFERED);
    names
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// How many words of a name are left where each of these words begins, or nearly is, one of them,
/// in order: `cors-not` is two of the three words of `cors-not-configured`.
fn parts(wanted: &[String], name: &str) -> Option<usize> {
    let of_name = words(name);
    if wanted.is_empty() || wanted.len() > of_name.len() {
        return None;
    }
    let mut left = of_name.iter();
    for (number, word) in wanted.iter().enumerate() {
        let last = number + 1 == wanted.len();
        left.find(|part| {
            let begins = last && word.len() >= 3 && part.starts_with(word.as_str());
            let near = word.len() >= 4 && strsim::levenshtein(word, part) <= word.len() / 4;
            *part == word || begins || near
        })?;
    }
    // One short word says too little.
    (wanted.len() > 1 || wanted[0].len() >= 4).then(|| of_name.len() - wanted.len())
}

/// The rule of that name, its title and the like, for what refers to it.
pub(super) fn title(name: &str) -> Option<&'static str> {
    rules::by_name(name)
        .map(|rule| rule.summary)
        .or_else(|| super::terms::named(name).map(|term| term.title))
}
