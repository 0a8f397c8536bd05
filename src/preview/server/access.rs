//! Who may ask: the preview shows a plan that is not published yet, so it answers only the person
//! who started it, and no page of another site that happens to be open in the same browser.

use std::net::IpAddr;

/// Where the preview listens, and who may ask.
#[derive(Clone)]
pub struct Endpoint {
    /// The host that was named with `--host`; none for this machine alone.
    pub host: Option<String>,
    /// The port.
    pub port: u16,
    /// What must be shown where other machines can ask.
    pub token: Option<String>,
}

impl Endpoint {
    /// The cookie that keeps the token. Cookies know no ports, so that its name holds the port:
    /// otherwise two previews on one host would overwrite each other's.
    #[must_use]
    pub fn token_cookie(&self) -> String {
        format!("planpress-token-{}", self.port)
    }

    /// The cookie that keeps which edition and which day is looked at.
    #[must_use]
    pub fn choice_cookie(&self) -> String {
        format!("planpress-{}", self.port)
    }
}

/// What is known of who asks, as the request says it. A header that is there twice is empty here.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestFacts<'a> {
    /// `Host`, and the one in the address where the request has one.
    pub hosts: [Option<&'a str>; 2],
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub site: Option<&'a str>,
    /// `Sec-Fetch-Mode`.
    pub mode: Option<&'a str>,
    /// `Sec-Fetch-Dest`.
    pub dest: Option<&'a str>,
    /// The token in the address.
    pub token: Option<&'a str>,
    /// The tokens in cookies: another program on the same host may have set a second one.
    pub cookies: &'a [String],
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It is answered.
    Granted,
    /// It may be answered, but its address holds a token, which a cookie has to keep instead.
    NeedsCookie,
    /// It shows no token that is valid.
    NoToken,
    /// It is for another host, or a page of another site asks for it.
    Forbidden,
}

/// What becomes of a request.
#[must_use]
pub fn check_access(endpoint: &Endpoint, facts: &RequestFacts<'_>) -> Access {
    if !is_for_this_server(endpoint, facts) || !is_direct(facts) {
        return Access::Forbidden;
    }
    let Some(token) = &endpoint.token else { return Access::Granted };
    let has_cookie = facts.cookies.iter().any(|cookie| is_equal(token, cookie));
    match facts.token {
        None if has_cookie => Access::Granted,
        // A cookie outlives an address that was kept from an earlier start.
        Some(given) if is_equal(token, given) || has_cookie => Access::NeedsCookie,
        _ => Access::NoToken,
    }
}

/// Whether a request is for this preview, and comes from one of its own pages if it says from where.
fn is_for_this_server(endpoint: &Endpoint, facts: &RequestFacts<'_>) -> bool {
    let [Some(host), address] = facts.hosts else { return false };
    let is_same_origin = facts.origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    is_host_of_server(endpoint, host) && address.is_none_or(|address| address == host) && is_same_origin
}

/// Whether a person or a page of ours asks. Following a link to here is no more than looking; a page
/// of another site that shows one of ours in a frame, or fetches a piece of it, is refused. Browsers
/// say this to hosts on this machine alone: for others the cookie has to do, which they keep back
/// from other sites.
fn is_direct(facts: &RequestFacts<'_>) -> bool {
    let is_framed = matches!(facts.dest, Some("iframe" | "frame" | "fencedframe" | "object" | "embed"));
    let is_followed = facts.mode == Some("navigate") && facts.dest == Some("document");
    !is_framed && (is_followed || matches!(facts.site, None | Some("same-origin" | "none")))
}

/// Whether a `Host` is one of this preview: a name that another site gave to this machine is not.
fn is_host_of_server(endpoint: &Endpoint, host: &str) -> bool {
    let suffix = format!(":{}", endpoint.port);
    let Some(name) = host.strip_suffix(&suffix).or((endpoint.port == 80).then_some(host)) else { return false };
    let number: Option<IpAddr> = match name.strip_prefix('[') {
        Some(six) => six.strip_suffix(']').and_then(|address| address.parse().ok()).filter(IpAddr::is_ipv6),
        None => name.parse().ok().filter(IpAddr::is_ipv4),
    };
    if name.eq_ignore_ascii_case("localhost") || number.is_some_and(|number| number.is_loopback()) {
        return true;
    }
    endpoint.host.as_deref().is_some_and(|named| match named.parse::<IpAddr>() {
        // Numbers cannot be given to another machine, as names can.
        Ok(named) => number.is_some_and(|number| number == named || named.is_unspecified()),
        Err(_) => name.eq_ignore_ascii_case(named),
    })
}

