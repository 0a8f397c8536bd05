//! Feeds in the Atom format. Only this file knows `atom_syndication`.

use atom_syndication::{Entry as Item, FixedDateTime, Generator, Link, Person, Text, WriteConfig};

use crate::exports::sitemap::allowed;
use crate::pages::data::{Entry, Feed};

/// The bytes of the file.
#[must_use]
pub fn render(feed: &Feed) -> Vec<u8> {
    let out = atom_syndication::Feed {
        title: allowed(&feed.title).into(),
        id: feed.url.clone(),
        updated: moment(&feed.updated),
        authors: vec![person(&feed.author)],
        generator: Some(Generator { value: "planpress".into(), ..Generator::default() }),
        links: vec![link(&feed.url, "self", "application/atom+xml"), link(&feed.home, "alternate", "text/html")],
        entries: feed.entries.iter().map(item).collect(),
        lang: Some(feed.lang.clone()),
        ..atom_syndication::Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    // Writing into memory does not fail.
    out.write_with_config(Vec::new(), config).unwrap_or_default()
}

fn item(entry: &Entry) -> Item {
    let text =
        |value: &str, lang: &Option<String>| Text { value: allowed(value), lang: lang.clone(), ..Text::default() };
    Item {
        title: text(&entry.title, &entry.title_lang),
        id: entry.url.clone(),
        updated: moment(&entry.updated),
        published: Some(moment(&entry.updated)),
        authors: entry.author.iter().map(|author| person(author)).collect(),
        links: vec![link(&entry.url, "alternate", "text/html")],
        summary: entry.summary.as_ref().map(|summary| text(summary, &entry.summary_lang)),
        ..Item::default()
    }
}

fn person(name: &str) -> Person {
    Person { name: allowed(name), ..Person::default() }
}

fn link(href: &str, rel: &str, mime: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// Views hold moments in this spelling only; another would become the epoch.
fn moment(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}
