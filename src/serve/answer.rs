//! One request, one answer.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::guard::{self, Asked};
use super::{Preview, events, shell};
use crate::model::Edition;
use crate::render::policy;
use crate::session::{Session, Wish, view};

/// How long a browser waits for a sheet before it is told that it is being printed.
const PRINTING: Duration = Duration::from_millis(500);
/// The cookies that hold what is wished for, and the token.
const WISH: &str = "planpress";
const TOKEN: &str = "planpress-token";

/// What is sent.
#[derive(Debug)]
pub struct Answer {
    /// How it went.
    pub status: StatusCode,
    /// What the bytes are.
    pub kind: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where to go instead.
    pub elsewhere: Option<String>,
}

impl Answer {
    fn page(status: StatusCode, bytes: Vec<u8>) -> Self {
        Self { status, kind: HTML.into(), bytes, elsewhere: None }
    }

    fn with_element(mut self) -> Self {
        if self.kind == HTML {
            self.bytes = shell::with_element(&self.bytes);
        }
        self
    }

    /// Tells one answer from another.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("{:016x}", view::digest(&self.bytes))
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request.
pub async fn answer(State(preview): State<Arc<Preview>>, request: Request) -> Response {
    let headers = request.headers();
    let query = Query(request.uri().query().unwrap_or_default());
    let shown = cookie(headers, TOKEN).or_else(|| query.value("token"));
    let asked = Asked {
        hosts: [one(headers, header::HOST.as_str()), request.uri().authority().map(axum::http::uri::Authority::as_str)],
        origin: headers.contains_key(header::ORIGIN).then(|| one(headers, "origin").unwrap_or_default()),
        site: one(headers, "sec-fetch-site"),
        mode: one(headers, "sec-fetch-mode"),
        token: shown.as_deref(),
    };
    if !guard::admits(&preview.door, &asked) {
        return sealed(StatusCode::FORBIDDEN.into_response());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return sealed((StatusCode::METHOD_NOT_ALLOWED, allowed).into_response());
    }
    let Some(path) = guard::path(request.uri().path()) else {
        return sealed(StatusCode::NOT_FOUND.into_response());
    };
    if let (Some(token), Some(_)) = (&preview.door.token, query.value("token")) {
        // The address bar is no place for it.
        return sealed(remembered(token, request.uri().path()));
    }
    let wish = wish(&preview.session, headers, &query);
    let page = query.value("page").and_then(|page| guard::path(&page)).unwrap_or_else(|| "/".into());
    let response = match path.as_str() {
        "/_planpress/preview.js" => asset("text/javascript; charset=utf-8", include_str!("preview.js")),
        "/_planpress/preview.css" => asset("text/css; charset=utf-8", include_str!("preview.css")),
        "/_planpress/events" => events::events(&preview, page, wish),
        "/_planpress/state" => events::state(&preview, page, wish).await,
        _ => file(&preview, path, wish, query.has("raw")).await,
    };
    sealed(response)
}

/// The file at a path, in the time that it takes.
async fn file(preview: &Arc<Preview>, path: String, wish: Wish, raw: bool) -> Response {
    let session = Arc::clone(&preview.session);
    let slow = !raw && session.shown(wish).good.is_some_and(|view| view.is_printed(&path));
    let mut work = tokio::task::spawn_blocking(move || of(&session, &path, wish, raw));
    let done = if slow {
        match tokio::time::timeout(PRINTING, &mut work).await {
            Ok(done) => done,
            // It goes on, and is there when the browser asks again.
            Err(_) => return send(Answer::page(StatusCode::OK, shell::printing())),
        }
    } else {
        work.await
    };
    done.map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), send)
}

/// What stands at a path for somebody's wish. It may take as long as printing does.
#[must_use]
pub fn of(session: &Session, path: &str, wish: Wish, raw: bool) -> Answer {
    let shown = session.shown(wish);
    let Some(view) = shown.good else {
        let messages = events::messages(&shown.made.faults(), shown.made.tree());
        return Answer::page(StatusCode::INTERNAL_SERVER_ERROR, shell::faults(&messages)).with_element();
    };
    let answer = match view.file(path) {
        Ok(Some(bytes)) => Answer { status: StatusCode::OK, kind: kind(path), bytes, elsewhere: None },
        Ok(None) if !path.ends_with('/') && view.has(&format!("{path}/")) => {
            Answer { elsewhere: Some(format!("{path}/")), ..Answer::page(StatusCode::PERMANENT_REDIRECT, Vec::new()) }
        }
        // The site's own page for this leads to where the site will be, and would be shown without
        // its style here.
        Ok(None) => Answer::page(StatusCode::NOT_FOUND, shell::nothing()),
        Err(faults) => {
            let messages = events::messages(&faults, view.tree());
            return Answer::page(StatusCode::INTERNAL_SERVER_ERROR, shell::faults(&messages)).with_element();
        }
    };
    if raw || answer.elsewhere.is_some() { answer } else { answer.with_element() }
}

/// What the bytes at a path are, by its ending.
fn kind(path: &str) -> String {
    if path.ends_with('/') {
        return HTML.into();
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let text = kind.type_() == "text" || kind.subtype() == "json" || kind.subtype() == "javascript";
    if text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

fn send(answer: Answer) -> Response {
    let timing = format!("page;desc=\"{}\"", answer.digest());
    let mut response = (answer.status, [(header::CONTENT_TYPE, answer.kind)], Body::from(answer.bytes)).into_response();
    let headers = response.headers_mut();
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        headers.insert("server-timing", timing);
    }
    if let Some(Ok(place)) = answer.elsewhere.map(|place| HeaderValue::from_str(&place)) {
        headers.insert(header::LOCATION, place);
    }
    response
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Goes on to the same page without the token, which a cookie holds from now on.
fn remembered(token: &str, path: &str) -> Response {
    let cookie = format!("{TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict");
    // Two slashes would be another host.
    let place = format!("/{}", path.trim_start_matches('/'));
    (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, place)]).into_response()
}

/// What holds for every answer: the site's own policy, and that it is for this page alone, as it is
/// now.
fn sealed(mut response: Response) -> Response {
    let own = [("Cache-Control", "no-store"), ("Cross-Origin-Resource-Policy", "same-origin")];
    let own = own.map(|(name, value)| (name, value.to_owned()));
    for (name, value) in own.into_iter().chain(policy::headers()) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A header that stands once, as text.
fn one<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|own| own.to_str().ok());
    let mut pairs = all.flat_map(|own| own.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
}

/// The part of an address after `?`.
struct Query<'a>(&'a str);

impl Query<'_> {
    fn value(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.0.as_bytes()).find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }
}

/// What somebody wishes to see, by the address or else by a cookie, `staff.2026-05-01`.
fn wish(session: &Session, headers: &HeaderMap, query: &Query<'_>) -> Wish {
    let kept = cookie(headers, WISH).unwrap_or_default();
    let (edition, day) = kept.split_once('.').unwrap_or((&kept, ""));
    let word = query.value("edition").unwrap_or_else(|| edition.to_owned());
    let day = query.value("date").unwrap_or_else(|| day.to_owned());
    let usual = session.usual();
    let known = Edition::WORDS.iter().find(|(own, _)| *own == word).map(|(_, edition)| *edition);
    Wish { edition: known.unwrap_or(usual.edition), day: day.parse().ok() }
}
