//! Which library or vendor adds a request header. Who knows that finds the line that sends it.

/// Headers that one sort of tool adds to requests.
pub(super) struct Family {
    /// A word for the cause's id.
    pub key: &'static str,
    /// Who adds them, as a sentence.
    pub who: &'static str,
    /// Beginnings of names, in lower case; one that ends with `-` stands for all that begin so.
    names: &'static [&'static str],
    /// Where to switch it off or limit it, where that is the better change.
    pub limit: &'static str,
}

/// The families; a name belongs to the first that has it. Those of one library come before those
/// that several share, so that its own option is named.
static FAMILIES: &[Family] = &[
    Family {
        key: "tracing",
        who: "The browser SDK of Sentry adds these headers to requests to the hosts it traces.",
        names: &["sentry-trace"],
        limit: "Sentry.init({ tracePropagationTargets: [/^\\/api/] }) lists the URLs that get \
                them (a string matches any part of the URL); [] turns them off.",
    },
    Family {
        key: "tracing",
        who: "Datadog RUM adds these headers to requests to the URLs it traces.",
        names: &["x-datadog-", "dd-"],
        limit: "datadogRum.init({ allowedTracingUrls: [\"https://your-api\"] }) lists the URLs that \
                get them; propagatorTypes chooses which.",
    },
    Family {
        key: "tracing",
        who: "The New Relic browser agent adds these headers to requests to the hosts it traces.",
        names: &["newrelic", "x-newrelic-"],
        limit: "NREUM.init.distributed_tracing: allowed_origins lists the hosts; \
                cors_use_newrelic_header: false and cors_use_tracecontext_headers: false leave them \
                out across origins.",
    },
    Family {
        key: "tracing",
        who: "Application Insights adds these headers for correlation.",
        names: &["request-id", "request-context"],
        limit: "Application Insights: set enableCorsCorrelation: false, or add the host to \
                correlationHeaderExcludedDomains.",
    },
    Family {
        key: "tracing",
        who: "Tracing, monitoring and session recording libraries add such headers.",
        names: &[
            "traceparent",
            "tracestate",
            "baggage",
            "x-b3-",
            "b3",
            "x-dynatrace",
            "x-dtc",
            "x-dtpc",
            "x-dtreferer",
            "elastic-apm-traceparent",
            "uber-trace-id",
            "uberctx-",
            "x-amzn-trace-id",
            "x-cloud-trace-context",
            "x-honeycomb-trace",
            "x-instana-",
            "x-posthog-",
            "sw8",
            "adrum",
            "adrum-",
            "x-highlight-request",
            "x-openreplay-",
            "x-lr-",
            "x-rum-",
        ],
        limit: "Each library has a list of the hosts whose requests get the headers: \
                tracePropagationTargets (Sentry), propagateTraceHeaderCorsUrls (OpenTelemetry, \
                Grafana Faro), allowedTracingUrls (Datadog), distributed_tracing.allowed_origins \
                (New Relic), distributedTracingOrigins (Elastic), tracing_headers (PostHog), \
                noTraceOrigins (SkyWalking), allowedOrigins (Instana), addXRayTraceIdHeader \
                (CloudWatch RUM), tracingOrigins (Highlight), network.sessionTokenHeader \
                (OpenReplay).",
    },
    Family {
        key: "tunnel",
        who: "Somebody added it to skip the warning page of a tunnel.",
        names: &[
            "ngrok-skip-browser-warning",
            "bypass-tunnel-reminder",
            "x-tunnel-skip-antiphishing-page",
        ],
        limit: "It is needed only while the API is behind the tunnel. The application then has to \
                allow the header. Elsewhere, leave it out.",
    },
    Family {
        key: "csrf",
        who: "Frameworks add it to protect against forged requests (CSRF).",
        names: &[
            "x-csrf-token",
            "x-csrftoken",
            "x-xsrf-token",
            "csrf-token",
            "xsrf-token",
            "requestverificationtoken",
            "x-csrf-",
            "anti-csrf-token",
            "x-wp-nonce",
        ],
        limit: "axios adds X-XSRF-TOKEN if a cookie of that name exists (xsrfHeaderName); \
                Angular, Rails and Django have similar settings.",
    },
    Family {
        key: "content-type",
        who: "Any body other than a form or plain text (JSON, for instance) needs this permission.",
        names: &["content-type"],
        limit: "",
    },
    Family {
        key: "authorization",
        who: "It carries the login token.",
        names: &["authorization"],
        limit: "",
    },
    Family {
        key: "api-key",
        who: "It carries an API key.",
        names: &[
            "x-api-key",
            "api-key",
            "x-auth-token",
            "x-access-token",
            "x-functions-key",
            "ocp-apim-subscription-key",
            "x-mbx-apikey",
            "x-cg-demo-api-key",
            "x-rapidapi-",
            "x-shopify-",
            "x-hasura-",
            "x-algolia-",
        ],
        limit: "A key in a page is public. Some services accept it in the query string, which \
                needs no preflight. A secret key belongs on a server.",
    },
    Family {
        key: "caching",
        who: "Pages send it to bypass caches.",
        names: &[
            "cache-control",
            "pragma",
            "expires",
            "if-modified-since",
            "if-none-match",
        ],
        limit: "fetch(url, {cache: 'no-store'}) does the same without a header.",
    },
    Family {
        key: "ai-sdk",
        who: "The SDKs of OpenAI, Anthropic, Groq and others add it to every request.",
        names: &["x-stainless-", "openai-"],
        limit: "new OpenAI({ defaultHeaders: { 'x-stainless-timeout': null, … } }) removes single \
                headers. For another service with the same API, plain fetch() avoids them all.",
    },
    Family {
        key: "request-id",
        who: "An interceptor in the page adds it to identify each request.",
        names: &[
            "x-request-id",
            "x-correlation-id",
            "x-session-id",
            "x-trace-id",
        ],
        limit: "Add it to requests to your own hosts only; tus-js-client: addRequestId: false.",
    },
    Family {
        key: "framework",
        who: "Frameworks and client libraries add such headers.",
        names: &[
            "x-requested-with",
            "x-inertia",
            "x-livewire",
            "hx-",
            "turbo-frame",
            "x-turbo-",
            "x-sec-purpose",
            "x-socket-id",
            "x-signalr-user-agent",
            "apikey",
            "x-client-info",
            "x-client-version",
            "x-client-",
            "x-anchormailbox",
            "x-region",
            "x-retry-count",
            "accept-profile",
            "content-profile",
            "x-supabase-",
            "x-upsert",
            "apollographql-",
            "apollo-require-preflight",
            "x-apollo-",
            "x-parse-",
            "x-firebase-",
            "x-goog-",
            "x-amz-",
            "x-amzn-",
            "amz-sdk-",
            "x-ms-",
            "x-appwrite-",
            "x-api-version",
            "x-github-api-version",
            "notion-version",
            "anthropic-",
            "dropbox-api-",
            "stripe-version",
            "paypal-request-id",
            "next-router-",
            "rsc",
            "next-action",
            "next-url",
            "x-nextjs-",
            "x-sveltekit-",
            "x-remix-",
            "x-nuxt-",
            "x-astro-",
            "trpc-",
            "x-trpc-",
            "connect-protocol-version",
            "connect-timeout-ms",
            "x-grpc-web",
            "grpc-timeout",
            "x-user-agent",
            "ngsw-bypass",
            "x-timezone",
            "mcp-",
            "last-event-id",
            "tus-",
            "upload-",
            "x-http-method-override",
            "range",
            "dpop",
            "idempotency-key",
        ],
        limit: "",
    },
];

