//! `refit score`.

use std::{io::Read, path::Path};

use anyhow::{Context, Result};
use refit_core::{Day, DocumentType, Rejection, Submission};
use refit_pipeline::{Score, Scorer};
use serde::Serialize;
use serde_json::{Value, value::RawValue};

use super::Status;
use crate::{
    app::App,
    cli::{self, Cli},
    output::{Hint, Output, Table, number},
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
    let plugin = app.plugin(&command.document_type).await?;
    let text = read(&command.file)?;
    let received = command.received.unwrap_or_else(|| app.clock.today());
    let documents = Documents::parse(&text)
        .with_context(|| format!("{} cannot be scored", shown(&command.file)))?;
    let stores = app.stores().await?;
    let scorer = Scorer::load_active(&stores.registry, plugin.as_ref()).await?;
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

/// The documents of a file, each as its own text: digits of a number are not touched.
enum Documents {
    One(String),
    Batch(Vec<String>),
}

impl Documents {
    fn parse(text: &str) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            anyhow::bail!("it is empty");
        }
        let values: Vec<&RawValue> = serde_json::Deserializer::from_str(text)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|error| {
                anyhow::anyhow!(
                    "it is not JSON (reading stopped at line {}, column {})",
                    error.line(),
                    error.column()
                )
            })?;
        if let [only] = values.as_slice() {
            if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(only.get()) {
                return Ok(Self::Batch(list.into_iter().map(document).collect()));
            }
            if let Some(list) = wrapped_list(only) {
                return Ok(Self::Batch(list));
            }
            return Ok(Self::One(document(only)));
        }
        Ok(Self::Batch(values.into_iter().map(document).collect()))
    }

    fn submissions(&self, received: Day) -> Vec<Submission> {
        let submission = |document: &String| Submission {
            document: document.clone(),
            received,
        };
        match self {
            Self::One(document) => vec![submission(document)],
            Self::Batch(documents) => documents.iter().map(submission).collect(),
        }
    }
}

/// The list of `{"documents": […]}`.
fn wrapped_list(value: &RawValue) -> Option<Vec<String>> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        documents: Vec<&'a RawValue>,
    }
    let wrapped: Wrapped<'_> = serde_json::from_str(value.get()).ok()?;
    Some(wrapped.documents.into_iter().map(document).collect())
}

/// Members that a line of an import may have beside its document.
const LINE_MEMBERS: [&str; 10] = [
    "id",
    "document",
    "label",
    "label_source",
    "fraud_risk_score",
    "confidence",
    "received",
    "group",
    "split",
    "document_type",
];

/// The document itself where it stands in a line of an import.
fn document(value: &RawValue) -> String {
    let line: Option<Value> = serde_json::from_str(value.get()).ok();
    let inner = line.as_ref().and_then(Value::as_object).and_then(|line| {
        let is_line = line.keys().all(|key| LINE_MEMBERS.contains(&key.as_str()));
        line.get("document")
            .filter(|inner| is_line && inner.is_object())
    });
    inner.map_or_else(|| value.get().to_owned(), Value::to_string)
}

fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) => Err(anyhow::Error::new(error)
            .context(format!("{} cannot be read", shown(file)))
            .context(Hint(
                "name a file with JSON, or - for standard input".into(),
            ))),
    }
}

fn shown(file: &Path) -> String {
    if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        format!("'{}'", file.display())
    }
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
        let mut counts: std::collections::BTreeMap<String, usize> =
            std::collections::BTreeMap::new();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(text: &str) -> Vec<String> {
        match Documents::parse(text).unwrap() {
            Documents::Batch(documents) => documents,
            Documents::One(document) => panic!("one document: {document}"),
        }
    }

    #[test]
    fn one_document_keeps_its_digits() {
        let Documents::One(document) = Documents::parse(r#" {"a": 0.10} "#).unwrap() else {
            panic!("a batch");
        };
        assert_eq!(document, r#"{"a": 0.10}"#);
    }

    #[test]
    fn a_batch_is_a_list_or_wrapped_or_one_a_line() {
        let expected = [r#"{"a":1}"#, r#"{"a":2}"#];
        assert_eq!(batch(r#"[{"a":1},{"a":2}]"#), expected);
        assert_eq!(batch(r#"{"documents":[{"a":1},{"a":2}]}"#), expected);
        assert_eq!(batch("{\"a\":1}\n{\"a\":2}\n"), expected);
        assert_eq!(
            batch("{\"id\":7,\"document\":{\"a\":1},\"label\":null}\n{\"a\":2}"),
            expected
        );
        assert!(batch("[]").is_empty());
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let error = Documents::parse("{\"a\":1}\n{nonsense").err().unwrap();
        assert_eq!(
            error.to_string(),
            "it is not JSON (reading stopped at line 2, column 2)"
        );
        assert!(Documents::parse(" \n").is_err());
    }
}
