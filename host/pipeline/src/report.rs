//! What is noticed about data before it is trained on.

use std::fmt;

use refit_core::{DataSource, FeatureSchema, LabelSource};
use refit_learn::{ColumnDiagnosis, Dataset, diagnose_columns};
use serde::Serialize;

use crate::{
    options::Quality,
    rows::{Origin, Rows},
};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Worth knowing.
    Info,
    /// The model may be worse than it looks.
    Warning,
    /// Nothing is trained.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Something noticed about the data of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// A short, stable code.
    pub code: &'static str,
    /// A sentence with the numbers, without values of documents.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(level: Level, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            level,
            code,
            message: message.into(),
        }
    }
}

/// A column that alone separates the classes as well as this, or better, gives the label away:
/// no honest sign is that sure.
const GIVES_AWAY: f64 = 0.99;
/// More names than these help nobody.
const SHOWN_NAMES: usize = 5;

/// Judges rows: too few, too lopsided, columns that say nothing or too much, twins.
///
/// In hybrid and real mode the classes and their ratio are those of real rows alone: synthetic
/// fraud does not make up for fraud that nobody has seen.
pub(crate) fn judge(
    rows: &Rows,
    data: &Dataset,
    schema: &FeatureSchema,
    source: DataSource,
    quality: &Quality,
) -> Vec<Finding> {
    let mut findings = gates(rows, source, quality);
    findings.extend(columns(data, schema));
    findings.extend(twins(rows));
    findings.extend(model_made(rows));
    findings
}

fn gates(rows: &Rows, source: DataSource, quality: &Quality) -> Vec<Finding> {
    let counted: Vec<_> = rows
        .infos()
        .iter()
        .filter(|info| source == DataSource::Synthetic || info.is_real())
        .collect();
    let legitimate = counted.iter().filter(|info| info.is_legitimate()).count();
    let frauds = counted.iter().filter(|info| info.is_fraud()).count();
    let (honest_rows, fraud_rows) = match source {
        DataSource::Synthetic => (
            "synthetic legitimate rows (score up to 30)",
            "synthetic fraud rows (score from 70)",
        ),
        DataSource::Hybrid | DataSource::Real => {
            ("real APPROVE documents", "real REJECT documents")
        }
    };
    let mut findings = Vec::new();
    let mut error =
        |code, message: String| findings.push(Finding::new(Level::Error, code, message));
    if rows.len() < quality.min_rows {
        error(
            "too_few_rows",
            format!(
                "{} rows, {} are needed (global_settings.min_samples_for_training)",
                rows.len(),
                quality.min_rows
            ),
        );
    }
    for (code, what, found) in [
        ("too_few_legitimate_rows", honest_rows, legitimate),
        ("too_few_fraud_rows", fraud_rows, frauds),
    ] {
        if found < quality.min_rows_per_class {
            let needed = quality.min_rows_per_class;
            error(
                code,
                format!(
                    "{found} {what}, {needed} are needed (global_settings.min_samples_per_class)"
                ),
            );
        }
    }
    let ratio = frauds as f64 / counted.len().max(1) as f64;
    if ratio < quality.min_fraud_ratio || ratio > quality.max_fraud_ratio {
        error(
            "fraud_ratio",
            format!(
                "the share of fraud among the {} {} is {ratio:.3}, and must lie between {} and {} (data_quality.min_fraud_ratio, max_fraud_ratio)",
                counted.len(),
                if source == DataSource::Synthetic {
                    "synthetic rows"
                } else {
                    "real documents"
                },
                quality.min_fraud_ratio,
                quality.max_fraud_ratio
            ),
        );
    }
    findings
}

fn columns(data: &Dataset, schema: &FeatureSchema) -> Vec<Finding> {
    let diagnoses = diagnose_columns(data);
    let names = |matches: &dyn Fn(&ColumnDiagnosis) -> bool| -> Vec<&str> {
        let hit = diagnoses
            .iter()
            .zip(schema.features())
            .filter(|(column, _)| matches(column));
        hit.map(|(_, feature)| feature.name.as_str()).collect()
    };
    let mut findings = Vec::new();
    let constant = names(&ColumnDiagnosis::is_constant);
    if !constant.is_empty() {
        let message = format!(
            "{} constant and teach nothing: {}",
            are(constant.len()),
            list(&constant)
        );
        findings.push(Finding::new(Level::Warning, "constant_columns", message));
    }
    let telling = names(&|column| column.separation().is_some_and(|auc| auc >= GIVES_AWAY));
    if !telling.is_empty() {
        let message = format!(
            "{} alone sure to tell the classes apart (ROC-AUC from {GIVES_AWAY}), which no honest sign is; the label may have leaked into the documents: {}",
            are(telling.len()),
            list(&telling)
        );
        findings.push(Finding::new(Level::Warning, "label_given_away", message));
    }
    let outside = diagnoses
        .iter()
        .zip(schema.features())
        .filter(|(column, feature)| {
            column.lowest.is_some_and(|lowest| lowest < feature.lowest)
                || column
                    .highest
                    .is_some_and(|highest| highest > feature.highest)
        });
    let outside: Vec<&str> = outside.map(|(_, feature)| feature.name.as_str()).collect();
    if !outside.is_empty() {
        let message = format!(
            "{} beyond the bounds that the plugin declares: {}",
            are(outside.len()),
            list(&outside)
        );
        findings.push(Finding::new(Level::Error, "out_of_range", message));
    }
    findings
}

fn are(count: usize) -> String {
    if count == 1 {
        "1 feature is".to_owned()
    } else {
        format!("{count} features are")
    }
}

fn list(names: &[&str]) -> String {
    let shown: Vec<&str> = names.iter().take(SHOWN_NAMES).copied().collect();
    match names.len().saturating_sub(SHOWN_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Real documents whose features are the same: the same paper sent twice, perhaps to both sides of
/// the split.
fn twins(rows: &Rows) -> Option<Finding> {
    let mut real: Vec<Vec<u64>> = rows
        .iter()
        .filter(|(_, info)| info.is_real())
        .map(|(row, _)| row.iter().map(|value| value.to_bits()).collect())
        .collect();
    let all = real.len();
    real.sort_unstable();
    real.dedup();
    let twins = all - real.len();
    (twins > 0).then(|| {
        let message = format!(
            "{twins} of {all} real documents have the same features as another one; give copies of one paper the same group when you import them"
        );
        Finding::new(Level::Warning, "duplicate_rows", message)
    })
}

fn model_made(rows: &Rows) -> Option<Finding> {
    let made = rows
        .infos()
        .iter()
        .filter(|info| info.origin == Origin::Real(LabelSource::Model))
        .count();
    (made > 0).then(|| {
        let message = format!(
            "{made} of {} real labels were given by a model: a model that learns from them learns from itself",
            rows.real()
        );
        Finding::new(Level::Warning, "model_made_labels", message)
    })
}

#[cfg(test)]
mod tests;
