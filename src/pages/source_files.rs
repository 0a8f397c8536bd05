//! What each file of the site is made from: files of the project, and of the program's own theme.
//!
//! These are the files that give it what it says: its record, its texts, its pictures, its
//! template. What every page shows (the name of the site, its navigation) and what other pages
//! lend it (the title of a plan in a link) is left out, or each would name them all.

use std::collections::{BTreeMap, BTreeSet};

use crate::file_tree::{Tree, file_address};
use crate::model::{Lang, Publication};
use crate::pages::data::DataFile;
use crate::pages::kinds::{self, PageId};
use crate::pages::printed::booklets::{PrintedDocument, PrintedPage, PrintedView};
use crate::pages::redirects::old_urls::{self, OldUrl, in_language};
use crate::pages::view::View;
use crate::pages::{Output, OutputContent, Site};
use crate::syntax::document::{Inline, Prose};
use crate::theme::{DEFAULT, STYLE, Theme, ThemeFile};

/// What stands before a path that is no file of the project but part of the program.
pub const PROGRAM: &str = "planpress:";

/// What kind of thing a file of the site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Page,
    /// A page that is a guide.
    Guide,
    /// Something printed.
    Pdf,
    /// The picture that stands for a plan.
    Picture,
    /// Data for machines.
    Data,
    /// A file of the theme.
    Asset,
    /// A file below `content/files/`.
    Copied,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Guide => "guide",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
            Self::Data => "data",
            Self::Asset => "asset",
            Self::Copied => "file",
        }
    }
}

/// What stands at an address and what it is made from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Its address, from the site's root.
    pub address: String,
    /// What it is.
    pub kind: Kind,
    /// The page that it is, or that it stands beside.
    pub route: Option<PageId>,
    /// Its language, where it has one.
    pub lang: Option<Lang>,
    /// The files below `content/`.
    pub content: Vec<String>,
    /// The files of the theme, those of the topmost layer first.
    pub theme: Vec<String>,
}

impl Origin {
    /// All that it is made from; never nothing.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        let all: Vec<String> = self.content.iter().chain(&self.theme).cloned().collect();
        if all.is_empty() { vec![format!("{PROGRAM}{}", kinds::file(&self.address))] } else { all }
    }
}

/// Every file of the site by its path below the output folder.
#[must_use]
pub fn every(site: &Site, publication: &Publication, tree: &Tree) -> BTreeMap<String, Origin> {
    let project = Project { theme: &site.theme, publication, tree, routes: routes(publication) };
    let outputs = site.outputs.iter().map(|output| project.output(output));
    let sheets = site
        .booklets
        .iter()
        .flat_map(|booklet| booklet.documents())
        .map(|(page, document)| project.document(page, document));
    let assets = site.theme.assets.keys().map(String::as_str).chain([STYLE]).map(|path| project.asset(path));
    let copied = site.files.iter().map(|path| copied(path));
    let all = outputs.chain(sheets).chain(assets).chain(copied);
    all.map(|origin| (kinds::file(&origin.address), origin)).collect()
}

/// The files of the project that a page or data file is made from.
#[must_use]
pub fn of(output: &Output, site: &Site, publication: &Publication, tree: &Tree) -> Vec<String> {
    let project = Project { theme: &site.theme, publication, tree, routes: routes(publication) };
    let mut sources = project.output(output).sources();
    sources.retain(|path| !path.starts_with(PROGRAM));
    sources.sort();
    sources
}

/// The page at each address.
fn routes(publication: &Publication) -> BTreeMap<String, PageId> {
    let all = kinds::find_pages(publication);
    let at = |lang| all.iter().map(move |route| (route.address(lang, publication), route.clone()));
    publication.languages.iter().flat_map(at).collect()
}

/// What has to be known to say what something is made from.
struct Project<'a> {
    theme: &'a Theme,
    publication: &'a Publication,
    tree: &'a Tree,
    routes: BTreeMap<String, PageId>,
}

