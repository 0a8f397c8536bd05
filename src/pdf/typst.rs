//! Sheets to print: the theme's templates filled with data, as tagged PDF or as a picture. The only
//! file that knows Typst.

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

/// Everything that sheets share, ready to be set.
pub struct Press<'a> {
    theme: &'a Theme,
    standard: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    standards: PdfStandards,
}

/// A sheet to set.
pub struct Job {
    main: String,
    data: Bytes,
    shared: Bytes,
    around: Bytes,
    pictures: BTreeMap<String, Bytes>,
}

/// A sheet that is set.
pub struct Document(PagedDocument);

impl Document {
    /// How many pages it has.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.0.pages().len()
    }
}

impl Job {
    /// A sheet by its template, with its data as JSON and its pictures by their path below
    /// `files/`.
    #[must_use]
    pub fn new(main: String, data: Vec<u8>, shared: Vec<u8>, pictures: &BTreeMap<String, Vec<u8>>) -> Self {
        let pictures = pictures.iter().map(|(path, bytes)| (path.clone(), Bytes::new(bytes.clone()))).collect();
        Self { main, data: Bytes::new(data), shared: Bytes::new(shared), around: Bytes::new(Vec::new()), pictures }
    }

    /// Gives it what it says of the sheets beside it, as JSON.
    pub fn around(&mut self, around: Vec<u8>) {
        self.around = Bytes::new(around);
    }
}

/// Why a picture cannot be printed, if it cannot; by its path and its bytes.
#[must_use]
pub fn unprintable(path: &str, picture: &[u8]) -> Option<String> {
    if let Err(excess) = pictures::measure(path, picture) {
        return Some(excess.message);
    }
    match ImageFormat::detect(picture) {
        // What can be measured can be printed.
        _ if path.to_lowercase().ends_with(".svg") => None,
        Some(ImageFormat::Raster(format)) => {
            RasterImage::plain(Bytes::new(picture.to_vec()), format).err().map(|error| error.to_string())
        }
        _ => Some("it is no picture that can be printed".into()),
    }
}

impl<'a> Press<'a> {
    /// Reads the templates and the fonts.
    ///
    /// # Errors
    /// Templates that are not in UTF-8, and fonts that cannot be read.
    pub fn new(theme: &'a Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut sources = HashMap::new();
        for (name, piece) in &theme.sheets {
            let Ok(text) = std::str::from_utf8(&piece.bytes) else {
                let place = Place::whole(&piece.file);
                faults.push(Diagnostic::new(Code::ThemeFault, place, "this template is not in UTF-8"));
                continue;
            };
            // Under its layer's name, and bare where no layer above has one of that name.
            let bare = name.split_once('/').map_or(name.as_str(), |(_, bare)| bare);
            let topmost = theme.layers.iter().find_map(|layer| {
                let own = format!("{layer}/{bare}");
                theme.sheets.contains_key(&own).then_some(own)
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
                standard: LazyHash::new(Library::default()),
                book: LazyHash::new(FontBook::from_fonts(&found)),
                fonts: found,
                sources,
                standards,
            }),
            _ => Err(faults),
        }
    }

    /// Sets a sheet.
    ///
    /// # Errors
    /// What is wrong with the template, at its place.
    pub fn set(&self, job: &Job) -> Result<Document, Vec<Diagnostic>> {
        let desk = self.desk(job)?;
        let document = typst::compile::<PagedDocument>(&desk).output;
        document.map(Document).map_err(|errors| self.faults(&desk, &errors))
    }

    /// Makes the PDF, of which nothing depends on the day. `name` marks it among all others.
    ///
    /// # Errors
    /// What in it would not be accessible.
    pub fn export(&self, document: &Document, job: &Job, name: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let options = PdfOptions {
            ident: Smart::Custom(name.to_owned()),
            creator: Smart::Custom(Some("planpress".into())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let desk = self.desk(job)?;
        typst_pdf::pdf(&document.0, &options).map_err(|errors| self.faults(&desk, &errors))
    }

    /// Makes a picture of the first page as PNG, each point of it a pixel.
    ///
    /// # Errors
    /// Where the template makes it of another size.
    pub fn picture(&self, document: &Document, job: &Job, size: (u32, u32)) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let fault = |message: String| {
            let place = self.piece(&job.main).map_or_else(Place::default, |piece| Place::whole(&piece.file));
            vec![Diagnostic::new(Code::ThemeFault, place, message)]
        };
        let options = RenderOptions { pixel_per_pt: Scalar::ONE, ..RenderOptions::default() };
        let page = document.0.pages().first().ok_or_else(|| fault("this template makes no page".into()))?;
        let picture = typst_render::render(page, &options);
        let made = (picture.width(), picture.height());
        if made != size {
            let [made, wanted] = [made, size].map(|(width, height)| format!("{width} by {height}"));
            return Err(fault(format!("this template makes a picture of {made} points, where {wanted} are wanted")));
        }
        picture.encode_png().map_err(|error| fault(error.to_string()))
    }

    /// Lets go of what Typst remembers and has not used for so many sheets. To be called after
    /// every one, or memory grows.
    pub fn tidy(&self, sheets: usize) {
        typst::comemo::evict(sheets);
    }

    fn desk<'b>(&'b self, job: &'b Job) -> Result<Desk<'b>, Vec<Diagnostic>> {
        let missing = || {
            let message = format!("the theme has no template `{}`", job.main);
            vec![Diagnostic::new(Code::ThemeFault, Place::default(), message)]
        };
        Ok(Desk { press: self, job, main: file_id(&job.main).ok_or_else(missing)? })
    }

    /// What Typst says, as faults at their places in the theme; never none.
    fn faults(&self, desk: &Desk<'_>, errors: &[SourceDiagnostic]) -> Vec<Diagnostic> {
        let mut faults: Vec<Diagnostic> = (errors.iter())
            .filter(|error| error.severity == Severity::Error)
            .map(|error| {
                let place = error.span.id().and_then(|id| {
                    let piece = self.piece(id.get().vpath().get_without_slash())?;
                    let range = desk.range(error.span)?;
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

    /// The file that a template's name means.
    fn piece(&self, name: &str) -> Option<&crate::theme::Piece> {
        let layered = self.theme.layers.iter().find_map(|layer| self.theme.sheets.get(&format!("{layer}/{name}")));
        self.theme.sheets.get(name).or(layered)
    }
}

/// One sheet being set: all that Typst may see.
struct Desk<'a> {
    press: &'a Press<'a>,
    job: &'a Job,
    main: FileId,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.get().vpath().get_without_slash() {
            "data.json" => Ok(self.job.data.clone()),
            "shared.json" => Ok(self.job.shared.clone()),
            "around.json" => Ok(self.job.around.clone()),
            path => path
                .strip_prefix("files/")
                .and_then(|path| self.job.pictures.get(path))
                .cloned()
                .ok_or_else(|| absent(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// Paper does not know its day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(name: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(format!("/{name}")).ok()?)))
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
