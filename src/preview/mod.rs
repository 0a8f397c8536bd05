//! The preview: a session that remembers the project, and the server that shows it.

mod mutex;
pub mod server;
pub mod session;
