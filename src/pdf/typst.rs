//! The theme's templates filled with data, as tagged PDF or as a picture. Only this file depends on
//! Typst.

use std::collections::{BTreeMap, HashMap};

use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::visualize::{ImageFormat, RasterImage};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::pictures;
use crate::theme::{Theme, fonts};

/// Everything that documents share, ready to lay them out.
pub struct TypstCompiler<'a> {
    theme: &'a Theme,
    standard_library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    standards: PdfStandards,
}

/// A document to lay out.
#[derive(Clone)]
pub struct DocumentSource {
    /// The name of its template.
    pub template: String,
    /// What the template can read.
    pub files: TemplateFiles,
}

/// The files that a template can read, by their path. A clone shares their bytes.
#[derive(Clone, Default)]
pub struct TemplateFiles(BTreeMap<String, Bytes>);

impl TemplateFiles {
    /// Adds a file or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.0.insert(path.into(), Bytes::new(bytes));
    }
}

/// A document that is laid out.
pub struct Layout(PagedDocument);

impl Layout {
    /// How many pages it has.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.0.pages().len()
    }
}

/// Whether a picture can be printed; by its path and its bytes.
///
/// # Errors
/// Why it cannot.
pub fn check_picture(path: &str, picture: &[u8]) -> Result<(), String> {
    pictures::measure(path, picture).map_err(|excess| excess.message)?;
    match ImageFormat::detect(picture) {
        // What can be measured can be printed.
        _ if path.to_lowercase().ends_with(".svg") => Ok(()),
        Some(ImageFormat::Raster(format)) => {
            RasterImage::plain(Bytes::new(picture.to_vec()), format).map(|_| ()).map_err(|error| error.to_string())
        }
        _ => Err("it is no picture that can be printed".into()),
    }
}

