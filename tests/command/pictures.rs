//! Pictures of a few letters that ask for more than any machine does: the program says which and why,
//! at once, and never begins to draw them. What people draw is printed as before.

#![cfg(all(target_os = "linux", feature = "pdf"))]
#![allow(clippy::format_collect, clippy::trivially_copy_pass_by_ref, reason = "pictures are short texts here")]
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

use crate::common::{PROGRAM, caches};

/// What a process may take for itself, in kilobytes; it counts what is only reserved too.
const MEMORY: usize = 4_000_000;
/// Nothing that is refused takes as long as this, on a machine that does other things too.
const SOON: Duration = Duration::from_mins(1);
/// Nor does anything that people draw.
const LATER: Duration = Duration::from_mins(2);

const SITE: &str = "organisation: {name: A}\nbase_url: https://a.example/\naudiences: {branch: {name: B}}\n";
const PLAN: &str = "title: P\nperiod: {start: 2026, end: 2026}\nadopted: 2026-01\nobjectives: [o]\n";
const OBJECTIVE: &str = "title: O\naims: [{id: a, text: b}]\nactions: [{id: x, text: Do it, for: [branch], aim: a}]\n";

fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let own = [
        ("content/site.yaml", SITE.as_bytes()),
        ("content/plans/p/plan.yaml", PLAN.as_bytes()),
        ("content/plans/p/objectives/o.yaml", OBJECTIVE.as_bytes()),
    ];
    for (path, bytes) in own.iter().chain(files) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// Runs a command of the program; gives how it ended and what it says.
fn run(root: &Path, command: &str, most: Duration) -> (i32, String) {
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" {command} --date 2026-05-01")])
        .arg(PROGRAM)
        .env("XDG_CACHE_HOME", caches())
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = child.stderr.take().unwrap();
    let said = std::thread::spawn(move || {
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    });
    let code = ended(&mut child, most);
    (code, said.join().unwrap())
}

