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
use crate::preview::server::access::{self, Access, RequestFacts};
use crate::preview::server::answers::{Answer, find_answer};
use crate::preview::server::state::ServerState;
use crate::preview::server::{events, preview_bar};
use crate::preview::session::ViewChoice;
use crate::preview::session::job_queue::PrintProgress;
use crate::urls::decode_request_path;

/// How long a browser waits for a sheet before it is told that it is being printed.
const PRINTING: Duration = Duration::from_millis(500);
/// How long a program waits that asks for the bytes as a build writes them.
const PRINTING_RAW: Duration = Duration::from_mins(1);
/// The pauses between looks whether a sheet is printed: the first, and the longest.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(500)];

/// Answers a request.
pub async fn respond(State(state): State<Arc<ServerState>>, request: Request) -> Response {
    with_security_headers(answer_request(&state, request).await)
}

async fn answer_request(state: &Arc<ServerState>, request: Request) -> Response {
    let headers = request.headers();
    let query = Query(request.uri().query().unwrap_or_default());
    let token = query.value(TOKEN).map(|token| state.token_for(token));
    let cookies = cookie_values(headers, &state.endpoint.token_cookie());
    let facts = RequestFacts {
        hosts: [single_header(headers, "host"), request.uri().authority().map(axum::http::uri::Authority::as_str)],
        origin: single_header(headers, "origin"),
        site: single_header(headers, "sec-fetch-site"),
        mode: single_header(headers, "sec-fetch-mode"),
        dest: single_header(headers, "sec-fetch-dest"),
        token: token.as_deref(),
        cookies: &cookies,
    };
    let access = access::check_access(&state.endpoint, &facts);
    if access == Access::NoToken && request.uri().path() == STYLE {
        // The page that refuses a request has this style.
        return stylesheet();
    }
    if matches!(access, Access::NoToken | Access::Forbidden) {
        let retry = (access == Access::NoToken).then(|| without_token(request.uri()));
        let page = preview_bar::forbidden_page(retry.as_deref());
        return without_referrer(Answer::page(StatusCode::FORBIDDEN, page));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let Some(path) = decode_request_path(request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if let (Access::NeedsCookie, Some(token)) = (access, &state.endpoint.token) {
        return set_token_cookie(&state.endpoint.token_cookie(), token, &without_token(request.uri()));
    }
    let choice = read_choice(state, headers, &query);
    let page = query.value("page").and_then(|page| decode_request_path(&page)).unwrap_or_else(|| "/".into());
    match path.as_str() {
        "/_planpress/preview.js" => static_text("text/javascript; charset=utf-8", include_str!("preview.js")),
        STYLE => stylesheet(),
        "/_planpress/events" => events::stream_state(state, page, choice),
        "/_planpress/state" => events::send_state(state, page, choice).await,
        _ => respond_with_file(state, path, choice, query.has("raw")).await,
    }
}

/// The file at a path. A sheet that is not printed yet is waited for a little, without a thread.
async fn respond_with_file(state: &Arc<ServerState>, path: String, choice: ViewChoice, raw: bool) -> Response {
    let end = Instant::now() + if raw { PRINTING_RAW } else { PRINTING };
    let [mut pause, longest] = PAUSES;
    loop {
        let path = path.clone();
        let Some(answer) = state.work(choice, move |session| find_answer(session, &path, choice, raw)).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if answer.progress != PrintProgress::Waiting || Instant::now() >= end {
            return to_response(answer);
        }
        sleep(pause).await;
        pause = longest.min(pause * 2);
    }
}

fn to_response(answer: Answer) -> Response {
    let timing = format!("page;desc=\"{}\"", answer.digest());
    let mut response =
        (answer.status, [(header::CONTENT_TYPE, answer.content_type)], Body::from(answer.bytes)).into_response();
    let headers = response.headers_mut();
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        headers.insert("server-timing", timing);
    }
    if let Some(seconds) = preview_bar::retry_seconds(answer.progress) {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(Ok(place)) = answer.redirect.map(|place| HeaderValue::from_str(&place)) {
        headers.insert(header::LOCATION, place);
    }
    response
}

/// Where the style of the preview's own pages is.
const STYLE: &str = "/_planpress/preview.css";

fn stylesheet() -> Response {
    static_text("text/css; charset=utf-8", include_str!("preview.css"))
}

fn static_text(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A page that keeps the token in a cookie, and is replaced by the one that was asked for: the
/// address bar is no place for a token. A redirect would not do, since a browser that follows a link
/// of another site sends the cookie only with what a page of ours asks for.
fn set_token_cookie(cookie: &str, token: &str, place: &str) -> Response {
    let mut response = without_referrer(Answer::page(StatusCode::OK, preview_bar::token_page(place)));
    let cookie = format!("{cookie}={token}; Path=/; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A page whose address may hold a token: a browser tells it to no other page.
fn without_referrer(page: Answer) -> Response {
    let mut response = to_response(page);
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
fn with_security_headers(mut response: Response) -> Response {
    let private = [("Cache-Control", "no-store"), ("Cross-Origin-Resource-Policy", "same-origin")];
    let private = private.map(|(name, value)| (name, value.to_owned()));
    for (name, value) in private.into_iter().chain(security_policy::headers(security_policy::POLICY)) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
}

/// A header as text; empty where it is there more than once, or is no text.
fn single_header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().unwrap_or_default();
    Some(if all.next().is_none() { first } else { "" })
}

/// The values of all cookies of a name.
fn cookie_values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    let pairs = all.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).collect()
}

/// The name of the token in an address.
const TOKEN: &str = "token";

/// The part of an address after `?`.
struct Query<'a>(&'a str);

impl Query<'_> {
    fn value(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.0.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }
}

/// What somebody wishes to see, by the address or else by a cookie, `staff.2026-05-01`.
fn read_choice(state: &ServerState, headers: &HeaderMap, query: &Query<'_>) -> ViewChoice {
    let cookie = cookie_values(headers, &state.endpoint.choice_cookie()).into_iter().next().unwrap_or_default();
    let (edition, day) = cookie.split_once('.').unwrap_or((&cookie, ""));
    let word = query.value("edition").unwrap_or_else(|| edition.to_owned());
    let day = query.value("date").unwrap_or_else(|| day.to_owned());
    let usual = state.session.default_choice();
    let known = Edition::WORDS.iter().find(|(known, _)| *known == word).map(|(_, edition)| *edition);
    ViewChoice { edition: known.unwrap_or(usual.edition), day: day.parse().ok() }
}
