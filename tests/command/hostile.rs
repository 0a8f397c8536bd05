//! What nobody writes by hand: nesting without end, words as long as books, folders of a hundred
//! thousand files, things that are no files. The program has to answer with faults or a result,
//! in time and memory that a harmless project of the same size would need a few times over.

#![cfg(target_os = "linux")]
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::common::{PROGRAM, caches, program};

const SITE: &str = "organisation: {name: A}\nbase_url: https://a.example/\n";
const MANY: usize = 50_000;
/// What a process may take for itself, in kilobytes; it counts what is only reserved too.
const MEMORY: usize = 3_000_000;

struct Answer {
    took: Duration,
    fine: bool,
    said: String,
}

/// Runs `planpress check` over files that are added to a site without faults.
fn check(files: &[(&str, &[u8])]) -> Answer {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in [("content/site.yaml", SITE.as_bytes())].iter().chain(files) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    check_in(root.path(), &[])
}

fn check_in(root: &Path, more: &[&str]) -> Answer {
    let began = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" check \"$@\""), PROGRAM])
        .args(["--date", "2026-05-01"])
        .args(more)
        .env("XDG_CACHE_HOME", caches())
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut said).unwrap();
    let status = child.wait().unwrap();
    let said = String::from_utf8(said).unwrap();
    // 1 is for faults; a panic, a signal and memory that ran out give something else.
    assert!(matches!(status.code(), Some(0 | 1)), "{status}: {}", &said[said.len().saturating_sub(2000)..]);
    Answer { took: began.elapsed(), fine: status.code() == Some(0), said }
}

/// The time for five million bytes of prose; nothing below is larger by much.
fn harmless() -> Duration {
    static TOOK: OnceLock<Duration> = OnceLock::new();
    *TOOK.get_or_init(|| {
        let text = page(&"Some words of a text, in a sentence.\n\n".repeat(130_000));
        let answer = check(&[("content/pages/a.md", text.as_bytes())]);
        assert!(answer.fine, "{}", answer.said);
        answer.took
    })
}

/// What a case may take: several times as long, and what a machine needs that does other things too.
fn soon() -> Duration {
    harmless() * 10 + Duration::from_secs(20)
}

fn lines(count: usize, line: &dyn Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

/// Each is one file; the word is the code that has to be said of it, or nothing.
fn each_answers_soon(cases: &[(&str, &str, String, &str)]) {
    let soon = soon();
    for (name, path, text, code) in cases {
        let answer = check(&[(*path, text.as_bytes())]);
        assert!(answer.took < soon, "{name} took {:?}, more than {soon:?}", answer.took);
        assert!(answer.said.contains(code), "{name}: not {code} but\n{}", answer.said);
        assert!(answer.fine || answer.said.contains("[P"), "{name}: {}", answer.said);
    }
}

#[test]
fn yaml_that_nests_or_repeats_without_end_is_answered() {
    let many = |text: &str| text.repeat(MANY);
    let numbered = |line: &dyn Fn(usize) -> String| lines(MANY, line);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..60 {
        let nine = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{nine}]").unwrap();
    }
    let (dates, words, page_file) = ("content/dates.yaml", "content/glossary.yaml", "content/pages/a.md");
    each_answers_soon(&[
        ("brackets", dates, many("["), "P101"),
        ("braces", dates, many("{"), "P101"),
        ("both", dates, many("[{a: "), "P101"),
        ("brackets that close", dates, many("[") + &many("]"), "P101"),
        ("lists in lists", dates, many("- ") + "a", "P101"),
        ("keys in keys", dates, many("? ") + "a", "P101"),
        ("lists by indentation", dates, (0..2000).map(|at| " ".repeat(at) + "-\n").collect(), "P101"),
        ("brackets in front matter", page_file, format!("---\ntitle: {}\n---\nx\n", many("[")), "P101"),
        ("brackets in a block", page_file, page(&format!("```plan:dates\nplan: {}\n```", many("["))), "P101"),
        ("bomb", words, bomb.clone(), "P112"),
        ("bomb in front matter", page_file, format!("---\ntitle: A\n{bomb}---\nx\n"), "P112"),
        ("bomb in a block", page_file, page(&format!("```plan:dates\n{bomb}```")), "P112"),
        ("alias of itself", words, "a: &a [*a]\n".into(), "P112"),
        ("anchors", words, numbered(&|at| format!("a{at}: &a{at} x\n")), "P112"),
        ("aliases", words, format!("a: &a x\n{}", numbered(&|at| format!("b{at}: *a\n"))), "P112"),
        ("merges", words, format!("a: &a {{b: c}}\n{}", numbered(&|at| format!("b{at}: {{<<: *a}}\n"))), "P112"),
        ("documents", words, many("---\na: b\n"), "P101"),
        ("comments", words, "#\n".repeat(1_000_000), "P007"),
        ("one key a million times", words, "a: 1\n".repeat(1_000_000), "P102"),
        ("a million keys", words, lines(800_000, &|at| format!("a{at}:\n")), "P105"),
        ("unknown keys", "content/site.yaml", SITE.to_owned() + &numbered(&|at| format!("a{at}: b\n")), "P103"),
        ("a word of five million letters", words, format!("a: {}\n", "x".repeat(5_000_000)), "P105"),
    ]);
}

