//! How long a build takes beside the least that any program could do.
//!
//! Writes sites of 1,000 and of 10,000 pages (400 words, a table, a list, links) into memory
//! and builds each several times, in turns with a floor: a program that reads every file,
//! renders it with pulldown-cmark on all cores and writes it, with no model, no check and no
//! template. Every build goes into a fresh folder. Prints the medians and two ratios, and
//! fails where one is over its limit: `cargo bench`. To look closer, write such a site and keep
//! it: `cargo bench --bench scale -- write DIR 10000`.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use common::{median, write_site};
use rayon::prelude::*;

/// How often each is run.
const RUNS: usize = 7;
/// The most that planpress may take in times of the floor, at 10,000 pages.
const OVER_FLOOR: f64 = 3.0;
/// The most that 10,000 pages may take in times of 1,000.
const GROWTH: f64 = 11.0;

fn main() -> io::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, source, output] = arguments.as_slice()
        && mode == "floor"
    {
        floor(Path::new(source), Path::new(output))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let [_, mode, site, pages, ..] = arguments.as_slice()
        && mode == "write"
    {
        write_site(Path::new(site), pages.parse().map_err(io::Error::other)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let root = tempfile::tempdir_in(base)?;
    let mut report = String::from("pages     planpress     floor  times the floor\n");
    let mut medians = Vec::new();
    for pages in [1_000, 10_000] {
        let site = root.path().join(pages.to_string());
        write_site(&site, pages)?;
        let (mut planpress, mut least) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            planpress.push(time(
                &site,
                &[env!("CARGO_BIN_EXE_planpress").into(), "build".into(), "--date=2026-05-01".into()],
            )?);
            let output = site.join("public").display().to_string();
            let content = site.join("content").display().to_string();
            least
                .push(time(&site, &[std::env::current_exe()?.display().to_string(), "floor".into(), content, output])?);
        }
        // Each pair ran side by side: what slows the machine down for a while slows both.
        let ratio = median(planpress.iter().zip(&least).map(|(planpress, least)| planpress / least).collect());
        let (planpress, least) = (median(planpress), median(least));
        let _ = writeln!(report, "{pages:>6} {:>9.1} ms {:>6.1} ms {ratio:>16.2}", planpress * 1000.0, least * 1000.0);
        medians.push((planpress, ratio));
    }
    let [(small, _), (large, ratio)] = medians.as_slice() else { return Ok(ExitCode::FAILURE) };
    let growth = large / small;
    let _ = writeln!(
        report,
        "10,000 pages take {ratio:.2} times the floor (limit {OVER_FLOOR}) and {growth:.2} times 1,000 pages (limit {GROWTH})"
    );
    io::Write::write_all(&mut io::stdout(), report.as_bytes())?;
    Ok(if *ratio < OVER_FLOOR && growth <= GROWTH { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs a program in the site's folder, with no output there from before.
fn time(site: &Path, command: &[String]) -> io::Result<f64> {
    let output = site.join("public");
    if output.exists() {
        fs::remove_dir_all(&output)?;
    }
    let [program, arguments @ ..] = command else { return Err(io::Error::other("no command")) };
    let started = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .current_dir(site)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stderr(Stdio::null())
        .status()?;
    let took = started.elapsed();
    if !status.success() || !output.exists() {
        return Err(io::Error::other(format!("{program} failed")));
    }
    Ok(Duration::as_secs_f64(&took))
}

/// The least that can be done: read, render, write.
fn floor(content: &Path, output: &Path) -> io::Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(content.join("pages"))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    fs::create_dir(output)?;
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_TASKLISTS
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
    files.par_iter().try_for_each(|file| {
        let text = fs::read_to_string(file)?;
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        let mut html = String::with_capacity(body.len() * 2);
        pulldown_cmark_html(body, options, &mut html);
        let folder = output.join(file.file_stem().unwrap_or_default());
        fs::create_dir(&folder)?;
        fs::write(folder.join("index.html"), html)
    })
}

fn pulldown_cmark_html(body: &str, options: pulldown_cmark::Options, html: &mut String) {
    pulldown_cmark::html::push_html(html, pulldown_cmark::Parser::new_ext(body, options));
}
