//! Addresses on the web and for e-mail.

use super::decode::{Decode, Faults};
use super::node::Node;
use crate::diagnostic::Code;

/// A web address that a reader can follow: `http` or `https`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebAddress(pub String);

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

impl Decode for WebAddress {
    const WANTED: &'static str = "a web address";

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
}

/// An e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email(pub String);

impl Decode for Email {
    const WANTED: &'static str = "an e-mail address";

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
