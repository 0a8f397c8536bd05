//! What stands where no word can be planted: dates, references, addresses, words of closed lists.

use serde_json::{Value, json};

use super::project::{Family, Maker};
use super::{ALL, CONSULTATION, EDITIONS, STAFF, Set};

/// Where Markdown is allowed: a picture and a link to a file belong to its word.
pub const MARKDOWN: [(&str, &str); 10] = [
    ("a plan", "mission"),
    ("a plan", "vision"),
    ("a theme or value", "text"),
    ("a cross-cutting aim", "detail"),
    ("an aim", "detail"),
    ("an action", "detail"),
    ("a group", "purpose"),
    ("a group", "join"),
    ("a page", "notes"),
    ("a news item", "notes"),
];

/// Who sees a plan that is not adopted yet, whether or not it says so.
pub const DRAFT: Set = CONSULTATION | STAFF;

/// Who may see what stands under a key, whatever `editions` say.
pub fn below(title: &str, key: &str, set: Set) -> Set {
    match (title, key) {
        ("an aim", "work") => set & STAFF,
        ("a plan", "consultation") => set & DRAFT,
        ("the editions' labels", label) => EDITIONS.iter().find(|(name, _)| *name == label).unwrap().1,
        _ => set,
    }
}

/// What to write.
pub enum Fact {
    /// This, instead of a planted word.
    Write(Value),
    /// Nothing: the key cannot stand beside another of the record, or is asked about elsewhere.
    LeaveOut,
}

