//! A published folder as one zip file. The same files give the same bytes: names are in their order,
//! and no time, owner or machine is in it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::publish::WrittenFiles;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::{OutputTarget, ignore_missing};

/// The comment at the end of each of our archives, by which we know them again.
const COMMENT: &str = "Made by planpress. Open index.html.";

/// The archive beside a folder, with its name.
#[must_use]
pub fn archive_path(folder: &Path) -> PathBuf {
    folder.with_file_name(format!("{}.zip", name(folder)))
}

fn name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Whether an archive may be written here: nobody else's is replaced.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_archive(root: &Path, archive: &Path) -> Result<(), WriteError> {
    let target = OutputTarget::open(root, archive)?;
    let Some(file) = ignore_missing(target.parent.open_file(&target.name)).map_err(failed_at(archive))? else {
        return Ok(());
    };
    if read_end(file).map_err(failed_at(archive))? == COMMENT.as_bytes() {
        return Ok(());
    }
    let reason = format!("{} is not from planpress and is where the zip file belongs; move it away", archive.display());
    Err(WriteError::Refused(reason))
}

/// As many bytes from the end of a file as our archives have there as their comment.
fn read_end(mut file: File) -> io::Result<Vec<u8>> {
    let from = file.metadata()?.len().saturating_sub(COMMENT.len() as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end)
}

/// Packs what was written into a folder, and nothing else that is in it; whole or not at all.
/// Gives the archive's size in bytes.
///
/// # Errors
/// Where a file is no more what it was when it was written, or the system refuses.
pub fn pack(root: &Path, folder: &Path, written: &WrittenFiles, archive: &Path) -> Result<u64, WriteError> {
    let target = OutputTarget::open(root, archive)?;
    let site =
        OutputTarget::open(root, folder)?.folder()?.ok_or_else(|| failed_at(folder)(io::ErrorKind::NotFound.into()))?;
    let mut changed = None;
    let packed = target.parent.replace_with(&target.name, |file| {
        let mut archive = ZipWriter::new(BufWriter::new(file));
        for (path, hash) in &written.files {
            let bytes = site.read(path)?;
            if blake3::hash(&bytes).to_hex().as_str() != hash {
                changed = Some(folder.join(path));
                return Err(io::ErrorKind::InvalidData.into());
            }
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::default())
                .unix_permissions(0o644)
                .system(System::Unix)
                .large_file(u32::try_from(bytes.len()).is_err());
            archive.start_file(format!("{}/{path}", name(folder)), options)?;
            archive.write_all(&bytes)?;
        }
        archive.set_comment(COMMENT)?;
        let mut archive = archive.finish()?;
        archive.flush()?;
        Ok(archive.get_ref().metadata()?.len())
    });
    match changed {
        Some(path) => Err(WriteError::Refused(format!("{} has changed while the site was packed", path.display()))),
        None => packed.map_err(failed_at(archive)),
    }
}
