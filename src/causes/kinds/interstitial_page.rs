//! A page for people answered instead of the application.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// Something between the page and the application (a tunnel, a preview service, a filter)
    /// responded with a page of its own: a warning, a consent form, a waiting page. A person would
    /// click through it; a script cannot. The application never received the request.
    /// # Common causes
    /// Free tunnels such as ngrok and localtunnel show a warning page to browsers. Firewalls and
    /// preview services do so as well, often with status 200.
    /// # What to look at
    /// An HTML page where the host otherwise sends JSON; ngrok-error-code; a Server header that
    /// differs from that of the preflight's response.
    /// # Fix
    /// Use what the tunnel or service offers: a header that skips the page, a paid plan, or a
    /// confirmation in the browser. CORS headers of the application do not help, because it never
    /// receives the request.
    /// # Not to be mistaken for
    /// A login page: there a session is missing. An error page of the application itself.
    KIND = {
        name: "interstitial-page",
        title: "a page for people came instead of the application's response",
        also_known_as: &["warning-page", "consent-page", "tunnel-page"],
        settle: "Open the URL in a new private window: does another page come first?",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
