//! Turns a folder of Markdown and YAML into a published strategic plan.
//!
//! The stages run one way: read, parse, link, check, site, render, write (see `ARCHITECTURE.md`).
//! A module names only those above it in this list.

pub mod diagnostic;
pub mod tree;

pub mod prose;

pub mod parse;

pub mod model;

pub mod address;

pub mod link;

pub mod theme;

pub mod picture;

pub mod check;

pub mod site;

pub mod render;

pub mod folder;

pub mod read;

pub mod write;

pub mod cache;

pub mod web;

pub mod watch;

pub mod session;

pub mod serve;

pub mod command;
