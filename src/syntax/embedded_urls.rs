//! What in HTML, stylesheets, scripts and other texts may be the address of a file.
//!
//! Too much is named rather than too little: what leads to no file is passed over later.

use std::collections::BTreeSet;

use crate::file_tree::{each_whole_address, file_address, join_addresses};
use crate::syntax::markdown;

/// Endings of files that browsers read as code, or as lists of addresses.
const CODE: &[&str] = &["css", "js", "mjs", "cjs", "json", "webmanifest", "m3u8"];
/// Endings of Markdown.
const MARKDOWN: &[&str] = &["md", "markdown"];
/// No address is longer, in bytes.
const LONGEST: usize = 2_000;
/// The most attributes of one element that are read.
const BASES: usize = 8;

/// Whether a file may contain addresses of others, by its name and its first bytes.
#[must_use]
pub fn may_name_others(name: &str, start: &[u8]) -> bool {
    let ending = find_ending(name);
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    CODE.contains(&&*ending) || MARKDOWN.contains(&&*ending) || text.starts_with(b"<")
}

/// Finds what may be an address in a file, each once.
#[must_use]
pub fn find_in_file(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut see = |address: &str| {
        if address.len() <= LONGEST {
            found.insert(address.to_owned());
        }
    };
    let (text, ending) = (String::from_utf8_lossy(bytes), find_ending(name));
    if CODE.contains(&&*ending) {
        find_in_code(&text, &mut see);
    } else if MARKDOWN.contains(&&*ending) {
        markdown::addresses(&text, &mut see);
    } else {
        find_in_html(&text, &mut see);
        let path = file_address(name.trim_start_matches("content/files/"));
        for base in find_bases(&text) {
            let joined: Vec<String> =
                found.iter().filter_map(|address| join_addresses(&path, &base, address)).collect();
            found.extend(joined);
        }
    }
    found.into_iter().collect()
}

/// Finds the address in the first `base` element of a page, to which its addresses are relative.
fn find_bases(html: &str) -> Vec<String> {
    let mut tags = html.match_indices('<').map(|(at, _)| &html[at + 1..]);
    let Some(tag) = tags.find(|tag| begins_with_word(tag, "base") && !begins_with_word(tag, "basefont")) else {
        return Vec::new();
    };
    let mut values = BTreeSet::new();
    find_in_tag(tag, &mut |value| {
        values.insert(value.to_owned());
    });
    values.into_iter().filter(|value| value.len() <= LONGEST).take(BASES).collect()
}

fn find_ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// Visits what may be an address in a stylesheet, a script or a template: each piece between quotation
/// marks, brackets or other signs that may end one.
pub fn find_in_code(code: &str, see: &mut dyn FnMut(&str)) {
    let code = unescape(code);
    let quote = |letter: char| "\"'`".contains(letter);
    let bracket = |letter: char| quote(letter) || "()".contains(letter);
    let any = |letter: char| bracket(letter) || letter.is_whitespace() || ",;=<>[]{}|".contains(letter);
    let mut show = |piece: &str| {
        let piece = piece.trim();
        // Most of it is code.
        if piece.len() <= LONGEST && piece.contains(['.', '/', '%']) && !piece.contains(['\n', '{', '}', ';', '<', '>'])
        {
            see(piece);
        }
    };
    code.split(quote).for_each(&mut show);
    code.split(bracket).for_each(&mut show);
    code.split(any).for_each(&mut show);
}

