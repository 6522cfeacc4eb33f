//! What Prometheus reads.

use std::{sync::Arc, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::{Family, MetricConstructor},
        gauge::Gauge,
        histogram::Histogram,
    },
    registry::{Registry, Unit},
};
use refit_core::plugin::DocumentPlugin;
use refit_pipeline::{RunRecord, Score};

use crate::shared::Shared;

/// Counts of the whole process; a cheap clone.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram, Durations>,
    scores: Family<ScoreLabels, Counter>,
    score: Family<TypeLabels, Histogram, Scores>,
    rejected: Family<TypeLabels, Counter>,
    runs: Family<RunLabels, Counter>,
    steps: Family<StepLabels, Histogram, StepDurations>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ScoreLabels {
    document_type: String,
    recommendation: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TypeLabels {
    document_type: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RunLabels {
    document_type: String,
    outcome: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StepLabels {
    document_type: String,
    step: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabels {
    state: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ActiveLabels {
    document_type: String,
    version: String,
    plugin_version: String,
}

macro_rules! histograms {
    ($($name:ident: $bounds:expr;)*) => {$(
        #[derive(Debug, Clone, Copy)]
        struct $name;

        impl MetricConstructor<Histogram> for $name {
            fn new_metric(&self) -> Histogram {
                Histogram::new($bounds)
            }
        }
    )*};
}

histograms! {
    Durations: [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];
    // The levels and recommendations change at some of these.
    Scores: [5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 85.0, 90.0, 95.0];
    StepDurations: [0.001, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0, 300.0];
}

impl Default for Metrics {
    fn default() -> Self {
        Self(Arc::new(Counts {
            requests: Family::default(),
            durations: Family::new_with_constructor(Durations),
            scores: Family::default(),
            score: Family::new_with_constructor(Scores),
            rejected: Family::default(),
            runs: Family::default(),
            steps: Family::new_with_constructor(StepDurations),
        }))
    }
}

impl Metrics {
    /// Counts a run that ended.
    pub fn run_ended(&self, record: &RunRecord) {
        let document_type = record.document_type.to_string();
        let outcome = record.outcome.map_or("failed", |outcome| outcome.as_str());
        let labels = RunLabels {
            document_type: document_type.clone(),
            outcome: outcome.to_owned(),
        };
        self.0.runs.get_or_create(&labels).inc();
        for step in &record.steps {
            let labels = StepLabels {
                document_type: document_type.clone(),
                step: step.step.to_string(),
            };
            self.0.steps.get_or_create(&labels).observe(step.seconds);
        }
    }

    /// Counts an answer. The route is its pattern, so that there are few.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels = RequestLabels {
            method: method.to_owned(),
            route: route.to_owned(),
            status,
        };
        self.0.requests.get_or_create(&labels).inc();
        let labels = RouteLabels {
            route: route.to_owned(),
        };
        let durations = self.0.durations.get_or_create(&labels);
        durations.observe(took.as_secs_f64());
    }

    /// Counts a document's score, or that it has none.
    pub(crate) fn scored<E>(&self, document_type: &str, result: &Result<Score, E>) {
        let labels = TypeLabels {
            document_type: document_type.to_owned(),
        };
        let Ok(score) = result else {
            self.0.rejected.get_or_create(&labels).inc();
            return;
        };
        self.0
            .score
            .get_or_create(&labels)
            .observe(score.risk_score);
        let labels = ScoreLabels {
            document_type: document_type.to_owned(),
            recommendation: score.recommendation.to_string(),
        };
        self.0.scores.get_or_create(&labels).inc();
    }

    /// All of it in the text format of OpenMetrics, with what is true at this moment.
    pub(crate) async fn text(&self, state: &Shared) -> Result<String, std::fmt::Error> {
        let counts = &self.0;
        let mut registry = Registry::with_prefix("refit");
        registry.register(
            "http_requests",
            "Answered requests",
            counts.requests.clone(),
        );
        registry.register_with_unit(
            "http_request_duration",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            counts.durations.clone(),
        );
        registry.register("scores", "Scored documents", counts.scores.clone());
        registry.register("score", "Risk scores, 0 to 100", counts.score.clone());
        registry.register(
            "rejected_documents",
            "Documents that could not be scored",
            counts.rejected.clone(),
        );
        registry.register("runs", "Retraining runs that ended", counts.runs.clone());
        registry.register_with_unit(
            "run_step_duration",
            "Time of the steps of retraining runs",
            Unit::Seconds,
            counts.steps.clone(),
        );
        present(&mut registry, state).await;
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

/// What is true at this moment.
async fn present(registry: &mut Registry, state: &Shared) {
    let jobs = Family::<StateLabels, Gauge>::default();
    // A database that is away has no depth to tell.
    if let Ok((queued, running)) = state.jobs.depth(state.host.kind()).await {
        for (name, count) in [("queued", queued), ("running", running)] {
            let labels = StateLabels {
                state: name.to_owned(),
            };
            jobs.get_or_create(&labels).set(count.cast_signed());
        }
    }
    registry.register("jobs", "Jobs that wait and run", jobs);
    let calls = Family::<TypeLabels, Counter>::default();
    let traps = Family::<TypeLabels, Counter>::default();
    let fuel = Family::<TypeLabels, Counter>::default();
    let active = Family::<ActiveLabels, Gauge>::default();
    for plugin in state.plugins.plugins().iter() {
        let document_type = &plugin.descriptor().document_type;
        let labels = TypeLabels {
            document_type: document_type.to_string(),
        };
        let usage = plugin.usage();
        calls.get_or_create(&labels).inc_by(usage.calls);
        traps.get_or_create(&labels).inc_by(usage.traps);
        fuel.get_or_create(&labels).inc_by(usage.fuel);
        if let Some(live) = state.live.get(document_type) {
            let labels = ActiveLabels {
                document_type: document_type.to_string(),
                version: live.scorer.model().version().to_string(),
                plugin_version: plugin.descriptor().version.clone(),
            };
            let generation = i64::try_from(live.scorer.generation().0).unwrap_or(i64::MAX);
            active.get_or_create(&labels).set(generation);
        }
    }
    registry.register(
        "plugin_calls",
        "Calls into plugins since they were loaded",
        calls,
    );
    registry.register(
        "plugin_traps",
        "Calls that ended in a trap or a limit",
        traps,
    );
    registry.register("plugin_fuel", "Fuel that plugins used", fuel);
    registry.register(
        "active_version",
        "The generation of the version that scores",
        active,
    );
}