/// Compares in a time that does not tell how much was right.
#[must_use]
pub fn is_equal(first: &str, second: &str) -> bool {
    let differences = first.bytes().zip(second.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    first.len() == second.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(host: Option<&str>, token: Option<&str>) -> Endpoint {
        Endpoint { host: host.map(Into::into), port: 1111, token: token.map(Into::into) }
    }

    fn from(host: &str) -> RequestFacts<'_> {
        RequestFacts { hosts: [Some(host), None], ..RequestFacts::default() }
    }

    fn admits(endpoint: &Endpoint, facts: &RequestFacts<'_>) -> bool {
        check_access(endpoint, facts) == Access::Granted
    }

    #[test]
    fn only_this_machine_is_let_in_by_its_own_names() {
        let local = endpoint(None, None);
        for host in ["localhost:1111", "127.0.0.1:1111", "[::1]:1111", "LOCALHOST:1111", "127.8.0.1:1111"] {
            assert!(admits(&local, &from(host)), "{host}");
        }
        for host in [
            "localhost",
            "localhost:1112",
            "evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "192.168.0.9:1111",
            "localhost:1111.evil.example",
            "localhost.evil.example:1111",
            "",
            ":1111",
            "[::1:1111",
            "0.0.0.0:1111",
            "localhost:1111:1111",
            "user@localhost:1111",
        ] {
            assert!(!admits(&local, &from(host)), "{host}");
        }
        assert!(!admits(&local, &RequestFacts::default()));
        let address = RequestFacts { hosts: [Some("localhost:1111"), Some("evil.example")], ..RequestFacts::default() };
        assert!(!admits(&local, &address));
    }

    #[test]
    fn pages_of_other_sites_are_not() {
        let local = endpoint(None, None);
        for origin in ["http://evil.example", "null", "https://localhost:1111", "http://localhost:2222", ""] {
            assert!(!admits(&local, &RequestFacts { origin: Some(origin), ..from("localhost:1111") }), "{origin}");
        }
        let with = |site, mode, dest| RequestFacts { site, mode, dest, ..from("localhost:1111") };
        // What browsers send of a request: its site, its mode, what it is for.
        for (site, mode, dest) in [
            ("none", "navigate", "document"),
            ("same-origin", "navigate", "document"),
            ("same-site", "navigate", "document"),
            ("cross-site", "navigate", "document"),
            ("same-origin", "cors", "empty"),
            ("same-origin", "no-cors", "script"),
            ("same-origin", "no-cors", "image"),
            // A link that is saved, and not followed.
            ("same-origin", "navigate", "empty"),
            ("none", "navigate", "empty"),
        ] {
            assert!(admits(&local, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
        }
        for site in ["none", "same-origin", "same-site", "cross-site"] {
            for dest in ["iframe", "frame", "fencedframe", "object", "embed"] {
                for mode in ["navigate", "no-cors"] {
                    assert!(!admits(&local, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
                }
            }
        }
        for site in ["same-site", "cross-site", "", "unheard-of"] {
            for dest in ["empty", "script", "style", "image", "font", "video", "audio", "track", "worker", "document"] {
                for mode in ["no-cors", "cors", "same-origin", "websocket", ""] {
                    assert!(!admits(&local, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
                }
            }
            for dest in [None, Some(""), Some("empty"), Some("portal")] {
                assert!(!admits(&local, &with(Some(site), Some("navigate"), dest)), "{site} {dest:?}");
            }
            assert!(!admits(&local, &with(Some(site), None, None)), "{site}");
        }
        // Older browsers, and programs, say less.
        assert!(admits(&local, &with(None, None, None)));
        assert!(admits(&local, &with(Some("none"), Some("navigate"), None)));
    }

    #[test]
    fn others_need_the_token_and_a_number() {
        let open = endpoint(Some("0.0.0.0"), Some("seal"));
        let judged = |endpoint: &Endpoint, host, token: Option<&str>, cookies: &[&str]| {
            let cookies: Vec<String> = cookies.iter().map(|&cookie| cookie.into()).collect();
            check_access(endpoint, &RequestFacts { token, cookies: &cookies, ..from(host) })
        };
        let host = "192.168.0.9:1111";
        assert_eq!(judged(&open, host, Some("seal"), &[]), Access::NeedsCookie);
        assert_eq!(judged(&open, host, Some("seal"), &["old"]), Access::NeedsCookie);
        assert_eq!(judged(&open, host, Some("old"), &["seal"]), Access::NeedsCookie);
        assert_eq!(judged(&open, host, None, &["seal"]), Access::Granted);
        assert_eq!(judged(&open, host, None, &["old", "seal"]), Access::Granted);
        for (token, cookies) in [
            (None, &[][..]),
            (None, &["old"]),
            (None, &[""]),
            (Some(""), &[]),
            (Some("sea"), &[]),
            (Some("seals"), &["sea"]),
            (Some("SEAL"), &["old"]),
        ] {
            assert_eq!(judged(&open, host, token, cookies), Access::NoToken, "{token:?} {cookies:?}");
        }
        assert_eq!(judged(&open, "evil.example:1111", Some("seal"), &["seal"]), Access::Forbidden);
        assert_eq!(
            judged(&endpoint(Some("plan.local"), Some("seal")), "plan.local:1111", None, &["seal"]),
            Access::Granted
        );
        // The token makes no frame and no other site's request a good one.
        let cookies = ["seal".to_owned()];
        let shown = RequestFacts { token: Some("seal"), cookies: &cookies, ..from(host) };
        for (site, mode, dest) in [("cross-site", "navigate", "iframe"), ("same-site", "no-cors", "script")] {
            let facts = RequestFacts { site: Some(site), mode: Some(mode), dest: Some(dest), ..shown };
            assert_eq!(check_access(&open, &facts), Access::Forbidden, "{site} {mode} {dest}");
        }
        let clicked =
            RequestFacts { site: Some("cross-site"), mode: Some("navigate"), dest: Some("document"), ..shown };
        assert_eq!(check_access(&open, &clicked), Access::NeedsCookie);
    }
}
