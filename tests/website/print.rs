//! What is printed: the words of the pages and no others, what is printed again and what is kept,
//! and what is said where something cannot be printed. Texts are read with poppler's tools.

#![cfg(feature = "pdf")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common;
use crate::common::tools::has_pdf_programs;
use crate::common::{build, files_below, own_content, run, snapshot};

const DAY: &str = "2026-05-01";

/// The text of a PDF in the order in which it was set, without white space: lines and pages break
/// where there is room, which says nothing.
fn printed(path: &Path) -> String {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(path).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", path.display());
    squeezed(&String::from_utf8(output.stdout).unwrap())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace('\u{a0}', "")
}

/// The text of a page's main part.
fn shown(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    letters(&main[main.find('>').unwrap() + 1..])
}

/// A piece of HTML without its tags.
fn letters(html: &str) -> String {
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        text.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) });
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

/// What stands in every element that begins with some HTML, up to where it ends.
fn each(html: &str, begins: &str, ends: &str) -> Vec<String> {
    let parts = html.split(begins).skip(1);
    parts.map(|part| letters(&part.split(ends).next().unwrap()[part.find('>').unwrap() + 1..])).collect()
}

/// The folders of all guides in a built site.
fn guides(public: &Path) -> Vec<PathBuf> {
    let all = files_below(public).into_iter().filter(|path| path.ends_with("guide.pdf"));
    all.map(|path| path.parent().unwrap().to_owned()).collect()
}

/// What only paper has: the running lines, the lines to agree and to write on, the planner, the
/// notes, the list of addresses, the other forms. What only the page has: the way to other pages,
/// the words of links that lead there, and how dates stand today.
#[test]
fn every_action_stands_once_and_in_order_and_every_date_contact_and_address_stands() {
    if !has_pdf_programs() {
        return;
    }
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let folders = guides(&root.path().join("public"));
    assert!(folders.len() > 40, "{} guides", folders.len());
    for folder in folders {
        let html = fs::read_to_string(folder.join("index.html")).unwrap();
        let page = squeezed(&shown(&html));
        let actions = each(&html, "class=\"action__what\"", "</p>");
        let once: Vec<String> = each(&html, "class=\"date__when\"", "</p>")
            .into_iter()
            .chain(each(&html, "class=\"date__title\"", "</p>"))
            .chain(each(&html, "class=\"ask__way\"", "</a>"))
            .chain(each(&html, "class=\"ask__who\"", "</span>"))
            .collect();
        let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        let links = main.split("href=\"http").skip(1).map(|rest| letters(rest.split('"').next().unwrap()));
        let once: Vec<String> = once.into_iter().chain(links.map(|link| format!("http{link}"))).collect();
        for form in ["guide", "guide-large", "guide-short"] {
            let path = folder.join(form).with_extension("pdf");
            let text = printed(&path);
            let mut last = 0;
            for action in &actions {
                let action = squeezed(action);
                assert_eq!(page.matches(&action).count(), 1, "{}: {action}", folder.display());
                assert_eq!(text.matches(&action).count(), 1, "{}: {action}", path.display());
                let at = text.find(&action).unwrap();
                assert!(at > last, "{}: {action} stands too early", path.display());
                last = at;
            }
            for own in once.iter().filter(|_| form != "guide-short") {
                assert!(text.contains(&squeezed(own)), "{} lacks {own}", path.display());
            }
        }
    }
}

/// A project with one plan, whose objective and guide are given, and two kinds of party.
fn project(objective: &str, guide: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let plan = root.path().join("content/plans/2026");
    fs::create_dir_all(plan.join("objectives")).unwrap();
    fs::create_dir_all(root.path().join("content/files")).unwrap();
    let site = "organisation: {name: Reading Club}\nbase_url: https://club.example.org/\nareas: {north: {name: North}, south: {name: South}}\n\
                audiences: {branch: {name: Branches}, youth: {name: Youth branches}}\n";
    let parties = "a: {name: Branch A, kind: branch, area: north}\nb: {name: Branch B, kind: branch, area: south}\n\
                   c: {name: Branch C, kind: youth}\n";
    fs::write(root.path().join("content/site.yaml"), site).unwrap();
    fs::write(root.path().join("content/parties.yaml"), parties).unwrap();
    let head = "title: A plan\nperiod: {start: 2026, end: 2026}\nadopted: 2025-12\nobjectives: [read]\n";
    fs::write(plan.join("plan.yaml"), head).unwrap();
    fs::write(plan.join("guide.md"), guide).unwrap();
    fs::write(plan.join("objectives/read.yaml"), objective).unwrap();
    root
}

