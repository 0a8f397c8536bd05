//! The `planpress` command: gives the handles and runs.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use planpress::cli::{Status, Streams, Terminal, run};

/// Most of a build is small pieces of text made by several threads at once, for which the
/// system's own allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr());
    let terminal = if err.is_terminal() { Terminal::Person } else { Terminal::File };
    let mut streams = Streams { out: &mut out, err: &mut err, terminal };
    run(std::env::args_os(), &mut streams).unwrap_or(Status::Failed).into()
}
