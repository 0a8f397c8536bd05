//! Who may ask: the preview shows a plan that is not published yet, so it answers only the person
//! who started it, and no page of another site that happens to be open in the same browser.

use std::net::IpAddr;

/// Where the preview can be asked for.
#[derive(Clone)]
pub struct Door {
    /// The host that was named with `--host`; none for this machine alone.
    pub host: Option<String>,
    /// The port.
    pub port: u16,
    /// What must be shown where other machines can ask.
    pub token: Option<String>,
}

impl Door {
    /// The cookie that keeps the token. Cookies know no ports, so that its name holds the port:
    /// otherwise two previews on one host would overwrite each other's.
    #[must_use]
    pub fn token_cookie(&self) -> String {
        format!("planpress-token-{}", self.port)
    }

    /// The cookie that keeps which edition and which day is looked at.
    #[must_use]
    pub fn wish_cookie(&self) -> String {
        format!("planpress-{}", self.port)
    }
}

/// What is known of who asks, as the request says it. A header that is there twice is empty here.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
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
    pub kept: &'a [String],
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is answered.
    Admitted,
    /// It may be answered, but its address holds a token, which a cookie has to keep instead.
    Entering,
    /// It shows no token that is valid.
    Unknown,
    /// It is for another host, or a page of another site asks for it.
    Refused,
}

/// What becomes of a request.
#[must_use]
pub fn judge(door: &Door, asked: &Asked<'_>) -> Verdict {
    if !names_us(door, asked) || !is_direct(asked) {
        return Verdict::Refused;
    }
    let Some(token) = &door.token else { return Verdict::Admitted };
    let is_kept = asked.kept.iter().any(|kept| same(token, kept));
    match asked.token {
        None if is_kept => Verdict::Admitted,
        // A cookie outlives an address that was kept from an earlier start.
        Some(shown) if same(token, shown) || is_kept => Verdict::Entering,
        _ => Verdict::Unknown,
    }
}

/// Whether a request is for this preview, and comes from one of its own pages if it says from where.
fn names_us(door: &Door, asked: &Asked<'_>) -> bool {
    let [Some(host), address] = asked.hosts else { return false };
    let own_origin = asked.origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    is_ours(door, host) && address.is_none_or(|address| address == host) && own_origin
}

/// Whether a person or a page of ours asks. Following a link to here is no more than looking; a page
/// of another site that shows one of ours in a frame, or fetches a piece of it, is refused. Browsers
/// say this to hosts on this machine alone: for others the cookie has to do, which they keep back
/// from other sites.
fn is_direct(asked: &Asked<'_>) -> bool {
    let is_framed = matches!(asked.dest, Some("iframe" | "frame" | "fencedframe" | "object" | "embed"));
    let is_followed = asked.mode == Some("navigate") && asked.dest == Some("document");
    !is_framed && (is_followed || matches!(asked.site, None | Some("same-origin" | "none")))
}

/// Whether a `Host` is one of this preview: a name that another site gave to this machine is not.
fn is_ours(door: &Door, host: &str) -> bool {
    let suffix = format!(":{}", door.port);
    let Some(name) = host.strip_suffix(&suffix).or((door.port == 80).then_some(host)) else { return false };
    let number: Option<IpAddr> = match name.strip_prefix('[') {
        Some(six) => six.strip_suffix(']').and_then(|own| own.parse().ok()).filter(IpAddr::is_ipv6),
        None => name.parse().ok().filter(IpAddr::is_ipv4),
    };
    if name.eq_ignore_ascii_case("localhost") || number.is_some_and(|own| own.is_loopback()) {
        return true;
    }
    door.host.as_deref().is_some_and(|own| match own.parse::<IpAddr>() {
        // Numbers cannot be given to another machine, as names can.
        Ok(own) => number.is_some_and(|number| number == own || own.is_unspecified()),
        Err(_) => name.eq_ignore_ascii_case(own),
    })
}