#[test]
fn markdown_that_nests_or_repeats_without_end_is_answered() {
    let many = |text: &str| page(&text.repeat(MANY));
    let numbered = |line: &dyn Fn(usize) -> String| lines(MANY, line);
    let row = |cell: &str| format!("|{}\n", cell.repeat(10_000));
    let notes = numbered(&|at| format!("[^{at}] ")) + "\n\n" + &numbered(&|at| format!("[^{at}]: a\n\n"));
    let in_yaml = |line: &str| format!("title: a\npurpose: |\n{}", format!("  {line}\n\n").repeat(MANY));
    let (a, group) = ("content/pages/a.md", "content/groups/a.yaml");
    each_answers_soon(&[
        ("quotations", a, many("> "), "P508"),
        ("lists", a, page(&("- ".repeat(MANY) + "a")), "P508"),
        ("lists by indentation", a, page(&(0..1500).map(|at| "  ".repeat(at) + "- a\n").collect::<String>()), "P508"),
        ("emphasis", a, many("*a "), ""),
        ("emphasis that closes", a, page(&("_a ".repeat(MANY) + &" b_".repeat(MANY))), "P508"),
        ("emphasis within words", a, many("a**b"), ""),
        ("brackets", a, many("["), ""),
        ("links in links", a, page(&("[".repeat(MANY) + &"](a)".repeat(MANY))), "P501"),
        ("links that do not close", a, many("[a]("), ""),
        ("pictures in pictures", a, page(&("![".repeat(MANY) + &"](a)".repeat(MANY))), "P508"),
        ("links to nothing", a, many("[a](b) "), "P501"),
        ("names of nothing", a, many("[[a]] "), "P204"),
        ("tags", a, many("<b>x</b>\n\n"), "P503"),
        ("comments that do not close", a, many("<!--"), ""),
        ("wide table", a, page(&(row("a|") + &row("-|") + &row("a|").repeat(20))), ""),
        ("wide table with short rows", a, page(&(row("a|") + &row("-|") + &"|a|\n".repeat(10_000))), ""),
        ("one footnote often", a, page(&("[^1]".repeat(MANY) + "\n\n[^1]: a")), ""),
        ("footnotes", a, page(&notes), ""),
        ("footnotes in footnotes", a, page(&numbered(&|at| format!("[^{at}]: [^{}]\n", at + 1))), ""),
        ("headings", a, many("# a\n"), "P505"),
        ("one line", a, page(&"word ".repeat(1_000_000)), ""),
        ("one word", a, page(&"a".repeat(5_000_000)), ""),
        ("tags in YAML", group, in_yaml("<b>"), "P503"),
        ("names in YAML", group, in_yaml("[[x]]"), "P204"),
    ]);
}

