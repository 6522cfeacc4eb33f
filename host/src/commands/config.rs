//! `refit config`.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use super::Status;
use crate::{
    app::load_config,
    cli::{self, Cli},
    config,
    output::Output,
};

#[derive(Debug, Serialize)]
struct Checked {
    success: bool,
    /// Where the configuration comes from.
    origin: String,
}

pub(super) fn run(cli: &Cli, command: &cli::Config, output: &Output) -> Result<Status> {
    match command {
        cli::Config::Check => {
            let loaded = load_config(cli)?;
            let checked = Checked {
                success: true,
                origin: loaded.origins.to_string(),
            };
            output.answer(&checked, |checked| {
                format!("the configuration is good ({})", checked.origin)
            })?;
        }
        cli::Config::Show => {
            let loaded = load_config(cli)?;
            output.answer(&loaded.config.to_shown(), pretty)?;
        }
        cli::Config::Schema => output.answer(&config::schema(), pretty)?,
    }
    Ok(Status::Done)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}
