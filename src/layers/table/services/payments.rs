//! Payment services.

use super::super::super::prelude::*;

/// Stripe's hosted pages.
pub(in crate::layers) const STRIPE_PAGES: Layer = Layer {
    id: "stripe-pages",
    name: "Stripe's hosted pages",
    whose: Whose::Vendor,
    docs: "https://docs.stripe.com/checkout/quickstart",
    shows: &[(
        Certain,
        &[OneOf(&[
            "checkout.stripe.com",
            "billing.stripe.com",
            "buy.stripe.com",
            "connect.stripe.com",
        ])],
    )],
    replies: &[Reply {
        key: "checkout",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "checkout.stripe.com",
            "billing.stripe.com",
            "buy.stripe.com",
            "connect.stripe.com",
        ])]],
        what: "Stripe's hosted page is for people, not for scripts",
        why: "The request ended at a page that a person has to see. If your server redirected the \
              fetch there, respond with the URL instead.",
        advice: &[Advice {
            actor: Server,
            title: "Respond with the URL as JSON, and make the page navigate to it",
            text: "// server:  res.json({ url: session.url })        instead of  res.redirect(303, session.url)\n\
                       // page:    location.assign((await response.json()).url)\n\
                       // or a plain <form method=\"post\">; with Turbo: data-turbo=\"false\"\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Stripe's API.
pub(in crate::layers) const STRIPE_API: Layer = Layer {
    id: "stripe-api",
    name: "the Stripe API",
    whose: Whose::Vendor,
    docs: "https://docs.stripe.com/keys",
    shows: &[(Certain, &[Host("api.stripe.com")])],
    replies: &[Reply {
        key: "secret",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("api.stripe.com"), Preflight],
            &[Host("api.stripe.com"), Status(400, 499)],
        ],
        what: "Stripe's API is for servers, except through Stripe.js",
        why: "Everything that needs a secret key (sk_…) belongs on a server; pages use Stripe.js \
                  with the publishable key. Headers such as Idempotency-Key or Stripe-Version are \
                  not allowed from pages.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call Stripe from your own backend, and give the page only the client secret or the URL",
                text: "// server: const session = await stripe.checkout.sessions.create({ … }); res.json({ url: session.url })\n\
                       // a secret key that was in a page has to be rolled: Dashboard → Developers → API keys\n",
            },
            Advice {
                actor: Page,
                title: "Use Stripe.js with the publishable key",
                text: "const stripe = await loadStripe(\"pk_…\");      // confirmPayment, createToken, Elements\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `PayPal`.
pub(in crate::layers) const PAYPAL: Layer = Layer {
    id: "paypal",
    name: "PayPal",
    whose: Whose::Vendor,
    docs: "https://developer.paypal.com/sdk/js/",
    shows: &[(
        Certain,
        &[OneOf(&[
            "api-m.paypal.com",
            "api-m.sandbox.paypal.com",
            "api.paypal.com",
            "api.sandbox.paypal.com",
            "www.paypal.com",
            "www.sandbox.paypal.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "page",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[OneOf(&["www.paypal.com", "www.sandbox.paypal.com"])]],
            what: "PayPal's own pages are for people, not for scripts",
            why: "The request ended at PayPal's site. The buyer's browser has to open it, or the \
                  JavaScript SDK.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use PayPal's JavaScript SDK, or navigate to the approval URL",
                    text: "paypal.Buttons({ createOrder, onApprove }).render(\"#paypal\")\n\
                       // your server creates the order and responds with its id\n",
                },
                Advice {
                    actor: Backend,
                    title: "Create and capture orders on your own backend",
                    text: "// the page calls your server; the server calls https://api-m.paypal.com with client id and secret\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "api",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[OneOf(&[
                "api-m.paypal.com",
                "api-m.sandbox.paypal.com",
                "api.paypal.com",
                "api.sandbox.paypal.com",
            ])]],
            what: "PayPal's REST API does not allow requests from web pages",
            why: "The REST API requires a client secret, which must not be in a page.",
            advice: &[
                Advice {
                    actor: Backend,
                    title: "Create and capture orders on your own backend",
                    text: "// the page calls your server; the server calls {host} with client id and secret\n",
                },
                Advice {
                    actor: Page,
                    title: "Use PayPal's JavaScript SDK in the page",
                    text: "paypal.Buttons({ createOrder, onApprove }).render(\"#paypal\")\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Adyen.
pub(in crate::layers) const ADYEN: Layer = Layer {
    id: "adyen",
    name: "Adyen",
    whose: Whose::Tenant,
    docs: "https://docs.adyen.com/development-resources/client-side-authentication/",
    shows: &[(Certain, &[OneOf(&["*.adyen.com", "*.adyenpayments.com"])])],
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[OneOf(&["*.adyen.com", "*.adyenpayments.com"])]],
        what: "Adyen does not list the page's origin for the client key",
        why: "Adyen allows only origins that are registered for the client key; calls with an API \
              key are for servers.",
        advice: &[
            Advice {
                actor: Console,
                title: "Add the origin to the allowed origins of the client key",
                text: "# Customer Area → Developers → API credentials → the credential → Client settings → Allowed origins: {origin}\n",
            },
            Advice {
                actor: Backend,
                title: "Make the calls that need an API key on your own backend",
                text: "// sessions and payments: the page calls your server\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
