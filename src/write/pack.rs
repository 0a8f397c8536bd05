//! A published folder as one zip file. The same files give the same bytes: names stand in their order,
//! and no time, owner or machine is in it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{Refused, Written, at, fresh, place};

/// What stands at the end of each of our archives, and by which we know them again.
const OURS: &str = "Made by planpress. Open index.html.";

/// The archive beside a folder, with its name.
#[must_use]
pub fn beside(folder: &Path) -> PathBuf {
    let own = called(folder);
    own.with_file_name(format!("{}.zip", name(&own)))
}

/// A folder by a path that ends in its name; it may be written as `a/..`.
fn called(folder: &Path) -> Cow<'_, Path> {
    if folder.file_name().is_some() { folder.into() } else { place::real(folder).into() }
}

fn name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Whether an archive may be written here: nobody else's is replaced.
///
/// # Errors
/// The reason, as a sentence.
pub fn check(archive: &Path) -> Result<(), Refused> {
    match end(archive) {
        Ok(end) if end != OURS.as_bytes() => {
            let name = archive.display();
            let reason = format!("{name} is not from planpress and stands where the zip file belongs; move it away");
            Err(Refused::Folder(reason))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(archive)(error)),
        _ => Ok(()),
    }
}

/// As many bytes from the end of a file as our archives have there of their own.
fn end(archive: &Path) -> io::Result<Vec<u8>> {
    // A pipe would be waited for without end.
    if !fs::metadata(archive)?.is_file() {
        return Ok(Vec::new());
    }
    let mut file = File::open(archive)?;
    let from = file.metadata()?.len().saturating_sub(OURS.len() as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end)
}

/// Packs what was written into a folder, and nothing else that lies there; whole or not at all.
/// Says how large the archive is.
///
/// # Errors
/// Where a file is no more what it was when it was written, or the system refuses.
pub fn pack(folder: &Path, written: &Written, archive: &Path) -> Result<u64, Refused> {
    let fresh = fresh(archive);
    let packed = filled(folder, &written.files, &fresh).and_then(|()| {
        fs::rename(&fresh, archive).map_err(at(archive))?;
        fs::metadata(archive).map(|facts| facts.len()).map_err(at(archive))
    });
    if packed.is_err() {
        drop(fs::remove_file(&fresh));
    }
    packed
}

fn filled(folder: &Path, files: &BTreeMap<String, String>, fresh: &Path) -> Result<(), Refused> {
    let mut archive = ZipWriter::new(BufWriter::new(File::create(fresh).map_err(at(fresh))?));
    let folder = called(folder);
    let above = name(&folder);
    for (path, hash) in files {
        let file = folder.join(path);
        let bytes = fs::read(&file).map_err(at(&file))?;
        if blake3::hash(&bytes).to_hex().as_str() != hash {
            return Err(Refused::Folder(format!("{} has changed while the site was packed", file.display())));
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .system(System::Unix)
            .large_file(u32::try_from(bytes.len()).is_err());
        let started = archive.start_file(format!("{above}/{path}"), options).map_err(io::Error::from);
        started.and_then(|()| archive.write_all(&bytes)).map_err(at(fresh))?;
    }
    archive.set_comment(OURS).map_err(|error| at(fresh)(error.into()))?;
    let ended = archive.finish().map_err(io::Error::from);
    ended.and_then(|mut archive| archive.flush()).map_err(at(fresh))
}
