//! Another program answers on this port.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// A program other than the intended server is listening on the port, and it responded.
    /// # Common causes
    /// macOS uses ports 5000 and 7000 for its AirPlay receiver; or two development servers use the
    /// same port.
    /// # What to look at
    /// The Server header.
    /// # Fix
    /// Use another port, or stop the other program.
    /// # Not to be mistaken for
    /// A server of your own that refuses the request.
    KIND = {
        name: "another-program",
        title: "another program is listening on this port",
        also_known_as: &["wrong-port", "port-in-use"],
        settle: "lsof -i on the port: which program listens?",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
