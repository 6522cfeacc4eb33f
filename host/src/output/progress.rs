//! How far a run is: a bar on a terminal, plain lines elsewhere.

use std::{
    io::{IsTerminal, stderr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use refit_core::DocumentType;
use refit_pipeline::{Event, Observer, Step};

/// Shows a run, and stops it when the user asks for that.
pub(crate) struct Progress {
    document_type: DocumentType,
    bar: Option<ProgressBar>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    pub(crate) fn new(document_type: DocumentType, cancelled: Arc<AtomicBool>) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(Step::ALL.len() as u64);
            if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:22} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
            bar.set_prefix(document_type.to_string());
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self {
            document_type,
            bar,
            cancelled,
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn line(&self, step: Step, took: Duration, summary: &str) -> String {
        format!(
            "{:>2}/{} {:<9} {summary} ({:.2} s)",
            step.number(),
            Step::ALL.len(),
            step.as_str(),
            took.as_secs_f64()
        )
    }
}

impl Observer for Progress {
    fn on_event(&self, event: &Event<'_>) {
        match (event, &self.bar) {
            (Event::Begun { run }, None) => {
                super::line(&format!("{}: run {run}", self.document_type));
            }
            (
                Event::StepEnded {
                    step,
                    took,
                    summary,
                },
                None,
            ) => {
                super::line(&self.line(*step, *took, summary));
            }
            (Event::StepBegun { step }, Some(bar)) => bar.set_message(step.as_str()),
            (
                Event::StepEnded {
                    step,
                    took,
                    summary,
                },
                Some(bar),
            ) => {
                bar.println(self.line(*step, *took, summary));
                bar.set_position(step.number() as u64);
            }
            (Event::Begun { .. }, Some(_)) | (Event::StepBegun { .. }, None) => {}
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }
}
