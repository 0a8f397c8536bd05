//! The limits for pictures, and how messages write numbers.

/// The largest file that a page or sheet shows as a picture; bytes. Every decoder reads all of it.
pub const LARGEST_FILE: u64 = 100_000_000;
/// What one picture may take to be drawn once; steps of about a nanosecond.
pub(super) const MOST_STEPS_OF_ONE: u64 = 10_000_000_000;
/// What all pictures of one printed page, in all its forms, may take while they are decoded; bytes.
pub const MOST_MEMORY: u64 = 3_000_000_000;
/// What all pictures of one edition may take to be printed; steps of about a nanosecond.
pub const MOST_STEPS: u64 = 1_200_000_000_000;

/// A number as people read it: `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
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
            assert_eq!(grouped(number), text);
        }
    }
}
