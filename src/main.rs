//! The `planpress` command: gives [`run`] the arguments and the standard streams.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use planpress::cli::{Console, ExitStatus, run};

/// Most of a build is small pieces of text made by several threads at once, for which the
/// system's own allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr());
    let is_terminal = err.is_terminal();
    let mut console = Console { out: &mut out, err: &mut err, is_terminal };
    run(std::env::args_os(), &mut console).unwrap_or(ExitStatus::Failure).into()
}
