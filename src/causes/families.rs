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

/// The families; a name belongs to the first that has it.
static FAMILIES: &[Family] = &[
    Family {
        key: "tracing",
        who: "Tracing and monitoring libraries add such headers (OpenTelemetry, Sentry, Datadog, …).",
        names: &[
            "traceparent",
            "tracestate",
            "baggage",
            "sentry-trace",
            "x-datadog-",
            "x-b3-",
            "b3",
            "newrelic",
            "x-newrelic-",
            "x-dynatrace",
            "x-dtc",
            "elastic-apm-traceparent",
            "uber-trace-id",
            "x-amzn-trace-id",
            "x-cloud-trace-context",
            "request-id",
            "request-context",
            "x-honeycomb-trace",
            "x-instana-",
            "x-posthog-",
            "dd-",
            "sw8",
        ],
        limit: "Such libraries have a list of the hosts they add their headers for: \
                tracePropagationTargets (Sentry), propagateTraceHeaderCorsUrls (OpenTelemetry), \
                allowedTracingUrls (Datadog), distributed_tracing.allowed_origins (New Relic).",
    },
    Family {
        key: "csrf",
        who: "Frameworks add it as a protection against forged requests.",
        names: &[
            "x-csrf-token",
            "x-csrftoken",
            "x-xsrf-token",
            "csrf-token",
            "xsrf-token",
            "requestverificationtoken",
            "x-csrf-",
            "anti-csrf-token",
        ],
        limit: "axios adds X-XSRF-TOKEN where a cookie of that name exists (xsrfHeaderName); \
                Angular, Rails and Django have a setting of their own.",
    },
    Family {
        key: "content-type",
        who: "It needs permission with every body that is no form and no plain text, JSON above all.",
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
        key: "caching",
        who: "Pages send it to get around caches.",
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
        key: "framework",
        who: "Frameworks and client libraries add such headers.",
        names: &[
            "x-requested-with",
            "x-inertia",
            "x-livewire",
            "hx-",
            "turbo-frame",
            "x-turbo-",
            "x-client-info",
            "apikey",
            "x-supabase-",
            "x-upsert",
            "apollographql-",
            "apollo-require-preflight",
            "x-apollo-",
            "x-stainless-",
            "x-parse-",
            "x-firebase-",
            "x-goog-",
            "x-amz-",
            "x-amzn-",
            "x-ms-",
            "x-api-version",
            "next-router-",
            "rsc",
            "next-action",
            "next-url",
            "x-nextjs-",
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
            "tus-",
            "upload-",
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
    let first = family_of(names.first()?)?;
    names
        .iter()
        .all(|name| family_of(name).is_some_and(|family| family.key == first.key))
        .then_some(first)
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
            (&[], None),
        ] {
            assert_eq!(one_family(names).map(|f| f.key), key, "{names:?}");
        }
    }
}
