//! Requests and answers. Nothing is read from the disk here: a path either names a page or file of
//! the site, or nothing.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State as Extract},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::sync::watch as signal;

use super::{
    client::{self, Stamp},
    guard::Guard,
    media_type::{HTML, media_type},
    pages::Shown,
    preview::{Answer, Preview},
    socket,
    state::{State, short},
    worker::News,
};

/// What answers requests.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) preview: Arc<Preview>,
    pub(super) news: signal::Receiver<News>,
    /// Becomes true when the preview ends.
    pub(super) ended: signal::Receiver<bool>,
    pub(super) guard: Arc<Guard>,
    script: Arc<str>,
}

/// Returns the service that answers on `port`.
pub(super) fn service(
    preview: Arc<Preview>,
    news: signal::Receiver<News>,
    ended: signal::Receiver<bool>,
    port: u16,
) -> Router {
    let server = Server {
        preview,
        news,
        ended,
        guard: Arc::new(Guard::new(port)),
        script: client::script().into(),
    };
    Router::new()
        .route(client::SCRIPT, get(script))
        .route(client::SOCKET, get(socket::open))
        .fallback(page)
        .layer(middleware::from_fn_with_state(server.clone(), check))
        .with_state(server)
}

/// Refuses what does not come from this preview, before anything else is done.
async fn check(Extract(server): Extract<Server>, request: Request, next: Next) -> Response {
    let mut response = if let Err(status) = server.guard.check(request.headers()) {
        let reason = "this preview answers only to 127.0.0.1 and localhost\n";
        (status, reason).into_response()
    } else if matches!(*request.method(), Method::GET | Method::HEAD) {
        next.run(request).await
    } else {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            header::HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn script(Extract(server): Extract<Server>) -> Response {
    let kind = [(header::CONTENT_TYPE, media_type("preview.js"))];
    (kind, server.script.to_string()).into_response()
}

async fn page(Extract(server): Extract<Server>, request: Request) -> Response {
    let Some(path) = decode(request.uri().path()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let host = host(request.headers());
    let preview = Arc::clone(&server.preview);
    // Rendering is work for a processor, not waiting: it must not hold up the sockets.
    let answer = tokio::task::spawn_blocking(move || {
        let state = preview.state();
        respond(&preview, &state, &path, &host)
    });
    answer
        .await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn respond(preview: &Preview, state: &State, path: &str, host: &str) -> Response {
    let answer = preview.answer(state, path);
    let status = match &answer {
        Answer::Found(_) => StatusCode::OK,
        Answer::Missing(_) => StatusCode::NOT_FOUND,
        Answer::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    };
    match (page_of(preview, state, &answer, host), answer) {
        (Some(page), _) => (status, [(header::CONTENT_TYPE, HTML)], page.html).into_response(),
        (None, Answer::Found(shown) | Answer::Missing(Some(shown))) => {
            let kind = [(header::CONTENT_TYPE, media_type(&shown.file.path))];
            (status, kind, shown.file.bytes.clone()).into_response()
        }
        (None, _) => status.into_response(),
    }
}

/// A page as it is sent.
pub(super) struct Sent {
    /// Tells it from others.
    pub(super) hash: String,
    pub(super) html: String,
    pub(super) is_stale: bool,
    pub(super) source: Option<String>,
}

/// Returns the page that an answer is, with the preview's script; `None` where it is another file.
pub(super) fn page_of(
    preview: &Preview,
    state: &State,
    answer: &Answer,
    host: &str,
) -> Option<Sent> {
    let (html, is_stale, source) = match answer {
        Answer::Found(Shown {
            file,
            is_stale,
            source,
        })
        | Answer::Missing(Some(Shown {
            file,
            is_stale,
            source,
        })) => {
            if media_type(&file.path) != HTML {
                return None;
            }
            (
                String::from_utf8_lossy(&file.bytes),
                *is_stale,
                source.clone(),
            )
        }
        Answer::Missing(None) | Answer::Broken => (client::EMPTY_PAGE.into(), false, None),
    };
    let hash = short(blake3::hash(html.as_bytes()));
    let stamp = Stamp {
        session: &preview.session,
        page: &hash,
        scripts: &state.scripts,
    };
    let html = client::with_script(&html, host, stamp);
    Some(Sent {
        hash,
        html,
        is_stale,
        source,
    })
}

/// Returns the host that a request names, which the guard has approved.
pub(super) fn host(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    host.unwrap_or_default().to_owned()
}

/// Returns the path below the site's root that a request means, or `None` where it is no text or
/// has a part that could lead elsewhere.
///
/// Pages are looked up in a table, so a path that leads elsewhere names nothing in any case.
pub(super) fn decode(path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let leads_away = path.split('/').any(|part| part == "..") || path.contains(['\\', '\0']);
    (!leads_away).then(|| path.into_owned())
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