#[allow(clippy::match_same_arms, reason = "the keys stand in the order of the records")]
/// What stands under a key that is no text, or of which only some texts are good; nothing where
/// the key's own schema says all there is to know.
///
/// References lead to what other editions leave out, wherever there is more than one thing to name.
pub fn fact(maker: &mut Maker, title: &str, key: &str, family: &Family, set: Set) -> Option<Fact> {
    let at = format!("{title}.{key}");
    let families = maker.families.clone();
    let all = |kind: &str| json!(families.iter().map(|own| own.id(kind)).collect::<Vec<_>>());
    let next = families.get(family.number + 1);
    let other = |kind: &str| next.unwrap_or(&families[0]).id(kind);
    // Chains of such end somewhere.
    let chain = |kind: &str| match next {
        Some(own) => Fact::Write(json!(own.id(kind))),
        None => Fact::LeaveOut,
    };
    let year = 2011 + family.number;
    let value = match (title, key) {
        (
            "`site.yaml`",
            "format" | "theme" | "brand" | "translations" | "time_zone" | "contact" | "moved" | "files",
        ) => {
            return Some(Fact::LeaveOut);
        }
        ("`site.yaml`", "base_url") => json!("https://plan.example.org/"),
        ("`site.yaml`", "languages") => json!(["en", "cy"]),
        ("an audience or area", "in") => return Some(Fact::LeaveOut),
        // More of it is published than where it is shown as text.
        ("`site.yaml`", "html") => json!("allow"),
        ("a rule", "level") => json!("off"),
        ("an organisation", "logo") | ("a resource", "cover") => maker.file(&at, set, "svg"),
        ("a navigation link", "to") => json!("/dates/"),

        ("a plan", "editions") => match family.editions() {
            Some(editions) if family.set != DRAFT => json!(editions),
            _ => return Some(Fact::LeaveOut),
        },
        ("a plan", "adopted") if family.set == DRAFT => return Some(Fact::LeaveOut),
        ("a plan", "period") => json!({"start": year, "end": year}),
        ("a plan", "objectives") => json!(maker.objectives(family).iter().map(|own| &own.id).collect::<Vec<_>>()),
        ("a plan", "adopted") => json!("2010-12"),
        ("a plan", "published" | "updated" | "review") => json!("2026-03-01"),
        ("a plan", "parent") => return Some(Fact::LeaveOut),
        // One that others do not see; the others follow plans that are not published here.
        ("a plan", "follows") if family.set == ALL => json!(families[usize::from(STAFF - 1)].id("plan")),
        ("a plan", "follows") => {
            json!({"title": maker.plant(&at, set), "period": {"start": year - 1, "end": year - 1}})
        }
        ("a plan" | "a page" | "a news item", "contact") | ("the guide's particulars", "return_to") => {
            json!(other("contact"))
        }
        ("reports", "every") => json!("quarter"),
        ("reports", "public") => json!(true),
        ("the guide's particulars", "published" | "updated") => json!("2026-03-01"),
        ("a consultation", "opens" | "closes") => json!(family.id("date")),

        ("a cross-cutting aim", "serves") => {
            json!(maker.objectives(family).iter().map(|own| &own.id).collect::<Vec<_>>())
        }
        ("an action", "also") => json!(maker.others(family)),
        ("an objective" | "an aim", "lead") => json!(other("contact")),
        ("an objective" | "an aim" | "a cross-cutting aim" | "an action", "continues") => {
            return Some(Fact::LeaveOut);
        }
        (_, "for" | "with") => json!(["branch"]),
        ("`site.yaml`", "areas") => return None,
        (_, "areas") => json!(["north"]),
        (_, "area") => json!("north"),
        ("a measure", "target") => json!({"at_least": 5, "by": format!("{year}-12-31")}),
        ("a measure", "same_as") => return Some(Fact::LeaveOut),
        ("a measure", "baseline") => json!({"value": 3, "date": year - 1}),
        ("a work row", "due") | ("an action", "by") => json!(format!("{year}-06-30")),
        ("a work row", "done") => json!(true),
        ("an action", "aim") => json!(maker.aim_elsewhere()),
        ("an action", "level") => json!("essential"),
        ("an action", "season") => json!(["march"]),
        ("an action", "every") => json!("year"),
        ("an action", "ask") | ("a support row", "contacts") => all("contact"),
        ("an action", "use") | ("a support row", "resources") => all("resource"),

        ("a contact", "email") => json!(format!("{}@example.org", maker.plant(&at, set))),
        ("a resource", "url") if !maker.resource_in(1) => return Some(Fact::LeaveOut),
        (_, "url") => json!(format!("https://example.org/{}", maker.plant(&at, set))),
        ("a contact", "via" | "reports_to" | "succeeded_by") => return Some(chain("contact")),
        ("a contact", "checked" | "until") => json!("2026-03-01"),
        ("a party", "kind") => json!("branch"),
        ("a party", "parent") => return Some(chain("party")),
        ("a party", "contact") => json!(other("contact")),
        ("a party", "languages") => json!(["en"]),
        ("a resource", "lang") => json!("en"),
        ("a date", "id") => json!(family.id("date")),
        ("a date", "date") => json!(format!("2026-0{}-20", family.number + 1)),
        ("a date", "from") => json!("10:00"),
        ("a date", "to") => json!("11:00"),
        ("a date", "last" | "part") => return Some(Fact::LeaveOut),
        ("a date" | "an update" | "a page" | "a news item", "plan") => json!(family.id("plan")),
        ("a date", "state") => json!("provisional"),
        // One of the three says where a resource is.
        ("a resource", "file") if maker.resource_in(0) => maker.file(&at, set, "txt"),
        ("a resource", "where") if maker.resource_in(2) => return None,
        ("a resource", "file" | "where") => return Some(Fact::LeaveOut),

        ("an update", "period") => json!("2026-Q1"),
        ("an update", "published") | ("a news item", "date") => json!("2026-04-01"),
        ("an update", "status") => maker.status(family),
        ("a status", "state") => json!("on-track"),
        ("a reading", "measure") => json!(maker.measure(family)),
        ("a reading", "value") => json!(4),
        // A measure has one figure a day.
        ("a reading", "date") => json!(format!("2026-03-{}", 20 + set)),
        // The name of a group is taken for words where the group is not shown, so that it must go.
        ("a group", "accountable_to") if family.set != ALL => return Some(chain("group")),
        ("a group", "meetings") => all("date"),
        ("a page" | "a news item", "order") => json!(family.number),
        (_, "aliases") => json!([format!("/{}/", maker.plant(&at, set))]),
        _ => return None,
    };
    Some(Fact::Write(value))
}
