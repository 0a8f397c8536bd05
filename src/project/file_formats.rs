//! Which files below `content/files/` are published: one table of endings, each with what the
//! content must be. Every other file is refused.

use crate::file_tree::Refusal;
use crate::pictures;
use crate::project::{active_content, file_names};

/// The largest text or picture that is looked into; bytes.
const MAX_INSPECTED: u64 = 40_000_000;
/// So many bytes at its start tell what any other file is.
const SIGNATURE: u64 = 64;

/// What the content of a file must be.
#[derive(Debug, Clone, Copy)]
enum RequiredContent {
    /// Text in UTF-8 that no browser takes for a web page.
    Text,
    /// An SVG picture that neither runs nor fetches anything.
    Svg,
    /// XML that no browser takes for a web page.
    Xml,
    /// A picture that begins like this. All of it is read, to find its width and height.
    Picture(&'static [&'static [u8]]),
    /// Anything else that begins like this; `?` is any byte. None begins as a web page could, since
    /// browsers look at the first bytes where a server does not say what a file is.
    Other(&'static [&'static [u8]]),
}

use RequiredContent::{Other, Picture, Svg, Text, Xml};

/// A format that is published.
struct PublishedFormat {
    called: &'static str,
    endings: &'static [&'static str],
    content: RequiredContent,
}

