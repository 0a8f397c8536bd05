//! `_headers`: what servers send with every file, in the format that Netlify and Cloudflare Pages read.

/// The bytes of `_headers`.
#[must_use]
pub fn render(headers: impl Iterator<Item = (&'static str, String)>) -> Vec<u8> {
    let mut text = String::from("/*\n");
    for (name, value) in headers {
        text.extend(["  ", name, ": ", &value, "\n"]);
    }
    text.into_bytes()
}