fn ended(child: &mut Child, most: Duration) -> i32 {
    let began = Instant::now();
    while began.elapsed() < most {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap_or(-1);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("it was still busy after {most:?}")
}

/// A project whose plan shows a picture.
fn showing(name: &str, picture: &[u8]) -> tempfile::TempDir {
    let text = format!("![What it shows](/files/{name})\n");
    project(&[(&format!("content/files/{name}"), picture), ("content/plans/p/plan.md", text.as_bytes())])
}

fn is_refused(what: &str, name: &str, picture: &[u8], why: &str) {
    let (code, said) = run(showing(name, picture).path(), "build", SOON);
    assert_eq!(code, 1, "{what}: {said}");
    assert!(said.contains("P011") && said.contains(&format!("content/files/{name}")), "{what}: {said}");
    assert!(said.contains(why), "{what} does not say `{why}`: {said}");
}

/// Each is refused; all that are not are named.
fn are_refused(drawings: &[(&str, &str, &str)]) {
    let mut faults = Vec::new();
    for (what, picture, why) in drawings {
        let began = Instant::now();
        let (code, said) = run(showing("x.svg", picture.as_bytes()).path(), "build", SOON);
        let is_refused = code == 1 && said.contains("P011") && said.contains("content/files/x.svg");
        if !is_refused || !said.contains(why) {
            faults.push(format!("{what}: {code} after {:?}, not `{why}`: {said}", began.elapsed()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 100\">\n{inner}</svg>"
    )
}

fn filtered(filter: &str) -> String {
    filtered_by("", filter)
}

fn filtered_by(attributes: &str, filter: &str) -> String {
    let rect = "<rect width='100' height='100' filter='url(#f)'/>";
    svg(&format!("<filter id='f' {attributes}>{filter}</filter>{rect}"))
}

/// Things that each draw the one before ten times.
fn laughs(first: &str, each: &dyn Fn(usize) -> String, last: &str) -> String {
    let all: String = (1..9).map(each).collect();
    svg(&format!("{first}{all}{last}"))
}

/// A drawing of which a part lies `depth` deep in others, each begun and ended.
fn nested(depth: usize, begin: &str, end: &str) -> String {
    svg(&format!("{}<rect width='9' height='9'/>{}", begin.repeat(depth), end.repeat(depth)))
}

const BLUR: &str = "<filter id='f'><feGaussianBlur stdDeviation='3'/></filter>";
const STEPS: &str = "million steps";
const DEEP: &str = "150 deep";
const CIRCLE: &str = "refers to itself";

#[test]
fn filters_without_end_are_refused() {
    let kernel = "1 ".repeat(10_000);
    let square = "<rect width='100' height='100'/>";
    let cases: Vec<(&str, String)> = vec![
        ("a radius of a million", filtered("<feMorphology radius='1000000'/>")),
        ("a radius of twenty in a hundred", filtered("<feMorphology radius='20'/>")),
        (
            "a radius in the units of the shape",
            filtered_by("primitiveUnits='objectBoundingBox'", "<feMorphology radius='.5'/>"),
        ),
        ("octaves", filtered("<feTurbulence baseFrequency='0.1' numOctaves='2000000000'/>")),
        ("fifty octaves", filtered("<feTurbulence baseFrequency='0.1' numOctaves='50'/>")),
        ("a kernel whose size overflows", filtered("<feConvolveMatrix order='65536' kernelMatrix=''/>")),
        ("a shadow far away", filtered("<feDropShadow dx='1e9' stdDeviation='2'/>")),
        ("a thousand parts", filtered(&"<feFlood/>".repeat(1000))),
        ("a thousand blurs", filtered(&"<feGaussianBlur stdDeviation='3'/>".repeat(1000))),
        (
            "ten thousand inputs",
            filtered(&format!("<feMerge>{}</feMerge>", "<feMergeNode in='SourceGraphic'/>".repeat(10_000))),
        ),
        (
            "a thousand shapes",
            svg(&format!("{BLUR}{}", "<rect width='100' height='100' filter='url(#f)'/>".repeat(1000))),
        ),
        (
            "filters in filters",
            svg(&format!("{BLUR}{}{}{}", "<g filter='url(#f)'>".repeat(140), square, "</g>".repeat(140))),
        ),
        (
            "a region that is only large within another filter",
            svg(&format!(
                "{BLUR}<filter id='w' filterUnits='userSpaceOnUse' width='60000' height='60000'><feFlood/></filter>\
                 <g filter='url(#f)'><g filter='url(#w)'><rect width='9' height='9'/></g></g>"
            )),
        ),
        (
            "a scale beyond all numbers",
            svg(&format!("{BLUR}<g transform='scale(1e9)'><rect width='9' height='9' filter='url(#f)'/></g>")),
        ),
        (
            "many shapes under a filter",
            svg(&format!("{BLUR}<g filter='url(#f)'>{}</g>", "<rect width='100' height='100'/>".repeat(20_000))),
        ),
        (
            "a pattern of metres under a filter",
            svg(&format!(
                "{BLUR}<pattern id='p' width='1e5' height='1e5' patternUnits='userSpaceOnUse'><path d='M0 0h9v9z'/></pattern>\
                 <g filter='url(#f)'><rect width='100' height='100' fill='url(#p)'/></g>"
            )),
        ),
        (
            "a pattern for each shape under a filter",
            svg(&format!(
                "{BLUR}<pattern id='p' width='1' height='1'><path d='M0 0h9v9z'/></pattern><g filter='url(#f)'>{}</g>",
                "<rect width='100' height='100' fill='url(#p)'/>".repeat(1000)
            )),
        ),
        (
            "masks in masks under a filter",
            svg(&format!(
                "{BLUR}<mask id='m'><rect width='100' height='100' fill='white'/></mask><g filter='url(#f)'>{}<rect width='100' height='100'/>{}</g>",
                "<g mask='url(#m)'>".repeat(90),
                "</g>".repeat(90)
            )),
        ),
        (
            "lines that cross the whole picture under a filter",
            svg(&format!("{BLUR}<path filter='url(#f)' stroke='red' d='M0 0{}'/>", "l99 99-99-99".repeat(100_000))),
        ),
    ];
    let drawings = cases.iter().map(|(what, picture)| (*what, picture.as_str(), STEPS));
    are_refused(&drawings.collect::<Vec<_>>());
    let numbers = [
        ("a blur", filtered("<feGaussianBlur stdDeviation='1e30'/>")),
        ("an offset", filtered("<feOffset dx='1e30' dy='1e30'/>")),
        ("a light", filtered("<feDiffuseLighting><fePointLight z='1e30'/></feDiffuseLighting>")),
        ("a displacement", filtered("<feDisplacementMap in2='SourceGraphic' scale='1e30'/>")),
    ];
    let lists = [
        ("a kernel", filtered(&format!("<feConvolveMatrix order='100' kernelMatrix='{kernel}'/>"))),
        (
            "many filters on one shape",
            svg(&format!("{BLUR}<rect width='100' height='100' filter='{}'/>", "url(#f) ".repeat(500))),
        ),
        (
            "many functions on one shape",
            svg(&format!("<rect width='100' height='100' filter='{}'/>", "blur(5px) ".repeat(500))),
        ),
        (
            "dashes that a hundred thousand lines inherit",
            svg(&format!(
                "<g stroke='red' stroke-dasharray='{}'>{}</g>",
                "1 ".repeat(10_000),
                "<path d='M0 0 9 9'/>".repeat(100_000)
            )),
        ),
        (
            "fonts that a hundred thousand texts inherit",
            svg(&format!("<g font-family='{}'>{}</g>", "a,".repeat(10_000), "<text>a</text>".repeat(100_000))),
        ),
        (
            "a table of values that is read for each shape",
            filtered(&format!(
                "<feComponentTransfer><feFuncR type='table' tableValues='{}'/></feComponentTransfer>",
                "1 ".repeat(10_000)
            )),
        ),
    ];
    let drawings = lists.iter().map(|(what, picture)| (*what, picture.as_str(), "bytes in one attribute"));
    are_refused(&drawings.collect::<Vec<_>>());
    let attributes: String = (0..50_000).map(|at| format!("a{at}='' ")).collect();
    are_refused(&[("attributes without end", &svg(&format!("<g {attributes}/>")), "attributes")]);
    let stops: String = (0..100_000).map(|at| format!("<stop offset='{}'/>", f64::from(at) / 1e5)).collect();
    let gradient = svg(&format!(
        "{BLUR}<linearGradient id='g'>{stops}</linearGradient><rect width='100' height='100' fill='url(#g)' filter='url(#f)'/>"
    ));
    are_refused(&[("a gradient of a hundred thousand stops", &gradient, STEPS)]);
    let drawings = numbers.iter().map(|(what, picture)| (*what, picture.as_str(), "ten thousand million"));
    are_refused(&drawings.collect::<Vec<_>>());
}

/// Those who draw them keep these small themselves.
#[test]
fn drawings_that_only_seem_to_have_no_end_are_drawn() {
    let wide = "<filter id='f' x='-2' y='-2' width='5' height='5'><feOffset dx='1'/></filter>";
    let cases = [
        (
            "wide filters in wide filters",
            svg(&format!("{wide}{}<rect width='9' height='9'/>{}", "<g filter='url(#f)'>".repeat(9), "</g>".repeat(9))),
        ),
        (
            "a million dashes for each line under a filter",
            svg(&format!(
                "{BLUR}<g filter='url(#f)' stroke='red' stroke-dasharray='.0002'>{}</g>",
                "<path d='M0 0h99'/>".repeat(50)
            )),
        ),
    ];
    for (what, picture) in cases {
        let (code, said) = run(showing("x.svg", picture.as_bytes()).path(), "build", SOON);
        assert_eq!(code, 0, "{what}: {said}");
    }
}

#[test]
fn drawings_without_end_are_refused() {
    let again = |what: &str| what.repeat(10);
    let rect = "<rect width='9' height='9'/>";
    let definition = |kind: &str, own: &str, attribute: &str, at: usize| {
        let inner = again(&format!("<rect width='9' height='9' {attribute}='url(#d{})'/>", at - 1));
        format!("<{kind} id='d{at}' width='9' height='9' {own}>{inner}</{kind}>")
    };
    let defined = |kind: &str, own: &str, attribute: &str| {
        laughs(
            &format!("<{kind} id='d0' width='9' height='9'>{rect}</{kind}>"),
            &|at| definition(kind, own, attribute, at),
            &format!("<rect width='9' height='9' {attribute}='url(#d8)'/>"),
        )
    };
    let circle = |kind: &str, attribute: &str| {
        let each = |at: usize| {
            let next = (at + 1) % 3;
            format!("<{kind} id='d{at}' width='9' height='9'><path d='M0 0h1v1' {attribute}='url(#d{next})'/></{kind}>")
        };
        svg(&format!("{}<path d='M0 0h1v1' {attribute}='url(#d0)'/>", (0..3).map(each).collect::<String>()))
    };
    let chain = |kind: &str, attribute: &str| {
        let each = |at: usize| {
            let inner = format!("<rect width='9' height='9' {attribute}='url(#d{})'/>", at.saturating_sub(1));
            format!("<{kind} id='d{at}' width='9' height='9'>{}</{kind}>", if at == 0 { rect } else { &inner })
        };
        svg(&format!(
            "{}<rect width='9' height='9' {attribute}='url(#d999)'/>",
            (0..1000).map(each).collect::<String>()
        ))
    };
    let uses = |count: usize| {
        let all: String = (1..count).map(|at| format!("<g id='u{at}'><use xlink:href='#u{}'/></g>", at - 1)).collect();
        svg(&format!("<g id='u0'>{rect}</g>{all}"))
    };
    let spans = "<tspan dx='1'>a</tspan>".repeat(20_000);
    let cases: Vec<(&str, String, &str)> = vec![
        (
            "uses of uses",
            laughs(
                "<g id='u0'><rect width='1' height='1'/></g>",
                &|at| format!("<g id='u{at}'>{}</g>", again(&format!("<use href='#u{}'/>", at - 1))),
                "",
            ),
            STEPS,
        ),
        (
            "symbols in symbols",
            laughs(
                "<symbol id='u0'><path d='M0 0h1v1z'/></symbol>",
                &|at| format!("<symbol id='u{at}'>{}</symbol>", again(&format!("<use href='#u{}'/>", at - 1))),
                "<use href='#u8'/>",
            ),
            STEPS,
        ),
        ("patterns of patterns", defined("pattern", "patternUnits='userSpaceOnUse'", "fill"), STEPS),
        ("strokes of patterns", defined("pattern", "", "stroke"), STEPS),
        ("masks of masks", defined("mask", "", "mask"), STEPS),
        ("masks of masks that are shared", defined("mask", "maskUnits='userSpaceOnUse'", "mask"), STEPS),
        ("clips of clips", defined("clipPath", "clipPathUnits='objectBoundingBox'", "clip-path"), STEPS),
        (
            "markers of markers",
            laughs(
                "<marker id='m0'><rect width='1' height='1'/></marker>",
                &|at| {
                    format!(
                        "<marker id='m{at}'><path d='M0 0{}' marker-mid='url(#m{})'/></marker>",
                        "h1".repeat(12),
                        at - 1
                    )
                },
                "<path d='M0 0h1h1' marker-mid='url(#m8)'/>",
            ),
            STEPS,
        ),
        (
            "markers on a long line",
            svg(&format!(
                "<marker id='m'>{}</marker><path marker='url(#m)' d='M0 0{}'/>",
                rect.repeat(100),
                "h1".repeat(100_000)
            )),
            STEPS,
        ),
        (
            "markers that a group hands down",
            svg(&format!(
                "<marker id='m'>{}</marker><g marker-mid='url(#m)'><path d='M0 0{}'/></g>",
                rect.repeat(100),
                "h1".repeat(100_000)
            )),
            STEPS,
        ),
        (
            "a pattern that a use hands down",
            svg(&format!(
                "<pattern id='p' width='1' height='1'>{}</pattern><g id='g'>{}</g><use href='#g' fill='url(#p)'/>",
                rect.repeat(100),
                rect.repeat(5000)
            )),
            STEPS,
        ),
        ("five million points", svg(&format!("<path d='M0 0{}'/>", "h1v1".repeat(2_500_000))), STEPS),
        ("as many in numbers alone", svg(&format!("<path d='M0 0{}'/>", " 1.5.5".repeat(3_000_000))), STEPS),
        ("as many arcs", svg(&format!("<path d='M0 0{}'/>", "a1 1 0 011 1".repeat(1_000_000))), STEPS),
        ("a million elements", svg(&"<g/>".repeat(1_000_000)), STEPS),
        (
            "gradients without end",
            svg(&format!(
                "<linearGradient id='g'><stop/><stop offset='1'/></linearGradient>{}",
                "<path d='M0 0h9v9z' fill='url(#g)'/>".repeat(100_000)
            )),
            STEPS,
        ),
        (
            "a text of a hundred thousand letters",
            svg(&format!("<text y='50'>{}</text>", "abcdefghij".repeat(10_000))),
            STEPS,
        ),
        ("a text of twenty thousand pieces", svg(&format!("<text y='50'>{spans}</text>")), STEPS),
        ("groups in groups", nested(1000, "<g opacity='.5'>", "</g>"), DEEP),
        ("switches in switches", nested(1000, "<switch>", "</switch>"), DEEP),
        ("uses behind uses", uses(1000), DEEP),
        ("patterns behind patterns", chain("pattern", "fill"), DEEP),
        ("masks behind masks", chain("mask", "mask"), DEEP),
        ("clips behind clips", chain("clipPath", "clip-path"), DEEP),
        ("patterns in a circle", circle("pattern", "fill"), CIRCLE),
        ("masks in a circle", circle("mask", "mask"), CIRCLE),
        ("clips in a circle", circle("clipPath", "clip-path"), CIRCLE),
        ("markers in a circle", circle("marker", "marker-mid"), CIRCLE),
        (
            "uses in a circle",
            svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#c'/></g><g id='c'><use href='#a'/></g>"),
            CIRCLE,
        ),
        (
            "a pattern that inherits itself",
            svg(
                "<g fill='url(#p)'><pattern id='p' width='1' height='1'><rect width='1' height='1'/></pattern><rect width='9' height='9'/></g>",
            ),
            CIRCLE,
        ),
        (
            "a mask of masks in a circle",
            svg("<mask id='a' mask='url(#b)'/><mask id='b' mask='url(#c)'/><mask id='c' mask='url(#a)'/>"),
            CIRCLE,
        ),
        ("a side that cannot be seen", svg("").replace("0 0 100 100", "0 0 1 1000000"), "as long as the other"),
    ];
    let drawings = cases.iter().map(|(what, picture, why)| (*what, picture.as_ref(), *why));
    are_refused(&drawings.collect::<Vec<_>>());
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(body) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), kind.as_slice(), body, &(!crc).to_be_bytes()].concat()
}

/// A PNG of which the header says the size, and more chunks stand before the picture.
fn png(width: u32, height: u32, depth: u8, colour: u8, more: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &header));
    png.extend(more);
    png.extend(chunk(b"IDAT", &[0x78, 0x01, 0x01, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1]));
    png.extend(chunk(b"IEND", &[]));
    png
}

