//! What holds for every stack.

use super::*;
use crate::fixes::Wanted;

/// Policies that between them take every branch of a stack.
fn policies() -> Vec<Policy> {
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    [
        Wanted {
            origins: names(&["https://shop.example"]),
            methods: names(&["GET", "PATCH", "DELETE"]),
            request_headers: names(&["authorization", "content-type"]),
            credentials: true,
            exposed_headers: names(&["etag", "x-total-count"]),
            max_age: Some(600),
            path: Some("/v2/cart".to_owned()),
            ..Wanted::default()
        },
        Wanted {
            origins: names(&[
                "https://shop.example",
                "http://localhost:3000",
                "http://[::1]:3000",
                "chrome-extension://abcdef",
                "null",
            ]),
            methods: names(&["PUT"]),
            ..Wanted::default()
        },
        Wanted {
            any_origin: true,
            ..Wanted::default()
        },
    ]
    .map(|wanted| Policy::new(wanted).unwrap())
    .to_vec()
}

fn situations() -> Vec<Situation<'static>> {
    let mut situations = vec![Situation::default()];
    situations.extend(Trouble::ALL.map(|trouble| Situation {
        host: Some("api.shop.example"),
        trouble: Some(trouble),
        ..Situation::default()
    }));
    situations.extend(Trouble::ALL.map(|trouble| Situation {
        host: Some("api.shop.example"),
        trouble: Some(trouble),
        behind: true,
        cookies_unknown: true,
        ..Situation::default()
    }));
    situations
}

#[test]
fn nginx_before_an_application_never_sets_the_headers_twice() {
    let policy = &policies()[0];
    let nginx = Stack::named("nginx").unwrap();
    let text = |trouble, behind| {
        let situation = Situation {
            host: None,
            trouble,
            behind,
            ..Situation::default()
        };
        nginx.remedy(policy, &situation).text()
    };
    for (trouble, behind, origins, hides) in [
        (None, false, 2, false),
        (None, true, 2, true),
        (Some(Trouble::ErrorsWithoutHeaders), true, 2, true),
        (Some(Trouble::SetTwice), false, 2, true),
        (Some(Trouble::PreflightNotRouted), false, 2, false),
        (Some(Trouble::PreflightNotRouted), true, 1, false),
        (Some(Trouble::PreflightUnauthorized), true, 1, false),
    ] {
        let text = text(trouble, behind);
        let count = text
            .matches("add_header Access-Control-Allow-Origin")
            .count();
        assert_eq!(count, origins, "{trouble:?} {behind}: {text}");
        assert_eq!(
            text.contains("proxy_hide_header"),
            hides,
            "{trouble:?} {behind}: {text}"
        );
    }
}

#[test]
fn stacks_say_what_they_cannot_do() {
    let wanted = |credentials, methods: &[&str], origins: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Policy::new(Wanted {
            origins: names(origins),
            methods: names(methods),
            credentials,
            ..Wanted::default()
        })
        .unwrap()
    };
    let one = &["https://a.example"][..];
    let two = &["https://a.example", "https://b.example"][..];
    for (id, credentials, methods, origins, can) in [
        ("gcs", false, &["PUT"][..], one, true),
        ("gcs", true, &["PUT"], one, false),
        ("s3", false, &["PUT"], two, true),
        ("s3", false, &["PATCH"], one, false),
        ("s3", true, &["GET"], one, true),
        ("api-gateway-rest", true, &["GET"], one, true),
        ("api-gateway-rest", true, &["GET"], two, false),
        ("nginx", true, &["PATCH"], two, true),
    ] {
        let policy = wanted(credentials, methods, origins);
        let stack = Stack::named(id).unwrap();
        assert_eq!(stack.cannot(&policy).is_none(), can, "{id} {policy:?}");
    }
}

