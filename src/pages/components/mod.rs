//! Parts that several kinds of page are made of.

pub(crate) mod article;
pub(crate) mod consultation;
pub(crate) mod date_status;
pub(crate) mod line_chart;
pub(crate) mod measures;
pub(crate) mod objectives_diagram;
pub(crate) mod organisation_chart;
pub(crate) mod plan_blocks;
pub(crate) mod text_links;
pub(crate) mod year_planner;