impl<'a> TypstCompiler<'a> {
    /// Reads the templates and the fonts.
    ///
    /// # Errors
    /// Templates that are not in UTF-8, and fonts that cannot be read.
    pub fn new(theme: &'a Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut sources = HashMap::new();
        for (name, piece) in &theme.document_templates {
            let Ok(text) = std::str::from_utf8(&piece.bytes) else {
                let place = Place::whole(&piece.file);
                faults.push(Diagnostic::new(Code::ThemeFault, place, "this template is not in UTF-8"));
                continue;
            };
            // Under its layer's name, and bare where no layer above has a template of that name.
            let bare = name.split_once('/').map_or(name.as_str(), |(_, bare)| bare);
            let topmost = theme.layers.iter().find_map(|layer| {
                let layered = format!("{layer}/{bare}");
                theme.document_templates.contains_key(&layered).then_some(layered)
            });
            let names = [Some(name.as_str()), (topmost.as_ref() == Some(name)).then_some(bare)];
            for id in names.into_iter().flatten().filter_map(file_id) {
                sources.insert(id, Source::new(id, text.to_owned()));
            }
        }
        let mut found = Vec::new();
        for piece in theme.fonts.values() {
            match Font::new(Bytes::new(piece.bytes.clone()), 0) {
                Some(font) => found.push(font),
                None => faults.push(Diagnostic::new(
                    Code::ThemeFault,
                    Place::whole(&piece.file),
                    "this font cannot be read",
                )),
            }
        }
        found.extend(fonts::built_in().into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)));
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let standards = standards.map_err(|error| {
            faults.push(Diagnostic::new(Code::ThemeFault, Place::default(), error.message().to_string()));
        });
        match standards {
            Ok(standards) if faults.is_empty() => Ok(Self {
                theme,
                standard_library: LazyHash::new(Library::default()),
                book: LazyHash::new(FontBook::from_fonts(&found)),
                fonts: found,
                sources,
                standards,
            }),
            _ => Err(faults),
        }
    }

    /// Lays a document out.
    ///
    /// # Errors
    /// What is wrong with the template, at its place.
    pub fn lay_out(&self, source: &DocumentSource) -> Result<Layout, Vec<Diagnostic>> {
        let world = self.document_world(source)?;
        let document = typst::compile::<PagedDocument>(&world).output;
        document.map(Layout).map_err(|errors| self.to_diagnostics(&world, &errors))
    }

    /// Makes the PDF, of which nothing depends on the day. `name` marks it among all others.
    ///
    /// # Errors
    /// What in it would not be accessible.
    pub fn export_pdf(&self, layout: &Layout, source: &DocumentSource, name: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = PdfOptions {
            ident: Smart::Custom(name.to_owned()),
            creator: Smart::Custom(Some("planpress".into())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let world = self.document_world(source)?;
        typst_pdf::pdf(&layout.0, &options).map_err(|errors| self.to_diagnostics(&world, &errors))
    }

    /// Makes a picture of the first page as PNG, each point of it a pixel.
    ///
    /// # Errors
    /// Where the template makes it of another size.
    pub fn render_png(
        &self,
        layout: &Layout,
        source: &DocumentSource,
        size: (u32, u32),
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let fault = |message: String| {
            let place =
                self.template_file(&source.template).map_or_else(Place::default, |piece| Place::whole(&piece.file));
            vec![Diagnostic::new(Code::ThemeFault, place, message)]
        };
        let options = RenderOptions { pixel_per_pt: Scalar::ONE, ..RenderOptions::default() };
        let page = layout.0.pages().first().ok_or_else(|| fault("this template makes no page".into()))?;
        let picture = typst_render::render(page, &options);
        let made = (picture.width(), picture.height());
        if made != size {
            let [made, wanted] = [made, size].map(|(width, height)| format!("{width} by {height}"));
            return Err(fault(format!("this template makes a picture of {made} points, where {wanted} are wanted")));
        }
        picture.encode_png().map_err(|error| fault(error.to_string()))
    }

    /// Lets go of what Typst remembers and has not used for so many layouts. To be called after
    /// every one, failed ones too, or memory grows.
    pub fn evict_cache(&self, layouts: usize) {
        typst::comemo::evict(layouts);
    }

    fn document_world<'b>(&'b self, source: &'b DocumentSource) -> Result<DocumentWorld<'b>, Vec<Diagnostic>> {
        let missing = || {
            let message = format!("the theme has no template `{}`", source.template);
            vec![Diagnostic::new(Code::ThemeFault, Place::default(), message)]
        };
        let main = file_id(&source.template).ok_or_else(missing)?;
        Ok(DocumentWorld { compiler: self, files: &source.files, main })
    }

    /// The errors of Typst at their places in the theme; never empty.
    fn to_diagnostics(&self, world: &DocumentWorld<'_>, errors: &[SourceDiagnostic]) -> Vec<Diagnostic> {
        let mut faults: Vec<Diagnostic> = (errors.iter())
            .filter(|error| error.severity == Severity::Error)
            .map(|error| {
                let place = error.span.id().and_then(|id| {
                    let piece = self.template_file(id.get().vpath().get_without_slash())?;
                    let range = world.range(error.span)?;
                    Some(Place::whole(&piece.file).within(range.start, range.end))
                });
                let mut fault = Diagnostic::new(Code::ThemeFault, place.unwrap_or_default(), error.message.to_string());
                fault.help = error.hints.first().map(|hint| hint.v.to_string());
                fault
            })
            .collect();
        faults.dedup();
        faults
    }

    /// The theme's file of a template's name.
    fn template_file(&self, name: &str) -> Option<&crate::theme::ThemeFile> {
        let layered =
            self.theme.layers.iter().find_map(|layer| self.theme.document_templates.get(&format!("{layer}/{name}")));
        self.theme.document_templates.get(name).or(layered)
    }
}

/// All that Typst may see of one document.
struct DocumentWorld<'a> {
    compiler: &'a TypstCompiler<'a>,
    files: &'a TemplateFiles,
    main: FileId,
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.compiler.standard_library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.compiler.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.compiler.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.0.get(id.get().vpath().get_without_slash()).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.compiler.fonts.get(index).cloned()
    }

    /// Documents do not depend on the day of the build.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(name: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(format!("/{name}")).ok()?)))
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