const fn format(called: &'static str, endings: &'static [&'static str], content: RequiredContent) -> PublishedFormat {
    PublishedFormat { called, endings, content }
}

/// `md` is not among the endings of texts: GitHub Pages makes a web page of every file that has it.
///
/// An ending may be in several rows. Where a name does not fit, the first row that the content fits
/// says how to name the file.
const FORMATS: &[PublishedFormat] = &[
    format("a PDF document", &["pdf", "ai"], Other(&[b"%PDF-"])),
    format("a PNG picture", &["png"], Picture(&[b"\x89PNG\r\n\x1a\n"])),
    format("a JPEG picture", &["jpg", "jpeg"], Picture(&[b"\xFF\xD8\xFF"])),
    format("a GIF picture", &["gif"], Picture(&[b"GIF87a", b"GIF89a"])),
    format("a WebP picture", &["webp"], Picture(&[b"RIFF????WEBP"])),
    format("an AVIF picture", &["avif"], Picture(&[b"\0\0??ftypavi?", b"\0\0??ftypmif1"])),
    format("a HEIC picture", &["heic", "heif"], Picture(&[b"\0\0??ftyphe??", b"\0\0??ftypm?f1"])),
    format("a TIFF picture", &["tif", "tiff"], Picture(&[b"II*\0", b"MM\0*"])),
    format("a PostScript drawing", &["eps", "ai"], Other(&[b"%!PS", b"\xC5\xD0\xD3\xC6"])),
    format("a Photoshop picture", &["psd"], Other(&[b"8BPS"])),
    format("a ZIP archive", ZIPPED, Other(&[b"PK\x03\x04"])),
    // Newer Office documents with a password are in the older container.
    format(
        "an Office document",
        &["doc", "xls", "ppt", "pps", "dot", "docx", "xlsx", "pptx"],
        Other(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"]),
    ),
    format("an RTF document", &["rtf", "doc"], Other(&[b"{\\rtf"])),
    format("an MPEG-4 film", &["mp4", "m4v", "mov", "m4a"], Other(&[b"\0\0??ftyp"])),
    format("a WebM film", &["webm", "mkv"], Other(&[b"\x1A\x45\xDF\xA3"])),
    format("an Ogg recording", &["ogg", "oga", "ogv", "opus"], Other(&[b"OggS"])),
    format("an MP3 recording", &["mp3"], Other(&[b"ID3", b"\xFF\xFB", b"\xFF\xFA", b"\xFF\xF3", b"\xFF\xF2"])),
    format("a WAV recording", &["wav"], Other(&[b"RIFF????WAVE"])),
    format("a FLAC recording", &["flac"], Other(&[b"fLaC"])),
    format("an AAC recording", &["aac"], Other(&[b"\xFF\xF1", b"\xFF\xF9", b"ADIF"])),
    format("a WOFF2 font", &["woff2"], Other(&[b"wOF2"])),
    format("a WOFF font", &["woff"], Other(&[b"wOFF"])),
    format("a TrueType font", &["ttf", "otf"], Other(&[b"\0\x01\0\0", b"true"])),
    format("an OpenType font", &["otf"], Other(&[b"OTTO"])),
    format("an SVG picture", &["svg"], Svg),
    format("XML", &["xml", "kml", "gpx", "gml", "rss", "atom", "rdf", "xsd"], Xml),
    format("text", &["txt", "csv", "tsv", "json", "geojson", "ics", "vcf", "vtt", "srt", "brf"], Text),
];

/// Formats that are ZIP archives inside.
const ZIPPED: &[&str] = &[
    "zip", "docx", "xlsx", "pptx", "dotx", "xltx", "potx", "ppsx", "odt", "ods", "odp", "odg", "ott", "ots", "otp",
    "epub", "kmz",
];

/// How many bytes at the start of a file `check` has to see.
#[must_use]
pub fn inspected_bytes(path: &str) -> u64 {
    let ending = file_names::ending(path);
    let most = formats_with_ending(&ending).map(|format| match format.content {
        Other(_) => SIGNATURE,
        Picture(_) => pictures::LARGEST_FILE,
        Text | Svg | Xml => MAX_INSPECTED,
    });
    most.max().unwrap_or(MAX_INSPECTED)
}

/// Looks at the name of a file below `content/files/` and at its first bytes; `is_whole` says
/// whether these are all.
///
/// # Errors
/// Why the file is not published.
pub fn check(path: &str, bytes: &[u8], is_whole: bool) -> Result<(), Refusal> {
    let ending = file_names::ending(path);
    let Some(first) = formats_with_ending(&ending).next() else {
        return Err(refuse_misnamed(&refuse_unknown(&ending), path, bytes, is_whole, ANOTHER_FORMAT));
    };
    if !is_whole && matches!(first.content, Text | Svg | Xml) {
        return Err(Refusal::TooLarge(MAX_INSPECTED));
    }
    if !formats_with_ending(&ending).any(|format| format.is_fit(bytes)) {
        return Err(first.find_problem(path, bytes, is_whole));
    }
    if path.contains(file_names::is_unsafe) {
        let problem = "the name of this file holds a backslash or a control character, which some systems obey".into();
        let rename = Some(file_names::make_harmless(&path.replace(file_names::is_unsafe, "-")));
        return Err(Refusal::Unpublished { problem, advice: String::new(), rename });
    }
    let Some(part) = file_names::find_harmful_ending(path) else { return Ok(()) };
    let problem = format!("some web servers run a file with `.{part}` in its name, or send it as a web page");
    Err(Refusal::Unpublished { problem, advice: String::new(), rename: Some(file_names::make_harmless(path)) })
}

/// What to do with a file that cannot be published as it is.
const ANOTHER_FORMAT: &str = "Publish it as PDF, as plain text or in a ZIP archive.";
const SAVE_AGAIN: &str = "Save it again in the format that the ending of its name says.";

fn formats_with_ending(ending: &str) -> impl Iterator<Item = &'static PublishedFormat> {
    FORMATS.iter().filter(move |format| format.endings.contains(&ending))
}

fn refuse_unknown(ending: &str) -> String {
    match ending {
        "" => "the name of this file has no ending that says what it is".into(),
        _ if file_names::is_harmful(ending) => {
            format!("a file that ends in `.{ending}` is a web page, script or program")
        }
        _ => format!("files that end in `.{ending}` are not published"),
    }
}

/// A file whose name is not that of its content, with the name that it could have.
fn refuse_misnamed(problem: &str, path: &str, bytes: &[u8], is_whole: bool, otherwise: &str) -> Refusal {
    let Some(format) = guess_format(bytes, is_whole) else {
        return Refusal::Unpublished { problem: problem.into(), advice: otherwise.into(), rename: None };
    };
    let endings: Vec<String> = format.endings.iter().map(|ending| format!("`.{ending}`")).collect();
    let advice = format!("It holds {}, which may end in {}.", format.called, endings.join(", "));
    // An ending that says nothing may be a part of the name, as in `Plan v1.2`.
    let path = path.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let ending = file_names::ending(path);
    let stem = match path.rsplit_once('.') {
        Some((stem, _)) if formats_with_ending(&ending).next().is_some() => stem,
        _ => path,
    };
    let kept = format.endings.iter().find(|known| **known == ending);
    let rename = format!("{}.{}", file_names::make_harmless(stem), kept.unwrap_or(&format.endings[0]));
    Refusal::Unpublished { problem: problem.into(), advice, rename: Some(rename) }
}

/// The format of some content.
fn guess_format(bytes: &[u8], is_whole: bool) -> Option<&'static PublishedFormat> {
    let can_tell = |format: &&PublishedFormat| match format.content {
        // A web page may be well-formed as well.
        Xml => is_whole && bytes.starts_with(b"<?xml"),
        Text | Svg => is_whole,
        Picture(_) | Other(_) => true,
    };
    FORMATS.iter().filter(can_tell).find(|format| !bytes.is_empty() && format.is_fit(bytes))
}