#[test]
fn ids_are_unique_and_well_formed() {
    let mut ids: Vec<&str> = STACKS.iter().map(|stack| stack.id).collect();
    for id in &ids {
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{id}"
        );
        assert_eq!(Stack::named(id).unwrap().id, *id);
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(Stack::named("iis6").is_none());
}

#[test]
fn every_stack_names_every_listed_origin_and_no_other() {
    for stack in STACKS {
        for policy in policies() {
            let remedy = stack.remedy(&policy, &Situation::default());
            let text = remedy.text();
            assert!(!remedy.parts.is_empty(), "{}", stack.id);
            if stack.id == "api-gateway-rest" || stack.id == "headers" {
                continue;
            }
            for origin in policy.listed_origins() {
                assert!(
                    text.contains(origin.as_str()) || text.contains(&pattern(origin)),
                    "{} leaves out {origin}:\n{text}",
                    stack.id
                );
            }
            if policy.any_origin() {
                let words = ["*", "Any", "ALL_ORIGINS"];
                let said = words.iter().any(|word| text.contains(word));
                assert!(said, "{}:\n{text}", stack.id);
            }
        }
    }
}

#[test]
fn every_stack_names_the_methods_and_headers_it_can() {
    // These allow every method or header by themselves, or only those they serve.
    let without = [
        "express",
        "fastify",
        "nestjs",
        "koa",
        "hono",
        "flask",
        "django",
        "strapi",
        "socket-io",
        "vite",
        "azure-functions",
        "azure-app-service",
        "firebase-functions",
        "ollama",
        "s3",
        "r2",
        "minio",
        "hasura",
    ];
    for stack in STACKS {
        if without.contains(&stack.id) {
            continue;
        }
        let policy = &policies()[0];
        let text = stack
            .remedy(policy, &Situation::default())
            .text()
            .to_ascii_lowercase();
        for word in ["patch", "delete", "content-type", "authorization", "etag"] {
            assert!(
                text.contains(word),
                "{} leaves out {word}:\n{text}",
                stack.id
            );
        }
    }
}

#[test]
fn a_list_of_the_framework_itself_is_added_to_and_never_made_shorter() {
    let text = |id: &str, methods: &[&str], headers: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        let policy = Policy::new(Wanted {
            origins: names(&["https://a.example"]),
            methods: names(methods),
            request_headers: names(headers),
            ..Wanted::default()
        });
        let stack = Stack::named(id).unwrap();
        stack.remedy(&policy.unwrap(), &Situation::default()).text()
    };
    for id in [
        "express", "nestjs", "koa", "hono", "flask", "django", "strapi",
    ] {
        let usual = text(id, &["PATCH"], &["content-type"]);
        assert!(!usual.contains("PATCH"), "{id}: {usual}");
        assert!(!usual.contains("content-type"), "{id}: {usual}");
        let more = text(id, &["PROPFIND"], &[]);
        let kept = more.contains("DELETE") || more.contains("*default_methods");
        assert!(more.contains("PROPFIND") && kept, "{id}: {more}");
    }
    for id in ["django", "strapi"] {
        let more = text(id, &["GET"], &["x-trace-id"]);
        let kept = more.contains("authorization") || more.contains("*default_headers");
        assert!(more.contains("x-trace-id") && kept, "{id}: {more}");
    }
}

#[test]
fn rules_with_a_path_match_the_requests() {
    let policy = Policy::new(Wanted {
        origins: vec!["https://a.example".to_owned()],
        ..Wanted::default()
    })
    .unwrap();
    for (id, folder, expected) in [
        ("vercel", None, "\"source\": \"/(.*)\""),
        ("vercel", Some("/v2"), "\"source\": \"/v2/(.*)\""),
        ("vercel", Some("/a\"b"), "\"source\": \"/(.*)\""),
        ("netlify", None, "for = \"/*\""),
        ("netlify", Some("/v2"), "for = \"/v2/*\""),
        ("laravel", None, "'paths' => ['*']"),
        ("laravel", Some("/sanctum"), "'sanctum/*'"),
    ] {
        let situation = Situation {
            folder,
            ..Situation::default()
        };
        let text = Stack::named(id).unwrap().remedy(&policy, &situation).text();
        assert!(text.contains(expected), "{id} {folder:?}: {text}");
    }
}

