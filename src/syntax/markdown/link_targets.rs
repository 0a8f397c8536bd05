//! Where the links and pictures of a Markdown text lead, and which of them a reader can follow.

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Place};
use crate::syntax::document::{Image, Inline, NameKind, Target};
use crate::syntax::problems::Faults;
use crate::urls::is_web_address;

/// What may stand before the colon of an address.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Parses the target of a `[[…]]` link.
pub fn parse_name(text: &str, place: &Place, faults: &mut Faults) -> Option<Target> {
    let text = text.trim();
    if let Some((word, name)) = text.split_once(':') {
        let Some((_, kind)) = NameKind::WORDS.iter().find(|(known, _)| *known == word) else {
            let known: Vec<&str> = NameKind::WORDS.iter().map(|(word, _)| *word).collect();
            faults.add(Code::Dangling, place, format!("`{word}:` is not a kind of thing")).help =
                Some(format!("Known: {}; an objective or aim stands without one.", known.join(", ")));
            return None;
        };
        return Some(Target::Name { kind: *kind, name: name.trim().to_owned() });
    }
    Some(Target::Name { kind: NameKind::Part, name: text.to_owned() })
}

/// The text of a `[[…]]` link without words of its own.
#[must_use]
pub fn spelling(kind: NameKind, name: &str) -> String {
    match NameKind::WORDS.iter().find(|(_, known)| *known == kind) {
        Some((word, _)) => format!("{word}:{name}"),
        None => name.to_owned(),
    }
}

/// The scheme of an address as a browser reads it, without invisible characters.
#[must_use]
pub fn scheme(url: &str) -> Option<String> {
    // A shortcut for nearly every address.
    if !url.contains([':', '%']) {
        return None;
    }
    if url.starts_with("https://") {
        return Some("https".to_owned());
    }
    let seen: String =
        percent_decode_str(url).decode_utf8_lossy().chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = seen.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then(|| scheme.to_lowercase())
}

/// Parses the target of an ordinary link; reports one that cannot be followed.
pub fn parse_target(url: &str, place: &Place, faults: &mut Faults) -> Option<Target> {
    let url = url.trim();
    if url.is_empty() || url == "#" {
        faults.add(Code::EmptyLink, place, "this link leads nowhere").help =
            Some("Give the address, or write the words without a link.".into());
        return None;
    }
    if url.starts_with("//") || url.starts_with('\\') {
        faults.add(Code::BadScheme, place, format!("`{url}` leaves the site without saying how")).help =
            Some(format!("Write `https:{}`.", url.replace('\\', "/")));
        return None;
    }
    match scheme(url) {
        Some(scheme) if !SCHEMES.contains(&scheme.as_str()) => {
            faults.add(Code::BadScheme, place, format!("links with `{scheme}:` are not allowed")).help =
                Some(format!("Allowed: {}.", SCHEMES.join(", ")));
            None
        }
        // Without its slashes it is a page of this site to some readers, and another site to others.
        Some(scheme) if scheme.starts_with("http") && !is_web_address(&url.replace(' ', "%20")) => {
            faults.add(Code::BadScheme, place, format!("`{url}` is not a whole web address")).help =
                Some(format!("Write it as in `{scheme}://www.example.org/`."));
            None
        }
        _ => Some(Target::Url { url: url.to_owned() }),
    }
}

/// Parses a picture from `files/`, which has words or is decorative: `![](x.jpg "decorative")`.
pub fn parse_picture(source: &str, alt: String, title: &str, place: Place, faults: &mut Faults) -> Option<Inline> {
    let Some(path) = crate::file_tree::file_linked(source) else {
        faults.add(Code::BrokenLink, &place, format!("the picture `{source}` is not in `content/files/`")).help =
            Some("Put it there and write `![what it shows](files/NAME)`.".into());
        return None;
    };
    let decorative = title == "decorative" && alt.is_empty();
    if alt.is_empty() && !decorative {
        faults.add(Code::NoAltText, &place, "this picture has no words for those who cannot see it").help =
            Some(format!("Write `![what it shows]({source})`, or `![]({source} \"decorative\")` if it says nothing."));
    }
    Some(Inline::Image(Box::new(Image { source: path, alt, decorative, size: None, place })))
}
