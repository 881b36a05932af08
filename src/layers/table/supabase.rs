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
    replies: &[
        Reply {
            key: "paused",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[Host("*.supabase.co"), Status(540, 540)],
                &[Host("*.supabase.co"), Status(521, 522)],
            ],
            what: "the Supabase project is paused or does not respond",
            why: "The status comes from Supabase's gateway: the project is paused (540) or its \
                  server does not respond. The missing CORS headers only hide that from the page.",
            advice: &[Advice {
                actor: Console,
                title: "Restore the project in the Supabase dashboard",
                text: "# https://supabase.com/dashboard → the project → Restore project; free projects pause after a week\n\
                   # and check that the URL in the page is that of the project: {host}\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "function-token",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[&[
                Host("*.supabase.co"),
                Path("/functions/v1/"),
                Request,
                Status(401, 401),
                Without("access-control-allow-origin"),
            ]],
            what: "Supabase refuses the token before the Edge Function runs",
            why: "If verify_jwt is on, the gateway checks the Authorization header before the \
                  function runs. It responded with 401 and no CORS headers: the token is missing, \
                  expired, or not from this project. The function's code did not run.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send a valid token: the session's, or the anon key of the project",
                    text: "const { data, error } = await supabase.functions.invoke(\"NAME\", { body })      // sends it by itself\n\
                       // fetch: headers: { Authorization: \"Bearer \" + session.access_token, apikey: anonKey }\n",
                },
                Advice {
                    actor: Server,
                    title: "Turn verify_jwt off for a public function, and check the token in the \
                            code",
                    text: "# supabase/config.toml\n[functions.NAME]\nverify_jwt = false\n\
                       # then: supabase functions deploy NAME      (or deploy --no-verify-jwt)\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "function-failed",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Host("*.supabase.co"),
                    Path("/functions/v1/"),
                    Status(502, 504),
                ],
                &[
                    Host("*.supabase.co"),
                    Path("/functions/v1/"),
                    Status(546, 546),
                ],
            ],
            what: "the Supabase Edge Function did not start, or exceeded its limits",
            why: "503 (BOOT_ERROR) means that the function's code does not load; 546 \
                  (WORKER_LIMIT) and 504 mean that it needed too much memory, CPU or time. The \
                  runtime itself made this response, without CORS headers.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the function: its log has the reason",
                text: "# Supabase dashboard → Edge Functions → the function → Logs\n\
                   supabase functions serve NAME        # shows a boot error on your own machine\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "options-not-answered",
            kind: Kind::NotConfigured,
            sure: Likely,
            signs: &[
                &[Host("*.supabase.co"), Path("/functions/v1/"), Preflight],
                &[Host("*.functions.supabase.co"), Preflight],
                &[Local, Port(54321), Path("/functions/v1/"), Preflight],
            ],
            what: "the Supabase Edge Function does not handle OPTIONS",
            why: "Supabase passes OPTIONS on to the function's code. The code has to handle it \
                  before it reads a body or checks a token, because a preflight has neither. An \
                  exception there causes an error without CORS headers.",
            advice: &[],
            headers: Headers::Here,
        },
    ],
};