/// Replaces the escapes of scripts (`\x2f`, `\u002f`) and stylesheets (`\2f `) by their letters.
fn unescape(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let digits = |text: &str, most: usize| {
            let count = text.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
            let letter = u32::from_str_radix(&text[..count], 16).ok().and_then(char::from_u32)?;
            Some((letter, text.len() - count))
        };
        let script = [("x", 2), ("u{", 6), ("u", 4)]
            .into_iter()
            .find_map(|(sign, most)| digits(after.strip_prefix(sign)?, most));
        let (letter, left) = match script.or_else(|| digits(after, 6)) {
            Some((letter, left)) => (Some(letter), left),
            None => (after.chars().next(), after.len() - after.chars().next().map_or(0, char::len_utf8)),
        };
        plain.extend(letter);
        rest = &after[after.len() - left..];
        // A brace ends the one form, a space the other.
        if letter != after.chars().next() {
            rest = rest.strip_prefix(['}', ' ']).unwrap_or(rest);
        }
    }
    plain.push_str(rest);
    plain
}

/// Visits what may be an address in HTML or XML: attribute values, addresses in stylesheets and
/// scripts, and whole addresses in the text.
pub fn find_in_html(html: &str, see: &mut dyn FnMut(&str)) {
    let mut rest = html;
    while let Some((words, after)) = rest.split_once('<') {
        find_in_words(words, see);
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(['!', '?']) {
            let (declared, after) = after.split_once('>').unwrap_or((after, ""));
            find_in_code(declared, see);
            rest = after;
        } else if after.starts_with(|letter: char| letter.is_alphabetic() || letter == '/') {
            rest = find_in_tag(after, see);
            if let Some(element) = ["script", "style"].into_iter().find(|element| begins_with_word(after, element)) {
                let mut ends = rest.match_indices("</").map(|(at, _)| at);
                let end = ends.find(|at| begins_with_word(&rest[at + 2..], element)).unwrap_or(rest.len());
                find_in_code(&rest[..end], see);
                rest = &rest[end..];
            }
        }
    }
    find_in_words(rest, see);
}

/// Whether a text begins with a word in small letters or capitals.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

fn find_in_words(words: &str, see: &mut dyn FnMut(&str)) {
    each_whole_address(&htmlize::unescape(words), see);
}

/// Visits the attribute values of one tag, and returns the text after it.
fn find_in_tag<'a>(tag: &'a str, see: &mut dyn FnMut(&str)) -> &'a str {
    let mut rest = tag.trim_start_matches(|letter: char| !letter.is_ascii_whitespace() && !"/>".contains(letter));
    // Before an end tag's name stands a `/`, as before the end of an empty one.
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if rest.is_empty() {
            return rest;
        }
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        // A name may begin with the sign that else ends it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|letter: char| letter.is_ascii_whitespace() || "/>=".contains(letter));
        let (name, after) = rest.split_at(end.map_or(rest.len(), |end| first + end));
        rest = after;
        let Some(value) = after.trim_ascii_start().strip_prefix('=') else { continue };
        let value = value.trim_ascii_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(
                value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>').unwrap_or(value.len()),
            ),
        };
        find_in_attribute(&name.to_ascii_lowercase(), &htmlize::unescape_attribute(value), see);
        rest = after;
    }
}