/// Many bytes of nothing, packed as PNG packs them.
fn packed(bytes: u32) -> Vec<u8> {
    let mut png = Vec::new();
    let nothing = vec![0; bytes as usize];
    PngEncoder::new(&mut png).write_image(&nothing, bytes / 1000, 1000, ExtendedColorType::L8).unwrap();
    let mut packed = Vec::new();
    let mut rest = &png[8..];
    while let Some((length, body)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        if body.starts_with(b"IDAT") {
            packed.extend(&body[4..4 + length]);
        }
        rest = &body[8 + length..];
    }
    packed
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let grey = vec![128; usize::from(width) * usize::from(height)];
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 50);
    encoder.write_image(&grey, width.into(), height.into(), ExtendedColorType::L8).unwrap();
    jpeg
}

/// Where a marker of a JPEG stands.
fn marker(jpeg: &[u8], marker: u8) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xFF, marker]).unwrap()
}

/// A JPEG whose header says another size than it has, behind bytes that only fill.
fn jpeg_that_lies(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = jpeg(16, 16);
    let frame = marker(&jpeg, 0xC0);
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg.splice(frame..frame, [0xFF; 3]);
    jpeg
}

/// A JPEG that is drawn in many passes.
fn jpeg_in_passes(width: u16, height: u16, passes: usize) -> Vec<u8> {
    let jpeg = jpeg(width, height);
    let (scan, end) = (marker(&jpeg, 0xDA), jpeg.len() - 2);
    [&jpeg[..end], &jpeg[scan..end].repeat(passes), &jpeg[end..]].concat()
}

