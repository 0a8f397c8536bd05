//! What is read of a project that somebody else wrote.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::os::unix::fs::symlink;

use super::*;

/// A project with these files, each of which says its own path.
fn project(paths: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("project");
    for path in paths {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), path).unwrap();
    }
    (folder, root)
}

const FEW: &[&str] = &[
    "content/pages/a.md",
    "content/files/b.txt",
    "content/files/.hidden.txt",
    "content/.git/config",
    "themes/sea/assets/a.css",
    "themes/sky/assets/b.css",
    ".git/config",
    ".env",
    "Cargo.toml",
    "public/index.html",
    "urls.lock",
    "../outside.txt",
];

#[test]
fn links_are_followed_to_files_of_the_same_folder_alone() {
    let (folder, root) = project(FEW);
    let whole = root.join("content/files/b.txt");
    let outside = folder.path().join("outside.txt");
    let lead = |from: &str, to: &str| {
        let link = root.join(from);
        let before = read(&root).unwrap();
        symlink(to, &link).unwrap();
        let again = read_again(&root, &before, &BTreeSet::from([link.clone()])).unwrap();
        assert_eq!(again, Some(read(&root).unwrap()), "{from} to {to}");
        assert!(read_marks(&root).contains_key(&link), "{from} to {to}");
        fs::remove_file(&link).unwrap();
        again.unwrap().files.remove(from).unwrap()
    };
    for (from, to) in [
        ("content/files/link.txt", "b.txt"),
        ("content/files/link.txt", "./b.txt"),
        ("content/files/link.txt", "../pages/a.md"),
        ("content/files/link.txt", "../../content/files/b.txt"),
        ("content/files/link.txt", whole.to_str().unwrap()),
        ("content/pages/link.md", "a.md"),
        ("themes/sea/assets/link.css", "a.css"),
    ] {
        assert!(!matches!(lead(from, to), Entry::Refused(_)), "{from} to {to}");
    }
    for (from, to) in [
        ("content/files/link.txt", "nothing"),
        ("content/files/link.txt", "link.txt"),
        ("content/files/link.txt", "."),
        ("content/files/link.txt", "../pages"),
        ("content/files/link.txt", "/etc"),
        ("content/files/link.txt", "/etc/passwd"),
        ("content/files/link.txt", "/dev/zero"),
        ("content/files/link.txt", "/proc/self/environ"),
        ("content/files/link.txt", "../../.git/config"),
        ("content/files/link.txt", "../../.env"),
        ("content/files/link.txt", "../../Cargo.toml"),
        ("content/files/link.txt", "../../urls.lock"),
        ("content/files/link.txt", "../../public/index.html"),
        ("content/files/link.txt", "../../themes/sea/assets/a.css"),
        ("content/files/link.txt", "../../../outside.txt"),
        ("content/files/link.txt", outside.to_str().unwrap()),
        ("content/files/link.txt", "../.git/config"),
        ("content/files/link.txt", ".hidden.txt"),
        ("content/files/link.txt", "../../../project/.env"),
        ("content/files", "../public"),
        ("content/folder", "../.git"),
        ("content/pages/link.md", "../../.env"),
        ("content/contacts.yaml", "../urls.lock"),
        ("themes/sea/assets/link.css", "../../sky/assets/b.css"),
        ("themes/sea/assets/link.css", "../../../content/files/b.txt"),
        ("themes/sea/assets/link.css", "../../../.env"),
        ("themes/sea/templates", "../../content/pages"),
        ("themes/other", "sea"),
    ] {
        if root.join(from).is_dir() {
            fs::rename(root.join(from), root.join("aside")).unwrap();
        }
        let Entry::Refused(refusal) = lead(from, to) else { panic!("{from} to {to} was followed") };
        assert!(!format!("{refusal:?}").contains(root.to_str().unwrap()), "{refusal:?}");
        if root.join("aside").exists() {
            fs::rename(root.join("aside"), root.join(from)).unwrap();
        }
    }
}

#[test]
fn links_to_links_are_followed_as_long_as_they_stay_and_folders_between_are_no_links() {
    let (_folder, root) = project(FEW);
    let files = root.join("content/files");
    for (from, to) in [("one.txt", "two.txt"), ("two.txt", "../files/b.txt"), ("out.txt", "away.txt")] {
        symlink(to, files.join(from)).unwrap();
    }
    symlink("../../.env", files.join("away.txt")).unwrap();
    symlink("../pages", files.join("pages")).unwrap();
    symlink("pages/a.md", files.join("through.txt")).unwrap();
    let tree = read(&root).unwrap();
    let refused = |name: &str| matches!(tree.files[&format!("content/files/{name}")], Entry::Refused(_));
    assert_eq!(["one.txt", "two.txt"].map(refused), [false; 2]);
    assert_eq!(["out.txt", "away.txt", "pages", "through.txt"].map(refused), [true; 4]);
}

