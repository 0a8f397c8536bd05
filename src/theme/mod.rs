//! The look and the words of the site: templates, assets, tokens and locales, in layers.
//!
//! The default theme is an ordinary one that is also embedded in the program. A theme named in
//! `site.yaml` overrides it: its templates may extend what they cover, its words and tokens merge
//! key by key, its other files replace.

mod contrast;
#[cfg(feature = "pdf")]
pub mod fonts;
mod formatting;
pub mod layers;
pub mod locales;
pub mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::file_tree::{Entry, Tree};
use crate::model::Publication;
use crate::records::documents::{self, FileNames};
use crate::records::values::{At, Lang};
pub use layers::DEFAULT;
pub use locales::{Arg, Locale};
pub use tokens::Tokens;

/// The stylesheet below `assets/`, which begins with the theme's tokens.
pub const STYLE: &str = "style.css";

/// A theme with all its layers put together.
#[derive(Debug, Default)]
pub struct Theme {
    /// The names of its layers, the topmost first.
    pub layers: Vec<String>,
    /// The templates of all layers, each under its layer's name: `default/page.html`. A bare name
    /// means that of the topmost layer which has it, so a template can extend what it covers.
    pub templates: BTreeMap<String, ThemeFile>,
    /// The templates of what is printed, in the same way.
    pub document_templates: BTreeMap<String, ThemeFile>,
    /// Fonts below `fonts/`, which stand before those of the program.
    pub fonts: BTreeMap<String, ThemeFile>,
    /// Files below `assets/`, by path below it; the topmost layer's where several have one.
    pub assets: BTreeMap<String, ThemeFile>,
    /// Colours and sizes.
    pub tokens: Tokens,
    locales: Arc<BTreeMap<Lang, Locale>>,
    /// Stands in where there is no language at all.
    wordless: Locale,
}

/// A file of the theme and where it comes from.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Its path, `themes/default/templates/page.html`.
    pub file: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl Theme {
    /// The words and dates of a language.
    ///
    /// Every language of the site has one; another gets those of the first.
    #[must_use]
    pub fn locale(&self, lang: &Lang) -> &Locale {
        self.locales.get(lang).or_else(|| self.locales.values().next()).unwrap_or(&self.wordless)
    }

    /// The words and dates of every language, for what outlives the theme.
    #[must_use]
    pub fn locales(&self) -> Arc<BTreeMap<Lang, Locale>> {
        Arc::clone(&self.locales)
    }
}

/// Loads the theme of a publication with the site's colours, and reports what is wrong with it.
#[must_use]
pub fn load_site_theme(publication: &Publication, tree: &Tree) -> (Theme, Vec<Diagnostic>) {
    let (mut theme, mut faults) = load_theme(tree, publication.site.theme.as_ref(), &publication.languages);
    tokens::apply_brand(&mut theme.tokens, publication, &mut faults);
    contrast::check_contrast(&theme.tokens, publication, &mut faults);
    (theme, faults)
}

/// Merges the layers. What is wrong with a file is reported, and the rest is used.
#[must_use]
pub fn load_theme(tree: &Tree, name: Option<&At<String>>, languages: &[Lang]) -> (Theme, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut all = vec![layers::default_layer(tree)];
    faults.extend(refused_files(tree, DEFAULT));
    if let Some(name) = name.filter(|name| name.value != DEFAULT) {
        let refused = refused_files(tree, &name.value);
        match layers::find_layer(tree, &name.value) {
            Some(layer) => all.push(layer),
            None if refused.is_empty() => faults.push(unknown_theme(tree, name)),
            None => {}
        }
        faults.extend(refused);
    }
    let mut theme = Theme { layers: all.iter().rev().map(|layer| layer.name.clone()).collect(), ..Theme::default() };
    for layer in &all {
        for (path, bytes) in &layer.files {
            let file = || ThemeFile { file: layer.path(path).into(), bytes: bytes.clone() };
            if let Some(name) = path.strip_prefix("templates/") {
                let templates =
                    if name.ends_with(".typ") { &mut theme.document_templates } else { &mut theme.templates };
                templates.insert(format!("{}/{name}", layer.name), file());
            } else if let Some(name) = path.strip_prefix("assets/") {
                theme.assets.insert(name.to_owned(), file());
            } else if let Some(name) = path.strip_prefix("fonts/").filter(|name| is_font(name)) {
                theme.fonts.insert(name.to_owned(), file());
            }
        }
    }
    theme.tokens = tokens::load_tokens(&all, &mut faults);
    let locales = languages.iter().map(|lang| (lang.clone(), locales::load_locale(lang, &all, &mut faults)));
    theme.locales = Arc::new(locales.collect());
    (theme, faults)
}

