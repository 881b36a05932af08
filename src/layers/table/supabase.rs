//! Supabase's Edge Functions: the code of the function answers OPTIONS, nothing else does.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "supabase-functions",
    name: "Supabase Edge Functions",
    whose: Whose::Tenant,
    docs: "https://supabase.com/docs/guides/functions/cors",
    stack: Some("supabase-functions"),
    shows: &[
        (Certain, &[Host("*.supabase.co"), Path("/functions/v1/")]),
        (Certain, &[Host("*.functions.supabase.co")]),
        (Likely, &[Local, Port(54321), Path("/functions/v1/")]),
    ],
    replies: &[Reply {
        key: "options-not-answered",
        kind: Kind::NotConfigured,
        sure: Likely,
        signs: &[
            &[Host("*.supabase.co"), Path("/functions/v1/"), Preflight],
            &[Host("*.functions.supabase.co"), Preflight],
            &[Local, Port(54321), Path("/functions/v1/"), Preflight],
        ],
        what: "the Supabase Edge Function does not answer OPTIONS",
        why: "Supabase passes OPTIONS on to the function's code, and the code has to answer it \
              before it reads a body or checks a token; a preflight has neither. An exception there \
              gives an error without CORS headers.",
        advice: &[],
        headers: Headers::Here,
    }],
};
