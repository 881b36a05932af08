//! Names whose values commonly open a door, and names behind which such values stand in a path.

/// Names that are secret as a whole.
const WHOLE: &[&str] = &[
    "state",
    "id_token_hint",
    "ticket",
    "nonce",
    "cf_clearance",
    "__cf_bm",
];
/// Words that make a name one of a secret.
const WORDS: &[&str] = &[
    "auth",
    "authorization",
    "bearer",
    "captcha",
    "cookie",
    "credential",
    "credentials",
    "csrf",
    "dpop",
    "hdnea",
    "hdntl",
    "hdnts",
    "hmac",
    "jwt",
    "key",
    "otac",
    "otp",
    "pass",
    "passcode",
    "passphrase",
    "pin",
    "policy",
    "pw",
    "pwd",
    "recaptcha",
    "sas",
    "secret",
    "sess",
    "session",
    "sid",
    "sig",
    "sign",
    "signature",
    "sk",
    "ssid",
    "sso",
    "tkn",
    "verifier",
    "xsrf",
];
/// The same, also inside longer words.
const PARTS: &[&str] = &[
    "accesskey",
    "apikey",
    "assertion",
    "authcode",
    "credential",
    "jwt",
    "oauth",
    "passwd",
    "password",
    "relaystate",
    "saml",
    "secret",
    "sessionid",
    "sessid",
    "signature",
    "token",
];
/// `token_type`, `cookieName`: they say something about it and do not hold it.
const ABOUT_IT: &[&str] = &[
    "alg",
    "algorithm",
    "count",
    "enabled",
    "format",
    "kind",
    "length",
    "method",
    "mode",
    "name",
    "required",
    "size",
    "status",
    "type",
    "uri",
    "url",
    "version",
];

/// Whether a parameter or member of this name commonly holds a secret.
pub(super) fn is_secret(name: &str) -> bool {
    if is_any_of(name.trim(), WHOLE) {
        return true;
    }
    if words(name)
        .last()
        .is_some_and(|last| is_any_of(last, ABOUT_IT))
    {
        return false;
    }
    if is_code_of_a_login(name) || words(name).any(|word| is_any_of(word, WORDS)) {
        return true;
    }
    let joined: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    // No part is shorter.
    joined.len() >= 3 && PARTS.iter().any(|part| joined.contains(part))
}

fn is_any_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// `code`, `reset_code`, `user[code]`; but not the code of a country, an error or a product.
fn is_code_of_a_login(name: &str) -> bool {
    const OTHER_CODES: &[&str] = &[
        "airport", "app", "area", "bar", "branch", "build", "city", "color", "colour", "country",
        "county", "coupon", "currency", "dial", "discount", "district", "error", "event", "exit",
        "http", "iata", "iso", "item", "key", "lang", "language", "locale", "market", "phone",
        "post", "postal", "product", "promo", "province", "qr", "reason", "region", "response",
        "return", "source", "state", "status", "store", "tax", "type", "version", "voucher", "zip",
    ];
    let (mut before, mut last) = (None, "");
    for word in words(name) {
        before = Some(last).filter(|word| !word.is_empty());
        last = word;
    }
    match before {
        Some(before) => last.eq_ignore_ascii_case("code") && !is_any_of(before, OTHER_CODES),
        None => is_any_of(last, &["code", "codes", "vcode"]),
    }
}

/// Whether a header of this name (in lower case) holds a secret.
pub(super) fn is_secret_header(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "apikey",
        "auth",
        "authorization",
        "cookie",
        "cookie2",
        "credential",
        "credentials",
        "dpop",
        "jwt",
        "key",
        "passcode",
        "password",
        "pwd",
        "secret",
        "session",
        "sessionid",
        "sid",
        "signature",
    ];
    lower.contains("token") || lower.split(['-', '_']).any(|word| WORDS.contains(&word))
}

/// Whether the segments of a path behind this one commonly hold a secret: webhooks, links to reset
/// a password, invitations.
pub(super) fn leads_to_a_secret(segment: &str) -> bool {
    const HINTS: &[&str] = &[
        "activate",
        "activation",
        "confirm",
        "confirmation",
        "hook",
        "hooks",
        "invitation",
        "invitations",
        "invite",
        "invites",
        "magic",
        "reset",
        "services",
        "share",
        "shared",
        "unsubscribe",
        "verification",
        "verify",
        "webhook",
        "webhooks",
    ];
    is_secret(segment) || words(segment).any(|word| is_any_of(word, HINTS))
}

/// The words of `api_key`, `apiKey`, `X-Api-Key`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let bytes = rest.as_bytes();
        let first = bytes.first()?;
        let mut after_lower = first.is_ascii_lowercase() || first.is_ascii_digit();
        let mut end = 1;
        while let Some(byte) = bytes.get(end) {
            if !byte.is_ascii_alphanumeric() || (byte.is_ascii_uppercase() && after_lower) {
                break;
            }
            after_lower = byte.is_ascii_lowercase() || byte.is_ascii_digit();
            end += 1;
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_secret, leads_to_a_secret};

    #[test]
    fn names_of_secrets() {
        for name in [
            "code",
            "user[code]",
            "reset_code",
            "deviceCode",
            "codes",
            "sess",
            "ssid",
            "sk",
            "tkn",
            "dpop",
            "cf_clearance",
            "__cf_bm",
            "hdnts",
            "Token[]",
            "token ",
            "X-Amz-Signature",
            "PHPSESSID",
            "g-recaptcha-response",
            "RelayState",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "country_code",
            "errorCode",
            "zip_code",
            "q",
            "page",
            "author",
            "design",
            "monkey",
            "keyboard",
            "passenger",
            "token_type",
            "cookieName",
            "version_code",
            "tk_flint",
            "family",
            "v",
            "statement",
            "encode",
            "barcode",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn segments_before_secrets() {
        for segment in ["reset", "webhooks", "token", "access_token", "magic-link"] {
            assert!(leads_to_a_secret(segment), "{segment}");
        }
        for segment in ["users", "api", "v2", "assets", "hooked"] {
            assert!(!leads_to_a_secret(segment), "{segment}");
        }
    }
}
