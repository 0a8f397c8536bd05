//! Compares the files that are published with the tables of web servers. `tests/tools/setup.sh`
//! fetches those of Apache and nginx from Debian's packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::project::file_formats::{check, samples};

/// What IIS runs, by its ending: the handlers of
/// <https://learn.microsoft.com/en-us/iis/configuration/system.webserver/handlers/> with ASP.NET
/// (`%windir%\System32\inetsrv\config\applicationHost.config`), what IIS 6 mapped to `asp.dll`,
/// `httpodbc.dll` and `ssinc.dll`, and the handlers of PHP, `ColdFusion` and Perl for IIS.
const IIS: &str = "asa asax ascx ashx asmx asp aspx axd cdx cer cfc cfm cfml cgi cshtm cshtml htw ida idc idq php \
                   phtml pl rem shtm shtml soap stm svc vbhtm vbhtml xamlx xoml";

/// What hosts with Apache were seen to run or to send as a web page, beside what Debian's packages
/// say: the examples in the documentation of `mod_mime`, `mod_lua`, `mod_perl`, `mod_wsgi` and
/// `mod_asis`, and the endings of the versions of PHP.
const APACHE: &str = "asis cgi fcgi html htm lua map php php3 php4 php5 php7 php8 phps phtml pht phar pl pm py rb shtml \
                      shtm var wsgi xhtml";

/// What a server does, by ending.
#[derive(Default)]
struct Tables {
    types: BTreeMap<String, String>,
    /// Endings with a handler or a filter.
    handled: BTreeSet<String>,
    /// Endings of languages.
    languages: BTreeSet<String>,
}

/// The folder that holds the servers' tables; nothing where the test is to be skipped.
fn servers() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/servers");
    if folder.join("etc/nginx/mime.types").exists() {
        return Some(folder.join("etc"));
    }
    assert!(std::env::var_os("PLANPRESS_TOOLS").is_none(), "the tables are missing: run tests/tools/setup.sh");
    let _ = io::stderr().write_all(b"skipped: the tools are missing; tests/tools/setup.sh fetches them\n");
    None
}

fn types(path: &Path) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.trim().trim_end_matches(';').split_whitespace();
        let kind = words.next().unwrap_or_default();
        types.extend(words.map(|ending| (ending.to_lowercase(), kind.to_lowercase())));
    }
    types
}

/// The tables of Apache in its configuration, also those that are only proposed in a comment.
fn apache(etc: &Path) -> Tables {
    let mut tables = Tables { types: types(&etc.join("mime.types")), ..Tables::default() };
    for folder in ["apache2/mods-available", "apache2/conf-available"] {
        for file in fs::read_dir(etc.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            for line in fs::read_to_string(file).unwrap().lines() {
                let line = line.trim_start_matches(['#', ' ', '\t']);
                let mut words = line.split_whitespace();
                let (directive, what) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                let endings = words.map(|ending| ending.trim_start_matches('.').to_lowercase());
                match directive {
                    "AddType" if what.contains('/') => {
                        tables.types.extend(endings.map(|ending| (ending, what.to_owned())));
                    }
                    "AddHandler" if what.contains('-') => tables.handled.extend(endings),
                    "AddOutputFilter" => tables.handled.extend(endings),
                    "AddLanguage" => tables.languages.extend(endings),
                    // Such as `.+\.ph(?:ar|p|tml)$`.
                    "<FilesMatch" => {
                        let pattern = what.trim_matches(['"', '>']).trim_end_matches('$');
                        let pattern = pattern.rsplit_once("\\.").map_or("", |(_, pattern)| pattern);
                        let (start, rest) = pattern.split_once("(?:").unwrap_or((pattern, ""));
                        let ends = rest.trim_end_matches(')').split('|');
                        tables.handled.extend(ends.map(|end| format!("{start}{end}")).filter(|name| name != "ht"));
                    }
                    _ => {}
                }
            }
        }
    }
    tables
}

