//! The fonts of what is printed, and which letters they have. Those of the program come from
//! packages; a theme may bring more. Only this file depends on `ttf_parser`.

use super::Theme;

/// The fonts of the program: one for text in four styles, and two that have what it lacks.
#[must_use]
pub fn built_in() -> [&'static [u8]; 7] {
    [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        notosans::ITALIC_TTF,
        notosans::BOLD_ITALIC_TTF,
        dejavu::sans::regular(),
        dejavu::sans::bold(),
        dejavu::sans_mono::regular(),
    ]
}

/// The letters that can be printed.
pub struct Coverage<'a> {
    faces: Vec<ttf_parser::Face<'a>>,
}

impl<'a> Coverage<'a> {
    /// What the fonts of a theme and of the program have together.
    #[must_use]
    pub fn new(theme: &'a Theme) -> Self {
        let fonts = theme.fonts.values().map(|file| &*file.bytes);
        Self { faces: fonts.chain(built_in()).filter_map(|bytes| ttf_parser::Face::parse(bytes, 0).ok()).collect() }
    }

    /// Whether a letter can be printed; what is never seen can.
    #[must_use]
    pub fn has(&self, letter: char) -> bool {
        matches!(letter, ' '..='~' | '\n' | '\r' | '\t')
            || is_ignorable(letter)
            || self.faces.iter().any(|face| face.glyph_index(letter).is_some())
    }
}

/// Joiners, marks of direction and choices of a form: they steer letters and have no shape.
fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_letters_boxes_and_signs_can_be_printed_and_pictographs_cannot() {
        let theme = Theme::default();
        let fonts = Coverage::new(&theme);
        assert!("ŵŷŴŶâêîôûä — “£100” ☐ ☑ ✓ → Ελληνικά кириллица".chars().all(|letter| fonts.has(letter)));
        assert!(!fonts.has('🎉') && !fonts.has('漢'));
    }
}
