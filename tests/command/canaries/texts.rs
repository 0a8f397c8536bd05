//! Markdown with a word of its own in every part of it, and files that only it uses.

use std::fmt::Write as _;

use super::Set;
use super::project::Maker;

impl Maker {
    /// Markdown in a record: a word, a picture, a link to a file.
    pub fn brief(&mut self, at: &str, set: Set) -> String {
        let word = self.plant(at, set);
        let alt = self.plant(&format!("{at}/alt"), set);
        let picture = self.file(&format!("{at}/picture"), set, "svg");
        let file = self.file(&format!("{at}/link"), set, "txt");
        let (picture, file) = (picture.as_str().unwrap(), file.as_str().unwrap());
        format!("{word} [{word}](/files/{file})\n\n![{alt}](/files/{picture})\n")
    }

    /// All that Markdown knows, with a link to what the same editions show.
    pub fn whole(&mut self, at: &str, set: Set) -> String {
        let page = self.families[usize::from(set - 1)].id("page");
        let [poster, picture, raw] = ["poster", "picture", "raw picture"].map(|kind| {
            let file = self.file(&format!("{at}/{kind}"), set, "svg");
            file.as_str().unwrap().to_owned()
        });
        let mut own = |part: &str| self.plant(&format!("{at}/{part}"), set);
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{} *{}* **{}** ~~{}~~ `{}`",
            own("words"),
            own("emphasis"),
            own("strong"),
            own("strike"),
            own("code")
        );
        let _ = writeln!(text, "[{}](https://example.org/{} \"{}\")", own("link"), own("address"), own("link title"));
        let _ = write!(text, "[[page:{page}|{}]] [[page:{page}]] <b title=\"{}\">x</b>\n\n", own("name"), own("html"));
        let _ = write!(text, "![{}](/files/{picture} \"{}\")\n\n", own("alt"), own("picture title"));
        let _ = write!(text, "> [!NOTE]\n> {}\n\n> {}\n\n", own("alert"), own("quote"));
        let _ = write!(text, "| {} |\n|---|\n| {} |\n\n", own("table head"), own("table"));
        let _ = write!(text, "{}\n: {}\n\n", own("term"), own("meaning"));
        let _ = write!(text, "- [x] {}\n- [ ] {}\n\n", own("done"), own("to do"));
        let _ = write!(text, "Noted[^note].\n\n[^note]: {}\n\n", own("footnote"));
        let _ =
            write!(text, "```rust {}\nlet x = {}; // {}\n```\n\n", own("code title"), own("code block"), own("remark"));
        let _ = write!(
            text,
            "```plan:video\nurl: https://example.org/{}\ntitle: {}\nposter: files/{poster}\nalt: {}\ntranscript: {}\n```\n\n",
            own("video"),
            own("video title"),
            own("poster alt"),
            own("transcript")
        );
        let _ = write!(text, "<!-- {} -->\n\n", own("comment"));
        let _ = write!(
            text,
            "<div title=\"{}\">{}<img src=\"/files/{raw}\" alt=\"\"></div>\n\n",
            own("html title"),
            own("html block")
        );
        let _ = writeln!(text, "## {}\n\n{}", own("heading"), own("after"));
        text
    }
}
