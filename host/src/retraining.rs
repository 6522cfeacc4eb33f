//! Retraining as a job: what a worker does.

use std::sync::Arc;

use async_trait::async_trait;
use refit_core::{Clock, DocumentType};
use refit_database::Transaction;
use refit_jobs::{Claim, Context, Handler, Outcome, Progress, Trigger};
use refit_pipeline::{Event, Observer, Request, RunRecord, Step};
use refit_registry::{ActivationGuard, RunOutcome};
use refit_runtime::PluginService;
use refit_server::Metrics;
use serde_json::{Value, json};

use crate::{
    app::{App, Stores},
    output::described,
};

/// The kind of job.
pub(crate) const KIND: &str = "retrain";
/// Failures of a run that may pass by themselves.
const MAY_PASS: [&str; 3] = ["sources-failed", "registry-failed", "task-lost"];

/// Retrains document types.
pub(crate) struct Retraining {
    app: Arc<App>,
    stores: Stores,
    plugins: PluginService,
    metrics: Metrics,
}

/// The job that retrains a document type.
pub(crate) fn trigger(
    app: &App,
    document_type: &DocumentType,
    cause: &str,
    by_hand: bool,
) -> Trigger {
    let jobs = app.config.jobs;
    Trigger {
        kind: KIND.to_owned(),
        subject: document_type.to_string(),
        cause: cause.to_owned(),
        arguments: json!({"seed": jobs.seed}),
        // Somebody waits for it.
        priority: i32::from(by_hand),
        run_at: None,
        max_attempts: jobs.max_attempts,
        ends_pause: by_hand,
    }
}

impl Retraining {
    pub(crate) const fn new(
        app: Arc<App>,
        stores: Stores,
        plugins: PluginService,
        metrics: Metrics,
    ) -> Self {
        Self {
            app,
            stores,
            plugins,
            metrics,
        }
    }

    /// The run of a job; an error where it could not even begin.
    async fn run(&self, context: &Arc<Context>) -> Result<RunRecord, Outcome> {
        let job = &context.claim().job;
        let failed = |error: String| Outcome::Failed {
            error,
            result: None,
        };
        let document_type: DocumentType = job
            .subject
            .parse()
            .map_err(|_| failed("the job names no document type".to_owned()))?;
        let plugin = self
            .app
            .plugin_of(&self.plugins, &document_type)
            .map_err(|error| failed(told(&error)))?;
        let options = self
            .app
            .options(&document_type)
            .map_err(|error| failed(told(&error)))?;
        let seed = job.arguments.get("seed").and_then(Value::as_u64);
        let request = Request {
            seed: seed.unwrap_or(self.app.config.jobs.seed),
            dry_run: false,
            actor: job.cause.clone(),
        };
        let watch = Watch {
            context: Arc::clone(context),
            lease: Lease(context.claim().clone()),
            clock: Arc::clone(&self.app.clock),
        };
        let record = self
            .app
            .pipeline(&self.stores, &self.plugins)
            .retrain(plugin.as_ref(), &options, &request, &watch)
            .await
            // Not even the run's record could be stored.
            .map_err(|error| Outcome::TryAgain {
                error: error.to_string(),
            })?;
        self.app
            .forget_components(&self.stores, &self.plugins, &document_type)
            .await;
        Ok(record)
    }
}

#[async_trait]
impl Handler for Retraining {
    fn kind(&self) -> &str {
        KIND
    }

    async fn work(&self, context: Arc<Context>) -> Outcome {
        match self.run(&context).await {
            Ok(record) => {
                tell(&record);
                self.metrics.run_ended(&record);
                outcome(&record, &context)
            }
            Err(outcome) => {
                if let Outcome::Failed { error, .. } | Outcome::TryAgain { error } = &outcome {
                    tracing::error!(error, "the retraining did not begin");
                }
                outcome
            }
        }
    }
}

/// An error in a sentence, with what to do after it.
fn told(error: &anyhow::Error) -> String {
    let (message, hint) = described(error);
    match hint {
        Some(hint) => format!("{message}; {hint}"),
        None => message,
    }
}

/// What the job came to.
fn outcome(record: &RunRecord, context: &Context) -> Outcome {
    let result = with_summary(record);
    match record.outcome {
        Some(RunOutcome::Cancelled) if context.is_handed_back() => Outcome::HandedBack,
        Some(RunOutcome::Cancelled) => Outcome::Cancelled(Some(result)),
        Some(RunOutcome::Failed) | None => {
            let failure = record.failure.as_ref();
            let error = failure.map_or_else(
                || "the run came to no end".to_owned(),
                |failure| failure.message.clone(),
            );
            match failure.is_some_and(|failure| MAY_PASS.contains(&failure.code)) {
                true => Outcome::TryAgain { error },
                false => Outcome::Failed {
                    error,
                    result: Some(result),
                },
            }
        }
        Some(_) => Outcome::Done(result),
    }
}

