//! Numbers as a plan states them: digits, and nothing that a language would write them with.

use crate::diagnostic::Code;
use crate::records::decode::{Decode, Faults};
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

/// A number as a plan states it.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Number(pub f64);

impl Decode for Number {
    const WANTED: Wanted = Wanted::Number;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Kind::Scalar { text, plain: true, .. } = &node.kind else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let form = !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match text.parse::<f64>() {
            Ok(value) if form => Self(value),
            _ => {
                faults.add(Code::BadNumber, &node.place, format!("`{text}` is not a number")).help =
                    Some(suggest_digits(text));
                Self::default()
            }
        }
    }
}

/// How to write what was meant as a number.
fn suggest_digits(text: &str) -> String {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
    if let Some((from, to)) = text.split_once(['-', '–']).filter(|(from, to)| is_number(from) && is_number(to)) {
        return format!("A range has two numbers: `from: {from}` and `to: {to}`.");
    }
    // Signs that stand with a number and say nothing about how large it is.
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace() && !",'’£$€%".contains(*letter)).collect();
    if is_number(&plain.replacen('.', "", 1)) {
        return format!("Write it with digits alone: `{plain}`.");
    }
    "Write it with digits alone, as in `1200`.".into()
}
