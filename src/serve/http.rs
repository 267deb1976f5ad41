//! Requests and answers. Nothing is read from the disk here: a path either names a page or file of
//! the site, or nothing.

use std::sync::Arc;

use axum::{
    Router,
    extract::{
        Request, State as Shared, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::sync::watch;

use super::{
    guard::Guard,
    overlay,
    preview::{Answer, Preview},
};

/// Where the preview's own files stand; no page of a site can be there.
const CLIENT_SCRIPT: &str = "/-/preview.js";
const CLIENT_STYLE: &str = "/-/preview.css";
const CLIENT_SOCKET: &str = "/-/changes";

#[derive(Clone)]
struct Server {
    preview: Arc<Preview>,
    versions: watch::Receiver<u64>,
    guard: Arc<Guard>,
}

/// Returns the service that answers on `port`.
pub(super) fn service(preview: Arc<Preview>, versions: watch::Receiver<u64>, port: u16) -> Router {
    let server = Server {
        preview,
        versions,
        guard: Arc::new(Guard::new(port)),
    };
    Router::new()
        .route(
            CLIENT_SCRIPT,
            get(async || client("text/javascript", include_str!("client/preview.js"))),
        )
        .route(
            CLIENT_STYLE,
            get(async || client("text/css", include_str!("client/preview.css"))),
        )
        .route(CLIENT_SOCKET, get(changes))
        .fallback(page)
        .layer(middleware::from_fn_with_state(server.clone(), check))
        .with_state(server)
}

/// Refuses what does not come from this preview, before anything else is done.
async fn check(Shared(server): Shared<Server>, request: Request, next: Next) -> Response {
    if let Err(status) = server.guard.check(request.headers()) {
        return (
            status,
            "this preview answers only to 127.0.0.1 and localhost\n",
        )
            .into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
    response
}

async fn page(Shared(server): Shared<Server>, request: Request) -> Response {
    let Some(path) = decode(request.uri().path()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let preview = Arc::clone(&server.preview);
    // Rendering is work for a processor, not waiting: it must not hold up the sockets.
    let answer = tokio::task::spawn_blocking(move || {
        let state = preview.state();
        (state.version, preview.answer(&state, &path))
    });
    let Ok((version, answer)) = answer.await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match answer {
        Answer::Found(file) => content(StatusCode::OK, version, &file),
        Answer::Missing(Some(file)) => content(StatusCode::NOT_FOUND, version, &file),
        Answer::Missing(None) => html(StatusCode::NOT_FOUND, version, overlay::EMPTY_PAGE),
        Answer::Broken => html(
            StatusCode::INTERNAL_SERVER_ERROR,
            version,
            overlay::EMPTY_PAGE,
        ),
    }
}

fn content(status: StatusCode, version: u64, file: &crate::output::File) -> Response {
    match media_type(&file.path) {
        "text/html; charset=utf-8" => html(status, version, &String::from_utf8_lossy(&file.bytes)),
        other => (status, [(header::CONTENT_TYPE, other)], file.bytes.clone()).into_response(),
    }
}

fn html(status: StatusCode, version: u64, page: &str) -> Response {
    let page = overlay::with_client(page, version, CLIENT_SCRIPT, CLIENT_STYLE);
    (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}

fn client(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], text).into_response()
}

async fn changes(
    Shared(server): Shared<Server>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    // Browsers do not keep other origins from opening sockets, so here the origin is required.
    if let Err(status) = server.guard.check_origin(&headers) {
        return status.into_response();
    }
    upgrade.on_upgrade(move |socket| tell_changes(socket, server))
}

/// Tells a page the findings, at once and whenever the site was loaded again, until it goes away.
async fn tell_changes(mut socket: WebSocket, mut server: Server) {
    server.versions.mark_changed();
    loop {
        tokio::select! {
            changed = server.versions.changed() => {
                if changed.is_err() {
                    return;
                }
                let message = overlay::message(&server.preview.state());
                if socket.send(Message::Text(Utf8Bytes::from(message))).await.is_err() {
                    return;
                }
            }
            received = socket.recv() => {
                // Pages have nothing to say; what matters is that the connection ended.
                if !matches!(received, Some(Ok(_))) {
                    return;
                }
            }
        }
    }
}

/// Returns the path below the site's root that a request means, or `None` where it is no text or
/// has a part that could lead elsewhere.
///
/// Pages are looked up in a table, so a path that leads elsewhere names nothing in any case.
fn decode(path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let leads_away = path.split('/').any(|part| part == "..") || path.contains(['\\', '\0']);
    (!leads_away).then(|| path.into_owned())
}

/// Returns the media type of a file, by its ending.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "geojson" => "application/geo+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_away_name_nothing() {
        assert_eq!(
            decode("/readings/a%20b.html").as_deref(),
            Some("readings/a b.html")
        );
        for path in [
            "/../x",
            "/a/%2e%2e/x",
            "/a/..%2fx",
            "/a%5c..%5cx",
            "/%00",
            "/%ff",
            "x",
        ] {
            assert_eq!(decode(path), None, "{path}");
        }
    }
}
