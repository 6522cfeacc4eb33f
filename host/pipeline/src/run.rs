//! The retraining run: eleven steps, one file each.

mod activate;
mod blend;
mod clean_up;
mod compare;
mod evaluate;
mod fetch;
mod generate;
mod save;
mod split;
mod train;
mod validate;

use std::{sync::Arc, time::Instant};

use refit_core::{
    Clock, DocumentType,
    plugin::{Components, DocumentPlugin},
};
use refit_registry::{Registry, RunEnd, RunOutcome};
use refit_sources::DocumentStore;
use tracing::{Instrument, Span};

use crate::{
    Error, Event, Level, Observer, Options, RunFailure, RunRecord, Step, record::StepRecord,
};

/// Retrains document types. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pipeline {
    documents: DocumentStore,
    registry: Registry,
    clock: Arc<dyn Clock>,
    components: Option<Arc<dyn Components>>,
}

/// What a run is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The seed of everything random in it.
    pub seed: u64,
    /// Whether to stop before anything is saved.
    pub dry_run: bool,
    /// Who asks, for the audit trail.
    pub actor: String,
}

impl Pipeline {
    /// A pipeline over documents and versions.
    #[must_use]
    pub fn new(documents: DocumentStore, registry: Registry, clock: Arc<dyn Clock>) -> Self {
        Self {
            documents,
            registry,
            clock,
            components: None,
        }
    }

    /// The same with components that are kept: a champion whose plugin was replaced is compared
    /// with the component that it was trained with.
    #[must_use]
    pub fn with_components(self, components: Arc<dyn Components>) -> Self {
        Self {
            components: Some(components),
            ..self
        }
    }

    /// Retrains a document type and decides whether the new version goes live.
    ///
    /// However the run ends, its record says how, and is stored; [`RunRecord::failure`] tells a run
    /// that failed from one that came to a verdict.
    ///
    /// # Errors
    /// [`Error::Registry`] where not even the run's record could be stored.
    pub async fn retrain(
        &self,
        plugin: &dyn DocumentPlugin,
        options: &Options,
        request: &Request,
        observer: &dyn Observer,
    ) -> Result<RunRecord, Error> {
        let document_type = &plugin.descriptor().document_type;
        let run = self.registry.begin_run(document_type).await?;
        observer.on_event(&Event::Begun { run });
        let record = RunRecord::begun(run, plugin, request, self.clock.now());
        let mut run = Run {
            pipeline: self,
            plugin,
            options,
            request,
            observer,
            record,
            at: None,
        };
        let span =
            tracing::info_span!("run", run.id = %run.record.run, document.r#type = %document_type);
        let result = run.steps().instrument(span).await;
        let record = run.close(result);
        self.registry
            .end_run(record.run, &self.end_of(&record))
            .await?;
        Ok(record)
    }

    fn end_of(&self, record: &RunRecord) -> RunEnd {
        RunEnd {
            outcome: record.outcome.unwrap_or(RunOutcome::Failed),
            version: record.version_id.clone(),
            // A record is numbers and text: it always has a JSON form.
            record: serde_json::to_value(record).unwrap_or_default(),
        }
    }
}

/// A run on its way.
struct Run<'a> {
    pipeline: &'a Pipeline,
    plugin: &'a dyn DocumentPlugin,
    options: &'a Options,
    request: &'a Request,
    observer: &'a dyn Observer,
    record: RunRecord,
    /// The step it is in.
    at: Option<Step>,
}

/// A step on its way.
struct Begun {
    step: Step,
    since: Instant,
    span: Span,
}

impl Run<'_> {
    /// The steps in their order.
    async fn steps(&mut self) -> Result<RunOutcome, Error> {
        let documents = self.fetch().await?;
        let material = self.generate(documents).await?;
        let rows = self.blend(material)?;
        let data = self.validate(&rows)?;
        let split = self.split(&rows, &data)?;
        let trained = self.train(&split).await?;
        let judged = self.evaluate(&rows, &split, &trained)?;
        let comparison = self.compare(&rows, &split, &judged).await?;
        if self.request.dry_run {
            return Ok(RunOutcome::DryRun);
        }
        let version = self.save(&trained, &comparison.comparison).await?;
        let outcome = self.activate(&version, &comparison).await?;
        self.clean_up().await;
        Ok(outcome)
    }

    const fn document_type(&self) -> &DocumentType {
        &self.record.document_type
    }

    /// Begins a step, unless the run was cancelled. From the activation on it is too late: what is
    /// recorded as cancelled has changed nothing.
    fn begin(&mut self, step: Step) -> Result<Begun, Error> {
        if step < Step::Activate && self.observer.is_cancelled() {
            return Err(Error::Cancelled {
                document_type: self.document_type().clone(),
                step: step.as_str(),
            });
        }
        self.at = Some(step);
        self.observer.on_event(&Event::StepBegun { step });
        let span = tracing::info_span!(
            "step",
            step.name = step.as_str(),
            step.number = step.number()
        );
        Ok(Begun {
            step,
            since: Instant::now(),
            span,
        })
    }

    /// Ends a step that came to something.
    fn end(&mut self, begun: &Begun, summary: String) {
        let took = begun.since.elapsed();
        let _entered = begun.span.enter();
        tracing::info!(duration_ms = took.as_secs_f64() * 1e3, summary, "step done");
        self.observer.on_event(&Event::StepEnded {
            step: begun.step,
            took,
            summary: &summary,
        });
        self.record.steps.push(StepRecord {
            step: begun.step,
            number: begun.step.number(),
            seconds: took.as_secs_f64(),
            summary,
        });
    }

    /// Writes the end into the record.
    fn close(mut self, result: Result<RunOutcome, Error>) -> RunRecord {
        self.record.ended_at = Some(self.pipeline.clock.now());
        match result {
            Ok(outcome) => {
                self.record.activated = outcome == RunOutcome::Activated;
                self.record.outcome = Some(outcome);
                self.record.reason = self
                    .record
                    .comparison
                    .as_ref()
                    .map(|comparison| comparison.reason.clone());
                tracing::info!(
                    run.id = %self.record.run,
                    document.r#type = %self.record.document_type,
                    outcome = ?outcome,
                    "run ended"
                );
            }
            Err(error) => {
                let cancelled = matches!(error, Error::Cancelled { .. });
                let outcome = if cancelled {
                    RunOutcome::Cancelled
                } else {
                    RunOutcome::Failed
                };
                self.record.outcome = Some(outcome);
                let message = with_sources(&error);
                tracing::warn!(
                    run.id = %self.record.run,
                    document.r#type = %self.record.document_type,
                    code = error.code(),
                    error = message,
                    "run did not come to a verdict"
                );
                self.record.reason = Some(message.clone());
                self.record.failure = Some(RunFailure {
                    code: error.code(),
                    message,
                    step: self.at,
                });
            }
        }
        self.record
    }

    /// Findings that forbid training.
    fn refuse_errors(&self) -> Result<(), Error> {
        let findings = self.record.findings.iter();
        let findings: Vec<_> = findings
            .filter(|finding| finding.level == Level::Error)
            .cloned()
            .collect();
        if findings.is_empty() {
            return Ok(());
        }
        Err(Error::Data {
            document_type: self.document_type().clone(),
            findings,
        })
    }
}

/// The error and what caused it, in one line.
pub(crate) fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}
