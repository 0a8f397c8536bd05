//! What Markdown becomes, and what it must never become.

use super::*;
use crate::syntax::document::html::{self, RawHtml};

fn page(text: &str) -> (String, Vec<&'static str>) {
    let mut faults = Faults::default();
    let prose = read(&"content/pages/a.md".into(), text, 0, &mut faults);
    let options = html::Options {
        link: &|address| address.trim_start_matches('/').to_owned(),
        html: RawHtml::Escape,
        highlight: &|_, _| None,
        alert: &|kind| format!("{kind:?}"),
        back: "back",
        prefix: "",
    };
    (html::render(&prose, &options), faults.found.iter().map(|fault| fault.code.entry().name).collect())
}

#[test]
fn all_of_the_markdown_that_a_plan_uses() {
    let (html, faults) = page(
        "## Head\n\nA *b* **c** ~~d~~ `e` \"f\"[^n]\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\
         > [!NOTE]\n> Look.\n\nTerm\n: Meaning\n\n[^n]: Foot.\n\n{{ x }}\n",
    );
    for part in [
        "<h2 id=\"head\">Head</h2>",
        "<em>b</em> <strong>c</strong> <del>d</del> <code>e</code> “f”<sup id=\"fnref-1-1\"><a href=\"#fn-1\">1</a></sup>",
        "<span class=\"tasks__box tasks__box--done\">☑</span> done",
        "<td class=\"end\">2</td>",
        "<div class=\"alert alert--note\">",
        "<dt>Term</dt>",
        "<li id=\"fn-1\">",
        "<p>{{ x }}</p>",
    ] {
        assert!(html.contains(part), "{part} is not in\n{html}");
    }
    assert_eq!(faults, Vec::<&str>::new());
}

#[test]
fn nothing_in_a_text_can_run() {
    for text in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java%73cript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//evil.example)",
        "<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
    ] {
        let (html, faults) = page(text);
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("href="),
            "{text} became\n{html}"
        );
        assert!(!faults.is_empty(), "{text} was not noted");
    }
}

#[test]
fn a_comment_is_for_the_author_alone() {
    let (html, faults) = page("<!-- secret -->\n\nText <!-- secret --> here.\n");
    assert!(!html.contains("secret") && faults.is_empty(), "{html}");
}

#[test]
fn headings_and_pictures_are_held_to_the_rules() {
    assert_eq!(page("### Too deep\n").1, ["heading-skips"]);
    assert_eq!(page("![](files/a.png)\n").1, ["picture-without-words"]);
    assert_eq!(page("![](files/a.png \"decorative\")\n").1, Vec::<&str>::new());
    assert_eq!(page("[here](#)\n").1, ["empty-link"]);
    assert_eq!(page("```plan:dats\n```\n").1, ["unknown-data-block"]);
}
