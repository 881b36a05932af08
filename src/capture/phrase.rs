//! What the body of an error says, as far as it is one of the phrases by which programs are known.
//! No other word of a body is kept: what people write there stays in the file.

/// The phrases, as the programs write them; at most 64.
pub static PHRASES: &[&str] = &[
    // CORS layers.
    "Invalid CORS request",
    "Disallowed CORS origin",
    "Disallowed CORS method",
    "Disallowed CORS headers",
    "Disallowed CORS Origin",
    "CORS preflight request failed",
    "CORS error: Origin not allowed",
    "Origin is not allowed to make this request",
    "Requested method is not allowed",
    "Not allowed by CORS",
    "CORS is not enabled for this bucket",
    "This CORS request is not allowed",
    "CorsPreflightFailure",
    "origin_invalid",
    "general_unknown_origin",
    "CORS Origin not allowed",
    // Routing.
    "Cannot OPTIONS",
    "Route OPTIONS:",
    "404 page not found",
    "no Route matched with those values",
    "Bad handshake method",
    "Session ID unknown",
    // Logins, keys, signatures.
    "Missing Authentication Token",
    "No API key found in request",
    "Access denied due to missing subscription key",
    "Jwt is missing",
    "RBAC: access denied",
    "SignatureDoesNotMatch",
    "Request has expired",
    "ExpiredToken",
    "AccessDenied",
    "invalid_grant",
    "invalid_client",
    "unauthorized_client",
    "invalid_token",
    "AADSTS9002326",
    "Authentication credentials were not provided",
    "CSRF verification failed",
    "CSRF token mismatch",
    "blocked as a potential Cross-Site Request Forgery",
    "Your client does not have permission to get URL",
    // TLS.
    "No required SSL certificate was sent",
    "The SSL certificate error",
    "The plain HTTP request was sent to HTTPS port",
    "Client sent an HTTP request to an HTTPS server",
    // Gateways and platforms.
    "Request forbidden by administrative rules",
    "No server is available to handle this request",
    "no healthy upstream",
    "upstream connect error or disconnect/reset before headers",
    "The request could not be satisfied",
    "Application failed to respond",
    "herokucdn.com/error-pages",
    "Incapsula incident ID",
    "Just a moment",
    "ERR_NGROK_",
    "BOOT_ERROR",
    "Request Header Or Cookie Too Large",
    "Request Entity Too Large",
    // Development servers and crashes.
    "Blocked request. This host",
    "Invalid Host header",
    "Error occurred while trying to proxy",
    "Traceback (most recent call last)",
    "Fatal error",
    "Whitelabel Error Page",
];

/// Which of [`PHRASES`] a body holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Phrases(u64);

impl Phrases {
    /// Those in a text.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let found = PHRASES
            .iter()
            .enumerate()
            .filter(|(_, phrase)| memchr::memmem::find(text, phrase.as_bytes()).is_some());
        Self(found.fold(0, |bits, (place, _)| bits | 1 << place))
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn contains(self, phrase: &str) -> bool {
        self.iter().any(|found| found == phrase)
    }

    /// All of them, in the table's order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        let all = PHRASES.iter().enumerate();
        all.filter(move |(place, _)| self.0 >> place & 1 == 1)
            .map(|(_, phrase)| *phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_its_phrases_and_nothing_else_is_kept() {
        assert!(PHRASES.len() <= 64);
        let body = b"<center><h1>400 Bad Request</h1></center><center>No required SSL certificate was sent</center> token=secret";
        let phrases = Phrases::of(body);
        assert!(phrases.contains("No required SSL certificate was sent"));
        assert_eq!(phrases.iter().count(), 1);
        assert_eq!(Phrases::of(b"{}"), Phrases::default());
    }
}
