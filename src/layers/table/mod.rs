//! The table of layers: first those that say their names, then those known by their host.

use super::Layer;

mod airplay;
mod alb;
mod api_gateway;
mod app_service;
mod auth_services;
mod authelia;
mod aws_waf;
mod azure_api_management;
mod body_limits;
mod bot_walls;
mod cloudflare;
mod cloudflare_access;
mod cloudflared;
mod cloudfront;
mod codespaces;
mod dev_tunnels;
mod entra;
mod envoy;
mod frameworks;
mod gitpod;
mod google_run;
mod heroku;
mod iap;
mod iis;
mod keycloak;
mod kong;
mod lambda_url;
mod localtunnel;
mod nginx;
mod ngrok;
mod oauth2_proxy;
mod s3;
mod services;
mod spring;
mod storage;
mod supabase;
mod traefik;
mod vercel;
mod workspaces;

/// All layers, in the order in which they are looked for: the first whose reply fits is taken.
pub static LAYERS: &[&Layer] = &[
    // They say what they are.
    &airplay::LAYER,
    &ngrok::LAYER,
    &localtunnel::LAYER,
    &cloudflared::LAYER,
    &codespaces::LAYER,
    &gitpod::LAYER,
    &dev_tunnels::LAYER,
    &workspaces::LAYER,
    // Firewalls and logins.
    &aws_waf::LAYER,
    &cloudflare_access::LAYER,
    &cloudflare::LAYER,
    &bot_walls::LAYER,
    &iap::LAYER,
    &oauth2_proxy::LAYER,
    &authelia::LAYER,
    &vercel::LAYER,
    // Gateways and platforms.
    &kong::LAYER,
    &api_gateway::LAYER,
    &lambda_url::LAYER,
    &alb::LAYER,
    &azure_api_management::LAYER,
    &app_service::LAYER,
    &google_run::LAYER,
    &supabase::LAYER,
    &heroku::LAYER,
    &envoy::LAYER,
    &traefik::LAYER,
    &iis::LAYER,
    &nginx::LAYER,
    &body_limits::LAYER,
    // Storage.
    &s3::LAYER,
    &storage::GCS,
    &storage::AZURE,
    &cloudfront::LAYER,
    // Identity.
    &keycloak::LAYER,
    &entra::LAYER,
    &auth_services::AUTH0,
    &auth_services::OKTA,
    &auth_services::COGNITO,
    &auth_services::GOOGLE,
    &auth_services::SANITY,
    &auth_services::SALESFORCE,
    // Frameworks and local programs.
    &spring::LAYER,
    &frameworks::QUARKUS,
    &frameworks::SOCKET_IO,
    &frameworks::OLLAMA,
    &frameworks::LM_STUDIO,
    &frameworks::ELASTICSEARCH,
    &frameworks::AIOHTTP,
    &frameworks::NEXTJS,
    &frameworks::LARAVEL,
    &frameworks::WORDPRESS,
    &frameworks::LITESPEED,
    &frameworks::SIGNALR,
    &frameworks::DJANGO,
    &frameworks::HELMET,
    &frameworks::VITE,
    // Other people's services.
    &services::GOOGLE_MAPS,
    &services::GOOGLE_GEOCODE,
    &services::DRIVE,
    &services::APPS_SCRIPT,
    &services::APPS_SCRIPT_ERROR,
    &services::ATLASSIAN,
    &services::GRAPH_CONTENT,
    &services::SLACK,
    &services::GITHUB_LOGIN,
    &services::GITHUB_FILES,
    &services::SPOTIFY,
    &services::STRIPE_PAGES,
    &services::INSTAGRAM,
    &services::CORS_PROXY,
    &services::SENDGRID,
    &services::ANTHROPIC,
    &services::OPENAI_LIKE,
    &services::SERVER_APIS,
    &services::OPEN_APIS,
];
