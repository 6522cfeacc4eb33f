//! Step 10: the version goes live, or does not.

use refit_core::{Verdict, VersionId};
use refit_registry::{Activation, AuditAction, RunOutcome};
use tracing::Instrument;

use super::{Run, compare::Compared};
use crate::{Error, Model, Step};

impl Run<'_> {
    /// Makes the version live if that is the verdict, against the champion it was compared with
    /// and no other. It is read back and proven first: what cannot score does not go live.
    pub(super) async fn activate(
        &mut self,
        version: &VersionId,
        compared: &Compared,
    ) -> Result<RunOutcome, Error> {
        let step = self.begin(Step::Activate)?;
        let outcome = match compared.comparison.verdict {
            Verdict::Activate => RunOutcome::Activated,
            Verdict::Keep => RunOutcome::Kept,
            Verdict::Reject => RunOutcome::Rejected,
            Verdict::Hold => RunOutcome::Held,
        };
        if outcome != RunOutcome::Activated {
            self.end(&step, format!("version {version} is saved and not active"));
            return Ok(outcome);
        }
        let span = step.span.clone();
        let document_type = self.document_type().clone();
        let registry = &self.pipeline.registry;
        let stored = registry
            .load(&document_type, version)
            .instrument(span.clone())
            .await?;
        Model::assemble(stored)?;
        let change = Activation {
            document_type,
            version: version.clone(),
            expected: compared.generation,
            actor: self.request.actor.clone(),
            action: AuditAction::Activated,
            reason: compared.comparison.reason.clone(),
            run: Some(self.record.run),
        };
        let active = match self.observer.activation_guard() {
            Some(guard) => {
                registry
                    .activate_guarded(change, guard)
                    .instrument(span)
                    .await?
            }
            None => registry.activate(change).instrument(span).await?,
        };
        self.record.generation = Some(active.generation);
        self.end(
            &step,
            format!(
                "version {version} is active, generation {}",
                active.generation
            ),
        );
        Ok(outcome)
    }
}
