//! The addresses in a Markdown file that is published as it stands.

use pulldown_cmark::{Event, Parser, Tag};

use crate::file_tree::each_whole_address;
use crate::syntax::embedded_urls::find_in_html;
use crate::syntax::markdown::options::parser_options;

/// Visits the addresses in a Markdown text.
pub fn addresses(text: &str, see: &mut dyn FnMut(&str)) {
    let mut html = String::new();
    for event in Parser::new_ext(text, parser_options()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => see(&dest_url),
            // A tag may stand on several lines.
            Event::Html(piece) | Event::InlineHtml(piece) => html.push_str(&piece),
            Event::Text(words) | Event::Code(words) => each_whole_address(&words, see),
            _ => {}
        }
    }
    find_in_html(&html, see);
}
