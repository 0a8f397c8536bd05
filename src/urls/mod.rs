//! Addresses on the site: the one form in which each is written, and the file below
//! `content/files/` that one leads to.
//!
//! What an address means is what browsers make of it, by the rules of the WHATWG: only `url` decides it.

pub mod links;

use std::sync::LazyLock;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;
use url::Url;

/// No address in a text is longer, in bytes.
const LONGEST: usize = 2_000;

/// Where a site is whose address is not known.
static ANYWHERE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("http://site.invalid/").ok());

/// First segments that no plan or page may take.
pub const RESERVED: &[&str] = &[
    "plans",
    "guides",
    "guide",
    "our-plan",
    "search",
    "objectives",
    "updates",
    "groups",
    "news",
    "dates",
    "contacts",
    "resources",
    "glossary",
    "assets",
    "files",
    "404",
    "feed",
    "sitemap",
    "robots",
    "progress",
    "index",
];

/// The file that a web server gives at an address, by its name on disk.
#[must_use]
pub fn file(address: &str) -> String {
    let path = address.trim_start_matches('/');
    let path = if path.contains('%') { decode_address(path) } else { path.to_owned() };
    if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path }
}

/// Whether a text is a whole web address. Its scheme and host are said, and there is nothing in it
/// that readers of addresses pass over, each in its own way: spaces, ends of lines, control characters.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    plain
        && scheme.is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"))
        && url::Url::parse(text).is_ok_and(|address| address.has_host())
}

/// The path below `content/files/` that a key names, written with `files/` before it or without.
#[must_use]
pub fn file_named(path: &str) -> &str {
    let path = path.trim_start_matches('/');
    path.strip_prefix("files/").unwrap_or(path)
}

/// The address of a file by its path below `content/files/`.
#[must_use]
pub fn file_address(path: &str) -> String {
    encode_address(&format!("/files/{path}"))
}

/// An address as it is written in pages, in `urls.lock` and in messages. Letters that would end it,
/// or mean something else in a link, in Markdown, in a list of YAML or in `_redirects`, are written
/// as their bytes; all others are written as they are read.
#[must_use]
pub fn encode_address(read: &str) -> String {
    let mut address = String::with_capacity(read.len() + 8);
    for letter in read.nfc() {
        let odd = letter.is_whitespace() || letter.is_control() || "\"#%()*,:<>?[\\]^`{|}".contains(letter);
        if odd {
            address.extend(utf8_percent_encode(letter.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC));
        } else {
            address.push(letter);
        }
    }
    address
}

/// An address as it is read, and as its file is named on disk.
#[must_use]
pub fn decode_address(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().nfc().collect()
}

/// Whether each `%` in an address begins an encoded byte.
#[must_use]
pub fn has_valid_escapes(address: &str) -> bool {
    let is_byte = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    address.split('%').skip(1).all(|after| after.as_bytes().get(..2).is_some_and(is_byte))
}

/// The path that a request names, decoded once; nothing where it is not text or has a control
/// character.
#[must_use]
pub fn decode_request_path(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok().filter(|_| has_valid_escapes(path))?;
    (decoded.starts_with('/') && !decoded.contains(char::is_control)).then(|| decoded.into_owned())
}

/// An address of the site in the one form in which it is written, however it was; an anchor is kept.
#[must_use]
pub fn canonical_address(address: &str) -> String {
    let (path, anchor) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    encode_address(&decode_address(path)) + anchor
}

/// The address that another means where it is read from a base, which stands in a file of the site.
#[must_use]
pub fn join_addresses(from: &str, base: &str, address: &str) -> Option<String> {
    let anywhere = ANYWHERE.as_ref()?;
    let url = anywhere.join(from).ok()?.join(base).ok()?.join(address).ok()?;
    Some(if url.host_str() == anywhere.host_str() { url.path().to_owned() } else { url.into() })
}

/// The path below `content/files/` that an address leads to from wherever on the site it stands;
/// nothing for a whole address, since it has to be known where the site is.
#[must_use]
pub fn file_linked(address: &str) -> Option<String> {
    // Nearly every address, known without looking closer.
    if !may_name_files(address) {
        return None;
    }
    let anywhere = ANYWHERE.as_ref()?;
    file_below(&anywhere.join(address).ok()?, anywhere)
}

/// Whether an address may hold the word `files`, in whatever letters.
fn may_name_files(address: &str) -> bool {
    address.contains(['%', '\t', '\n', '\r'])
        || address.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"files"))
}

/// The path below `files/` that an address leads to, on the site with this root.
fn file_below(url: &Url, root: &Url) -> Option<String> {
    let host = |url: &Url| url.host_str().map(|host| host.trim_end_matches('.').to_owned());
    // A port that is the scheme's own is not in the address any more.
    if !matches!(url.scheme(), "http" | "https") || host(url) != host(root) || url.port() != root.port() {
        return None;
    }
    let path = decode_address(url.path());
    let root = decode_address(root.path());
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let folder = root.split('/').filter(|part| !part.is_empty()).chain(["files"]);
    for part in folder {
        parts.next().filter(|name| name.eq_ignore_ascii_case(part))?;
    }
    let mut file = parts.collect::<Vec<_>>().join("/");
    if file.is_empty() || file.split('/').any(|part| part == "..") {
        return None;
    }
    // A server answers for a folder with its index.
    if path.ends_with('/') {
        file.push_str("/index.html");
    }
    Some(file)
}

