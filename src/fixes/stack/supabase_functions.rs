//! Supabase Edge Functions: the code answers OPTIONS first, and every response has the headers.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "supabase-functions",
    name: "Supabase Edge Functions",
    signs: &[],
    ran_with: None,
    docs: "https://supabase.com/docs/guides/functions/cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "\"*\"".to_owned()
    } else {
        quoted(policy.listed_origins(), '"')
    };
    let mut text = String::new();
    if policy.any_origin() {
        text.push_str("const cors = () => ({\n  \"Access-Control-Allow-Origin\": \"*\",\n");
    } else {
        let _ = writeln!(text, "const origins = [{origins}];");
        text.push_str(
            "const cors = (req: Request) => ({\n  \
               \"Access-Control-Allow-Origin\": origins.find((o) => o === req.headers.get(\"origin\")) ?? origins[0],\n  \
               \"Vary\": \"Origin\",\n",
        );
    }
    let mut headers = ["authorization", "x-client-info", "apikey", "content-type"]
        .map(str::to_owned)
        .to_vec();
    for name in policy.request_headers() {
        if !headers.contains(name) {
            headers.push(name.clone());
        }
    }
    let _ = writeln!(
        text,
        "  \"Access-Control-Allow-Headers\": \"{}\",",
        headers.join(", ")
    );
    let _ = writeln!(
        text,
        "  \"Access-Control-Allow-Methods\": \"{}\",",
        methods_of_requests(policy).join(", ")
    );
    if policy.credentials() {
        text.push_str("  \"Access-Control-Allow-Credentials\": \"true\",\n");
    }
    if !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            text,
            "  \"Access-Control-Expose-Headers\": \"{}\",",
            policy.exposed_headers().join(", ")
        );
    }
    let argument = if policy.any_origin() { "" } else { "req" };
    let _ = write!(
        text,
        "}});

Deno.serve(async (req) => {{
  if (req.method === \"OPTIONS\") {{
    return new Response(\"ok\", {{ headers: cors({argument}) }});   // before anything reads the body
  }}
  try {{
    const data = await handle(req);
    return Response.json(data, {{ headers: cors({argument}) }});
  }} catch (error) {{
    return Response.json({{ error: String(error) }}, {{ status: 500, headers: cors({argument}) }});
  }}
}});
"
    );
    vec![Part {
        place: "supabase/functions/NAME/index.ts, then supabase functions deploy NAME",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "A 503 (BOOT_ERROR) or 546 (limit) comes from the platform: supabase functions logs, or \
         the dashboard → Edge Functions → Logs."
            .into(),
    ]
}
