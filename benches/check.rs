//! How long `check` takes for 5,000 files, and what 5,000 links with anchors add to it.
//!
//! `cargo bench --bench check` writes the same plan with and without the links into a temporary
//! folder, checks the two in turn, and beside them reads and parses the files with the parsers
//! alone (the floor). It exits with 1 while a limit is not kept: a second for the files, a tenth
//! of one for the links.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use rayon::prelude::*;

const PLANS: usize = 25;
const OBJECTIVES: usize = 50;
const PAGES: usize = 2500;
const FIRST_YEAR: usize = 2001;
const RUNS: usize = 9;
const FILES_LIMIT: f64 = 1.0;
const LINKS_LIMIT: f64 = 0.1;

fn main() -> io::Result<ExitCode> {
    let root = tempfile::tempdir()?;
    let (linked, plain) = (root.path().join("linked"), root.path().join("plain"));
    write_site(&linked, true)?;
    write_site(&plain, false)?;
    let (mut with, mut without, mut least) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        with.push(check(&linked)?);
        without.push(check(&plain)?);
        least.push(floor(&linked)?);
    }
    let more = median(with.iter().zip(&without).map(|(with, without)| with - without).collect());
    let ratio = median(with.iter().zip(&least).map(|(with, least)| with / least).collect());
    let took = median(with);
    let mut report = String::new();
    let _ = writeln!(
        report,
        "5,000 files in three editions: {:.0} ms (limit {FILES_LIMIT} s), {ratio:.1} times the floor of {:.0} ms",
        took * 1000.0,
        median(least) * 1000.0
    );
    let _ = writeln!(report, "5,000 links with anchors: {:.0} ms (limit {LINKS_LIMIT} s)", more * 1000.0);
    io::Write::write_all(&mut io::stdout(), report.as_bytes())?;
    Ok(if took < FILES_LIMIT && more < LINKS_LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn check(site: &Path) -> io::Result<f64> {
    let started = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_planpress"))
        .args(["check", "--date", "2026-05-01", "--strict"])
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(site)
        .stderr(Stdio::null())
        .status()?;
    let took = started.elapsed().as_secs_f64();
    if status.success() { Ok(took) } else { Err(io::Error::other("the plan was found to have faults")) }
}

/// Reads every file and parses it, with no more.
fn floor(site: &Path) -> io::Result<f64> {
    let started = Instant::now();
    let files: Vec<_> = walkdir::WalkDir::new(site.join("content")).into_iter().flatten().collect();
    let pieces: usize = (files.par_iter())
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .map(|text| {
            if text.starts_with("title:") || text.starts_with("organisation:") {
                serde_yaml::from_str::<serde_json::Value>(&text)
                    .map_or(0, |value| value.as_object().map_or(0, serde_json::Map::len))
            } else {
                pulldown_cmark::Parser::new(&text).count()
            }
        })
        .sum();
    if pieces == 0 { Err(io::Error::other("nothing was read")) } else { Ok(started.elapsed().as_secs_f64()) }
}

fn write_site(site: &Path, links: bool) -> io::Result<()> {
    let content = site.join("content");
    fs::create_dir_all(content.join("pages"))?;
    fs::write(
        content.join("site.yaml"),
        "organisation: {name: A club}\nbase_url: https://club.example.org/\naudiences: {branch: {name: Branches}}\n",
    )?;
    for plan in 0..PLANS {
        write_plan(&content.join(format!("plans/{}", FIRST_YEAR + plan)), FIRST_YEAR + plan, links)?;
    }
    for number in 0..PAGES {
        let text = format!("---\ntitle: Page {number}\n---\n{}", prose(number, links));
        fs::write(content.join(format!("pages/p{number}.md")), text)?;
    }
    Ok(())
}

fn write_plan(folder: &Path, year: usize, links: bool) -> io::Result<()> {
    fs::create_dir_all(folder.join("objectives"))?;
    let ids: Vec<String> = (0..OBJECTIVES).map(|number| format!("o{year}-{number}")).collect();
    let listed = ids.join(", ");
    fs::write(
        folder.join("plan.yaml"),
        format!(
            "title: The plan of {year}\nperiod: {{start: {year}, end: {year}}}\nadopted: {year}\nobjectives: [{listed}]\n"
        ),
    )?;
    for (number, id) in ids.iter().enumerate() {
        let text = format!(
            "title: Objective {number}\naims:\n  - id: a\n    text: Reach what number {number} asks for.\n    measure: {{what: \
             Members, unit: members, target: {{at_least: {number}}}}}\nactions:\n  - {{id: b, text: Do what number \
             {number} asks for., for: [branch]}}\n"
        );
        fs::write(folder.join(format!("objectives/{id}.yaml")), text)?;
        fs::write(folder.join(format!("objectives/{id}.md")), prose(year * OBJECTIVES + number, links))?;
    }
    Ok(())
}

/// A text of about 200 words, with one or two links to anchors of other pages.
fn prose(number: usize, links: bool) -> String {
    let mut text = String::new();
    for section in 0..4 {
        let _ = writeln!(text, "## Part {section} of {number}\n");
        for sentence in 0..5 {
            let _ = write!(text, "Members of club {number} share the tools of street {sentence} in part {section}. ");
        }
        text.push_str("\n\n");
    }
    let page = (number * 7 + 1) % PAGES;
    let (year, objective) = (FIRST_YEAR + number % PLANS, (number * 3 + 1) % OBJECTIVES);
    if links {
        let _ = writeln!(
            text,
            "More in [part two](/p{page}/#part-2-of-{page}) and [the aim](/{year}/o{year}-{objective}/#a)."
        );
    } else {
        text.push_str("More in part two and the aim.\n");
    }
    text
}
