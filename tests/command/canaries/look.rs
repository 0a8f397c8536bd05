//! Where planted words are found: in every file of an output, in whatever way it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use rayon::prelude::*;

use super::words_in;
use crate::common::files_below;

/// By word: where it was found, as `channel path`.
pub type Found = BTreeMap<String, BTreeSet<String>>;

/// Every planted word in the names and bytes of all files below a folder. What a PDF holds is read
/// as its objects with nothing compressed, as its text and as its particulars.
pub fn below(folder: &Path) -> Found {
    let found = Mutex::new(Found::new());
    let note = |channel: &str, name: &str, bytes: &[u8]| {
        let mut words = BTreeSet::new();
        readings(bytes, &mut |reading| words_in(reading, &mut |word| words.extend([word.to_owned()])));
        let mut found = found.lock().unwrap();
        for word in words {
            found.entry(word).or_default().insert(format!("{channel} {name}"));
        }
    };
    files_below(folder).par_iter().for_each(|path| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        note("name", &name, name.as_bytes());
        let ending = name.rsplit('.').next().unwrap();
        note(ending, &name, &fs::read(path).unwrap());
        // Whatever else is compressed would have to be taken apart here.
        let known = [
            "html",
            "css",
            "js",
            "svg",
            "txt",
            "json",
            "csv",
            "xml",
            "ics",
            "pdf",
            "png",
            "woff2",
            "_headers",
            "_redirects",
        ];
        assert!(known.contains(&ending), "this test does not know how to look into {name}");
        if ending == "png" {
            // Nothing but the picture itself: no text, no time, no program.
            let bytes = fs::read(path).unwrap();
            let mut rest = &bytes[8..];
            while let [a, b, c, d, kind @ ..] = rest {
                let kind = std::str::from_utf8(&kind[..4]).unwrap();
                assert!(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(&kind), "{name} has a {kind}");
                rest = &rest[12 + u32::from_be_bytes([*a, *b, *c, *d]) as usize..];
            }
        }
        if ending == "pdf" {
            note("objects", &name, &objects(path));
            note("text", &name, text(path).as_bytes());
            note("particulars", &name, &tool("pdfinfo", &[], path, &[]));
            note("particulars", &name, &tool("pdfinfo", &["-meta"], path, &[]));
        }
    });
    found.into_inner().unwrap()
}

