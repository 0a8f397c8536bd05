//! What the preview adds to a page, and the few pages that it makes itself.

use crate::html::security_policy::POLICY;
use crate::preview::session::job_queue::PrintProgress;
use crate::syntax::document::html::escape;

/// The one thing that a page of the preview has more than the page that a build writes.
pub const ELEMENT: &str = "<script src=\"/_planpress/preview.js\" defer></script>";

/// A page with the element before its end.
#[must_use]
pub fn with_element(page: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|part| part == END).unwrap_or(page.len());
    [&page[..at], ELEMENT.as_bytes(), &page[at..]].concat()
}

/// A page whose policy may name addresses at which the site is not yet, with the one that the preview
/// sends as well. The preview also says what each file is, so that no browser runs another one.
#[must_use]
pub fn with_policy(page: Vec<u8>, policy: &str) -> Vec<u8> {
    if policy.is_empty() || policy == POLICY {
        return page;
    }
    match page.windows(policy.len()).position(|part| part == policy.as_bytes()) {
        Some(at) => [&page[..at], POLICY.as_bytes(), &page[at + policy.len()..]].concat(),
        None => page,
    }
}

/// What is wrong with the plan, where there is nothing else to show.
#[must_use]
pub fn error_page(messages: &[String]) -> Vec<u8> {
    let mut body = String::from("<p>It is shown as soon as this is mended.</p>\n");
    for message in messages {
        body.push_str("<pre>");
        escape(message, &mut body);
        body.push_str("</pre>\n");
    }
    page("This plan cannot be shown yet", &body, "")
}

/// A sheet is being printed, or has to wait until it can be; the page asks again by itself.
#[must_use]
pub fn waiting_page(progress: PrintProgress) -> Vec<u8> {
    let again = retry_seconds(progress).map(|seconds| refresh(seconds, "")).unwrap_or_default();
    if progress == PrintProgress::Busy {
        let body = "<p>Too many sheets are waiting to be printed. This page tries again by itself.</p>\n";
        return page("Busy…", body, &again);
    }
    page("Printing…", "<p>The sheet is being made, and is shown as soon as it is there.</p>\n", &again)
}

/// After how many seconds it is worth asking again.
#[must_use]
pub fn retry_seconds(progress: PrintProgress) -> Option<u16> {
    match progress {
        PrintProgress::Done => None,
        PrintProgress::Waiting => Some(1),
        PrintProgress::Busy => Some(5),
    }
}

/// A page that is replaced by another at once.
#[must_use]
pub fn token_page(place: &str) -> Vec<u8> {
    let mut body = String::from("<p><a href=\"");
    escape(place, &mut body);
    body.push_str("\">Show the preview</a></p>\n");
    page("Opening the preview…", &body, &refresh(0, place))
}

/// A request was refused. Where a cookie may help that browsers keep back from links of other sites,
/// the page has a link of its own.
#[must_use]
pub fn forbidden_page(again: Option<&str>) -> Vec<u8> {
    let mut body = String::from(
        "<p>Open the whole address that the terminal shows, the one that <code>planpress serve</code> printed when \
         it was last started. If you cannot see that terminal, ask the person who can.</p>\n",
    );
    if let Some(place) = again {
        body.push_str("<p>The address ends in a token, which your browser remembers until you close it. If you have ");
        body.push_str("opened that address already: <a href=\"");
        escape(place, &mut body);
        body.push_str("\">Try this page again</a></p>\n");
    }
    page("This preview needs its own address", &body, "")
}

/// The element that has a browser replace the page after some seconds, by itself if no place is given.
fn refresh(seconds: u16, place: &str) -> String {
    let mut element = format!("<meta http-equiv=\"refresh\" content=\"{seconds}");
    if !place.is_empty() {
        element.push_str("; url=");
        escape(place, &mut element);
    }
    element.push_str("\">\n");
    element
}

/// Nothing is there.
#[must_use]
pub fn not_found_page() -> Vec<u8> {
    let body = "<p>No page of this plan has this address. <a href=\"/\">The beginning of the site</a></p>\n\
                <p><a href=\"/404.html\">What readers see in such a place</a> \
                (its style comes from the address where the site will be)</p>\n";
    page("Nothing is here", body, "")
}

fn page(title: &str, body: &str, head: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{head}\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/_planpress/preview.css\">\n</head>\n\
         <body class=\"planpress-page\">\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_element_stands_once_before_the_end_of_a_page() {
        let page = |text: &str| String::from_utf8(with_element(text.as_bytes())).unwrap();
        assert_eq!(
            page("<body></body><p>&lt;/body></body>\n"),
            format!("<body></body><p>&lt;/body>{ELEMENT}</body>\n")
        );
        assert_eq!(page("<p>No end"), format!("<p>No end{ELEMENT}"));
        assert_eq!(page(""), ELEMENT);
    }

    #[test]
    fn a_page_says_the_policy_of_the_preview() {
        let page = |policy: &str| with_policy(format!("<meta content=\"{policy}\"><p>").into_bytes(), policy);
        let other = "script-src https://a.example/assets/";
        assert_eq!(page(other), format!("<meta content=\"{POLICY}\"><p>").into_bytes());
        assert_eq!((page(POLICY), page("")), (page(POLICY), b"<meta content=\"\"><p>".to_vec()));
    }

    #[test]
    fn messages_are_text() {
        let page = String::from_utf8(error_page(&["<b> & \"x\"".into()])).unwrap();
        assert!(page.contains("<pre>&lt;b&gt; &amp; &quot;x&quot;</pre>"), "{page}");
    }
}
