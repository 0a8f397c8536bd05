//! What a browser may do with a page of the site: one policy, in every page and in `_headers`.
//!
//! Pages are escaped by type, so nothing that was written as text can run. The policy is the second
//! wall: should the first ever have a hole, a browser still runs no script inside a page,
//! and asks no other site for anything. A theme is code and is trusted; its scripts, styles and
//! fonts come from `assets/`, as separate files.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use crate::pages::Site;
use crate::pages::kinds::Links;
use crate::syntax::document::html::RawHtml;

/// The policy as a `<meta>` can say it: everything is forbidden but what the site itself uses.
/// `connect-src` is for the preview, which tells a page that it has changed.
pub const POLICY: &str = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; \
                          form-action 'none'; img-src 'self'; script-src 'self'; style-src 'self'";

/// What has a meaning in a policy.
const SIGNS: &AsciiSet = &CONTROLS.add(b'\'').add(b',').add(b';');

/// The policy in the pages of a site. To some browsers a file on a disk is of no site, and the policy
/// would keep a page from its stylesheet; there pages have none.
///
/// Where authors may write HTML, the scripts are named by where they are. Some hosts do not send
/// `nosniff`, and a browser would run a text in `files/` that an author's `<script>` names.
#[must_use]
pub fn site_policy(site: &Site) -> Option<String> {
    match (site.links, site.html) {
        (Links::Files, _) => None,
        (Links::Served, RawHtml::Escape) => Some(POLICY.into()),
        (Links::Served, RawHtml::Allow) => {
            Some(POLICY.replace("script-src 'self'", &format!("script-src {}", script_sources(site))))
        }
    }
}

/// The whole addresses of the folder of the theme's scripts, and of the scripts that hold data.
fn script_sources(site: &Site) -> String {
    let base = site.frames.values().next().and_then(|frame| Url::parse(&frame.base_url).ok());
    let Some(base) = base else { return "'none'".into() };
    let addresses = std::iter::once("/assets/").chain(site.scripts.iter().map(String::as_str));
    let whole = addresses.map(|address| {
        let path = format!("{}{address}", base.path().trim_end_matches('/'));
        format!("{}{}", base.origin().ascii_serialization(), utf8_percent_encode(&path, SIGNS))
    });
    whole.collect::<Vec<_>>().join(" ")
}

/// What only a header can add to the policy: no other page may embed a page of the site.
const ONLY_IN_HEADER: &str = "frame-ancestors 'none'";

/// Further headers: files are what their names say, an address is told to no other site, and no
/// page asks for a device.
const MORE: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// The headers that every file of a site with some policy is to be sent with.
pub fn headers(policy: &str) -> impl Iterator<Item = (&'static str, String)> {
    let policy = ("Content-Security-Policy", format!("{policy}; {ONLY_IN_HEADER}"));
    std::iter::once(policy).chain(MORE.iter().map(|(name, value)| (*name, (*value).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_inline_and_no_other_site() {
        for part in POLICY.split("; ") {
            let (name, allowed) = part.split_once(' ').unwrap();
            assert!(["'none'", "'self'"].contains(&allowed), "{name} allows {allowed}");
        }
        assert!(POLICY.starts_with("default-src 'none'; ") && !POLICY.contains('"'), "{POLICY}");
    }

    #[test]
    fn the_file_says_the_same_as_a_page() {
        let text = String::from_utf8(crate::exports::headers::render(headers(POLICY))).unwrap();
        assert!(text.starts_with(&format!("/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n")));
        assert!(text.lines().skip(1).all(|line| line.starts_with("  ") && line.contains(": ")), "{text}");
    }
}
