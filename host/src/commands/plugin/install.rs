//! `refit plugin install`.

use std::path::Path;

use anyhow::{Result, anyhow};

use super::super::Status;
use crate::{
    app::App,
    output::{Hint, Output},
    plugins::install::{self, Installed, Outcome},
};

pub(super) async fn run(app: &App, file: &Path, output: &Output) -> Result<Status> {
    let statuses = match app.places.plugins.folder.is_dir() {
        true => app.plugins().await?.statuses(),
        false => Vec::new(),
    };
    match install::install(app, statuses, file).await? {
        Outcome::Installed(installed) => {
            output.answer(&installed, text)?;
            Ok(Status::Done)
        }
        Outcome::Broken(checked) => {
            output.answer(&checked, |checked| {
                format!("{}\nNothing was installed.", checked.text())
            })?;
            Ok(Status::Failed)
        }
        Outcome::Claimed(claims) => Err(anyhow!("{claims} already").context(Hint(
            "remove that file first, or change the plugin's names".into(),
        ))),
    }
}

fn text(installed: &Installed) -> String {
    let mut text = format!(
        "installed {} {} as '{}'",
        installed.document_type,
        installed.version,
        installed.file.display()
    );
    text.push_str(match installed.replaced {
        Some(digest) if digest == installed.digest => ", as it was there already",
        Some(_) => ", in the place of another one; retrain to use it",
        None => "",
    });
    if !installed.copied.is_empty() {
        text.push_str(&format!(
            "\nThis root has plugins of its own now; copied along: {}",
            installed.copied.join(", ")
        ));
    }
    text
}
