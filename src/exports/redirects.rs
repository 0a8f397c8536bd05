//! `_redirects`: where old addresses lead, in the format that Netlify and Cloudflare Pages read.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What would end an address in this format, or be no address at all.
const ODD: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\');

/// The bytes of `_redirects`: what was moved for good, a line each.
#[must_use]
pub fn render(lines: &[(String, String)]) -> Vec<u8> {
    let address = |text: &str| utf8_percent_encode(text, ODD).to_string();
    let lines = lines.iter().map(|(from, to)| format!("{} {} 301\n", address(from), address(to)));
    lines.collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_falls_apart() {
        let lines = [("/my file.pdf".to_owned(), "/caf\u{e9}/#members".to_owned())];
        assert_eq!(render(&lines), b"/my%20file.pdf /caf%C3%A9/#members 301\n");
    }
}
