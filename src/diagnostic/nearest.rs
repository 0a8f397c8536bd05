//! Finds what was probably meant.

/// Nothing is looked for that is longer; comparing takes the time of both lengths multiplied.
const LONGEST_SLIP: usize = 200;

/// The candidate that looks most like what was written, if any is near enough to be meant.
#[must_use]
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().take(LONGEST_SLIP + 1).count();
    if length > LONGEST_SLIP {
        return None;
    }
    // Of words that are half as long or twice, half of the letters cannot agree.
    let comparable = |candidate: &&str| (length.div_ceil(2)..=length * 2).contains(&candidate.chars().count());
    candidates
        .into_iter()
        .filter(comparable)
        .map(|candidate| (likeness(written, length, candidate), candidate))
        .filter(|(like, _)| *like >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// How like two words are, from 0 to 1. Thousands are compared in a run, and this is the distance that takes
/// least.
#[allow(clippy::cast_precision_loss, reason = "words are short")]
fn likeness(written: &str, length: usize, candidate: &str) -> f64 {
    let longer = length.max(candidate.chars().count());
    1.0 - strsim::osa_distance(written, candidate) as f64 / longer as f64
}
