//! Step 1: the labelled documents.

use refit_sources::LabelledDocument;
use tracing::Instrument;

use super::Run;
use crate::{Error, Finding, Level, Step};

impl Run<'_> {
    /// Fetches the newest documents with a verdict. A source that fails ends the run.
    pub(super) async fn fetch(&mut self) -> Result<Vec<LabelledDocument>, Error> {
        let step = self.begin(Step::Fetch)?;
        let fetched = self
            .pipeline
            .documents
            .fetch(self.document_type(), &self.options.filter)
            .instrument(step.span.clone())
            .await?;
        let counts = fetched.counts;
        let mut documents = fetched.documents;
        // The same documents give the same rows, in whatever order they came in.
        documents.sort_unstable_by_key(|document| document.content_digest);
        self.record.documents = Some(counts);
        self.tell_what_was_left_out();
        self.end(
            &step,
            format!(
                "{} of {} stored documents: {} APPROVE, {} REJECT",
                documents.len(),
                counts.stored,
                counts.used.approve,
                counts.used.reject
            ),
        );
        Ok(documents)
    }

    fn tell_what_was_left_out(&mut self) {
        let Some(counts) = self.record.documents else {
            return;
        };
        let mut tell = |count: usize, code, message: String| {
            if count > 0 {
                self.record
                    .findings
                    .push(Finding::new(Level::Info, code, message));
            }
        };
        tell(
            counts.unlabelled,
            "unlabelled",
            format!(
                "{} documents were left out because they have no label",
                counts.unlabelled
            ),
        );
        tell(
            counts.escalated,
            "escalated",
            format!(
                "{} documents were left out because they are labelled ESCALATE",
                counts.escalated
            ),
        );
        let below = counts.below_confidence;
        tell(
            below.total(),
            "below_confidence",
            format!(
                "{} APPROVE and {} REJECT documents were left out because their confidence is below {} (data_quality.min_confidence_score)",
                below.approve,
                below.reject,
                self.options.filter.min_confidence.unwrap_or_default()
            ),
        );
        let without = counts.without_confidence;
        tell(
            without.total(),
            "without_confidence",
            format!(
                "{} APPROVE and {} REJECT documents were left out because nothing says how sure their label is (data_quality.require_high_confidence_only)",
                without.approve, without.reject
            ),
        );
        tell(
            counts.beyond_limit,
            "beyond_limit",
            format!(
                "{} documents were left out because they are older than the newest {} (data_quality.max_documents)",
                counts.beyond_limit, self.options.filter.limit
            ),
        );
    }
}