#[test]
fn text_ends_with_a_line_break_and_has_no_loose_spaces() {
    for stack in STACKS {
        for policy in policies() {
            for situation in situations() {
                let remedy = stack.remedy(&policy, &situation);
                for part in &remedy.parts {
                    assert!(part.text.ends_with('\n'), "{} {}", stack.id, part.place);
                    assert!(!part.text.starts_with('\n'), "{}", stack.id);
                    assert!(!part.text.contains("\n\n\n\n"), "{}", stack.id);
                }
                for line in remedy.text().lines() {
                    assert_eq!(line.trim_end(), line, "{}: {line:?}", stack.id);
                }
            }
        }
    }
}

#[test]
fn cookies_that_the_capture_may_have_left_out_are_allowed_in_the_words_of_the_stack() {
    let policy = Policy::new(Wanted {
        origins: vec!["https://shop.example".to_owned()],
        methods: vec!["GET".to_owned()],
        ..Wanted::default()
    })
    .unwrap();
    let situation = Situation {
        cookies_unknown: true,
        ..Situation::default()
    };
    for (id, ends) in [
        ("express", "If it does, add: credentials: true,"),
        ("fastapi", "If it does, add: allow_credentials=True,"),
        (
            "elasticsearch",
            "If it does, add: http.cors.allow-credentials: true",
        ),
        (
            "headers",
            "If it does, add: Access-Control-Allow-Credentials: true",
        ),
        (
            "spring",
            "If it does, add: policy.setAllowCredentials(true);",
        ),
        ("s3", "if not, send requests without them."),
        (
            "gcs",
            "this does not help: a bucket never sends Access-Control-Allow-Credentials.",
        ),
    ] {
        let notes = Stack::named(id).unwrap().remedy(&policy, &situation).notes;
        let note = notes.last().unwrap();
        assert!(note.ends_with(ends), "{id}: {note}");
    }
}

#[test]
fn headers_are_exposed_in_the_words_of_the_stack() {
    let names = ["ETag".to_owned(), "Content-Disposition".to_owned()];
    for (id, setting) in [
        (
            "headers",
            "Access-Control-Expose-Headers: content-disposition, etag",
        ),
        (
            "express",
            "exposedHeaders: [\"content-disposition\", \"etag\"],",
        ),
        (
            "fastapi",
            "expose_headers=[\"content-disposition\", \"etag\"],",
        ),
        (
            "nginx",
            "add_header Access-Control-Expose-Headers \"content-disposition, etag\" always;",
        ),
    ] {
        let stack = Stack::named(id).unwrap();
        assert_eq!(stack.exposing(&names).as_deref(), Some(setting), "{id}");
        let hostile = ["x\"; evil".to_owned()];
        assert_eq!(stack.exposing(&hostile), None, "{id}");
    }
}

#[test]
fn a_host_that_is_no_plain_name_is_not_shown() {
    for stack in STACKS {
        for policy in policies() {
            let situation = Situation {
                host: Some("evil.example;\n} location / { deny all; }"),
                ..Situation::default()
            };
            let text = stack.remedy(&policy, &situation).text();
            assert!(!text.contains("evil.example"), "{}", stack.id);
        }
    }
}

