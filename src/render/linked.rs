//! Data that stands in a page for programs, so that nothing in it can end it.

use serde_json::Value;

/// The data as JSON in which no letter means anything to HTML or to a script.
#[must_use]
pub fn render(value: &Value) -> String {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_and_all_is_read_again() {
        let value = serde_json::json!({ "name": "</script><!-- & \u{2028}\u{2029} \" \\" });
        let text = render(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
