//! Turns a folder of Markdown and YAML into a published strategic plan.
//!
//! The stages run one way: read, parse, resolve, check, pages, render, publish (see `ARCHITECTURE.md`).
//! A module names only those above it in this list.

pub mod diagnostic;
pub mod urls;

pub mod file_tree;

pub mod syntax;

pub mod records;

pub mod model;

pub mod resolve;

pub mod theme;

pub mod pictures;

pub mod pages;

pub mod check;

pub mod output;

pub mod exports;

pub mod html;

#[cfg(feature = "pdf")]
pub mod pdf;

pub mod render;

mod folder;

pub mod project;

pub mod publish;

mod external_links;

pub mod pipeline;

mod preview;

pub mod cli;
