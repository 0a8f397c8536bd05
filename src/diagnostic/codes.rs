//! The one table of codes: every fault the program can name, with what it means.

use crate::diagnostic::{Severity, nearest};

/// What a code is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeGroup {
    /// Whether files can be read.
    Files,
    /// Whether keys and values can be read.
    Values,
    /// Whether names and addresses lead to something.
    References,
    /// Whether translations fit their sources.
    Translations,
    /// Whether plans make sense.
    Plans,
    /// Whether texts, links and pictures can be used.
    Texts,
    /// Whether the theme can be used.
    Themes,
}

/// What the table says of one code.
#[derive(Debug, Clone, Copy)]
pub struct CodeEntry {
    /// The code as it is printed, `P101`.
    pub number: &'static str,
    /// What the code is about, which its first digit tells people.
    pub group: CodeGroup,
    /// The name of the fault, as `rules:` in `site.yaml` uses it.
    pub name: &'static str,
    /// How much it weighs unless a rule says otherwise.
    pub severity: Severity,
    /// Whether `rules:` may change the severity.
    pub adjustable: bool,
    /// What the fault means, in one sentence.
    pub meaning: &'static str,
    /// Why it matters, and what is wrong and right, as `explain` takes it apart.
    pub reference: &'static str,
}

macro_rules! codes {
    ($($group:ident {
        $($variant:ident = $number:literal $name:literal $severity:ident $adjustable:literal $meaning:literal;)*
    })*) => {
        /// A fault by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning] $variant,)*)*
        }

        /// Every code, ordered by number.
        pub const CODES: &[CodeEntry] = &[
            $($(CodeEntry {
                number: $number,
                group: CodeGroup::$group,
                name: $name,
                severity: Severity::$severity,
                adjustable: $adjustable,
                meaning: $meaning,
                reference: include_str!(concat!("explanations/", $number, ".md")),
            },)*)*
        ];
    };
}

