//! Colours and sizes that the stylesheet is built on, merged layer by layer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{At, Publication};
use crate::theme::layers::Layers;

/// `theme.yaml`: tokens for light surroundings, and those that differ in dark ones.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tokens {
    /// By name, without the two hyphens.
    pub light: BTreeMap<String, String>,
    /// Those that dark surroundings change.
    pub dark: BTreeMap<String, String>,
}

/// Reads and merges the layers' tokens.
pub(super) fn load_tokens(layers: &Layers, faults: &mut Vec<Diagnostic>) -> Tokens {
    let mut tokens = Tokens::default();
    for layer in layers {
        let Some(bytes) = layer.files.get("theme.yaml") else { continue };
        let file = Place::whole(&layer.path("theme.yaml"));
        let Ok(text) = std::str::from_utf8(bytes) else {
            faults.push(
                Diagnostic::new(Code::ThemeFault, file, "this file is not in UTF-8")
                    .help("Save it again with the encoding UTF-8."),
            );
            continue;
        };
        match serde_yaml::from_str::<Tokens>(text) {
            Ok(layer) => {
                for (map, found) in [(&mut tokens.light, layer.light), (&mut tokens.dark, layer.dark)] {
                    for (name, value) in found {
                        if is_name(&name) && is_value(&value) {
                            map.insert(name, value);
                        } else {
                            let at = text.find(&name).unwrap_or_default();
                            let message =
                                format!("the token `{name}` has the value `{value}`, which is no colour or size");
                            faults.push(
                                Diagnostic::new(Code::ThemeFault, file.within(at, at + name.len()), message)
                                    .help("Write a colour as `\"#5b3f8c\"` or a size as `1.5rem`, and nothing else."),
                            );
                        }
                    }
                }
            }
            Err(error) => {
                let place = error.location().map_or_else(
                    || file.clone(),
                    |at| {
                        let line = usize::try_from(at.line()).unwrap_or(1).max(1);
                        let column = usize::try_from(at.column()).unwrap_or(1).max(1);
                        let start = byte_of(text, line, column);
                        file.within(start, (start + 1).min(text.len()))
                    },
                );
                let message = error.to_string();
                let first = message.lines().next().unwrap_or_default();
                faults.push(
                    Diagnostic::new(Code::ThemeFault, place, format!("this file cannot be read: {first}"))
                        .help("It holds `light:` and `dark:` with a name and a value on each line."),
                );
            }
        }
    }
    tokens
}

/// The byte at a line and a column, both counted from 1.
pub(crate) fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let line = text.split_inclusive('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    before + line.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// Replaces tokens with the colours of `brand:`, and reports what is no token or no colour.
pub fn apply_brand(tokens: &mut Tokens, publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for (name, value) in &publication.site.brand {
        apply_colour(tokens, name, value, faults);
    }
}

/// Replaces one colour. `NAME-dark` is the same colour in dark surroundings.
fn apply_colour(tokens: &mut Tokens, name: &str, value: &At<String>, faults: &mut Vec<Diagnostic>) {
    let (map, key) = match name.strip_suffix("-dark") {
        Some(key) if !tokens.light.contains_key(name) => (&mut tokens.dark, key),
        _ => (&mut tokens.light, name),
    };
    if !map.get(key).is_some_and(|value| is_colour(value)) {
        let known: Vec<&str> =
            map.iter().filter(|(_, value)| is_colour(value)).map(|(name, _)| name.as_str()).collect();
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Known: {}.", known.join(", ")),
        };
        let message = format!("the theme has no colour `{name}`");
        faults.push(Diagnostic::new(Code::ThemeFault, value.place.clone(), message).help(help));
    } else if !is_colour(&value.value) {
        faults.push(
            Diagnostic::new(Code::ThemeFault, value.place.clone(), format!("`{}` is not a colour", value.value))
                .help("Write it as `\"#1d4f91\"`, with the quotation marks."),
        );
    } else {
        map.insert(key.to_owned(), value.value.clone());
    }
}

