//! What in a file a browser would run or fetch when somebody opens it. Only this file decides it.
//!
//! Content is not trusted: whoever may write a plan may not run code in its readers' browsers. The
//! files of a theme are code, and are not looked at.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Parts of the names of vocabularies whose elements browsers run.
const RUNNING: &[&str] = &["1999/xhtml", "1998/math", "xml-events", "xforms", "xbl", "xsl/transform"];

/// What a file begins with that browsers take for HTML where a server does not say what it is. From
/// <https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type>.
const HTML_STARTS: &[&str] = &[
    "!doctype html",
    "!--",
    "a",
    "b",
    "body",
    "br",
    "div",
    "font",
    "h1",
    "head",
    "html",
    "iframe",
    "p",
    "script",
    "style",
    "table",
    "title",
];

/// The elements that a picture which stays still is made of.
const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// What in an SVG picture could run, fetch or be styled from outside, if anything.
#[must_use]
pub fn in_picture(bytes: &[u8]) -> Option<String> {
    in_xml(bytes, true)
}

/// What in XML makes a page of it when a browser opens it, if anything.
#[must_use]
pub fn in_data(bytes: &[u8]) -> Option<String> {
    in_xml(bytes, false)
}

/// Whether a text begins as HTML or XML does, or with the `---` by which Jekyll, and so GitHub Pages,
/// makes a web page of any text.
#[must_use]
pub fn begins_like_a_page(bytes: &[u8]) -> bool {
    if bytes.strip_prefix(b"---").is_some_and(|rest| rest.trim_ascii_start().len() < rest.len()) {
        return true;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    matches!(text, [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'))
}

/// Whether browsers take XML for HTML where a server does not say what it is. The standard asks for a
/// space or `>` after the name; Chromium does not.
fn is_taken_for_html(text: &str) -> bool {
    let text = text.trim_start_matches('<');
    HTML_STARTS.iter().any(|start| text.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
}

/// Looks at each element of XML, and at all that can make more of it than stands there.
fn in_xml(bytes: &[u8], picture: bool) -> Option<String> {
    // A browser believes what a file says of its encoding, so it may say only the one that is read here.
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) else {
        return Some("letters that are not in UTF-8".into());
    };
    let text = text.trim_start_matches('\u{feff}');
    // Nothing that begins like this is a stream in Brotli, for which some servers take `.br` in a name.
    if !text.starts_with('<') {
        return Some("something before its first `<`".into());
    }
    if is_taken_for_html(text) {
        return Some("a beginning that browsers take for HTML, without `<?xml …?>` before it".into());
    }
    // XML has none. To a browser that is told of another encoding, such as ISO-2022-JP by a server that
    // takes `.jis` in a name for it, they change what the letters after them mean.
    if text.contains(|c: char| c.is_ascii_control() && !c.is_ascii_whitespace()) {
        return Some("a control character".into());
    }
    let mut reader = NsReader::from_str(text);
    let mut is_rooted = false;
    loop {
        let found = match reader.read_resolved_event() {
            Ok((space, Event::Start(tag) | Event::Empty(tag))) => {
                if picture && !is_rooted && tag.local_name().into_inner() != "svg" {
                    return Some("no `svg` element at its beginning".into());
                }
                is_rooted = true;
                // Names of other vocabularies mean nothing to a browser.
                let is_svg = !matches!(space, ResolveResult::Bound(Namespace(name)) if name != SVG);
                in_element(&tag, picture, picture && is_svg)
            }
            // In a picture it may define anything; elsewhere only what stands in brackets does.
            Ok((_, Event::DocType(text))) if picture || text.contains('[') => Some("a document type".into()),
            Ok((_, Event::PI(instruction))) if instruction.target().to_lowercase().starts_with("xml-") => {
                Some(format!("the instruction `{}`", instruction.target()))
            }
            Ok((_, Event::Decl(declaration))) => {
                let plain = declaration.encoding().is_none_or(|name| {
                    name.is_ok_and(|name| ["utf-8", "us-ascii"].contains(&name.to_lowercase().as_str()))
                });
                (!plain).then(|| "letters that are not in UTF-8".into())
            }
            Ok((_, Event::Eof)) => return (!is_rooted).then(|| "no element".into()),
            Ok(_) => None,
            Err(_) => Some("something that cannot be read as XML".into()),
        };
        if found.is_some() {
            return found;
        }
    }
}

/// What one element could do; `own` says whether it is part of a picture, and not a note of the
/// program that drew it.
fn in_element(tag: &BytesStart<'_>, picture: bool, is_svg: bool) -> Option<String> {
    let name = tag.local_name().into_inner();
    if is_svg && !ELEMENTS.contains(&name) {
        return Some(format!("a `{name}` element"));
    }
    for attribute in tag.attributes() {
        let value =
            attribute.as_ref().ok().and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok());
        let (Ok(attribute), Some(value)) = (&attribute, value) else {
            return Some("an attribute that cannot be read".into());
        };
        if attribute.key.as_namespace_binding().is_some() {
            // Its spelling must be plain: who compares namespaces compares letters.
            let runs = RUNNING.iter().any(|part| value.to_lowercase().contains(part)) || attribute.value.contains('&');
            if runs || (!picture && *value == *SVG) {
                return Some(format!("the namespace `{value}`"));
            }
            continue;
        }
        let key = attribute.key.local_name().as_ref().to_lowercase();
        if picture && (key.starts_with("on") || key == "style" || key == "base") {
            return Some(format!("the attribute `{key}`"));
        }
        if picture && (key == "href" || key == "src") && !value.trim().starts_with('#') {
            return Some("a link to another file".into());
        }
        if is_svg && attribute.key.prefix().is_none() && fetches(&value) {
            return Some(format!("an address outside of it, in the attribute `{key}`"));
        }
    }
    None
}

/// Whether a value would be fetched from somewhere, taken as a piece of a stylesheet.
fn fetches(value: &str) -> bool {
    let value = value.to_lowercase();
    let elsewhere = |after: &str| !after.trim_start().trim_start_matches(['"', '\'']).trim_start().starts_with('#');
    value.split("url(").skip(1).any(elsewhere)
        || ["src(", "image(", "image-set(", "cross-fade(", "@import"].iter().any(|word| value.contains(word))
        // A stylesheet may write any letter of a word as its number.
        || (value.contains('\\') && value.contains('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    #[test]
    fn pictures_that_stay_still_are_let_through() {
        let inner = [
            "<g transform='scale(2)'><path d='M0 0' fill='url(#a)' stroke='URL( \"#b\" )'/></g>",
            "<use xlink:href='#a'/><use href=' #a'/><a href='#top'><text font-family=\"'Sans'\">&lt;script&gt;</text></a>",
            "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='http://a.example/'/></metadata>",
            "<i:namedview xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:export='C:\\a (1).png'/>",
            "<text><![CDATA[<script>]]></text><!-- <script> -->",
        ];
        for inner in inner {
            let picture = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{ROOT}>{inner}</svg>");
            assert_eq!(in_picture(picture.as_bytes()), None, "{picture}");
        }
    }

    #[test]
    fn pictures_that_run_or_fetch_are_refused() {
        let inner = [
            "<script>alert(1)</script>",
            "<script href='#a'/>",
            "<SCRIPT/>",
            "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
            "<x:script/>",
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
            "<h:script xmlns:h='http://www.w3.org/1999/xhtm&#108;'>alert(1)</h:script>",
            "<h:b xmlns:h='&#104;ttp://a.example/'/>",
            "<m:mi xmlns:m='http://www.w3.org/1998/Math/MathML'/>",
            "<foreignObject><b/></foreignObject>",
            "<style>@import 'http://a.example/';</style>",
            "<set attributeName='href' to='javascript:alert(1)'/>",
            "<animate attributeName='href' values='javascript:alert(1)'/>",
            "<animateTransform/>",
            "<discard/>",
            "<handler xmlns='' type='text/javascript'/>",
            "<iframe src='#a'/>",
            "<rect onload='alert(1)'/>",
            "<rect ONLOAD='alert(1)'/>",
            "<rect x:onload='alert(1)'/>",
            "<rect style='fill: red'/>",
            "<rect xml:base='http://a.example/'/>",
            "<rect id='a' id='b'/>",
            "<rect id=a/>",
            "<rect id='&nothing;'/>",
            "<a href='javascript:alert(1)'/>",
            "<a href='&#106;avascript:alert(1)'/>",
            "<a xlink:href=' java&#9;script:alert(1)'/>",
            "<a y:href='data:text/html,x' xmlns:y='http://www.w3.org/1999/xlink'/>",
            "<image href='//a.example/x.png'/>",
            "<image href='/files/other.png'/>",
            "<use href='other.svg#a'/>",
            "<feImage href='http://a.example/'/>",
            "<rect fill='url(http://a.example/)'/>",
            "<rect fill='url( &quot;//a.example/#x&quot;)'/>",
            "<rect fill='URL(x.svg#a)'/>",
            "<rect fill='u\\72l(//a.example)'/>",
            "<rect mask='image-set(&quot;//a.example/&quot; 1x)'/>",
            "<rect filter='url(#a) url(//a.example/b)'/>",
            "<?xml-stylesheet href='//a.example/a.css'?>",
            "<text x='\u{1b}$B'/><g y='\u{1b}(B onload=alert(1) '/>",
        ];
        for inner in inner {
            let picture = format!("{ROOT}>{inner}</svg>");
            assert!(in_picture(picture.as_bytes()).is_some(), "{picture}");
        }
        let whole = [
            format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{ROOT}/>"),
            format!("<?xml version='1.0' encoding='UTF-16'?>{ROOT}/>"),
            format!("<?xml version='1.0' encoding='utf-7'?>{ROOT}>+ADw-script+AD4-</svg>"),
            format!("{ROOT}><g></svg>"),
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>".into(),
            "<html/>".into(),
            "<g xmlns='http://www.w3.org/2000/svg'/>".into(),
            "<!-- x -->".into(),
            "words".into(),
            format!("alert(1)//{ROOT}/>"),
            String::new(),
        ];
        for picture in &whole {
            assert!(in_picture(picture.as_bytes()).is_some(), "{picture}");
        }
        let wide: Vec<u8> = format!("\u{feff}{ROOT}/>").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(in_picture(&wide).is_some() && in_picture(&wide[2..]).is_some());
    }

    #[test]
    fn texts_and_xml_that_begin_like_a_page_are_seen() {
        for text in ["words <b>", "< 5", "", "<", "---", "---- x"] {
            assert!(!begins_like_a_page(text.as_bytes()), "{text}");
        }
        for text in ["<html>", " \n<!-- a -->", "\u{feff}<script>", "<?xml version='1.0'?>", "---\n", "--- \r\na: b"] {
            assert!(begins_like_a_page(text.as_bytes()), "{text}");
        }
        for text in ["<!DOCTYPE HTML>", "<!--", "<A >", "<p>", "<Script>", "<atom>"] {
            assert!(is_taken_for_html(text), "{text}");
        }
        for text in ["<?xml version='1.0'?>", "<svg ", "<gpx>", "<!DOCTYPE svg>", "<\u{e9}", "<"] {
            assert!(!is_taken_for_html(text), "{text}");
        }
    }

    #[test]
    fn xml_that_is_no_page_is_let_through() {
        for data in [
            "<x/>",
            "<x xmlns='http://www.w3.org/2005/Atom' href='http://a.example/' style='x'/>",
            "<!DOCTYPE x SYSTEM 'x.dtd'><x/>",
            "<?xml version='1.0'?><a/>",
        ] {
            assert_eq!(in_data(data.as_bytes()), None, "{data}");
        }
        let pages = [
            "<x><h:script xmlns:h='http://www.w3.org/1999/xhtml'/></x>",
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<?xml-stylesheet href='a.xsl'?><x/>",
            "<!DOCTYPE x [<!ATTLIST x xmlns CDATA #FIXED 'http://www.w3.org/1999/xhtml'>]><x/>",
            "<x></y>",
            "<x>\u{1b}$B</x>",
            "<a ><script>alert(1)</script></a>",
            "<!-- x --><x/>",
            "words",
            "<?xml version='1.0'?>",
        ];
        for page in pages {
            assert!(in_data(page.as_bytes()).is_some(), "{page}");
        }
    }
}
