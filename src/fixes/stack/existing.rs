//! Where a stack's CORS configuration stands once there is one, and what its settings are called:
//! what somebody changes who has it already. One stack a row in [`EXISTING`].

use std::fmt::Write;

use super::Stack;

/// Where a stack's CORS configuration stands, and what its settings are called.
#[derive(Debug)]
struct Existing {
    /// The stack's id.
    id: &'static str,
    /// Where it may stand.
    place: &'static str,
    /// The setting with the origins.
    origins: &'static str,
    /// The setting with the methods.
    methods: &'static str,
    /// The setting with the request headers.
    headers: &'static str,
    /// The setting that allows cookies, as it is written; empty where there is none.
    credentials: &'static str,
}

/// The names that plain configurations of headers have.
const LINES: Existing = Existing {
    id: "",
    place: "",
    origins: "Access-Control-Allow-Origin",
    methods: "Access-Control-Allow-Methods",
    headers: "Access-Control-Allow-Headers",
    credentials: "Access-Control-Allow-Credentials true",
};

/// The names of the `cors` package's options.
const CORS_OPTIONS: Existing = Existing {
    id: "",
    place: "",
    origins: "origin",
    methods: "methods",
    headers: "allowedHeaders",
    credentials: "credentials: true",
};

/// The stacks whose configuration can be extended in place.
static EXISTING: &[Existing] = &[
    Existing {
        id: "spring",
        place: "where CORS is set up today: @CrossOrigin, addCorsMappings(…), a CorsConfiguration, or http.cors(…)",
        origins: "allowedOrigins",
        methods: "allowedMethods",
        headers: "allowedHeaders",
        credentials: "allowCredentials = true",
    },
    Existing {
        id: "spring-webflux",
        place: "where CORS is set up today: globalcors in application.yml, a CorsWebFilter, @CrossOrigin, or a CorsConfiguration",
        origins: "allowedOrigins",
        methods: "allowedMethods",
        headers: "allowedHeaders",
        credentials: "allowCredentials: true",
    },
    Existing {
        id: "express",
        place: "where CORS is set up today: cors({ … }), or a handler's res.setHeader and res.writeHead",
        ..CORS_OPTIONS
    },
    Existing {
        id: "nestjs",
        place: "where CORS is set up today: app.enableCors({ … }) or NestFactory.create(…, { cors: … })",
        ..CORS_OPTIONS
    },
    Existing {
        id: "fastify",
        place: "where CORS is set up today: register(cors, { … })",
        ..CORS_OPTIONS
    },
    Existing {
        id: "socket-io",
        place: "where CORS is set up today: new Server(…, { cors: { … } })",
        ..CORS_OPTIONS
    },
    Existing {
        id: "koa",
        place: "where CORS is set up today: cors({ … })",
        methods: "allowMethods",
        headers: "allowHeaders",
        ..CORS_OPTIONS
    },
    Existing {
        id: "hono",
        place: "where CORS is set up today: cors({ … })",
        methods: "allowMethods",
        headers: "allowHeaders",
        ..CORS_OPTIONS
    },
    Existing {
        id: "strapi",
        place: "where CORS is set up today: strapi::cors in config/middlewares",
        headers: "headers",
        ..CORS_OPTIONS
    },
    Existing {
        id: "django",
        place: "in settings.py, in the settings of django-cors-headers",
        origins: "CORS_ALLOWED_ORIGINS",
        methods: "CORS_ALLOW_METHODS",
        headers: "CORS_ALLOW_HEADERS",
        credentials: "CORS_ALLOW_CREDENTIALS = True",
    },
    Existing {
        id: "flask",
        place: "where CORS is set up today: CORS(app, …) or @cross_origin(…)",
        origins: "origins",
        methods: "methods",
        headers: "allow_headers",
        credentials: "supports_credentials=True",
    },
    Existing {
        id: "fastapi",
        place: "where CORS is set up today: CORSMiddleware",
        origins: "allow_origins",
        methods: "allow_methods",
        headers: "allow_headers",
        credentials: "allow_credentials=True",
    },
    Existing {
        id: "rails",
        place: "in config/initializers/cors.rb, in the allow block of the path",
        origins: "origins",
        methods: "methods:",
        headers: "headers:",
        credentials: "credentials: true",
    },
    Existing {
        id: "laravel",
        place: "in config/cors.php, then: php artisan config:clear",
        origins: "'allowed_origins'",
        methods: "'allowed_methods'",
        headers: "'allowed_headers'",
        credentials: "'supports_credentials' => true",
    },
    Existing {
        id: "asp-net-core",
        place: "in the policy that AddCors defines and UseCors names",
        origins: "WithOrigins(…)",
        methods: "WithMethods(…)",
        headers: "WithHeaders(…)",
        credentials: "AllowCredentials()",
    },
    Existing {
        id: "go",
        place: "in the options of the CORS handler (rs/cors: cors.Options)",
        origins: "AllowedOrigins",
        methods: "AllowedMethods",
        headers: "AllowedHeaders",
        credentials: "AllowCredentials: true",
    },
    Existing {
        id: "tower-http",
        place: "in the CorsLayer",
        origins: "allow_origin(…)",
        methods: "allow_methods(…)",
        headers: "allow_headers(…)",
        credentials: "allow_credentials(true)",
    },
    Existing {
        id: "quarkus",
        place: "in application.properties",
        origins: "quarkus.http.cors.origins",
        methods: "quarkus.http.cors.methods",
        headers: "quarkus.http.cors.headers",
        credentials: "quarkus.http.cors.access-control-allow-credentials=true",
    },
    Existing {
        id: "nginx",
        place: "in the add_header lines (and the map) that are there; grep -rn Access-Control /etc/nginx",
        ..LINES
    },
    Existing {
        id: "apache",
        place: "in the Header lines that are there; grep -rn Access-Control /etc/apache2, and .htaccess",
        ..LINES
    },
    Existing {
        id: "caddy",
        place: "in the header lines of the Caddyfile",
        ..LINES
    },
    Existing {
        id: "haproxy",
        place: "in the set-header lines of haproxy.cfg",
        ..LINES
    },
    Existing {
        id: "iis",
        place: "in web.config: <cors>, or <customHeaders>",
        ..LINES
    },
    Existing {
        id: "vercel",
        place: "in the headers of vercel.json, or in the function that responds",
        ..LINES
    },
    Existing {
        id: "nextjs",
        place: "in headers() of next.config, in the middleware, or in the route handler",
        ..LINES
    },
    Existing {
        id: "traefik",
        place: "in the headers middleware of the router",
        origins: "accessControlAllowOriginList",
        methods: "accessControlAllowMethods",
        headers: "accessControlAllowHeaders",
        credentials: "accessControlAllowCredentials: true",
    },
    Existing {
        id: "envoy",
        place: "in the CORS policy of the route or virtual host",
        origins: "allow_origin_string_match",
        methods: "allow_methods",
        headers: "allow_headers",
        credentials: "allow_credentials: true",
    },
    Existing {
        id: "istio",
        place: "in the corsPolicy of the VirtualService",
        origins: "allowOrigins",
        methods: "allowMethods",
        headers: "allowHeaders",
        credentials: "allowCredentials: true",
    },
    Existing {
        id: "ingress-nginx",
        place: "in the annotations of the Ingress",
        origins: "nginx.ingress.kubernetes.io/cors-allow-origin",
        methods: "nginx.ingress.kubernetes.io/cors-allow-methods",
        headers: "nginx.ingress.kubernetes.io/cors-allow-headers",
        credentials: "nginx.ingress.kubernetes.io/cors-allow-credentials: \"true\"",
    },
    Existing {
        id: "kong",
        place: "in the configuration of the cors plugin",
        origins: "origins",
        methods: "methods",
        headers: "headers",
        credentials: "credentials: true",
    },
    Existing {
        id: "apisix",
        place: "in the cors plugin of the route",
        origins: "allow_origins",
        methods: "allow_methods",
        headers: "allow_headers",
        credentials: "allow_credential: true",
    },
    Existing {
        id: "api-gateway-http",
        place: "in the CORS settings of the API (aws apigatewayv2 get-api shows them)",
        origins: "AllowOrigins",
        methods: "AllowMethods",
        headers: "AllowHeaders",
        credentials: "AllowCredentials: true",
    },
    Existing {
        id: "lambda-url",
        place: "in the CORS settings of the function URL (aws lambda get-function-url-config shows them)",
        origins: "AllowOrigins",
        methods: "AllowMethods",
        headers: "AllowHeaders",
        credentials: "AllowCredentials: true",
    },
    Existing {
        id: "azure-api-management",
        place: "in the cors policy",
        origins: "<allowed-origins>",
        methods: "<allowed-methods>",
        headers: "<allowed-headers>",
        credentials: "allow-credentials=\"true\"",
    },
    Existing {
        id: "elasticsearch",
        place: "in elasticsearch.yml, then restart",
        origins: "http.cors.allow-origin",
        methods: "http.cors.allow-methods",
        headers: "http.cors.allow-headers",
        credentials: "http.cors.allow-credentials: true",
    },
];

