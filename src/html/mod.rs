//! Pages as HTML.

pub mod highlighting;
pub mod security_policy;
pub mod structured_data;
pub mod templates;
