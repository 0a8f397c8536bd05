//! The program's own parts: what no input may do to them, and what must hold of the source code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod licenses;
mod mutate;
mod robust;
mod schema;
mod tidy;
