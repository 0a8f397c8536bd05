//! What a build prints at its end, and how long its stages took.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::cli::{Console, output, portable};
use crate::file_tree::LOCK;
use crate::model::{Edition, Publication};
use crate::pages::source_files::Origin;
use crate::pipeline::Published;
use crate::resolve::Terms;
use crate::urls::links::Links;

/// What a build has published.
pub struct Built {
    /// The numbers of pages, and of guides among them.
    pub counts: (usize, usize),
    /// Where each file comes from; empty where no report needs it.
    pub origins: BTreeMap<String, Origin>,
    pub published: Published,
    /// The archive and its size in bytes.
    pub archive: Option<(PathBuf, u64)>,
    /// What is to be known about `urls.lock`.
    pub lock_note: Option<String>,
}

impl Built {
    /// The lines below the summary.
    pub fn notes(&self, terms: &Terms, output: &Path) -> Vec<String> {
        let written = &self.published.written;
        let mut notes = Vec::from_iter(self.lock_note.clone());
        if terms.links == Links::Files {
            notes.push(format!("It needs no server: open {}.", output.join("index.html").display()));
        }
        if let Some((path, bytes)) = &self.archive {
            notes.push(format!("It is in one file too: {} ({}).", path.display(), portable::format_size(*bytes)));
        }
        if let Some(reason) = &written.one_by_one_reason {
            notes.push(format!("The files were put in place one by one, since {reason}."));
        }
        notes.extend(written.displaced.iter().map(|path| {
            format!("{} is not from planpress and came in the way while the site was written.", path.display())
        }));
        if terms.edition != Edition::Public {
            notes.push(format!(
                "This is the {} edition. Nothing in it keeps anybody out: publish it only where its readers alone can go.",
                terms.edition.word()
            ));
        }
        notes
    }
}

/// The line that says what was published.
pub fn describe(publication: &Publication, built: &Built, output: &Path, elapsed: Duration, count: &str) -> String {
    let Published { written, printed } = &built.published;
    let left_out = &publication.left_out;
    let mut parts = Vec::new();
    if left_out.later > 0 {
        parts.push(format!("{} dated after {}", left_out.later, publication.today));
    }
    if left_out.edition > 0 {
        parts.push(format!("{} for other editions", left_out.edition));
    }
    let left_out = if parts.is_empty() { String::new() } else { format!("; left out: {}", parts.join(", ")) };
    let (pages, guides) = built.counts;
    let all = printed.printed + printed.from_cache;
    let mut made = vec![output::pluralize(pages, "page"), output::pluralize(guides, "guide")];
    // A program that prints nothing does not count it.
    if all > 0 {
        made.push(output::pluralize(all - printed.pictures, "PDF"));
    }
    if printed.pictures > 0 {
        made.push(output::pluralize(printed.pictures, "picture"));
    }
    let mut made = join_with_and(&made);
    if all > 0 {
        made = format!("{made} ({} printed, {} as before)", printed.printed, printed.from_cache);
    }
    let count = if count.is_empty() { String::new() } else { format!(" {count}.") };
    format!(
        "Published {made} into {} ({} written, {} unchanged, {} removed{left_out}) in {:.2} s.{count}",
        output.display(),
        written.written,
        written.unchanged,
        written.removed,
        elapsed.as_secs_f64()
    )
}

/// What is said about addresses that are new in `urls.lock`, or would be.
pub fn describe_new_addresses(count: usize, is_locked: bool) -> String {
    let addresses = match count {
        1 => "1 address is".to_owned(),
        _ => format!("{count} addresses are"),
    };
    if is_locked {
        format!("{addresses} new in {LOCK}; keep this file with the plan.")
    } else {
        format!("{addresses} not in {LOCK} yet: build with --lock when you publish them.")
    }
}

/// "a, b and c".
fn join_with_and(items: &[String]) -> String {
    match items {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => items.concat(),
    }
}

/// Times the stages, and shows on a terminal which one runs.
pub struct StageTimer {
    bar: ProgressBar,
    times: Vec<(&'static str, Duration)>,
    running: Option<(&'static str, Instant)>,
}

impl StageTimer {
    pub fn new(console: &Console<'_>) -> Self {
        Self { bar: output::progress_bar(console), times: Vec::new(), running: None }
    }

    pub fn begin(&mut self, stage: &'static str) {
        self.end();
        self.bar.set_message(stage);
        self.running = Some((stage, Instant::now()));
    }

    pub fn end(&mut self) {
        self.times.extend(self.running.take().map(|(stage, started)| (stage, started.elapsed())));
    }

    /// The stages that have ended.
    pub fn times(&self) -> &[(&'static str, Duration)] {
        &self.times
    }

    /// The line on the terminal, for messages within a stage.
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    pub fn print(&self, console: &mut Console<'_>) -> io::Result<()> {
        for (stage, time) in &self.times {
            writeln!(console.err, "{stage:>8} {:8.1} ms", time.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}

impl Drop for StageTimer {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
