//! `planpress build`: the whole way through the house, once.

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::cli::build_report::{Build, Done, Wanted};
use crate::cli::portable::{self, Portable};
use crate::cli::{CacheFolder, Project, Status, Streams, Terminal, build_report, edition, output};
use crate::diagnostic::Diagnostic;
use crate::file_tree::{LOCK, Tree};
use crate::model::{Edition, Publication};
use crate::pages::kinds::Links;
use crate::pages::redirects::url_lock;
use crate::pages::source_files;
use crate::pipeline::{Judge, Made, make};
use crate::publish::{Refused, Stopped, Written};
use crate::render::{PrintSummary, RenderHost};
use crate::resolve::Terms;
use crate::{project, publish, records::documents, render};

/// Publish the plan as a website.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: Project,
    /// Which edition: public, consultation or staff.
    #[arg(long, value_name = "EDITION", default_value = "public")]
    edition: String,
    /// The folder to publish into [default: public, public-EDITION or public-portable].
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address to publish under, instead of the one in site.yaml.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    cache: CacheFolder,
    #[command(flatten)]
    portable: Portable,
    /// Write down the addresses that are new in urls.lock, so that they are kept from now on.
    #[arg(long)]
    lock: bool,
    /// Print how long each stage took.
    #[arg(long)]
    timings: bool,
    /// Write what was made from what into this file, as JSON; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Builds, and says what became of it.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> io::Result<Status> {
    let started = Instant::now();
    let project = &arguments.project;
    let terms = match terms(arguments) {
        Ok(terms) => terms,
        Err(reason) => return output::failed(&reason, streams),
    };
    let edition = terms.edition.word();
    let named = arguments.output.clone();
    let named = named.unwrap_or_else(|| project.root.join(portable::folder(terms.edition, terms.links)));
    let output = match publish::output_folder::check(&project.root, &named) {
        Ok(output) => output,
        Err(refused) => return output::failed(&refused.to_string(), streams),
    };
    let (cache, cache_note) = match arguments.cache.open(&project.root) {
        Ok(opened) => opened,
        Err(reason) => return output::failed(&reason, streams),
    };
    let wanted = match build_report::wanted(arguments.report.as_deref(), project, &output) {
        Ok(wanted) => wanted,
        Err(reason) => return output::failed(&reason, streams),
    };
    let archive = match arguments.portable.archive(&project.root, &output) {
        Ok(archive) => archive,
        Err(reason) => return output::failed(&reason, streams),
    };
    let mut stages = Stages::new(streams.terminal);

    stages.begin("read");
    let mut tree = match project::read(&project.root) {
        Ok(tree) => tree,
        Err(error) => return output::failed(&format!("{}: {error}", project.root.display()), streams),
    };
    project::add_lock(&project.root, &mut tree);
    stages.begin("parse");
    let (documents, mut faults) = documents::parse(&tree);
    faults.extend(documents.faults());
    let mut judge = Judge { fails: &|faults| project.fails(faults), stage: &mut |name| stages.begin(name) };
    let Made { publication, mut faults, site, .. } = make(documents, &tree, &terms, faults, None, &mut judge);
    stages.end();
    // A site that is carried about has promised no addresses.
    let lasts = terms.links == Links::Served;
    let lost = if lasts { url_lock::compare(&publication, &tree, &faults) } else { Vec::new() };
    let site = site.filter(|_| lost.is_empty());
    faults.extend(lost);
    let Some(site) = site else {
        let build = Build { publication: &publication, tree: &tree, times: &stages.times, done: None };
        return stop(faults, &build, project, wanted.as_ref(), streams);
    };
    let origins = wanted.as_ref().map(|_| source_files::every(&site, &publication, &tree)).unwrap_or_default();
    let counts = site.counts();
    // Each page is written when it is rendered; the folder takes its place when all of them are.
    let sheets = cache.sheets(edition);
    let mut printed = PrintSummary::default();
    let bar = stages.bar.clone();
    let render = |write: render::FileSink<'_>| {
        let host = RenderHost {
            read_asset: &|path| project::asset(&project.root, &tree, path),
            write,
            cached: &|key| sheets.get(key),
            cache: &|key, bytes| sheets.keep(key, bytes),
            on_print: &|done, all| bar.set_message(format!("print {done} of {all}")),
        };
        printed = render::render_site(site, &host)?;
        Ok(())
    };
    stages.begin("write");
    let mut waiting = || {
        let line = "Another build is writing into this folder or one beside it; this one waits until it is done.";
        bar.suspend(|| drop(writeln!(streams.err, "{line}")));
    };
    let written =
        match publish::write(&project.root, &output, &portable::kind(terms.edition, terms.links), &mut waiting, render)
        {
            Ok(written) => written,
            Err(Stopped::Faults(found)) => {
                faults.extend(found);
                stages.end();
                let build = Build { publication: &publication, tree: &tree, times: &stages.times, done: None };
                return stop(faults, &build, project, wanted.as_ref(), streams);
            }
            Err(Stopped::Refused(refused)) => return output::failed(&refused.to_string(), streams),
        };
    let mut packed = None;
    if let Some(archive) = &archive {
        stages.begin("zip");
        match publish::archive::pack(&project.root, &output, &written, archive) {
            Ok(bytes) => packed = Some((archive, bytes)),
            Err(refused) => return output::failed(&refused.to_string(), streams),
        }
    }
    stages.end();
    sheets.prune(&printed.cache_keys);
    let locked = if lasts { lock_addresses(arguments, &publication, &tree) } else { Ok(None) };
    let locked = match locked {
        Ok(said) => said,
        Err(refused) => return output::failed(&refused.to_string(), streams),
    };

    let done = Done { origins: &origins, written: &written, printed: &printed };
    let build = Build { publication: &publication, tree: &tree, times: &stages.times, done: Some(done) };
    let told = wanted.as_ref().map_or(Ok(()), |wanted| build_report::tell(&build, &faults, wanted, streams));
    let notes = output::count(&faults);
    output::faults(faults, &tree, project.format, streams)?;
    if arguments.timings {
        stages.print(streams)?;
    }
    let line = summary(&publication, counts, &printed, &written, &named, started.elapsed());
    // The program ends here: the system takes all memory back at once, piece by piece is slower.
    std::mem::forget((tree, publication, origins));
    writeln!(streams.err, "{line}{}", if notes.is_empty() { String::new() } else { format!(" {notes}.") })?;
    if let Some(note) = cache_note {
        writeln!(streams.err, "{note}")?;
    }
    if let Some(said) = locked {
        writeln!(streams.err, "{said}")?;
    }
    if terms.links == Links::Files {
        writeln!(streams.err, "It needs no server: open {}.", named.join("index.html").display())?;
    }
    if let Some((archive, bytes)) = packed {
        writeln!(streams.err, "It is in one file too: {} ({}).", archive.display(), portable::size(bytes))?;
    }
    if let Some(reason) = &written.piecewise {
        writeln!(streams.err, "The files were put in place one by one, since {reason}.")?;
    }
    for path in &written.kept {
        writeln!(
            streams.err,
            "{} is not from planpress and came in the way while the site was written.",
            path.display()
        )?;
    }
    if terms.edition != Edition::Public {
        writeln!(
            streams.err,
            "This is the {edition} edition. Nothing in it keeps anybody out: publish it only where its readers alone can go."
        )?;
    }
    told.map_or_else(|reason| output::failed(&reason, streams), |()| Ok(Status::Fine))
}

