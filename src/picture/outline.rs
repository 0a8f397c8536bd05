//! How many points the shape of an element has.

/// What is round is drawn as several curves.
const ARC: u64 = 4;
/// A letter counts as so many points.
pub const LETTER: u64 = 4;

/// The most digits of a whole number in a drawing.
const DIGITS: usize = 10;

/// The points of an element's own shape, by its name and its attributes `d` and `points`.
pub fn points(name: &str, data: Option<&str>) -> u64 {
    match name {
        "path" => data.map_or(0, path),
        "polygon" | "polyline" => data.map_or(0, |data| numbers(data).count() as u64 / 2),
        "line" => 2,
        "circle" | "ellipse" | "rect" => ARC,
        _ => 0,
    }
}

/// The points of a path: its numbers, by how many of them each command takes.
fn path(data: &str) -> u64 {
    // What stands between two letters of commands is numbers alone.
    let is_command = |letter: char| letter.is_ascii_alphabetic() && !matches!(letter, 'e' | 'E');
    let mut count = 0_u64;
    for (at, command) in data.match_indices(is_command) {
        let rest = &data[at + 1..];
        let own = rest.find(is_command).map_or(rest, |end| &rest[..end]);
        let (takes, makes) = match command {
            "h" | "H" | "v" | "V" => (1, 1),
            "c" | "C" => (6, 1),
            "s" | "S" | "q" | "Q" => (4, 1),
            // Its two flags may be written together with what follows them.
            "a" | "A" => (5, ARC),
            _ => (2, 1),
        };
        count = count.saturating_add((numbers(own).count() as u64).div_ceil(takes).max(1) * makes);
    }
    count
}

/// The numbers of a list, which a sign or a second point separates too.
fn numbers(list: &str) -> impl Iterator<Item = ()> + '_ {
    let (mut in_number, mut pointed, mut before) = (false, false, b' ');
    list.bytes().filter_map(move |byte| {
        let after_exponent = matches!(before, b'e' | b'E');
        before = byte;
        let begins = match byte {
            b'0'..=b'9' => !in_number,
            b'.' => !in_number || pointed,
            b'e' | b'E' => return None,
            b'+' | b'-' if after_exponent => return None,
            _ => {
                in_number = false;
                return None;
            }
        };
        pointed = byte == b'.' || (pointed && !begins);
        in_number = true;
        begins.then_some(())
    })
}

/// Whether a list holds a number that is larger than ten thousand million. Who draws an arc as wide as
/// that counts to it.
pub fn has_extreme(list: &str) -> bool {
    let (mut digits, mut pointed) = (0_usize, false);
    let mut bytes = list.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' if digits == 0 => {}
            b'0'..=b'9' if !pointed => digits += 1,
            b'0'..=b'9' => {}
            b'.' if !pointed => pointed = true,
            b'e' | b'E' => {
                let is_less = bytes.next_if(|byte| matches!(byte, b'+' | b'-')) == Some(b'-');
                let mut exponent = 0_usize;
                while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
                    exponent = exponent.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
                }
                digits = if is_less { 0 } else { digits.max(1).saturating_add(exponent) };
            }
            _ => (digits, pointed) = (0, byte == b'.'),
        }
        if digits > DIGITS {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_however_they_are_separated() {
        for (list, count) in [
            ("", 0),
            ("1", 1),
            ("1 2,3\n4", 4),
            ("1-2+3", 3),
            ("1.5.5", 2),
            (".5.5-.5", 3),
            ("1e5 1e-5-1E+5", 3),
            ("-1.5e3,2", 2),
        ] {
            assert_eq!(numbers(list).count(), count, "{list}");
        }
    }

    #[test]
    fn extreme_numbers_are_seen_however_they_are_written() {
        for list in ["1e10", "1 -1E+10", "12345678901", "M0 0A20 1 50 0 1 1e30 0.1", "0.5e11", "1.5e10.5", "100e8", "1e99999999999999999999"] {
            assert!(has_extreme(list), "{list}");
        }
        for list in ["1e9", "1234567890", "0000000000001", "1e-30", "1.23456789012345", "1em 2ex", "0.0e5", "1234567.1234567", "M1 1 1 1 1 1 1 1 1"] {
            assert!(!has_extreme(list), "{list}");
        }
    }

    #[test]
    fn paths_have_a_point_for_each_piece() {
        for (data, count) in [
            ("M0 0h1v1", 3),
            ("M0 0 1 1 2 2z", 4),
            ("m0,0c1 1 2 2 3 3 1 1 2 2 3 3", 3),
            ("M0 0h1 1 1 1", 5),
            ("M0 0a1 1 0 0 1 1 1", 1 + 2 * ARC),
            ("M0 0a1 1 0 011 1", 1 + ARC),
            ("M1e5 1e-5L1e2-1e2", 2),
        ] {
            assert_eq!(path(data), count, "{data}");
        }
        assert_eq!(points("polygon", Some("0,0 1,1 2,2")), 3);
    }
}
