//! `refit versions`.

use anyhow::Result;
use refit_core::DocumentType;
use refit_server::History;
use serde::Serialize;

use super::Status;
use crate::{
    app::App,
    cli::{Cli, Type},
    output::{Output, Table, number, optional},
};

#[derive(Debug, Serialize)]
struct Answer {
    document_type: DocumentType,
    #[serde(flatten)]
    history: History,
}

pub(super) async fn run(cli: &Cli, command: &Type, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let document_type = &command.document_type;
    let stores = app.stores().await?;
    let history = History::read(&stores.registry, document_type).await?;
    if history.versions.is_empty() {
        // A type that was never heard of is a slip of the pen, not an empty list.
        app.plugin(document_type).await?;
    }
    let answer = Answer {
        document_type: document_type.clone(),
        history,
    };
    output.answer(&answer, Answer::text)?;
    Ok(Status::Done)
}

impl Answer {
    fn text(&self) -> String {
        if self.history.versions.is_empty() {
            return format!(
                "{type} has no versions; `refit retrain {type}` makes the first",
                type = self.document_type
            );
        }
        let mut table = Table::new(&[
            "", "version", "data", "rows", "R²", "ROC-AUC", "verdict", "why",
        ])
        .align_right(&[3, 4, 5]);
        for entry in &self.history.versions {
            table.row([
                if entry.is_active { "*" } else { "" }.to_owned(),
                entry.version_id.to_string(),
                entry.data_source.as_str().to_owned(),
                entry.training_samples.to_string(),
                number(entry.r2_score),
                optional(entry.roc_auc),
                entry.verdict.to_string(),
                entry.reason.clone(),
            ]);
        }
        table.to_string()
    }
}
