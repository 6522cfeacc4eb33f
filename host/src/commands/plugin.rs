//! `refit plugin`.

mod build;
mod check;
mod install;
mod new;
mod python;

use std::{path::Path, sync::Arc};

use anyhow::Result;
use refit_core::{DocumentType, Feature, Sha256Digest, plugin::DocumentPlugin};
use refit_runtime::{Plugin, PluginState, PluginStatus, Usage};
use serde::Serialize;

use super::Status;
use crate::{
    app::{App, with_hint},
    cli::{self, Cli},
    output::{Output, Table},
};

pub(super) async fn run(cli: &Cli, command: &cli::Plugin, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    match command {
        cli::Plugin::List => list(&app, output).await,
        cli::Plugin::Inspect { plugin } => inspect(&app, plugin, output).await,
        cli::Plugin::New(command) => new::run(&app, command, output).await,
        cli::Plugin::Build(command) => build::run(&app, command, output).await,
        cli::Plugin::Check { file } => check::run(&app, file, output).await,
        cli::Plugin::Install { file } => install::run(&app, file, output).await,
    }
}

/// The process that compiles one component; the host reads what it says.
pub(super) fn compile(cache_folder: &Path, seconds: u64, output: &Output) -> Result<Status> {
    let Err(reason) = refit_runtime::compile_standard_input(cache_folder, seconds) else {
        return Ok(Status::Done);
    };
    output.answer(&reason, String::clone)?;
    Ok(Status::Failed)
}

#[derive(Debug, Serialize)]
struct List {
    folder: String,
    plugins: Vec<PluginStatus>,
}

async fn list(app: &App, output: &Output) -> Result<Status> {
    let service = app.plugins().await?;
    // Kept components are few, and without them nothing is known of these but the type.
    for status in service.statuses() {
        if let (PluginState::Superseded, Some(digest)) = (status.state, status.digest) {
            service.plugin_by_digest(digest).await;
        }
    }
    let list = List {
        folder: app.places.plugins.folder.display().to_string(),
        plugins: service.statuses(),
    };
    let all_ready = list
        .plugins
        .iter()
        .all(|status| matches!(status.state, PluginState::Ready | PluginState::Superseded));
    output.answer(&list, List::text)?;
    Ok(if all_ready {
        Status::Done
    } else {
        Status::Failed
    })
}

/// A file's name that fits a table: a kept component is called by its whole digest.
fn short(file: &str) -> String {
    const LONGEST: usize = 40;
    if file.chars().count() <= LONGEST {
        return file.to_owned();
    }
    let begin: String = file.chars().take(LONGEST).collect();
    format!("{begin}…")
}

impl List {
    fn text(&self) -> String {
        if self.plugins.is_empty() {
            return format!(
                "no plugins in '{}'; `make plugins` builds them",
                self.folder
            );
        }
        let mut table = Table::new(&["file", "type", "version", "state", "digest", "features"]);
        let dash = || "-".to_owned();
        let begin = |digest: Option<Sha256Digest>| {
            digest.map_or_else(dash, |digest| digest.to_string().chars().take(12).collect())
        };
        for status in &self.plugins {
            table.row([
                short(&status.file),
                status
                    .document_type
                    .as_ref()
                    .map_or_else(dash, ToString::to_string),
                status.version.clone().unwrap_or_else(dash),
                status.state.as_str().to_owned(),
                begin(status.digest),
                begin(status.feature_schema_hash),
            ]);
        }
        let mut text = table.to_string();
        for status in &self.plugins {
            if let Some(reason) = &status.reason {
                let code = status.code.as_deref().unwrap_or_default();
                text.push_str(&format!("\n{}: {reason} ({code})\n", status.file));
            }
            if let Some(hint) = &status.hint {
                text.push_str(&format!("  hint: {hint}\n"));
            }
        }
        text
    }
}

#[derive(Debug, Serialize)]
struct Inspected {
    document_type: DocumentType,
    plural: String,
    title: String,
    version: String,
    sdk_version: String,
    file: String,
    digest: Sha256Digest,
    feature_schema_hash: Sha256Digest,
    features: Vec<Feature>,
    golden_documents: usize,
    document_schema: serde_json::Value,
    /// What the checks on loading used.
    usage: Usage,
}

async fn inspect(app: &App, plugin: &Path, output: &Output) -> Result<Status> {
    let plugin = load(app, plugin).await?;
    let descriptor = plugin.descriptor();
    let inspected = Inspected {
        document_type: descriptor.document_type.clone(),
        plural: descriptor.plural.as_str().to_owned(),
        title: descriptor.title.clone(),
        version: descriptor.version.clone(),
        sdk_version: descriptor.sdk_version.clone(),
        file: plugin.file().display().to_string(),
        digest: plugin.digest(),
        feature_schema_hash: descriptor.features.hash(),
        features: descriptor.features.features().to_vec(),
        golden_documents: descriptor.goldens.len(),
        // Checked on loading to be a JSON object.
        document_schema: serde_json::from_str(&descriptor.document_schema).unwrap_or_default(),
        usage: plugin.usage(),
    };
    output.answer(&inspected, Inspected::text)?;
    Ok(Status::Done)
}

/// A file, or the plugin of a document type.
async fn load(app: &App, plugin: &Path) -> Result<Arc<Plugin>> {
    let as_type = plugin
        .to_str()
        .and_then(|text| text.parse::<DocumentType>().ok());
    if let Some(document_type) = as_type
        && !plugin.is_file()
    {
        return app.plugin(&document_type).await;
    }
    app.runtime()?.load(plugin).await.map_err(with_hint)
}

impl Inspected {
    fn text(&self) -> String {
        let mut table = Table::new(&[
            "#", "feature", "kind", "lowest", "highest", "risk", "missing", "title",
        ])
        .align_right(&[0, 3, 4]);
        for (number, feature) in self.features.iter().enumerate() {
            table.row([
                (number + 1).to_string(),
                feature.name.clone(),
                feature.kind.to_string(),
                feature.lowest.to_string(),
                feature.highest.to_string(),
                feature.effect.to_string(),
                if feature.may_be_missing { "yes" } else { "" }.to_owned(),
                feature.title.clone(),
            ]);
        }
        let fuel = self
            .usage
            .fuel_per_document()
            .map_or_else(|| "-".to_owned(), |fuel| fuel.to_string());
        format!(
            "{} ({}), version {}, routes /{}\nfile {}\nSHA-256 {}\nbuilt with {}; {} golden documents; about {fuel} fuel a document\n\n{table}",
            self.title,
            self.document_type,
            self.version,
            self.plural,
            self.file,
            self.digest,
            self.sdk_version,
            self.golden_documents,
        )
    }
}