/// An objective with such actions.
fn objective(actions: &[String]) -> String {
    let mut text = String::from("title: Read more\naims:\n  - {id: aim, text: Read one book each month.}\nactions:\n");
    for (at, action) in actions.iter().enumerate() {
        let _ = writeln!(text, "  - {{id: act{at}, {action}}}");
    }
    text
}

#[test]
fn a_partys_guide_holds_no_action_of_another() {
    if !has_pdf_programs() {
        return;
    }
    let own = |word: &str, rest: &str| format!("text: Do {word} soon, {rest}");
    let actions = [
        own("northwords", "for: [branch], areas: [north]"),
        own("southwords", "for: [branch], areas: [south]"),
        own("youthwords", "for: [youth]"),
        own("allwords", "for: [branch, youth]"),
    ];
    let root = project(&objective(&actions), "Choose.\n");
    build(root.path(), &["--date", DAY]);
    let expected = [("a", "northwords"), ("b", "southwords"), ("c", "youthwords")];
    for (party, own) in expected {
        for form in ["guide", "guide-large", "guide-short"] {
            let text = printed(&root.path().join(format!("public/2026/guide/{party}/{form}.pdf")));
            assert!(text.contains(own) && text.contains("allwords"), "{party} {form}");
            for (_, other) in expected.iter().filter(|(other, _)| *other != party) {
                assert!(!text.contains(other), "{party} {form} holds {other}");
            }
        }
    }
}

#[test]
fn a_table_of_several_pages_is_one_table_with_its_head_on_each() {
    if !has_pdf_programs() {
        return;
    }
    let long = "and tell the members at the next meeting what came of it, who took part and what could be done \
                better another time, so that others can do the same where they live, perhaps with fewer people, \
                less time and hardly any money at all, and still enjoy it as much as everybody did this time";
    let actions: Vec<String> =
        (0..40).map(|at| format!("text: \"Meet for number {at}, {long}.\", for: [branch]")).collect();
    let root = project(&objective(&actions), "Choose.\n");
    build(root.path(), &["--date", DAY]);
    let path = root.path().join("public/2026/guide/guide.pdf");
    let output = Command::new("pdfinfo").arg("-struct").arg(&path).output().unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    let count = |tag: &str| tree.lines().filter(|line| line.split_whitespace().next() == Some(tag)).count();
    // The actions, the rows for one's own, and the one year of the planner.
    assert_eq!(count("Table"), 3, "{tree}");
    let output = Command::new("pdftotext").args(["-raw"]).arg(&path).arg("-").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| page.contains("Meet for number")).collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    for page in pages {
        assert!(page.lines().any(|line| line.starts_with("No. Action") || line == "No."), "no head on\n{page}");
    }
}

/// What the word lists of the random plans are drawn with.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// Some words of which each is the only one in the plan.
    fn words(&mut self, most: u64) -> String {
        let count = 1 + self.roll(most);
        (0..count).map(|_| format!("w{:x}x", self.roll(u64::MAX))).collect::<Vec<_>>().join(" ")
    }

    /// A text with structure.
    fn prose(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.roll(4) {
            let (a, b, c, d) = (self.words(40), self.words(4), self.words(4), self.words(3));
            let _ = match self.roll(11) {
                0 => write!(text, "{a}\n\n"),
                1 => write!(text, "- {a}\n- {b}\n  - {c}\n    1. {d}\n\n"),
                2 => write!(text, "| {b} | {c} |\n|---|--:|\n| {d} | {} |\n\n", self.words(2)),
                3 => write!(text, "> {a}\n>\n> - {b}\n\n"),
                4 => write!(text, "## {b}\n\n#### {c}\n\n{a}\n\n"),
                5 => write!(
                    text,
                    "*{b}* **{c}** ~~{d}~~ `{}` [{}](https://example.org/{})\n\n",
                    self.words(1),
                    self.words(2),
                    self.words(1)
                ),
                6 => write!(text, "> [!WARNING]\n> {a}\n\n"),
                7 => write!(text, "{b}\n: {c}\n: {d}\n\n"),
                8 => write!(text, "{b}[^n{}]\n\n[^n{}]: {c}\n\n", text.len(), text.len()),
                9 => write!(text, "```\n{b}\n{c}\n```\n\n"),
                _ => write!(text, "- [ ] {b}\n- [x] {c}\n\n---\n\n{d}\\\n{a}\n\n"),
            };
        }
        text
    }

    fn indented(&mut self, by: usize) -> String {
        let pad = " ".repeat(by);
        let text = self.prose();
        let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{pad}{line}\n") };
        text.lines().map(line).collect()
    }
}