/// Visits an attribute's value and its pieces: some hold several addresses, a style or a script.
fn find_in_attribute(name: &str, value: &str, see: &mut dyn FnMut(&str)) {
    see(value);
    // Labels only hold whole addresses.
    if matches!(name, "alt" | "title" | "placeholder" | "label") || name.starts_with("aria-") {
        each_whole_address(value, see);
    } else {
        find_in_code(value, see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(read: impl Fn(&mut dyn FnMut(&str))) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        read(&mut |address| {
            found.insert(address.to_owned());
        });
        found
    }

    #[test]
    fn every_attribute_of_html_may_hold_an_address() {
        for html in [
            "<a href=\"/files/a.pdf\">",
            "<a href='/files/a.pdf'>",
            "<a href=/files/a.pdf>",
            "<A HREF = /files/a.pdf >",
            "<a\n\thref\n=\n'/files/a.pdf'\n>",
            "<a href=\"&#47;files&#x2F;a&period;pdf\">",
            "<a href=\"&#47files&sol;a.pdf\">",
            "<img alt='1 > 0' src=/files/a.pdf>",
            "<img/src=\"/files/a.pdf\"/>",
            "<img =\"' src=/files/a.pdf>",
            "<img srcset=\"/files/b.png 1x, /files/a.pdf 2x\">",
            "<video poster=/files/a.pdf>",
            "<object data='/files/a.pdf'>",
            "<form action='/files/a.pdf'>",
            "<b style=\"background: url( '/files/a.pdf' )\">",
            "<b style='background: url(/files\\2f a.pdf)'>",
            "<meta http-equiv=refresh content='0; url=/files/a.pdf'>",
            "<b onclick=\"open('\\x2ffiles\\u002fa.pdf')\">",
            "<style>@import \"/files/a.pdf\";</style>",
            "<SCRIPT>location = `/files/a.pdf`</SCRIPT>",
            "<?xml-stylesheet href=\"/files/a.pdf\"?>",
            "<!DOCTYPE a SYSTEM '/files/a.pdf'>",
            "<a data-x='{\"to\": \"\\/files\\/a.pdf\"}'>",
            "<!-- a --><a href='/files/a.pdf",
        ] {
            assert!(found(|see| find_in_html(html, see)).contains("/files/a.pdf"), "{html}");
        }
        for html in [
            "<p>/files/a.pdf</p>",
            "<!-- <a href='/files/a.pdf'> -->",
            "a < b /files/a.pdf",
            "<img alt='not /files/a.pdf'>",
        ] {
            assert!(!found(|see| find_in_html(html, see)).contains("/files/a.pdf"), "{html}");
        }
        let words = found(|see| find_in_html("<loc>https://a.example/files/a.pdf</loc>", see));
        assert!(words.contains("https://a.example/files/a.pdf"), "{words:?}");
    }

    #[test]
    fn code_and_markdown_name_files_in_every_way_of_theirs() {
        for (name, text) in [
            ("a.css", "b { background: url(my.png) }"),
            ("a.css", "@import 'my.png';"),
            ("a.CSS", "b { background: u\\72l(my\\2e png) }"),
            ("a.js", "fetch('my.png')"),
            ("a.json", "{\"to\": \"my.png\"}"),
            ("a.m3u8", "#EXTM3U\nmy.png\n"),
            ("a.md", "[x](my.png)"),
            ("a.md", "![x][y]\n\n[y]: <my.png>"),
            ("a.md", "<img\n src=my.png>"),
            ("a.svg", "<svg><image href='my.png'/></svg>"),
            ("a", "\u{feff} <html><a href=my.png>"),
        ] {
            assert!(may_name_others(name, text.as_bytes()), "{name}");
            assert!(find_in_file(name, text.as_bytes()).contains(&"my.png".to_owned()), "{name} {text}");
        }
        for (name, text) in [("a.txt", "my.png"), ("a.pdf", "%PDF"), ("a.png", "\u{fffd}PNG")] {
            assert!(!may_name_others(name, text.as_bytes()), "{name}");
        }
    }

    #[test]
    fn a_page_may_say_from_where_its_addresses_are_read() {
        for base in ["/files/y/", "../y/", "//site.invalid/files/y/z"] {
            let html = format!("<base target=_blank href=\"{base}\"><a href=my.png>");
            let found = find_in_file("content/files/x/a.html", html.as_bytes());
            assert!(found.contains(&"/files/y/my.png".to_owned()), "{base}: {found:?}");
        }
    }

    #[test]
    fn no_text_is_looked_through_again_and_again() {
        for piece in
            ["<style>", "<script></scrip", "<a href='", "http://", "<!--", "\\", "<\u{e9}", "'", "&", "<?", "</"]
        {
            let mut count = 0;
            find_in_html(&piece.repeat(100_000), &mut |_| count += 1);
            assert!(count < 1_000_000, "{piece}: {count}");
        }
    }
}
