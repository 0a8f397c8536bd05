//! Which file is meant where one is named that is not there.

use crate::diagnostic::nearest;
use crate::file_tree::file_address;
use crate::model::Publication;

/// How a file is named.
#[derive(Clone, Copy)]
pub enum Spelling {
    /// By its address from the site's root.
    Address,
    /// By its whole address.
    Whole,
    /// By its path, as a key names it.
    Path,
}

/// The file that is most like a path below `files/`, so spelled that it is found.
pub fn near_file(path: &str, spelling: Spelling, publication: &Publication) -> Option<String> {
    let root = publication.site.base_url.value.0.trim_end_matches('/');
    // A key is read as one line.
    let is_one_line = |file: &str| file.split_whitespace().collect::<Vec<_>>().join(" ") == *file;
    let can_be_named = |file: &&str| !matches!(spelling, Spelling::Path) || is_one_line(file);
    let near = nearest(path, publication.known_files().filter(can_be_named))?;
    Some(match spelling {
        Spelling::Address => file_address(near),
        Spelling::Whole => format!("{root}{}", file_address(near)),
        Spelling::Path => format!("files/{near}"),
    })
}
