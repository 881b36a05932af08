//! Limits on the size of a body, wherever they stand.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "body-limit",
    name: "a limit on the size of the body",
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Status/413",
    replies: &[
        Reply {
            key: "express",
            kind: Kind::TooLarge,
            sure: Likely,
            signs: &[&[Header("x-powered-by", "Express"), Status(413, 413)]],
            what: "Express refuses the body as too large",
            why: "The body parser refused the body (413) before the CORS middleware ran. The \
                  error has no CORS headers, so the page sees a CORS error instead of the 413. \
                  The parser's default limit is 100 KB.",
            advice: &[Advice {
                actor: Server,
                title: "Put cors() before the body parser, and raise its limit",
                text: "app.use(cors());                              // before every other app.use()\n\
                       app.use(express.json({ limit: \"10mb\" }));     // the limit of the body parser\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "iis",
            kind: Kind::TooLarge,
            sure: Likely,
            signs: &[&[Header("server", "Microsoft-IIS"), Status(413, 413)]],
            what: "IIS refuses the upload as too large",
            why: "IIS itself responded with 413: the body is larger than maxAllowedContentLength. \
                  The error page has no CORS headers, so the page sees a CORS error instead.",
            advice: &[Advice {
                actor: InFront,
                title: "Raise maxAllowedContentLength in web.config",
                text: "<system.webServer><security><requestFiltering>\n  <requestLimits maxAllowedContentLength=\"52428800\" />   <!-- bytes -->\n</requestFiltering></security></system.webServer>\n",
            }],
            headers: Headers::Once("the limit is raised"),
        },
        Reply {
            key: "any",
            kind: Kind::TooLarge,
            sure: Likely,
            signs: &[&[
                Status(413, 413),
                Request,
                Without("access-control-allow-origin"),
            ]],
            what: "the server refuses the body as too large",
            why: "The body is over a size limit (413). The response has no CORS headers, so the \
                  page sees a CORS error instead of the 413.",
            advice: &[Advice {
                actor: Server,
                title: "Raise the limit where it is set, or send less",
                text: "# nginx client_max_body_size, Apache LimitRequestBody, Express express.json({ limit }),\n\
                       # Spring spring.servlet.multipart.max-request-size, API Gateway and Lambda have fixed limits\n\
                       # (10 MB, 6 MB): upload large files to storage with a signed URL instead\n",
            }],
            headers: Headers::Once("the limit is raised; this then adds the headers to errors"),
        },
    ],
    ..Layer::ROW
};
