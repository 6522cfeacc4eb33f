//! Importing JSON lines, all or nothing.

use std::{
    collections::BTreeSet,
    io::{BufRead, Read},
};

use refit_core::{Day, DocumentType, LabelSource, Recommendation};
use refit_database::Counter;
use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{DocumentStore, Error, LineFault, LineFaults, fold, line::Line};

/// What holds for lines that do not say it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// Who gave the labels.
    pub label_source: LabelSource,
    /// The day the documents were received; today where there is none.
    pub received: Option<Day>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Lines that hold a document: the sum of the next five.
    pub lines: usize,
    /// Documents that were not there yet.
    pub added: usize,
    /// Documents that were there and got another label, or their first.
    pub relabelled: usize,
    /// Documents whose label stays and whose source, score or confidence changed.
    pub updated: usize,
    /// Documents that were there just so.
    pub unchanged: usize,
    /// Documents whose label stays because its source outranks that of the line.
    pub outranked: usize,
    /// Lines with APPROVE or REJECT.
    pub labelled: usize,
    /// Lines with ESCALATE.
    pub escalated: usize,
    /// Lines without a label.
    pub unlabelled: usize,
    /// Members of lines that an import has no use for.
    pub ignored_members: BTreeSet<String>,
    /// Members that were taken out of documents because they give the label away.
    pub removed_members: BTreeSet<String>,
}

/// More faults than these help nobody; the rest is counted.
const SHOWN_FAULTS: usize = 10;
/// A longer line is no document, and would fill the memory.
const MAX_LINE_BYTES: u64 = 8 << 20;

impl DocumentStore {
    /// Imports one JSON object a line:
    /// `{"document": …, "id": …, "label": …, "fraud_risk_score": …, "confidence": …,
    /// "received": …, "label_source": …, "group": …}`, of which only `document` must be there.
    ///
    /// Where a line repeats a document, its label replaces the stored one unless that has a
    /// source of higher rank; the last of equal rank counts. A line without a label changes
    /// nothing. Group, day and fold of a stored document stay.
    ///
    /// # Errors
    /// [`Error::Lines`] names what is wrong with which lines; then nothing is stored.
    pub async fn import(
        &self,
        document_type: &DocumentType,
        reader: impl BufRead,
        options: ImportOptions,
    ) -> Result<ImportSummary, Error> {
        let lines = read_lines(document_type, reader)?;
        let received = options.received.unwrap_or_else(|| self.clock.today());
        let writer = Writer {
            document_type,
            label_source: options.label_source,
            received: received.to_string(),
            imported_at: self.clock.now().to_string(),
        };
        let summary =
            self.write(&writer, &lines).await.map_err(Error::database(document_type, "stored"))?;
        tracing::info!(
            document.r#type = %document_type,
            lines = summary.lines,
            added = summary.added,
            relabelled = summary.relabelled,
            "documents imported"
        );
        Ok(summary)
    }

    async fn write(&self, writer: &Writer<'_>, lines: &[Line]) -> Result<ImportSummary, sqlx::Error> {
        let mut summary = ImportSummary::default();
        let mut transaction = self.database.begin().await?;
        // Also waits for any other import: places are dealt by one at a time.
        let last = Counter::Document.advance(&mut transaction, 0).await?;
        let mut added = 0_u32;
        for line in lines {
            summary.count(line);
            match writer.write(&mut transaction, line, last + i64::from(added) + 1).await? {
                Change::Added => {
                    added += 1;
                    summary.added += 1;
                }
                Change::Relabelled => summary.relabelled += 1,
                Change::Updated => summary.updated += 1,
                Change::None => summary.unchanged += 1,
                Change::Outranked => summary.outranked += 1,
            }
        }
        Counter::Document.advance(&mut transaction, added).await?;
        fold::deal(&mut transaction, writer.document_type).await?;
        transaction.commit().await?;
        Ok(summary)
    }
}

impl ImportSummary {
    fn count(&mut self, line: &Line) {
        self.lines += 1;
        match line.label {
            Some(Recommendation::Approve | Recommendation::Reject) => self.labelled += 1,
            Some(Recommendation::Escalate) => self.escalated += 1,
            None => self.unlabelled += 1,
        }
        self.ignored_members.extend(line.ignored.iter().cloned());
        self.removed_members.extend(line.content.removed.iter().map(|&name| name.to_owned()));
    }
}

