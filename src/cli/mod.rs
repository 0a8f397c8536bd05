//! The command line: a file per subcommand. All printing goes to the handles that `main` gives.

mod arguments;
mod build;
mod build_report;
mod build_summary;
mod check;
mod console;
mod error;
mod explain;
mod licenses;
mod output;
mod portable;
mod schema;
mod serve;
mod why;

use std::ffi::OsString;
use std::io;

use crate::diagnostic::visible;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use arguments::{CacheArguments, OutputFormat, ProjectArguments, parse_edition};
pub use console::{Console, ExitStatus};
use error::CommandError;

/// Turns a folder of Markdown and YAML into a published strategic plan.
#[derive(Debug, Parser)]
#[command(name = "planpress", version, max_term_width = 100, arg_required_else_help = true)]
#[command(override_usage = "planpress <COMMAND>")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the licences of planpress and of all that is in it.
    #[arg(long, exclusive = true)]
    licenses: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Serve(serve::Arguments),
    Schema(schema::Arguments),
    Explain(explain::Arguments),
    Why(why::Arguments),
}

/// Runs the command that the arguments name, and prints why it could not run.
///
/// # Errors
/// Where nothing can be printed.
pub fn run(arguments: impl Iterator<Item = OsString>, console: &mut Console<'_>) -> io::Result<ExitStatus> {
    match run_command(arguments, console) {
        Ok(status) => Ok(status),
        Err(CommandError::Print(error)) => Err(error),
        Err(error) => {
            writeln!(console.err, "planpress could not run: {}", visible(&error.to_string()))?;
            Ok(ExitStatus::Failure)
        }
    }
}

fn run_command(
    arguments: impl Iterator<Item = OsString>,
    console: &mut Console<'_>,
) -> Result<ExitStatus, CommandError> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and the version are what was asked for.
            let (stream, status) = match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (&mut console.out, ExitStatus::Success),
                _ => (&mut console.err, ExitStatus::Failure),
            };
            write!(stream, "{}", error.render())?;
            return Ok(status);
        }
    };
    match arguments.command {
        Some(Command::Build(arguments)) => build::run(&arguments, console),
        Some(Command::Check(arguments)) => check::run(&arguments, console),
        Some(Command::Serve(arguments)) => serve::run(&arguments, console),
        Some(Command::Schema(arguments)) => schema::run(&arguments, console),
        Some(Command::Explain(arguments)) => explain::run(&arguments, console),
        Some(Command::Why(arguments)) => why::run(&arguments, console),
        None if arguments.licenses => licenses::run(console),
        None => {
            write!(console.err, "{}", Arguments::command().render_help())?;
            Ok(ExitStatus::Failure)
        }
    }
}
