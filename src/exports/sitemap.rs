//! `sitemap.xml` and `robots.txt`.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::pages::data::{Robots, Sitemap, SitemapEntry};

/// The bytes of `sitemap.xml`.
#[must_use]
pub fn render(sitemap: &Sitemap) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::with_capacity(sitemap.entries.len() * 256), b' ', 1);
    // Writing into memory does not fail.
    let _ = write_sitemap(&mut writer, sitemap);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write_sitemap(writer: &mut Writer<impl Write>, sitemap: &Sitemap) -> io::Result<()> {
    let mut all = BytesStart::new("urlset");
    all.push_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    if sitemap.entries.iter().any(|entry| !entry.twins.is_empty()) {
        all.push_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    }
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::Start(all))?;
    for entry in &sitemap.entries {
        write_entry(writer, entry)?;
    }
    writer.write_event(Event::End(BytesEnd::new("urlset")))
}

fn write_entry(writer: &mut Writer<impl Write>, entry: &SitemapEntry) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("url")))?;
    writer.create_element("loc").write_text_content(BytesText::new(&remove_forbidden_characters(&entry.url)))?;
    if let Some(changed) = &entry.changed {
        writer.create_element("lastmod").write_text_content(BytesText::new(changed))?;
    }
    for (lang, url) in &entry.twins {
        let link = writer.create_element("xhtml:link");
        let url = remove_forbidden_characters(url);
        link.with_attributes([("rel", "alternate"), ("hreflang", lang), ("href", &url)]).write_empty()?;
    }
    writer.write_event(Event::End(BytesEnd::new("url")))
}

/// The bytes of `robots.txt`.
#[must_use]
pub fn render_robots(robots: &Robots) -> Vec<u8> {
    match &robots.sitemap {
        Some(sitemap) => format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"),
        None => "User-agent: *\nDisallow: /\n".to_owned(),
    }
    .into_bytes()
}

/// The text without the characters that no XML document may hold, escaped or not.
pub(crate) fn remove_forbidden_characters(text: &str) -> String {
    let forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.replace(forbidden, "")
}
