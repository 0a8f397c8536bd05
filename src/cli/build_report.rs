//! The report of a build: every file with what it was made from, and what went on, as JSON.
//!
//! Of the same project, edition, day and output folder it is the same but for `timings`. A build
//! that stops at faults reports them with no outputs; one that could not run reports nothing.
//!
//! It may be published beside the site, so it names nothing that the edition leaves out: faults of
//! such things are counted, and only said where the program prints them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::cli::{Format, Project, Streams};
use crate::diagnostic::{Diagnostic, Severity, printers};
use crate::file_tree::Tree;
use crate::model::Publication;
use crate::pages::source_files::Origin;
use crate::publish::{self, Written};
use crate::render::PrintSummary;
use crate::resolve::hidden_content::HiddenParts;

/// Where a report goes.
pub enum Wanted {
    /// To standard output.
    Stdout,
    /// Into a file.
    File {
        /// The project.
        root: PathBuf,
        /// The file, without links.
        path: PathBuf,
    },
}

/// What there is to tell of every build.
pub struct Build<'a> {
    pub publication: &'a Publication,
    pub tree: &'a Tree,
    pub times: &'a [(&'static str, Duration)],
    /// What was published; nothing where faults stood in the way.
    pub done: Option<Done<'a>>,
}

/// What there is to tell of one that published something.
pub struct Done<'a> {
    pub origins: &'a BTreeMap<String, Origin>,
    pub written: &'a Written,
    pub printed: &'a PrintSummary,
}

/// Where the report goes, if one is wanted.
///
/// # Errors
/// Why it cannot go there.
pub fn wanted(file: Option<&Path>, project: &Project, output: &Path) -> Result<Option<Wanted>, String> {
    let Some(file) = file else { return Ok(None) };
    if file != Path::new("-") {
        let path =
            publish::output_folder::check_beside(&project.root, output, file).map_err(|refused| refused.to_string())?;
        return Ok(Some(Wanted::File { root: project.root.clone(), path }));
    }
    if project.format == Format::Human {
        return Ok(Some(Wanted::Stdout));
    }
    Err("the report and the faults cannot both go to standard output; give --report a file".to_owned())
}

/// Writes the report.
///
/// # Errors
/// Why it could not be written.
pub fn tell(
    build: &Build<'_>,
    faults: &[Diagnostic],
    wanted: &Wanted,
    streams: &mut Streams<'_>,
) -> Result<(), String> {
    let text = serde_json::to_string_pretty(&report(build, faults)).unwrap_or_default() + "\n";
    match wanted {
        Wanted::Stdout => streams.out.write_all(text.as_bytes()).map_err(|error| error.to_string()),
        Wanted::File { root, path } => publish::output_folder::write_file(root, path, text.as_bytes())
            .map_err(|refused| format!("there is no report: {refused}")),
    }
}

fn report(build: &Build<'_>, faults: &[Diagnostic]) -> Value {
    let Build { publication, tree, times, done } = build;
    let hidden = HiddenParts::new(publication, tree);
    let (not_shown, mut faults): (Vec<_>, Vec<_>) = faults.iter().cloned().partition(|fault| hidden.cover(fault));
    printers::arrange(&mut faults);
    let (errors, warnings): (Vec<_>, Vec<_>) = faults.into_iter().partition(|own| own.severity == Severity::Error);
    let records = |faults: &[Diagnostic]| printers::records(faults, &|path| tree.text(path));
    let times: Map<String, Value> = (times.iter())
        .map(|(name, took)| ((*name).to_owned(), json!((took.as_secs_f64() * 10_000.0).round() / 10.0)))
        .collect();
    let counts = done.as_ref().map(|Done { written, printed, .. }| {
        json!({
            "written": written.written,
            "unchanged": written.unchanged,
            "removed": written.removed,
            "printed": printed.printed,
            "kept": printed.from_cache,
        })
    });
    json!({
        "planpress": env!("CARGO_PKG_VERSION"),
        "edition": publication.edition.word(),
        "date": publication.today.to_string(),
        "base_url": publication.site.base_url.value.0,
        "published": done.is_some(),
        "counts": counts,
        "errors": records(&errors),
        "warnings": records(&warnings),
        "not_shown": not_shown.len(),
        "timings": times,
        "outputs": done.as_ref().map(outputs).unwrap_or_default(),
    })
}

/// Every file of the output folder that is ours.
fn outputs(done: &Done<'_>) -> Vec<Value> {
    let Done { origins, written, .. } = done;
    let output = |(path, hash): (&String, &String)| {
        let origin = origins.get(path);
        json!({
            "address": origin.map_or_else(|| format!("/{path}"), |own| own.address.clone()),
            "path": path,
            "kind": origin.map(|own| own.kind.word()),
            "lang": origin.and_then(|own| own.lang.as_ref()).map(ToString::to_string),
            "sources": origin.map(Origin::sources).unwrap_or_default(),
            "size": written.sizes.get(path),
            "blake3": hash,
        })
    };
    written.files.iter().map(output).collect()
}
