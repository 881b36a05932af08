#![allow(unused_imports)]

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::any;
use tower_http::cors::{Any, CorsLayer};

async fn login(request: Request, next: Next) -> Response {
    let login = request.headers().get("Authorization");
    if login.is_some_and(|login| login == "Basic dTpw") {
        return next.run(request).await;
    }
    StatusCode::UNAUTHORIZED.into_response()
}

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/v2/cart", any(|| async { ([("ETag", "\"1\"")], "{}") }))
        .route("/v2/broken", any(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
        .route("/v2/moved", any(|| async { Redirect::temporary("/v2/cart") }))
        .layer(middleware::from_fn(login));
    {part 0}
    let listener = tokio::net::TcpListener::bind("127.0.0.1:{port}").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