/// Keeps the addresses that are new, where that is asked for; says how many there are.
fn lock_addresses(arguments: &Arguments, publication: &Publication, tree: &Tree) -> Result<Option<String>, Refused> {
    let there = tree.files.contains_key(LOCK);
    if publication.edition != Edition::Public || !(there || arguments.lock) {
        return Ok(None);
    }
    let (text, new) = url_lock::renewed(publication, tree);
    let addresses = match new {
        1 => "1 address is".to_owned(),
        _ => format!("{new} addresses are"),
    };
    if arguments.lock {
        let root = &arguments.project.root;
        publish::output_folder::write_file(root, &root.join(LOCK), text.as_bytes())?;
        return Ok((new > 0).then(|| format!("{addresses} new in {LOCK}; keep this file with the plan.")));
    }
    Ok((new > 0).then(|| format!("{addresses} not in {LOCK} yet: build with --lock when you publish them.")))
}

/// Prints the faults and that nothing was written.
fn stop(
    faults: Vec<Diagnostic>,
    build: &Build<'_>,
    project: &Project,
    wanted: Option<&Wanted>,
    streams: &mut Streams<'_>,
) -> io::Result<Status> {
    let count = output::count(&faults);
    let told = wanted.map_or(Ok(()), |wanted| build_report::tell(build, &faults, wanted, streams));
    output::faults(faults, build.tree, project.format, streams)?;
    writeln!(streams.err, "Nothing was written: {count}.")?;
    told.map_or_else(|reason| output::failed(&reason, streams), |()| Ok(Status::Faults))
}

