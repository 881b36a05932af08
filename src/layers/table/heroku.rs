//! Heroku, Render, Railway and Fly: routers in front of an application that may be down.

use super::super::prelude::*;

const HEROKU: &[Advice] = &[Advice {
    actor: Server,
    title: "Read the application's log: it has crashed, is too slow, or no dyno is running",
    text: "heroku logs --tail --app APP        # look for H10 (crashed), H12 (30 s timeout), H14 (no web dyno)\n\
               heroku ps --app APP                 # is a web dyno running?\n\
               heroku restart --app APP\n\
               # the application has to listen on process.env.PORT\n",
}];

const LOGS: &[Advice] = &[Advice {
    actor: Server,
    title: "Start the application again and read its log",
    text: "# the platform's dashboard → the service → Logs: has it crashed, does it listen on $PORT and on 0.0.0.0?\n",
}];

const WHY: &str = "This response comes from the platform's router, because the application behind \
                   it has crashed, is starting, is too slow or is not listening. Fix that first: \
                   the router's own page never has CORS headers.";

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "app-platform",
    name: "the platform's router",
    whose: Whose::Tenant,
    docs: "https://devcenter.heroku.com/articles/error-codes",
    replies: &[
        Reply {
            key: "heroku",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[
                &[Line("server", "Heroku"), Status(500, 599)],
                &[Header("via", "heroku-router"), Status(503, 504), Html],
                &[Header("via", "vegur"), Status(503, 504), Html],
                &[Host("*.herokuapp.com"), Status(503, 503), Html],
            ],
            what: "Heroku's router could not get a response from the application of {host}",
            why: WHY,
            advice: HEROKU,
            headers: Headers::Never,
        },
        Reply {
            key: "heroku-no-app",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Line("server", "Heroku"), Status(404, 404), Html]],
            what: "Heroku has no application at {host}",
            why: "This response comes from Heroku's router: no application has this name. It may \
                  have been renamed or deleted.",
            advice: &[Advice {
                actor: Page,
                title: "Use the current URL of the application",
                text: "heroku apps:info --app APP        # prints the Web URL\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "render",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("x-render-routing", ""), Status(400, 599)]],
            what: "Render's router could not get a response from the application of {host}",
            why: WHY,
            advice: LOGS,
            headers: Headers::Never,
        },
        Reply {
            key: "render-host",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Host("*.onrender.com"), Status(502, 504)]],
            what: "Render's router could not get a response from the application of {host}",
            why: WHY,
            advice: LOGS,
            headers: Headers::Never,
        },
        Reply {
            key: "railway",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[Header("x-railway-fallback", "true")],
                &[Header("server", "railway"), Status(502, 504)],
            ],
            what: "Railway's router could not get a response from the application of {host}",
            why: WHY,
            advice: LOGS,
            headers: Headers::Never,
        },
        Reply {
            key: "fly",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("server", "Fly/"), Status(502, 504)]],
            what: "Fly's proxy could not get a response from the application of {host}",
            why: WHY,
            advice: LOGS,
            headers: Headers::Never,
        },
        Reply {
            key: "netlify",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("server", "Netlify"), Status(502, 504)]],
            what: "the Netlify function failed",
            why: "Netlify itself responded, because the function crashed or took too long. The \
                  headers in netlify.toml and _headers apply to static files only; a function has \
                  to send its own.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the function: see its log",
                text: "# Netlify → the site → Logs → Functions\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "hugging-face",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Host("*.hf.space"), Status(502, 504)]],
            what: "the Hugging Face Space is asleep, being built or failed",
            why: WHY,
            advice: &[Advice {
                actor: Visitor,
                title: "Open the Space once in a tab and wait until it is running",
                text: "# https://{host}/ shows whether it is asleep, building or failed\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