/// What a tool says of a file.
fn tool(name: &str, before: &[&str], path: &Path, after: &[&str]) -> Vec<u8> {
    let output = Command::new(name).args(before).arg(path).args(after).output().unwrap();
    assert!(output.status.success(), "{name} {}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A PDF with nothing compressed.
fn objects(path: &Path) -> Vec<u8> {
    tool("qpdf", &["--qdf", "--object-streams=disable", "--stream-data=uncompress", "--no-warn"], path, &["-"])
}

/// The text of a PDF, with a form feed after each page.
pub fn text(path: &Path) -> String {
    String::from_utf8(tool("pdftotext", &["-raw", "-enc", "UTF-8"], path, &["-"])).unwrap()
}

/// Shows bytes as they are and as all that they may stand for.
fn readings(bytes: &[u8], see: &mut dyn FnMut(&[u8])) {
    let mut narrow = |bytes: &[u8]| {
        see(bytes);
        // UTF-16, whichever way round.
        if bytes.contains(&0) {
            see(&bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>());
        }
    };
    narrow(bytes);
    narrow(&unescaped(bytes));
    // Hyphens and places to break within a word, as paper may have them.
    narrow(String::from_utf8_lossy(bytes).replace(['\u{ad}', '\u{200b}', '\u{200d}'], "").as_bytes());
    runs(bytes, |byte| byte.is_ascii_hexdigit(), 20).for_each(|run| narrow(&hex(run)));
    // In what is no text this would be chance alone.
    if std::str::from_utf8(bytes).is_err() {
        return;
    }
    let of_64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    for run in runs(bytes, of_64, 14) {
        (0..4).for_each(|skip| narrow(&base_64(&run[skip..])));
    }
}

/// The longest runs of such bytes that are long enough to hold a word.
fn runs(bytes: &[u8], fits: impl Fn(u8) -> bool, least: usize) -> impl Iterator<Item = &[u8]> {
    bytes.split(move |byte| !fits(*byte)).filter(move |run| run.len() >= least)
}

fn hex(run: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default();
    // A run may begin in the middle of a byte.
    let from = |run: &[u8]| -> Vec<u8> {
        run.chunks_exact(2).map(|two| u8::try_from(digit(two[0]) * 16 + digit(two[1])).unwrap()).collect()
    };
    [from(run), from(&run[1..])].join(&b' ')
}

fn base_64(run: &[u8]) -> Vec<u8> {
    let value = |byte: u8| -> u32 {
        match byte {
            b'A'..=b'Z' => u32::from(byte - b'A'),
            b'a'..=b'z' => u32::from(byte - b'a') + 26,
            b'0'..=b'9' => u32::from(byte - b'0') + 52,
            b'+' | b'-' => 62,
            _ => 63,
        }
    };
    let quad = |four: &[u8]| {
        let bits = four.iter().fold(0, |bits, byte| bits << 6 | value(*byte)) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..].to_vec()
    };
    run.chunks(4).flat_map(quad).collect()
}

/// Without the escapes of addresses (`%7a`), HTML (`&#122;`, `&#x7a;`), JSON (`\u007a`) and PDF (`\172`).
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..bytes.len().min(at + 10)];
        let number = |from: usize, digits: usize, radix: u32| {
            let digits = std::str::from_utf8(rest.get(from..from + digits)?).ok()?;
            u8::try_from(u32::from_str_radix(digits, radix).ok()?).ok().map(|own| (own, from + digits.len()))
        };
        let entity = |from: usize, radix: u32| {
            let end = rest.iter().position(|byte| *byte == b';')?;
            number(from, end.checked_sub(from)?, radix).map(|(own, _)| (own, end + 1))
        };
        let found = match rest {
            [b'%', ..] => number(1, 2, 16),
            [b'&', b'#', b'x' | b'X', ..] => entity(3, 16),
            [b'&', b'#', ..] => entity(2, 10),
            [b'\\', b'u', ..] => number(2, 4, 16),
            [b'\\', b'0'..=b'3', ..] => number(1, 3, 8),
            _ => None,
        };
        let (byte, length) = found.unwrap_or((bytes[at], 1));
        plain.push(byte);
        at += length;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(bytes: &[u8]) -> bool {
        let mut found = false;
        readings(bytes, &mut |reading| words_in(reading, &mut |word| found |= word == "zqcanareqz"));
        found
    }

    #[test]
    fn a_word_is_found_however_it_is_written() {
        let word = "zqcanareqz";
        let wide: Vec<u8> = word.bytes().flat_map(|byte| [0, byte]).collect();
        let narrow: Vec<u8> = word.bytes().flat_map(|byte| [byte, 0]).collect();
        let in_hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat();
        let each = |write: &dyn Fn(u8) -> String| word.bytes().map(write).collect::<Vec<_>>().concat();
        for written in [
            word.to_owned(),
            word.to_uppercase(),
            format!("<{}>", in_hex(word.as_bytes())),
            format!("<FEFF{}>", in_hex(&wide)),
            String::from_utf8(wide.clone()).unwrap(),
            String::from_utf8(narrow).unwrap(),
            each(&|byte| format!("%{byte:02x}")),
            each(&|byte| format!("&#{byte};")),
            each(&|byte| format!("&#x{byte:X};")),
            each(&|byte| format!("\\u{byte:04x}")),
            each(&|byte| format!("\\{byte:03o}")),
            format!("(\\376\\377{})", each(&|byte| format!("\\000{}", char::from(byte)))),
            "zqcan\u{ad}areqz".to_owned(),
            // "zqcanareqz", "1zqcanareqz" and "12zqcanareqz" in base 64.
            "enFjYW5hcmVxeg==".to_owned(),
            "MXpxY2FuYXJlcXo=".to_owned(),
            "src=\"data:text/plain;base64,MTJ6cWNhbmFyZXF6\"".to_owned(),
        ] {
            assert!(finds(written.as_bytes()), "{written}");
        }
        assert!(!finds(b"zqcanarfqz enFjYW5hcmZxeg== 7A7163616E617266"));
    }
}
