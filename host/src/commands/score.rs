//! `refit score`.

mod documents;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use refit_core::{DocumentType, Rejection};
use refit_pipeline::{Score, Scorer};
use serde::Serialize;

use self::documents::{Documents, read, shown};
use super::Status;
use crate::{
    app::App,
    cli::{self, Cli},
    output::{Output, Table, number},
};

/// The answer to a batch.
#[derive(Debug, Serialize)]
struct Batch {
    results: Vec<Entry>,
}

/// A document's score, or why it has none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Entry {
    Score(Score),
    Rejected { success: bool, error: String },
}

pub(super) async fn run(cli: &Cli, command: &cli::Score, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let plugins = app.plugins_for(&command.document_type).await?;
    let plugin = app.plugin_of(&plugins, &command.document_type)?;
    let text = read(&command.file)?;
    let received = command.received.unwrap_or_else(|| app.clock.today());
    let documents = Documents::parse(&text)
        .with_context(|| format!("{} cannot be scored", shown(&command.file)))?;
    let stores = app.stores().await?;
    let scorer = Scorer::load_active_with(&stores.registry, plugin.as_ref(), &plugins).await?;
    let submissions = documents.submissions(received);
    let results = scorer.score(plugin.as_ref(), submissions).await?;
    match documents {
        Documents::One(_) => one(results, &command.document_type, output),
        Documents::Batch(_) => batch(results, &command.document_type, output),
    }
}

fn one(
    results: Vec<Result<Score, Rejection>>,
    document_type: &DocumentType,
    output: &Output,
) -> Result<Status> {
    match results.into_iter().next() {
        Some(Ok(score)) => {
            output.answer(&score, text)?;
            Ok(Status::Done)
        }
        Some(Err(rejection)) => Err(anyhow::anyhow!(
            "the document is no {document_type} that can be scored: {}",
            rejection.reason
        )),
        None => Err(anyhow::anyhow!("there is no document")),
    }
}

fn batch(
    results: Vec<Result<Score, Rejection>>,
    document_type: &DocumentType,
    output: &Output,
) -> Result<Status> {
    let mut status = Status::Done;
    let entries = results.into_iter().map(|result| match result {
        Ok(score) => Entry::Score(score),
        Err(rejection) => {
            status = Status::Failed;
            Entry::Rejected {
                success: false,
                error: format!(
                    "the document is no {document_type} that can be scored: {}",
                    rejection.reason
                ),
            }
        }
    });
    let answer = Batch {
        results: entries.collect(),
    };
    output.answer(&answer, Batch::text)?;
    Ok(status)
}

fn text(score: &Score) -> String {
    let mut table = Table::new(&["points", "feature", "value"]).align_right(&[0, 2]);
    for feature in &score.top_features {
        table.row([
            format!("{:+.1}", feature.contribution),
            feature.title.clone(),
            feature
                .value
                .map_or_else(|| "missing".to_owned(), |value| format!("{value}")),
        ]);
    }
    format!(
        "{} {:.1} ({}), by version {} (generation {})\nforest {}, boosted trees {}\n\n{table}",
        score.recommendation,
        score.risk_score,
        score.risk_level,
        score.version_id,
        score.generation,
        number(score.model_scores.random_forest),
        number(score.model_scores.xgboost),
    )
}

impl Batch {
    fn text(&self) -> String {
        let mut table = Table::new(&["#", "score", "level", "recommendation", "strongest sign"])
            .align_right(&[0, 1]);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (number, entry) in self.results.iter().enumerate() {
            let (kind, cells) = match entry {
                Entry::Score(score) => (
                    score.recommendation.to_string(),
                    [
                        format!("{:.1}", score.risk_score),
                        score.risk_level.to_string(),
                        score.recommendation.to_string(),
                        score
                            .top_features
                            .first()
                            .map(|top| top.title.clone())
                            .unwrap_or_default(),
                    ],
                ),
                Entry::Rejected { error, .. } => (
                    "not scored".to_owned(),
                    [
                        "-".to_owned(),
                        "-".to_owned(),
                        "-".to_owned(),
                        error.clone(),
                    ],
                ),
            };
            *counts.entry(kind).or_default() += 1;
            table.row([(number + 1).to_string()].into_iter().chain(cells));
        }
        let counts: Vec<String> = counts
            .iter()
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect();
        format!(
            "{table}\n{} documents: {}",
            self.results.len(),
            counts.join(", ")
        )
    }
}
