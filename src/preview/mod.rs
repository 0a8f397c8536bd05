//! The preview: a session that remembers the project, and the server that shows it.

pub mod server;
pub mod session;