/// Compares in a time that does not tell how much was right.
#[must_use]
pub fn same(one: &str, two: &str) -> bool {
    let differences = one.bytes().zip(two.bytes()).fold(0, |all, (one, two)| all | (one ^ two));
    one.len() == two.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(host: Option<&str>, token: Option<&str>) -> Door {
        Door { host: host.map(Into::into), port: 1111, token: token.map(Into::into) }
    }

    fn from(host: &str) -> Asked<'_> {
        Asked { hosts: [Some(host), None], ..Asked::default() }
    }

    fn admits(door: &Door, asked: &Asked<'_>) -> bool {
        judge(door, asked) == Verdict::Admitted
    }

    #[test]
    fn only_this_machine_is_let_in_by_its_own_names() {
        let own = door(None, None);
        for host in ["localhost:1111", "127.0.0.1:1111", "[::1]:1111", "LOCALHOST:1111", "127.8.0.1:1111"] {
            assert!(admits(&own, &from(host)), "{host}");
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
            assert!(!admits(&own, &from(host)), "{host}");
        }
        assert!(!admits(&own, &Asked::default()));
        let address = Asked { hosts: [Some("localhost:1111"), Some("evil.example")], ..Asked::default() };
        assert!(!admits(&own, &address));
    }

    #[test]
    fn pages_of_other_sites_are_not() {
        let own = door(None, None);
        for origin in ["http://evil.example", "null", "https://localhost:1111", "http://localhost:2222", ""] {
            assert!(!admits(&own, &Asked { origin: Some(origin), ..from("localhost:1111") }), "{origin}");
        }
        let with = |site, mode, dest| Asked { site, mode, dest, ..from("localhost:1111") };
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
            assert!(admits(&own, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
        }
        for site in ["none", "same-origin", "same-site", "cross-site"] {
            for dest in ["iframe", "frame", "fencedframe", "object", "embed"] {
                for mode in ["navigate", "no-cors"] {
                    assert!(!admits(&own, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
                }
            }
        }
        for site in ["same-site", "cross-site", "", "unheard-of"] {
            for dest in ["empty", "script", "style", "image", "font", "video", "audio", "track", "worker", "document"] {
                for mode in ["no-cors", "cors", "same-origin", "websocket", ""] {
                    assert!(!admits(&own, &with(Some(site), Some(mode), Some(dest))), "{site} {mode} {dest}");
                }
            }
            for dest in [None, Some(""), Some("empty"), Some("portal")] {
                assert!(!admits(&own, &with(Some(site), Some("navigate"), dest)), "{site} {dest:?}");
            }
            assert!(!admits(&own, &with(Some(site), None, None)), "{site}");
        }
        // Older browsers, and programs, say less.
        assert!(admits(&own, &with(None, None, None)));
        assert!(admits(&own, &with(Some("none"), Some("navigate"), None)));
    }

    #[test]
    fn others_need_the_token_and_a_number() {
        let open = door(Some("0.0.0.0"), Some("seal"));
        let judged = |door: &Door, host, token: Option<&str>, kept: &[&str]| {
            let kept: Vec<String> = kept.iter().map(|&own| own.into()).collect();
            judge(door, &Asked { token, kept: &kept, ..from(host) })
        };
        let host = "192.168.0.9:1111";
        assert_eq!(judged(&open, host, Some("seal"), &[]), Verdict::Entering);
        assert_eq!(judged(&open, host, Some("seal"), &["old"]), Verdict::Entering);
        assert_eq!(judged(&open, host, Some("old"), &["seal"]), Verdict::Entering);
        assert_eq!(judged(&open, host, None, &["seal"]), Verdict::Admitted);
        assert_eq!(judged(&open, host, None, &["old", "seal"]), Verdict::Admitted);
        for (token, kept) in [
            (None, &[][..]),
            (None, &["old"]),
            (None, &[""]),
            (Some(""), &[]),
            (Some("sea"), &[]),
            (Some("seals"), &["sea"]),
            (Some("SEAL"), &["old"]),
        ] {
            assert_eq!(judged(&open, host, token, kept), Verdict::Unknown, "{token:?} {kept:?}");
        }
        assert_eq!(judged(&open, "evil.example:1111", Some("seal"), &["seal"]), Verdict::Refused);
        assert_eq!(
            judged(&door(Some("plan.local"), Some("seal")), "plan.local:1111", None, &["seal"]),
            Verdict::Admitted
        );
        // The token makes no frame and no other site's request a good one.
        let kept = ["seal".to_owned()];
        let shown = Asked { token: Some("seal"), kept: &kept, ..from(host) };
        for (site, mode, dest) in [("cross-site", "navigate", "iframe"), ("same-site", "no-cors", "script")] {
            let asked = Asked { site: Some(site), mode: Some(mode), dest: Some(dest), ..shown };
            assert_eq!(judge(&open, &asked), Verdict::Refused, "{site} {mode} {dest}");
        }
        let clicked = Asked { site: Some("cross-site"), mode: Some("navigate"), dest: Some("document"), ..shown };
        assert_eq!(judge(&open, &clicked), Verdict::Entering);
    }
}
