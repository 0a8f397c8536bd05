//! What is published, read as people and other programs read it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod machines;
mod ours;
mod outside;
mod payloads;
mod portable;
mod print;
mod progress;
mod reading;
mod search;
