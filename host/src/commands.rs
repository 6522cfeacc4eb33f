//! The commands, one file each.

mod activate;
mod config;
mod documents;
mod key;
mod plugin;
mod retrain;
mod score;
mod serve;
mod status;
mod versions;

use std::process::ExitCode;

use anyhow::{Result, anyhow};

use crate::{
    cli::{Cli, Command, Documents, Key},
    output::{Hint, Output},
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// It did what was asked.
    Done,
    /// A version was trained and is not active.
    NotActivated,
    /// Something that was asked for did not work; it was told where it happened.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Failed => 1,
            Status::NotActivated => 3,
        })
    }
}

/// Whether a command reads what others have made: in a root that does not exist there is nothing
/// to read, and a mistyped one must not come into being.
const fn only_reads(command: &Command) -> bool {
    matches!(
        command,
        Command::Score(_)
            | Command::Status
            | Command::Versions(_)
            | Command::Activate(_)
            | Command::Rollback(_)
            | Command::Key(Key::List | Key::Revoke { .. })
            | Command::Documents(Documents::Stats(_))
    )
}

/// Runs the command of a command line.
pub(crate) async fn run(cli: &Cli, output: &Output) -> Result<Status> {
    if only_reads(&cli.command) && !cli.root.is_dir() {
        return Err(
            anyhow!("there is no folder '{}'", cli.root.display()).context(Hint(
                "name the root with --root or REFIT_ROOT; retraining and importing make a new one"
                    .into(),
            )),
        );
    }
    match &cli.command {
        Command::Serve(command) => serve::run(cli, Some(command)).await,
        Command::Worker => serve::run(cli, None).await,
        Command::Retrain(command) => retrain::run(cli, command, output).await,
        Command::Score(command) => score::run(cli, command, output).await,
        Command::Status => status::run(cli, output).await,
        Command::Versions(command) => versions::run(cli, command, output).await,
        Command::Activate(command) => activate::run(cli, command, output).await,
        Command::Rollback(command) => activate::rollback(cli, command, output).await,
        Command::Documents(Documents::Import(command)) => {
            documents::import(cli, command, output).await
        }
        Command::Documents(Documents::Stats(command)) => {
            documents::stats(cli, command, output).await
        }
        Command::Key(command) => key::run(cli, command, output).await,
        Command::Plugin(command) => plugin::run(cli, command, output).await,
        Command::Config(command) => config::run(cli, command, output),
        Command::CompilePlugin {
            cache_folder,
            seconds,
        } => plugin::compile(cache_folder, *seconds, output),
    }
}
