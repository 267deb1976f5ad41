//! The connection of an open page: it is told what is new as soon as it is.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        State as Extract, WebSocketUpgrade,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code},
    },
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use tokio::sync::watch as signal;

use super::{
    findings::Shown,
    http::{self, Sent, Server},
    preview::{OpenPage, Preview},
    state::State,
    worker::News,
};

/// What a page says of itself when it connects.
#[derive(Debug, Deserialize)]
pub(super) struct Greeting {
    /// Its path, as browsers write it.
    path: String,
    /// The run of the preview that it comes from.
    session: String,
    /// What it shows.
    page: String,
    /// The scripts that it runs.
    scripts: String,
}

/// What a page is told.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Told<'a> {
    /// The page is another now.
    Page {
        html: &'a str,
        page: &'a str,
        /// Whether the page's own source changed, and with it the place that is worked at.
        is_edited: bool,
    },
    /// Style sheets, scripts or pictures are others now; an empty path means all of them.
    Assets { paths: &'a [String] },
    /// Only loading the page again brings it up to date.
    Reload,
    /// What is wrong.
    Findings {
        /// The worst first, those of the page's own source before the others.
        findings: Vec<&'a Shown>,
        errors: usize,
        warnings: usize,
        /// The file that the page is made of.
        source: Option<&'a str>,
        /// Whether the page is as it last was, since it cannot be made just now.
        is_stale: bool,
    },
}

/// How many findings a page is told.
const MOST_FINDINGS: usize = 100;

/// How much a page may have to say, in bytes: its path is the longest part of it.
const LONGEST_MESSAGE: usize = 64 << 10;

/// How long a page may take to say what it is.
const LONGEST_SILENCE: Duration = Duration::from_secs(10);

/// Opens the connection of a page.
pub(super) async fn open(
    Extract(server): Extract<Server>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    // Browsers do not keep other origins from opening sockets, so here the origin is required.
    if let Err(status) = server.guard.check_origin(&headers) {
        return status.into_response();
    }
    let host = http::host(&headers);
    upgrade
        .max_message_size(LONGEST_MESSAGE)
        .max_frame_size(LONGEST_MESSAGE)
        .on_upgrade(async move |mut socket| {
            if let Some(greeting) = greeting(&mut socket).await
                && let Some(path) = http::decode(&greeting.path)
            {
                let open = server.preview.open_page(&path);
                let tab = Tab::new(&server, greeting, host, open);
                follow(socket, server, tab).await;
            }
        })
}

/// Returns what a page says first; `None` where it says nothing, or nothing that can be understood.
async fn greeting(socket: &mut WebSocket) -> Option<Greeting> {
    let message = tokio::time::timeout(LONGEST_SILENCE, socket.recv()).await;
    match message.ok()?? {
        Ok(Message::Text(text)) => serde_json::from_str(&text).ok(),
        _ => None,
    }
}

/// Tells a page what is new, until it goes away or the preview ends.
async fn follow(mut socket: WebSocket, mut server: Server, mut tab: Tab) {
    server.news.mark_changed();
    loop {
        tokio::select! {
            changed = server.news.changed() => {
                if changed.is_err() {
                    return;
                }
                let news = server.news.borrow_and_update().clone();
                let preview = Arc::clone(&server.preview);
                // Rendering is work for a processor, not waiting: it must not hold up the others.
                let told = tokio::task::spawn_blocking(move || {
                    let messages = tab.messages(&preview, &news);
                    (tab, messages)
                });
                let Ok((same, messages)) = told.await else {
                    return;
                };
                tab = same;
                for message in messages {
                    let message = Message::Text(Utf8Bytes::from(message));
                    if socket.send(message).await.is_err() {
                        return;
                    }
                }
            }
            () = end(&mut server.ended) => {
                let farewell = CloseFrame { code: close_code::AWAY, reason: Utf8Bytes::default() };
                drop(socket.send(Message::Close(Some(farewell))).await);
                return;
            }
            received = socket.recv() => {
                // Pages have nothing more to say; what matters is that the connection ended.
                if !matches!(received, Some(Ok(_))) {
                    return;
                }
            }
        }
    }
}

/// Waits for the end of the preview.
async fn end(ended: &mut signal::Receiver<bool>) {
    drop(ended.wait_for(|ended| *ended).await);
}

/// What a page was told last.
struct Tab {
    open: OpenPage,
    host: String,
    page: String,
    version: u64,
    /// Whether the page runs other scripts than it would if it were loaded now.
    is_outdated: bool,
    is_stale: bool,
    findings: Option<Arc<Vec<Shown>>>,
}

/// The page that searches: what it searches in it loaded with its scripts.
const SEARCH: &str = "search.html";

impl Tab {
    fn new(server: &Server, greeting: Greeting, host: String, open: OpenPage) -> Self {
        let state = server.preview.state();
        let is_known = greeting.session == server.preview.session;
        Self {
            open,
            host,
            page: greeting.page,
            // A page of another run may have missed anything.
            version: if is_known { state.version } else { 0 },
            is_outdated: greeting.scripts != state.scripts,
            is_stale: false,
            findings: None,
        }
    }

    /// Returns what the page has not been told yet.
    fn messages(&mut self, preview: &Preview, news: &News) -> Vec<String> {
        let state = &preview.state();
        let mut messages = Vec::new();
        let mut tell = |told: &Told<'_>| messages.extend(serde_json::to_string(told));
        let has_old_index =
            self.open.path == SEARCH && state.is_text_changed_after(self.version.max(1));
        if std::mem::take(&mut self.is_outdated) || has_old_index {
            self.version = state.version;
            tell(&Told::Reload);
            return messages;
        }
        let assets = self.assets(state);
        if !assets.is_empty() {
            tell(&Told::Assets { paths: &assets });
        }
        let answer = preview.answer(state, &self.open.path);
        let page = http::page_of(preview, state, &answer, &self.host);
        let (mut source, mut is_stale) = (None, false);
        if let Some(page) = page {
            if page.hash != self.page {
                tell(&Told::Page {
                    html: &page.html,
                    page: &page.hash,
                    is_edited: self.is_edited(state, &page),
                });
                self.page = page.hash;
            }
            (source, is_stale) = (page.source, page.is_stale);
        }
        if let Some(findings) = &news.findings {
            let is_known = self.is_stale == is_stale
                && self
                    .findings
                    .as_ref()
                    .is_some_and(|known| known == findings);
            if !is_known {
                tell(&told(findings, source.as_deref(), is_stale));
                self.findings = Some(Arc::clone(findings));
                self.is_stale = is_stale;
            }
        }
        self.version = state.version;
        messages
    }

    fn assets(&self, state: &State) -> Vec<String> {
        match self.version {
            0 => vec![String::new()],
            version => state.assets_changed_after(version),
        }
    }

    fn is_edited(&self, state: &State, page: &Sent) -> bool {
        let source = page.source.as_deref();
        self.version > 0 && source.is_some_and(|source| state.changed_in(source) > self.version)
    }
}

fn told<'a>(findings: &'a [Shown], source: Option<&'a str>, is_stale: bool) -> Told<'a> {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let (here, elsewhere): (Vec<&Shown>, Vec<&Shown>) = findings
        .iter()
        .partition(|finding| finding.is_about(source));
    Told::Findings {
        findings: here
            .into_iter()
            .chain(elsewhere)
            .take(MOST_FINDINGS)
            .collect(),
        errors,
        warnings: findings.len() - errors,
        source,
        is_stale,
    }
}
