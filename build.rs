//! Gives the program a name that changes with its sources. It is part of the keys of the print cache,
//! so that documents printed by another version are not used.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec![root.join("Cargo.lock")];
    collect_files(&root.join("src"), &mut files)?;
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in files.iter().filter(|file| file.exists()) {
        hash.write(&fs::read(file)?);
    }
    println!("cargo::rustc-env=PLANPRESS_PROGRAM={:016x}", hash.finish());
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    Ok(())
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
