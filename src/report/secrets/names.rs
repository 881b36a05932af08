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
    let lower = name.to_ascii_lowercase();
    if WHOLE.contains(&lower.trim()) {
        return true;
    }
    let words = words(name);
    if words
        .last()
        .is_some_and(|last| ABOUT_IT.contains(&last.as_str()))
    {
        return false;
    }
    if is_code_of_a_login(&words) || words.iter().any(|word| WORDS.contains(&word.as_str())) {
        return true;
    }
    let joined: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    PARTS.iter().any(|part| joined.contains(part))
}

/// `code`, `reset_code`, `user[code]`; but not the code of a country, an error or a product.
fn is_code_of_a_login(words: &[String]) -> bool {
    const OTHER_CODES: &[&str] = &[
        "airport", "app", "area", "bar", "branch", "build", "city", "color", "colour", "country",
        "county", "coupon", "currency", "dial", "discount", "district", "error", "event", "exit",
        "http", "iata", "iso", "item", "key", "lang", "language", "locale", "market", "phone",
        "post", "postal", "product", "promo", "province", "qr", "reason", "region", "response",
        "return", "source", "state", "status", "store", "tax", "type", "version", "voucher", "zip",
    ];
    match words {
        [.., before, last] if last == "code" => !OTHER_CODES.contains(&before.as_str()),
        [only] => only == "code" || only == "codes" || only == "vcode",
        _ => false,
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
    is_secret(segment)
        || words(segment)
            .iter()
            .any(|word| HINTS.contains(&word.as_str()))
}

/// The words of `api_key`, `apiKey`, `X-Api-Key`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut split = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && after_lower) {
            split.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        after_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    split.push(word);
    split.retain(|word| !word.is_empty());
    split
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
