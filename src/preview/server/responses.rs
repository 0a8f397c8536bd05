//! One request, one answer.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tokio::time::{Instant, sleep};

use crate::html::security_policy;
use crate::model::Edition;
use crate::preview::server::access::{self, Asked, Verdict};
use crate::preview::server::answers::{Answer, find_answer};
use crate::preview::server::state::ServerState;
use crate::preview::server::{events, preview_bar};
use crate::preview::session::Wish;
use crate::preview::session::job_queue::Progress;
use crate::urls::decode_request_path;

/// How long a browser waits for a sheet before it is told that it is being printed.
const PRINTING: Duration = Duration::from_millis(500);
/// How long a program waits that asks for the bytes as a build writes them.
const PRINTING_RAW: Duration = Duration::from_mins(1);
/// How soon it is looked again whether a sheet is printed: first, and at most.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(500)];

/// Answers a request.
pub async fn answer(State(preview): State<Arc<ServerState>>, request: Request) -> Response {
    let headers = request.headers();
    let query = Query(request.uri().query().unwrap_or_default());
    let shown = query.value(TOKEN).map(|shown| preview.token_for(shown));
    let kept = cookies(headers, &preview.door.token_cookie());
    let asked = Asked {
        hosts: [once(headers, "host"), request.uri().authority().map(axum::http::uri::Authority::as_str)],
        origin: once(headers, "origin"),
        site: once(headers, "sec-fetch-site"),
        mode: once(headers, "sec-fetch-mode"),
        dest: once(headers, "sec-fetch-dest"),
        token: shown.as_deref(),
        kept: &kept,
    };
    let verdict = access::judge(&preview.door, &asked);
    if verdict == Verdict::Unknown && request.uri().path() == STYLE {
        // The page that refuses a request has this style.
        return sealed(style());
    }
    if matches!(verdict, Verdict::Unknown | Verdict::Refused) {
        let again = (verdict == Verdict::Unknown).then(|| without_token(request.uri()));
        return sealed(without_referrer(Answer::page(StatusCode::FORBIDDEN, preview_bar::refused(again.as_deref()))));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return sealed((StatusCode::METHOD_NOT_ALLOWED, allowed).into_response());
    }
    let Some(path) = decode_request_path(request.uri().path()) else {
        return sealed(StatusCode::NOT_FOUND.into_response());
    };
    if let (Verdict::Entering, Some(token)) = (verdict, &preview.door.token) {
        return sealed(entering(&preview.door.token_cookie(), token, &without_token(request.uri())));
    }
    let wish = wish(&preview, headers, &query);
    let page = query.value("page").and_then(|page| decode_request_path(&page)).unwrap_or_else(|| "/".into());
    let response = match path.as_str() {
        "/_planpress/preview.js" => asset("text/javascript; charset=utf-8", include_str!("preview.js")),
        STYLE => style(),
        "/_planpress/events" => events::events(&preview, page, wish),
        "/_planpress/state" => events::state(&preview, page, wish).await,
        _ => file(&preview, path, wish, query.has("raw")).await,
    };
    sealed(response)
}

/// The file at a path. A sheet that is not printed yet is waited for a little, without a thread.
async fn file(preview: &Arc<ServerState>, path: String, wish: Wish, raw: bool) -> Response {
    let end = Instant::now() + if raw { PRINTING_RAW } else { PRINTING };
    let [mut pause, most] = PAUSES;
    loop {
        let path = path.clone();
        let Some(answer) = preview.work(wish, move |session| find_answer(session, &path, wish, raw)).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if answer.progress != Progress::Waiting || Instant::now() >= end {
            return send(answer);
        }
        sleep(pause).await;
        pause = most.min(pause * 2);
    }
}

fn send(answer: Answer) -> Response {
    let timing = format!("page;desc=\"{}\"", answer.digest());
    let mut response =
        (answer.status, [(header::CONTENT_TYPE, answer.content_type)], Body::from(answer.bytes)).into_response();
    let headers = response.headers_mut();
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        headers.insert("server-timing", timing);
    }
    if let Some(seconds) = preview_bar::seconds(answer.progress) {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(Ok(place)) = answer.elsewhere.map(|place| HeaderValue::from_str(&place)) {
        headers.insert(header::LOCATION, place);
    }
    response
}

/// Where the style of the preview's own pages is.
const STYLE: &str = "/_planpress/preview.css";

fn style() -> Response {
    asset("text/css; charset=utf-8", include_str!("preview.css"))
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A page that keeps the token in a cookie, and is replaced by the one that was asked for: the
/// address bar is no place for a token. A redirect would not do, since a browser that follows a link
/// of another site sends the cookie only with what a page of ours asks for.
fn entering(cookie: &str, token: &str, place: &str) -> Response {
    let mut response = without_referrer(Answer::page(StatusCode::OK, preview_bar::entering(place)));
    let cookie = format!("{cookie}={token}; Path=/; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A page whose address may hold a token: a browser tells it to no other page.
fn without_referrer(page: Answer) -> Response {
    let mut response = send(page);
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// The same address on this host, without the token.
fn without_token(uri: &Uri) -> String {
    // Two slashes, or a backslash for the second, would be another host.
    let path = uri.path().trim_start_matches(['/', '\\']);
    let others =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).filter(|(name, _)| name != TOKEN);
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
    if query.is_empty() { format!("/{path}") } else { format!("/{path}?{query}") }
}

/// What holds for every answer: the site's own policy, and that it is for this page alone, as it is
/// now.
fn sealed(mut response: Response) -> Response {
    let own = [("Cache-Control", "no-store"), ("Cross-Origin-Resource-Policy", "same-origin")];
    let own = own.map(|(name, value)| (name, value.to_owned()));
    for (name, value) in own.into_iter().chain(security_policy::headers(security_policy::POLICY)) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
}

/// A header as text; empty where it is there more than once, or is no text.
fn once<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().unwrap_or_default();
    Some(if all.next().is_none() { first } else { "" })
}

/// The values of all cookies of a name.
fn cookies(headers: &HeaderMap, name: &str) -> Vec<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|own| own.to_str().ok());
    let pairs = all.flat_map(|own| own.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(own, _)| *own == name).map(|(_, value)| value.to_owned()).collect()
}

/// The name of the token in an address.
const TOKEN: &str = "token";

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
fn wish(preview: &ServerState, headers: &HeaderMap, query: &Query<'_>) -> Wish {
    let kept = cookies(headers, &preview.door.wish_cookie()).into_iter().next().unwrap_or_default();
    let (edition, day) = kept.split_once('.').unwrap_or((&kept, ""));
    let word = query.value("edition").unwrap_or_else(|| edition.to_owned());
    let day = query.value("date").unwrap_or_else(|| day.to_owned());
    let usual = preview.session.usual();
    let known = Edition::WORDS.iter().find(|(own, _)| *own == word).map(|(_, edition)| *edition);
    Wish { edition: known.unwrap_or(usual.edition), day: day.parse().ok() }
}
