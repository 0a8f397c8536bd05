//! Names of files that a web server would run, or send as a web page.
//!
//! nginx and IIS look at the last ending of a name. Apache looks at every ending but the first part
//! of a name (`mod_mime`): of several types the last that it knows wins, and a handler, a filter or
//! a language is used wherever its ending is. So `a.html.brf` is a web page where the server has no
//! type for `.brf`, and `a.php.pdf` is run where `.php` has a handler. Inner endings for pictures
//! and XML do no harm: no file that is published begins as these do, unless it was looked into.

use unicode_normalization::UnicodeNormalization;

/// Endings that some server runs, takes instructions from, or sends as HTML or as a script.
/// `servers.rs` compares them with the tables of Apache, nginx and IIS.
const HARMFUL: &[&str] = &[
    "asa", "asax", "ascx", "ashx", "asis", "asmx", "asp", "aspx", "axd", "cdx", "cer", "cfc", "cfm", "cfml", "cgi",
    "config", "cshtm", "cshtml", "fcgi", "hta", "htaccess", "htc", "htm", "html", "htmls", "htw", "ida", "idc", "idq",
    "js", "jsp", "jspx", "lua", "map", "mht", "mhtml", "mjs", "phar", "pht", "phtm", "phtml", "pl", "pm", "psp", "py",
    "rb", "rem", "rhtml", "shtm", "shtml", "soap", "ssi", "stm", "svc", "var", "vbhtm", "vbhtml", "wsgi", "xamlx",
    "xht", "xhtm", "xhtml", "xoml", "xsp",
];

/// The ending of a file's name, in small letters; empty where there is none.
#[must_use]
pub fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Whether a letter in a name does more than name: to Windows a backslash separates folders, also in an
/// archive that is unpacked there.
#[must_use]
pub fn is_unsafe(letter: char) -> bool {
    letter == '\\' || letter.is_control()
}

/// Whether a part of a name is an ending that does harm, however it is written.
#[must_use]
pub fn is_harmful(part: &str) -> bool {
    // To IIS 6, `a.asp;.jpg` was `a.asp`; a colon begins another stream of the same file.
    let part = part.split([';', ':']).next().unwrap_or_default().trim();
    let part: String = part.nfkc().flat_map(char::to_lowercase).collect();
    let is_php = part.strip_prefix("php").is_some_and(|rest| rest == "s" || rest.chars().all(|c| c.is_ascii_digit()));
    is_php || HARMFUL.contains(&&*part)
}

/// The first harmful ending in a path that is not its last one.
#[must_use]
pub fn find_harmful_ending(path: &str) -> Option<&str> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let parts = folders.split('/').chain([file]).flat_map(|name| name.split('.').skip(1));
    parts.into_iter().find(|part| is_harmful(part))
}

/// A path with hyphens before its harmful endings, which makes words of them.
#[must_use]
pub fn make_harmless(path: &str) -> String {
    let name = |name: &str| {
        let mut parts = name.split('.');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |name, part| name + if is_harmful(part) { "-" } else { "." } + part)
    };
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}