proptest::proptest! {
    /// Whatever a capture holds is refused, or holds nothing that any language reads as more
    /// than a word.
    #[test]
    fn nothing_hostile_reaches_a_configuration(
        origin in "(https?://)?[ -~\u{e9}\u{202e}\n\t]{0,24}",
        method in "[ -~\n]{0,12}",
        header in "[ -~\n]{0,12}",
        path in "/[ -~\n]{0,12}",
    ) {
        let policy = Policy::new(Wanted {
            origins: vec![origin.clone()],
            methods: vec![method.clone()],
            request_headers: vec![header.clone()],
            exposed_headers: vec![header.clone()],
            path: Some(path.clone()),
            ..Wanted::default()
        });
        if policy.is_ok() {
            for value in [&origin, &method, &header, &path] {
                let plain = value.bytes().all(|b| {
                    b.is_ascii_alphanumeric() || b"-_.~/:[]+".contains(&b)
                });
                proptest::prop_assert!(plain, "{value:?}");
            }
        }
    }
}

#[test]
fn json_parts_are_json() {
    for (id, place) in [("s3", "cors.json"), ("gcs", "cors.json")] {
        for policy in policies() {
            let remedy = Stack::named(id)
                .unwrap()
                .remedy(&policy, &Situation::default());
            let part = remedy.parts.iter().find(|p| p.place.starts_with(place));
            serde_json::from_str::<serde_json::Value>(&part.unwrap().text).unwrap();
        }
    }
}

/// Response headers, and the stacks that they show.
type Row = (
    &'static [(&'static str, &'static str)],
    &'static [(&'static str, Confidence)],
);

#[test]
fn signs_of_real_responses() {
    let rows: &[Row] = &[
        (
            &[("Server", "nginx/1.25.3")],
            &[("nginx", Confidence::Certain)],
        ),
        (
            &[("server", "nginx"), ("x-powered-by", "Express")],
            &[
                ("nginx", Confidence::Certain),
                ("express", Confidence::Certain),
            ],
        ),
        (
            &[("Server", "Apache/2.4.57 (Debian)")],
            &[("apache", Confidence::Certain)],
        ),
        (&[("Server", "Caddy")], &[("caddy", Confidence::Certain)]),
        (&[("Server", "uvicorn")], &[("fastapi", Confidence::Likely)]),
        (
            &[("Server", "Werkzeug/3.0.1 Python/3.12.1")],
            &[("flask", Confidence::Likely)],
        ),
        (
            &[("Server", "Kestrel")],
            &[("asp-net-core", Confidence::Certain)],
        ),
        (
            &[("Server", "istio-envoy")],
            &[("envoy", Confidence::Certain)],
        ),
        (
            &[("x-amz-apigw-id", "abc="), ("x-amzn-RequestId", "1-2")],
            &[("api-gateway-rest", Confidence::Certain)],
        ),
        (
            &[("apigw-requestid", "abc=")],
            &[("api-gateway-http", Confidence::Certain)],
        ),
        (
            &[
                ("Server", "AmazonS3"),
                ("Via", "1.1 abc.cloudfront.net (CloudFront)"),
            ],
            &[
                ("s3", Confidence::Certain),
                ("cloudfront", Confidence::Certain),
            ],
        ),
        (
            &[("Server", "UploadServer")],
            &[("gcs", Confidence::Likely)],
        ),
        (
            &[(
                "Vary",
                "origin, access-control-request-method, access-control-request-headers",
            )],
            &[("tower-http", Confidence::Possible)],
        ),
        (&[("Server", "my own")], &[]),
    ];
    for (headers, expected) in rows {
        let list = HeaderList::new(headers.to_vec());
        let found: Vec<_> = detect(&list)
            .into_iter()
            .map(|(stack, confidence)| (stack.id, confidence))
            .collect();
        assert_eq!(&found, expected, "{headers:?}");
    }
}

#[test]
fn patterns_match_their_origin_and_nothing_else() {
    let origins: Vec<String> = ["http://[::1]:3000", "https://a.b.example"]
        .map(str::to_owned)
        .to_vec();
    let regex = regex::Regex::new(&anchored(&origins)).unwrap();
    for origin in &origins {
        assert!(regex.is_match(origin));
    }
    for other in [
        "https://a.b.example.evil",
        "https://aXb.example",
        "xhttps://a.b.example",
    ] {
        assert!(!regex.is_match(other), "{other}");
    }
}
