//! What is at a path in the preview.

use axum::http::StatusCode;

use crate::diagnostic::printers::{self, Style};
use crate::diagnostic::{Diagnostic, Severity};
use crate::file_tree::Tree;
use crate::preview::server::preview_bar;
use crate::preview::session::job_queue::PrintProgress;
use crate::preview::session::{Session, ViewChoice, view};

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub content_type: String,
    pub bytes: Vec<u8>,
    /// The address of a redirect.
    pub redirect: Option<String>,
    /// Done, or else the bytes are a page that asks again.
    pub progress: PrintProgress,
}

impl Answer {
    pub fn page(status: StatusCode, bytes: Vec<u8>) -> Self {
        Self { status, content_type: HTML.into(), bytes, redirect: None, progress: PrintProgress::Done }
    }

    /// A page that asks again after some seconds.
    fn waiting(progress: PrintProgress) -> Self {
        Self { progress, ..Self::page(StatusCode::SERVICE_UNAVAILABLE, preview_bar::waiting_page(progress)) }
    }

    /// A page with the preview's element; `policy` is the one that the page says.
    fn with_element(mut self, policy: &str) -> Self {
        if self.content_type == HTML {
            self.bytes = preview_bar::with_element(&preview_bar::with_policy(self.bytes, policy));
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

/// The answer to a request for a path. A document that is not printed is put in the queue.
#[must_use]
pub fn find_answer(session: &Session, path: &str, choice: ViewChoice, raw: bool) -> Answer {
    let current = session.current_view(choice);
    let Some(view) = current.shown else {
        let messages = format_messages(&current.latest.diagnostics(), current.latest.tree());
        return Answer::page(StatusCode::INTERNAL_SERVER_ERROR, preview_bar::error_page(&messages)).with_element("");
    };
    let found = match view.find_booklet(path) {
        Some(booklet) => match (session.print(&view, booklet), view.printed_file(booklet, path)) {
            (_, Some(sheet)) => sheet,
            (progress, None) => return Answer::waiting(progress),
        },
        None => view.render_file(path),
    };
    let answer = match found {
        Ok(Some(bytes)) => Answer { content_type: content_type(path), ..Answer::page(StatusCode::OK, bytes) },
        Ok(None) if !path.ends_with('/') && view.has_page(&format!("{path}/")) => {
            Answer { redirect: Some(format!("{path}/")), ..Answer::page(StatusCode::PERMANENT_REDIRECT, Vec::new()) }
        }
        // The site's own page for this leads to where the site will be, and would be shown without
        // its style here.
        Ok(None) => Answer::page(StatusCode::NOT_FOUND, preview_bar::not_found_page()),
        Err(faults) => {
            let messages = format_messages(&faults, view.tree());
            return Answer::page(StatusCode::INTERNAL_SERVER_ERROR, preview_bar::error_page(&messages))
                .with_element("");
        }
    };
    if raw || answer.redirect.is_some() { answer } else { answer.with_element(view.policy()) }
}

/// The media type of a path, by its ending.
fn content_type(path: &str) -> String {
    if path.ends_with('/') {
        return HTML.into();
    }
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = mime.type_() == "text" || mime.subtype() == "json" || mime.subtype() == "javascript";
    if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() }
}

/// Errors and warnings as the terminal shows them, one by one.
#[must_use]
pub fn format_messages(faults: &[Diagnostic], tree: &Tree) -> Vec<String> {
    let mut faults: Vec<Diagnostic> = faults.iter().filter(|fault| fault.severity > Severity::Note).cloned().collect();
    printers::sort_diagnostics(&mut faults);
    let text = printers::format_human(&faults, &|path| tree.text(path), Style::Plain);
    text.split("\n\n").map(str::trim_end).filter(|message| !message.is_empty()).map(str::to_owned).collect()
}
