//! Which records have a key, for saying where a misplaced one belongs.

use crate::records::{
    Action, Aim, Contact, Group, KeyDate, Measure, Objective, Party, Plan, Resource, Site, Support, Target, Update,
};

/// The first three records that have a key, with their articles.
#[must_use]
pub fn key_owners(key: &str) -> Vec<&'static str> {
    const ALL: &[(&str, &[&str])] = &[
        ("`site.yaml`", Site::KEYS),
        ("a plan", Plan::KEYS),
        ("an objective", Objective::KEYS),
        ("an aim", Aim::KEYS),
        ("a measure", Measure::KEYS),
        ("a target", Target::KEYS),
        ("an action", Action::KEYS),
        ("a support row", Support::KEYS),
        ("an update", Update::KEYS),
        ("a contact", Contact::KEYS),
        ("a party", Party::KEYS),
        ("a group", Group::KEYS),
        ("a date", KeyDate::KEYS),
        ("a resource", Resource::KEYS),
    ];
    ALL.iter().filter(|(_, keys)| keys.contains(&key)).map(|(title, _)| *title).take(3).collect()
}