/// The type that Apache sends for a name: the last one that it knows (`find_ct` in `mod_mime.c`).
fn type_by_apache<'a>(name: &str, tables: &'a Tables) -> Option<&'a str> {
    let (_, endings) = name.split_once('.')?;
    endings.rsplit('.').find_map(|ending| tables.types.get(&ending.to_lowercase())).map(String::as_str)
}

fn is_page(kind: &str) -> bool {
    ["text/html", "xhtml+xml", "javascript", "x-httpd"].iter().any(|part| kind.contains(part))
}

fn is_published(name: &str) -> bool {
    samples().any(|(_, bytes)| check(name, &bytes, true).is_ok())
}

/// Names in which an ending stands in all places.
fn names(ending: &str) -> Vec<String> {
    let mut names: Vec<String> =
        ["", ".foo", ".en", ".pdf", ".txt", ".brf", ".v2.pdf", ";.jpg", ":a.jpg", " .pdf", "."]
            .iter()
            .map(|rest| format!("x.{ending}{rest}"))
            .collect();
    names.extend([
        format!("x.{}.pdf", ending.to_uppercase()),
        format!("x.en.{ending}.pdf"),
        format!("x.{ending}/y.pdf"),
    ]);
    names
}

#[test]
fn what_a_server_has_a_handler_for_is_refused_in_every_place() {
    let handled = servers().map(|etc| apache(&etc).handled);
    assert!(handled.as_ref().is_none_or(|names| names.len() > 8), "{handled:?}");
    let listed = IIS.split_whitespace().chain(APACHE.split_whitespace()).map(str::to_owned);
    for ending in listed.chain(handled.into_iter().flatten()) {
        for name in names(&ending) {
            assert!(!is_published(&name), "{name}");
        }
    }
}

#[test]
fn settings_that_hosts_read_in_any_folder_are_refused() {
    // Azure: <https://learn.microsoft.com/en-us/azure/static-web-apps/configuration>. IIS:
    // <https://learn.microsoft.com/en-us/iis/get-started/planning-your-iis-architecture/the-configuration-system-in-iis-7>.
    // The others are read at the root alone, but nobody knows what a host will do.
    for name in [
        "staticwebapp.config.json",
        "StaticWebApp.config.json",
        "web.config",
        "php.ini",
        "global.asax",
        "_headers",
        "_redirects",
        "CNAME",
        "README.html",
        "HEADER.html",
        "README.md",
        "index.html",
        "index.php",
    ] {
        assert!(!is_published(name) && !is_published(&format!("folder/{name}")), "{name}");
    }
}

#[test]
fn nothing_that_is_published_is_sent_as_a_web_page() {
    let Some(etc) = servers() else { return };
    let (apache, nginx) = (apache(&etc), types(&etc.join("nginx/mime.types")));
    assert!(apache.types.len() > 1000 && nginx.len() > 80, "{} and {}", apache.types.len(), nginx.len());
    let mut seen = 0;
    for (last, bytes) in samples() {
        for table in [&apache.types, &nginx] {
            assert!(!table.get(last).is_some_and(|kind| is_page(kind)), "{last}");
        }
        let known = apache.types.keys().chain(nginx.keys()).chain(&apache.languages);
        for inner in known.map(String::as_str).chain(["foo", "v1.2"]) {
            let name = format!("x.{inner}.{last}");
            if check(&name, &bytes, true).is_ok() {
                let kind = type_by_apache(&name, &apache).filter(|kind| is_page(kind));
                // Only a page can run a script, and no page names one in `files/`; Spanish ends like one.
                assert!(kind.is_none() || inner == "es", "{name} is sent as {kind:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
}

#[test]
fn languages_versions_and_dates_in_a_name_do_no_harm() {
    let languages = servers().map(|etc| apache(&etc).languages).unwrap_or_default();
    for language in languages.iter().map(String::as_str).chain(["es", "br", "2026-05", "v1", "final", "svg", "com"]) {
        for ending in ["pdf", "docx", "txt", "svg", "csv", "mp4"] {
            assert!(is_published(&format!("Plan.{language}.{ending}")), "{language} {ending}");
        }
    }
}
