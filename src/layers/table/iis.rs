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
            why: "IIS asks every request for a Windows login (Negotiate, NTLM), and a preflight \
                  never carries one. The refusal comes before the application, so UseCors, \
                  EnableCors or customHeaders do not change it; the 401 stays a 401.",
            advice: &[Advice {
                actor: InFront,
                title: "Allow OPTIONS anonymously in web.config",
                text: "<!-- anonymous authentication on beside Windows authentication, then: -->\n\
                       <system.web>\n  <authorization>\n    <allow verbs=\"OPTIONS\" users=\"*\" />\n    <deny users=\"?\" />\n  </authorization>\n</system.web>\n\
                       <!-- the application then answers OPTIONS (UseCors before UseAuthentication);\n     \
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
            what: "IIS itself refuses the method before the application",
            why: "The 405 comes from IIS (its Allow header lists TRACE): the WebDAV module or the \
                  handler mappings take PUT, DELETE or OPTIONS before the application.",
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
