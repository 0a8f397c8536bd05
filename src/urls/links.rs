//! How an address becomes a link: the link from one page to another, or to a file.

use std::borrow::Cow;

use super::file;

/// What gives a reader the pages, which decides what the links on them name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Links {
    /// A web server: a link to a folder is answered with its index.
    #[default]
    Served,
    /// The reader's own disk, where only a file can be opened.
    Files,
}

impl Links {
    /// An address of the site as links name it. It may have a query and an anchor.
    #[must_use]
    pub fn link_target(self, address: &str) -> Cow<'_, str> {
        let (path, rest) = address.find(['?', '#']).map_or((address, ""), |at| address.split_at(at));
        match self {
            Self::Files if path.ends_with('/') => Cow::Owned(format!("/{}{rest}", file(path))),
            Self::Served | Self::Files => Cow::Borrowed(address),
        }
    }

    /// The link from the page at `from` to an address of the site, so that the same bytes serve at
    /// any root. Both begin with `/`.
    #[must_use]
    pub fn relative_link(self, from: &str, to: &str) -> String {
        relative(&self.link_target(from), &self.link_target(to))
    }
}

fn relative(from: &str, to: &str) -> String {
    let (path, anchor) = to.find('#').map_or((to, ""), |at| to.split_at(at));
    if path == from && !anchor.is_empty() {
        return anchor.to_owned();
    }
    // The folders that both share, up to and with the slash.
    let same = from.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
    let common = from.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (up, down) = (from[common..].matches('/').count(), &path[common..]);
    let mut link = String::with_capacity(up * 3 + down.len() + anchor.len() + 2);
    for _ in 0..up {
        link.push_str("../");
    }
    link.push_str(if up == 0 && down.is_empty() { "./" } else { down });
    link.push_str(anchor);
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_disk_every_link_names_a_file() {
        for (from, to, served, file) in [
            ("/", "/", "./", "index.html"),
            ("/", "/cy/", "cy/", "cy/index.html"),
            ("/2025-27/elect/", "/", "../../", "../../index.html"),
            ("/2025-27/elect/", "/2025-27/", "../", "../index.html"),
            ("/2025-27/elect/", "/2025-27/grow/#a", "../grow/#a", "../grow/index.html#a"),
            ("/2025-27/", "/2025-27/#a", "#a", "#a"),
            ("/2025-27/", "/2025-27/plan.pdf", "plan.pdf", "plan.pdf"),
            ("/a/", "/search/?q=b#c", "../search/?q=b#c", "../search/index.html?q=b#c"),
            ("/a.html", "/b/", "b/", "b/index.html"),
        ] {
            assert_eq!(Links::Served.relative_link(from, to), served, "{from} to {to}");
            assert_eq!(Links::Files.relative_link(from, to), file, "{from} to {to}");
        }
    }
}
