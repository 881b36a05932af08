//! GitHub, GitLab and Atlassian.

use super::super::super::prelude::*;

/// GitHub sign-in.
pub(in crate::layers) const GITHUB_LOGIN: Layer = Layer {
    id: "github-login",
    name: "GitHub sign-in",
    whose: Whose::Vendor,
    docs: "https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
    shows: &[(Certain, &[Host("github.com"), Path("/login")])],
    replies: &[
        Reply {
            key: "token",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[
                &[Host("github.com"), Under("/login/oauth/access_token")],
                &[Host("github.com"), Under("/login/device")],
            ],
            what: "GitHub's token endpoint does not allow requests from web pages",
            why: "GitHub requires the client secret for the token, even with PKCE. So its token \
                  endpoint is for servers only and sends no CORS headers.",
            advice: &[Advice {
                actor: Backend,
                title: "Exchange the code on your own backend or in a small function",
                text: "// page → your server (code) → https://github.com/login/oauth/access_token (with client_secret) → token\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "page",
            kind: Kind::NotForPages,
            sure: Certain,
            signs: &[&[Host("github.com"), Path("/login")]],
            what: "GitHub's login page is for people, not for scripts",
            why: "The request ended at a sign-in page. A script cannot use it, whatever headers \
                  it sends: the browser window has to open it.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Navigate to the login instead of fetching it",
                    text: "location.assign(\"https://github.com/login/oauth/authorize?client_id=…\")\n\
                       // or a plain link to the route of your server that redirects to it: <a \
                       href=\"/auth/github\">\n",
                },
                Advice {
                    actor: Backend,
                    title: "Exchange the code for a token on your own backend",
                    text: "// page → your server (code) → https://github.com/login/oauth/access_token (with client_secret) → token\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// GitHub downloads.
pub(in crate::layers) const GITHUB_FILES: Layer = Layer {
    id: "github-files",
    name: "GitHub downloads",
    whose: Whose::Vendor,
    docs: "https://docs.github.com/rest",
    shows: &[(
        Certain,
        &[OneOf(&[
            "codeload.github.com",
            "github.com",
            "release-assets.githubusercontent.com",
            "objects.githubusercontent.com",
            "uploads.github.com",
        ])],
    )],
    replies: &[Reply {
        key: "download",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "codeload.github.com",
            "github.com",
            "release-assets.githubusercontent.com",
            "objects.githubusercontent.com",
            "uploads.github.com",
        ])]],
        what: "GitHub's download and page URLs do not allow requests from web pages",
        why: "These hosts send no CORS headers for your page. api.github.com and \
                  raw.githubusercontent.com do.",
        advice: &[
            Advice {
                actor: Page,
                title: "Use raw.githubusercontent.com, jsDelivr or the REST API for the file",
                text: "fetch(\"https://raw.githubusercontent.com/OWNER/REPO/REF/PATH\")\n\
                       fetch(\"https://cdn.jsdelivr.net/gh/OWNER/REPO@REF/PATH\")\n\
                       fetch(\"https://api.github.com/repos/OWNER/REPO/contents/PATH\")\n\
                       // release files: copy them to your own site or CDN\n",
            },
            Advice {
                actor: Backend,
                title: "Download it on your own backend",
                text: "// the page calls your server, which downloads the file\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// GitLab's web pages and raw links.
pub(in crate::layers) const GITLAB: Layer = Layer {
    id: "gitlab",
    name: "GitLab",
    whose: Whose::Vendor,
    docs: "https://docs.gitlab.com/api/repository_files/",
    shows: &[(Certain, &[Host("gitlab.com")])],
    replies: &[Reply {
        key: "raw",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("gitlab.com"), Path("/-/")],
            &[Host("gitlab.com"), Status(300, 399)],
        ],
        what: "GitLab's raw links and pages do not allow requests from web pages",
        why: "Links of the website (/-/raw/, /-/archive/) have no CORS headers, and those of a \
              private project redirect to the sign-in page. The REST API allows web pages.",
        advice: &[
            Advice {
                actor: Page,
                title: "Use the REST API for the file",
                text: "fetch(\"https://gitlab.com/api/v4/projects/GROUP%2FPROJECT/repository/files/PATH/raw?ref=main\")\n\
                       // a private project: headers: { Authorization: \"Bearer \" + token }\n",
            },
            Advice {
                actor: Backend,
                title: "Download it on your own backend",
                text: "// the page calls your server, which downloads the file with a token\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Jira, Confluence and Bitbucket Cloud.
pub(in crate::layers) const ATLASSIAN: Layer = Layer {
    id: "atlassian",
    name: "Jira and Confluence Cloud",
    whose: Whose::Vendor,
    docs: "https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/",
    shows: &[(Certain, &[Host("*.atlassian.net")])],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[Host("*.atlassian.net")]],
        what: "Jira and Confluence Cloud do not allow pages of other sites",
        why: "The REST API of Atlassian Cloud is meant for servers and for apps that run inside \
              Jira or Confluence.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call the API from your own backend",
                text: "// with an OAuth token against https://api.atlassian.com; the page calls your server\n",
            },
            Advice {
                actor: Page,
                title: "Run inside Jira: Forge or Connect",
                text: "requestJira(\"/rest/api/3/issue/KEY-1\")        // Forge; Connect: AP.request\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