/// What of a theme could not be read, or is the theme and no folder.
fn refused_files(tree: &Tree, name: &str) -> Vec<Diagnostic> {
    let folder = format!("themes/{name}/");
    let itself = tree.files.get_key_value(folder.trim_end_matches('/')).map(|(path, entry)| (path.as_str(), entry));
    let all = itself.into_iter().chain(tree.below(&folder));
    all.filter_map(|(path, entry)| match entry {
        Entry::Refused(refusal) => Some(documents::describe_refusal(path, refusal, &FileNames::new(tree))),
        _ => None,
    })
    .collect()
}

/// Whether a file can be printed with.
fn is_font(name: &str) -> bool {
    [".ttf", ".otf"].iter().any(|ending| name.ends_with(ending))
}

fn unknown_theme(tree: &Tree, name: &At<String>) -> Diagnostic {
    let known = layers::layer_names(tree);
    let mut fault =
        Diagnostic::new(Code::ThemeMissing, name.place.clone(), format!("there is no folder `themes/{}`", name.value));
    fault.help = Some(match nearest(&name.value, known.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Make the folder, or remove this line for the default theme.".into(),
    });
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let text = |text: &str| Entry::Text(text.as_bytes().into());
        let mut tree = Tree::default();
        tree.files.extend(files.iter().map(|(path, content)| ((*path).to_owned(), text(content))));
        tree
    }

    fn named(name: &str) -> At<String> {
        At { value: name.into(), ..At::default() }
    }

    #[test]
    fn a_theme_overrides_the_default_one() {
        let files = tree(&[
            ("themes/default/templates/page.html", "{% block title %}{% endblock %}"),
            ("themes/default/assets/style.css", "p{}"),
            ("themes/default/assets/mark.svg", "<svg/>"),
            ("themes/default/theme.yaml", "light: {paper: '#ffffff', ink: '#111111'}\ndark: {paper: '#000000'}\n"),
            ("themes/default/locales/a.en.ftl", "home = Home\ndates = Dates\n"),
            ("themes/sea/templates/page.html", "{% extends \"default/page.html\" %}"),
            ("themes/sea/locales/sea.en.ftl", "home = Harbour\n"),
            ("themes/sea/theme.yaml", "light: {ink: '#112233'}\n"),
            ("themes/sea/assets/style.css", "q{}"),
        ]);
        let english = Lang("en".into());
        let (sea, faults) = load_theme(&files, Some(&named("sea")), std::slice::from_ref(&english));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(sea.layers, ["sea", "default"]);
        assert_eq!(&*sea.templates["sea/page.html"].file, "themes/sea/templates/page.html");
        assert_eq!(&*sea.templates["default/page.html"].file, "themes/default/templates/page.html");
        assert_eq!(&*sea.assets["style.css"].bytes, b"q{}");
        assert_eq!(&*sea.assets["mark.svg"].file, "themes/default/assets/mark.svg");
        assert_eq!((&*sea.tokens.light["paper"], &*sea.tokens.light["ink"]), ("#ffffff", "#112233"));
        assert_eq!(&*sea.tokens.dark["paper"], "#000000");
        assert_eq!(sea.locale(&english).say("home"), "Harbour");
        assert_eq!(sea.locale(&english).say("dates"), "Dates");
    }

    #[test]
    fn the_embedded_theme_has_no_fault() {
        let languages = [Lang("en".into()), Lang("cy".into())];
        let (theme, faults) = load_theme(&Tree::default(), Some(&named(DEFAULT)), &languages);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(theme.layers, [DEFAULT]);
        assert!(theme.assets.contains_key("style.css"));
        assert!(theme.tokens.light.contains_key("brand") && theme.tokens.dark.contains_key("brand"));
        for lang in &languages {
            assert!(!theme.locale(lang).say("alert-note").contains("??"), "{lang}");
        }
    }

    #[test]
    fn a_theme_that_is_not_there_is_named_with_the_nearest() {
        let files = tree(&[("themes/sea/assets/wave.css", "p{}")]);
        let (_, faults) = load_theme(&files, Some(&named("see")), &[]);
        assert_eq!(faults[0].code, Code::ThemeMissing);
        assert_eq!(faults[0].help.as_deref(), Some("Did you mean `sea`?"));
    }
}
