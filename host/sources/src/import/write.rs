//! Writing an import in one transaction.

use refit_core::{DocumentType, LabelSource, Recommendation};
use refit_database::Counter;
use sqlx::{Any, Transaction};

use super::{Import, ImportSummary};
use crate::{DocumentStore, fold, line::Line};

impl DocumentStore {
    pub(super) async fn write(&self, import: &Import) -> Result<ImportSummary, sqlx::Error> {
        let received = import
            .options
            .received
            .unwrap_or_else(|| self.clock.today());
        let writer = Writer {
            document_type: &import.document_type,
            label_source: import.options.label_source,
            received: received.to_string(),
            imported_at: self.clock.now().to_string(),
        };
        let mut summary = ImportSummary::default();
        let mut transaction = self.database.begin().await?;
        // Also waits for any other import: places are dealt by one at a time.
        let last = Counter::Document.advance(&mut transaction, 0).await?;
        let mut added = 0_u32;
        for numbered in &import.lines {
            let line = &numbered.line;
            summary.count(line);
            match writer
                .write(&mut transaction, line, last + i64::from(added) + 1)
                .await?
            {
                Change::Added => {
                    added += 1;
                    summary.added += 1;
                }
                Change::Relabelled => summary.relabelled += 1,
                Change::Updated => summary.updated += 1,
                Change::None => summary.unchanged += 1,
                Change::Outranked => summary.outranked += 1,
            }
            if writer.regroup(&mut transaction, line).await? {
                summary.kept_group += 1;
            }
        }
        Counter::Document.advance(&mut transaction, added).await?;
        fold::deal(&mut transaction, writer.document_type).await?;
        transaction.commit().await?;
        Ok(summary)
    }
}

/// What became of a line.
enum Change {
    Added,
    Relabelled,
    Updated,
    None,
    Outranked,
}

/// Writes lines into an open transaction.
struct Writer<'a> {
    document_type: &'a DocumentType,
    label_source: LabelSource,
    received: String,
    imported_at: String,
}

/// A score or a confidence for `nullif($n, -1)`. The driver gives an absent number another type
/// than a present one, and PostgreSQL then refuses the second in the statement that it prepared
/// for the first.
fn or_minus_one(number: Option<f64>) -> f64 {
    number.unwrap_or(-1.0)
}

/// Label, source, score, confidence, day of receipt.
type Stored = (
    Option<String>,
    Option<String>,
    Option<f64>,
    Option<f64>,
    String,
);

impl Writer<'_> {
    async fn write(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        sequence: i64,
    ) -> Result<Change, sqlx::Error> {
        let stored: Option<Stored> = sqlx::query_as(
            "select label, label_source, fraud_risk_score, confidence, received from document
             where document_type = $1 and content_digest = $2",
        )
        .bind(self.document_type.as_str())
        .bind(line.content.digest.to_string())
        .fetch_optional(&mut **transaction)
        .await?;
        match stored {
            None => {
                self.add(transaction, line, sequence).await?;
                Ok(Change::Added)
            }
            Some(stored) => {
                let is_dated = self.redate(transaction, line, &stored.4).await?;
                let change = self.relabel(transaction, line, &stored).await?;
                Ok(match change {
                    Change::None if is_dated => Change::Updated,
                    change => change,
                })
            }
        }
    }

    /// A day that the line names replaces the stored one. Whether it was another.
    async fn redate(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        stored: &str,
    ) -> Result<bool, sqlx::Error> {
        let Some(received) = line.received.map(|day| day.to_string()) else {
            return Ok(false);
        };
        if received == stored {
            return Ok(false);
        }
        sqlx::query(
            "update document set received = $3
             where document_type = $1 and content_digest = $2",
        )
        .bind(self.document_type.as_str())
        .bind(line.content.digest.to_string())
        .bind(received)
        .execute(&mut **transaction)
        .await?;
        Ok(true)
    }

    /// A group that the line names replaces the stored one, unless that has been dealt a fold:
    /// a document keeps its fold in every run. Whether it keeps another group for that.
    async fn regroup(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
    ) -> Result<bool, sqlx::Error> {
        let Some(group) = &line.group else {
            return Ok(false);
        };
        let digest = line.content.digest.to_string();
        sqlx::query(
            "update document set group_key = $3
             where document_type = $1 and content_digest = $2 and group_key <> $3
               and not exists (select 1 from fold f
                               where f.document_type = document.document_type
                                 and f.group_key = document.group_key)",
        )
        .bind(self.document_type.as_str())
        .bind(digest.as_str())
        .bind(group.as_str())
        .execute(&mut **transaction)
        .await?;
        let kept: i64 = sqlx::query_scalar(
            "select count(*) from document
             where document_type = $1 and content_digest = $2 and group_key <> $3",
        )
        .bind(self.document_type.as_str())
        .bind(digest.as_str())
        .bind(group.as_str())
        .fetch_one(&mut **transaction)
        .await?;
        Ok(kept > 0)
    }

    async fn add(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        sequence: i64,
    ) -> Result<(), sqlx::Error> {
        let digest = line.content.digest.to_string();
        let group = line.group.as_ref().unwrap_or(&digest).clone();
        let received = line
            .received
            .map_or_else(|| self.received.clone(), |day| day.to_string());
        sqlx::query(
            "insert into document(document_type, content_digest, external_id, received, label,
               label_source, fraud_risk_score, confidence, group_key, imported_at, sequence, body)
             values ($1, $2, $3, $4, $5, $6, nullif($7, -1), nullif($8, -1), $9, $10, $11, $12)",
        )
        .bind(self.document_type.as_str())
        .bind(digest)
        .bind(line.external_id.clone())
        .bind(received)
        .bind(line.label.map(Recommendation::as_str))
        .bind(line.label.map(|_| self.source(line).as_str()))
        .bind(or_minus_one(line.fraud_risk_score))
        .bind(or_minus_one(line.confidence))
        .bind(group)
        .bind(self.imported_at.as_str())
        .bind(sequence)
        .bind(line.content.body.as_str())
        .execute(&mut **transaction)
        .await?;
        Ok(())
    }

    async fn relabel(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        stored: &Stored,
    ) -> Result<Change, sqlx::Error> {
        let (label, label_source, fraud_risk_score, confidence, _) = stored;
        let Some(new_label) = line.label else {
            return Ok(Change::None);
        };
        let source = self.source(line);
        let same = label.as_deref() == Some(new_label.as_str());
        if same
            && label_source.as_deref() == Some(source.as_str())
            && *fraud_risk_score == line.fraud_risk_score
            && *confidence == line.confidence
        {
            return Ok(Change::None);
        }
        if label_source
            .as_deref()
            .and_then(|word| word.parse::<LabelSource>().ok())
            .is_some_and(|rank| rank > source)
        {
            return Ok(Change::Outranked);
        }
        sqlx::query(
            "update document
             set label = $3, label_source = $4, fraud_risk_score = nullif($5, -1),
                 confidence = nullif($6, -1),
                 external_id = coalesce(external_id, $7)
             where document_type = $1 and content_digest = $2",
        )
        .bind(self.document_type.as_str())
        .bind(line.content.digest.to_string())
        .bind(new_label.as_str())
        .bind(source.as_str())
        .bind(or_minus_one(line.fraud_risk_score))
        .bind(or_minus_one(line.confidence))
        .bind(line.external_id.clone())
        .execute(&mut **transaction)
        .await?;
        Ok(if same {
            Change::Updated
        } else {
            Change::Relabelled
        })
    }

    fn source(&self, line: &Line) -> LabelSource {
        line.label_source.unwrap_or(self.label_source)
    }
}
