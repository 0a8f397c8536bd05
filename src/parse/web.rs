//! Addresses on the web and for e-mail.

use super::decode::{Decode, Faults};
use super::node::Node;
use crate::diagnostic::Code;

/// A web address that a reader can follow: `http` or `https`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebAddress(pub String);

impl Decode for WebAddress {
    const WANTED: &'static str = "a web address";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        // Readers of addresses pass over spaces and control characters, each in its own way.
        let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || c.is_control());
        let whole = text.split_once("://").is_some_and(|(scheme, _)| scheme.len() <= 5);
        match url::Url::parse(text) {
            Ok(address) if plain && whole && matches!(address.scheme(), "http" | "https") && address.has_host() => {
                Self(text.to_owned())
            }
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