/// For whom, for which day and for which address the arguments ask.
fn terms(arguments: &Arguments) -> Result<Terms, String> {
    let edition = edition(&arguments.edition)?;
    let day = arguments.project.day()?;
    if arguments.lock && edition != Edition::Public {
        return Err("--lock keeps the addresses of the public edition; no other has promised any".into());
    }
    let links = arguments.portable.links();
    if arguments.lock && links == Links::Files {
        return Err("--lock keeps the addresses of the site on the web; a portable one has promised none".into());
    }
    if let Some(address) = &arguments.base_url {
        let web = address.starts_with("https://") || address.starts_with("http://");
        if !web || address.contains(char::is_whitespace) {
            return Err(format!("`{address}` is no web address; write it whole, as in https://plan.example.org/"));
        }
    }
    Ok(Terms { edition, day, base_url: arguments.base_url.clone(), links })
}

/// The one line that says what was done.
fn summary(
    publication: &Publication,
    (pages, guides): (usize, usize),
    printed: &PrintSummary,
    written: &Written,
    output: &std::path::Path,
    took: Duration,
) -> String {
    let left = &publication.left_out;
    let mut parts = Vec::new();
    if left.later > 0 {
        parts.push(format!("{} dated after {}", left.later, publication.today));
    }
    if left.edition > 0 {
        parts.push(format!("{} for other editions", left.edition));
    }
    let left = if parts.is_empty() { String::new() } else { format!("; left out: {}", parts.join(", ")) };
    let all = printed.printed + printed.from_cache;
    let made = [(pages, "page"), (guides, "guide"), (all - printed.pictures, "PDF"), (printed.pictures, "picture")];
    // A program that prints nothing does not count it.
    let made = made.into_iter().take(if all == 0 { 2 } else { 4 }).filter(|(count, of)| *count > 0 || *of != "picture");
    let made = listed(&made.map(|(count, of)| output::plural(count, of)).collect::<Vec<_>>());
    let printed = match all {
        0 => made,
        _ => format!("{made} ({} printed, {} as before)", printed.printed, printed.from_cache),
    };
    format!(
        "Published {printed} into {} ({} written, {} unchanged, {} removed{left}) in {:.2} s.",
        output.display(),
        written.written,
        written.unchanged,
        written.removed,
        took.as_secs_f64(),
    )
}

/// A list as it is said: "a, b and c".
fn listed(items: &[String]) -> String {
    match items {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => items.concat(),
    }
}

/// The stages with their times, shown as they run where a person looks on.
struct Stages {
    bar: ProgressBar,
    times: Vec<(&'static str, Duration)>,
    running: Option<(&'static str, Instant)>,
}

impl Stages {
    fn new(terminal: Terminal) -> Self {
        Self { bar: output::progress(terminal), times: Vec::new(), running: None }
    }

    fn begin(&mut self, name: &'static str) {
        self.end();
        self.bar.set_message(name);
        self.running = Some((name, Instant::now()));
    }

    fn end(&mut self) {
        self.times.extend(self.running.take().map(|(name, since)| (name, since.elapsed())));
    }

    fn print(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        for (name, took) in &self.times {
            writeln!(streams.err, "{name:>8} {:8.1} ms", took.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
