//! Next.js: middleware, because `headers()` in `next.config.js` can neither choose an origin nor
//! answer a preflight.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::quoted_lines;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "nextjs",
    name: "Next.js",
    signs: &[
        Sign {
            header: "X-Powered-By",
            holds: "Next.js",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Nextjs-Cache",
            holds: "",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: Some("Next.js 15.5.29"),
    docs: "https://nextjs.org/docs/app/api-reference/file-conventions/middleware#cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "import { NextResponse } from \"next/server\";\n\n".to_owned();
    text.push_str(&script_policy(policy));
    text.push_str(
        "
export function middleware(request) {
  const preflight =
    request.method === \"OPTIONS\" && request.headers.has(\"access-control-request-method\");
  const response = preflight ? new NextResponse(null, { status: 204 }) : NextResponse.next();
  allow(request, response.headers, preflight);
  return response;
}

",
    );
    let _ = writeln!(
        text,
        "export const config = {{ matcher: \"{}/:path*\" }};",
        policy.path().unwrap_or_default()
    );
    vec![Part {
        place: "middleware.js next to the app folder (from Next.js 16: proxy.js, function proxy)",
        text,
    }]
}

/// A function `allow(request, headers, preflight)` in plain JavaScript that sets the headers.
pub(super) fn script_policy(policy: &Policy) -> String {
    let mut text = String::new();
    if !policy.any_origin() {
        text.push_str("const origins = new Set([\n");
        text.push_str(&quoted_lines(policy.listed_origins(), '"', "  "));
        text.push_str("]);\n\n");
    }
    text.push_str("function allow(request, headers, preflight) {\n");
    if policy.any_origin() {
        text.push_str("  headers.set(\"Access-Control-Allow-Origin\", \"*\");\n");
    } else {
        text.push_str(
            "  headers.append(\"Vary\", \"Origin\");
  const origin = request.headers.get(\"Origin\");
  if (!origins.has(origin)) return;
  headers.set(\"Access-Control-Allow-Origin\", origin);
",
        );
    }
    if policy.credentials() {
        text.push_str("  headers.set(\"Access-Control-Allow-Credentials\", \"true\");\n");
    }
    if !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            text,
            "  headers.set(\"Access-Control-Expose-Headers\", \"{}\");",
            policy.exposed_headers().join(", ")
        );
    }
    let mut preflight = String::new();
    for (name, values) in [
        ("Methods", policy.methods()),
        ("Headers", policy.request_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(
                preflight,
                "  headers.set(\"Access-Control-Allow-{name}\", \"{}\");",
                values.join(", ")
            );
        }
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(
            preflight,
            "  headers.set(\"Access-Control-Max-Age\", \"{seconds}\");"
        );
    }
    if !preflight.is_empty() {
        text.push_str("  if (!preflight) return;\n");
        text.push_str(&preflight);
    }
    text.push_str("}\n");
    text
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "Remove Access-Control-* from headers() in next.config.js and from the route handlers: \
         browsers refuse a header that is sent twice."
            .into(),
    ]
}
