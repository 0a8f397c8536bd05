//! Any bytes as one of the plan's YAML files, or as the options of a block in a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planpress_fuzz::{checked, with};

const FILES: &[&str] = &[
    "content/site.yaml",
    "content/contacts.yaml",
    "content/dates.yaml",
    "content/dates.cy.yaml",
    "content/glossary.yaml",
    "content/parties.yaml",
    "content/resources.yaml",
    "content/plans/2025-27/plan.yaml",
    "content/plans/2025-27/plan.cy.yaml",
    "content/plans/2025-27/objectives/grow.yaml",
    "content/plans/2025-27/objectives/grow.cy.yaml",
    "content/updates/2026-q1.yaml",
    "content/groups/water.yaml",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    match FILES.get(usize::from(*which) % (FILES.len() + 1)) {
        Some(path) => drop(checked(&with(path, text))),
        None => {
            let block = [b"Words.\n\n```plan:dates\n", text, b"\n```\n"].concat();
            checked(&with("content/plans/2025-27/plan.md", &block));
        }
    }
});
