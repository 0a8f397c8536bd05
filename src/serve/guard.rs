//! Who may ask: the preview shows a plan that is not published yet, so it answers only the person
//! who started it, and no page of another site that happens to be open in the same browser.

use std::net::IpAddr;

/// Where the preview can be asked for.
#[derive(Debug, Clone)]
pub struct Door {
    /// The host that was named with `--host`; none for this machine alone.
    pub host: Option<String>,
    /// The port.
    pub port: u16,
    /// What must be shown where other machines can ask.
    pub token: Option<String>,
}

/// What is known of who asks, as the request says it.
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
    /// The token that is shown.
    pub token: Option<&'a str>,
}

/// Whether a request may be answered.
#[must_use]
pub fn admits(door: &Door, asked: &Asked<'_>) -> bool {
    let [Some(host), address] = asked.hosts else { return false };
    let own_name = is_ours(door, host) && address.is_none_or(|address| address == host);
    // A page of another site says where it comes from; ours says so too, or nothing.
    let own_origin = asked.origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    // Following a link to here is no more than looking; fetching a piece for another site is.
    let own_site = asked.mode == Some("navigate") || matches!(asked.site, None | Some("same-origin" | "none"));
    let token = door.token.as_deref().is_none_or(|token| asked.token.is_some_and(|shown| same(token, shown)));
    own_name && own_origin && own_site && token
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
fn same(one: &str, two: &str) -> bool {
    let differences = one.bytes().zip(two.bytes()).fold(0, |all, (one, two)| all | (one ^ two));
    one.len() == two.len() && differences == 0
}

/// A path as it was meant, decoded once; nothing where it is no text or holds what no address has.
#[must_use]
pub fn path(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok().filter(|path| path.starts_with('/') && !path.chars().any(char::is_control))
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
        let with = |origin, site, mode| Asked { origin, site, mode, ..from("localhost:1111") };
        assert!(admits(&own, &with(Some("http://localhost:1111"), Some("same-origin"), Some("cors"))));
        assert!(admits(&own, &with(None, Some("cross-site"), Some("navigate"))));
        assert!(admits(&own, &with(None, Some("none"), Some("navigate"))));
        for origin in ["http://evil.example", "null", "https://localhost:1111", "http://localhost:2222", ""] {
            assert!(!admits(&own, &with(Some(origin), None, None)), "{origin}");
        }
        assert!(!admits(&own, &with(None, Some("cross-site"), Some("no-cors"))));
        assert!(!admits(&own, &with(None, Some("same-site"), Some("cors"))));
    }

    #[test]
    fn others_need_the_token_and_a_number() {
        let open = door(Some("0.0.0.0"), Some("seal"));
        let with = |host, token| Asked { token, ..from(host) };
        assert!(admits(&open, &with("192.168.0.9:1111", Some("seal"))));
        for (host, token) in
            [("192.168.0.9:1111", None), ("192.168.0.9:1111", Some("sea")), ("evil.example:1111", Some("seal"))]
        {
            assert!(!admits(&open, &with(host, token)), "{host} {token:?}");
        }
        assert!(admits(&door(Some("plan.local"), Some("seal")), &with("plan.local:1111", Some("seal"))));
    }

    #[test]
    fn paths_are_decoded_once_and_hold_no_control_letters() {
        assert_eq!(path("/caf%C3%A9/").as_deref(), Some("/café/"));
        assert_eq!(path("/%252e%252e/").as_deref(), Some("/%2e%2e/"));
        for bad in ["/%00", "/a%0ab", "/%", "/%2", "/%zz", "/%ff", "a", "", "/%+1"] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }
}
