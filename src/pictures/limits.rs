//! The limits for pictures, and how messages write numbers.

use crate::file_tree::Excess;

/// The largest file that a page or sheet shows as a picture; bytes. Every decoder reads all of it.
pub const LARGEST_FILE: u64 = 100_000_000;
/// What one picture may take to be drawn once; steps of about a nanosecond.
pub(super) const MOST_STEPS_OF_ONE: u64 = 10_000_000_000;
/// What all pictures of one printed page, in all its forms, may take while they are decoded; bytes.
pub const MOST_MEMORY: u64 = 3_000_000_000;
/// What all pictures of one edition may take to be printed; steps of about a nanosecond.
pub const MOST_STEPS: u64 = 1_200_000_000_000;

/// The most pixels: 512 MB in memory with four bytes for each, as much as decoders take for one
/// picture. A photograph of 108 million pixels has fewer.
pub(super) const MOST_PIXELS: u64 = 128_000_000;
/// A side that is longer than so many times the other cannot be seen.
const LONGEST_SIDE: u64 = 10_000;

/// Whether a picture of this width and height is not too large.
pub(super) fn check_size(width: u64, height: u64) -> Result<(), Excess> {
    let [across, down] = [width, height].map(group_digits);
    let pixels = width.saturating_mul(height);
    let help = "Scale it down: 2,000 pixels are enough for the width of a page.";
    if pixels > MOST_PIXELS {
        let (pixels, most) = (group_digits(pixels / 1_000_000), MOST_PIXELS / 1_000_000);
        let message =
            format!("this picture has {across} by {down} pixels, {pixels} million; {most} million are the most");
        return Err(Excess::new(message, help));
    }
    if width.max(height) > width.min(height).max(1).saturating_mul(LONGEST_SIDE) {
        let message = format!(
            "this picture has {across} by {down} pixels; one side may be {} times as long as the other",
            group_digits(LONGEST_SIDE)
        );
        return Err(Excess::new(message, "Cut it to what is to be seen."));
    }
    Ok(())
}

/// A number as people read it: `1,234,567`.
pub(super) fn group_digits(number: u64) -> String {
    if number > 1_000_000_000_000 {
        return "more than a million million".into();
    }
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let pairs = [(0, "0"), (999, "999"), (1_000, "1,000"), (65_000_000, "65,000,000")];
        for (number, text) in pairs {
            assert_eq!(group_digits(number), text);
        }
    }
}