impl Project<'_> {
    fn output(&self, output: &Output) -> Origin {
        let Output { address, content, texts, lang, .. } = output;
        // A data file stands in the folder of the page that shows the same.
        let folder = address.rfind('/').map_or("", |at| &address[..=at]);
        let route = self.routes.get(address).or_else(|| self.routes.get(folder)).cloned();
        let shown = || route.iter().flat_map(|route| route.sources(self.publication));
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let own = std::slice::from_ref(lang);
        let (bases, langs): (Vec<String>, _) = match content {
            OutputContent::Data(DataFile::Json(_)) => {
                (shown().chain(named(&["site", "contacts", "resources"])).collect(), &self.publication.languages[..])
            }
            OutputContent::Data(DataFile::Calendar(_)) => (named(&["dates"]), own),
            OutputContent::Data(DataFile::Feed(_)) => {
                let both = [PageId::Updates, PageId::NewsIndex];
                (both.iter().flat_map(|route| route.sources(self.publication)).collect(), own)
            }
            OutputContent::Data(DataFile::Sitemap(_)) => {
                let all = self.routes.values().flat_map(|route| route.sources(self.publication));
                (all.chain(named(&["site"])).collect(), own)
            }
            OutputContent::Data(DataFile::Robots(_)) | OutputContent::Page(View::NotFound(_)) => {
                (named(&["site"]), own)
            }
            OutputContent::Data(DataFile::Headers | DataFile::Redirects(_))
            | OutputContent::Page(View::Moved(_) | View::Gone(_)) => (Vec::new(), own),
            OutputContent::Data(DataFile::Csv(_) | DataFile::SearchIndex(_) | DataFile::Parties(_))
            | OutputContent::Page(_) => (shown().collect(), own),
        };
        let kind = match content {
            OutputContent::Page(View::Guide(_)) => Kind::Guide,
            OutputContent::Page(_) => Kind::Page,
            OutputContent::Data(_) => Kind::Data,
        };
        let sources = match content {
            OutputContent::Data(DataFile::Redirects(_)) => self.says_what_became(|_| true),
            OutputContent::Page(View::Moved(_) | View::Gone(_)) => {
                self.says_what_became(|old| address.starts_with(&*in_language(old.address, lang, self.publication)))
            }
            _ => self.content(&bases, langs, texts),
        };
        let (theme, has_lang) = match content {
            OutputContent::Page(view) => (self.layers(&self.theme.templates, view.template()), true),
            OutputContent::Data(file) => {
                (Vec::new(), matches!(file, DataFile::Csv(_) | DataFile::Calendar(_) | DataFile::Feed(_)))
            }
        };
        let lang = has_lang.then(|| lang.clone());
        Origin { address: address.clone(), kind, route, lang, content: sources, theme }
    }

    /// The files that say what became of an old address, or of all of them.
    fn says_what_became(&self, is_meant: impl Fn(&OldUrl<'_>) -> bool) -> Vec<String> {
        let all = old_urls::all(self.publication);
        let files: BTreeSet<String> =
            all.iter().filter(|old| is_meant(old)).map(|old| old.place.file.to_string()).collect();
        files.into_iter().collect()
    }

    fn document(&self, page: &PrintedPage, document: &PrintedDocument) -> Origin {
        let PrintedPage { address, texts, lang, .. } = page;
        let route = self.routes.get(address).cloned();
        let paper = document.form.is_paper();
        let mut bases: Vec<String> = route.iter().flat_map(|route| route.sources(self.publication)).collect();
        if !paper {
            // It shows of the plan what its record says, and how many objectives there are.
            bases.truncate(1);
            bases.push("site".to_owned());
        }
        let mut content = self.content(&bases, std::slice::from_ref(lang), texts);
        if let PrintedView::Share(view) = &page.view {
            content.extend(view.logo.iter().map(|path| format!("content/files/{path}")));
        }
        let kind = if paper { Kind::Pdf } else { Kind::Picture };
        let theme = self.layers(&self.theme.document_templates, &format!("{}.typ", document.form.name()));
        Origin { address: document.address.clone(), kind, route, lang: Some(lang.clone()), content, theme }
    }

    /// The stylesheet begins with the theme's tokens, and the site's own colours.
    fn asset(&self, path: &str) -> Origin {
        let mut theme: Vec<String> =
            self.theme.assets.get(path).map(|piece| self.piece(&piece.file)).into_iter().collect();
        let mut content = Vec::new();
        if path == STYLE {
            let tokens = self.theme.layers.iter().map(|layer| format!("themes/{layer}/theme.yaml"));
            theme.extend(tokens.filter(|path| self.is_there(path)).map(|path| self.piece(&path)));
            if !self.publication.site.brand.is_empty() {
                content.push("content/site.yaml".to_owned());
            }
        }
        Origin { address: format!("/assets/{path}"), kind: Kind::Asset, route: None, lang: None, content, theme }
    }

    /// The files that are there of those that a text in some languages can stand in, and the
    /// pictures in it.
    fn content(&self, bases: &[String], langs: &[Lang], texts: &[Prose]) -> Vec<String> {
        let edition = self.publication.edition.word();
        let mut endings = vec![".yaml".to_owned(), ".md".to_owned(), format!(".{edition}.md")];
        for lang in langs.iter().filter(|lang| *lang != self.publication.source_language()) {
            endings.extend([format!(".{lang}.yaml"), format!(".{lang}.md"), format!(".{edition}.{lang}.md")]);
        }
        let paths = bases.iter().flat_map(|base| endings.iter().map(move |ending| format!("content/{base}{ending}")));
        let mut files: BTreeSet<String> = paths.filter(|path| self.tree.files.contains_key(path)).collect();
        for text in texts {
            text.each_inline(&mut |inline| {
                if let Inline::Image(image) = inline {
                    files.insert(format!("content/files/{}", image.source));
                }
            });
        }
        files.into_iter().collect()
    }

    /// A template in every layer that has it; one may extend the one that it covers.
    fn layers(&self, pieces: &BTreeMap<String, ThemeFile>, name: &str) -> Vec<String> {
        let found = self.theme.layers.iter().filter_map(|layer| pieces.get(&format!("{layer}/{name}")));
        found.map(|piece| self.piece(&piece.file)).collect()
    }

    /// Whether a layer has such a file; the default theme has all of its own where it is not the
    /// project's.
    fn is_there(&self, file: &str) -> bool {
        let default = format!("themes/{DEFAULT}/");
        let embedded = self.tree.below(&default).next().is_none();
        self.tree.files.contains_key(file) || (embedded && file.starts_with(&default))
    }

    fn piece(&self, file: &str) -> String {
        if self.tree.files.contains_key(file) { file.to_owned() } else { format!("{PROGRAM}{file}") }
    }
}

fn copied(path: &str) -> Origin {
    Origin {
        address: file_address(path),
        kind: Kind::Copied,
        route: None,
        lang: None,
        content: vec![format!("content/files/{path}")],
        theme: Vec::new(),
    }
}
