//! Step 2: feature rows of real and of synthetic documents, all through the same extractor.

use std::sync::Arc;

use refit_core::{DataSource, Day, Recommendation, Sha256Digest, Specimen, Submission};
use refit_sources::{FOLDS, LabelledDocument};
use tracing::Instrument;

use super::Run;
use crate::{
    Error, Finding, Level, Step,
    blending::Plan,
    rows::{Origin, RowInfo, Rows},
};

/// The rows of a run before they are mixed.
pub(super) struct Material {
    pub(super) real: Rows,
    pub(super) synthetic: Rows,
    pub(super) source: DataSource,
}

/// The desk of a purely synthetic run. A fixed day, so that the same seed gives the same bytes
/// tomorrow.
const SYNTHETIC_DESK: &str = "2026-01-01";
/// Keeps the hashes that deal folds to synthetic documents apart from all others.
const FOLD_KEY: &[u8] = b"refit synthetic fold 1";

impl Run<'_> {
    /// Extracts the real documents, decides how many synthetic ones they need beside them, and
    /// generates and extracts those.
    pub(super) async fn generate(
        &mut self,
        documents: Vec<LabelledDocument>,
    ) -> Result<Material, Error> {
        let step = self.begin(Step::Generate)?;
        let span = step.span.clone();
        let newest = documents
            .iter()
            .map(|document| document.submission.received)
            .max();
        let real = self
            .extract_real(documents)
            .instrument(span.clone())
            .await?;
        let plan = Plan::of(real.len(), &self.options.blending);
        let as_of = match plan.source {
            DataSource::Synthetic => None,
            DataSource::Hybrid | DataSource::Real => newest,
        };
        let as_of = match as_of {
            Some(day) => day,
            None => SYNTHETIC_DESK
                .parse()
                .unwrap_or(Day::of(self.record.started_at)),
        };
        self.record.as_of = Some(as_of);
        let synthetic = self
            .synthesize(plan.synthetic, as_of)
            .instrument(span)
            .await?;
        self.end(
            &step,
            format!("{} real and {} synthetic rows", real.len(), synthetic.len()),
        );
        Ok(Material {
            real,
            synthetic,
            source: plan.source,
        })
    }

    async fn extract_real(&mut self, documents: Vec<LabelledDocument>) -> Result<Rows, Error> {
        let labels = self.options.labels;
        let mut infos = Vec::with_capacity(documents.len());
        let mut submissions = Vec::with_capacity(documents.len());
        for document in documents {
            infos.push(RowInfo {
                origin: Origin::Real(document.label_source),
                target: match document.label {
                    Recommendation::Reject => labels.reject,
                    // Fetched documents are labelled APPROVE or REJECT.
                    Recommendation::Approve | Recommendation::Escalate => labels.approve,
                },
                fold: document.fold,
                digest: document.content_digest,
            });
            submissions.push(document.submission);
        }
        let (rows, rejected) = self.extract(submissions, &infos).await?;
        if rejected > 0 {
            let message = format!(
                "{rejected} real documents were left out because the plugin rejects them; `rejected_documents` has the reasons"
            );
            self.record
                .findings
                .push(Finding::new(Level::Warning, "rejected_documents", message));
        }
        Ok(rows)
    }

    async fn synthesize(&mut self, count: u32, as_of: Day) -> Result<Rows, Error> {
        if count == 0 {
            return Ok(Rows::new(self.plugin.descriptor().features.len()));
        }
        let specimens = self
            .plugin
            .generate(self.request.seed, 0, count, as_of)
            .await?;
        let infos: Vec<RowInfo> = specimens
            .iter()
            .map(|specimen| self.synthetic(specimen))
            .collect();
        let submissions = specimens
            .into_iter()
            .map(|specimen| specimen.submission)
            .collect();
        let (rows, rejected) = self.extract(submissions, &infos).await?;
        if rejected > 0 {
            let message = format!(
                "the plugin rejects {rejected} of the {count} synthetic documents that it generated itself"
            );
            self.record
                .findings
                .push(Finding::new(Level::Warning, "rejected_synthetic", message));
        }
        Ok(rows)
    }

    /// A synthetic document gets its fold by content: of two synthetic runs, whatever their seeds,
    /// the later never judges the earlier one's version on a document that it was trained on.
    fn synthetic(&self, specimen: &Specimen) -> RowInfo {
        let document_type = self.document_type().as_str().as_bytes();
        let digest =
            Sha256Digest::of_parts([document_type, specimen.submission.document.as_bytes()]);
        let draw = Sha256Digest::of_parts([FOLD_KEY, digest.as_bytes()]).to_u64();
        RowInfo {
            origin: Origin::Synthetic,
            target: specimen.risk_score,
            // Below 5.
            fold: (draw % u64::from(FOLDS)) as u8,
            digest,
        }
    }

    /// The rows of the documents that were not rejected, and the number of those that were.
    async fn extract(
        &mut self,
        submissions: Vec<Submission>,
        infos: &[RowInfo],
    ) -> Result<(Rows, usize), Error> {
        let submissions: Arc<[Submission]> = submissions.into();
        let extraction = self.plugin.extract(Arc::clone(&submissions)).await?;
        for rejection in &extraction.rejected {
            let reason = rejection.reason.to_string();
            *self.record.rejected_documents.entry(reason).or_default() += 1;
        }
        let rows = Rows::of(&extraction, infos, &submissions);
        Ok((rows, extraction.rejected.len()))
    }
}

/// Checked here, so that a mistake in the constant is found by a test.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_of_synthetic_runs_is_a_day() {
        assert_eq!(
            SYNTHETIC_DESK.parse::<Day>().unwrap().to_string(),
            SYNTHETIC_DESK
        );
    }
}