/// The family of a header.
pub(super) fn family_of(name: &str) -> Option<&'static Family> {
    let name = name.to_ascii_lowercase();
    FAMILIES.iter().find(|family| {
        family
            .names
            .iter()
            .any(|known| name == *known || (known.ends_with('-') && name.starts_with(known)))
    })
}

/// The family that all of these belong to.
pub(super) fn one_family(names: &[&str]) -> Option<&'static Family> {
    let families: Vec<&Family> = names
        .iter()
        .map(|name| family_of(name))
        .collect::<Option<_>>()?;
    let first = *families.iter().min_by_key(|family| place(family))?;
    let same = families.iter().all(|family| family.key == first.key);
    same.then_some(first)
}

/// Where a family stands in the table.
fn place(family: &Family) -> usize {
    FAMILIES
        .iter()
        .position(|other| std::ptr::eq(other, family))
        .unwrap_or(FAMILIES.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_table() {
        for (names, key) in [
            (&["traceparent", "Baggage"][..], Some("tracing")),
            (&["x-datadog-trace-id"], Some("tracing")),
            (&["X-CSRF-Token"], Some("csrf")),
            (&["content-type"], Some("content-type")),
            (&["content-type", "traceparent"], None),
            (&["x-our-own"], None),
            (&["x-highlight-request"], Some("tracing")),
            (&["ngrok-skip-browser-warning"], Some("tunnel")),
            (&["x-stainless-os", "openai-organization"], Some("ai-sdk")),
            (&[], None),
        ] {
            assert_eq!(one_family(names).map(|f| f.key), key, "{names:?}");
        }
    }

    #[test]
    fn the_option_of_the_library_that_shows_is_named() {
        for (names, option) in [
            (&["baggage", "sentry-trace"][..], "tracePropagationTargets"),
            (
                &["traceparent", "tracestate", "newrelic"],
                "cors_use_newrelic_header",
            ),
            (&["traceparent", "request-id"], "enableCorsCorrelation"),
            (&["traceparent"], "propagateTraceHeaderCorsUrls"),
        ] {
            let limit = one_family(names).map_or("", |family| family.limit);
            assert!(limit.contains(option), "{names:?}: {limit}");
        }
    }
}