impl PublishedFormat {
    fn is_fit(&self, bytes: &[u8]) -> bool {
        let begins = |pattern: &&[u8]| {
            bytes.len() >= pattern.len() && pattern.iter().zip(bytes).all(|(sign, byte)| *sign == b'?' || sign == byte)
        };
        match self.content {
            Text => is_text(bytes) && !active_content::begins_like_a_page(bytes),
            Svg => active_content::in_picture(bytes).is_none(),
            Xml => active_content::in_data(bytes).is_none(),
            Picture(patterns) | Other(patterns) => patterns.iter().any(begins),
        }
    }

    /// Why a file with one of the endings is not published.
    fn find_problem(&self, path: &str, bytes: &[u8], is_whole: bool) -> Refusal {
        let running = |problem: String| refuse_misnamed(&problem, path, bytes, is_whole, ANOTHER_FORMAT);
        match self.content {
            Svg => Refusal::UnsafePicture(active_content::in_picture(bytes).unwrap_or_default()),
            Xml => running(format!("this XML holds {}", active_content::in_data(bytes).unwrap_or_default())),
            Text if is_text(bytes) => running("this text begins like a web page".into()),
            Text if guess_format(bytes, is_whole).is_none() => Refusal::NotUtf8,
            _ => {
                let problem = format!("the content of this file is not what `.{}` says", file_names::ending(path));
                refuse_misnamed(&problem, path, bytes, is_whole, SAVE_AGAIN)
            }
        }
    }
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
}

