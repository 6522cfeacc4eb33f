//! Step 11: old versions go.

use tracing::Instrument;

use super::{Run, with_sources};
use crate::{Error, Finding, Level, Step};

impl Run<'_> {
    /// Deletes what is neither among the newest versions nor active nor the one before it. The
    /// verdict stands whatever comes of it: a version too many is a warning.
    pub(super) async fn clean_up(&mut self) {
        if let Err(error) = self.try_clean_up().await {
            let message = format!(
                "old versions could not be deleted: {}",
                with_sources(&error)
            );
            tracing::warn!(error = message, "clean-up failed");
            self.record
                .findings
                .push(Finding::new(Level::Warning, "clean_up_failed", message));
        }
    }

    async fn try_clean_up(&mut self) -> Result<(), Error> {
        let step = self.begin(Step::CleanUp)?;
        let deleted = self
            .pipeline
            .registry
            .clean_up(self.document_type(), self.options.keep_versions)
            .instrument(step.span.clone())
            .await?;
        let summary = format!("{} old versions deleted", deleted.len());
        self.record.deleted_versions = deleted;
        self.end(&step, summary);
        Ok(())
    }
}
