//! What the benchmarks share: a site of many pages, and how times are summed up.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// The one in the middle.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A site of so many pages.
pub fn write_site(site: &Path, pages: usize) -> io::Result<()> {
    fs::create_dir_all(site.join("content/pages"))?;
    fs::write(
        site.join("content/site.yaml"),
        "organisation: {name: A club of many pages}\nbase_url: https://pages.example.org/\n",
    )?;
    for number in 0..pages {
        fs::write(site.join(format!("content/pages/page-{number:05}.md")), page(number, pages))?;
    }
    Ok(())
}

/// A page of about 400 words.
fn page(number: usize, pages: usize) -> String {
    const WORDS: &[&str] = &[
        "gardens", "open", "every", "spring", "and", "members", "share", "tools", "seeds", "with", "the", "street",
        "while", "others", "mend", "old", "bicycles", "or", "read", "aloud", "in", "winter", "halls",
    ];
    let mut seed = number;
    let mut words = |count: usize| {
        let picked = (0..count).map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            WORDS.get((seed >> 33) % WORDS.len()).copied().unwrap_or_default()
        });
        picked.collect::<Vec<_>>().join(" ")
    };
    let next = (number + 1) % pages;
    let mut text = format!("---\ntitle: Page {number}\nsummary: {}\n---\n", words(8));
    for section in 1..=4 {
        let _ = write!(text, "## Part {section}\n\n{}. **{}** {}, *{}*.\n\n", words(30), words(3), words(25), words(4));
        let _ = write!(
            text,
            "See [the next page](/page-{next:05}/) and [a place](https://example.org/{number}). {}.\n\n",
            words(15)
        );
    }
    text.push_str("| what | how many |\n|---|--:|\n");
    for row in 0..6 {
        let _ = writeln!(text, "| {} | {} |", words(3), row * number);
    }
    text.push('\n');
    for _ in 0..6 {
        let _ = writeln!(text, "- {}", words(8));
    }
    text
}
