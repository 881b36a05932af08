//! Google Cloud Run, Cloud Functions and App Engine behind Google's front end.

use super::super::prelude::*;

const INVOKER: &[Advice] = &[
    Advice {
        actor: Console,
        title: "Allow public access to the Cloud Run service or function",
        text: "gcloud run services add-iam-policy-binding SERVICE --region=REGION \\\n  --member=allUsers --role=roles/run.invoker\n\
               # console: Cloud Run → the service → Security → Allow public access\n\
               # 1st generation functions: gcloud functions add-iam-policy-binding NAME \\\n\
               #   --member=allUsers --role=roles/cloudfunctions.invoker\n\
               # Firebase: onRequest({ cors: [\"{origin}\"], invoker: \"public\" }, …), then deploy\n\
               # the code then checks the visitor's own token\n",
    },
    Advice {
        actor: Backend,
        title: "Call it from your own backend with an identity token",
        text: "# a page cannot keep such a token secret, and a preflight never carries one\n",
    },
];

const INVOKER_WHY: &str = "Google's front end refused the request before the code ran: the caller \
                           is not allowed to invoke the service (the role Invoker for allUsers is \
                           missing), or the ingress setting refuses it. A preflight never carries \
                           a token, so OPTIONS is refused too. A CORS library in the code does \
                           not help, because the code does not run.";

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "google-front-end",
    name: "Google's front end",
    whose: Whose::Tenant,
    docs: "https://cloud.google.com/run/docs/authenticating/public",
    stack: Some("firebase-functions"),
    shows: &[(Likely, &[Host("*.cloudfunctions.net")])],
    replies: &[
        Reply {
            key: "not-public",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[
                    Host("*.run.app"),
                    Header("server", "Google Frontend"),
                    Status(401, 403),
                    Html,
                ],
                &[
                    Host("*.cloudfunctions.net"),
                    Header("server", "Google Frontend"),
                    Status(401, 403),
                    Html,
                ],
            ],
            what: "Google refuses the request before the code of {host} runs",
            why: INVOKER_WHY,
            advice: INVOKER,
            headers: Headers::Once(
                "everybody may invoke the service; the code then has to handle OPTIONS",
            ),
        },
        Reply {
            key: "not-public-bare",
            kind: Kind::Login,
            sure: Likely,
            signs: &[
                &[
                    Host("*.run.app"),
                    Preflight,
                    Status(401, 403),
                    Without("access-control-allow-origin"),
                    Without("x-powered-by"),
                ],
                &[
                    Host("*.cloudfunctions.net"),
                    Preflight,
                    Status(401, 403),
                    Without("access-control-allow-origin"),
                    Without("x-powered-by"),
                ],
            ],
            what: "Google refuses OPTIONS before the code of {host} runs",
            why: INVOKER_WHY,
            advice: INVOKER,
            headers: Headers::Once(
                "everybody may invoke the service; the code then has to handle OPTIONS",
            ),
        },
        Reply {
            key: "no-function",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[
                &[Host("*.cloudfunctions.net"), Status(404, 404), Html],
                &[
                    Host("*.run.app"),
                    Header("server", "Google Frontend"),
                    Status(404, 404),
                    Html,
                ],
            ],
            what: "there is no function at this URL",
            why: "Google's front end itself responded with 404: the function has another name or \
                  region, or it is not deployed.",
            advice: &[Advice {
                actor: Page,
                title: "Correct the name and the region in the URL, or deploy the function",
                text: "firebase functions:list             # or: gcloud functions list, gcloud run services list\n\
                       // SDK: getFunctions(app, \"REGION\") has to name the region of the function\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "overloaded",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Host("*.run.app"),
                    Status(429, 429),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Host("*.run.app"),
                    Header("server", "Google Frontend"),
                    Status(500, 504),
                    Html,
                ],
                &[Host("*.cloudfunctions.net"), Status(500, 504), Html],
            ],
            what: "Google's front end could not get a response from the code of {host}",
            why: "The front end itself responded: the code crashed, does not listen on PORT, took \
                  too long, or has no free instance (429). Its error page has no CORS headers.",
            advice: &[Advice {
                actor: Server,
                title: "Read the service's log and fix the code",
                text: "gcloud run services logs read SERVICE --region=REGION     # or: firebase functions:log\n",
            }],
            headers: Headers::Never,
        },
    ],
};
