//! `planpress schema`: JSON Schema of every YAML file, with the settings that bind them in editors.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::cli::{CommandError, Console, ExitStatus, output};
use crate::publish::output_folder;
use crate::records::json_schema::{self, FileSchema};

/// Write JSON Schema files, from which editors know every key of the plan's YAML files.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The project's folder, which holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the schemas go, below the project's folder.
    #[arg(long, value_name = "DIR", default_value = ".vscode/schemas")]
    out: String,
}

/// The editor's settings, below the project's folder.
const SETTINGS: &str = ".vscode/settings.json";

/// Writes the schemas, and the settings where there are none yet.
///
/// # Errors
/// Where a file cannot be written.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let all = json_schema::file_schemas();
    let folder = arguments.out.trim_end_matches('/');
    let mut files: Vec<(String, String)> =
        all.iter().map(|file| (format!("{folder}/{}.json", file.name), to_pretty_json(&file.schema))).collect();
    let settings = editor_settings(&all, folder);
    let has_settings = arguments.root.join(SETTINGS).exists();
    if !has_settings {
        files.push((SETTINGS.to_owned(), to_pretty_json(&settings)));
    }
    for (path, text) in &files {
        output_folder::write_file(&arguments.root, &arguments.root.join(path), text.as_bytes())?;
    }
    writeln!(console.err, "Wrote {} into {folder}/.", output::pluralize(all.len(), "schema"))?;
    let bound = std::fs::read_to_string(arguments.root.join(SETTINGS)).unwrap_or_default();
    if !bound.contains(&format!("{folder}/site.json")) {
        writeln!(console.err, "{SETTINGS} was there before and is left as it is. It needs these lines:")?;
        write!(console.err, "{}", to_pretty_json(&settings))?;
    }
    Ok(ExitStatus::Success)
}

fn to_pretty_json(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Which schema is for which files, as the YAML extensions of editors read it.
fn editor_settings(all: &[FileSchema], folder: &str) -> Value {
    let bound: Map<String, Value> = (all.iter().filter(|file| !file.files.is_empty()))
        .map(|file| (format!("./{folder}/{}.json", file.name), json!(file.files)))
        .collect();
    json!({ "yaml.schemas": bound })
}