/// What is listed in place of the page's origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Today {
    /// Nothing, or other pages.
    #[default]
    Others,
    /// `*`: the origins have to be named.
    Any,
    /// The origin, with a mistake.
    Misspelt,
}

/// What a CORS configuration does not allow yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// The page's origin, serialised.
    pub origin: Option<String>,
    /// What is listed today in its place.
    pub today: Today,
    /// Methods.
    pub methods: Vec<String>,
    /// Names of request headers, in lower case.
    pub headers: Vec<String>,
    /// Cookies.
    pub credentials: bool,
    /// Whether the response does not say which of them it is.
    pub one_of_these: bool,
}

impl Missing {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.origin.is_none()
            && self.methods.is_empty()
            && self.headers.is_empty()
            && !self.credentials
    }

    /// What to allow, in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        if let Some(origin) = &self.origin {
            let star = if self.today == Today::Any {
                " (in place of *)"
            } else {
                ""
            };
            parts.push(format!("{origin}{star}"));
        }
        for (what, names) in [("method", &self.methods), ("header", &self.headers)] {
            match names.as_slice() {
                [] => {}
                [name] => parts.push(format!("the {what} {name}")),
                names => parts.push(format!("the {what}s {}", names.join(", "))),
            }
        }
        if self.credentials {
            parts.push("cookies".to_owned());
        }
        let last = parts.pop().unwrap_or_default();
        let between = if self.one_of_these { "or" } else { "and" };
        match parts.as_slice() {
            [] => last,
            parts => format!("{} {between} {last}", parts.join(", ")),
        }
    }
}

