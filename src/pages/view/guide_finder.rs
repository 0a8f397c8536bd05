//! The views of the finder of guides, and of the sheet on which a party makes the plan its own.

use serde::Serialize;

use crate::pages::view::{Ask, Banner, Fact, GuideSection, Link, Words};

/// The finder of guides.
#[derive(Debug, Serialize)]
pub struct Guides {
    /// The plan whose guides they are.
    pub plan: Option<Link>,
    /// The guide to the whole plan.
    pub whole: Option<Link>,
    /// The guides to its objectives.
    pub objectives: Vec<Link>,
    /// The sheet on which a party makes the plan its own.
    pub ours: Option<Link>,
    /// Where the parties are listed for the script that finds them.
    pub finder: Option<Finder>,
    /// Parties by the area around theirs, where there are few.
    pub areas: Vec<GuideArea>,
    /// The pages that list them, where there are many.
    pub shelves: Vec<ShelfGroup>,
    /// Guides of earlier plans.
    pub earlier: Vec<Link>,
    /// Whom to ask if one's party is not listed.
    pub ask: Option<Ask>,
}

/// The parties of an area.
#[derive(Debug, Serialize)]
pub struct GuideArea {
    /// The area; nothing for parties without one.
    pub name: Option<Words>,
    /// Its parties, each with its lasting address.
    pub parties: Vec<Link>,
}

/// All guides of a party, at an address that lasts.
#[derive(Debug, Serialize)]
pub struct PartyGuides {
    /// The party.
    pub name: Words,
    /// Its guide of the current plan.
    pub current: Option<Link>,
    /// Its guides of other plans.
    pub others: Vec<Link>,
    /// Area, contact, site.
    pub facts: Vec<Fact>,
}

/// Pages that list parties, of one kind.
#[derive(Debug, Serialize)]
pub struct ShelfGroup {
    /// By what they list them.
    pub title: String,
    /// Each with how many it lists.
    pub links: Vec<Link>,
}

/// Some of the parties, where there are too many for one page.
#[derive(Debug, Serialize)]
pub struct ShelfView {
    /// Each with its lasting address.
    pub parties: Vec<Link>,
    /// The other pages that list some.
    pub shelves: Vec<ShelfGroup>,
    /// Whom to ask if one's party is not listed.
    pub ask: Option<Ask>,
}

/// What the scripts that know the parties need.
#[derive(Debug, Serialize)]
pub struct Finder {
    /// The address of the file that lists them.
    pub parties: String,
    /// The address of a party's page, with `~` in place of its id.
    pub party: String,
}

/// The sheet on which a party makes the current plan its own.
#[derive(Debug, Serialize)]
pub struct OurPlan {
    /// That the plan has ended or not begun, or that another follows it.
    pub banner: Option<Banner>,
    /// The plan.
    pub plan: Link,
    /// Its id.
    pub id: String,
    /// The edition that is shown: what is written on the sheet is kept apart for each.
    pub edition: &'static str,
    /// From when to when.
    pub period: Option<String>,
    /// What the plan calls its actions.
    pub actions_title: Words,
    /// By objective, as in the guide for all parties.
    pub sections: Vec<GuideSection>,
    /// The parties, where there are any.
    pub finder: Option<Finder>,
    /// Guides to use on paper.
    pub paper: Vec<Link>,
    /// To whom a filled-in guide goes.
    pub return_to: Option<Ask>,
}

/// All parties, for the scripts that find one and that choose its actions.
#[derive(Debug, Serialize)]
pub struct Parties {
    /// The language of names that have no translation.
    pub lang: String,
    /// The ids of the actions of the current plan, `elect/find-candidates`.
    pub actions: Vec<String>,
    /// Which of them a guide holds; parties of one kind and area share one set.
    pub sets: Vec<Vec<usize>>,
    /// An area's name, and the names of it and of those around it.
    pub areas: Vec<(String, String)>,
    /// Id, name, 1 where it is in the other language, the place of its area or -1, of its set.
    pub parties: Vec<(String, String, u8, i32, usize)>,
}
