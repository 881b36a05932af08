//! Error codes and Chrome's blocked reasons, with the article of each.

use crate::explain::explanation::Explanation;
use crate::explain::names::by_name;

/// Chrome's blocked reasons, as `(blocked:…)` in the network panel, with the article of each.
pub(super) const BLOCKED: &[(&str, &str)] = &[
    ("origin", "same-origin-policy"),
    ("corp", "corp-same-origin"),
    ("other", "stopped-in-browser"),
    ("devtools", "blocked-by-client"),
    ("coep", "coep-corp"),
    ("integrity", "subresource-integrity"),
    ("orb", "opaque-response-blocked"),
    ("corb", "opaque-response-blocked"),
    ("tracking", "tracking-protection"),
    ("subresource-filter", "blocked-by-client"),
];

/// Error codes by what they begin with; the first that fits is taken.
pub(super) const CODES: &[(&str, &str)] = &[
    ("ERR_BLOCKED_BY_RESPONSE.", "coep-corp"),
    ("ERR_BLOCKED_BY_CSP", "content-security-policy"),
    ("ERR_BLOCKED_", "blocked-by-client"),
    ("ERR_PROXY_", "proxy-error"),
    ("ERR_TUNNEL_", "proxy-error"),
    ("ERR_SOCKS_", "proxy-error"),
    ("ERR_HTTPS_PROXY_", "proxy-error"),
    ("ERR_MANDATORY_PROXY_", "proxy-error"),
    ("ERR_NO_SUPPORTED_PROXIES", "proxy-error"),
    ("ERR_PAC_", "proxy-error"),
    ("ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION", "redirect-scheme"),
    ("ERR_RESPONSE_HEADERS_", "malformed-response"),
    ("ERR_CONTENT_LENGTH_", "body-incomplete"),
    ("ERR_INCOMPLETE_", "body-incomplete"),
    ("ERR_CONTENT_DECODING_", "malformed-response"),
    ("ERR_INVALID_HTTP", "malformed-response"),
    ("ERR_INVALID_RESPONSE", "malformed-response"),
    ("ERR_INVALID_CHUNKED", "malformed-response"),
    ("ERR_CACHE_", "cache-miss"),
    ("ERR_UNSAFE_REDIRECT", "redirect-scheme"),
    ("ERR_DISALLOWED_URL_SCHEME", "scheme-not-supported"),
    ("ERR_FILE_", "page-from-disk"),
    ("ERR_ACCESS_DENIED", "page-from-disk"),
    ("ERR_CERT", "network-error"),
    ("ERR_SSL_", "network-error"),
    ("ERR_BAD_SSL_", "network-error"),
    ("ERR_ECH_", "network-error"),
    ("ERR_TLS", "network-error"),
    ("ERR_NAME_", "network-error"),
    ("ERR_DNS_", "network-error"),
    ("ERR_CONNECTION_", "network-error"),
    ("ERR_ADDRESS_", "network-error"),
    ("ERR_INTERNET_", "network-error"),
    ("ERR_NETWORK_", "network-error"),
    ("ERR_HTTP2_", "network-error"),
    ("ERR_HTTP_1_1_REQUIRED", "network-error"),
    ("ERR_SPDY_", "network-error"),
    ("ERR_QUIC_", "network-error"),
    ("ERR_SOCKET_", "network-error"),
    ("ERR_EMPTY_", "network-error"),
    ("ERR_TIMED_OUT", "network-error"),
    ("ERR_ABORTED", "network-error"),
    ("ERR_UNEXPECTED", "network-error"),
    ("ERR_INSUFFICIENT_RESOURCES", "network-error"),
    ("NS_ERROR_DOM_CORP_", "corp-same-origin"),
    ("NS_ERROR_DOM_COEP_", "coep-corp"),
    ("NS_ERROR_PROXY_", "proxy-error"),
    ("NS_ERROR_UNKNOWN_PROXY_", "proxy-error"),
    ("NS_ERROR_MALWARE_URI", "blocked-by-client"),
    ("NS_ERROR_PHISHING_URI", "blocked-by-client"),
    ("NS_ERROR_UNWANTED_URI", "blocked-by-client"),
    ("NS_ERROR_HARMFUL_URI", "blocked-by-client"),
    ("NS_ERROR_CONTENT_BLOCKED", "stopped-in-browser"),
    ("NS_ERROR_BLOCKED_BY_POLICY", "stopped-in-browser"),
    ("NS_ERROR_CORRUPTED_CONTENT", "malformed-response"),
    ("NS_ERROR_INVALID_CONTENT_ENCODING", "malformed-response"),
    ("NS_ERROR_NET_PARTIAL_TRANSFER", "body-incomplete"),
    ("NS_ERROR_PORT_ACCESS_NOT_ALLOWED", "port-blocked"),
    ("NS_ERROR_UNKNOWN_PROTOCOL", "scheme-not-supported"),
    ("NS_ERROR_REDIRECT_LOOP", "too-many-redirects"),
    ("NS_ERROR_NET_", "network-error"),
    ("NS_ERROR_CONNECTION_", "network-error"),
    ("NS_ERROR_UNKNOWN_HOST", "network-error"),
    ("NS_ERROR_OFFLINE", "network-error"),
    ("NS_ERROR_ABORT", "network-error"),
    ("NS_ERROR_FAILURE", "network-error"),
    ("NS_BINDING_", "network-error"),
    ("SEC_ERROR_", "network-error"),
    ("SSL_ERROR_", "network-error"),
    ("MOZILLA_PKIX_ERROR_", "network-error"),
    ("ECONNREFUSED", "fetch-failed-in-node"),
    ("ECONNRESET", "fetch-failed-in-node"),
    ("ENOTFOUND", "fetch-failed-in-node"),
    ("ETIMEDOUT", "fetch-failed-in-node"),
    ("EAI_AGAIN", "fetch-failed-in-node"),
];

/// The article of an error code, also of one that is not listed but begins like its kind.
pub(in crate::explain) fn code(word: &str) -> Option<Explanation> {
    let name = word.trim_start_matches("(failed)");
    let name = name.strip_prefix("net::").unwrap_or(name);
    if !name.contains('_') && !name.starts_with('E') {
        return None;
    }
    by_name(name).or_else(|| {
        let found = CODES.iter().find(|(begin, _)| name.starts_with(begin));
        by_name(found?.1)
    })
}
