//! Feeds in the Atom format. Only this file depends on `atom_syndication`.

use atom_syndication::{Entry as AtomEntry, FixedDateTime, Generator, Link, Person, Text, WriteConfig};

use crate::exports::sitemap::remove_forbidden_characters;
use crate::pages::data::{Entry, Feed};

/// The bytes of the file.
#[must_use]
pub fn render(feed: &Feed) -> Vec<u8> {
    let out = atom_syndication::Feed {
        title: remove_forbidden_characters(&feed.title).into(),
        id: feed.url.clone(),
        updated: parse_moment(&feed.updated),
        authors: vec![atom_person(&feed.author)],
        generator: Some(Generator { value: "planpress".into(), ..Generator::default() }),
        links: vec![
            atom_link(&feed.url, "self", "application/atom+xml"),
            atom_link(&feed.home, "alternate", "text/html"),
        ],
        entries: feed.entries.iter().map(to_atom_entry).collect(),
        lang: Some(feed.lang.clone()),
        ..atom_syndication::Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    // Writing into memory does not fail.
    out.write_with_config(Vec::new(), config).unwrap_or_default()
}

fn to_atom_entry(entry: &Entry) -> AtomEntry {
    let text = |value: &str, lang: &Option<String>| Text {
        value: remove_forbidden_characters(value),
        lang: lang.clone(),
        ..Text::default()
    };
    AtomEntry {
        title: text(&entry.title, &entry.title_lang),
        id: entry.url.clone(),
        updated: parse_moment(&entry.updated),
        published: Some(parse_moment(&entry.updated)),
        authors: entry.author.iter().map(|author| atom_person(author)).collect(),
        links: vec![atom_link(&entry.url, "alternate", "text/html")],
        summary: entry.summary.as_ref().map(|summary| text(summary, &entry.summary_lang)),
        ..AtomEntry::default()
    }
}

fn atom_person(name: &str) -> Person {
    Person { name: remove_forbidden_characters(name), ..Person::default() }
}

fn atom_link(href: &str, rel: &str, mime: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// Views hold moments in this spelling only; another would become the epoch.
fn parse_moment(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}
