//! What `--portable` and `--zip` make of a build: its folder, what it is called, the archive beside it.

use std::path::{Path, PathBuf};

use crate::model::Edition;
use crate::publish::{WriteError, archive, output_folder};
use crate::urls::links::Links;

/// Whether the site is one that needs no server, and whether it is to be one file.
#[derive(Debug, clap::Args)]
pub struct PortableArguments {
    /// Make a site that needs no web server: it is opened from a folder, a USB stick or an attachment.
    #[arg(long)]
    portable: bool,
    /// Write the portable site as a zip file too, beside its folder.
    #[arg(long, requires = "portable")]
    zip: bool,
}

impl PortableArguments {
    /// What gives readers the pages.
    pub fn links(&self) -> Links {
        if self.portable { Links::Files } else { Links::Served }
    }

    /// Where the archive goes, if one is wanted: beside the folder, under its name.
    ///
    /// # Errors
    /// Why it cannot go there.
    pub fn archive(&self, root: &Path, output: &Path) -> Result<Option<PathBuf>, WriteError> {
        if !self.zip {
            return Ok(None);
        }
        let path = output_folder::check_beside(root, output, &archive::archive_path(output))?;
        archive::check_archive(root, &path)?;
        Ok(Some(path))
    }
}

/// The name of the folder that an edition is published into.
pub fn folder_name(edition: Edition, links: Links) -> String {
    let mut name = String::from("public");
    if edition != Edition::Public {
        name.extend(["-", edition.word()]);
    }
    if links == Links::Files {
        name.push_str("-portable");
    }
    name
}

/// What a folder is said to hold, so that nothing else is published into it.
pub fn folder_label(edition: Edition, links: Links) -> String {
    match links {
        Links::Served => edition.word().to_owned(),
        Links::Files => format!("portable {}", edition.word()),
    }
}

pub fn format_size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