/// The addresses under which the site is known, each with a `/` at its end.
#[derive(Debug, Clone, Default)]
pub struct SiteRoots(Vec<Url>);

impl SiteRoots {
    /// Those that are web addresses.
    #[must_use]
    pub fn new<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Self {
        let root = |address: &str| {
            let mut url = Url::parse(address).ok()?;
            let folder = format!("{}/", url.path().trim_end_matches('/'));
            url.set_path(&folder);
            Some(url)
        };
        Self(addresses.into_iter().filter_map(root).collect())
    }

    /// The path below `content/files/` that a whole address leads to, if it leads to this site.
    #[must_use]
    pub fn file(&self, address: &str) -> Option<String> {
        may_name_files(address).then(|| self.file_at(&Url::parse(address).ok()?)).flatten()
    }

    fn file_at(&self, url: &Url) -> Option<String> {
        ANYWHERE.iter().chain(&self.0).find_map(|root| file_below(url, root))
    }

    /// Shows the path below `content/files/` of every file to which an address in the page or file at
    /// `from` may lead: by itself, or as a part of it that another page passes on. `from` is an
    /// address from the site's root.
    pub fn each_file(&self, address: &str, from: &str, see: &mut dyn FnMut(String)) {
        if from == "/" && !may_name_files(address) {
            return;
        }
        let Some(here) = ANYWHERE.as_ref().and_then(|root| root.join(from).ok()) else { return };
        // What a calendar or a reader of news fetches is on the web too.
        let of_web = ["webcal:", "webcals:", "feed:"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let address = match of_web {
            Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
            rest => rest.unwrap_or(address).to_owned(),
        };
        let mut lead = |address: &str, here: &Url| {
            for base in std::iter::once(here).chain(&self.0) {
                base.join(address).ok().and_then(|url| self.file_at(&url)).into_iter().for_each(&mut *see);
            }
        };
        lead(&address, &here);
        if address.len() > LONGEST {
            return;
        }
        if let Ok(url) = here.join(&address) {
            url.query_pairs().for_each(|(_, value)| lead(&value, &url));
        }
        for written in [decode_address(&address), address] {
            each_whole_address(&written, &mut |inner| lead(inner, &here));
        }
    }

    /// Shows the same for every address in a text that a reader can follow though it is not linked:
    /// those that begin with a scheme, and those that begin with the host of the site.
    pub fn each_file_in_words(&self, words: &str, see: &mut dyn FnMut(String)) {
        if !may_name_files(words) {
            return;
        }
        let mut lead = |address: &str| self.each_file(address, "/", see);
        each_whole_address(words, &mut lead);
        let small = words.to_ascii_lowercase();
        for host in self.0.iter().filter_map(Url::host_str) {
            small
                .match_indices(host)
                .for_each(|(at, _)| each_reading(&format!("http://{}", word_at(words, at)), &mut lead));
        }
    }
}

/// Shows every whole web address in a text.
pub fn each_whole_address(text: &str, see: &mut dyn FnMut(&str)) {
    if !text.contains("://") && !text.contains("www.") {
        return;
    }
    let small = text.to_ascii_lowercase();
    for scheme in ["http://", "https://"] {
        small.match_indices(scheme).for_each(|(at, _)| each_reading(word_at(text, at), see));
    }
    small.match_indices("www.").for_each(|(at, _)| each_reading(&format!("http://{}", word_at(text, at)), see));
}

fn word_at(text: &str, at: usize) -> &str {
    let ends = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"`".contains(letter);
    let word = &text[at..text.floor_char_boundary(at + LONGEST)];
    word.split(ends).next().unwrap_or_default()
}

/// Shows an address in a text with what follows it, and without what may only end the sentence around it.
fn each_reading(address: &str, see: &mut dyn FnMut(&str)) {
    see(address);
    see(address.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '/'));
    see(address.split([',', ';', '(', ')', '[', ']', '|', '\'']).next().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_file_in_every_spelling() {
        for address in [
            "/files/a b.pdf",
            "files/a b.pdf",
            "./files/a%20b.pdf",
            "../files/a%20b.pdf",
            "../../files/a%20b.pdf",
            "/files/../files/a%20b.pdf",
            "/x/%2E%2e/files/./a%20b.pdf",
            "/%66iles/%61%20b%2epdf",
            "/files//a%20b.pdf",
            "\\files\\a%20b.pdf",
            "/fi\nles/\ta%20b.pdf ",
            "/files/a%20b.pdf?download=1#page=2",
        ] {
            assert_eq!(file_linked(address).as_deref(), Some("a b.pdf"), "{address}");
        }
        assert_eq!(file_linked("/files/x/").as_deref(), Some("x/index.html"));
        assert_eq!(file_linked("/files/cafe%CC%81.pdf").as_deref(), Some("caf\u{e9}.pdf"));
        for address in [
            "/files/",
            "/files",
            "/x/files/a",
            "/dates/",
            "https://a.example/files/a",
            "mailto:files/a",
            "/files/%2e%2e/a",
            "/files%2F..%2Fa",
        ] {
            assert_eq!(file_linked(address), None, "{address}");
        }
    }

    #[test]
    fn a_whole_address_of_the_site_is_known_however_it_is_written() {
        let roots = SiteRoots::new(["https://Plan.Example.org/our%20union", "http://localhost:8000/"]);
        for address in [
            "https://plan.example.org/our%20union/files/a.pdf",
            "HTTP://PLAN.EXAMPLE.ORG:80/our%20union/files/a.pdf?x#y",
            "https://plan.example.org.:443/our%20union/files/a.pdf",
            "https:\\\\plan.example.org\\our%20union\\files\\a.pdf",
            "https://me@plan.example.org/our%20union/files/a.pdf",
            "http://localhost:8000/files/a.pdf",
        ] {
            assert_eq!(roots.file(address).as_deref(), Some("a.pdf"), "{address}");
        }
        for address in [
            "https://plan.example.org/files/a.pdf",
            "https://plan.example.org:8443/our%20union/files/a.pdf",
            "https://example.org/our%20union/files/a.pdf",
            "ftp://plan.example.org/our%20union/files/a.pdf",
            "http://localhost/files/a.pdf",
        ] {
            assert_eq!(roots.file(address), None, "{address}");
        }
        let all = |address: &str, from: &str| {
            let mut found = Vec::new();
            roots.each_file(address, from, &mut |file| found.push(file));
            found.sort();
            found.dedup();
            found
        };
        for address in [
            "//plan.example.org/our%20union/files/a.pdf",
            "/our union/files/a.pdf",
            "webcal://plan.example.org/our%20union/files/a.pdf",
            "feed:https://plan.example.org/our%20union/files/a.pdf",
            "https://viewer.example/?url=https%3A%2F%2Fplan.example.org%2Four%2520union%2Ffiles%2Fa.pdf",
            "https://archive.example/web/https://plan.example.org/our%20union/files/a.pdf",
        ] {
            assert_eq!(all(address, "/"), ["a.pdf"], "{address}");
        }
        assert_eq!(all("a.pdf", "/files/x/page.html"), ["x/a.pdf"]);
        assert_eq!(all("view.html?file=a.pdf", "/files/x/page.html"), ["x/a.pdf", "x/view.html"]);
    }

    #[test]
    fn an_address_has_one_form_and_is_read_as_it_was_named() {
        for (name, address) in [
            ("Plan 50%.txt", "/files/Plan%2050%25.txt"),
            ("What now?.txt", "/files/What%20now%3F.txt"),
            ("Notes: May.txt", "/files/Notes%3A%20May.txt"),
            ("Plan #2 (b).txt", "/files/Plan%20%232%20%28b%29.txt"),
            ("two\nlines\u{2028}.txt", "/files/two%0Alines%E2%80%A8.txt"),
            (" lead.txt\u{a0}", "/files/%20lead.txt%C2%A0"),
            ("caf\u{e9}.txt", "/files/caf\u{e9}.txt"),
            ("%41.txt", "/files/%2541.txt"),
            ("files/a,b.txt", "/files/files/a%2Cb.txt"),
        ] {
            assert_eq!(file_address(name), address);
            assert_eq!(file_linked(address).as_deref(), Some(name));
            assert_eq!(decode_address(address), format!("/files/{name}"));
            assert_eq!(canonical_address(address), address);
        }
        assert_eq!(canonical_address("/caf%c3%a9 list/#a b"), "/caf\u{e9}%20list/#a b");
    }

    #[test]
    fn whole_addresses_are_found_in_words() {
        let mut found = Vec::new();
        each_whole_address("See (https://a.example/x.pdf), HTTP://a.example/y.pdf. www.a.example/z", &mut |address| {
            found.push(address.to_owned());
        });
        for address in ["https://a.example/x.pdf", "HTTP://a.example/y.pdf", "http://www.a.example/z"] {
            assert!(found.iter().any(|known| known == address), "{address} is not in {found:?}");
        }
    }

    #[test]
    fn paths_are_decoded_once_and_hold_no_control_letters() {
        assert_eq!(decode_request_path("/caf%C3%A9/").as_deref(), Some("/café/"));
        assert_eq!(decode_request_path("/%252e%252e/").as_deref(), Some("/%2e%2e/"));
        for bad in ["/%00", "/a%0ab", "/%", "/%2", "/%zz", "/%ff", "a", "", "/%+1"] {
            assert_eq!(decode_request_path(bad), None, "{bad}");
        }
    }
}
