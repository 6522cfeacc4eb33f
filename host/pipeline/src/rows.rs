//! Feature rows with all that a run knows of them.

use std::sync::Arc;

use refit_core::{Class, DataCounts, Extraction, LabelSource, RiskScore, Sha256Digest, Submission};
use refit_learn::{Dataset, Matrix};

use crate::Error;

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A labelled document, and who gave the label.
    Real(LabelSource),
    /// A synthetic document.
    Synthetic,
}

/// What is known of a row besides its features.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RowInfo {
    pub(crate) origin: Origin,
    pub(crate) target: RiskScore,
    /// The document's fold, 0 to 4.
    pub(crate) fold: u8,
    /// The digest of the document's content.
    pub(crate) digest: Sha256Digest,
}

/// Rows in a fixed order: real ones first, by digest, then synthetic ones, by number.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    values: Vec<f64>,
    width: usize,
    infos: Vec<RowInfo>,
    documents: Vec<Option<Document>>,
}

/// A row's document, in the list that was extracted: a champion may read it otherwise.
#[derive(Debug, Clone)]
struct Document {
    list: Arc<[Submission]>,
    place: usize,
}

impl Rows {
    pub(crate) const fn new(width: usize) -> Self {
        Self {
            values: Vec::new(),
            width,
            infos: Vec::new(),
            documents: Vec::new(),
        }
    }

    /// The rows of the documents that were not rejected.
    pub(crate) fn of(
        extraction: &Extraction,
        infos: &[RowInfo],
        documents: &Arc<[Submission]>,
    ) -> Self {
        let mut rows = Self::new(extraction.width);
        for (place, row) in extraction.accepted(infos.len()).zip(extraction.rows()) {
            if let Some(info) = infos.get(place) {
                let list = Arc::clone(documents);
                rows.add(row, *info, Some(Document { list, place }));
            }
        }
        rows
    }

    fn add(&mut self, row: &[f64], info: RowInfo, document: Option<Document>) {
        self.values.extend_from_slice(row);
        self.infos.push(info);
        self.documents.push(document);
    }

    /// A row without a document.
    #[cfg(test)]
    pub(crate) fn push(&mut self, row: &[f64], info: RowInfo) {
        self.add(row, info, None);
    }

    /// The document of a row.
    pub(crate) fn document(&self, row: usize) -> Option<&Submission> {
        let document = self.documents.get(row)?.as_ref()?;
        document.list.get(document.place)
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.values.append(&mut other.values);
        self.infos.append(&mut other.infos);
        self.documents.append(&mut other.documents);
    }

    pub(crate) fn len(&self) -> usize {
        self.infos.len()
    }

    pub(crate) fn infos(&self) -> &[RowInfo] {
        &self.infos
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[f64], &RowInfo)> {
        self.values.chunks_exact(self.width.max(1)).zip(&self.infos)
    }

    pub(crate) fn real(&self) -> usize {
        let real = self.infos.iter().filter(|info| info.is_real());
        real.count()
    }

    /// All rows as a dataset, in their order.
    pub(crate) fn dataset(&self) -> Result<Dataset, Error> {
        let matrix = Matrix::try_new(self.values.clone(), self.width)?;
        let targets = self.infos.iter().map(|info| info.target.get()).collect();
        Ok(Dataset::try_new(matrix, targets)?)
    }

    /// A digest over documents, features, targets and folds: two runs with the same one have
    /// learnt from the same data.
    pub(crate) fn digest(&self) -> Sha256Digest {
        let mut bytes = Vec::with_capacity(self.values.len() * 8 + self.infos.len() * 41);
        for (row, info) in self.iter() {
            bytes.extend(info.digest.as_bytes());
            bytes.push(info.fold);
            bytes.extend(info.target.get().to_le_bytes());
            for value in row {
                // All NaN mean the same: missing.
                let value = if value.is_nan() { f64::NAN } else { *value };
                bytes.extend(value.to_le_bytes());
            }
        }
        Sha256Digest::of_parts([&(self.width as u64).to_le_bytes(), bytes.as_slice()])
    }

    /// What the rows are made of, given which of them are held out.
    pub(crate) fn counts(&self, holdout: &[usize]) -> DataCounts {
        let total = self.len();
        let real = self.real();
        let frauds = self.infos.iter().filter(|info| info.is_fraud()).count();
        let held_out = holdout.iter().filter_map(|&row| self.infos.get(row));
        DataCounts {
            total_samples: total,
            real_samples: real,
            synthetic_samples: total - real,
            fraud_count: frauds,
            fraud_ratio: if total == 0 {
                0.0
            } else {
                frauds as f64 / total as f64
            },
            training_rows: total - holdout.len(),
            holdout_rows: holdout.len(),
            holdout_fraud_count: held_out.filter(|info| info.is_fraud()).count(),
        }
    }
}

impl RowInfo {
    pub(crate) const fn is_real(&self) -> bool {
        matches!(self.origin, Origin::Real(_))
    }

    pub(crate) fn is_fraud(&self) -> bool {
        self.target.class() == Some(Class::Fraud)
    }

    pub(crate) fn is_legitimate(&self) -> bool {
        self.target.class() == Some(Class::Legitimate)
    }
}
