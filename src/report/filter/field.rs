//! The fields a filter can ask for. Help, README and error messages come from this table.

/// A field of the filter language.
#[derive(Debug)]
pub struct Field {
    /// Its name, as in `name:value`.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// What it looks at.
    pub key: Key,
    /// What it matches, in one line.
    pub help: &'static str,
    /// A clause that shows its use.
    pub example: &'static str,
}

/// What a field looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Key {
    /// The origin that asked.
    Origin,
    /// The host that was asked.
    Host,
    /// The path of the URL.
    Path,
    /// The whole URL.
    Url,
    /// The method.
    Method,
    /// The status of the last response or of a preflight's.
    Status,
    /// The rule that refused it.
    Rule,
    /// The cause it is grouped under.
    Cause,
    /// The verdict for the recording browser.
    Verdict,
    /// Which message was refused.
    Phase,
    /// The verdict for Chromium.
    Chromium,
    /// The verdict for Firefox.
    Firefox,
    /// The verdict for WebKit.
    WebKit,
    /// The verdict by the standard.
    Standard,
    /// Whether the browsers agree.
    Browsers,
    /// What the recorder says.
    Recorded,
    /// The kind of resource.
    Type,
    /// The page.
    Page,
    /// The capture's file.
    File,
}

/// All fields, in the order they are listed.
pub const FIELDS: &[Field] = &[
    Field {
        name: "origin",
        aliases: &[],
        key: Key::Origin,
        help: "the page's origin, or its host; also null, unknown",
        example: "origin:shop.example",
    },
    Field {
        name: "host",
        aliases: &["domain"],
        key: Key::Host,
        help: "the requested host, or its origin",
        example: "host:*.shop.example",
    },
    Field {
        name: "path",
        aliases: &[],
        key: Key::Path,
        help: "a part of the URL's path",
        example: "path:/v2/cart",
    },
    Field {
        name: "url",
        aliases: &[],
        key: Key::Url,
        help: "a part of the URL",
        example: "url:\"q=a b\"",
    },
    Field {
        name: "method",
        aliases: &[],
        key: Key::Method,
        help: "the request's method",
        example: "method:PUT,DELETE",
    },
    Field {
        name: "status",
        aliases: &[],
        key: Key::Status,
        help: "the last response's status or the preflight's; also none",
        example: "status:>=400",
    },
    Field {
        name: "rule",
        aliases: &[],
        key: Key::Rule,
        help: "a part of the name of a rule it broke (or advice)",
        example: "rule:allow-origin",
    },
    Field {
        name: "cause",
        aliases: &[],
        key: Key::Cause,
        help: "a part of its cause's title; also none",
        example: "cause:none",
    },
    Field {
        name: "verdict",
        aliases: &["is"],
        key: Key::Verdict,
        help: "the outcome in the recording browser",
        example: "verdict:blocked,failed",
    },
    Field {
        name: "phase",
        aliases: &[],
        key: Key::Phase,
        help: "what was blocked: request, preflight, redirect, response",
        example: "phase:preflight",
    },
    Field {
        name: "chromium",
        aliases: &["chrome"],
        key: Key::Chromium,
        help: "the outcome in Chromium",
        example: "chromium:allowed",
    },
    Field {
        name: "firefox",
        aliases: &[],
        key: Key::Firefox,
        help: "the outcome in Firefox",
        example: "firefox:blocked",
    },
    Field {
        name: "webkit",
        aliases: &["safari"],
        key: Key::WebKit,
        help: "the outcome in WebKit (Safari)",
        example: "safari:blocked",
    },
    Field {
        name: "standard",
        aliases: &[],
        key: Key::Standard,
        help: "the outcome by the Fetch standard alone",
        example: "standard:allowed",
    },
    Field {
        name: "browser",
        aliases: &["browsers"],
        key: Key::Browsers,
        help: "whether the three browsers agree or disagree",
        example: "browser:disagree",
    },
    Field {
        name: "recorded",
        aliases: &[],
        key: Key::Recorded,
        help: "what the capture says: blocked, delivered, failed, unknown",
        example: "recorded:delivered",
    },
    Field {
        name: "type",
        aliases: &[],
        key: Key::Type,
        help: "the kind of resource, in the capture's words; also unknown",
        example: "type:font",
    },
    Field {
        name: "page",
        aliases: &[],
        key: Key::Page,
        help: "a part of the page's URL; also unknown",
        example: "page:/checkout",
    },
    Field {
        name: "file",
        aliases: &[],
        key: Key::File,
        help: "a part of the capture's file name",
        example: "file:monday",
    },
];

/// The field of that name; names are told apart without regard to case.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| {
        field.name.eq_ignore_ascii_case(name)
            || field.aliases.iter().any(|a| a.eq_ignore_ascii_case(name))
    })
}

/// `did you mean …?` where one of the words is near, else the list of the words.
pub(super) fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it can be {}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// The word that was probably meant, where one is near enough.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // No word of ours is that long, and the distance takes time with both lengths.
    if word.len() > 64 {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let (distance, near) = known
        .map(|known| (strsim::damerau_levenshtein(&word, known), known))
        .min()?;
    (distance <= 2.max(near.len() / 3) && distance < near.len()).then_some(near)
}
