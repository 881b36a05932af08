//! A server that does not accept the handshake of a WebSocket.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The status of the server's response to the handshake is not 101. CORS does not apply to a
    /// `WebSocket`: the browser sends `Origin`, and the server itself decides.
    /// # Common causes
    /// - 403: the server's own list of origins does not contain the page's.
    /// - 401: the login is missing.
    /// - 404, 400 or 426: the path is wrong, or a proxy in front does not pass on `Upgrade`.
    /// # What to look at
    /// - The status of the handshake, and the server's log.
    /// # Example
    /// ```text
    /// GET wss://api.example/socket            Origin: https://shop.example
    /// 403 Forbidden
    /// ```
    /// # How to fix it
    /// Add the page's origin to the list that the server checks (`allowedOrigins`, `origins`,
    /// `CheckOrigin`, `ALLOWED_HOSTS` and the like), and let the proxy in front pass on `Upgrade`
    /// and `Connection`. CORS headers such as
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// change nothing.
    /// # What browsers say
    /// ```text
    /// Chromium  WebSocket connection to 'wss://…' failed: Error during WebSocket handshake: Unexpected response code: 403
    /// Firefox   Firefox can’t establish a connection to the server at wss://….
    /// Safari    WebSocket connection to 'wss://…' failed: Unexpected response code: 403
    /// ```
    RULE = {
        name: "websocket-refused",
        refusal: RefusalKind::WebSocketRefused,
        says: says,
        summary: "the server did not accept the WebSocket handshake",
        severity: Severity::Error,
        spec: "https://websockets.spec.whatwg.org/#establish-a-websocket-connection",
        also_known_as: &["Web Socket", "websocket-handshake"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let status = blocked.message.status;
    let code = blocked
        .brief
        .recorded_error()
        .and_then(|error| error.rsplit(' ').next())
        .and_then(|code| code.parse::<i32>().ok());
    format!(
        "{} rejected the WebSocket handshake ({}). Browsers do not check it: the server itself \
         checks Origin, {}. This is not a CORS error.",
        blocked.host,
        code.filter(|_| status <= 0).unwrap_or(status),
        blocked.origin()
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes};
    use super::RULE;

    #[test]
    fn table() {
        passes(&RULE, &get().answered(403, &[]));
    }
}