/// Every ending that is published, with the least content that fits it.
#[cfg(test)]
pub fn samples() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let content = |format: &PublishedFormat| match format.content {
        Text => b"words".to_vec(),
        Svg => b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        Xml => b"<?xml version='1.0'?><x/>".to_vec(),
        Picture(patterns) | Other(patterns) => patterns[0].to_vec(),
    };
    FORMATS.iter().flat_map(move |format| format.endings.iter().map(move |ending| (*ending, content(format))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name that is proposed for a file.
    fn proposed(path: &str, bytes: &[u8]) -> Option<String> {
        match check(path, bytes, true) {
            Err(Refusal::Unpublished { rename, .. }) => rename,
            other => panic!("{path}: {other:?}"),
        }
    }

    #[test]
    fn names_that_people_give_are_published() {
        for name in [
            "Plan v1.2.final.pdf",
            "report.2026.01.pdf",
            "Minutes 3. May.PDF",
            "plan.es.pdf",
            "plan.de.pdf",
            "www.example.com.pdf",
            "logo.svg.pdf",
            "Acme Inc. report.pdf",
            "html.pdf",
            "php notes.pdf",
            "a..b.pdf",
            "2026.01/report.pdf",
            "caf\u{e9} 50%.pdf",
        ] {
            assert_eq!(check(name, b"%PDF-1.7 ...", false), Ok(()), "{name}");
        }
        for name in ["minutes.v2.docx", "a.xlsx", "a.odt", "a.epub", "a.zip", "a.tar.zip"] {
            assert_eq!(check(name, b"PK\x03\x04...", false), Ok(()), "{name}");
        }
        assert_eq!(check("locked.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", false), Ok(()));
        for name in ["a.txt", "a.csv", "a.json", "a.ics", "a.brf", "empty.txt"] {
            let text = if name == "empty.txt" { "" } else { "\u{feff}caf\u{e9}, < 5" };
            assert_eq!(check(name, text.as_bytes(), true), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_a_server_could_run_is_refused_and_another_name_is_proposed() {
        for (name, proposal) in [
            ("x.html.pdf", "x-html.pdf"),
            ("x.PHP.pdf", "x-PHP.pdf"),
            ("x.php7.v2.pdf", "x-php7.v2.pdf"),
            ("x.phar.pdf", "x-phar.pdf"),
            ("x.php.html.pdf", "x-php-html.pdf"),
            ("x.cgi .pdf", "x-cgi .pdf"),
            ("x.asp;.pdf", "x-asp;.pdf"),
            ("x.asp:a.pdf", "x-asp:a.pdf"),
            ("x.\u{ff50}\u{ff48}\u{ff50}.pdf", "x-\u{ff50}\u{ff48}\u{ff50}.pdf"),
            ("x.asp/y.pdf", "x-asp/y.pdf"),
            ("x.html", "x-html.pdf"),
            ("x.phar", "x-phar.pdf"),
            ("x.html.foo", "x-html.foo.pdf"),
            ("x.html.en", "x-html.en.pdf"),
            ("x.pdf.", "x.pdf"),
            ("x.pdf .", "x.pdf"),
            ("x.html.pdf ", "x-html.pdf"),
            ("x", "x.pdf"),
            ("Plan v1.2", "Plan v1.2.pdf"),
            ("x.docx", "x.pdf"),
            ("a.b.txt", "a.b.pdf"),
        ] {
            assert_eq!(proposed(name, b"%PDF-1.7\xFF").as_deref(), Some(proposal), "{name}");
            assert_eq!(check(proposal, b"%PDF-1.7\xFF", true), Ok(()), "{proposal}");
        }
    }

    #[test]
    fn content_that_is_not_what_the_name_says_is_refused() {
        for (name, bytes, proposal) in [
            ("a.pdf", &b"\x89PNG\r\n\x1a\n"[..], Some("a.png")),
            ("a.doc", b"PK\x03\x04", Some("a.zip")),
            ("a.gif", b"GIF87b", Some("a.txt")),
            ("a.pdf", b"words", Some("a.txt")),
            ("a.foo", b"words", Some("a.foo.txt")),
            ("a.js", b"alert(1)", Some("a-js.txt")),
            ("a.csv", b"%PDF-\xFF", Some("a.pdf")),
            ("a.txt", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some("a.svg")),
            ("a.md", b" <!-- b --><p>", None),
            ("a.mp4", b"<!--ftypmp42--><script>", None),
            ("a.html", b"<html>", None),
            ("a", b"<script>alert(1)</script>", None),
            ("a", b"<?xml version='1.0'?><a/>", Some("a.xml")),
            ("a.txt", b"---\npermalink: /a.html\n---\n<script>alert(1)</script>", None),
            ("a.csv", b"--- \r\n---\r\n", None),
            ("README.md", b"words", Some("README.md.txt")),
            ("a.gpx", b"<a><script>alert(1)</script></a>", None),
            ("a.pdf", b"", None),
            ("a.exe", b"MZ\xFF", None),
        ] {
            assert_eq!(proposed(name, bytes).as_deref(), proposal, "{name}");
            let accepted = proposal.is_none_or(|name| check(name, bytes, true).is_ok());
            assert!(accepted, "{proposal:?}");
        }
        assert_eq!(check("a.csv", b"caf\xE9", true), Err(Refusal::NotUtf8));
        assert_eq!(check("a.txt", b"a\0", true), Err(Refusal::NotUtf8));
        assert_eq!(check("a.txt", b"a", false), Err(Refusal::TooLarge(MAX_INSPECTED)));
    }

    #[test]
    fn no_format_begins_as_a_page_could_and_no_ending_does_harm() {
        for format in FORMATS {
            assert!(format.endings.iter().all(|ending| !file_names::is_harmful(ending)), "{}", format.called);
            if let Picture(patterns) | Other(patterns) = format.content {
                for pattern in patterns {
                    assert!(!b"<? \t\n\r\x0C\xEF".contains(&pattern[0]), "{}", format.called);
                    assert!(pattern.len() as u64 <= SIGNATURE, "{}", format.called);
                }
            }
        }
    }
}