/// The words of a text that the dice made.
fn drawn(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 6 && word.starts_with('w') && word.ends_with('x')).map(ToOwned::to_owned).collect()
}

#[test]
fn no_word_of_a_random_plan_is_lost() {
    if !has_pdf_programs() {
        return;
    }
    for seed in 1..=12 {
        let mut dice = Dice(seed);
        let mut text = format!("title: {}\nsummary: {}\naims:\n", dice.words(30), dice.words(30));
        for at in 0..=dice.roll(4) {
            let _ = write!(text, "  - id: aim{at}\n    text: {}\n    detail: |\n{}", dice.words(30), dice.indented(6));
        }
        text.push_str("actions:\n");
        for at in 0..=dice.roll(12) {
            let _ = write!(
                text,
                "  - id: act{at}\n    text: {}\n    for: [branch]\n    detail: |\n{}",
                dice.words(50),
                dice.indented(6)
            );
            if dice.roll(2) == 0 {
                text.push_str("    level: stretch\n    season: [march, may]\n    ask: [office]\n");
            }
        }
        let _ = write!(
            text,
            "support:\n  - {{id: help, topic: {}, contacts: [office], text: {}}}\n",
            dice.words(9),
            dice.words(9)
        );
        let root = project(&text, &dice.prose());
        let content = root.path().join("content");
        fs::write(
            content.join("contacts.yaml"),
            format!("office: {{role: {}, email: a@example.org}}\n", dice.words(3)),
        )
        .unwrap();
        let date = format!("- {{id: day, date: 2026-03-04, title: {}, note: {}}}\n", dice.words(9), dice.words(20));
        fs::write(content.join("dates.yaml"), date).unwrap();
        fs::write(content.join("plans/2026/objectives/read.md"), dice.prose()).unwrap();
        fs::write(content.join("plans/2026/plan.md"), dice.prose()).unwrap();
        build(root.path(), &["--date", DAY]);
        let public = root.path().join("public/2026");
        let page = |path: &str| drawn(&shown(&fs::read_to_string(public.join(path).join("index.html")).unwrap()));
        let whole: BTreeSet<String> = page("").union(&page("read")).cloned().collect();
        let guide = page("guide");
        assert!(guide.len() > 10 && whole.len() > 10, "seed {seed}");
        for (pdf, words) in [("guide/guide.pdf", &guide), ("guide/guide-large.pdf", &guide), ("plan.pdf", &whole)] {
            let text = printed(&public.join(pdf));
            let lost: Vec<&String> = words.iter().filter(|word| !text.contains(*word)).collect();
            assert!(lost.is_empty(), "seed {seed}: {pdf} lacks {lost:?}");
        }
    }
}

/// The PDFs whose bytes differ between two trees.
fn changed(before: &Path, after: &Path) -> BTreeSet<String> {
    let (before, after) = (snapshot(before), snapshot(after));
    let pdfs = after.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "pdf"));
    pdfs.filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.display().to_string()).collect()
}

