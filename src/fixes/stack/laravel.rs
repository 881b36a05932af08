//! Laravel: `config/cors.php`, read by the `HandleCors` middleware that every application has.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::folder;
use super::methods;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "laravel",
    name: "Laravel",
    signs: &[
        Sign {
            header: "Set-Cookie",
            holds: "laravel_session=",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Powered-By",
            holds: "PHP/",
            confidence: Confidence::Possible,
        },
    ],
    ran_with: None,
    docs: "https://laravel.com/docs/routing#cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
<?php

// config/cors.php (php artisan config:publish cors), then php artisan config:clear
return [
"
    .to_owned();
    // What is listed in `paths` is covered; a route that is not gets no headers at all.
    match folder(policy, situation).trim_start_matches('/') {
        "" => text.push_str(
            "    'paths' => ['*'],      // every route; or list them: 'api/*', 'sanctum/csrf-cookie', …\n",
        ),
        "api" => text.push_str("    'paths' => ['api/*', 'sanctum/csrf-cookie'],\n"),
        path => {
            let _ = writeln!(
                text,
                "    'paths' => ['api/*', 'sanctum/csrf-cookie', '{path}', '{path}/*'],"
            );
        }
    }
    let origins = if policy.any_origin() {
        "'*'".to_owned()
    } else {
        quoted(policy.listed_origins(), '\'')
    };
    let _ = writeln!(text, "    'allowed_origins' => [{origins}],");
    text.push_str("    'allowed_origins_patterns' => [],\n");
    // Laravel's own file allows every method and header: a shorter list may take some away.
    for (name, values) in [
        ("allowed_methods", &methods(policy)[..]),
        ("allowed_headers", policy.request_headers()),
    ] {
        let _ = write!(text, "    '{name}' => ['*'],");
        if !values.is_empty() {
            let _ = write!(text, "      // needed here: {}", values.join(", "));
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "    'exposed_headers' => [{}],",
        quoted(policy.exposed_headers(), '\'')
    );
    let _ = writeln!(text, "    'max_age' => {},", policy.max_age().unwrap_or(0));
    let _ = writeln!(
        text,
        "    'supports_credentials' => {},",
        policy.credentials()
    );
    text.push_str("];\n");
    vec![Part { place: "", text }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Remove header('Access-Control-…') from public/index.php, .htaccess and your own \
         middleware: browsers refuse a header that is sent twice."
            .into(),
    ];
    if policy.credentials() {
        notes.push(
            "Pages of other sites send the session cookie only with SESSION_SAME_SITE=none and \
             SESSION_SECURE_COOKIE=true."
                .into(),
        );
    }
    notes
}