#[test]
fn pictures_of_too_many_pixels_are_refused() {
    let profile = [b"x\0\0".as_slice(), &packed(20_000_000)].concat();
    let gif = [b"GIF89a".as_slice(), &u16::MAX.to_le_bytes(), &u16::MAX.to_le_bytes(), &[0, 0, 0, b';']].concat();
    let webp = |kind: &[u8; 4], body: &[u8]| {
        let chunk = [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
        [b"RIFF".as_slice(), &u32::try_from(chunk.len() + 4).unwrap().to_le_bytes(), b"WEBP", &chunk].concat()
    };
    let canvas = webp(b"VP8X", &[0, 0, 0, 0, 0xFF, 0x7F, 0, 0xFF, 0x7F, 0]);
    let lossless = webp(b"VP8L", &[0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0]);
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("a PNG of 65,000 pixels a side", "x.png", png(65_000, 65_000, 8, 0, &[]), "65,000 by 65,000 pixels"),
        ("a PNG of sixteen bits", "x.png", png(30_000, 30_000, 16, 6, &[]), "900 million"),
        ("a PNG of one bit", "x.PNG", png(100_000, 100_000, 1, 0, &[]), "pixels"),
        ("a line without end", "x.png", png(1_000_000, 1, 8, 0, &[]), "as long as the other"),
        ("a profile that unpacks", "x.png", png(9, 9, 8, 2, &chunk(b"iCCP", &profile)), "colour profile"),
        ("a JPEG", "x.jpg", jpeg_that_lies(65_000, 65_000), "65,000 by 65,000"),
        ("a JPEG of many passes", "x.jpeg", jpeg_in_passes(3000, 3000, 900), "901 passes"),
        ("a GIF", "x.gif", gif, "65,535 by 65,535"),
        ("a WebP", "x.webp", canvas, "32,768 by 32,768"),
        ("a WebP without loss", "x.webp", lossless, "16,384 by 16,384"),
    ];
    for (what, name, picture, why) in &cases {
        is_refused(what, name, picture, why);
    }
}