/// What a build says that it printed and kept.
fn counts(root: &Path, arguments: &[&str]) -> (usize, usize) {
    let output = run(root, &[&["build"], arguments].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let count = |word: &str| said.split(word).next().unwrap().rsplit([' ', '(']).next().unwrap().parse().unwrap();
    (count(" printed"), count(" as before"))
}

#[test]
fn only_what_has_changed_is_printed_again() {
    let actions = |north: &str| {
        [format!("text: {north}, for: [branch], areas: [north]"), "text: Read aloud, for: [branch, youth]".to_owned()]
    };
    let root = project(&objective(&actions("Lend a book")), "Choose.\n\n![A hall](../../files/hall.svg)\n");
    let svg = |fill: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"{fill}\"/></svg>"
        )
    };
    fs::write(root.path().join("content/files/hall.svg"), svg("black")).unwrap();
    let first = root.path().join("first");
    fs::write(root.path().join("content/unused.txt"), "").ok();
    fs::remove_file(root.path().join("content/unused.txt")).ok();
    let at = |output: &str| ["--output".to_owned(), root.path().join(output).display().to_string()];
    let build_to = |output: &str, day: &str| {
        let [flag, folder] = at(output);
        counts(root.path(), &[&flag, &folder, "--date", day])
    };
    let (all, kept) = build_to("first", DAY);
    assert_eq!((all, kept), (17, 0), "the plan with its picture, and five guides in three forms");
    assert_eq!(build_to("again", "2026-09-30"), (0, all));
    assert!(changed(&first, &root.path().join("again")).is_empty());

    let path = root.path().join("content/plans/2026/objectives/read.yaml");
    fs::write(&path, objective(&actions("Lend two books"))).unwrap();
    build_to("reworded", DAY);
    let touched = changed(&first, &root.path().join("reworded"));
    let holds = |path: &str| !path.contains("/guide/b/") && !path.contains("/guide/c/");
    assert_eq!(touched.len(), 10, "{touched:?}");
    assert!(touched.iter().all(|path| holds(path)), "{touched:?}");
    assert_eq!(build_to("reworded-again", DAY), (0, all));

    // The picture stands in the introduction of every guide, and not in the plan.
    fs::write(root.path().join("content/files/hall.svg"), svg("gray")).unwrap();
    assert_eq!(build_to("picture", DAY).0, 15);
    assert_eq!(
        changed(&root.path().join("reworded"), &root.path().join("picture")).len(),
        10,
        "the short form has no introduction"
    );
    // Words of the locale and templates are in everything.
    let theme = root.path().join("themes/own");
    fs::create_dir_all(theme.join("locales")).unwrap();
    fs::write(theme.join("locales/a.en.ftl"), "print-notes = Room for notes\n").unwrap();
    let site = root.path().join("content/site.yaml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "theme: own\n").unwrap();
    assert_eq!(build_to("theme", DAY), (all, 0));
    fs::create_dir_all(theme.join("templates")).unwrap();
    let notes =
        "#import \"/default/parts.typ\": *\n#let notes(level: 2, height: 9mm) = heading(level: level)[Our scribbles]\n";
    fs::write(theme.join("templates/parts.typ"), notes).unwrap();
    assert_eq!(build_to("template", DAY), (all, 0));
    if has_pdf_programs() {
        let text = printed(&root.path().join("template/2026/guide/guide.pdf"));
        assert!(text.contains("Ourscribbles") && !text.contains("Roomfornotes"));
    }

    // What is kept is checked, used by its own edition alone, and can be removed.
    let sheets = common::cache_of(root.path()).join("public/sheets");
    let kept: Vec<PathBuf> = files_below(&sheets);
    assert_eq!(kept.len(), all, "what no build needs any more is gone");
    assert!(!root.path().join(".planpress").exists(), "something is kept in the project");
    fs::write(&kept[0], "damaged").unwrap();
    assert!(build_to("damaged", DAY).0 > 0);
    assert_eq!(build_to("staff", DAY), (0, all));
    let (made, _) = counts(root.path(), &["--edition", "staff", "--date", DAY]);
    assert_eq!(made, all - 1, "only the public edition has a picture to share");
    fs::remove_dir_all(common::cache_of(root.path())).unwrap();
    assert_eq!(build_to("removed", DAY), (all, 0));
    assert!(changed(&root.path().join("template"), &root.path().join("removed")).is_empty());
}

/// Builds a project that cannot be printed and gives what is said.
fn refused(root: &Path) -> String {
    let output = run(root, &["build", "--date", DAY]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!root.join("public").exists(), "something was written");
    said
}

