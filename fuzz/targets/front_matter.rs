//! Any bytes as a whole file of Markdown with front matter: news, a page, a translation of each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planpress_fuzz::{checked, with};

const FILES: &[&str] = &[
    "content/news/2026-02-01-frost.md",
    "content/news/2026-02-01-frost.cy.md",
    "content/pages/join.md",
    "content/pages/join.cy.md",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    checked(&with(FILES[usize::from(*which) % FILES.len()], text));
});
