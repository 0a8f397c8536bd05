//! `site.yaml`: the organisation, its languages, audiences, areas, and what the site looks like.

use indexmap::IndexMap;

use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::numbers::Number;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::referents::Referent;
use crate::records::text::{At, Lang, Markdown, Text, WebAddress};
use crate::records::web_addresses::Fate;
use crate::records::words::words;

record! {
    /// The whole of `site.yaml`.
    Site = "`site.yaml`" {
        /// Who publishes.
        required organisation: Organisation,
        /// The address under which the site is published.
        required base_url: At<WebAddress>,
        /// The version of the format; 1.
        optional format: Option<At<Number>>,
        /// Whom to ask about the site.
        optional contact: Option<Reference<to::Contact>>,
        /// The site's languages; the first is the sources'.
        optional languages: Vec<At<Lang>>,
        /// Decides what "today" is and how times stand in calendars.
        optional time_zone: Option<At<String>>,
        /// Groups of readers, by id.
        optional audiences: IndexMap<String, Category<to::Audience>>,
        /// Areas, by id.
        optional areas: IndexMap<String, Category<to::Area>>,
        /// How the editions are labelled.
        optional editions: EditionWords,
        /// The links at the top of each page, where the usual ones do not serve.
        optional navigation: Vec<Link>,
        /// The theme that lies over the default one.
        optional theme: Option<At<String>>,
        /// Colours by token.
        optional brand: IndexMap<String, At<String>>,
        /// How missing translations count.
        optional translations: TranslationPolicy,
        /// What becomes of HTML in Markdown.
        optional html: HtmlPolicy,
        /// Which files below `files/` are published: those that something refers to, or also those
        /// that nothing refers to.
        optional files: FilesPolicy,
        /// What every page and sheet says, in one paragraph of plain words.
        optional notice: Option<Markdown>,
        /// Rules that are raised, lowered or silenced, by name.
        optional rules: IndexMap<String, Rule>,
        /// Old addresses and where they went: an address of the site, or a web address.
        optional moved: IndexMap<String, Fate<At<String>>>,
        /// Addresses that are no more, each with a sentence that says what became of it.
        optional gone: IndexMap<String, Fate<Text>>,
    }
}

record! {
    /// Who publishes.
    Organisation = "an organisation" {
        /// Its name.
        required name: Text,
        /// Its short name.
        optional acronym: Option<Text>,
        /// What it is, in one paragraph of plain words.
        optional about: Option<Markdown>,
        /// A picture in `files/`.
        optional logo: Option<At<String>>,
    }
}

record! {
    /// A group of readers, or an area: both have a name and may lie in another.
    Category<K: Referent> keyed by id = "an audience or area" {
        /// What it is called.
        required name: Text,
        /// The one around it.
        optional within as "in": Option<Reference<K>>,
    }
}

record! {
    /// The labels of editions that are not public.
    EditionWords = "the editions' labels" {
        /// The label of the public edition, which has none by default.
        optional public: Option<Text>,
        /// The label of the consultation edition.
        optional consultation: Option<Text>,
        /// The label of the staff edition.
        optional staff: Option<Text>,
    }
}

record! {
    /// A link at the top of each page.
    Link = "a navigation link" {
        /// Its id.
        required id: Id,
        /// An address of the site, a name such as `page:join`, or a web address.
        required to: At<String>,
        /// Its words.
        required text: Text,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// How much a rule weighs here.
    Rule = "a rule" {
        /// The weight.
        required level: RuleLevel,
        /// Why.
        required reason: Text,
    }
}

words! {
    /// How much a rule weighs.
    RuleLevel {
        /// Nothing.
        #[default] Off = "off",
        /// Worth knowing.
        Note = "note",
        /// To be looked at.
        Warning = "warning",
        /// To be mended.
        Error = "error",
    }
}

words! {
    /// How missing translations count.
    TranslationPolicy {
        /// A note.
        #[default] Warn = "warn",
        /// An error.
        Require = "require",
    }
}

words! {
    /// Which files below `files/` are published.
    FilesPolicy {
        /// Those that this edition refers to.
        #[default] Shown = "shown",
        /// These, and those that no edition refers to.
        All = "all",
    }
}

words! {
    /// What becomes of HTML in Markdown.
    HtmlPolicy {
        /// It is shown as text.
        #[default] Escape = "escape",
        /// It is passed through.
        Allow = "allow",
    }
}
