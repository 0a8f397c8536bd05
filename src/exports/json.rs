//! Open data as JSON, set so that people can read it too.

use serde_json::Value;

/// The bytes of the file.
#[must_use]
pub fn render(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
