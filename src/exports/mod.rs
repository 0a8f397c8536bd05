//! Views as bytes of formats for programs, one file for each format.

pub mod calendar;
pub mod csv;
pub mod data_script;
pub mod feed;
pub mod json;
pub mod redirects;
pub mod search_index;
pub mod sitemap;
pub mod word_folding;
