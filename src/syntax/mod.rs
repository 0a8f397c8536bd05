//! YAML and Markdown, without what a plan means by them.

pub mod characters;
pub mod document;
pub mod embedded_urls;
pub mod markdown;
pub mod node;
pub mod problems;
pub mod yaml;
