//! What is stored, without the documents' content.

use jiff::Timestamp;
use refit_core::{Day, DocumentType, LabelSource, Recommendation, Sha256Digest};
use serde::{Deserialize, Serialize};

use crate::{DocumentStore, Error};

/// A stored document, but for its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// SHA-256 of the normalised content.
    pub id: Sha256Digest,
    /// The sender's own id, where there is one.
    pub external_id: Option<String>,
    /// When it was received.
    pub received: Day,
    /// Its verdict, where there is one.
    pub label: Option<Recommendation>,
    /// Who gave it.
    pub label_source: Option<LabelSource>,
    /// The score that came with it, 0 to 100.
    pub fraud_risk_score: Option<f64>,
    /// How sure its source was, 0 to 1.
    pub confidence: Option<f64>,
    /// Its fold; 0 is held out.
    pub fold: Option<u8>,
    /// When it was imported first.
    pub imported_at: Timestamp,
    /// Counts imported documents of all types.
    pub sequence: i64,
}

impl DocumentStore {
    /// The documents of a type, the newest import first; those before `before` in the
    /// [sequence](DocumentEntry::sequence), where it is given.
    ///
    /// # Errors
    /// The database's error, or a row that somebody changed by hand.
    pub async fn entries(
        &self,
        document_type: &DocumentType,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<DocumentEntry>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "select d.content_digest, d.external_id, d.received, d.label, d.label_source,
                    d.fraud_risk_score, d.confidence, f.fold, d.imported_at, d.sequence
             from document d
             left join fold f on f.document_type = d.document_type and f.group_key = d.group_key
             where d.document_type = $1 and d.sequence < $2
             order by d.sequence desc limit $3",
        )
        .bind(document_type.as_str())
        .bind(before.unwrap_or(i64::MAX))
        .bind(i64::from(limit))
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database(document_type, "read"))?;
        rows.into_iter()
            .map(|row| row.check(document_type))
            .collect()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    content_digest: String,
    external_id: Option<String>,
    received: String,
    label: Option<String>,
    label_source: Option<String>,
    fraud_risk_score: Option<f64>,
    confidence: Option<f64>,
    fold: Option<i64>,
    imported_at: String,
    sequence: i64,
}

impl Row {
    fn check(self, document_type: &DocumentType) -> Result<DocumentEntry, Error> {
        let fault = |column| Error::Stored {
            document_type: document_type.clone(),
            content_digest: self.content_digest.clone(),
            column,
        };
        let id = self.content_digest.parse();
        let label = self.label.as_deref().map(str::parse).transpose();
        let label_source = self.label_source.as_deref().map(str::parse).transpose();
        let fold = self.fold.map(u8::try_from).transpose();
        Ok(DocumentEntry {
            id: id.map_err(|_| fault("content_digest"))?,
            received: self.received.parse().map_err(|_| fault("received"))?,
            label: label.map_err(|_| fault("label"))?,
            label_source: label_source.map_err(|_| fault("label_source"))?,
            fold: fold.map_err(|_| fault("fold"))?,
            imported_at: self.imported_at.parse().map_err(|_| fault("imported_at"))?,
            fraud_risk_score: self.fraud_risk_score,
            confidence: self.confidence,
            sequence: self.sequence,
            external_id: self.external_id,
        })
    }
}
