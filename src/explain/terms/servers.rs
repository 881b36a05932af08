//! What servers and libraries write about CORS in their logs and error pages.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "spring-any-origin-with-credentials",
        title: "Spring: * is not allowed together with credentials",
        meaning: "Spring refuses a configuration with allowCredentials(true) and allowedOrigins(\"*\"), \
                  because browsers would reject the response. Every request then fails with 500.",
        causes: &[
            "allowCredentials(true) together with allowedOrigins(\"*\") or \
             addAllowedOrigin(\"*\").",
        ],
        look_at: &["CorsConfiguration, WebMvcConfigurer.addCorsMappings and @CrossOrigin."],
        fix: &[
            "List the origins: .allowedOrigins(\"https://shop.example\").allowCredentials(true).",
            "Or .allowedOriginPatterns(…) for several subdomains. It sends the exact origin back.",
        ],
        ..Term::ROW
    },
    Term {
        name: "aspnet-any-origin-with-credentials",
        title: "ASP.NET Core: AllowAnyOrigin is not allowed together with AllowCredentials",
        meaning: "ASP.NET Core refuses a policy with AllowAnyOrigin() and AllowCredentials(), \
                  because browsers would reject the response. The application does not start, or \
                  the request fails with 500.",
        causes: &["AllowAnyOrigin() and AllowCredentials() in one policy."],
        look_at: &["AddCors in Program.cs."],
        fix: &[
            "WithOrigins(\"https://shop.example\").AllowCredentials(), or no AllowCredentials().",
        ],
        ..Term::ROW
    },
    Term {
        name: "aspnet-policy-failed",
        title: "ASP.NET Core: the request does not match the CORS policy",
        meaning: "ASP.NET Core compared the request with its CORS policy, and the origin, the method \
                  or a header is not in it. The response then has no Access-Control headers, and the \
                  page sees a CORS error.",
        causes: &[
            "The origin is missing in WithOrigins, or has a slash at its end.",
            "UseCors is in the wrong place: put it after UseRouting and before UseAuthorization.",
            "The policy has a name, but no endpoint uses it.",
        ],
        look_at: &["The log line before it, which says what is not in the policy."],
        fix: &["Add the origin, method or header to the policy."],
        also_known_as: &[
            "CORS policy execution failed.",
            "No CORS policy found for the specified request.",
            "Request origin does not have permission to access the resource.",
        ],
    },
    Term {
        name: "tower-http-wildcard-with-credentials",
        title: "tower-http: * is not allowed together with credentials",
        meaning: "CorsLayer panics at startup if allow_credentials(true) is combined with * for \
                  origins, methods, headers or exposed headers, because browsers would reject it.",
        causes: &["CorsLayer::very_permissive or Any together with allow_credentials(true)."],
        look_at: &["The CorsLayer of the application."],
        fix: &[
            "List what is allowed: .allow_origin([\"https://shop.example\".parse()?]), \
             .allow_headers([AUTHORIZATION, CONTENT_TYPE]), .allow_methods([…]).",
            "Or AllowOrigin::mirror_request() and AllowHeaders::mirror_request() for development.",
        ],
        ..Term::ROW
    },
    Term {
        name: "django-origin-setting",
        title: "django-cors-headers: an origin in the settings is not valid",
        meaning: "The check of django-cors-headers found an entry that is not an origin: it needs \
                  scheme and host, and no path.",
        causes: &["shop.example without https://, or a slash or path at the end."],
        look_at: &["CORS_ALLOWED_ORIGINS in settings.py."],
        fix: &["CORS_ALLOWED_ORIGINS = [\"https://shop.example\"]."],
        also_known_as: &[
            "corsheaders.E006",
            "corsheaders.E013",
            "corsheaders.E014",
            "CORS_ALLOWED_ORIGINS",
            "CORS_ORIGIN_WHITELIST",
        ],
    },
    Term {
        name: "express-not-allowed-by-cors",
        title: "Express: the origin is not in the list of the application",
        meaning: "This text is in the example of the npm package cors: an origin function passes an \
                  Error for origins that are not in its list. Express turns that into a 500 without \
                  Access-Control headers, so the page sees a CORS error.",
        causes: &[
            "The page's origin is not in the list, or has a slash at its end there.",
            "A request without Origin (a health check, curl), which the function rejects too.",
        ],
        look_at: &["The origin option of cors() in the application."],
        fix: &[
            "Add the origin: cors({ origin: [\"https://shop.example\"] }).",
            "In a function call callback(null, false) instead of callback(new Error(…)).",
        ],
        also_known_as: &["Not allowed by CORS", "Error: Not allowed by CORS"],
    },
    Term {
        name: "s3-cors-not-allowed",
        title: "S3: no CORS rule of the bucket matches",
        meaning: "S3 (and services like it) responds to a preflight with 403 AccessForbidden if no \
                  CORS rule of the bucket matches the origin, the method and all headers.",
        causes: &[
            "The bucket has no CORS rules.",
            "The method (PUT for uploads) or a header is missing in the rule.",
            "The origin in the rule has a slash at its end.",
        ],
        look_at: &["CORS under the permissions of the bucket."],
        fix: &[
            "Add a rule with AllowedOrigins, AllowedMethods and AllowedHeaders: run corslens \
             explain s3 for its text.",
        ],
        also_known_as: &["CORSResponse", "AccessForbidden", "S3 CORS"],
    },
    Term {
        name: "invalid-allowed-origins",
        title: "a server rejects its list of allowed origins",
        meaning: "The server or service read its configuration and found an entry that is not an \
                  origin, so the list is not used.",
        causes: &["A missing scheme, a slash or path at the end, or a pattern."],
        look_at: &["The list of allowed origins, character for character."],
        fix: &["Write each origin as the Origin header has it: https://shop.example."],
        also_known_as: &["InvalidAllowedOrigins"],
    },
    Term {
        name: "flask-cors-log",
        title: "Flask-CORS: the request does not match a resource",
        meaning: "Flask-CORS logs why it adds no headers: the request has no Origin, or its origin \
                  or path is not in the configuration.",
        causes: &["The path is not in resources, or the origin is not in origins."],
        look_at: &["CORS(app, …) in the application."],
        fix: &["CORS(app, resources={\"/api/*\": {\"origins\": [\"https://shop.example\"]}})."],
        also_known_as: &["flask_cors", "flask-cors"],
    },
    Term {
        name: "starlette-disallowed",
        title: "Starlette and FastAPI: the preflight is not allowed",
        meaning: "CORSMiddleware responds to a preflight with 400 and says which of origin, method \
                  and headers is not in its configuration.",
        causes: &["allow_origins, allow_methods or allow_headers lacks it."],
        look_at: &["add_middleware(CORSMiddleware, …) in the application."],
        fix: &["Add what the text names. allow_headers=[\"*\"] is fine without credentials."],
        also_known_as: &[
            "Disallowed CORS origin",
            "Disallowed CORS method",
            "Disallowed CORS headers",
        ],
    },
];
