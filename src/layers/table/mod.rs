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
mod bucket;
mod by_body;
mod cloudflare;
mod cloudflare_access;
mod cloudflared;
mod cloudfront;
mod codespaces;
mod dev_tunnels;
mod entra;
mod envoy;
mod frameworks;
mod gateways;
mod gitpod;
mod google_run;
mod heroku;
mod iap;
mod identity;
mod iis;
mod keycloak;
mod kong;
mod lambda_url;
mod local_servers;
mod localtunnel;
mod nginx;
mod ngrok;
mod oauth2_proxy;
mod object_stores;
mod regional_stores;
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
    // They say it in the body.
    &by_body::STARLETTE,
    &by_body::ACTIX,
    &by_body::EXPRESS_CALLBACK,
    &by_body::DEV_HOST,
    &by_body::CSRF,
    &by_body::HAPROXY,
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
    &gateways::APISIX,
    &gateways::TYK,
    &gateways::KRAKEND,
    &gateways::NETLIFY,
    &traefik::LAYER,
    &iis::LAYER,
    &nginx::LAYER,
    &local_servers::STRAPI,
    &body_limits::LAYER,
    // Storage.
    &s3::LAYER,
    &storage::GCS,
    &storage::AZURE,
    &object_stores::R2,
    &object_stores::MINIO,
    &object_stores::S3_LIKE,
    &regional_stores::OSS,
    &regional_stores::COS,
    &regional_stores::OBS,
    // Caches.
    &cloudfront::LAYER,
    &gateways::FRONT_DOOR,
    &gateways::EDGE_CACHES,
    // Identity.
    &keycloak::LAYER,
    &entra::LAYER,
    &auth_services::AUTH0,
    &auth_services::OKTA,
    &auth_services::COGNITO,
    &auth_services::GOOGLE,
    &auth_services::SANITY,
    &auth_services::SALESFORCE,
    &identity::CLERK,
    &identity::FUSIONAUTH,
    &identity::ORY,
    &identity::FIREBASE_AUTH,
    // Frameworks and local programs.
    &spring::REACTIVE,
    &spring::LAYER,
    &frameworks::QUARKUS,
    &frameworks::SOCKET_IO,
    &frameworks::OLLAMA,
    &frameworks::LM_STUDIO,
    &frameworks::ELASTICSEARCH,
    &local_servers::INGRESS_NGINX,
    &local_servers::ISTIO,
    &local_servers::HASURA,
    &local_servers::JUPYTER,
    &local_servers::COMFYUI,
    &local_servers::STABLE_DIFFUSION,
    &local_servers::MODEL_SERVERS,
    &frameworks::AIOHTTP,
    &local_servers::NUXT,
    &frameworks::NEXTJS,
    &local_servers::LARAVEL_CSRF,
    &frameworks::LARAVEL,
    &local_servers::WORDPRESS_GUARD,
    &frameworks::WORDPRESS,
    &frameworks::LITESPEED,
    &frameworks::SIGNALR,
    &frameworks::DJANGO,
    &frameworks::HELMET,
    &frameworks::VITE,
    // Other people's services.
    &services::google::GOOGLE_MAPS,
    &services::google::DRIVE,
    &services::google::APPS_SCRIPT,
    &services::google::SITES,
    &services::microsoft::SHAREPOINT,
    &services::microsoft::DEVOPS,
    &services::microsoft::TEAMS,
    &services::microsoft::LOGIC_APPS,
    &services::code_hosts::GITHUB_LOGIN,
    &services::code_hosts::GITHUB_FILES,
    &services::code_hosts::GITLAB,
    &services::code_hosts::ATLASSIAN,
    &services::messages::SLACK,
    &services::messages::DISCORD,
    &services::messages::SENDGRID,
    &services::messages::AUTOMATION,
    &services::messages::MAIL_FORMS,
    &services::payments::STRIPE_PAGES,
    &services::payments::STRIPE_API,
    &services::payments::PAYPAL,
    &services::payments::ADYEN,
    &services::business::SHOPIFY_STOREFRONT,
    &services::business::APPWRITE,
    &services::business::ZENDESK,
    &services::business::SERVICENOW,
    &services::business::BOX,
    &services::business::WORDPRESS_COM,
    &services::business::FONT_KITS,
    &services::ai::ANTHROPIC,
    &services::ai::OPENAI,
    &services::ai::AI_APIS,
    &services::media::SPOTIFY,
    &services::media::INSTAGRAM,
    &services::media::REDDIT,
    &services::media::NOMINATIM,
    &services::media::WIKIPEDIA,
    &services::media::NEWS_API,
    &services::media::DROPBOX,
    &services::media::CORS_PROXY,
    &services::general::SERVER_APIS,
    &services::general::OPEN_APIS,
];
