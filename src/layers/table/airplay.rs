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
        what: "the AirPlay receiver of macOS responds on {host}, not your server",
        why: "The response has Server: AirTunes, so it comes from the AirPlay receiver of macOS. \
              That program listens on ports 5000 and 7000, and the request never reached your \
              application. CORS headers do not help.",
        advice: &[
            Advice {
                actor: Server,
                title: "Run your server on another port, and use that port in the page",
                text: "flask run --port 5001        # or: PORT=5001 npm start\n\
                       # then call http://localhost:5001 in the page\n",
            },
            Advice {
                actor: Visitor,
                title: "Turn the AirPlay Receiver off",
                text: "# System Settings → General → AirDrop & Handoff → AirPlay Receiver: off\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
