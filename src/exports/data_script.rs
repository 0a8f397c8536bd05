//! Data for the site's own scripts, as a script that sets one variable: so it is read from a disk as
//! well as from a server, and the strictest policy lets it in.

use serde::Serialize;

/// The bytes of the file.
#[must_use]
pub fn render(variable: &str, data: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(data).unwrap_or_default();
    // Nothing in it may look like the end of a script, wherever it is put.
    format!("var {variable}={};\n", json.replace('<', "\\u003c")).into_bytes()
}
