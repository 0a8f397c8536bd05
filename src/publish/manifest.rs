//! The list of a site's files, which the output folder keeps. It comes from the disk, so from
//! anybody: it is believed only if a build could have written it, and names nothing outside the site.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Component, Path};

use serde::de::DeserializeOwned;

use crate::file_tree::{MANIFEST, Manifest};
use crate::folder::Folder;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::ignore_missing;

/// No list of files is as large as this, in bytes.
const LARGEST: u64 = 256_000_000;

/// The manifest of the last build into a folder; nothing where there is none.
///
/// # Errors
/// Where it is there but cannot be read, or no build could have written it.
pub fn read(folder: &Folder) -> Result<Option<Manifest>, WriteError> {
    read_json(folder, MANIFEST, is_plausible, "remove it, and the files that a build left")
}

/// Reads a file that only this program writes, and gives it if a build could have written it.
///
/// # Errors
/// Where it cannot be read, or is not such a file; `advice` says what to do.
pub fn read_json<T: DeserializeOwned>(
    folder: &Folder,
    name: &str,
    is_plausible: impl Fn(&T) -> bool,
    advice: &str,
) -> Result<Option<T>, WriteError> {
    let path = folder.path().join(name);
    let Some(file) = ignore_missing(folder.open_file(name)).map_err(failed_at(&path))? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(failed_at(&path))?;
    match serde_json::from_slice(&bytes) {
        Ok(value) if is_plausible(&value) => Ok(Some(value)),
        _ => Err(WriteError::Refused(format!("{} is damaged; {advice}", path.display()))),
    }
}

/// Whether a build could have written it.
pub fn is_plausible(manifest: &Manifest) -> bool {
    let edition = &manifest.edition;
    edition.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b' ') && are_plausible(&manifest.files)
}

/// Whether these can be files of a site with their digests.
pub fn are_plausible(files: &BTreeMap<String, String>) -> bool {
    let is_digest = |digest: &String| digest.len() == 64 && digest.bytes().all(|letter| letter.is_ascii_hexdigit());
    files.iter().all(|(path, digest)| is_site_path(path) && is_digest(digest))
}

/// Whether a path leads to a file of a site: down, and to nothing hidden.
pub fn is_site_path(path: &str) -> bool {
    let is_name = |part: &str| {
        let mut parts = Path::new(part).components();
        !part.starts_with('.') && matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
    };
    !path.contains('\0') && path.split('/').all(is_name)
}

/// Writes the manifest of a site into its folder.
///
/// # Errors
/// Where it cannot be written.
pub fn write(folder: &Folder, manifest: &Manifest) -> Result<(), WriteError> {
    let path = folder.path().join(MANIFEST);
    // A digest, quotes, a colon and a comma are beside each path.
    let size: usize = manifest.files.keys().map(|path| path.len() + 72).sum();
    let mut bytes = Vec::with_capacity(size + 100);
    let written = serde_json::to_writer(&mut bytes, manifest).map_err(io::Error::from);
    written.and_then(|()| folder.replace_file(MANIFEST.as_ref(), &bytes)).map_err(failed_at(&path))
}

/// Whether a file holds what a digest names.
pub fn holds(folder: &Folder, path: impl AsRef<Path>, digest: &str) -> bool {
    let hash = |file| blake3::Hasher::new().update_reader(file).map(|hasher| hasher.finalize());
    folder.open_file(path).and_then(hash).is_ok_and(|hash| hash.to_hex().as_str() == digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_down_into_the_site_are_believed() {
        for path in ["index.html", "2026/grow/index.html", "files/a b#1.pdf", "files/é.txt", "a..b/c"] {
            assert!(is_site_path(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../a",
            "a/../../b",
            "a/..",
            ".",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            ".git/config",
            "a/.htaccess",
            "a\0b",
        ] {
            assert!(!is_site_path(path), "{path:?}");
        }
    }

    #[test]
    fn a_manifest_that_no_build_writes_is_damaged() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let digest = "0".repeat(64);
        assert!(read(&folder).unwrap().is_none());
        let good = format!(r#"{{"edition":"public","files":{{"index.html":"{digest}"}}}}"#);
        for text in [
            good.replace("index.html", "../index.html"),
            good.replace("public", "public\\u001b[2J"),
            good.replace(&digest, "0"),
            good.replace("\"files\"", "\"more\":1,\"files\""),
            good.replace('}', ""),
            String::new(),
        ] {
            std::fs::write(place.path().join(MANIFEST), &text).unwrap();
            assert!(matches!(read(&folder), Err(WriteError::Refused(_))), "{text}");
        }
        std::fs::write(place.path().join(MANIFEST), &good).unwrap();
        assert!(read(&folder).unwrap().is_some());
    }
}