#[test]
fn names_that_nothing_has_are_answered_however_many_and_long() {
    let soon = soon();
    let long = "x".repeat(5_000_000);
    let contacts = lines(3000, &|at| format!("c{at}: {{role: r}}\n"));
    let support = lines(20_000, &|at| format!("- {{id: a{at}, topic: t, contacts: [cx{at}]}}\n"));
    let orphans = lines(20_000, &|at| format!("cx{at}: {{role: r}}\n"));
    let two = format!("{SITE}languages: [en, cy]\n");
    let plan = "content/plans/p/plan.yaml";
    let projects: [&[(&str, &[u8])]; 3] = [
        &[("content/contacts.yaml", contacts.as_bytes()), (plan, &format!("title: p\ncontact: {long}\n").into_bytes())],
        &[
            ("content/contacts.yaml", contacts.as_bytes()),
            (plan, &format!("title: p\nsupport:\n{support}").into_bytes()),
        ],
        &[
            ("content/site.yaml", two.as_bytes()),
            ("content/contacts.yaml", contacts.as_bytes()),
            ("content/contacts.cy.yaml", orphans.as_bytes()),
        ],
    ];
    for (files, code) in projects.iter().zip(["P202", "P202", "P301"]) {
        let answer = check(files);
        assert!(answer.took < soon, "{code} took {:?}, more than {soon:?}", answer.took);
        assert!(answer.said.contains(code), "{}", answer.said);
    }
}

#[test]
fn faults_without_number_are_given_to_other_programs_as_soon() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/pages")).unwrap();
    fs::write(root.path().join("content/site.yaml"), SITE).unwrap();
    for text in ["[[a]] ", "[[a]]\n"] {
        fs::write(root.path().join("content/pages/a.md"), page(&text.repeat(20_000))).unwrap();
        for format in ["json", "github", "sarif"] {
            let answer = check_in(root.path(), &["--format", format]);
            assert!(answer.took < soon(), "{format} took {:?}", answer.took);
        }
    }
}

#[test]
fn large_files_are_refused_or_copied_and_never_held() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/files")).unwrap();
    fs::write(root.path().join("content/site.yaml"), SITE).unwrap();
    for path in ["files/film.mp4", "files/film.svg", "files/film.csv", "dates.yaml", "large.bin"] {
        let path = root.path().join("content").join(path);
        fs::write(&path, "\0\0\0\x18ftypmp42").unwrap();
        fs::File::options().write(true).open(path).unwrap().set_len(100_000_000).unwrap();
    }
    let answer = check_in(root.path(), &[]);
    for said in ["dates.yaml: this text is larger than 8 MB", "film.svg: this text is larger", "film.csv: this text"] {
        assert!(answer.said.contains(said), "{}", answer.said);
    }
    assert!(!answer.said.contains("error[P010]"), "{}", answer.said);
    assert!(answer.took < soon(), "{:?}", answer.took);
}

#[test]
fn a_hundred_thousand_files_are_read_or_named() {
    for (path, text, code) in
        [("pages/a{}.md", page("x"), ""), ("pages/a{}.txt", "x".into(), "P006"), ("files/a{}.txt", "x".into(), "")]
    {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/pages")).unwrap();
        fs::create_dir_all(root.path().join("content/files")).unwrap();
        fs::write(root.path().join("content/site.yaml"), SITE).unwrap();
        for at in 0..100_000 {
            fs::write(root.path().join("content").join(path.replace("{}", &at.to_string())), &text).unwrap();
        }
        let answer = check_in(root.path(), &[]);
        assert!(answer.said.contains("100001 files"), "{}", answer.said);
        assert!(answer.said.contains(code), "{}", answer.said);
        assert!(answer.took < soon(), "{path}: {:?}", answer.took);
    }
}

