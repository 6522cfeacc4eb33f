//! The `refit` binary: composes its parts and nothing else.

mod app;
mod cli;
mod commands;
mod config;
mod limits;
mod output;
mod plugins;
mod retraining;
mod schedule;
mod shutdown;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::{cli::Cli, output::Output};

/// A score is some hundred small allocations, on whatever thread: the system's allocator takes a tenth
/// of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(cli.json);
    telemetry::start(cli.command.is_service());
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            output.failure(&anyhow::Error::new(error).context("the async runtime did not start"));
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(commands::run(&cli, &output));
    // What still computes has no effect any more: its job was handed back.
    runtime.shutdown_background();
    match ended {
        Ok(status) => status.into(),
        Err(error) => {
            output.failure(&error);
            ExitCode::FAILURE
        }
    }
}
