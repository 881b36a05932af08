//! Who answered a message: the application, or something in front of it that answered in its
//! place. One layer or service a file, one row in [`LAYERS`].
//!
//! ```text
//! entry ──Seen──▶ signs of every row ──▶ Reply: what it answered, and what changes that
//!                                    └──▶ shown: who the response passed, for the right stack
//! ```
//!
//! A row says only what the layer is known to do. What no row fits stays unknown. Nothing here
//! judges; the texts are fixed, and values of a capture are filled in where they are shown.

mod prelude;
mod seen;
mod sign;
mod table;

pub use seen::Seen;
pub use sign::{Test, is_local};
pub use table::LAYERS;

/// How sure it is that something is what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Confidence {
    /// Others do it too.
    Possible,
    /// Hardly any other does it.
    Likely,
    /// It says its name.
    Certain,
}

impl Confidence {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// Something that can answer a request, or that a response can pass through.
#[derive(Debug)]
pub struct Layer {
    /// A short name that never changes.
    pub id: &'static str,
    /// The name its makers use.
    pub name: &'static str,
    /// Who can change how it answers.
    pub whose: Whose,
    /// The signs that a response passed it or came from it, with how sure each is.
    pub shows: &'static [(Confidence, &'static [Test])],
    /// The stack whose terms a policy is written in where this layer shows.
    pub stack: Option<&'static str>,
    /// What it answers in the application's place, the most specific first.
    pub replies: &'static [Reply],
    /// Its own documentation of the matter.
    pub docs: &'static str,
}

impl Layer {
    /// A row to fill in.
    const ROW: Self = Self {
        id: "",
        name: "",
        whose: Whose::Reader,
        shows: &[],
        stack: None,
        replies: &[],
        docs: "",
    };
}

/// Who can change how a layer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Whose {
    /// Whoever runs the host.
    Reader,
    /// A platform that the host's owner rents: there are settings.
    Tenant,
    /// A company whose customers can change nothing about its responses.
    Vendor,
}

/// One way in which a layer answers in the application's place.
#[derive(Debug)]
pub struct Reply {
    /// Tells the replies of a layer apart; plain characters.
    pub key: &'static str,
    /// What sort of obstacle it is.
    pub kind: Kind,
    /// How sure it is where the signs hold.
    pub sure: Confidence,
    /// It is this reply where every test of one of these lists holds.
    pub signs: &'static [&'static [Test]],
    /// What happened, as a title; `{host}` and the like are filled in.
    pub what: &'static str,
    /// Why, and what follows from it.
    pub why: &'static str,
    /// What changes it, the best first.
    pub advice: &'static [Advice],
    /// Whether CORS headers of the application help.
    pub headers: Headers,
}

/// What stands in the way where a layer answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A page for a person: a warning, a consent, a sign that something is being started.
    Interstitial,
    /// A login in front of the application.
    Login,
    /// A cache handed out a copy that has no CORS headers.
    Cached,
    /// A firewall, a bot check, a rate limit, or an application that cannot be reached.
    Gateway,
    /// Nothing is set up for this method and path.
    NoRoute,
    /// A CORS filter that refuses because of the origin, the method or a header.
    OriginRefused,
    /// CORS is not set up in this layer, and it is this layer that has to.
    NotConfigured,
    /// A client certificate is required.
    ClientCertificate,
    /// The URL names the wrong place: another region, another endpoint.
    WrongEndpoint,
    /// The service does not allow requests from web pages at all, or not in this way.
    NotForPages,
    /// The service allows only origins that its customer has entered.
    NotRegistered,
    /// Another program than the reader's answers.
    OtherProgram,
    /// The body is larger than this layer lets through.
    TooLarge,
    /// The request itself is refused: a signature, a token, a permission, a limit.
    Refused,
}

/// Whether CORS headers sent by the application behind a layer help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Headers {
    /// The application is not asked, or it is not the reader's.
    Never,
    /// Only once this holds.
    Once(&'static str),
    /// This layer sends them itself: they are the fix.
    Here,
}

/// One change, in the words of the one who makes it.
#[derive(Debug)]
pub struct Advice {
    /// Who makes it.
    pub actor: Actor,
    /// A few words, in the imperative.
    pub title: &'static str,
    /// What to write or where to click.
    pub text: &'static str,
}

/// Who makes a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actor {
    /// The code of the page.
    Page,
    /// The application, or the server in front of it that its owner runs.
    #[default]
    Server,
    /// A layer in front of the application: a proxy, a gateway, a CDN, a login.
    Layer,
    /// A setting in the console of a platform or vendor.
    Console,
    /// The person in front of the browser.
    Visitor,
    /// A server of the page's own owner, which asks in the page's place.
    Backend,
}

