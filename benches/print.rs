//! How long the guides of many local parties take, how much memory, and what is printed again.
//!
//! Writes a plan with five objectives, twenty-five actions and 1,000 parties into memory, prints
//! all its guides, then again on another day, then with one action reworded that only every
//! twentieth party has. Then the same guide pages are printed by a Chromium that is kept open and
//! by `WeasyPrint`, where they are there, and each is given in times of planpress. Fails where
//! memory is over its limit or where something is printed that has not changed:
//! `cargo bench --bench print [-- PARTIES]`. `WeasyPrint` is looked for in the Python that
//! `PYTHON` names; Chromium is that of the tests.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The most memory that printing may take, in megabytes.
const MEMORY: u64 = 300;
/// How many guides the others print.
const PEERS: usize = 20;
/// The forms of a guide.
const FORMS: usize = 3;

fn main() -> io::Result<ExitCode> {
    let parties = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(1_000);
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let root = tempfile::tempdir_in(base)?;
    write_site(root.path(), parties)?;
    let mut out = io::stdout();

    let first = build(root.path(), "2026-05-01")?;
    let each = first.took.as_secs_f64() / number(first.all);
    writeln!(
        out,
        "{} PDFs in {:.1} s, {:.1} ms each; at most {} MB of memory (limit {MEMORY})",
        first.all,
        first.took.as_secs_f64(),
        each * 1000.0,
        first.memory
    )?;
    let again = build(root.path(), "2026-06-01")?;
    writeln!(out, "on another day: {} printed, {:.2} s", again.made, again.took.as_secs_f64())?;
    write_objective(root.path(), 1, "Reworded for this measurement")?;
    let reworded = build(root.path(), "2026-06-01")?;
    // The plan's guide, the objective's and the plan itself hold the action too.
    let holding = parties.div_ceil(20) * FORMS + 2 * FORMS + 1;
    writeln!(
        out,
        "with one action reworded: {} printed ({holding} hold it), {:.2} s",
        reworded.made,
        reworded.took.as_secs_f64()
    )?;

    let pages: Vec<String> = (1..=PEERS.min(parties))
        .map(|party| root.path().join(format!("public/2026/guide/p{party}/index.html")).display().to_string())
        .collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut chromium = Command::new("node");
    chromium.arg(here.join("benches/print/chromium.mjs")).current_dir(here.join("target/tools/node"));
    let mut weasyprint = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".into()));
    weasyprint.arg(here.join("benches/print/weasyprint_each.py"));
    for (name, mut command) in [("Chromium, kept open", chromium), ("WeasyPrint", weasyprint)] {
        let output = command.args(&pages).stderr(Stdio::null()).output();
        let seconds = output.ok().and_then(|output| String::from_utf8(output.stdout).ok()?.trim().parse::<f64>().ok());
        match seconds.map(|seconds| seconds / number(pages.len())) {
            Some(time) => {
                writeln!(out, "{name}: {:.1} ms a guide, {:.1} times planpress", time * 1000.0, time / each)?;
            }
            None => writeln!(out, "{name}: not there")?,
        }
    }
    let fine = again.made == 0 && reworded.made == holding && first.memory <= MEMORY;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// What a build did.
struct Built {
    took: Duration,
    /// Megabytes, at the most.
    memory: u64,
    made: usize,
    all: usize,
}

fn build(root: &Path, day: &str) -> io::Result<Built> {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_planpress"))
        .args(["build", "--date", day])
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(root)
        .stderr(fs::File::create(root.join("messages"))?)
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    let done = loop {
        // The system's own account of the most that was ever there, in kilobytes.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = memory.max(peak.unwrap_or(0));
        if let Some(done) = child.try_wait()? {
            break done;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let took = started.elapsed();
    let messages = fs::read_to_string(root.join("messages"))?;
    if !done.success() {
        return Err(io::Error::other(messages));
    }
    let count = |word: &str| {
        let before = messages.split(word).next().unwrap_or_default();
        before.rsplit([' ', '(']).next().and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    let (made, kept) = (count(" printed"), count(" as before"));
    Ok(Built { took, memory: memory / 1024, made, all: made + kept })
}

/// A plan for so many parties. Every twentieth is of another kind than the others.
fn write_site(root: &Path, parties: usize) -> io::Result<()> {
    let plan = root.join("content/plans/2026/objectives");
    fs::create_dir_all(&plan)?;
    fs::write(
        root.join("content/site.yaml"),
        "organisation: {name: Society of Many Branches}\nbase_url: https://plan.example.org/\ncontact: office\n\
         audiences:\n  branch: {name: Branches}\n  students: {name: Student branches, in: branch}\n",
    )?;
    fs::write(root.join("content/contacts.yaml"), "office: {role: Head office, email: office@plan.example.org}\n")?;
    let mut text = String::new();
    for party in 1..=parties {
        let kind = if party % 20 == 0 { "students" } else { "branch" };
        let _ = writeln!(text, "p{party}: {{name: Branch number {party}, kind: {kind}, contact: office}}");
    }
    fs::write(root.join("content/parties.yaml"), text)?;
    fs::write(
        root.join("content/plans/2026/plan.yaml"),
        "title: Plan for a thousand branches\nadopted: 2025-12\nperiod: {start: 2026-01-01, end: 2027-12-31}\n\
         guide: {return_to: office}\nobjectives: [o1, o2, o3, o4, o5]\n",
    )?;
    fs::write(root.join("content/plans/2026/plan.md"), "What all branches want to do together.\n")?;
    (1..=5).try_for_each(|number| write_objective(root, number, "Meet the other student branches once in each term"))
}

/// An objective with an aim, five actions and a row of help; the first has one action for student
/// branches alone.
fn write_objective(root: &Path, number: usize, for_students: &str) -> io::Result<()> {
    let mut text = format!(
        "title: Objective number {number} of the society and all its branches\n\
         summary: What this objective is about, in a sentence that says it plainly.\n\
         aims:\n  - {{id: first, text: More of what objective {number} is about}}\nactions:\n"
    );
    for action in 1..=5 {
        let _ = writeln!(
            text,
            "  - id: a{action}\n    text: Do what action {action} of objective {number} says, with others who live nearby, \
             and tell the members what came of it\n    for: [branch]\n    level: {}\n    season: [{}]\n    ask: [office]\n    \
             detail: It helps to begin early and to ask those who did it last year.",
            if action == 5 { "stretch" } else { "essential" },
            ["january", "march", "may", "september", "november"][action - 1],
        );
    }
    if number == 1 {
        let _ = writeln!(text, "  - {{id: terms, text: {for_students}, for: [students]}}");
    }
    text.push_str("support:\n  - {id: all, topic: Anything about this objective, contacts: [office]}\n");
    fs::write(root.join(format!("content/plans/2026/objectives/o{number}.yaml")), text)
}
