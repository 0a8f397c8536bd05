//! `planpress build`: publishes one edition.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::build_report::{self, ReportTarget};
use crate::cli::build_summary::{self, Built, StageTimer};
use crate::cli::portable::{self, PortableArguments};
use crate::cli::{CacheArguments, CommandError, Console, ExitStatus, ProjectArguments, output, parse_edition};
use crate::file_tree::LOCK;
use crate::model::Edition;
use crate::pages::redirects::url_lock;
use crate::pages::source_files;
use crate::pipeline::{self, Destination, Prepared, UrlLock};
use crate::publish::cache::Cache;
use crate::publish::{PublishError, archive, output_folder};
use crate::resolve::Terms;
use crate::urls::links::Links;

/// Publish the plan as a website.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,
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
    cache: CacheArguments,
    #[command(flatten)]
    portable: PortableArguments,
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

/// What the arguments ask for, checked before anything is read.
struct BuildSettings<'a> {
    terms: Terms,
    /// The output folder as it was named.
    named_output: PathBuf,
    /// The output folder without links.
    output: PathBuf,
    cache: Cache,
    cache_note: Option<String>,
    report: Option<ReportTarget<'a>>,
    archive: Option<PathBuf>,
}

/// Builds, and prints what became of it.
///
/// # Errors
/// Where the arguments or the system do not permit it.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let started = Instant::now();
    let project = &arguments.project;
    let settings = check_arguments(arguments)?;
    let mut timer = StageTimer::new(console);

    timer.begin("read");
    let tree = pipeline::read(&project.root, UrlLock::Read)?;
    timer.begin("parse");
    let sources = pipeline::parse(tree, None);
    let mut on_stage = |stage| timer.begin(stage);
    let mut prepared = pipeline::prepare(sources, &settings.terms, None, &project.failure_rule(), &mut on_stage);
    timer.end();
    let built = publish(&mut prepared, arguments, &settings, &mut timer, console)?;

    let reported = settings
        .report
        .as_ref()
        .map_or(Ok(()), |target| build_report::write(&prepared, built.as_ref(), timer.times(), target, console));
    let count = output::count_diagnostics(&prepared.diagnostics);
    let diagnostics = std::mem::take(&mut prepared.diagnostics);
    output::print_diagnostics(diagnostics, &prepared.tree, project.format, console)?;
    let Some(built) = built else {
        writeln!(console.err, "Nothing was written: {count}.")?;
        return reported.map(|()| ExitStatus::ContentErrors);
    };
    if arguments.timings {
        timer.print(console)?;
    }
    let elapsed = started.elapsed();
    let summary = build_summary::describe(&prepared.publication, &built, &settings.named_output, elapsed, &count);
    writeln!(console.err, "{summary}")?;
    for note in settings.cache_note.into_iter().chain(built.notes(&settings.terms, &settings.named_output)) {
        writeln!(console.err, "{note}")?;
    }
    // The program ends here. The system takes all memory back at once, which is faster than piece by piece.
    std::mem::forget((prepared, built));
    reported.map(|()| ExitStatus::Success)
}

fn check_arguments(arguments: &Arguments) -> Result<BuildSettings<'_>, CommandError> {
    let root = &arguments.project.root;
    let terms = parse_terms(arguments)?;
    let default_output = || root.join(portable::folder_name(terms.edition, terms.links));
    let named_output = arguments.output.clone().unwrap_or_else(default_output);
    let output = output_folder::check_output(root, &named_output)?;
    let (cache, cache_note) = arguments.cache.open(root)?;
    let report = build_report::check_target(arguments.report.as_deref(), &arguments.project, &output)?;
    let archive = arguments.portable.archive(root, &output)?;
    Ok(BuildSettings { terms, named_output, output, cache, cache_note, report, archive })
}

/// For whom, for which day and for which address the arguments ask.
fn parse_terms(arguments: &Arguments) -> Result<Terms, CommandError> {
    let edition = parse_edition(&arguments.edition)?;
    let day = arguments.project.day()?;
    let links = arguments.portable.links();
    if arguments.lock && edition != Edition::Public {
        return Err(CommandError::LockOfOtherEdition);
    }
    if arguments.lock && links == Links::Files {
        return Err(CommandError::LockOfPortableSite);
    }
    if let Some(url) = &arguments.base_url {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !is_web || url.contains(char::is_whitespace) {
            return Err(CommandError::InvalidBaseUrl(url.clone()));
        }
    }
    Ok(Terms { edition, day, base_url: arguments.base_url.clone(), links })
}

/// Publishes the site, packs it and updates `urls.lock`; nothing where diagnostics prevent that.
fn publish(
    prepared: &mut Prepared,
    arguments: &Arguments,
    settings: &BuildSettings<'_>,
    timer: &mut StageTimer,
    console: &mut Console<'_>,
) -> Result<Option<Built>, CommandError> {
    let Some(site) = prepared.site.take() else { return Ok(None) };
    let (root, terms) = (&*arguments.project.root, &settings.terms);
    let sources_of = || source_files::every(&site, &prepared.publication, &prepared.tree);
    let origins = settings.report.as_ref().map(|_| sources_of()).unwrap_or_default();
    let counts = site.counts();
    timer.begin("write");
    let bar = timer.bar();
    let destination = Destination {
        root,
        folder: &settings.output,
        label: &portable::folder_label(terms.edition, terms.links),
        print_cache: &settings.cache.print_cache(terms.edition.word()),
        on_wait: &mut || {
            let line = "Another build is writing into this folder or one beside it; this one waits until it is done.";
            bar.suspend(|| drop(writeln!(console.err, "{line}")));
        },
        on_print: &|done, all| bar.set_message(format!("print {done} of {all}")),
    };
    let published = match pipeline::publish(site, &prepared.tree, destination) {
        Ok(published) => published,
        Err(PublishError::Write(error)) => return Err(error.into()),
        Err(PublishError::Diagnostics(found)) => {
            timer.end();
            prepared.diagnostics.extend(found);
            return Ok(None);
        }
    };
    let mut packed = None;
    if let Some(path) = &settings.archive {
        timer.begin("zip");
        packed = Some((path.clone(), archive::pack(root, &settings.output, &published.written, path)?));
    }
    timer.end();
    let lock_note = if terms.links == Links::Served { update_lock(root, arguments.lock, prepared)? } else { None };
    Ok(Some(Built { counts, origins, published, archive: packed, lock_note }))
}

/// Adds the new addresses of the public edition to `urls.lock` with `--lock`, and else counts them
/// where there is such a file.
fn update_lock(root: &Path, lock: bool, prepared: &Prepared) -> Result<Option<String>, CommandError> {
    let Prepared { publication, tree, .. } = prepared;
    if publication.edition != Edition::Public || !(lock || tree.files.contains_key(LOCK)) {
        return Ok(None);
    }
    let (text, new) = url_lock::renewed(publication, tree);
    if lock {
        output_folder::write_file(root, &root.join(LOCK), text.as_bytes())?;
    }
    Ok((new > 0).then(|| build_summary::describe_new_addresses(new, lock)))
}
