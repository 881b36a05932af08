//! Servers, frameworks, gateways and services by name: what to write there to allow an origin, and
//! what they send in the application's place.

use std::borrow::Cow;

use super::explanation::{Explanation, FIX, MEANING};
use super::names::normal;
use crate::fixes::{Policy, STACKS, Situation, Stack, Wanted};
use crate::layers::{LAYERS, Layer};
use crate::rules::{Block, Section};

/// Other names for a stack or a layer, and names for several.
const NAMES: &[(&str, &[&str])] = &[
    ("asp.net", &["asp-net-core"]),
    (".net", &["asp-net-core"]),
    ("dotnet", &["asp-net-core"]),
    ("spring boot", &["spring"]),
    ("spring security", &["spring"]),
    ("spring mvc", &["spring"]),
    ("webflux", &["spring"]),
    ("httpd", &["apache"]),
    ("openresty", &["nginx"]),
    ("ingress-nginx", &["nginx"]),
    ("nginx ingress", &["nginx"]),
    ("starlette", &["fastapi"]),
    ("django rest framework", &["django"]),
    ("django-cors-headers", &["django"]),
    ("rack-cors", &["rails"]),
    ("rack", &["rails"]),
    ("ruby on rails", &["rails"]),
    ("axum", &["tower-http"]),
    ("tower", &["tower-http"]),
    ("golang", &["go"]),
    ("gin", &["go"]),
    ("rs/cors", &["go"]),
    ("node", &["express", "fastify", "nextjs"]),
    ("nodejs", &["express", "fastify", "nextjs"]),
    ("nest", &["express"]),
    ("nestjs", &["express"]),
    ("strapi", &["express"]),
    ("next", &["nextjs"]),
    ("minio", &["s3"]),
    ("r2", &["s3"]),
    ("amazon s3", &["s3"]),
    ("opensearch", &["elasticsearch"]),
    ("socketio", &["socket-io"]),
    (
        "lambda",
        &["lambda-url", "api-gateway-rest", "api-gateway-http"],
    ),
    (
        "aws lambda",
        &["lambda-url", "api-gateway-rest", "api-gateway-http"],
    ),
    ("api gateway", &["api-gateway-rest", "api-gateway-http"]),
    (
        "aws",
        &[
            "s3",
            "cloudfront",
            "api-gateway-rest",
            "api-gateway-http",
            "lambda-url",
            "aws-alb",
            "aws-waf",
        ],
    ),
    ("alb", &["aws-alb"]),
    (
        "azure",
        &[
            "azure-app-service",
            "azure-functions",
            "azure-storage",
            "azure-api-management",
            "entra",
        ],
    ),
    ("app service", &["azure-app-service"]),
    ("blob storage", &["azure-storage"]),
    ("apim", &["azure-api-management"]),
    ("azure ad", &["entra"]),
    ("entra id", &["entra"]),
    (
        "google cloud",
        &[
            "gcs",
            "google-front-end",
            "google-iap",
            "firebase-functions",
            "apps-script",
        ],
    ),
    (
        "gcp",
        &[
            "gcs",
            "google-front-end",
            "google-iap",
            "firebase-functions",
            "apps-script",
        ],
    ),
    ("cloud run", &["google-front-end"]),
    ("cloud functions", &["firebase-functions"]),
    ("google cloud storage", &["gcs"]),
    ("firebase", &["firebase-functions", "gcs"]),
    ("supabase", &["supabase-functions"]),
    ("google apps script", &["apps-script"]),
    ("heroku", &["app-platform"]),
    ("oauth2proxy", &["oauth2-proxy"]),
    ("authelia", &["forward-auth"]),
    ("openai", &["ai-api"]),
    ("lm studio", &["lm-studio"]),
    ("wordpress rest api", &["wordpress"]),
    ("woocommerce", &["wordpress"]),
    ("vite dev server", &["vite"]),
    ("python", &["django", "flask", "fastapi", "aiohttp"]),
    ("java", &["spring", "quarkus"]),
    ("php", &["laravel", "wordpress"]),
    ("ruby", &["rails"]),
    ("rust", &["tower-http"]),
    ("kubernetes", &["nginx", "traefik", "envoy"]),
    ("istio", &["envoy"]),
];

/// The article of the stack or layer with that name.
pub(super) fn by_name(word: &str) -> Option<Explanation> {
    let wanted = normal(word);
    let is = |name: &str| normal(name) == wanted;
    let other = NAMES.iter().find(|(name, _)| is(name));
    match other {
        Some((_, [id])) => article(id),
        Some((name, ids)) => Some(family(name, ids)),
        None => {
            let stack = STACKS
                .iter()
                .filter(|stack| stack.id != "headers")
                .find(|stack| is(stack.id) || is(stack.name));
            let layer = || LAYERS.iter().find(|layer| is(layer.id) || is(layer.name));
            article(stack.map_or_else(|| layer().map(|layer| layer.id), |stack| Some(stack.id))?)
        }
    }
}

