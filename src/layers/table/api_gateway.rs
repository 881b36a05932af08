//! Amazon API Gateway: REST and HTTP APIs.

use super::super::prelude::*;

const OPTIONS: Advice = Advice {
    actor: Console,
    title: "Enable CORS on the resource in API Gateway, and deploy the stage again",
    text: "# API Gateway → the API → Resources → the resource of {path} → Enable CORS\n\
           #   (it adds an OPTIONS method with a MOCK integration)\n\
           #   OPTIONS: Authorization NONE, API key required: false\n\
           # then Deploy API: changes take effect when the stage is deployed\n",
};

const RESPONSES: Advice = Advice {
    actor: Console,
    title: "Add the headers to the gateway's own errors (Gateway Responses)",
    text: "# API Gateway → the API → Gateway responses → DEFAULT 4XX and DEFAULT 5XX → Edit → add header\n\
           #   Access-Control-Allow-Origin: '{origin}'      (with the single quotes)\n\
           # then deploy the stage again\n",
};

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "api-gateway",
    name: "Amazon API Gateway",
    whose: Whose::Tenant,
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
    replies: &[
        Reply {
            key: "no-options",
            kind: Kind::NoRoute,
            sure: Certain,
            signs: &[&[
                Header("x-amzn-errortype", "MissingAuthenticationToken"),
                Preflight,
            ]],
            what: "API Gateway has no OPTIONS method",
            why: "\"Missing Authentication Token means that this resource or method does not \
                  exist in API Gateway. It has nothing to do with a login: this path has no \
                  OPTIONS method, or the stage or path in the URL is wrong.",
            advice: &[OPTIONS],
            headers: Headers::Here,
        },
        Reply {
            key: "no-resource",
            kind: Kind::NoRoute,
            sure: Certain,
            signs: &[&[Header("x-amzn-errortype", "MissingAuthenticationToken")]],
            what: "API Gateway has no such resource or method",
            why: "\"Missing Authentication Token means that this resource or method does not \
                  exist in API Gateway: check the stage and the path of the URL. The gateway's \
                  own errors have no CORS headers, so the page sees a CORS error instead.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Correct the URL: stage and path have to match a deployed resource",
                    text: "# https://ID.execute-api.REGION.amazonaws.com/STAGE/resource\n\
                           # requested: {url}\n",
                },
                RESPONSES,
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "authorizer-on-options",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[Header("x-amzn-errortype", "Unauthorized"), Preflight],
                &[
                    Header("x-amzn-errortype", "AccessDenied"),
                    Preflight,
                    Header("x-amz-apigw-id", ""),
                ],
                &[Header("x-amzn-errortype", "Forbidden"), Preflight],
                &[Header("apigw-requestid", ""), Preflight, Status(401, 403)],
            ],
            what: "API Gateway requires authorization for OPTIONS",
            why: "API Gateway itself refused OPTIONS: an authorizer, an API key or a resource \
                  policy applies to OPTIONS too. A preflight never carries a token or a key.",
            advice: &[OPTIONS],
            headers: Headers::Here,
        },
        Reply {
            key: "limit",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[
                &[
                    Header("x-amzn-errortype", "Throttl"),
                    Header("x-amz-apigw-id", ""),
                ],
                &[
                    Header("x-amzn-errortype", "LimitExceeded"),
                    Header("x-amz-apigw-id", ""),
                ],
                &[
                    Header("x-amzn-errortype", "TooManyRequests"),
                    Header("x-amz-apigw-id", ""),
                ],
            ],
            what: "a limit of API Gateway rejected the request",
            why: "There were too many requests in a short time, or a quota is used up. The \
                  gateway's own errors have no CORS headers, so the page cannot see the 429.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Raise the throttling limit or the quota of the usage plan",
                    text: "# API Gateway → Stages → Throttling, or Usage plans\n",
                },
                RESPONSES,
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "not-listed",
            kind: Kind::OriginRefused,
            sure: Likely,
            signs: &[&[
                Header("apigw-requestid", ""),
                Preflight,
                Status(200, 204),
                Without("access-control-allow-origin"),
            ]],
            what: "the CORS configuration of the HTTP API does not cover the request",
            why: "An HTTP API with a CORS configuration responds to OPTIONS itself. If the \
                  origin, the method or a header is not in the configuration, it responds with \
                  204 and no CORS headers. It also replaces the headers of the integration, so \
                  headers in the code do not help.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "forbidden",
            kind: Kind::Refused,
            sure: Certain,
            signs: &[
                &[
                    Header("x-amzn-errortype", "ForbiddenException"),
                    Request,
                    Status(403, 403),
                ],
                &[
                    Header("x-amzn-errortype", "AccessDeniedException"),
                    Header("x-amz-apigw-id", ""),
                    Request,
                ],
                &[Header("x-amzn-errortype", "UnauthorizedException"), Request],
                &[
                    Header("apigw-requestid", ""),
                    Request,
                    Status(401, 403),
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "API Gateway refuses the request: its key, token or policy",
            why: "The gateway itself refused the request before the integration ran: the API key \
                  is missing or not in a usage plan of this stage, the authorizer did not accept \
                  the token, or a resource policy or WAF refuses the address. The gateway's own \
                  errors have no CORS headers, so the page sees a CORS error instead of the 401 \
                  or 403.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send a key or token that the gateway accepts",
                    text: "// x-api-key: the key has to belong to a usage plan of this stage\n\
                           // Authorization: not expired, with the right issuer, client and \
                           audience (ID or access token?)\n\
                           curl -i \"{url}\" -H \"Authorization: Bearer TOKEN\"        # the body names the error\n",
                },
                RESPONSES,
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "integration-failed",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[
                Header("x-amz-apigw-id", ""),
                Header("x-amzn-errortype", "InternalServerError"),
                Request,
            ]],
            what: "API Gateway got no usable response from the Lambda function",
            why: "The function threw an error, timed out, or did not return { statusCode, \
                  headers, body } with a string as body. The gateway itself then responds with \
                  502 and no CORS headers, so the page sees a CORS error instead.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Read the function's log, and return statusCode, headers and a string as body",
                    text: "// CloudWatch → Log groups → /aws/lambda/NAME\n\
                           return {\n  statusCode: 200,\n  headers: { \"Access-Control-Allow-Origin\": \"{origin}\" },\n  body: JSON.stringify(data),      // a string\n};\n\
                           // and the same headers in the catch block\n",
                },
                RESPONSES,
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "own-error",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[
                &[
                    Header("x-amz-apigw-id", ""),
                    Header("x-amzn-errortype", "Exception"),
                    Request,
                    Status(400, 599),
                ],
                &[
                    Header("apigw-requestid", ""),
                    Request,
                    Status(500, 504),
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "API Gateway responds with an error of its own",
            why: "The gateway itself made this error: an authorizer refused the request (401, \
                  403), the body is too large (413), the Lambda function failed or returned the \
                  wrong shape (500, 502), or it took longer than 29 seconds (504). The gateway's \
                  own errors have no CORS headers.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Fix the error that the status names: see the API's log in CloudWatch",
                    text: "# 401/403 the token and the authorizer, 413 the body's size, 502 the function's log,\n\
                           # 504 the integration's response time\n",
                },
                RESPONSES,
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
