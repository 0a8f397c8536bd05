//! Whether text can be read on its ground, as WCAG 2 measures it, whatever colours a site brings.

use std::collections::BTreeMap;

use super::tokens::Tokens;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Publication;

/// Which colours are used on which, and the contrast that they need: texts 4.5, edges 3.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (&["ink", "ink-soft"], &["paper", "panel"], 4.5),
    (&["ink", "brand"], &["tint"], 4.5),
    (&["brand", "brand-deep"], &["paper", "panel"], 4.5),
    (&["on-brand"], &["brand", "brand-deep"], 4.5),
    (&["on-band"], &["band"], 4.5),
    (&["good", "care", "bad"], &["paper"], 4.5),
    (&["objective-1", "objective-2", "objective-3"], &["paper", "panel"], 4.5),
    (&["objective-4", "objective-5", "objective-6"], &["paper", "panel"], 4.5),
    (&["edge"], &["paper", "panel"], 3.0),
];

/// Names the site's own colours that cannot be read, each with the nearest that can.
pub fn check_contrast(tokens: &Tokens, publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for (name, value) in &publication.site.brand {
        let dark = name.strip_suffix("-dark").filter(|_| !tokens.light.contains_key(name));
        // Dark surroundings change some of the light ones.
        let mut colours = tokens.light.clone();
        if dark.is_some() {
            colours.extend(tokens.dark.clone());
        }
        let token = dark.unwrap_or(name);
        let Some((other, found, wanted)) = least_readable(token, &colours) else { continue };
        let message = format!(
            "`{}` and `{other}` ({}) have a contrast of {found:.1}, and {wanted} is needed to read it",
            value.value, colours[other]
        );
        let help = nearest_readable(token, &colours).map_or_else(
            || format!("Change `{other}` too: no `{token}` can be read with it and with the others."),
            |near| format!("The nearest that can be read is `\"{near}\"`."),
        );
        faults.push(Diagnostic::new(Code::LowContrast, value.place.clone(), message).help(help));
    }
}

/// Of the colours that are used with a token, the one with the least contrast, where that is not
/// enough: its name, the contrast, and the contrast needed.
fn least_readable<'a>(token: &str, colours: &'a BTreeMap<String, String>) -> Option<(&'a str, f64, f64)> {
    let luminance_of_token = luminance(colours.get(token)?)?;
    let beside = PAIRS.iter().flat_map(|(texts, grounds, wanted)| {
        let others = if texts.contains(&token) { *grounds } else { &[] };
        let under = if grounds.contains(&token) { *texts } else { &[] };
        others.iter().chain(under).map(move |other| (*other, *wanted))
    });
    let measured = beside.filter_map(|(other, wanted)| {
        let (other, value) = colours.get_key_value(other)?;
        Some((other.as_str(), contrast(luminance_of_token, luminance(value)?), wanted))
    });
    let bad = measured.filter(|(_, found, wanted)| found < wanted);
    bad.min_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)))
}

/// The same colour, as little darker or lighter as it has to be.
fn nearest_readable(token: &str, colours: &BTreeMap<String, String>) -> Option<String> {
    let channels_of_token = channels(colours.get(token)?)?;
    let mut tried = colours.clone();
    for step in 1..=200_u32 {
        for end in [0.0, 255.0] {
            let share = f64::from(step) / 200.0;
            let mixed = channels_of_token.map(|channel| (channel + (end - channel) * share).round());
            let hex = format!("#{:02x}{:02x}{:02x}", to_byte(mixed[0]), to_byte(mixed[1]), to_byte(mixed[2]));
            tried.insert(token.to_owned(), hex.clone());
            if least_readable(token, &tried).is_none() {
                return Some(hex);
            }
        }
    }
    None
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
fn to_byte(channel: f64) -> u8 {
    channel as u8
}

/// Red, green and blue of `#rgb` or `#rrggbb`, from 0 to 255.
fn channels(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#')?;
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_owned() };
    let channel = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok().map(f64::from);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The relative luminance of a colour, as WCAG 2 defines it.
fn luminance(colour: &str) -> Option<f64> {
    let linear = |channel: f64| {
        let share = channel / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = channels(colour)?.map(linear);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

/// The contrast of two luminances, from 1 to 21.
fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file_tree::Tree;
    use crate::model::{At, Lang};
    use crate::theme;

    fn contrast_of(a: &str, b: &str) -> f64 {
        contrast(luminance(a).unwrap(), luminance(b).unwrap())
    }

    #[test]
    fn contrast_is_what_others_measure() {
        assert!((contrast_of("#000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast_of("#777777", "#fff") - 4.48).abs() < 0.01);
        assert!((contrast_of("#0000ff", "#ffffff") - 8.59).abs() < 0.01);
    }

    #[test]
    fn every_colour_of_the_default_theme_can_be_read() {
        let (theme, _) = theme::load_theme(&Tree::default(), None, &[Lang("en".into())]);
        let mut dark = theme.tokens.light.clone();
        dark.extend(theme.tokens.dark.clone());
        for colours in [&theme.tokens.light, &dark] {
            for name in colours.keys() {
                assert_eq!(least_readable(name, colours), None, "{name}");
            }
            for (texts, grounds, _) in PAIRS {
                assert!(texts.iter().chain(*grounds).all(|name| colours.contains_key(*name)), "{texts:?}");
            }
        }
    }

    #[test]
    fn the_colour_that_is_named_instead_can_be_read_and_is_like_it() {
        let (theme, _) = theme::load_theme(&Tree::default(), None, &[Lang("en".into())]);
        let mut entities = crate::model::Entities::default();
        let at = |value: &str| At { value: value.to_owned(), ..At::default() };
        entities.site.brand.insert("brand".into(), at("#e58fa0"));
        let publication = Publication::from_resolved(entities);
        let mut tokens = theme.tokens.clone();
        super::super::tokens::apply_brand(&mut tokens, &publication, &mut Vec::new());
        let mut faults = Vec::new();
        check_contrast(&tokens, &publication, &mut faults);
        assert_eq!(faults.len(), 1);
        let near = faults[0].help.as_deref().unwrap().split('"').nth(1).unwrap();
        tokens.light.insert("brand".into(), near.to_owned());
        assert_eq!(least_readable("brand", &tokens.light), None, "{near}");
        let [red, green, blue] = channels(near).unwrap();
        assert!(red > blue && blue > green, "{near} is another colour");
    }
}
