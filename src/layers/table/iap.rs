//! Google's Identity-Aware Proxy.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "google-iap",
    name: "Google's Identity-Aware Proxy",
    whose: Whose::Tenant,
    docs: "https://cloud.google.com/iap/docs/customizing#allowing_http_options_requests_cors_preflight",
    replies: &[Reply {
        key: "login",
        kind: Kind::Login,
        sure: Likely,
        signs: &[
            &[Header("x-goog-iap-generated-response", "true")],
            &[
                Leads("accounts.google.com"),
                LeadsQuery("client_id="),
                LeadsQuery("iap"),
            ],
        ],
        what: "Google's Identity-Aware Proxy requires a login for {host}",
        why: "Identity-Aware Proxy (IAP) refuses every request without its cookie, including \
              OPTIONS. The application behind it never received the request.",
        advice: &[Advice {
            actor: Console,
            title: "Make IAP pass OPTIONS on to the application",
            text: "# settings.yaml\naccess_settings:\n  cors_settings:\n    allow_http_options: true\n\n\
                   gcloud iap settings set settings.yaml --project=PROJECT --resource-type=compute --service=SERVICE\n\
                   # the application then has to handle OPTIONS; the request itself still needs \
                   the cookie\n",
        }],
        headers: Headers::Once("IAP lets OPTIONS through to the application"),
    }],
    ..Layer::ROW
};
