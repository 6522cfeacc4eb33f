//! `refit plugin check`.

use std::path::Path;

use anyhow::Result;

use super::super::Status;
use crate::{
    app::App,
    output::Output,
    plugins::check::{Checked, check},
};

pub(super) async fn run(app: &App, file: &Path, output: &Output) -> Result<Status> {
    let (checked, _) = check(&app.runtime()?, file).await?;
    output.answer(&checked, Checked::text)?;
    Ok(match checked.passed() {
        true => Status::Done,
        false => Status::Failed,
    })
}