/// Several at once.
fn family(name: &'static str, ids: &[&str]) -> Explanation {
    let items = ids.iter().filter_map(|id| {
        let name = full_name(id)?;
        Some(Block::Item(format!("corslens explain {id}: {name}.")))
    });
    let sections = vec![Section {
        heading: "Which one".to_owned(),
        blocks: items.collect(),
    }];
    Explanation::new(name, Cow::Borrowed("several servers or services"), sections)
}

fn layer_of(id: &str) -> Option<&'static Layer> {
    let own = |layer: &&&Layer| layer.id == id;
    let same_stack = |layer: &&&Layer| layer.stack == Some(id);
    let all = || LAYERS.iter();
    all().find(own).or_else(|| all().find(same_stack)).copied()
}

fn full_name(id: &str) -> Option<&'static str> {
    Stack::named(id)
        .map(|stack| stack.name)
        .or_else(|| layer_of(id).map(|layer| layer.name))
}

fn article(id: &str) -> Option<Explanation> {
    let stack = Stack::named(id);
    let layer = layer_of(id);
    let name = full_name(id)?;
    let mut sections = Vec::new();
    if let Some(layer) = layer.filter(|layer| !layer.replies.is_empty()) {
        let blocks = layer.replies.iter().flat_map(|reply| {
            let what = filled(reply.what);
            let mut blocks = vec![Block::Item(format!("{what}. {}", filled(reply.why)))];
            for advice in reply.advice.iter().take(1) {
                blocks.push(Block::Paragraph(format!("  {}:", filled(advice.title))));
                let lines = advice.text.lines().map(filled);
                blocks.push(Block::Code(lines.collect()));
            }
            blocks
        });
        sections.push(Section {
            heading: "What it sends instead of the application's response".to_owned(),
            blocks: blocks.collect(),
        });
    }
    if let Some((stack, policy)) = stack.zip(example(stack)) {
        let remedy = stack.remedy(&policy, &Situation::default());
        let mut blocks = vec![Block::Paragraph(
            "To allow https://shop.example with cookies, PUT and JSON bodies (a HAR gives the text \
             for your own requests):"
                .to_owned(),
        )];
        for part in &remedy.parts {
            if !part.place.is_empty() {
                blocks.push(Block::Paragraph(format!("{}:", part.place)));
            }
            blocks.push(Block::Code(part.text.lines().map(str::to_owned).collect()));
        }
        sections.push(Section {
            heading: FIX.to_owned(),
            blocks,
        });
        if !remedy.notes.is_empty() {
            sections.push(Section {
                heading: "What to watch out for".to_owned(),
                blocks: remedy.notes.into_iter().map(Block::Item).collect(),
            });
        }
    }
    if sections.is_empty() {
        sections.push(Section {
            heading: MEANING.to_owned(),
            blocks: vec![Block::Paragraph(format!(
                "corslens recognises {name} in a capture and adapts the fix to it."
            ))],
        });
    }
    let id = stack.map_or_else(|| layer.map(|layer| layer.id), |stack| Some(stack.id))?;
    let docs = stack.map_or_else(|| layer.map_or("", |layer| layer.docs), |stack| stack.docs);
    Some(Explanation {
        link: Some(docs).filter(|docs| !docs.is_empty()),
        ..Explanation::new(id, format!("{name} and CORS").into(), sections)
    })
}

/// A policy that shows all that is usually needed, or less where the stack cannot express it.
fn example(stack: Option<&Stack>) -> Option<Policy> {
    let stack = stack?;
    [true, false].into_iter().find_map(|credentials| {
        let wanted = Wanted {
            origins: vec!["https://shop.example".to_owned()],
            methods: vec!["GET".to_owned(), "PUT".to_owned()],
            request_headers: vec!["content-type".to_owned()],
            credentials,
            ..Wanted::default()
        };
        let policy = Policy::new(wanted).ok()?;
        stack.cannot(&policy).is_none().then_some(policy)
    })
}

/// The words in braces of a layer's texts, as an example.
fn filled(text: &str) -> String {
    [
        ("{host}", "api.example"),
        ("{origin}", "https://shop.example"),
        ("{path}", "/items"),
        ("{url}", "https://api.example/items"),
        ("{region}", "the region"),
        ("{code}", "an error code"),
        ("{names}", "content-type"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (hole, value)| {
        text.replace(hole, value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stack_and_layer_has_an_article() {
        let stacks = STACKS.iter().filter(|stack| stack.id != "headers");
        for id in stacks
            .map(|stack| stack.id)
            .chain(LAYERS.iter().map(|layer| layer.id))
        {
            let article = by_name(id).unwrap_or_else(|| panic!("{id}"));
            assert!(!article.sections.is_empty(), "{id}");
            assert!(!article.text(Some(90)).contains("{host}"), "{id}");
        }
        for (name, ids) in NAMES {
            assert!(by_name(name).is_some(), "{name}");
            for id in *ids {
                assert!(full_name(id).is_some(), "{id} of {name}");
            }
        }
    }
}
