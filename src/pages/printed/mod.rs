//! What is printed of pages, and whether it can be.

pub mod booklets;
pub(crate) mod json;
mod links;
#[cfg(feature = "pdf")]
pub(crate) mod missing_characters;
#[cfg(feature = "pdf")]
pub(crate) mod picture_cost;
#[cfg(feature = "pdf")]
pub(crate) mod running_lines;
pub(crate) mod share_picture;
