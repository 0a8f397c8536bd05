//! What an open page is told: whether it has changed, what is wrong, what it is made from.

use std::convert::Infallible;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::diagnostic::Severity;
use crate::model::Edition;
use crate::preview::server::answers::{find_answer, format_messages};
use crate::preview::server::state::ServerState;
use crate::preview::session::{Session, ViewChoice};

/// How many changed pages are named.
const MAX_CHANGED: usize = 2000;

/// The state of a page, as `preview.js` reads it.
#[derive(Debug, Serialize)]
struct PageState {
    /// Counts the changes of the project.
    number: u64,
    /// Tells what is at the address now from what was there before.
    page: String,
    /// Whether a build would write nothing.
    failed: bool,
    /// The errors and warnings, each as the terminal shows it.
    messages: Vec<String>,
    /// How many of each there are: "2 errors, 1 warning".
    errors: usize,
    warnings: usize,
    /// The files that the page is made from.
    sources: Vec<String>,
    /// The edition and the day that are shown, and whether the day was chosen.
    edition: &'static str,
    editions: Vec<&'static str>,
    today: String,
    wished: bool,
    /// The addresses of the pages that are not as they were at the start.
    changed: Vec<String>,
}

/// The state of a page now, and again whenever it may have changed. A browser asks again where it ends.
pub fn stream_state(state: &Arc<ServerState>, page: String, choice: ViewChoice) -> Response {
    let changes = WatchStream::new(state.changes.clone()).map(|_| false);
    let end = WatchStream::from_changes(state.open_stream());
    let state = Arc::clone(state);
    let stream = changes.merge(end).take_while(|has_ended| !has_ended).then(move |_| {
        let (state, page) = (Arc::clone(&state), page.clone());
        async move {
            let text =
                state.work(choice, move |session| serialize_state(session, &page, choice)).await.unwrap_or_default();
            Ok::<_, Infallible>(Event::default().data(text))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// The state of a page now.
pub async fn send_state(state: &Arc<ServerState>, page: String, choice: ViewChoice) -> Response {
    match state.work(choice, move |session| serialize_state(session, &page, choice)).await {
        Some(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn serialize_state(session: &Session, page: &str, choice: ViewChoice) -> String {
    let current = session.current_view(choice);
    let diagnostics = current.latest.diagnostics();
    let count = |severity: Severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let shown = current.shown.as_ref();
    let mut changed = shown.map(|view| session.changed(view)).unwrap_or_default();
    changed.truncate(MAX_CHANGED);
    let state = PageState {
        number: current.version,
        page: find_answer(session, page, choice, false).digest(),
        failed: current.latest.has_failed(),
        messages: format_messages(&diagnostics, current.latest.tree()),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        sources: shown.map(|view| view.source_files(page)).unwrap_or_default(),
        edition: choice.edition.word(),
        editions: Edition::WORDS.iter().map(|(word, _)| *word).collect(),
        today: current.latest.today().to_string(),
        wished: choice.day.is_some(),
        changed,
    };
    serde_json::to_string(&state).unwrap_or_default()
}