impl Stack {
    /// What to change in a configuration that is there; `None` where it is not written by hand, or
    /// where its settings are not known. Values of [`Missing`] have to be those that a policy takes.
    #[must_use]
    pub fn extended(&self, missing: &Missing) -> Option<String> {
        let existing = EXISTING.iter().find(|row| row.id == self.id)?;
        let comment = self.comment;
        let mut text = format!("{comment} {}\n", existing.place);
        if missing.one_of_these {
            let _ = writeln!(text, "{comment} add what is not listed yet:");
        }
        let mut line = |setting: &str, what: String| {
            let _ = writeln!(text, "{comment}   {setting}: {what}");
        };
        if let Some(origin) = &missing.origin {
            line(
                existing.origins,
                if missing.today == Today::Any {
                    format!("{origin} in place of *, with every other page that may read this")
                } else if missing.today == Today::Misspelt {
                    format!("{origin}, written exactly so")
                } else {
                    format!("add {origin}")
                },
            );
        }
        for (setting, names) in [
            (existing.methods, &missing.methods),
            (existing.headers, &missing.headers),
        ] {
            if !names.is_empty() {
                line(setting, format!("add {}", names.join(", ")));
            }
        }
        if missing.credentials && !existing.credentials.is_empty() {
            let _ = writeln!(text, "{comment}   {}", existing.credentials);
        }
        if missing.today == Today::Any {
            let _ = writeln!(
                text,
                "{comment} with several origins: the one that asks, where it is on the list, and Vary: Origin"
            );
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_a_stack_and_there_once() {
        let mut ids: Vec<&str> = EXISTING.iter().map(|row| row.id).collect();
        for row in EXISTING {
            assert!(Stack::named(row.id).is_some(), "{}", row.id);
            assert!(!row.place.is_empty() && !row.origins.is_empty());
        }
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn what_is_missing_is_said_in_the_settings_of_the_stack() {
        let missing = Missing {
            origin: Some("https://a.example".to_owned()),
            today: Today::Any,
            headers: vec!["x-trace-id".to_owned()],
            credentials: true,
            ..Missing::default()
        };
        assert_eq!(
            missing.words(),
            "https://a.example (in place of *), the header x-trace-id and cookies"
        );
        let text = Stack::named("django").unwrap().extended(&missing).unwrap();
        for part in [
            "CORS_ALLOWED_ORIGINS: https://a.example in place of *",
            "CORS_ALLOW_HEADERS: add x-trace-id",
            "CORS_ALLOW_CREDENTIALS = True",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("METHODS"), "{text}");
        assert_eq!(Stack::named("headers").unwrap().extended(&missing), None);
    }
}
