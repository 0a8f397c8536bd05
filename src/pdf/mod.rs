//! Booklets as PDF.

pub mod booklets;
pub mod qr_code;
pub mod typst;
