//! The `AirPlay` receiver of macOS, which listens on ports 5000 and 7000.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "airplay",
    name: "the AirPlay receiver of macOS",
    docs: "https://support.apple.com/guide/mac-help/mchla7037245/mac",
    replies: &[Reply {
        key: "receiver",
        kind: Kind::OtherProgram,
        sure: Certain,
        signs: &[&[Header("server", "AirTunes")]],
        what: "the AirPlay receiver of macOS answers on {host}, not your server",
        why: "The response says Server: AirTunes, which is the AirPlay receiver of macOS. It \
              listens on port 5000 (and 7000), so the request never reached the application that \
              was meant. CORS headers change nothing.",
        advice: &[
            Advice {
                actor: Server,
                title: "Run your server on another port, and use that port in the page",
                text: "flask run --port 5001        # or: PORT=5001 npm start\n\
                       # then call http://localhost:5001 in the page\n",
            },
            Advice {
                actor: Visitor,
                title: "Switch the AirPlay Receiver off",
                text: "# System Settings → General → AirDrop & Handoff → AirPlay Receiver: off\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