#[test]
fn folders_that_are_links_are_named_and_never_followed() {
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("site.yaml"), SITE).unwrap();
    let root = tempfile::tempdir().unwrap();
    let link = |to: &Path, from: &str| std::os::unix::fs::symlink(to, root.path().join(from)).unwrap();
    link(other.path(), "content");
    let answer = check_in(root.path(), &[]);
    assert!(answer.said.contains("error[P004]: content: this is a link"), "{}", answer.said);
    fs::remove_file(root.path().join("content")).unwrap();
    fs::create_dir_all(root.path().join("content")).unwrap();
    fs::create_dir_all(root.path().join("themes/sea/assets")).unwrap();
    fs::write(root.path().join("content/site.yaml"), format!("{SITE}theme: sea\n")).unwrap();
    link(Path::new("/etc/passwd"), "themes/sea/assets/style.css");
    let answer = check_in(root.path(), &[]);
    assert!(answer.said.contains("error[P004]: themes/sea/assets/style.css: this link"), "{}", answer.said);
    fs::remove_dir_all(root.path().join("themes/sea")).unwrap();
    link(other.path(), "themes/sea");
    let answer = check_in(root.path(), &[]);
    assert!(answer.said.contains("error[P004]: themes/sea: this is a link"), "{}", answer.said);
    assert!(!answer.said.contains("P601"), "{}", answer.said);
}

#[test]
fn what_is_no_file_is_named_and_nobody_waits_for_it() {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    fs::create_dir_all(content.join("pages")).unwrap();
    fs::create_dir_all(content.join("files")).unwrap();
    fs::write(content.join("site.yaml"), SITE).unwrap();
    let link = |from: &str, to: &str| std::os::unix::fs::symlink(to, content.join(from)).unwrap();
    link("contacts.yaml", "/dev/zero");
    link("resources.yaml", "resources.yaml");
    link("pages/a.md", "b.md");
    link("pages/b.md", "a.md");
    link("pages/again", "..");
    link("files/again", "../..");
    let fifo = |path: &str| Command::new("mkfifo").arg(content.join(path)).status().unwrap();
    assert!(fifo("dates.yaml").success() && fifo("files/film.mp4").success());
    let socket = std::os::unix::net::UnixListener::bind(content.join("glossary.yaml")).unwrap();
    // The path is too long for one call, though not for several.
    let mut shell = Command::new("sh");
    shell.args(["-c", "at=0; while [ $at -lt 3000 ]; do mkdir d && cd -P d || exit 0; at=$((at + 1)); done"]);
    shell.current_dir(content.join("files")).stderr(Stdio::null()).status().unwrap();
    let answer = check_in(root.path(), &[]);
    drop(socket);
    for name in ["contacts", "resources", "dates", "glossary", "pages/a.md", "pages/b.md", "files/film.mp4"] {
        assert!(answer.said.contains(name), "{name} is not named:\n{}", answer.said);
    }
    assert!(answer.took < soon(), "{:?}", answer.took);
    // Nothing that walks by whole paths could remove what lies so deep.
    let removed = Command::new("rm").arg("-rf").arg(content.join("files")).status().unwrap();
    assert!(removed.success());
}

/// Builds a site whose page links to files that a function adds; it has to fail, and to write nothing.
fn build_refuses(add: impl Fn(&Path)) -> String {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    fs::create_dir_all(content.join("pages")).unwrap();
    fs::create_dir_all(content.join("files")).unwrap();
    fs::write(content.join("site.yaml"), format!("{SITE}html: allow\n")).unwrap();
    add(root.path());
    let names = fs::read_dir(content.join("files")).unwrap().map(|file| file.unwrap().file_name());
    let links = names.fold(String::new(), |all, name| all + &format!("[a](</files/{}>)\n", name.to_string_lossy()));
    fs::write(content.join("pages/a.md"), page(&links)).unwrap();
    let mut said = String::new();
    for command in ["check", "build"] {
        let done = program().args([command, "--date", "2026-05-01"]).current_dir(root.path()).output().unwrap();
        said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{command}: {said}");
    }
    assert!(!root.path().join("public").exists(), "{said}");
    said
}

