//! How long it takes from a change on disk to the new page, and whether memory stays where it was.
//!
//! `cargo bench --bench preview` serves a plan of 10,000 pages, changes one page after another and
//! asks for each over HTTP when the preview says that something is new, as a browser does. It exits
//! with 1 while a limit is not kept. A machine that is busy otherwise says nothing.

mod common;

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use common::{median, write_site};

const PAGES: usize = 10_000;
const EDITS: usize = 200;
/// Edits before anything is measured.
const FIRST: usize = 10;
/// Seconds.
const LIMIT: f64 = 0.060;
/// Times the memory before.
const GROWTH: f64 = 1.10;

fn main() -> io::Result<ExitCode> {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let site = tempfile::tempdir_in(base)?;
    write_site(site.path(), PAGES)?;
    let mut child = Command::new(env!("CARGO_BIN_EXE_planpress"))
        .args(["serve", "--port", "0", "--date", "2026-05-01"])
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(site.path())
        .stderr(Stdio::piped())
        .spawn()?;
    let measured = measure(&mut child, site.path());
    child.kill()?;
    child.wait()?;
    let (mut times, before, after) = measured?;
    let all = times.len();
    let middle = median(times.clone());
    times.sort_by(f64::total_cmp);
    let late = times.get(all * 9 / 10).copied().unwrap_or_default();
    let growth = after / before;
    writeln!(
        io::stdout(),
        "{PAGES} pages, {all} edits: median {:.0} ms (limit {:.0}), nine of ten under {:.0} ms; memory {before:.0} MB \
         before, {after:.0} MB after ({growth:.2} times, limit {GROWTH})",
        middle * 1000.0,
        LIMIT * 1000.0,
        late * 1000.0
    )?;
    Ok(if middle < LIMIT && growth < GROWTH { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn measure(child: &mut Child, site: &Path) -> io::Result<(Vec<f64>, f64, f64)> {
    let missing = || io::Error::other("the preview did not start");
    let mut messages = BufReader::new(child.stderr.take().ok_or_else(missing)?).lines();
    let address = messages
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once("http://")?.1.trim_end_matches('/').to_owned()))
        .ok_or_else(missing)?;
    // Whatever it says later has to go somewhere.
    std::thread::spawn(move || messages.count());
    let mut events = BufReader::new(get(&address, "/_planpress/events?page=/")?);
    let id = child.id();
    for number in 0..FIRST {
        edit(site, &address, &mut events, number)?;
    }
    std::thread::sleep(Duration::from_secs(3));
    let before = resident(id)?;
    let times = (FIRST..FIRST + EDITS).map(|number| edit(site, &address, &mut events, number));
    let times = times.collect::<io::Result<Vec<f64>>>()?;
    std::thread::sleep(Duration::from_secs(3));
    Ok((times, before, resident(id)?))
}

/// Changes a page and waits for it; seconds.
fn edit(site: &Path, address: &str, events: &mut impl BufRead, number: usize) -> io::Result<f64> {
    let page = format!("page-{:05}", number * 37 % PAGES);
    let file = site.join(format!("content/pages/{page}.md"));
    let word = format!("word{number}word");
    let text = format!("{}\n{word}\n", fs::read_to_string(&file)?);
    // As a person would: some time after the one before.
    std::thread::sleep(Duration::from_millis(40 + number as u64 * 13 % 400));
    let began = Instant::now();
    fs::write(&file, text)?;
    loop {
        let mut line = String::new();
        if events.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the preview went away"));
        }
        if line.starts_with("data:") {
            let mut shown = String::new();
            get(address, &format!("/{page}/"))?.read_to_string(&mut shown)?;
            if shown.contains(&word) {
                return Ok(began.elapsed().as_secs_f64());
            }
        }
    }
}

/// Asks for something, and gives the answer to be read.
fn get(address: &str, path: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    let close = if path.contains("events") { "keep-alive" } else { "close" };
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: {close}\r\n\r\n")?;
    Ok(stream)
}

/// The memory that a process has in use; megabytes.
fn resident(id: u32) -> io::Result<f64> {
    let text = fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes
        .map(|number| number / 1024.0)
        .ok_or_else(|| io::Error::other("the system does not say how much memory is used"))
}
