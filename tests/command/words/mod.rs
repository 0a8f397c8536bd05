//! Runs of words that two texts share.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::common::files_below;

/// The words of a text in small letters, without marks.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace('’', "'")).collect()
}

/// Every run of so many words of a folder's files that a source holds too, by file and line;
/// titles apart, since names and titles carry over.
pub fn shared_runs(folder: &Path, sources: &[String], length: usize) -> Vec<String> {
    let known: HashSet<Vec<String>> = sources
        .iter()
        .flat_map(|source| words(source).windows(length).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect();
    let mut found = Vec::new();
    for path in files_below(folder) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (line, value) in values(&text) {
            let own = words(&without_titles(&value));
            if let Some(run) = own.windows(length).find(|run| known.contains(*run)) {
                found.push(format!("{}:{line}: {}", path.display(), run.join(" ")));
            }
        }
    }
    found
}

/// A text without what stands in quotation marks, which is a title: quotations are reported speech.
fn without_titles(text: &str) -> String {
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).replace("\\\"", "\"");
    text.split(['"', '“', '”']).step_by(2).collect::<Vec<_>>().join(" . ")
}

/// The texts of a file with their lines: paragraphs, and values without their keys; titles,
/// names, places and what is written in comments left out.
fn values(text: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut joined = false;
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim_start().trim_start_matches("- ").trim_start_matches('{');
        let (key, value) = trimmed.split_once(": ").unwrap_or(("", trimmed));
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || "_-0123456789".contains(c));
        let title = is_key && ["title", "short", "name", "place", "what"].contains(&key);
        if trimmed.is_empty() || trimmed.starts_with('#') || title {
            joined = false;
        } else if is_key {
            all.push((number + 1, value.to_owned()));
            joined = true;
        } else if joined && !line.trim_start().starts_with("- ") {
            if let Some((_, text)) = all.last_mut() {
                text.push(' ');
                text.push_str(trimmed);
            }
        } else {
            all.push((number + 1, trimmed.to_owned()));
            joined = true;
        }
    }
    all
}
