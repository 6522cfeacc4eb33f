//! What is in the store of a document type.

use std::collections::BTreeMap;

use refit_core::{Day, DocumentType, Recommendation};
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{DocumentStore, Error, FOLDS, PerClass, counts::count};

/// Numbers of stored documents.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stats {
    /// All documents of the type.
    pub documents: usize,
    /// By label: `APPROVE`, `REJECT`, `ESCALATE`, `none`.
    pub by_label: BTreeMap<String, usize>,
    /// Documents with a label, by who gave it.
    pub by_label_source: BTreeMap<String, usize>,
    /// Documents with a verdict, by how sure its source was.
    pub by_confidence: Vec<ConfidenceBand>,
    /// Documents with a verdict of which nothing says how sure its source was.
    pub without_confidence: PerClass,
    /// Documents with a verdict, by fold.
    pub by_fold: Vec<PerClass>,
    /// The day of the oldest document.
    pub oldest_received: Option<Day>,
    /// The day of the newest document.
    pub newest_received: Option<Day>,
}

/// Documents whose confidence lies in a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceBand {
    /// From here on.
    pub from: f64,
    /// Up to here; only the last band holds its upper end.
    pub to: f64,
    /// The documents.
    pub documents: PerClass,
}

const BANDS: [(f64, f64); 6] = [
    (0.0, 0.5),
    (0.5, 0.6),
    (0.6, 0.7),
    (0.7, 0.8),
    (0.8, 0.9),
    (0.9, 1.0),
];

impl DocumentStore {
    /// Counts the documents of a type.
    ///
    /// # Errors
    /// The database's error.
    pub async fn stats(&self, document_type: &DocumentType) -> Result<Stats, Error> {
        let failed = Error::database(document_type, "read");
        let mut transaction = self.database.begin_read().await.map_err(&failed)?;
        let mut stats = Stats::default();
        stats
            .read_labels(&mut transaction, document_type)
            .await
            .map_err(&failed)?;
        stats
            .read_confidences(&mut transaction, document_type)
            .await
            .map_err(&failed)?;
        stats
            .read_folds(&mut transaction, document_type)
            .await
            .map_err(&failed)?;
        transaction.rollback().await.map_err(&failed)?;
        Ok(stats)
    }
}

impl Stats {
    async fn read_labels(
        &mut self,
        transaction: &mut Transaction<'_, Any>,
        document_type: &DocumentType,
    ) -> Result<(), sqlx::Error> {
        type Group = (Option<String>, Option<String>, i64, String, String);
        let groups: Vec<Group> = sqlx::query_as(
            "select label, label_source, count(*), min(received), max(received)
             from document where document_type = $1 group by label, label_source",
        )
        .bind(document_type.as_str())
        .fetch_all(&mut **transaction)
        .await?;
        for (label, source, number, oldest, newest) in groups {
            let number = count(number);
            self.documents += number;
            *self
                .by_label
                .entry(label.unwrap_or_else(|| "none".to_owned()))
                .or_default() += number;
            if let Some(source) = source {
                *self.by_label_source.entry(source).or_default() += number;
            }
            let oldest = oldest.parse().ok();
            self.oldest_received = self.oldest_received.into_iter().chain(oldest).min();
            self.newest_received = self.newest_received.max(newest.parse().ok());
        }
        Ok(())
    }

    async fn read_confidences(
        &mut self,
        transaction: &mut Transaction<'_, Any>,
        document_type: &DocumentType,
    ) -> Result<(), sqlx::Error> {
        let groups: Vec<(String, Option<i64>, i64)> = sqlx::query_as(
            "select g.label, g.band, count(*) from (
               select label, cast(case when confidence is null then null
                   when confidence < 0.5 then 0 when confidence < 0.6 then 1
                   when confidence < 0.7 then 2 when confidence < 0.8 then 3
                   when confidence < 0.9 then 4 else 5 end as bigint) as band
               from document where document_type = $1 and label in ('APPROVE', 'REJECT')) g
             group by g.label, g.band",
        )
        .bind(document_type.as_str())
        .fetch_all(&mut **transaction)
        .await?;
        self.by_confidence = BANDS
            .map(|(from, to)| ConfidenceBand {
                from,
                to,
                documents: PerClass::default(),
            })
            .to_vec();
        for (label, band, number) in groups {
            let cell = match band {
                None => Some(&mut self.without_confidence),
                Some(band) => self
                    .by_confidence
                    .get_mut(count(band))
                    .map(|band| &mut band.documents),
            };
            add(cell, &label, number);
        }
        Ok(())
    }

    async fn read_folds(
        &mut self,
        transaction: &mut Transaction<'_, Any>,
        document_type: &DocumentType,
    ) -> Result<(), sqlx::Error> {
        let groups: Vec<(i64, String, i64)> = sqlx::query_as(
            "select f.fold, d.label, count(*)
             from document d
             join fold f on f.document_type = d.document_type and f.group_key = d.group_key
             where d.document_type = $1 and d.label in ('APPROVE', 'REJECT')
             group by f.fold, d.label",
        )
        .bind(document_type.as_str())
        .fetch_all(&mut **transaction)
        .await?;
        self.by_fold = vec![PerClass::default(); usize::from(FOLDS)];
        for (fold, label, number) in groups {
            add(self.by_fold.get_mut(count(fold)), &label, number);
        }
        Ok(())
    }
}

fn add(cell: Option<&mut PerClass>, label: &str, number: i64) {
    if let (Some(cell), Ok(label)) = (cell, label.parse::<Recommendation>()) {
        cell.add(label, count(number));
    }
}
