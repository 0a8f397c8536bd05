//! What references refer to. The types are only used as parameters, as in `Reference<to::Contact>`.

use crate::syntax::document::NameKind;

/// A set of names, each of which is unique in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// What texts can link to too.
    Linked(NameKind),
    /// Audiences of `site.yaml`.
    Audience,
    /// Areas of `site.yaml`.
    Area,
}

/// What a name of a plan's part stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is named after the record it stands for")]
pub enum PartKind {
    Objective,
    CrossAim,
    Aim,
    Measure,
    Action,
}

/// Something that a record can refer to.
pub trait Referent: std::fmt::Debug + Clone + Default {
    /// Where its name is looked up.
    const NAMESPACE: Namespace;
    /// The kinds of parts that fit, where it is a part of a plan.
    const PARTS: &'static [PartKind] = &[];
}

/// Declares what can be referred to: where its name is looked up, and which kinds of parts fit.
macro_rules! referents {
    ($( $(#[$doc:meta])+ $name:ident: $namespace:expr $(, [$($part:ident),+])?; )*) => {
        $(
            $(#[$doc])+
            #[derive(Debug, Clone, Default)]
            pub struct $name;

            impl Referent for $name {
                const NAMESPACE: Namespace = $namespace;
                $( const PARTS: &'static [PartKind] = &[ $( PartKind::$part ),+ ]; )?
            }
        )*
    };
}

/// The names of parts of plans.
pub const PART: Namespace = Namespace::Linked(NameKind::Part);

referents! {
    /// An audience of `site.yaml`.
    Audience: Namespace::Audience;
    /// An area of `site.yaml`.
    Area: Namespace::Area;
    /// A contact.
    Contact: Namespace::Linked(NameKind::Contact);
    /// A local party.
    Party: Namespace::Linked(NameKind::Party);
    /// A date to keep.
    KeyDate: Namespace::Linked(NameKind::Date);
    /// A resource.
    Resource: Namespace::Linked(NameKind::Resource);
    /// A working group.
    Group: Namespace::Linked(NameKind::Group);
    /// A plan.
    Plan: Namespace::Linked(NameKind::Plan);
    /// An objective.
    Objective: PART, [Objective];
    /// A measure.
    Measure: PART, [Measure];
    /// An action.
    Action: PART, [Action];
    /// An aim of an objective or of the whole plan.
    AimOrCrossAim: PART, [Aim, CrossAim];
    /// An objective or an aim.
    ObjectiveOrAim: PART, [Objective, Aim, CrossAim];
    /// What a cross-cutting aim carries on.
    CrossAimOrOther: PART, [CrossAim, Aim, Objective];
}