/// Reads all lines before the first is written: a slow sender holds no lock.
fn read_lines(document_type: &DocumentType, mut reader: impl BufRead) -> Result<Vec<Line>, Error> {
    let mut lines = Vec::new();
    let mut faults = LineFaults { first: Vec::new(), total: 0 };
    let mut note = |line: usize, problem: String| {
        if faults.first.len() < SHOWN_FAULTS {
            faults.first.push(LineFault { line, problem });
        }
        faults.total += 1;
    };
    let mut text = Vec::new();
    for number in 1.. {
        text.clear();
        let read = reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut text);
        let read = read.map_err(|source| Error::Read {
            document_type: document_type.clone(),
            line: number,
            source,
        })?;
        if read == 0 {
            break;
        }
        if read as u64 > MAX_LINE_BYTES {
            note(number, format!("it is longer than {MAX_LINE_BYTES} bytes; the rest was not read"));
            break;
        }
        // Some editors begin a file with a byte order mark.
        let text = match number {
            1 => text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text),
            _ => &text,
        };
        if text.trim_ascii().is_empty() {
            continue;
        }
        match Line::parse(document_type, text) {
            Ok(line) => lines.push(line),
            Err(problems) => problems.into_iter().for_each(|problem| note(number, problem)),
        }
    }
    if faults.total > 0 {
        return Err(Error::Lines { document_type: document_type.clone(), faults });
    }
    Ok(lines)
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

/// Label, source, score, confidence.
type StoredLabel = (Option<String>, Option<String>, Option<f64>, Option<f64>);

impl Writer<'_> {
    async fn write(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        sequence: i64,
    ) -> Result<Change, sqlx::Error> {
        let stored: Option<StoredLabel> = sqlx::query_as(
            "select label, label_source, fraud_risk_score, confidence from document
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
            Some(stored) => self.relabel(transaction, line, &stored).await,
        }
    }

    async fn add(
        &self,
        transaction: &mut Transaction<'_, Any>,
        line: &Line,
        sequence: i64,
    ) -> Result<(), sqlx::Error> {
        let digest = line.content.digest.to_string();
        let group = line.group.as_ref().unwrap_or(&digest).clone();
        let received = line.received.map_or_else(|| self.received.clone(), |day| day.to_string());
        sqlx::query(
            "insert into document(document_type, content_digest, external_id, received, label,
               label_source, fraud_risk_score, confidence, group_key, imported_at, sequence, body)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(self.document_type.as_str())
        .bind(digest)
        .bind(line.external_id.clone())
        .bind(received)
        .bind(line.label.map(Recommendation::as_str))
        .bind(line.label.map(|_| self.source(line).as_str()))
        .bind(line.fraud_risk_score)
        .bind(line.confidence)
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
        stored: &StoredLabel,
    ) -> Result<Change, sqlx::Error> {
        let (label, label_source, fraud_risk_score, confidence) = stored;
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
        if label_source.as_deref().and_then(parse_source).is_some_and(|rank| rank > source) {
            return Ok(Change::Outranked);
        }
        sqlx::query(
            "update document
             set label = $3, label_source = $4, fraud_risk_score = $5, confidence = $6,
                 external_id = coalesce(external_id, $7)
             where document_type = $1 and content_digest = $2",
        )
        .bind(self.document_type.as_str())
        .bind(line.content.digest.to_string())
        .bind(new_label.as_str())
        .bind(source.as_str())
        .bind(line.fraud_risk_score)
        .bind(line.confidence)
        .bind(line.external_id.clone())
        .execute(&mut **transaction)
        .await?;
        Ok(if same { Change::Updated } else { Change::Relabelled })
    }

    fn source(&self, line: &Line) -> LabelSource {
        line.label_source.unwrap_or(self.label_source)
    }
}

/// The source that a stored word names.
pub(crate) fn parse_source(word: &str) -> Option<LabelSource> {
    [LabelSource::Model, LabelSource::Policy, LabelSource::Outcome, LabelSource::Reviewer]
        .into_iter()
        .find(|source| source.as_str() == word)
}
