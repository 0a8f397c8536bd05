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
use crate::preview::server::answers::{find_answer, messages};
use crate::preview::server::state::ServerState;
use crate::preview::session::{Session, Wish};

/// How many changed pages are named.
const NAMED: usize = 2000;

/// How things stand with a page.
#[derive(Debug, Serialize)]
struct State {
    /// Counts the moments of the project.
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
    /// The edition and the day that are shown, and whether the day was wished for.
    edition: &'static str,
    editions: Vec<&'static str>,
    today: String,
    wished: bool,
    /// The addresses of the pages that are not as they were at the start.
    changed: Vec<String>,
}

/// The state of a page now, and again whenever it may have changed. A browser asks again where it ends.
pub fn events(preview: &Arc<ServerState>, page: String, wish: Wish) -> Response {
    let news = WatchStream::new(preview.news.clone()).map(|_| false);
    let end = WatchStream::from_changes(preview.open_stream());
    let preview = Arc::clone(preview);
    let stream = news.merge(end).take_while(|has_ended| !has_ended).then(move |_| {
        let (preview, page) = (Arc::clone(&preview), page.clone());
        async move {
            let text = preview.work(wish, move |session| written(session, &page, wish)).await.unwrap_or_default();
            Ok::<_, Infallible>(Event::default().data(text))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// The state of a page now.
pub async fn state(preview: &Arc<ServerState>, page: String, wish: Wish) -> Response {
    match preview.work(wish, move |session| written(session, &page, wish)).await {
        Some(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn written(session: &Session, page: &str, wish: Wish) -> String {
    let shown = session.shown(wish);
    let faults = shown.made.faults();
    let count = |severity: Severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let good = shown.good.as_ref();
    let mut changed = good.map(|view| session.changed(view)).unwrap_or_default();
    changed.truncate(NAMED);
    let state = State {
        number: shown.number,
        page: find_answer(session, page, wish, false).digest(),
        failed: shown.made.failed(),
        messages: messages(&faults, shown.made.tree()),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        sources: good.map(|view| view.sources(page)).unwrap_or_default(),
        edition: wish.edition.word(),
        editions: Edition::WORDS.iter().map(|(word, _)| *word).collect(),
        today: shown.made.today().to_string(),
        wished: wish.day.is_some(),
        changed,
    };
    serde_json::to_string(&state).unwrap_or_default()
}
