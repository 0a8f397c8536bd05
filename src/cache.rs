//! What was printed before, kept outside the output, so that only what has changed is printed again.
//! An entry goes by a key that stands for all that decides its bytes, and its bytes are checked
//! against their own digest: what cannot be read or was damaged is as if it were not there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder below the project's root that is the program's own.
const FOLDER: &str = ".planpress";
/// The bytes of a BLAKE3 digest, which stand before what is kept.
const DIGEST: usize = 32;

/// Where an edition's sheets are kept. Editions share none, so that none can leak.
#[must_use]
pub fn folder(root: &Path, edition: &str) -> PathBuf {
    root.join(FOLDER).join(edition).join("sheets")
}

/// Where the answers of outside links are kept.
#[must_use]
pub fn links(root: &Path) -> PathBuf {
    root.join(FOLDER).join("links.json")
}

/// What is kept under a key, if it is whole.
#[must_use]
pub fn get(folder: &Path, key: &str) -> Option<Vec<u8>> {
    let mut bytes = fs::read(folder.join(key)).ok()?;
    let (digest, kept) = bytes.split_at_checked(DIGEST)?;
    if blake3::hash(kept).as_bytes() != digest {
        return None;
    }
    bytes.drain(..DIGEST);
    Some(bytes)
}

/// Keeps something under a key.
///
/// # Errors
/// Where the folder cannot be written to. Nothing is lost by it but time.
pub fn keep(folder: &Path, key: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!("{key}.{}", std::process::id()));
    fs::write(&unfinished, [blake3::hash(bytes).as_bytes(), bytes].concat())?;
    fs::rename(&unfinished, folder.join(key))
}

/// Says to version control that none of what is kept is to be recorded.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn unrecorded(root: &Path) -> io::Result<()> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    if ignore.exists() { Ok(()) } else { fs::write(ignore, "*\n") }
}

/// Removes what no key of the last build stands for.
///
/// # Errors
/// Where the folder cannot be written to. Nothing is lost by it but room.
pub fn prune(root: &Path, folder: &Path, keys: &BTreeSet<String>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    unrecorded(root)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !keys.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_as_if_it_were_not_there() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path(), "public");
        assert_eq!(get(&folder, "a"), None);
        keep(&folder, "a", b"sheet").unwrap();
        assert_eq!(get(&folder, "a").as_deref(), Some(&b"sheet"[..]));
        fs::write(folder.join("a"), b"short").unwrap();
        assert_eq!(get(&folder, "a"), None);
        fs::write(folder.join("a"), [&[0; DIGEST][..], b"sheet"].concat()).unwrap();
        assert_eq!(get(&folder, "a"), None);
    }

    #[test]
    fn what_the_last_build_did_not_use_goes() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path(), "public");
        keep(&folder, "a", b"one").unwrap();
        keep(&folder, "b", b"two").unwrap();
        prune(root.path(), &folder, &BTreeSet::from(["b".to_owned()])).unwrap();
        assert_eq!((get(&folder, "a"), get(&folder, "b").as_deref()), (None, Some(&b"two"[..])));
        assert_eq!(fs::read_to_string(root.path().join(".planpress/.gitignore")).unwrap(), "*\n");
    }
}
