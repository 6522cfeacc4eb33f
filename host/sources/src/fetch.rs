//! Fetching the documents of a training run.

use refit_core::{DocumentType, Recommendation, Sha256Digest, Submission};
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{DocumentStore, Error, LabelledDocument, PerClass, counts::count};

/// Which documents a run learns from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filter {
    /// How sure the label's source must have been, 0 to 1. A document that does not say it
    /// counts as below, unless a reviewer labelled it.
    pub min_confidence: Option<f64>,
    /// At most so many documents, the newest.
    pub limit: usize,
}

/// Documents, and what was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// Newest first.
    pub documents: Vec<LabelledDocument>,
    /// What became of every stored document.
    pub counts: FetchCounts,
}

/// What became of every stored document of a type: all but the first number add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FetchCounts {
    /// All documents of the type.
    pub stored: usize,
    /// Left out: no label.
    pub unlabelled: usize,
    /// Left out: ESCALATE.
    pub escalated: usize,
    /// Left out: the source was not sure enough.
    pub below_confidence: PerClass,
    /// Left out: nothing says how sure the source was, and it was no reviewer.
    pub without_confidence: PerClass,
    /// Left out: older than the newest that the limit admits.
    pub beyond_limit: usize,
    /// Fetched.
    pub used: PerClass,
}

/// Whether a document with a verdict is sure enough: `$2` is the minimum, `$3` whether one
/// that does not say it passes too.
macro_rules! is_sure_enough {
    () => {
        "(d.confidence >= $2 or (d.confidence is null and (d.label_source = 'reviewer' or $3 = 1)))"
    };
}

impl DocumentStore {
    /// The newest documents with a verdict.
    ///
    /// # Errors
    /// The database's error, or a stored document that somebody changed by hand.
    pub async fn fetch(
        &self,
        document_type: &DocumentType,
        filter: &Filter,
    ) -> Result<Fetched, Error> {
        let failed = Error::database(document_type, "read");
        let mut transaction = self.database.begin_read().await.map_err(&failed)?;
        let (mut counts, sure_enough) = counts(&mut transaction, document_type, filter)
            .await
            .map_err(&failed)?;
        let rows = rows(&mut transaction, document_type, filter)
            .await
            .map_err(&failed)?;
        transaction.rollback().await.map_err(&failed)?;
        let documents: Vec<_> = rows
            .into_iter()
            .map(|row| row.check(document_type))
            .collect::<Result<_, _>>()?;
        for document in &documents {
            counts.used.add(document.label, 1);
        }
        counts.beyond_limit = sure_enough.saturating_sub(documents.len());
        Ok(Fetched { documents, counts })
    }
}

/// Counts by what becomes of documents, but for the limit; and those that are sure enough.
async fn counts(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    filter: &Filter,
) -> Result<(FetchCounts, usize), sqlx::Error> {
    let groups: Vec<(Option<String>, String, i64)> = sqlx::query_as(concat!(
        "select g.label, g.standing, count(*) from (
           select d.label, case when ",
        is_sure_enough!(),
        " then 'sure' when d.confidence is null then 'silent' else 'below' end as standing
           from document d where d.document_type = $1) g
         group by g.label, g.standing"
    ))
    .bind(document_type.as_str())
    .bind(filter.min_confidence.unwrap_or(0.0))
    .bind(i64::from(filter.min_confidence.is_none()))
    .fetch_all(&mut **transaction)
    .await?;
    let mut counts = FetchCounts::default();
    let mut sure_enough = 0;
    for (label, standing, number) in groups {
        let number = count(number);
        counts.stored += number;
        match (
            label.and_then(|label| label.parse().ok()),
            standing.as_str(),
        ) {
            (None, _) => counts.unlabelled += number,
            (Some(Recommendation::Escalate), _) => counts.escalated += number,
            (Some(label), "below") => counts.below_confidence.add(label, number),
            (Some(label), "silent") => counts.without_confidence.add(label, number),
            (Some(_), _) => sure_enough += number,
        }
    }
    Ok((counts, sure_enough))
}

async fn rows(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    filter: &Filter,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(concat!(
        "select d.content_digest, d.external_id, d.received, d.label, d.label_source,
                d.fraud_risk_score, d.confidence, d.group_key, f.fold, d.body
         from document d
         left join fold f on f.document_type = d.document_type and f.group_key = d.group_key
         where d.document_type = $1 and d.label in ('APPROVE', 'REJECT') and ",
        is_sure_enough!(),
        " order by d.sequence desc limit $4"
    ))
    .bind(document_type.as_str())
    .bind(filter.min_confidence.unwrap_or(0.0))
    .bind(i64::from(filter.min_confidence.is_none()))
    .bind(i64::try_from(filter.limit).unwrap_or(i64::MAX))
    .fetch_all(&mut **transaction)
    .await
}

/// A document as the tables hold it.
#[derive(sqlx::FromRow)]
struct Row {
    content_digest: String,
    external_id: Option<String>,
    received: String,
    label: String,
    label_source: Option<String>,
    fraud_risk_score: Option<f64>,
    confidence: Option<f64>,
    group_key: String,
    fold: Option<i64>,
    body: String,
}

impl Row {
    fn check(self, document_type: &DocumentType) -> Result<LabelledDocument, Error> {
        let content_digest: Sha256Digest =
            self.content_digest.parse().map_err(|_| Error::Stored {
                document_type: document_type.clone(),
                content_digest: "(unnamed)".to_owned(),
                column: "content_digest",
            })?;
        let fault = |column| Error::stored(document_type, content_digest, column);
        Ok(LabelledDocument {
            document_type: document_type.clone(),
            content_digest,
            external_id: self.external_id,
            submission: Submission {
                document: self.body,
                received: self.received.parse().map_err(|_| fault("received"))?,
            },
            label: self.label.parse().map_err(|_| fault("label"))?,
            label_source: self
                .label_source
                .as_deref()
                .and_then(|word| word.parse().ok())
                .ok_or_else(|| fault("label_source"))?,
            fraud_risk_score: self.fraud_risk_score,
            confidence: self.confidence,
            group_key: self.group_key,
            fold: self
                .fold
                .and_then(|fold| u8::try_from(fold).ok())
                .ok_or_else(|| fault("fold"))?,
        })
    }
}