impl Actor {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Server => "server",
            Self::Layer => "layer",
            Self::Console => "console",
            Self::Visitor => "visitor",
            Self::Backend => "backend",
        }
    }
}

/// The layer that answered a message in the application's place, and how; `None` where nothing
/// shows that one did. The first row of the table that fits; one that is only possible comes after
/// those that are likely.
#[must_use]
pub fn reply(seen: &Seen<'_>) -> Option<(&'static Layer, &'static Reply)> {
    let mut possible = None;
    for layer in LAYERS.iter().copied() {
        let mut replies = layer.replies.iter();
        let Some(reply) = replies.find(|reply| seen.shows_one_of(reply.signs)) else {
            continue;
        };
        if reply.sure > Confidence::Possible {
            return Some((layer, reply));
        }
        possible = possible.or(Some((layer, reply)));
    }
    possible
}

/// The layers that a response came from or passed, the surest first; those equally sure in the
/// table's order.
#[must_use]
pub fn shown(seen: &Seen<'_>) -> Vec<(&'static Layer, Confidence)> {
    let mut found: Vec<_> = LAYERS
        .iter()
        .copied()
        .filter_map(|layer| {
            let signs = layer.shows.iter().filter(|(_, sign)| seen.shows(sign));
            Some((layer, signs.map(|(sure, _)| *sure).max()?))
        })
        .collect();
    found.sort_by_key(|(_, sure)| std::cmp::Reverse(*sure));
    found
}

/// The service that a host belongs to, where its customers cannot change its responses.
#[must_use]
pub fn vendor(seen: &Seen<'_>) -> Option<&'static Layer> {
    LAYERS
        .iter()
        .copied()
        .filter(|layer| layer.whose == Whose::Vendor)
        .find(|layer| layer.shows.iter().any(|(_, sign)| seen.shows(sign)))
}

/// The words that stand in braces in the texts of the table: `{host}`, the host that was asked;
/// `{origin}`, the page's origin; `{path}`, the path that was asked; `{url}`, the URL without its
/// query; `{region}`, the region that a response names; `{code}`, an error code in a header;
/// `{names}`, the request headers that need permission.
pub const PLACES: &[&str] = &["host", "origin", "path", "url", "region", "code", "names"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_complete_and_their_names_are_unique() {
        let mut ids = Vec::new();
        for layer in LAYERS {
            let plain = |text: &str| {
                !text.is_empty()
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            assert!(plain(layer.id), "{}", layer.id);
            assert!(!layer.name.is_empty(), "{}", layer.id);
            assert!(
                !layer.shows.is_empty() || !layer.replies.is_empty(),
                "{}",
                layer.id
            );
            ids.push(layer.id);
            let mut keys = Vec::new();
            for reply in layer.replies {
                let place = format!("{} {}", layer.id, reply.key);
                assert!(plain(reply.key), "{place}");
                assert!(!reply.signs.is_empty(), "{place}");
                assert!(reply.signs.iter().all(|sign| !sign.is_empty()), "{place}");
                assert!(!reply.what.ends_with('.'), "{place}");
                assert!(reply.why.ends_with('.'), "{place}");
                assert!(
                    !reply.advice.is_empty() || reply.headers == Headers::Here,
                    "{place}"
                );
                for advice in reply.advice {
                    assert!(advice.text.ends_with('\n'), "{place}: {}", advice.title);
                    assert!(!advice.title.ends_with('.'), "{place}: {}", advice.title);
                    for line in advice.text.lines() {
                        assert_eq!(line.trim_end(), line, "{place}: {line:?}");
                    }
                }
                keys.push(reply.key);
            }
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all, "{}", layer.id);
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn the_bodies_that_rows_look_for_are_looked_for_by_the_inputs() {
        for layer in LAYERS {
            let signs = layer.replies.iter().flat_map(|reply| reply.signs);
            for test in signs.copied().flatten() {
                if let Test::Body(phrase) = test {
                    assert!(crate::capture::PHRASES.contains(phrase), "{phrase}");
                }
            }
        }
    }

    #[test]
    fn only_known_words_in_braces_are_filled_in() {
        for layer in LAYERS {
            for reply in layer.replies {
                let texts = reply.advice.iter().flat_map(|a| [a.title, a.text]);
                for text in [reply.what, reply.why].into_iter().chain(texts) {
                    for after in text.split('{').skip(1) {
                        let Some((word, _)) = after.split_once('}') else {
                            continue;
                        };
                        let is_word = word.bytes().all(|b| b.is_ascii_lowercase());
                        assert!(
                            !is_word || word.is_empty() || PLACES.contains(&word),
                            "{} {}: {{{word}}}",
                            layer.id,
                            reply.key
                        );
                    }
                }
            }
        }
    }
}
