//! Any text as Markdown: below front matter, as a file of its own, as a block in YAML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planpress_fuzz::{checked, with};

fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    let tree = match which % 4 {
        0 => with("content/pages/join.md", &[b"---\ntitle: Join\n---\n", text].concat()),
        1 => with("content/plans/2025-27/plan.md", text),
        2 => with("content/groups/water.md", text),
        _ => {
            // As a block of which every line is indented.
            let text = String::from_utf8_lossy(text);
            let lines: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
            let yaml = format!("title: Water group\npurpose: |\n{}\n", lines.join("\n"));
            with("content/groups/water.yaml", yaml.as_bytes())
        }
    };
    checked(&tree);
});
