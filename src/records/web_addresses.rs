//! Addresses on the web and for e-mail, and those that the site itself once had.

use crate::diagnostic::{Code, Place};
use crate::file_tree::{canonical_address, decode_address};
use crate::records::decode::{Decode, Faults};
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::text::{Lang, Passage, WebAddress};
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;
use crate::urls::{has_valid_escapes, is_web_address};

impl Decode for WebAddress {
    const WANTED: Wanted = Wanted::Named("a web address");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        match text {
            text if is_web_address(text) => Self(text.to_owned()),
            _ => {
                faults.add(Code::BadAddress, &node.place, format!("`{text}` is not a web address")).help =
                    Some("Write it whole, beginning with `https://`.".into());
                Self::default()
            }
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        visit(Passage::Address(self, None));
    }
}

/// An e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email(pub String);

impl Decode for Email {
    const WANTED: Wanted = Wanted::Named("an e-mail address");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let text = node.text().unwrap_or_default();
        let sound = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !text.contains(|c: char| c.is_whitespace() || "<>\"',;:?&".contains(c))
        });
        if sound {
            return Self(text.to_owned());
        }
        faults.add(Code::BadAddress, &node.place, format!("{} is not an e-mail address", node.describe())).help =
            Some("Write one address and nothing around it, as in `office@example.org`.".into());
        Self::default()
    }
}

/// An address that the site once had, from its root, as `canonical_address` writes it: `/2019-21/win/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OldAddress(pub String);

/// The longest name that file systems bear, in bytes.
const LONGEST: usize = 255;

/// What to write instead of a text that is no address of a site; nothing where it is one.
#[must_use]
pub fn not_an_address(text: &str) -> Option<&'static str> {
    let (written, anchor) = text.split_once('#').unwrap_or((text, "a"));
    let odd = |c: char| c.is_control() || "\\?*:|<>\"".contains(c);
    if text.contains(odd) || text.trim() != text || !has_valid_escapes(written) {
        return Some(
            "Write it without what follows a `?`; odd letters are written as in `%3A` for `:` and `%25` for `%`.",
        );
    }
    let path = &decode_address(written);
    let Some(below) = path.strip_prefix('/') else { return Some("Write it from the site's root, as in `/old/`.") };
    let lost = path.contains(char::REPLACEMENT_CHARACTER) && !written.contains(char::REPLACEMENT_CHARACTER);
    if lost || path.contains('\0') {
        return Some("Write the letters as they are read.");
    }
    let mut parts = below.trim_end_matches('/').split('/');
    if path.ends_with("//") || parts.any(|part| part.starts_with('.') || (part.is_empty() && !below.is_empty())) {
        return Some("Write it whole, as in `/old/page/`; nothing published begins with a dot.");
    }
    let is_file_or_folder = path.starts_with("/files/") || path.ends_with('/');
    if !is_file_or_folder && !path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return Some("Write `/` after it: pages are folders, as in `/old/`.");
    }
    if anchor.is_empty()
        || anchor.starts_with('_')
        || anchor.contains(char::is_whitespace)
        || below.split('/').any(|part| part.len() > LONGEST)
    {
        return Some("Write an address that was published, as in `/old/` or `/2019-21/win/#members`.");
    }
    None
}

fn report_no_address(text: &str, place: &Place, faults: &mut Faults) -> bool {
    let help = not_an_address(text);
    if let Some(help) = help {
        faults.add(Code::BadAddress, place, format!("`{text}` is not an address of a site")).help = Some(help.into());
    }
    help.is_some()
}

impl Decode for OldAddress {
    const WANTED: Wanted = Wanted::Named("an old address");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        if report_no_address(text, &node.place, faults) { Self::default() } else { Self(canonical_address(text)) }
    }

    fn unique_name(&self) -> Option<&str> {
        Some(&self.0)
    }
}

/// What became of an old address, which is the key that it stands under.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fate<T> {
    /// Where the key stands.
    pub key: Place,
    /// The key, as `canonical_address` writes it.
    pub address: String,
    /// What became of it.
    pub what: T,
}

impl<T: Decode> Decode for Fate<T> {
    const WANTED: Wanted = T::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { key: node.place.clone(), address: String::new(), what: T::decode(node, faults) }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.what.overlay(node, lang, faults);
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.what.visit_texts(visit);
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        self.what.visit_references(visitor)
    }

    fn set_key(&mut self, key: &str, place: &Place, faults: &mut Faults) {
        report_no_address(key, place, faults);
        self.key = place.clone();
        self.address = canonical_address(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_path_that_can_be_published() {
        for good in ["/", "/old/", "/2019-21/win/", "/a.html", "/caf\u{e9}/my file.pdf", "/2019-21/win/#members"] {
            assert_eq!(not_an_address(good), None, "{good}");
        }
        for good in ["/files/README", "/files/Plan%2050%25.txt", "/a%3Ab/", "/files/two%0Alines.txt"] {
            assert_eq!(not_an_address(good), None, "{good}");
        }
        for bad in [
            "/50%/",
            "/%2zb/",
            "/%00/",
            "/caf%E9/",
            "/a%2F..%2Fb/",
            "",
            "old/",
            "//",
            "//evil.example/",
            "/a//b/",
            "/old",
            "/../x/",
            "/.git/",
            "/a/./",
            "/a?b/",
            "/a\\b/",
            "/%2e/",
            "/a/#",
            "/a/#_main",
            " /a/",
            "/a/*",
            "https://x.example/",
        ] {
            assert!(not_an_address(bad).is_some(), "{bad}");
        }
        assert!(not_an_address(&format!("/{}/", "x".repeat(256))).is_some());
    }
}
