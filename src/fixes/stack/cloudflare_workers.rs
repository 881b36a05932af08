//! Cloudflare Workers: a worker in front of the origin server, or around the worker's own response.

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::nextjs::script_policy;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "cloudflare-workers",
    name: "Cloudflare Workers",
    // Cloudflare's network says its name whether or not a worker runs on it.
    signs: &[
        Sign {
            header: "Server",
            holds: "cloudflare",
            confidence: Confidence::Possible,
        },
        Sign {
            header: "CF-Ray",
            holds: "",
            confidence: Confidence::Possible,
        },
    ],
    ran_with: Some("workerd 2026-04-26"),
    docs: "https://developers.cloudflare.com/workers/examples/cors-header-proxy/",
    comment: "//",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = script_policy(policy);
    text.push_str(
        "
export default {
  async fetch(request) {
    const preflight =
      request.method === \"OPTIONS\" && request.headers.has(\"Access-Control-Request-Method\");
    const upstream = preflight
      ? new Response(null, { status: 204 })
      : await fetch(request).catch(() => new Response(\"Bad gateway\", { status: 502 }));
    const response = new Response(upstream.body, upstream);
    for (const name of [...response.headers.keys()]) {
      if (name.startsWith(\"access-control-\")) response.headers.delete(name);
    }
    allow(request, response.headers, preflight);
    return response;
  },
};
",
    );
    vec![Part {
        place: "the worker on the API's route",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if matches!(
        situation.trouble,
        Some(Trouble::ErrorsWithoutHeaders | Trouble::PreflightUnauthorized)
    ) {
        notes.push(
            "A challenge or block of Cloudflare's firewall comes before any worker and has no \
             CORS headers: exempt the API, or at least OPTIONS. In Access, turn on the \
             application's setting that passes OPTIONS to the origin."
                .into(),
        );
    }
    notes
}
