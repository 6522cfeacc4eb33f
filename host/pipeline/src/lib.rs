#![doc = include_str!("../README.md")]

mod blending;
mod decision;
mod error;
mod importing;
mod model;
mod options;
mod progress;
mod record;
mod report;
mod rows;
mod run;
mod scoring;

pub use error::Error;
pub use importing::{Imported, import};
pub use model::Model;
pub use options::{Blending, Evaluation, LabelScores, Options, Quality};
pub use progress::{Event, Observer, Step, Unobserved};
pub use record::{PluginIdentity, RunFailure, RunRecord, StepRecord};
pub use report::{Finding, Level};
pub use run::{Pipeline, Request};
pub use scoring::{ModelScores, Score, Scorer, TopFeature};
