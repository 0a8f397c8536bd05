//! What a browser may do with a page of the site: one policy, said in every page and in `_headers`.
//!
//! Pages are escaped by type, so nothing that was written as text can run. The policy is the second
//! wall: should the first ever have a hole, a browser still runs no script that stands in a page,
//! and asks no other site for anything. A theme is code and is trusted; its scripts, styles and
//! fonts come from `assets/`, as files of their own.

use crate::address::Links;

/// The policy as a `<meta>` can say it: everything is forbidden but what the site itself uses.
/// `connect-src` is for the preview, which tells a page that it has changed.
pub const POLICY: &str = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; \
                          form-action 'none'; img-src 'self'; script-src 'self'; style-src 'self'";

/// What the pages of a site say. To some browsers a file on a disk is of no site, and the policy
/// would keep a page from its own stylesheet; there pages say none.
#[must_use]
pub fn of(links: Links) -> Option<&'static str> {
    match links {
        Links::Served => Some(POLICY),
        Links::Files => None,
    }
}

/// What only a header can add to the policy: no other page may show one of ours inside itself.
const ONLY_IN_HEADER: &str = "frame-ancestors 'none'";

/// Further headers: files are what their names say, an address is told to no other site, and no
/// page asks for a device.
const MORE: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// The headers that every file of the site is to be sent with.
pub fn headers() -> impl Iterator<Item = (&'static str, String)> {
    let policy = ("Content-Security-Policy", format!("{POLICY}; {ONLY_IN_HEADER}"));
    std::iter::once(policy).chain(MORE.iter().map(|(name, value)| (*name, (*value).to_owned())))
}

/// The bytes of `_headers`, in the format that Netlify and Cloudflare Pages read.
#[must_use]
pub fn render() -> Vec<u8> {
    let mut text = String::from("/*\n");
    for (name, value) in headers() {
        text.extend(["  ", name, ": ", &value, "\n"]);
    }
    text.into_bytes()
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
        let text = String::from_utf8(render()).unwrap();
        assert!(text.starts_with(&format!("/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n")));
        assert!(text.lines().skip(1).all(|line| line.starts_with("  ") && line.contains(": ")), "{text}");
    }
}