#[test]
fn files_that_a_server_runs_are_refused_and_nothing_is_published() {
    let text = "hello <script>alert(1)</script><?php system($_GET[0]) ?>";
    let picture = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let files = [
        ("a.html.foo", text),
        ("b.html.en", text),
        ("c.phar", text),
        ("d.svg.foo", &format!("{}{picture}", " ".repeat(1100))),
        ("e.html.brf", text),
        ("f.PHP.txt", text),
        ("g.shtml.csv", text),
        ("h.asp;.txt", text),
        ("i.var.txt", text),
        ("j.pl", text),
        ("k.js", "alert(1)"),
        ("l", text),
        ("m.txt.", text),
        ("n.svg", &format!(" {picture}")),
        ("o.gpx", "<a><script>alert(1)</script></a>"),
        ("p.pdf", text),
        ("q.txt", "---\npermalink: /q.html\n---\n<script>alert(1)</script>"),
        ("web.config", text),
        ("index.html", "<html><script>alert(1)</script></html>"),
    ];
    let said = build_refuses(|root| {
        for (name, text) in files {
            fs::write(root.join("content/files").join(name), text).unwrap();
        }
    });
    for (name, _) in files {
        let code = if name == "n.svg" { "P008" } else { "P010" };
        assert!(said.contains(&format!("error[{code}]: content/files/{name}: ")), "{name} is not named:\n{said}");
    }
    // A link to a file that is refused is no second fault.
    assert_eq!(said.matches("error[").count(), files.len(), "{said}");
    for name in ["a-html.foo.txt", "c-phar.txt", "e-html.brf", "f-PHP.txt", "h-asp;.txt", "m.txt", "p.txt"] {
        assert!(said.contains(&format!("Rename it to `{name}`.")), "{name} is not proposed:\n{said}");
    }
}

#[test]
fn a_name_that_is_proposed_is_free() {
    let said = build_refuses(|root| {
        for name in ["a.html.txt", "A-HTML.txt", "a-html-2.txt", "b.php.txt"] {
            fs::write(root.join("content/files").join(name), "Words.").unwrap();
        }
    });
    assert!(said.contains("Rename it to `a-html-3.txt`.") && said.contains("Rename it to `b-php.txt`."), "{said}");
}

#[test]
fn links_to_what_is_not_content_are_named_and_nothing_is_published() {
    let links = [
        ("files/a.txt", "../../.git/config"),
        ("files/b.txt", "../../.env"),
        ("files/c.txt", "../../urls.lock"),
        ("files/d.txt", "../.secret"),
        ("files/e.txt", "/etc/hostname"),
        ("files/f.txt", "/proc/self/environ"),
        ("files/folder", "../../.git"),
        ("pages/link.md", "../../.env"),
        ("contacts.yaml", "../.env"),
    ];
    let said = build_refuses(|root| {
        fs::create_dir(root.join(".git")).unwrap();
        for path in [".git/config", ".env", "content/.secret"] {
            fs::write(root.join(path), "SECRET").unwrap();
        }
        for (from, to) in links {
            std::os::unix::fs::symlink(to, root.join("content").join(from)).unwrap();
        }
    });
    for (from, _) in links {
        assert!(said.contains(&format!("error[P004]: content/{from}: this link leads ")), "{from}: {said}");
    }
    assert!(!said.contains("SECRET"), "{said}");
    let said = build_refuses(|root| {
        fs::write(root.join("addresses"), "/SECRET/\n").unwrap();
        std::os::unix::fs::symlink("addresses", root.join("urls.lock")).unwrap();
    });
    assert!(said.contains("error[P004]: urls.lock: this is a link") && !said.contains("SECRET"), "{said}");
}
