//! Identity services with a list of origins of their own.

use super::super::prelude::*;

/// Clerk.
pub(in crate::layers) const CLERK: Layer = Layer {
    id: "clerk",
    name: "Clerk",
    whose: Whose::Tenant,
    docs: "https://clerk.com/docs/guides/dashboard/dns-domains/subdomain-allowlist",
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[
            &[OneOf(&["*.clerk.accounts.dev", "*.lclclerk.com"])],
            &[Named("clerk."), Path("/v1/client")],
        ],
        what: "Clerk does not accept the page's origin",
        why: "A production instance of Clerk accepts only its own domain and allowed subdomains; \
              others get origin_invalid. On localhost use a development instance and its key.",
        advice: &[Advice {
            actor: Console,
            title: "Allow the domain in the Clerk dashboard",
            text: "# Clerk Dashboard → Domains → Allowed Subdomains: the host of {origin}\n\
                       # a page on another domain: Domains → Satellites. The publishable key has \
                       to belong to the same instance\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `FusionAuth`.
pub(in crate::layers) const FUSIONAUTH: Layer = Layer {
    id: "fusionauth",
    name: "FusionAuth",
    whose: Whose::Tenant,
    docs: "https://fusionauth.io/docs/operate/secure/cors",
    replies: &[Reply {
        key: "filter",
        kind: Kind::NotRegistered,
        sure: Possible,
        signs: &[&[
            Path("/oauth2/token"),
            Status(403, 403),
            Preflight,
            Without("server"),
        ]],
        what: "the identity server's CORS filter refuses OPTIONS",
        why: "If its CORS filter is on but does not list the origin or the method, FusionAuth \
              responds with 403. The filter is off by default, and lists only GET and OPTIONS at \
              first.",
        advice: &[Advice {
            actor: Console,
            title: "Configure the CORS filter of FusionAuth",
            text: "# Settings → System → CORS: Enabled, Allowed origins: {origin}, Allowed methods: GET, POST, OPTIONS,\n\
                       #   Allowed headers: Content-Type, Authorization. Debug enabled writes the \
                       reason to the event log\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Ory Hydra and Kratos.
pub(in crate::layers) const ORY: Layer = Layer {
    id: "ory",
    name: "Ory",
    whose: Whose::Tenant,
    docs: "https://www.ory.sh/docs/hydra/guides/cors",
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[
            &[OneOf(&["*.oryapis.com", "*.projects.oryapis.com"])],
            &[
                Path("/self-service/"),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "Ory does not list the page's origin",
        why: "Ory sends CORS headers only if CORS is on and lists the page's origin.",
        advice: &[Advice {
            actor: Console,
            title: "Allow the origin in Ory's configuration",
            text: "# Ory Network: ory patch project --replace '/cors_public/enabled=true' --replace '/cors_public/origins=[\"{origin}\"]'\n\
                       # self-hosted: serve.public.cors: { enabled: true, allowed_origins: [\"{origin}\"], allow_credentials: true }\n\
                       # Hydra, for one client: allowed_cors_origins\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Firebase Authentication.
pub(in crate::layers) const FIREBASE_AUTH: Layer = Layer {
    id: "firebase-auth",
    name: "Firebase Authentication",
    whose: Whose::Vendor,
    docs: "https://firebase.google.com/docs/auth/web/redirect-best-practices",
    shows: &[(
        Certain,
        &[OneOf(&[
            "identitytoolkit.googleapis.com",
            "securetoken.googleapis.com",
        ])],
    )],
    replies: &[Reply {
        key: "key",
        kind: Kind::Refused,
        sure: Possible,
        signs: &[&[
            OneOf(&[
                "identitytoolkit.googleapis.com",
                "securetoken.googleapis.com",
            ]),
            Status(400, 403),
            Without("access-control-allow-origin"),
        ]],
        what: "Firebase Authentication refuses the request",
        why: "These APIs allow every page. An error without CORS headers means that the API key \
              is restricted to other sites, or that the API is not enabled for the project.",
        advice: &[Advice {
            actor: Console,
            title: "Add the page to the restrictions of the API key and to the authorized domains",
            text: "# Google Cloud console → APIs & Services → Credentials → the browser key → Website restrictions: {origin}/*\n\
                       # Firebase console → Authentication → Settings → Authorized domains: the host of {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
