//! The command on small projects: what it says, what it writes, and what it leaves alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod canaries;
mod cases;
mod catalogue;
mod content;
mod editions;
mod encodings;
mod external;
mod faults;
mod help;
mod hostile;
mod lasting;
mod limits;
mod pictures;
mod reach;
mod reference;
mod report;
mod same;
mod whole;
mod words;
