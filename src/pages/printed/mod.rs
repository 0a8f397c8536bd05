//! What is printed of pages, and whether it can be.

pub mod booklets;
#[cfg(feature = "pdf")]
pub(crate) mod missing_characters;
#[cfg(feature = "pdf")]
pub(crate) mod picture_cost;
pub(crate) mod share_picture;
