//! nginx: `map` picks the origin, `add_header … always` sends it on errors too, `return` in the
//! rewrite phase answers preflights before `auth_basic`, `auth_request` and `proxy_pass`.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "nginx",
    name: "nginx",
    signs: &[
        Sign {
            header: "Server",
            holds: "nginx",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "Server",
            holds: "openresty",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: Some("nginx 1.22.1"),
    docs: "https://nginx.org/en/docs/http/ngx_http_headers_module.html",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let mut maps = String::new();
    if !policy.any_origin() {
        maps.push_str("map $http_origin $cors_origin {\n    default \"\";\n");
        for origin in policy.listed_origins() {
            // `map` folds case: the listed spelling is sent, not the one that came.
            let _ = writeln!(maps, "    \"{origin}\" \"{origin}\";");
        }
        maps.push_str("}\n");
        if policy.credentials() {
            maps.push_str(
                "map $cors_origin $cors_credentials {\n    default \"true\";\n    \"\" \"\";\n}\n",
            );
        }
    }
    maps.push_str(
        "map $request_method:$http_access_control_request_method $cors_preflight {\n    \
         default \"\";\n    \"~^OPTIONS:.\" 1;\n}\n",
    );

    // An `add_header` with an empty value is not sent.
    let origin = if policy.any_origin() {
        "*"
    } else {
        "$cors_origin"
    };
    let mut common = vec![format!(
        "add_header Access-Control-Allow-Origin {origin} always;"
    )];
    if policy.credentials() {
        common.push("add_header Access-Control-Allow-Credentials $cors_credentials always;".into());
    }
    if !policy.any_origin() {
        common.push("add_header Vary Origin always;".into());
    }

    let mut location = format!("location {} {{\n", policy.path().unwrap_or("/"));
    location.push_str("    if ($cors_preflight) {\n");
    let list = |text: &mut String, lines: &[String], indent: &str| {
        for line in lines {
            let _ = writeln!(text, "{indent}{line}");
        }
    };
    // Headers of the location do not reach into an `if` that has its own.
    list(&mut location, &common, "        ");
    for (name, values) in [
        ("Methods", policy.methods()),
        ("Headers", policy.request_headers()),
    ] {
        if !values.is_empty() {
            let values = values.join(", ");
            let _ = writeln!(
                location,
                "        add_header Access-Control-Allow-{name} \"{values}\" always;"
            );
        }
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(
            location,
            "        add_header Access-Control-Max-Age {seconds} always;"
        );
    }
    location.push_str("        return 204;\n    }\n");
    let whole = !situation.preflights_only();
    if whole {
        list(&mut location, &common, "    ");
    }
    if whole && !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            location,
            "    add_header Access-Control-Expose-Headers \"{}\" always;",
            policy.exposed_headers().join(", ")
        );
    }
    if situation.hides() {
        for name in [
            "Allow-Origin",
            "Allow-Credentials",
            "Allow-Methods",
            "Allow-Headers",
            "Expose-Headers",
        ] {
            let _ = writeln!(location, "    proxy_hide_header Access-Control-{name};");
        }
    }
    location.push_str("    # proxy_pass, root, … as before\n}\n");
    vec![
        Part {
            place: "in http { }, outside any server { }",
            text: maps,
        },
        Part {
            place: "in server { }: add to the location that serves these requests",
            text: location,
        },
    ]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if situation.preflights_only() {
        notes.push(
            "For preflights only: the host's other responses already have these headers, and may \
             not get them twice."
                .into(),
        );
    } else {
        notes.push(
            "An add_header in a nested block replaces all of these: repeat them in it.".into(),
        );
    }
    if situation.hides() {
        notes.push(
            "proxy_hide_header removes the headers of the application behind it. Instead of \
             proxy_pass you may have fastcgi_pass or uwsgi_pass: then use fastcgi_hide_header or \
             uwsgi_hide_header."
                .into(),
        );
    }
    match situation.trouble {
        Some(Trouble::ErrorsWithoutHeaders) => notes.push(
            "With always the headers are on 4xx and 5xx too, including nginx's own 502 and 504. \
             With error_page, repeat them in the location of the error page."
                .into(),
        ),
        Some(Trouble::PreflightUnauthorized) => notes.push(
            "return runs before auth_basic, auth_request and auth_jwt, so preflights need no token."
                .into(),
        ),
        Some(Trouble::Cached) => notes.push(
            "Empty proxy_cache once. If the application behind it sets these headers, add \
             $http_origin to proxy_cache_key."
                .into(),
        ),
        _ => {}
    }
    notes
}