/// The tokens as the head of the stylesheet.
#[must_use]
pub fn tokens_to_css(tokens: &Tokens) -> String {
    let mut css = String::from(":root {\n  color-scheme: light dark;\n");
    for (name, value) in &tokens.light {
        let _ = writeln!(css, "  --{name}: {value};");
    }
    css.push_str("}\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n");
    for (name, value) in &tokens.dark {
        let _ = writeln!(css, "    --{name}: {value};");
    }
    css.push_str("  }\n}\n");
    css
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Letters of a colour, size, list of fonts or `clamp(…)`: nothing that could end a declaration,
/// begin a comment or fetch something.
fn is_value(value: &str) -> bool {
    let count = |sign: char| value.matches(sign).count();
    !value.is_empty()
        && value.chars().all(|c| c.is_ascii_alphanumeric() || " #.,%()+-*/\"'".contains(c))
        && !["/*", "*/", "url(", "image-set("].iter().any(|bad| value.to_ascii_lowercase().contains(bad))
        && count('(') == count(')')
        && count('"') % 2 == 0
        && count('\'') % 2 == 0
}

/// Whether a token is a colour by its digits.
#[must_use]
pub fn is_colour(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::super::layers::Layer;
    use super::*;

    fn read(text: &str) -> (Tokens, Vec<Diagnostic>) {
        let files = [("theme.yaml".to_owned(), text.as_bytes().into())].into();
        let mut faults = Vec::new();
        let tokens = load_tokens(&[Layer { name: "t".into(), files }], &mut faults);
        (tokens, faults)
    }

    fn at(value: &str) -> At<String> {
        At { value: value.into(), ..At::default() }
    }

    #[test]
    fn what_could_leave_its_declaration_is_refused() {
        let bad = ["red;}", "url(x)", "a{b", "/* x", "(", "'", "", "a\\b"];
        for value in bad {
            assert!(!is_value(value), "{value}");
        }
        for value in [
            "#1d4f91",
            "clamp(1rem, 2vw + 1rem, 2rem)",
            "system-ui, \"Segoe UI\", sans-serif",
            "0 1px 2px rgb(0 0 0 / 20%)",
        ] {
            assert!(is_value(value), "{value}");
        }
        let (tokens, faults) = read("light:\n  ink: '#111'\n  paper: 'red;}'\n");
        assert_eq!(tokens.light.len(), 1);
        assert_eq!((faults.len(), faults[0].place.start, &*faults[0].place.file), (1, 23, "themes/t/theme.yaml"));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_fault_at_its_place() {
        let (_, faults) = read("light:\n  ink: '#111'\nshade: {}\n");
        assert_eq!((faults.len(), faults[0].code), (1, Code::ThemeFault));
        assert_eq!(faults[0].place.start, 21);
    }

    #[test]
    fn brand_colours_replace_colours_and_nothing_else() {
        let (mut tokens, _) = read("light: {brand: '#111111', width: 60rem}\ndark: {brand: '#eeeeee'}\n");
        let mut faults = Vec::new();
        apply_colour(&mut tokens, "brand", &at("#abc"), &mut faults);
        apply_colour(&mut tokens, "brand-dark", &at("#123456"), &mut faults);
        assert!(faults.is_empty());
        assert_eq!((&*tokens.light["brand"], &*tokens.dark["brand"]), ("#abc", "#123456"));
        apply_colour(&mut tokens, "brandd", &at("#abc"), &mut faults);
        apply_colour(&mut tokens, "width", &at("#abc"), &mut faults);
        apply_colour(&mut tokens, "brand", &at("#abc;}*{display:none"), &mut faults);
        assert_eq!(faults[0].help.as_deref(), Some("Did you mean `brand`?"));
        assert_eq!(faults.len(), 3);
        assert_eq!(&*tokens.light["brand"], "#abc");
        assert!(tokens_to_css(&tokens).contains("    --brand: #123456;\n"));
    }
}