#[test]
fn a_picture_counts_as_often_as_it_is_printed() {
    let (first, second) = (png(8_000, 16_000, 16, 6, &[]), png(16_000, 8_000, 16, 6, &[]));
    let root = project(&[
        ("content/files/a.png", &first),
        ("content/files/b.png", &second),
        ("content/plans/p/plan.md", b"![One](/files/a.png)\n\n![Two](/files/b.png)\n"),
    ]);
    let (code, said) = run(root.path(), "check", SOON);
    assert!(code == 1 && said.contains("P011") && said.contains("3000 MB"), "{said}");
    let slow = filtered("<feTurbulence baseFrequency='0.1' numOctaves='9'/>");
    let root = project(&[
        ("content/files/x.svg", slow.as_bytes()),
        ("content/plans/p/plan.md", "![One](/files/x.svg)\n\n".repeat(300).as_bytes()),
    ]);
    let (code, said) = run(root.path(), "check", SOON);
    assert!(code == 1 && said.contains("all pictures take"), "{said}");
}

#[test]
fn every_place_that_shows_a_picture_is_looked_at_and_no_other() {
    let picture = filtered("<feMorphology radius='1000000'/>");
    let logo = SITE.replace("{name: A}", "{name: A, logo: x.svg}");
    let resource = "guide: {title: Guide, file: a.txt, cover: x.svg, alt: What it shows}\n";
    let places: &[&[(&str, &[u8])]] = &[
        &[("content/site.yaml", logo.as_bytes())],
        &[("content/resources.yaml", resource.as_bytes()), ("content/files/a.txt", b"a")],
        &[("content/pages/a.md", b"---\ntitle: A\n---\n\n![What it shows](/files/x.svg)\n")],
        &[("content/pages/a.md", b"---\ntitle: A\n---\n\n- In a list: [![What it shows](/files/x.svg)](/p/)\n")],
    ];
    for place in places {
        let files: Vec<(&str, &[u8])> =
            place.iter().copied().chain([("content/files/x.svg", picture.as_bytes())]).collect();
        let (code, said) = run(project(&files).path(), "check", SOON);
        assert!(code == 1 && said.contains("content/files/x.svg:2:1"), "{place:?}: {said}");
    }
    let root = project(&[
        ("content/files/x.svg", picture.as_bytes()),
        ("content/files/y.png", &png(65_000, 65_000, 8, 0, &[])),
        (
            "content/pages/a.md",
            b"---\ntitle: A\n---\n\nA [map](/files/x.svg) and a [scan](/files/y.png) to take away.\n",
        ),
    ]);
    let (code, said) = run(root.path(), "check", SOON);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_people_draw_is_printed() {
    let mut blurred = String::new();
    let mut cards = String::new();
    for at in 0..100 {
        let (x, y) = (at % 10 * 80, at / 10 * 60);
        let _ = write!(blurred, "<ellipse cx='{x}' cy='{y}' rx='30' ry='20' fill='#842' filter='url(#b)'/>");
        let _ = write!(
            cards,
            "<filter id='s{at}' x='{x}' y='{y}' width='80' height='60' filterUnits='userSpaceOnUse' color-interpolation-filters='sRGB'>\
             <feFlood flood-opacity='0' result='a'/><feColorMatrix in='SourceAlpha' values='0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0' result='b'/>\
             <feOffset dy='4'/><feGaussianBlur stdDeviation='2'/><feComposite in2='b' operator='out'/>\
             <feBlend in2='a' result='c'/><feBlend in='SourceGraphic' in2='c'/></filter>\
             <g filter='url(#s{at})'><rect x='{}' y='{}' width='60' height='40' rx='6' fill='url(#g)'/></g>",
            x + 10,
            y + 10
        );
    }
    let line = |count: usize| -> String {
        (0..count).map(|at| format!("L {}.{} {}.{} ", at % 800, at % 97, at * 7 % 600, at % 89)).collect()
    };
    let points: String = (0..3000)
        .map(|at| {
            format!("<g clip-path='url(#c)'><use xlink:href='#dot' x='{}.5' y='{}'/></g>", at % 800, at * 7 % 600)
        })
        .collect();
    let words: String =
        (0..200).map(|at| format!("<text x='9' y='{}' font-size='12'>Members in branch {at}</text>", at * 3)).collect();
    let wide = |inner: &str| svg(inner).replace("0 0 100 100", "0 0 800 600");
    let gradient =
        "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>";
    let cases: Vec<(&str, &str, Vec<u8>)> = vec![
        ("a hundred blurred shapes", "x.svg", wide(&format!("<filter id='b' x='-.2' y='-.2' width='1.4' height='1.4'><feGaussianBlur stdDeviation='6'/></filter>{blurred}")).into()),
        ("a hundred cards with shadows", "x.svg", wide(&format!("{gradient}{cards}")).into()),
        ("a blurred background", "x.svg", wide("<filter id='b'><feGaussianBlur stdDeviation='40'/></filter><g filter='url(#b)'><circle cx='200' cy='200' r='200'/><circle cx='600' cy='400' r='150' fill='red'/></g>").into()),
        ("a texture of paper", "x.svg", wide("<filter id='b'><feTurbulence type='fractalNoise' baseFrequency='.04' numOctaves='5'/><feDiffuseLighting lighting-color='white' surfaceScale='2'><feDistantLight azimuth='45' elevation='60'/></feDiffuseLighting></filter><rect width='400' height='300' filter='url(#b)'/>").into()),
        ("an outline around letters", "x.svg", wide("<filter id='b'><feMorphology in='SourceAlpha' operator='dilate' radius='2'/><feMerge><feMergeNode/><feMergeNode in='SourceGraphic'/></feMerge></filter><text y='300' font-size='90' fill='white' filter='url(#b)'>Our plan</text>").into()),
        ("a chart", "x.svg", wide(&format!("<defs><circle id='dot' r='2'/><clipPath id='c'><rect width='800' height='600'/></clipPath></defs><path clip-path='url(#c)' fill='none' stroke='#1f77b4' d='M 0 0 {}'/>{points}", line(5000))).into()),
        ("a map", "x.svg", wide(&format!("<g fill='none' stroke='#333' stroke-width='.5'><path d='M 0 0 {}'/></g>", line(50_000))).into()),
        ("a diagram with words", "x.svg", wide(&format!("<marker id='m' orient='auto'><path d='M0 0l3 1.5L0 3z'/></marker>{words}<path d='M0 0 400 300' stroke='#000' marker-end='url(#m)'/>")).into()),
        ("stripes", "x.svg", wide("<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><path d='M0 0h2v4H0z'/></pattern><rect width='800' height='600' fill='url(#p)'/>").into()),
        ("a photograph of 108 million pixels", "x.jpg", jpeg(12_000, 9_000)),
        ("a picture in ten passes", "x.jpg", jpeg_in_passes(4000, 3000, 9)),
    ];
    for (what, name, picture) in &cases {
        let root = showing(name, picture);
        let (code, said) = run(root.path(), "build", LATER);
        assert_eq!(code, 0, "{what}: {said}");
        assert!(said.contains("Published") && !said.contains("P011"), "{what}: {said}");
    }
    let root = project(&[
        ("content/site.yaml", SITE.replace("{name: A}", "{name: A, logo: x.svg}").as_bytes()),
        ("content/files/x.svg", wide(&format!("{gradient}{cards}")).as_bytes()),
    ]);
    assert_eq!(run(root.path(), "build", LATER).0, 0);
}
