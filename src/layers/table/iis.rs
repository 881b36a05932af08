//! IIS: Windows authentication and the `WebDAV` module answer before the application.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "iis",
    name: "IIS",
    docs: "https://learn.microsoft.com/iis/extensions/cors-module/cors-module-configuration-reference",
    stack: Some("iis"),
    shows: &[(Certain, &[Header("server", "Microsoft-IIS")])],
    replies: &[
        Reply {
            key: "windows-auth",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[Header("www-authenticate", "Negotiate"), Preflight],
                &[Header("www-authenticate", "NTLM"), Preflight],
            ],
            what: "Windows authentication refuses the anonymous OPTIONS",
            why: "IIS requires a Windows login for every request (Negotiate, NTLM), and a \
                  preflight never carries one. IIS refuses it before the application runs, so \
                  UseCors, EnableCors and customHeaders do not change the 401.",
            advice: &[Advice {
                actor: InFront,
                title: "Allow anonymous OPTIONS in web.config",
                text: "<!-- turn on anonymous authentication besides Windows authentication, \
                       then: -->\n\
                       <system.web>\n  <authorization>\n    <allow verbs=\"OPTIONS\" users=\"*\" />\n    <deny users=\"?\" />\n  </authorization>\n</system.web>\n\
                       <!-- the application then has to handle OPTIONS (UseCors before \
                       UseAuthentication);\n     \
                       the page sends the request with credentials: \"include\" -->\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "webdav",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[&[
                Header("server", "Microsoft-IIS"),
                Status(405, 405),
                Header("allow", "TRACE"),
            ]],
            what: "IIS itself refuses the method",
            why: "The 405 comes from IIS (its Allow header lists TRACE): the WebDAV module or the \
                  handler mappings handle PUT, DELETE or OPTIONS before the application.",
            advice: &[Advice {
                actor: InFront,
                title: "Remove the WebDAV module and the OPTIONS handler in web.config",
                text: "<system.webServer>\n  <modules>\n    <remove name=\"WebDAVModule\" />\n  </modules>\n  <handlers>\n    <remove name=\"WebDAV\" />\n    <remove name=\"OPTIONSVerbHandler\" />\n  </handlers>\n</system.webServer>\n",
            }],
            headers: Headers::Once("the method reaches the application"),
        },
    ],
    ..Layer::ROW
};