/// The record, with what it came to in a few words.
fn with_summary(record: &RunRecord) -> Value {
    // A record is numbers and text: it always has a JSON form.
    let mut result = serde_json::to_value(record).unwrap_or_default();
    if let Some(members) = result.as_object_mut() {
        members.insert("summary".to_owned(), summary(record).into());
    }
    result
}

fn summary(record: &RunRecord) -> String {
    let outcome = record.outcome.map_or("failed", RunOutcome::as_str);
    let version = record.version_id.as_ref().map(ToString::to_string);
    let r2 = record
        .metrics
        .map(|metrics| format!("R² {:.3}", metrics.r2_score));
    let failure = record
        .failure
        .as_ref()
        .map(|failure| failure.message.clone());
    let parts = [version, r2, failure];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => outcome.to_owned(),
        false => format!("{outcome} ({})", parts.join(", ")),
    }
}

/// Tells the log how the run ended, in the words of the original's guide.
fn tell(record: &RunRecord) {
    let document_type = &record.document_type;
    let version = record.version_id.as_ref().map(ToString::to_string);
    let reason = record.reason.as_deref();
    let r2 = record.metrics.map(|metrics| metrics.r2_score);
    match (record.outcome, record.failure.as_ref()) {
        (Some(RunOutcome::Activated), _) => tracing::info!(
            document.r#type = %document_type,
            version,
            r2_score = r2,
            reason,
            "retraining completed: the new version is active"
        ),
        (Some(RunOutcome::Kept | RunOutcome::Rejected), _) => tracing::warn!(
            document.r#type = %document_type,
            version,
            r2_score = r2,
            reason,
            "retraining completed: the new version is not activated, for its performance dropped"
        ),
        (Some(RunOutcome::Held), _) => tracing::warn!(
            document.r#type = %document_type,
            version,
            r2_score = r2,
            reason,
            "retraining completed: the new version waits for a person's decision"
        ),
        (_, Some(failure)) if failure.code == "data-not-fit" => tracing::error!(
            document.r#type = %document_type,
            reason,
            "data validation failed: nothing was trained"
        ),
        (Some(RunOutcome::Cancelled), _) => {
            tracing::info!(document.r#type = %document_type, reason, "retraining cancelled");
        }
        _ => tracing::error!(document.r#type = %document_type, reason, "retraining failed"),
    }
}

/// Tells a job what happens in its run, and the run whether it shall stop.
struct Watch {
    context: Arc<Context>,
    lease: Lease,
    clock: Arc<dyn Clock>,
}

impl Watch {
    fn tell(&self, step: Option<Step>, done: usize, event: Value) {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let progress = Progress {
            step: step.map(|step| step.as_str().to_owned()),
            done: count(done),
            total: count(Step::ALL.len()),
        };
        self.context.tell(progress, self.clock.now(), event);
    }
}

impl Observer for Watch {
    fn on_event(&self, event: &Event<'_>) {
        match event {
            Event::Begun { run } => {
                self.tell(
                    None,
                    0,
                    json!({"type": "run", "state": "begun", "run": run}),
                );
            }
            Event::StepBegun { step } => self.tell(
                Some(*step),
                step.number() - 1,
                json!({
                    "type": "step", "state": "begun", "step": step.as_str(),
                    "number": step.number(), "of": Step::ALL.len(),
                }),
            ),
            Event::StepEnded {
                step,
                took,
                summary,
            } => self.tell(
                Some(*step),
                step.number(),
                json!({
                    "type": "step", "state": "ended", "step": step.as_str(),
                    "number": step.number(), "of": Step::ALL.len(),
                    "seconds": took.as_secs_f64(), "summary": summary,
                }),
            ),
        }
    }

    fn is_cancelled(&self) -> bool {
        self.context.shall_stop()
    }

    fn activation_guard(&self) -> Option<&dyn ActivationGuard> {
        Some(&self.lease)
    }
}

/// A version goes live only while the job that made it is still this worker's.
struct Lease(Claim);

#[async_trait]
impl ActivationGuard for Lease {
    async fn check(
        &self,
        transaction: &mut Transaction<'static>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.0.settle(transaction).await
    }
}