#[test]
fn a_link_changes_with_what_it_leads_to() {
    let (_folder, root) = project(FEW);
    symlink("../files/b.txt", root.join("content/pages/link.md")).unwrap();
    let before = read(&root).unwrap();
    fs::write(root.join("content/files/b.txt"), "other").unwrap();
    let changed = BTreeSet::from([root.join("content/files/b.txt")]);
    let again = read_again(&root, &before, &changed).unwrap();
    assert_eq!(again, Some(read(&root).unwrap()));
    // The same text, but no link any more.
    fs::remove_file(root.join("content/pages/link.md")).unwrap();
    fs::write(root.join("content/pages/link.md"), "other").unwrap();
    let changed = BTreeSet::from([root.join("content/pages/link.md")]);
    assert_eq!(read_again(&root, &again.unwrap(), &changed).unwrap(), Some(read(&root).unwrap()));
}

#[test]
fn what_is_hidden_is_not_of_the_project() {
    let (_folder, root) = project(&[
        "content/files/.DS_Store",
        "content/files/Thumbs.db",
        "content/files/~$plan.docx",
        "content/pages/.a.md.swp",
        "content/.git/config",
        "themes/a/.git",
    ]);
    let tree = read(&root).unwrap();
    assert_eq!(tree, Tree::default());
    let changed = BTreeSet::from([root.join("content/files/.DS_Store"), root.join("content/.git")]);
    assert_eq!(read_again(&root, &tree, &changed).unwrap(), None);
}

#[test]
fn folders_and_lists_of_the_project_that_are_links_are_not_followed() {
    let (folder, root) = project(FEW);
    for name in ["content", "themes", LOCK] {
        let aside = folder.path().join("aside");
        for to in [Path::new("/etc"), &aside, Path::new(".git")] {
            fs::rename(root.join(name), &aside).unwrap();
            symlink(to, root.join(name)).unwrap();
            let mut tree = read(&root).unwrap();
            add_lock(&root, &mut tree);
            assert!(matches!(tree.files[name], Entry::Refused(Refusal::Link(_))), "{name} to {}", to.display());
            assert_eq!(tree.below(&format!("{name}/")).count(), 0, "{name} to {}", to.display());
            fs::remove_file(root.join(name)).unwrap();
            fs::rename(&aside, root.join(name)).unwrap();
        }
    }
}

#[test]
fn what_was_looked_at_is_what_is_published() {
    let (folder, root) = project(FEW);
    let safe = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
    let (picture, path) = (root.join("content/files/a.svg"), "content/files/a.svg");
    fs::write(&picture, safe).unwrap();
    let tree = read(&root).unwrap();
    assert_eq!(read_asset(&root, &tree, path).unwrap(), safe);
    let gone = || fs::remove_file(&picture).unwrap();
    let changes: [&dyn Fn(); 6] = [
        &|| fs::write(&picture, "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>").unwrap(),
        &|| fs::write(&picture, [&safe[..], b" "].concat()).unwrap(),
        &|| fs::write(&picture, &safe[1..]).unwrap(),
        &gone,
        &|| symlink("b.txt", &picture).unwrap(),
        &|| {
            gone();
            fs::write(folder.path().join("same.svg"), safe).unwrap();
            symlink("../../../same.svg", &picture).unwrap();
        },
    ];
    for (at, change) in changes.iter().enumerate() {
        change();
        assert!(read_asset(&root, &tree, path).is_err(), "{at}");
    }
    gone();
    fs::create_dir(&picture).unwrap();
    assert!(read_asset(&root, &tree, path).is_err());
    fs::remove_dir(&picture).unwrap();
    fs::write(&picture, safe).unwrap();
    assert_eq!(read_asset(&root, &tree, path).unwrap(), safe);
    assert!(read_asset(&root, &tree, "content/pages/a.md").is_err() && read_asset(&root, &tree, "Cargo.toml").is_err());
}

#[test]
fn a_file_is_found_however_its_name_is_spelt_on_disk() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("content/files/cafe\u{301}");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("e\u{301}.txt"), "one").unwrap();
    let tree = read(root.path()).unwrap();
    let path = tree.files.keys().next().unwrap();
    assert_eq!(path, "content/files/caf\u{e9}/\u{e9}.txt");
    assert_eq!(read_asset(root.path(), &tree, path).unwrap(), b"one");
    assert!(read_asset(root.path(), &tree, "content/files/\u{e9}.txt").is_err());
}
