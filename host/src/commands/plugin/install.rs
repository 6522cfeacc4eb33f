//! `refit plugin install`.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use refit_core::{DocumentType, Sha256Digest};
use serde::Serialize;

use super::super::Status;
use crate::{
    app::App,
    output::{Hint, Output},
    plugins::install::{self, Outcome},
};

#[derive(Debug, Serialize)]
struct Installed {
    document_type: DocumentType,
    version: String,
    digest: Sha256Digest,
    file: PathBuf,
    replaced: Option<Sha256Digest>,
    copied: Vec<String>,
}

pub(super) async fn run(app: &App, file: &Path, output: &Output) -> Result<Status> {
    let statuses = match app.places.plugins.folder.is_dir() {
        true => app.plugins().await?.statuses(),
        false => Vec::new(),
    };
    match install::install(app, statuses, file).await? {
        Outcome::Installed(install::Installed {
            document_type,
            version,
            digest,
            file,
            replaced,
            copied,
        }) => {
            let installed = Installed {
                document_type,
                version,
                digest,
                file,
                replaced,
                copied,
            };
            output.answer(&installed, Installed::text)?;
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

impl Installed {
    fn text(&self) -> String {
        let mut text = format!(
            "installed {} {} as '{}'",
            self.document_type,
            self.version,
            self.file.display()
        );
        text.push_str(match self.replaced {
            Some(digest) if digest == self.digest => ", as it was there already",
            Some(_) => ", in the place of another one; retrain to use it",
            None => "",
        });
        if !self.copied.is_empty() {
            text.push_str(&format!(
                "\nThis root has plugins of its own now; copied along: {}",
                self.copied.join(", ")
            ));
        }
        text
    }
}