#[test]
fn what_cannot_be_printed_is_said_with_its_place() {
    let root = project(&objective(&["text: Celebrate 🎉 together, for: [branch]".to_owned()]), "Choose.\n");
    let said = refused(root.path());
    assert!(said.contains("error[P509]") && said.contains("read.yaml:5:32"), "{said}");

    let escaped = "text: \"Celebrate \\U0001F389 together\", for: [branch]".to_owned();
    let said = refused(project(&objective(&[escaped]), "Choose.\n").path());
    assert!(said.contains("error[P509]") && said.contains("printed on /2026/"), "{said}");
    assert!(said.contains("read.yaml:5:35"), "{said}");
    for entity in ["&#x1F389;", "&#x1f389;", "&#127881;"] {
        let plain = objective(&["text: Read, for: [branch]".to_owned()]);
        let said = refused(project(&plain, &format!("Read {entity} now.\n")).path());
        assert!(said.contains("error[P509]") && said.contains("guide.md:1:"), "{said}");
    }

    // In a comment, or on a page that is not printed, it may stand.
    let root = project(&objective(&["text: Read, for: [branch]".to_owned()]), "Choose.\n");
    fs::create_dir_all(root.path().join("content/pages")).unwrap();
    fs::write(root.path().join("content/pages/fun.md"), "---\ntitle: Fun\n---\nHooray 🎉\n").unwrap();
    fs::write(root.path().join("content/contacts.yaml"), "# 🎉\noffice: {role: Office, email: a@example.org}\n")
        .unwrap();
    build(root.path(), &["--date", DAY]);

    let root =
        project(&objective(&["text: Read, for: [branch]".to_owned()]), "Look.\n\n![A hall](../../files/hall.png)\n");
    fs::write(
        root.path().join("content/files/hall.png"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0broken",
    )
    .unwrap();
    let said = refused(root.path());
    assert!(said.contains("content/files/hall.png") && said.contains("picture could not be read"), "{said}");

    let root = project(&objective(&["text: Read, for: [branch]".to_owned()]), "Choose.\n");
    let theme = root.path().join("themes/own/templates");
    fs::create_dir_all(&theme).unwrap();
    fs::write(theme.join("parts.typ"), "#import \"/default/parts.typ\": *\n\n#let notes() = nothing-there\n").unwrap();
    let site = root.path().join("content/site.yaml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "theme: own\n").unwrap();
    let said = refused(root.path());
    assert!(said.contains("themes/own/templates/parts.typ:3:16") && said.contains("(on the sheet /2026/"), "{said}");
}

/// A theme is code, but paper sees only what it is handed: no file of the machine, no package of the
/// network, no day.
#[test]
fn a_template_reads_nothing_but_what_it_is_handed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    let root = folder.path().join("project");
    common::copy(&common::sites().join("minimal/content"), &root.join("content"));
    let site = root.join("content/site.yaml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "\ntheme: sea\n").unwrap();
    let own = root.join("themes/sea/templates/guide.typ");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    for line in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../../secret.txt\")",
        "#read(\"../../../../../../../../../../etc/passwd\")",
        "#read(\"/content/site.yaml\")",
        "#read(\"/files/../../site.yaml\")",
        "#image(\"/etc/passwd\")",
        "#image(\"/proc/self/environ\")",
        "#plugin(\"/lib/x.wasm\")",
        "#import \"@preview/cetz:0.3.0\": *",
        "#import \"@local/x:0.1.0\": *",
        "#import \"/../secret.typ\": *",
        "#bibliography(\"/etc/passwd\")",
        "#datetime.today()",
    ] {
        fs::write(&own, format!("{line}\n")).unwrap();
        let output = run(&root, &["build", "--date", DAY]);
        let said = String::from_utf8(output.stderr).unwrap();
        let named = said.contains("error[P602]") && said.contains("--> themes/sea/templates/guide.typ:1:");
        assert!(!output.status.success() && named, "{line}: {said}");
        assert!(!said.contains("root:") && !root.join("public").exists(), "{line}: {said}");
    }
}

/// No letter of a text is markup on paper, and what is a link leads where a reader can follow.
#[test]
fn texts_on_paper_are_letters_and_links_are_of_the_allowed_kinds() {
    if !has_pdf_programs() {
        return;
    }
    let list = fs::read_to_string(common::project().join("tests/payloads/list.json")).unwrap();
    let payloads: Vec<String> = serde_json::from_str(&list).unwrap();
    let printable = |own: &&String| own.chars().all(|c| c.is_ascii() && !c.is_control());
    let payloads: Vec<&String> = payloads.iter().filter(printable).collect();
    assert!(payloads.len() >= 60);
    let actions: Vec<String> = (payloads.iter().enumerate())
        .map(|(at, own)| format!("  - {{id: a{at}, text: {}, for: [branch]}}\n", serde_json::to_string(own).unwrap()))
        .collect();
    let root = tempfile::tempdir().unwrap();
    common::copy(&common::sites().join("minimal/content"), &root.path().join("content"));
    let text = format!("title: Read\naims:\n  - {{id: monthly, text: Read}}\nactions:\n{}", actions.concat());
    fs::write(root.path().join("content/plans/2026/objectives/read.yaml"), text).unwrap();
    build(root.path(), &["--date", DAY]);
    let sheet = root.path().join("public/2026/guide/guide.pdf");
    // Marks are set as print has them, and lines break where there is room.
    let signs =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric() || "<>#{}$%&=".contains(*c)).collect::<String>();
    let words = signs(&printed(&sheet));
    let missing: Vec<&&String> = payloads.iter().filter(|own| !words.contains(&signs(own))).collect();
    assert!(missing.is_empty(), "not printed as it is written: {missing:#?}");
    let output =
        Command::new("qpdf").args(["--qdf", "--object-streams=disable"]).arg(&sheet).arg("-").output().unwrap();
    let pdf = String::from_utf8_lossy(&output.stdout).into_owned();
    for kind in ["/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/EmbeddedFile", "/OpenAction"] {
        assert!(!pdf.contains(kind), "the PDF holds {kind}");
    }
    let uris: Vec<&str> = pdf.split("/URI (").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    let allowed = |own: &&str| ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| own.starts_with(scheme));
    assert!(!uris.is_empty() && uris.iter().all(allowed), "{uris:?}");
}
