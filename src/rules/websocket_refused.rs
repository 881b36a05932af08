//! A server that does not accept the handshake of a WebSocket.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds WebSocket handshakes that the server answered with another status than 101.
    /// # Why it fails
    /// This is not CORS: browsers check nothing here. They send `Origin`, and the server itself
    /// decides. A 403 most often means that its own list of origins lacks the page's; a 401 that
    /// the login is missing; a 404, 400 or 426 that the path or a proxy in front does not speak
    /// WebSocket.
    /// # Example
    /// ```text
    /// GET wss://api.example/socket            Origin: https://shop.example
    /// 403 Forbidden
    /// ```
    /// # Fix
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
        summary: "the server did not accept the WebSocket handshake",
        severity: Severity::Error,
        spec: "https://websockets.spec.whatwg.org/#establish-a-websocket-connection",
        also_known_as: &["Web Socket"],
    }
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
