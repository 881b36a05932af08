//! Another program answers on this port.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// Another program than the intended server listens on the port and answered.
    /// # Common causes
    /// macOS uses port 5000 and 7000 for its AirPlay receiver; two development servers want one port.
    /// # What to look at
    /// The Server header.
    /// # Fix
    /// Use another port, or stop the other program.
    /// # Not to be mistaken for
    /// A server of your own that refuses the request.
    KIND = {
        name: "another-program",
        title: "another program answers on this port",
        also_known_as: &["wrong-port", "port-in-use"],
        settle: "lsof -i on the port: which program listens?",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