codes! {
    Files {
        Unreadable = "P001" "unreadable-file" Error false "A file could not be read, or is not a file.";
        NotUtf8 = "P002" "not-utf8" Error false "A text file is not in UTF-8.";
        TooLarge = "P003" "file-too-large" Error false "A text file is larger than any plan needs.";
        OutsideProject = "P004" "outside-project" Error false "A link leads to something else than a file of the same folder.";
        MissingFile = "P005" "missing-file" Error false "A file that the plan needs is not there.";
        UnknownFile = "P006" "unknown-file" Error false "A file has no place in the content model.";
        EmptyFile = "P007" "empty-file" Error false "A file is there but holds nothing.";
        UnsafePicture = "P008" "unsafe-picture" Error false "An SVG file holds something that could run or fetch.";
        OversizedFile = "P009" "oversized-file" Warning true "A picture or document is much larger than its readers' connections bear.";
        UnpublishedFile = "P010" "unpublished-file" Error false "A file is of no format that is published, or its name or content could make a server or browser run it.";
        HeavyPicture = "P011" "heavy-picture" Error false "A picture takes more time or memory to draw than readers and printers have.";
    }
    Values {
        YamlSyntax = "P101" "yaml-syntax" Error false "The YAML cannot be read as it stands.";
        DuplicateKey = "P102" "duplicate-key" Error false "One key stands twice in the same record.";
        UnknownKey = "P103" "unknown-key" Error false "A key is not one of this record's keys.";
        MissingKey = "P104" "missing-key" Error false "A key that this record needs is not there.";
        WrongType = "P105" "wrong-type" Error false "A value is of another kind than its key takes.";
        UnknownWord = "P106" "unknown-word" Error false "A value is not one of the words that its key takes.";
        EmptyValue = "P107" "empty-value" Error false "A key stands there with nothing after it.";
        BadId = "P108" "bad-id" Error false "An id has other characters than a-z, 0-9 and hyphens, or is reserved.";
        BadDate = "P109" "bad-date" Error false "A date does not exist or is written in another way.";
        BadNumber = "P110" "bad-number" Error false "A number is out of range or not a number.";
        BadAddress = "P111" "bad-address" Error false "A web address, e-mail address or path is not one.";
        YamlReuse = "P112" "yaml-anchor" Error false "Anchors, aliases, tags and merge keys are not part of the format.";
        FrontMatter = "P113" "front-matter" Error false "The front matter of a Markdown file is missing, unclosed or out of place.";
        UnsupportedFormat = "P114" "unsupported-format" Error false "The content is written for another version of the format.";
        CommentCutsText = "P115" "comment-cuts-text" Warning true "What follows a `#` is a comment in YAML; here it looks as if it was meant to be read.";
    }
    References {
        DuplicateId = "P201" "duplicate-id" Error false "Two things have the same id.";
        Dangling = "P202" "dangling-reference" Error false "A name is used that nothing has.";
        LeftOut = "P203" "reference-left-out" Error false "A name is used of something that this edition leaves out.";
        PlanNotSaid = "P204" "plan-not-said" Error false "A short name stands where no plan is meant.";
        DuplicateAddress = "P205" "duplicate-address" Error false "Two sources make the same address.";
        Cycle = "P206" "circular-reference" Error false "Something contains or follows itself.";
        Vanished = "P207" "address-vanished" Error false "An address that was published leads nowhere any more.";
        OldAddressTaken = "P208" "old-address-taken" Error false "What is said to be an old address cannot be one.";
        MovedNowhere = "P209" "moved-to-nowhere" Error false "Something is said to have moved to where nothing is.";
    }
    Translations {
        OrphanTranslation = "P301" "orphan-translation" Error false "A translation has nothing that it translates.";
        FactInTranslation = "P302" "fact-in-translation" Error false "A translation states a fact, which belongs in its source alone.";
        UnknownLanguage = "P303" "unknown-language" Error false "A file is in a language that `site.yaml` does not list.";
        MissingTranslation = "P304" "missing-translation" Note true "A text has no translation into one of the site's languages.";
    }
    Plans {
        PeriodReversed = "P401" "period-reversed" Error false "A period or stretch of time ends before it starts.";
        PeriodsOverlap = "P402" "periods-overlap" Error false "Two plans cover the same time and neither is part of the other.";
        BaselineMissing = "P403" "target-without-baseline" Error true "A target compares with a figure that is not given.";
        ObjectiveEmpty = "P404" "objective-without-aims" Error true "An objective has no aims.";
        UnreachedAction = "P405" "action-reaches-nobody" Warning true "An action is in no local party's guide.";
        ContactWithoutWay = "P406" "contact-without-address" Warning true "A contact has no address and names none to use instead.";
        RuleUnknown = "P407" "unknown-rule" Error false "`rules:` names a rule that is not there or cannot be changed.";
        TargetShape = "P408" "target-shape" Error false "A target is not one of the shapes that a target has.";
        OutsidePlan = "P409" "outside-plan" Warning true "Something of a plan is dated before it begins or after it ends.";
        SupportEmpty = "P410" "support-without-contact" Error true "A support row names nobody to ask, nothing to use, and says nothing.";
        ObjectiveIdle = "P411" "objective-without-actions" Warning true "An objective gives local parties nothing to do.";
        UnitMismatch = "P412" "unit-mismatch" Warning true "A figure cannot be of the unit that its measure has.";
        ContactOld = "P413" "contact-not-checked" Note true "A contact was last checked before the plan began, or has left.";
        ReportOverdue = "P414" "report-overdue" Note true "A plan's next report is due and not published.";
    }
    Texts {
        BrokenLink = "P501" "broken-link" Error false "A link leads to no page, anchor or file of this site.";
        BadScheme = "P502" "unsafe-link" Error false "A link's scheme is not one that a reader can follow safely.";
        RawHtml = "P503" "raw-html" Warning true "HTML stands in Markdown; it is shown as text.";
        NoAltText = "P504" "picture-without-words" Error false "A picture has no alternative text and is not said to be decorative.";
        HeadingOrder = "P505" "heading-skips" Warning true "A heading skips a level.";
        UnknownBlock = "P506" "unknown-data-block" Error false "A `plan:` block is not one that exists.";
        EmptyLink = "P507" "empty-link" Error true "A link has no words or no address.";
        TooDeep = "P508" "nested-too-deep" Error false "Elements of a text nest deeper than any reader could follow.";
        UnprintableLetter = "P509" "letter-without-font" Error false "A letter is to be printed that no font has.";
        EmptySection = "P510" "empty-section" Warning true "A heading has nothing under it, or only a picture.";
        VagueLink = "P511" "vague-link" Warning true "The words of a link do not say where it leads.";
        RepeatedParagraph = "P512" "repeated-paragraph" Warning true "A text says the same paragraph twice.";
        ListRestarts = "P513" "list-restarts" Warning true "A numbered list begins again at 1 where it seems to go on.";
        SeeElsewhere = "P514" "see-below" Warning true "A text points to a place on paper instead of linking to it.";
        TypedPageNumber = "P515" "typed-page-number" Warning true "A contents list with page numbers was typed in by hand.";
        NoSuchDay = "P516" "no-such-day" Warning true "A text names a day that its month does not have.";
        WeekdayMismatch = "P517" "weekday-mismatch" Warning true "A weekday does not fit the date beside it.";
        DayWithoutYear = "P518" "day-without-year" Note true "A day is given without its year.";
        RunTogether = "P519" "run-together-words" Note true "Two words look as if the space between them was lost.";
        DeadLink = "P520" "dead-link" Warning true "An outside link leads to nothing any more.";
        UnansweredLink = "P521" "unanswered-link" Note false "An outside link could not be checked.";
        TextForOneLine = "P522" "text-for-one-line" Warning true "A text holds more than the one line of plain words that its place can show.";
        UnusedFile = "P523" "unused-file" Note true "Nothing refers to a file below `files/`, so it is not published.";
    }
    Themes {
        ThemeMissing = "P601" "unknown-theme" Error false "The theme that `site.yaml` names is not there.";
        ThemeFault = "P602" "theme-fault" Error false "A file of the theme cannot be used as it stands.";
        LocaleFault = "P603" "locale-fault" Error false "A locale file cannot be read.";
        LowContrast = "P604" "colour-hard-to-read" Error true "A colour of the site is too like the one that it stands on.";
    }
}

impl Code {
    /// What the code is about.
    #[must_use]
    pub fn group(self) -> CodeGroup {
        self.entry().group
    }

    /// What the table says of it.
    #[must_use]
    pub fn entry(self) -> &'static CodeEntry {
        &CODES[self as usize]
    }

    /// The code with this name.
    #[must_use]
    pub fn find_by_name(name: &str) -> Option<&'static CodeEntry> {
        CODES.iter().find(|entry| entry.name == name)
    }

    /// The code that somebody asks for by its number or its name.
    ///
    /// # Errors
    /// The number or name that looks most like it, where there is none such.
    pub fn find(word: &str) -> Result<&'static CodeEntry, Option<&'static str>> {
        let (number, name) = (word.to_uppercase(), word.to_lowercase());
        let found = CODES.iter().find(|entry| entry.number == number || entry.name == name);
        let near = || {
            nearest(&name, CODES.iter().map(|entry| entry.name))
                .or_else(|| nearest(&number, CODES.iter().map(|entry| entry.number)))
        };
        found.ok_or_else(near)
    }
}
